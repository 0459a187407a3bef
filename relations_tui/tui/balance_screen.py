"""How balanced the world and its regions are, over time."""

from collections.abc import Iterable

from textual.widget import Widget

from relations_tui.model.user import View
from relations_tui.query.whole_balance import Balance, balance_series, regions
from relations_tui.report.balance import BALANCE_HEAD, balance_cells, balance_report
from relations_tui.tui import balance_lines
from relations_tui.tui.answer import Answer
from relations_tui.tui.aside import Job
from relations_tui.tui.drawing import Drawing
from relations_tui.tui.lines import Line, indented
from relations_tui.tui.listing import Listing
from relations_tui.tui.view_screen import ViewScreen

BANDS = (0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 5.0)
STEPS = 10
"""Periods after which the screen hears how far the work is."""
Found = dict[str, list[Balance]]


class BalanceScreen(ViewScreen):
    """The share of balanced triads of the world and each region, and two more measures."""

    VIEW = "balance"
    DEFAULT_CSS = """
    BalanceScreen #head { height: 4; }
    BalanceScreen #told { height: 8; }
    """

    def __init__(self, view: View) -> None:
        super().__init__(view)
        self._known: Found = {}
        self._region = view.options.get("region", "")
        self._band: float | None = None
        self._answer: Answer[Found] = Answer(self, self._show)

    @property
    def crumb(self) -> str:
        """What it is."""
        return "balance"

    @property
    def options(self) -> dict[str, str]:
        """The region under the cursor."""
        return {"region": self._under}

    @property
    def band(self) -> float:
        """The neutral band: that of the settings unless another was chosen here."""
        return self.app.session.neutral_band if self._band is None else self._band

    def compose_body(self) -> Iterable[Widget]:
        """The number, the regions, the measures of the one under the cursor."""
        yield Drawing(id="head")
        yield Listing(head=1, id="list")
        yield Drawing(id="told")

    @property
    def listing(self) -> Listing:
        """The regions."""
        return self.query_one("#list", Listing)

    @property
    def _under(self) -> str:
        """The region under the cursor."""
        listing = self.query(Listing)
        return (
            regions()[listing.first().cursor] if listing and listing.first().count else self._region
        )

    def draw(self) -> None:
        """Ask for all periods at once: the time machine then only moves along them."""
        world, layer, band = self.world, self.looking.layer, self.band
        if not self.listing.count and self._region in regions():
            self.listing.cursor = regions().index(self._region)

        def work(job: Job) -> Found:
            found: Found = {}
            for region in regions():

                def told(done: int, of: int, region: str = region) -> None:
                    if done % STEPS == 0:
                        name = balance_lines.region_name(region)
                        self._answer.tell(job, f"{name}: {done} of {of} periods")

                found[region] = balance_series(world, layer, region, band, told=told)
                job.hand_over(self._one_more, (world, layer.id, band), region, found[region])
            return found

        key = (world, layer.id, band)
        if key != self._asked:
            self._asked, self._known = key, {}
        self._answer.ask(key, work)
        self._show()

    _asked: tuple[object, ...] = ()

    def _one_more(self, key: tuple[object, ...], region: str, found: list[Balance]) -> None:
        """A region is known while others are still under way."""
        if key == self._asked:
            self._known[region] = found
            self._show()

    def _show(self) -> None:
        width, period = self.size.width - 2, self.looking.period
        region = self._under
        series = self._known.get(region)
        one = None if series is None else balance_lines.at_period(series, period)
        waits = self._answer.progress or ("being worked out" if self._answer.is_stale else "")
        head = balance_lines.head(
            self.looking.layer, region, one, self.band, (width, self.size.height),
            self._answer.trouble or waits,
        )  # fmt: skip
        self.query_one("#head", Drawing).show(indented(head))
        self.listing.show(
            len(regions()), self._row, head=lambda _y, width: balance_lines.columns(width)
        )
        room = max(5, self.size.height - len(head) - len(regions()) - 5)
        lines: list[Line] = []
        if series is not None:
            lines = balance_lines.told(self.world, region, series, period, (width, room))
        rule: Line = [("─" * self.size.width, "faint")]
        self.query_one("#told", Drawing).show([rule, *indented(lines)], height=room + 1)

    def _row(self, index: int, width: int) -> Line:
        region = regions()[index]
        return balance_lines.row(region, self._known.get(region), self.looking.period, width)

    def on_listing_moved(self, _event: Listing.Moved) -> None:
        """Another region."""
        self._show()

    def on_listing_chosen(self, _event: Listing.Chosen) -> None:
        """Enter: the triads of the region."""
        options = {"scope": "world", "focus": self._under}
        self.app.open_view(self.view_of("triads", options))

    def action_band(self, by: int) -> None:
        """A wider or narrower neutral band."""
        known = sorted({*BANDS, self.band})
        here = known.index(self.band) + by
        if not 0 <= here < len(known):
            self.say(f"the {'narrowest' if by < 0 else 'widest'} band: {self.band:g}")
            return
        self._band = known[here]
        self.arrived()

    # --- taking away ------------------------------------------------------------------------------

    @property
    def under_cursor(self) -> str:
        """The region under the cursor in sentences."""
        region = self._under
        one = balance_lines.at_period(self._known.get(region, []), self.looking.period)
        if one is None:
            return f"No data on the balance of {balance_lines.region_name(region)}."
        return (
            f"{balance_lines.region_name(region)}, {one.period}: "
            f"{balance_lines.share(one.balanced)} of {one.triads:,} closed triads are balanced, "
            f"{balance_lines.share(one.walks)} of closed walks. "
            f"{balance_lines.camps(self.world, region, one)}."
        )

    def report(self) -> object:
        """The headless twin: ``relations balance``."""
        return balance_report(self.world, self.looking.layer, self._under, self.band)

    def table(self) -> tuple[list[str], list[list[object]]]:
        """A row a period of the region under the cursor."""
        return list(BALANCE_HEAD), [balance_cells(one) for one in self._known.get(self._under, [])]
