"""Published methods side by side: what each says of a pair, and where in the world they differ."""

from collections.abc import Iterable
from dataclasses import dataclass

from msgspec.structs import replace
from textual.widget import Widget

from relations_tui.errors import RelationsError
from relations_tui.model.country import Pair
from relations_tui.model.period import month_text
from relations_tui.model.user import View
from relations_tui.query.method_list import OPINIONS, WAYS, Way
from relations_tui.query.methods import MethodTable, Places, method_table
from relations_tui.query.world import World
from relations_tui.report.methods import (
    DISPUTED_HEAD,
    METHODS_HEAD,
    Correlation,
    correlations,
    disagreements_report,
    disputed_cells,
    method_cells,
    methods_report,
    share_text,
    told,
    value_text,
    verdict,
)
from relations_tui.tui import aside, method_lines
from relations_tui.tui.aside import Job
from relations_tui.tui.digits import figure
from relations_tui.tui.drawing import Drawing
from relations_tui.tui.lines import Line, fit, indented, paragraph
from relations_tui.tui.listing import Listing
from relations_tui.tui.ranked_screen import TALL, RankedScreen

EXPORTED = 200
"""Pairs of a ranking in an export as JSON; CSV has all."""
WAITING = "being worked out"


@dataclass(frozen=True, slots=True)
class Ranking:
    """Where methods disagree at a date, among the countries of a focus."""

    world: World
    focus: str
    table: MethodTable
    places: Places
    correlations: tuple[Correlation, ...]


