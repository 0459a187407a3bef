"""Which pairs moved most over a window, how unusual that is for them, and what made it."""

from collections.abc import Iterable

from textual.widget import Widget

from relations_tui.errors import UsageError
from relations_tui.model.country import Pair
from relations_tui.model.layer import Layer
from relations_tui.model.user import View
from relations_tui.query.ranking import (
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
    mover_cells,
    mover_report,
    movers_report,
    unusual_text,
)
from relations_tui.tui import aside, mover_lines
from relations_tui.tui.aside import Job
from relations_tui.tui.drawing import Drawing
from relations_tui.tui.lines import Line, indented
from relations_tui.tui.listing import Listing
from relations_tui.tui.ranked_screen import TALL, RankedScreen

WINDOWS = (1, 3, 6, 12, 24, 60)
"""Months; a layer that steps by years has those of whole years."""
HIGH = 50
"""Lines from which there is more room for what made a mover."""
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
        found, size = self._found, self.size
        if found is None:
            lines: list[Line] = [[(f"Movers: {self.looking.layer.title}", "name")], []]
        else:
            lines = mover_lines.head(
                found, self._by, self.months, self.where, size.width - 2, is_waiting=self._waiting
            )
        air: list[Line] = [[]] if size.height >= TALL else []
        self.query_one("#head", Drawing).show(indented([*lines, *air]))
        self.listing.show(
            0 if found is None else len(found), self._row,
            head=lambda _y, width: mover_lines.columns(width),
            cursor=0 if found is None else self.place(found.rank_of(self.pair)),
            empty=self._trouble or f"no pair moved among {self.where}",
        )  # fmt: skip
        self._follow()

    def _row(self, index: int, width: int) -> Line:
        assert self._found is not None
        return mover_lines.row(
            self.world, self._found, index, self._by, width, is_waiting=self._waiting
        )

    # --- what made it -----------------------------------------------------------------------------

    @property
    def _under(self) -> Ranked | None:
        found, cursor = self._found, self.listing.cursor
        return found.row(cursor) if found is not None and cursor < len(found) else None

    @property
    def _room(self) -> int:
        """Lines for what made a mover."""
        height = self.size.height
        return 12 if height >= HIGH else 8 if height >= TALL else 6

    def _follow(self) -> None:
        """Tell what made the mover under the cursor."""
        row, found, width = self._under, self._found, self.size.width
        lines: list[Line] = []
        if row is not None and found is not None:
            self.be_about(Pair(row.a, row.b))
            report = mover_report(self.world, found, row)
            lines = mover_lines.told(
                self.world, found, report, self._room, width - 2, is_waiting=self._waiting
            )
        rule: Line = [("─" * width, "faint")]
        made = self.query_one("#made", Drawing)
        made.show([rule, *indented(lines)], height=self._room + 1)

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
