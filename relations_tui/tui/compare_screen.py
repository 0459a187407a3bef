"""Two dates, two layers or two directions side by side: where they differ most."""

from collections.abc import Iterable
from dataclasses import replace

from textual import events
from textual.containers import Horizontal
from textual.widget import Widget

from relations_tui.errors import UsageError
from relations_tui.model.country import Pair
from relations_tui.model.layer import Layer
from relations_tui.model.period import month_text, period_at, period_text
from relations_tui.model.user import View
from relations_tui.query import timeline
from relations_tui.query.compare import (
    KINDS,
    Compared,
    Comparison,
    Kind,
    compare_dates,
    compare_directions,
    compare_layers,
)
from relations_tui.query.pair_columns import in_either
from relations_tui.report import wording
from relations_tui.report.compare import (
    COMPARE_HEAD,
    compare_cells,
    compare_report,
    method,
    notes,
    weighed,
)
from relations_tui.tui.country_side import SideList
from relations_tui.tui.diverging import bar_of
from relations_tui.tui.drawing import Drawing
from relations_tui.tui.lines import Line, fit
from relations_tui.tui.listing import Listing
from relations_tui.tui.matrix import MatrixView
from relations_tui.tui.prompt import Prompt
from relations_tui.tui.ranked_screen import RankedScreen

TITLES: dict[Kind, str] = {
    "dates": "two dates",
    "layers": "two layers",
    "directions": "there and back",
}
WIDE, VERY_WIDE = 100, 150
"""Columns from which matrix and list stand side by side, and from which there is much room."""
TALL = 30
"""Lines from which there is a line of air."""
ROOMY = 50
"""Columns of the list from which it has the scores of both sides."""
YEAR = 12