class MethodsScreen(RankedScreen):
    """A pair by every method, or the pairs on which methods disagree most."""

    VIEW = "methods"
    DEFAULT_CSS = """
    MethodsScreen #head { height: 3; }
    MethodsScreen #detail { height: 6; }
    """

    def __init__(self, view: View) -> None:
        super().__init__(view)
        self._ranks = view.options.get("kind") == "world"
        """Whether the ranking is shown, and not the pair."""
        self._returns = "kind" in view.options
        self._found: Ranking | None = None
        self._came_from: Pair | None = None
        """The pair that was shown before the ranking."""

    @property
    def crumb(self) -> str:
        """What it is of."""
        return "methods" if self._ranks else f"methods {self.pair.a} – {self.pair.b}"

    @property
    def options(self) -> dict[str, str]:
        """The focus, and which of both it is."""
        return {**super().options, "kind": "world" if self._ranks else "pair"}

    def compose_body(self) -> Iterable[Widget]:
        """The disagreement, the methods or the pairs, what the one under the cursor is."""
        yield Drawing(id="head")
        yield Listing(head=1, id="list")
        yield Drawing(id="detail")

    # --- the answer -------------------------------------------------------------------------------

    def draw(self) -> None:
        """The pair's own values at once; its place among all pairs when that is known."""
        self.countries()  # gives up a focus that means nothing any more
        self._show()
        if not self._is_fresh:
            self._work_out()

    @property
    def _is_fresh(self) -> bool:
        found, looking = self._found, self.looking
        return (
            found is not None
            and found.world is looking.world
            and (found.table.at, found.focus) == (looking.at, self.among)
        )

    @property
    def _table(self) -> MethodTable | None:
        """All pairs, at this date or while it is being worked out at the one before."""
        found = self._found
        return found.table if found is not None and found.world is self.world else None

    def _work_out(self) -> None:
        world, at, focus, among = self.world, self.looking.at, self.among, self.countries()

        def work(job: Job) -> None:
            try:
                table = method_table(world, at)
            except RelationsError as error:
                job.hand_over(self.say, str(error), wrong=True)
                return
            rho = tuple(correlations(table, table.among(among)))
            found = Ranking(world, focus, table, table.disagreements(among), rho)
            job.hand_over(self._take, found)

        aside.begin(self, work, "methods")

    def _take(self, found: Ranking) -> None:
        """It is known now; shown if it is still what is asked for."""
        self._found = found
        self._show()

    def _show(self) -> None:
        width = self.size.width - 2
        lines = self._world_head(width) if self._ranks else self._pair_head(width)
        air: list[Line] = [[]] if self.size.height >= TALL else []
        self.query_one("#head", Drawing).show(indented([*lines, *air]))
        if self._ranks:
            found = self._found
            count = 0 if found is None else len(found.places)
            self.listing.show(
                count, self._world_row,
                head=lambda _y, width: method_lines.ruler_columns(width),
                cursor=self.place(self._rank_of(self.pair)) if count else -1,
                empty=WAITING if not self._is_fresh
                else f"no pair with two methods among {self.where}",
            )  # fmt: skip
        else:
            self.listing.show(
                len(WAYS), self._pair_row, head=lambda _y, width: method_lines.columns(width)
            )
        self._follow()

    def _rank_of(self, pair: Pair) -> int:
        found = self._found
        if found is None:
            return -1
        place = found.table.place(pair)
        return next((i for i, one in enumerate(found.places.tolist()) if one == place), -1)

    # --- a pair -----------------------------------------------------------------------------------

    def _pair_head(self, width: int) -> list[Line]:
        world, table = self.world, self._table
        names = " – ".join(world.countries[iso3].name for iso3 in self.pair)
        title: Line = [(fit(f"{names}, method by method", width), "name")]
        place = -1 if table is None else table.place(self.pair)
        gap = None if table is None else table.gap(place)
        said = WAITING if table is None else told(table, place)
        stale = "" if table is None or self._is_current else f"of {month_text(table.at)}: "
        if gap is None or table is None:
            return [title, *([(text, "dim")] for text in paragraph(said, width)[:2])]
        if self.size.height < TALL:
            return [title, *([(text, "text")] for text in paragraph(f"{stale}{said}", width)[:2])]
        lines = paragraph(said.partition(": ")[0], width - 14)
        return [
            title,
            *figure(
                f"{gap:.0f}", "faint" if stale else "name",
                (f"percentiles apart: {verdict(gap)}", f"{stale}{lines[0]}", *lines[1:2], "")[:3],
                width,
            ),
        ]  # fmt: skip

    @property
    def _is_current(self) -> bool:
        """Whether what is known of all pairs is of this date."""
        table = self._table
        return table is not None and table.at == self.looking.at

    def _pair_row(self, index: int, width: int) -> Line:
        return method_lines.row(
            self.world, WAYS[index], self.pair, self.looking.at, self._table, width
        )

    @property
    def _way(self) -> Way:
        return WAYS[min(self.listing.cursor, len(WAYS) - 1)]

    # --- the ranking ------------------------------------------------------------------------------

    def _world_head(self, width: int) -> list[Line]:
        found, period = self._found, month_text(self.looking.at)
        title = f"Where methods disagree, {period}"
        if found is None:
            return [[(title, "name")], [(WAITING, "dim")], []]
        late = f", of {month_text(found.table.at)}; {period} {WAITING}"
        of = f"   {len(found.places):,} pairs in {found.focus or 'the world'}"
        of += "" if self._is_fresh else late
        legend = paragraph(method_lines.letters(found.table), width)
        return [
            [(title, "name"), (fit(of, width - len(title)), "dim")],
            *([(text, "dim")] for text in legend),
        ]

    def _world_row(self, index: int, width: int) -> Line:
        assert self._found is not None
        place = int(self._found.places[index])
        return method_lines.ruler_row(self.world, self._found.table, place, width)

    # --- the cursor -------------------------------------------------------------------------------

    @property
    def _room(self) -> int:
        """Lines of the detail: of a pair all that its methods leave."""
        height = self.size.height
        least = 9 if height >= TALL else 6 if height >= 24 else 4
        if self._ranks:
            return least
        taken = len(self.query_one("#head", Drawing).lines) + 1 + len(WAYS) + 3
        return max(least, height - taken - (1 if height >= TALL else 0))

    def _follow(self) -> None:
        """Tell of the method, or of the pair, under the cursor."""
        width, room = self.size.width - 2, self._room
        lines = self._of_world(width, room) if self._ranks else self._of_pair(width, room)
        rule: Line = [("─" * self.size.width, "faint")]
        detail = self.query_one("#detail", Drawing)
        detail.show([rule, *indented(lines)], height=room + 1)

    def _of_pair(self, width: int, room: int) -> list[Line]:
        """What the method is made of; then where any two disagree."""
        lines = method_lines.made_of(self.world, self._way, self._table, width, room)
        if self._table is None:
            return lines
        below = method_lines.gaps(self._table, self.pair, width, room - len(lines) - 1)
        return [*lines, [], *below] if below else lines

    def _of_world(self, width: int, room: int) -> list[Line]:
        """How far the methods are apart on the pair; then which methods rank all pairs alike."""
        found = self._found
        if found is None or not len(found.places):
            return []
        place = int(found.places[min(self.listing.cursor, len(found.places) - 1)])
        self.be_about(found.table.pair(place))
        lines: list[Line] = [
            [(text, "text")] for text in paragraph(told(found.table, place), width)
        ]
        values = paragraph(self._values_text(found.table, place), width)
        if len(lines) + len(values) <= room:
            lines += [[(text, "dim")] for text in values]
        rho: list[Line] = method_lines.correlation_lines(found.correlations, width)
        return [*lines, [], *rho] if len(lines) + 1 + len(rho) <= room else lines

    @staticmethod
    def _values_text(table: MethodTable, place: int) -> str:
        return ", ".join(
            f"{way.title} {value_text(way, table.value(way, place))}"
            for way in OPINIONS
            if table.value(way, place) is not None
        )

    def on_listing_moved(self, _event: Listing.Moved) -> None:
        """Another method, or another pair."""
        self._follow()

    def choose(self) -> None:
        """Enter: of the ranking the pair, method by method; of a method the pair in large."""
        if self._ranks:
            options = {**self.options, "kind": "pair"}
            self.app.open_view(replace(self.view, options=options))
        else:
            self.action_open("pair")

    # --- keys -------------------------------------------------------------------------------------

    def action_kind(self, _by: int) -> None:
        """The pair, or the ranking."""
        self._ranks = not self._ranks
        if self._ranks:
            self._came_from = self.pair
        elif not self.listing.cursor and self._came_from is not None:
            self.be_about(self._came_from)  # who only looked keeps the pair
        self.listing.cursor = 0
        self.arrived()

    def _focus_on(self, focus: str) -> None:
        """A focus is one of the ranking."""
        self._ranks = True
        super()._focus_on(focus)
        self.arrived()

    # --- taking away ------------------------------------------------------------------------------

    @property
    def under_cursor(self) -> str:
        """The method, or the pair, under the cursor in sentences."""
        names = " and ".join(self.world.countries[iso3].name for iso3 in self.pair)
        table = method_table(self.world, self.looking.at)
        place = table.place(self.pair)
        if self._ranks:
            return f"{names}: {self._values_text(table, place)}. {told(table, place)}."
        way = self._way
        one = methods_report(self.world, table, self.pair).methods[WAYS.index(way)]
        rank = "" if one.percentile is None else (
            f", above {share_text(one.percentile)} of {one.known:,} pairs"
        )  # fmt: skip
        value = value_text(way, one.value, one.high)
        return f"{names} by {way.title}, {one.period or 'no data by then'}: {value}{rank}. " + (
            f"{way.made_of}. {way.paper}. Mind: {way.limits}."
        )

    def report(self) -> object:
        """The headless twin: ``relations methods``."""
        table = method_table(self.world, self.looking.at)
        if not self._ranks:
            return methods_report(self.world, table, self.pair)
        return disagreements_report(self.world, table, self.among, self.countries(), EXPORTED)

    def table(self) -> tuple[list[str], list[list[object]]]:
        """A row a method, or a row a pair."""
        table = method_table(self.world, self.looking.at)
        if not self._ranks:
            return METHODS_HEAD, method_cells(methods_report(self.world, table, self.pair))
        return DISPUTED_HEAD, disputed_cells(table, table.disagreements(self.countries()))
