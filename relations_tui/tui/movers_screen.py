"""Which pairs moved most over a window, how unusual that is for them, and what made it."""

from collections.abc import Iterable

from textual.widget import Widget

from relations_tui.errors import UsageError
from relations_tui.model.country import Pair
from relations_tui.model.layer import Layer
from relations_tui.model.user import View
from relations_tui.query.ranking import (
    UNUSUAL,
    By,
    Moves,
    Ranked,
    Unusual,
    how_unusual,
    known_unusual,
    rank_movers,
    window,
)
from relations_tui.query.world import World
from relations_tui.report import wording
from relations_tui.report.movers import (
    MOVERS_HEAD,
    MoverReport,
    evidence_of,
    mover_cells,
    mover_report,
    movers_report,
    unusual_text,
    window_note,
    z_text,
)
from relations_tui.tui import aside
from relations_tui.tui.aside import Job
from relations_tui.tui.diverging import bar_of
from relations_tui.tui.drawing import Drawing
from relations_tui.tui.lines import Line, fit
from relations_tui.tui.listing import Listing
from relations_tui.tui.ranked_screen import RankedScreen

WINDOWS = (1, 3, 6, 12, 24, 60)
"""Months; a layer that steps by years has those of whole years."""
TALL = 30
"""Lines from which there is room for more of what made a mover."""
ROOMY, WIDE = 70, 100
"""Columns from which the list has the scores at both dates, and what the weaker one rests on."""
EXPORTED = 200
"""Movers in an export: each is explained."""