class CompareScreen(RankedScreen):
    """The matrix of differences, and the pairs that differ most."""

    VIEW = "compare"
    AUTO_FOCUS = "#list"
    DEFAULT_CSS = """
    CompareScreen #head { height: 4; }
    CompareScreen #both { height: 1fr; }
    CompareScreen #told { height: 2; }
    CompareScreen MatrixView { width: 1fr; height: 1fr; }
    """

    def __init__(self, view: View) -> None:
        super().__init__(view)
        options = view.options
        self._kind: Kind = next((kind for kind in KINDS if kind == options.get("kind")), "dates")
        self._since = timeline.parse_at(options["from"]) if "from" in options else 0
        """The first of two dates; 0: a year before the other."""
        self._with = options.get("with", "")
        """The other of two layers; "": the next one."""
        self._returns = "kind" in options
        self._found: Comparison | None = None
        self._trouble = ""

    @property
    def crumb(self) -> str:
        """What it is."""
        return f"compare {TITLES[self._kind]}"

    @property
    def options(self) -> dict[str, str]:
        """What is compared."""
        found = {**super().options, "kind": self._kind}
        if self._since:
            found["from"] = month_text(self._since)
        return found | ({"with": self._with} if self._with else {})

    def compose_body(self) -> Iterable[Widget]:
        """What it is of; matrix and list; the pair under the cursor."""
        yield Drawing(id="head")
        with Horizontal(id="both"):
            yield MatrixView(id="differences")
            yield SideList(head=1, id="list")
        yield Drawing(id="told")

    @property
    def home(self) -> Widget | None:
        """The list has the keys, or the matrix if it was asked for."""
        return self.matrix if self.is_matrix else self.listing

    @property
    def is_matrix(self) -> bool:
        """Whether the cursor is the matrix's, and not the list's."""
        return self.has_class("-matrix")

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Who has the keys has the cursor; a prompt only borrows them."""
        if event.widget in (self.matrix, self.listing):
            to_matrix = event.widget is self.matrix
            if to_matrix != self.is_matrix:
                self.set_class(to_matrix, "-matrix")
                self._tell()

    @property
    def matrix(self) -> MatrixView:
        """The differences as a matrix."""
        return self.query_one(MatrixView)

    # --- both sides -------------------------------------------------------------------------------

    @property
    def before(self) -> int:
        """The first of two dates: a month that the layer has, another than the second."""
        layer, at = self.looking.layer, self.looking.at
        asked = self._since or at - YEAR
        found = timeline.nearest(layer, asked)
        if period_at(found, layer.frequency) == period_at(at, layer.frequency):
            found = timeline.step(layer, at, -1)
        return found

    @property
    def other(self) -> Layer:
        """The layer that the one looked at is compared with."""
        layers = list(self.world.layers.values())
        here = self.looking.layer
        chosen = self.world.layers.get(self._with)
        if chosen is None or chosen.id == here.id:
            return layers[(layers.index(here) + 1) % len(layers)]
        return chosen

    def compare(self) -> Comparison:
        """Put both sides together; raises UsageError where that can't be."""
        world, layer, at = self.world, self.looking.layer, self.looking.at
        if self._kind == "layers":
            return compare_layers(world, layer, self.other, at, self.countries())
        if self._kind == "directions":
            return compare_directions(world, layer, at, self.countries())
        self.countries()
        among = in_either(world, self.among, self.before, at)
        return compare_dates(world, layer, self.before, at, among)

    def draw(self) -> None:
        """Compare, and show it."""
        self._found, self._trouble = None, ""
        try:
            self._found = self.compare()
        except UsageError as error:
            self._trouble = str(error)
        self._arrange()
        self._draw_head()
        found = self._found
        pair = self.pair
        if self.matrix.matrix is None:  # the list comes first: the matrix is a frame of its own
            self.call_after_refresh(self._draw_matrix)
        else:
            self._draw_matrix()
        rank = found.rank_of(pair) if found is not None and self._keeps_pair else 0
        self._returns = False
        self.listing.show(
            0 if found is None else len(found), self._row, head=self._columns,
            empty=self._trouble or f"no pair that both sides know among {self.where}",
            cursor=max(0, rank),
        )  # fmt: skip
        if not self.is_matrix:
            self._follow_list()
        self._tell()

    def _arrange(self) -> None:
        """Matrix and list side by side, or one of them: set before the first layout, so that there
        is no second.
        """
        width = self.size.width
        listing, matrix = self.listing, self.matrix
        together = width >= WIDE
        listing.display = together or not self.is_matrix
        matrix.display = together or self.is_matrix
        listing.styles.width = (80 if width >= VERY_WIDE else 62) if together else "100%"

    def _draw_matrix(self) -> None:
        layer, at, found = self.looking.layer, self.looking.at, self._found
        if found is None:
            empty = self.world.matrix(layer, at, self.countries())
            self.matrix.show(replace(empty, frame=None), note=self._trouble)
            return
        whole = self.world.matrix(found.layer, at, self.countries())
        self.matrix.show(replace(whole, frame=found.frame))
        self.matrix.move_to(*self.pair)

    # --- above ------------------------------------------------------------------------------------

    def _draw_head(self) -> None:
        head, found, width = self.query_one("#head", Drawing), self._found, self.size.width - 2
        lines = [self._kinds(width), self._sides(width)]
        if found is not None:
            rho = (
                "" if found.correlation is None
                else f"   rank correlation {found.correlation:+.2f}"
            )  # fmt: skip
            counted = f"{found.changed:,} of {len(found):,} pairs differ{rho}   "
            cells = " (cells: tens)" if found.kind == "layers" else ""
            said = [counted + method(found) + cells, "; ".join(notes(found))]
            lines += [[(fit(text, width), "dim")] for text in said if text]
        if self.size.height >= TALL:
            lines.append([])
        head.lines = [[(" ", ""), *line] for line in lines]
        head.styles.height = len(lines)
        head.refresh()

    def _kinds(self, width: int) -> Line:
        line: Line = []
        for kind in KINDS:
            chosen = kind == self._kind
            title = f"[{TITLES[kind]}]" if chosen else f" {TITLES[kind]} "
            line.append((f"{title} ", "name" if chosen else "dim"))
        used = sum(len(text) for text, _ in line)
        return [*line, (fit(f" {self.where}", max(0, width - used)), "dim")]

    def _sides(self, width: int) -> Line:
        layer, at = self.looking.layer, self.looking.at
        when = period_text(period_at(at, layer.frequency), layer.frequency)
        if self._kind == "dates":
            before = period_text(period_at(self.before, layer.frequency), layer.frequency)
            return [(f"{layer.title}  ", "text"), (f"{before} to {when}", "accent")]
        if self._kind == "directions":
            return [(f"{layer.title}  ", "text"), (when, "accent")]
        found = self._found
        told: Line = []
        for title, period in (
            (layer.title, found.left.period if found else when),
            (self.other.title, found.right.period if found else ""),
        ):
            told += [(f"{'against ' if told else ''}{title} ", "text"), (f"{period} ", "accent")]
        return told if sum(len(text) for text, _ in told) <= width else told[:2]

    # --- the list ---------------------------------------------------------------------------------

    def _columns(self, _y: int, width: int) -> Line:
        found = self._found
        if found is None:
            return []
        bar = self._bar(width)
        left, right = {
            "dates": (found.left.period, found.right.period),
            "layers": (found.left.layer, found.right.layer),
            "directions": ("there", "back"),
        }[found.kind]
        gap = "%" if found.kind == "layers" else "points"
        sides = f"{left[:7]:>7} {right[:7]:>7}  " if width >= ROOMY else ""
        return [(f" {gap:>6}  {'':<{bar}}  {sides}pair", "dim")]

    @staticmethod
    def _bar(width: int) -> int:
        return 16 if width >= 75 else 8

    def _row(self, index: int, width: int) -> Line:
        found = self._found
        assert found is not None
        row = found.row(index)
        bar = self._bar(width)
        digits, scale = (0, 10) if found.kind == "layers" else (1, 100)
        tone = self.tone(row.difference * scale)
        largest = abs(found.row(0).difference)
        sides = f"{wording.signed(row.left):>7} {wording.signed(row.right):>7}  "
        sides = sides if width >= ROOMY else ""
        used = 6 + 2 + bar + 2 + len(sides)
        return [
            (f"{wording.signed(row.difference, digits):>6}  ", tone),
            (bar_of(row.difference, largest, bar), tone),
            (f"  {sides}", "dim"),
            (self.names(row.a, row.b, width - used, directed=found.layer.directed), "text"),
        ]  # fmt: skip

    @property
    def _under(self) -> Compared | None:
        """The row of the pair under the cursor; None if it is not on both sides."""
        found = self._found
        if found is None:
            return None
        if not self.is_matrix:
            cursor = self.listing.cursor
            return found.row(cursor) if cursor < len(found) else None
        rank = found.rank_of(self.pair)
        return None if rank < 0 else found.row(rank)

    def _tell(self) -> None:
        told = self.query_one("#told", Drawing)
        told.lines = [[], [(" ", ""), (fit(self.under_cursor, self.size.width - 2), "text")]]
        told.refresh()

    # --- the cursors ------------------------------------------------------------------------------

    def _follow_list(self) -> None:
        """The matrix goes to the pair in the list."""
        row = self._under
        if row is not None:
            self.go_to(Pair(row.a, row.b))
            self.matrix.move_to(row.a, row.b)

    def on_listing_moved(self, _event: Listing.Moved) -> None:
        """Another pair in the list; the matrix has it already if that is where it came from."""
        if self.is_matrix:
            return
        self._follow_list()
        self._tell()

    def on_matrix_view_moved(self, event: MatrixView.Moved) -> None:
        """Another cell: the list goes to its pair, if it has it."""
        if not self.is_matrix:
            return
        self.go_to(Pair(event.row, event.column))
        rank = -1 if self._found is None else self._found.rank_of(self.pair)
        if rank >= 0:
            self.listing.go_to(rank)
        self._tell()

    def on_matrix_view_chosen(self, _event: MatrixView.Chosen) -> None:
        """A double click on a cell: the pair in large."""
        self.action_open("pair")

    # --- keys -------------------------------------------------------------------------------------

    def action_kind(self, by: int) -> None:
        """Two dates, two layers, two directions; the last in a layer that has them."""
        self._kind = KINDS[(KINDS.index(self._kind) + by) % len(KINDS)]
        self.listing.go_to(0)
        layer = self.looking.layer
        if self._kind == "directions" and not layer.directed:
            directed = next((one for one in self.world.layers.values() if one.directed), None)
            if directed is not None:
                self.say(f"{layer.title} has no directions: {directed.title} has")
                self._turn_to(directed)
                return
        self.arrived()

    def action_other(self, by: int) -> None:
        """Another first date, or another layer to compare with."""
        layer = self.looking.layer
        if self._kind == "dates":
            to = timeline.step(layer, self.before, by)
            if period_at(to, layer.frequency) == period_at(self.looking.at, layer.frequency):
                to = timeline.step(layer, to, by)
            if to == self.before:
                self.say(f"{layer.title} {'begins' if by < 0 else 'ends'} here")
                return
            self._since = to
        elif self._kind == "layers":
            others = [one for one in self.world.layers.values() if one.id != layer.id]
            self._with = others[(others.index(self.other) + by) % len(others)].id
        else:
            self.say("both directions are of one date: , and . change it")
            return
        self.draw()

    def action_swap(self) -> None:
        """Left is right, and right left."""
        if self._kind == "dates":
            to, self._since = self.before, self.looking.at
            self.go_to_month(to)
        elif self._kind == "layers":
            other, self._with = self.other, self.looking.layer.id
            self._turn_to(other)
        else:
            self.say("the list names the higher direction first")

    async def action_choose_sides(self) -> None:
        """Ask for both dates, or for the other layer."""
        label = "against layer" if self._kind == "layers" else "from, to"
        await self.ask(Prompt("sides", label, self._sides_hint))

    def _sides_hint(self, text: str) -> str:
        layer = self.looking.layer
        if self._kind == "layers":
            named = self._layer_of(text)
            return named.title if named else ", ".join(self.world.layers)
        try:
            both = [month_text(at) for at in self._dates_of(text)]
        except UsageError as error:
            return str(error)
        known = f"{layer.title} has {layer.periods[0]} to {layer.periods[-1]}"
        return " to ".join(both) or f"such as 2019-12 2023-01; {known}"

    def _layer_of(self, text: str) -> Layer | None:
        folded = text.strip().casefold()
        layers = self.world.layers.values()
        found = (one for one in layers if folded and folded in f"{one.id} {one.title}".casefold())
        return next(found, None)

    def _dates_of(self, text: str) -> list[int]:
        """One or two months; raises BadPeriod if one is no date."""
        words = text.replace(",", " ").split()[:2]
        return [timeline.nearest(self.looking.layer, timeline.parse_at(word)) for word in words]

    def answered(self, purpose: str, text: str) -> None:
        """Both sides."""
        if purpose != "sides":
            super().answered(purpose, text)
        elif self._kind == "layers":
            named = self._layer_of(text)
            if named is None:
                self.say(f"no layer answers to {text!r}")
            else:
                self._with = named.id
                self.draw()
        else:
            self._go_to_dates(text)

    def _go_to_dates(self, text: str) -> None:
        try:
            dates = self._dates_of(text)
        except UsageError as error:
            self.say(str(error), wrong=True)
            return
        if self._kind == "dates" and dates:
            self._since = dates[0]
        if len(dates) > 1 or (dates and self._kind == "directions"):
            self.go_to_month(dates[-1])
        else:
            self.draw()

    def action_switch(self) -> None:
        """The keys go to the matrix, or back to the list."""
        self.set_class(not self.is_matrix, "-matrix")
        self._arrange()
        self.set_focus(self.home)
        if not self.is_matrix:
            self._follow_list()
        self._tell()

    # --- taking away ------------------------------------------------------------------------------

    @property
    def _keeps_pair(self) -> bool:
        """Who is at the top stays there; else the cursor keeps its pair."""
        return self._returns or self.is_matrix or self.listing.cursor > 0

    @property
    def under_cursor(self) -> str:
        """The difference of the pair under the cursor, in a sentence."""
        found, row = self._found, self._under
        if found is None:
            return self._trouble
        if row is None:
            if self.pair.a == self.pair.b:
                return ""
            names = self.names(*self.pair, 200, directed=found.layer.directed)
            return f"{names}: not known on both sides, so that there is no difference to tell"
        left, right = found.left, found.right
        names = self.names(row.a, row.b, 200, directed=found.layer.directed)
        scores = wording.signed(row.left), wording.signed(row.right)
        if found.kind == "dates":
            both = weighed(self.world, found, row)
            rests = (wording.amount(x) for x in (both.left_evidence, both.right_evidence))
            return (
                f"{names}: {scores[0]} in {left.period}, {scores[1]} in {right.period}: "
                f"{wording.signed(row.difference)} points, resting on {' and '.join(rests)} "
                f"{found.layer.evidence_unit}"
            )
        if found.kind == "directions":
            return (
                f"{names} {scores[0]}, {row.b} → {row.a} {scores[1]}: "
                f"{wording.signed(row.difference)} points apart"
            )
        return (
            f"{names}: {left.title} {scores[0]}, above {row.left_rank:.0f} % of pairs; "
            f"{right.title} {scores[1]}, above {row.right_rank:.0f} %"
        )

    def report(self) -> object:
        """The headless twin: ``relations compare``."""
        if self._found is None:
            return {"error": self._trouble}
        return compare_report(self.world, self._found, self.among)

    def table(self) -> tuple[list[str], list[list[object]]]:
        """A row a pair."""
        if self._found is None:
            return COMPARE_HEAD, []
        return COMPARE_HEAD, compare_cells(compare_report(self.world, self._found, self.among))