class MoversScreen(RankedScreen):
    """The largest changes up to the date looked at, and what made the one under the cursor."""

    VIEW = "movers"
    DEFAULT_CSS = """
    MoversScreen #head { height: 3; }
    MoversScreen #made { height: 7; }
    """

    def __init__(self, view: View) -> None:
        super().__init__(view)
        months = view.options.get("months", "12")
        self._months = int(months) if months in map(str, WINDOWS) else 12
        self._by: By = "anomaly" if view.options.get("by") == "anomaly" else "change"
        self._returns = "months" in view.options
        self._found: Moves | None = None
        self._trouble = ""
        self._waiting = False
        """Whether how unusual the changes are is still being worked out."""

    @property
    def crumb(self) -> str:
        """What it is."""
        return "movers"

    @property
    def options(self) -> dict[str, str]:
        """The window and the order."""
        return {**super().options, "months": str(self._months), "by": self._by}

    def compose_body(self) -> Iterable[Widget]:
        """What it is of, the ranking, what made the one under the cursor."""
        yield Drawing(id="head")
        yield Listing(head=1, id="list")
        yield Drawing(id="made")

    # --- the ranking ------------------------------------------------------------------------------

    @property
    def months(self) -> int:
        """The window: of a layer that steps by years whole ones."""
        return max(12, self._months) if self.looking.layer.frequency == "year" else self._months

    def draw(self) -> None:
        """Rank at once; how unusual each change is follows when it is known."""
        world, looking = self.world, self.looking
        layer, among = looking.layer, self.countries()
        self._found, self._trouble = None, ""
        try:
            between = window(layer, looking.at, self.months)
            unusual = known_unusual(world, layer, *between)
            self._waiting = unusual is None
            self._found = rank_movers(
                world, layer, looking.at, self.months, among, by=self._by, unusual=unusual
            )
            if unusual is None:
                self._judge(world, layer, between)
        except UsageError as error:
            self._trouble, self._waiting = str(error), False
        self._show()

    def _judge(self, world: World, layer: Layer, between: tuple[int, int]) -> None:
        def work(job: Job) -> None:
            found = how_unusual(world, layer, *between)
            job.hand_over(self._judged, world, layer, between, found)

        aside.begin(self, work, "unusual")

    def _judged(
        self, world: World, layer: Layer, between: tuple[int, int], unusual: Unusual
    ) -> None:
        """It is known now: for what is still on the screen it is shown."""
        found = self._found
        if found is None or self.world is not world or found.layer is not layer:
            return
        if (found.before, found.after) == between:
            self._waiting = False
            self._found = rank_movers(
                world, layer, self.looking.at, self.months, self.countries(),
                by=self._by, unusual=unusual,
            )  # fmt: skip
            self._show()

    def _show(self) -> None:
        found = self._found
        self._draw_head()
        made = self.query_one("#made", Drawing)
        made.styles.height = self._room + 1
        count = 0 if found is None else len(found)
        # Who is at the top stays there; else the cursor keeps its pair, also on the way back.
        keeps = self._returns or self.listing.cursor > 0
        cursor = found.rank_of(self.pair) if found is not None and keeps else 0
        self._returns = False
        self.listing.show(
            count, self._row, head=self._columns, cursor=max(0, cursor),
            empty=self._trouble or f"no pair moved among {self.where}",
        )  # fmt: skip
        self._follow()

    @property
    def _room(self) -> int:
        """Lines for what made a mover."""
        height = self.size.height
        return 12 if height >= 50 else 8 if height >= TALL else 5 if height >= 22 else 3

    def _draw_head(self) -> None:
        head, found, width = self.query_one("#head", Drawing), self._found, self.size.width - 2
        layer = self.looking.layer
        low = self.size.height < TALL
        if found is None:
            lines: list[Line] = [[(f"Movers: {layer.title}", "name")], []]
        else:
            before, after = found.periods
            by = "size" if self._by == "change" else "how unusual it is for the pair"
            if self._by == "anomaly" and self._waiting:
                by = "size, until it is known how unusual"
            lines = [
                [
                    (f"{before} to {after}", "accent"),
                    (fit(f"   {self.where}, by {by}", width - 18), "text"),
                ],
                [(fit(self._counted(found), width), "dim")],
            ]
            if note := window_note(found, self.months):
                lines.append([(fit(note, width), "warn")])
        if not low:
            lines.append([])
        head.lines = [[(" ", ""), *line] for line in lines]
        head.styles.height = len(lines)
        head.refresh()

    def _counted(self, found: Moves) -> str:
        told = f"{len(found):,} of {found.known:,} pairs moved"
        span = found.span
        length = f"{span} months" if span % 12 else f"{span // 12} year{'s' if span > 12 else ''}"
        waiting = "   z: being worked out" if self._waiting else ""
        return f"{length}: {told}{waiting}"

    @staticmethod
    def _bar(width: int) -> int:
        return 24 if width >= 150 else 16 if width >= 100 else 10

    def _columns(self, _y: int, width: int) -> Line:
        bar = self._bar(width)
        sides = f"{'before':>6} {'after':>6}  " if width >= ROOMY else ""
        rests = f"{'rests on':>9} " if width >= WIDE else ""
        return [(f" {'change':>6}  {'':<{bar}}  {sides}{rests}{'z':>6}  pair", "dim")]

    def _row(self, index: int, width: int) -> Line:
        found = self._found
        assert found is not None
        row = found.row(index)
        bar = self._bar(width)
        largest = 20.0 if self._by == "anomaly" else abs(found.row(0).change)
        tone = self.tone(row.change * 100)
        z, z_tone = self._badge(row)
        sides = f"{wording.signed(row.before):>6} {wording.signed(row.after):>6}  "
        sides = sides if width >= ROOMY else ""
        if width >= WIDE:  # a change is worth no more than the weaker of both scores
            sides += f"{wording.amount(min(evidence_of(self.world, found, row))):>9} "
        used = 6 + 2 + bar + 2 + len(sides) + 6 + 2
        return [
            (f"{wording.signed(row.change):>6}", tone), ("  ", ""),
            (bar_of(row.change, largest, bar), tone),
            (f"  {sides}", "dim"),
            (f"{z:>6}  ", z_tone),
            (self.names(row.a, row.b, width - used, directed=found.layer.directed), "text"),
        ]  # fmt: skip

    def _badge(self, row: Ranked) -> tuple[str, str]:
        """The z-score: what is unusual stands out, also without colour."""
        if self._waiting:
            return "…", "faint"
        if row.z is None:
            return "–", "faint"
        return (f"{z_text(row.z)}", "warn") if abs(row.z) >= UNUSUAL else (z_text(row.z), "dim")

    # --- what made it -----------------------------------------------------------------------------

    @property
    def _under(self) -> Ranked | None:
        found, cursor = self._found, self.listing.cursor
        return found.row(cursor) if found is not None and cursor < len(found) else None

    def _follow(self) -> None:
        """Tell what made the mover under the cursor."""
        made = self.query_one("#made", Drawing)
        row, found = self._under, self._found
        lines: list[Line] = []
        if row is not None and found is not None:
            self.go_to(Pair(row.a, row.b))
            lines = self._told(mover_report(self.world, found, row), self.size.width - 2)
        rule: Line = [("─" * self.size.width, "faint")]
        made.lines = [rule, *([(" ", ""), *line] for line in lines)]
        made.refresh()

    def _told(self, report: MoverReport, width: int) -> list[Line]:
        row, made = report.mover, report.made
        layer = self.looking.layer
        judged = "how unusual: being worked out" if self._waiting else unusual_text(row)
        names = self.names(row.a, row.b, width * 2 // 3, directed=layer.directed)
        weights = (wording.amount(x) for x in (report.evidence_before, report.evidence_after))
        change = f"  {wording.signed(row.before)} to {wording.signed(row.after)}"
        told = f"rests on {' and '.join(weights)} {layer.evidence_unit}   {made.told}"
        lines: list[Line] = [
            [(names, "name"), (change, "text"), (fit(f"   {judged}", width - len(names) -
             len(change)), "dim")],
            [(fit(told, width), "dim")],
        ]  # fmt: skip
        room = self._room - len(lines)
        said = made.on_record[: max(0, room - len(made.contributions))] or made.on_record[:1]
        events = {event.id: event for event in self.world.events(Pair(row.a, row.b))}
        for part in made.contributions[: room - len(said)]:
            glyph = f"{wording.STATUS_GLYPHS[part.status]} {part.status}" if part.status else ""
            front = f"  {part.date:<10} {glyph:<10} "
            points = f"{wording.signed(part.points, 2):>6}"
            event = events.get(part.event)
            what = part.label
            if event is not None:
                what = f"{wording.parties(event)} {wording.what(event, self.world.cameo)}"
            rest = f"{what}   {part.source}{wording.fading(part, made.since)}"
            lines.append([
                (points, self.tone(part.points * 1000)), (front, "dim"),
                (fit(rest, width - len(points) - len(front)), "text"),
            ])  # fmt: skip
        for one in said:
            glyph = f"{wording.STATUS_GLYPHS[one.status]} {one.status}"
            front = f"{'':>6}  {one.date:<10} {glyph:<10} "
            what = wording.what(one, self.world.cameo)
            text = f"{wording.parties(one, (row.a, row.b))} {what}: {one.summary}"
            lines.append([(front, "dim"), (fit(text, width - len(front)), "text")])
        return lines

    def on_listing_moved(self, _event: Listing.Moved) -> None:
        """Another mover: what made that one."""
        self._follow()

    # --- keys -------------------------------------------------------------------------------------

    def action_window(self, by: int) -> None:
        """A longer or shorter window."""
        yearly = self.looking.layer.frequency == "year"
        known = [months for months in WINDOWS if months >= 12 or not yearly]
        here = known.index(self.months) + by
        if not 0 <= here < len(known):
            self.say(f"{'shortest' if by < 0 else 'longest'} window: {self.months} months")
            return
        self._months = known[here]
        self.draw()

    def action_ranking(self) -> None:
        """By size, or by how unusual a change is for the pair."""
        self._by = "change" if self._by == "anomaly" else "anomaly"
        self.listing.go_to(0)
        self.draw()

    # --- taking away ------------------------------------------------------------------------------

    @property
    def under_cursor(self) -> str:
        """The mover under the cursor, and what made it, in sentences."""
        row, found = self._under, self._found
        if row is None or found is None:
            return self._trouble or f"No pair moved among {self.where}."
        made = mover_report(self.world, found, row).made
        before, after = found.periods
        names = " and ".join(self.world.countries[iso3].name for iso3 in (row.a, row.b))
        return (
            f"{names}: {wording.signed(row.change)} in {found.layer.title} from {before} "
            f"({wording.signed(row.before)}) to {after} ({wording.signed(row.after)}). "
            f"{unusual_text(row)}. {made.told}."
        )

    def report(self) -> object:
        """The headless twin: ``relations movers``."""
        if self._found is None:
            return {"error": self._trouble}
        return movers_report(
            self.world, self._found, self.months, region=self.among, by=self._by, limit=EXPORTED
        )

    def table(self) -> tuple[list[str], list[list[object]]]:
        """A row a mover."""
        found = self._found
        return MOVERS_HEAD, [] if found is None else mover_cells(self.world, found)
