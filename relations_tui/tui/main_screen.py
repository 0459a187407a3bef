"""The main screen: the matrix, the pair panel, and the state they share."""

import gc
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.command import CommandPalette
from textual.containers import Container, Vertical
from textual.widget import Widget
from textual.widgets import Static

from relations_tui.errors import UsageError
from relations_tui.model.country import Pair, pair_of
from relations_tui.model.user import View
from relations_tui.query.order import ORDERS
from relations_tui.refresh.outcome import Outcome
from relations_tui.tui import hints
from relations_tui.tui.arranging import Arranging
from relations_tui.tui.bars import KeyBar, Legend, Place, StatusBar
from relations_tui.tui.commands import bindings
from relations_tui.tui.matrix import MatrixView
from relations_tui.tui.pair_lines import Subject
from relations_tui.tui.panel import PairPanel
from relations_tui.tui.prompt import Prompt
from relations_tui.tui.refreshing import Refreshing
from relations_tui.tui.travelling import Travelling

if TYPE_CHECKING:
    from relations_tui.tui.tour import Tour

FOLLOW_SECONDS = 0.12
"""Least time between two pairs of the panel: drawing it costs more than moving the cursor."""
FALLBACK_PAIR = Pair("AZE", "IRN")


class MainScreen(Travelling):
    """Fly over the matrix; the panel follows."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("matrix")]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (150, "-generous")]  # noqa: RUF012
    DEFAULT_CSS = """
    MainScreen {
        background: $background;
        #body { layout: horizontal; height: 1fr; }
        #left { width: 1fr; height: 1fr; }
        MatrixView { height: 1fr; }
        #rule { width: 1; height: 1fr; border-left: solid $panel; }
        PairPanel { width: 47; height: 1fr; }
        &.-generous PairPanel { width: 67; }
        &.-narrow #body { layout: vertical; }
        &.-narrow #left { width: 100%; }
        &.-narrow #rule { width: 100%; height: 1; border: none; border-top: solid $panel; }
        &.-narrow PairPanel { width: 100%; height: 8; }
        &.-narrow.-feeds PairPanel { height: 2; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._codes: tuple[str, ...] = ()
        self._arranging = Arranging(self, self._rearrange)
        self._followed = 0.0
        self._following = False
        self.refreshing = Refreshing(self)
        self._tour: Tour | None = None
        self._changed: dict[str, tuple[str, ...]] = {}
        """By layer: the pairs that the last refresh changed."""

    # --- layout -----------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Status above, matrix and panel, the prompt and keys below."""
        yield StatusBar(self.app.session, id="status")
        with Container(id="body"):
            with Vertical(id="left"):
                yield MatrixView(id="matrix")
                yield Legend(id="legend")
            yield Static(id="rule")
            yield PairPanel(id="panel")
        if self.app.session.tour:
            from relations_tui.tui.tour import Tour

            self._tour = Tour(id="tour")
            yield self._tour
        yield KeyBar("matrix", id="keys")

    def on_mount(self) -> None:
        """Show the remembered view."""
        self.matrix = self.query_one(MatrixView)
        self.panel = self.query_one(PairPanel)
        self.status = self.query_one(StatusBar)
        if not self.query(Prompt):  # keys typed ahead may have opened one
            self.set_focus(self.matrix)
        self.call_after_refresh(self._painted)
        self.refreshing.watch()
        self.take_up()
        self.app.theme_changed_signal.subscribe(self, lambda _theme: self._repaint())
        for notice in self.app.session.notices:
            self.app.notify(notice, severity="warning", timeout=12, markup=False)

    def _painted(self) -> None:
        """The matrix is on the screen: now all that it need not wait for."""
        self.panel.begin()
        gc.enable()
        gc.freeze()  # what start-up made stays: no collection need look at it again

    @property
    def view(self) -> View:
        """What to remember."""
        return replace(self.looking.view, theme=self.app.theme)

    # --- state ------------------------------------------------------------------------------------

    def _rearrange(self) -> None:
        """Put the countries in order again, after a change of order, focus, or era."""
        self._codes = self._arranging.codes()
        if not set(self.pair) <= set(self._codes):
            known = [iso3 for iso3 in (*self.pair, *FALLBACK_PAIR) if iso3 in self._codes]
            a, b, *_ = dict.fromkeys([*known, *self._codes])
            self.looking.pair = Pair(a, b)
        self._redraw()
        self.matrix.move_to(*self.pair)

    def _redraw(self) -> None:
        """Show the matrix of this layer and date."""
        looking = self.looking
        matrix = self.world.matrix(looking.layer, looking.at, self._codes)
        empty = f"{looking.layer.title}: no data in {looking.period}"
        note = empty if matrix.frame is None else ""
        self.matrix.show(matrix, note=note)
        self._repaint()

    def _repaint(self) -> None:
        """Bring panel, status and legend up to date with the state."""
        self._follow()
        self.query_one(Legend).explain(self.looking.layer)
        place = Place(
            layer=self.looking.layer,
            period=self.looking.period,
            order=self._arranging.told,
            focus=self.looking.focus,
            count=len(self._codes),
            playing=self.is_playing,
        )
        self.status.tell(place)

    def _follow(self) -> None:
        self._followed, self._following = monotonic(), False
        looking, yours = self.looking, self.app.yours
        subject = Subject(
            self.world, looking.layer, self.pair, looking.at, looking.covid,
            yours.is_starred(self.target), yours.note(self.target),
        )  # fmt: skip
        self.panel.show(subject)

    def arrived(self) -> None:
        """Another layer or date: the countries may be others too."""
        if self._arranging.codes() != self._codes:
            self._rearrange()
        else:
            self._redraw()
        if self._changed:
            self._mark()

    def take_up(self) -> None:
        """Go to where ``looking`` was put: another view wants the matrix so."""
        try:
            self._rearrange()
        except UsageError:  # a remembered focus that no longer means anything
            self.looking.focus = ""
            self._rearrange()

    def on_screen_resume(self) -> None:
        """A view that lay over this one may have gone elsewhere."""
        if self._codes:
            self.take_up()

    # --- the cursor -------------------------------------------------------------------------------

    def on_matrix_view_moved(self, event: MatrixView.Moved) -> None:
        """The panel follows the cursor: at once, but less often while a key is held."""
        pair = Pair(event.row, event.column)
        if pair != self.looking.pair:
            self._used("move")
        self.looking.pair = pair
        if self._following:
            return
        self._following = True
        wait = self._followed + FOLLOW_SECONDS - monotonic()
        if wait > 0:
            self.set_timer(wait, self._follow)
        else:  # the cursor's own frame comes first
            self.call_after_refresh(self._follow)

    def on_matrix_view_chosen(self, _event: MatrixView.Chosen) -> None:
        """A double click opens the pair."""
        self.action_open("pair")

    def go_to(self, pair: Pair) -> None:
        """Put the cursor on a pair, over the whole world if it is not in focus."""
        if set(pair) <= set(self._codes):
            self.matrix.move_to(*pair)
            return
        everyone = self.world.order(self.looking.order, "", self.looking.at)
        absent = next((iso3 for iso3 in pair if iso3 not in everyone), None)
        if absent is not None:
            name = self.world.countries[absent].name
            self.say(f"{name} is not in the matrix at {self.looking.period}")
            return
        self.looking.focus, self.looking.pair = "", pair
        self._rearrange()

    def go_to_country(self, iso3: str) -> None:
        """Put the cursor on a country's row; the column stays unless it is the same country."""
        column = self.pair.b if self.pair.b != iso3 else self.pair.a
        self.go_to(Pair(iso3, column))

    def action_swap(self) -> None:
        """Swap row and column."""
        self.go_to(self.pair.swapped)

    # --- which countries --------------------------------------------------------------------------

    def action_order(self) -> None:
        """The next order of countries."""
        self.looking.order = ORDERS[(ORDERS.index(self.looking.order) + 1) % len(ORDERS)]
        self._rearrange()
        self.say(f"ordered by {self.looking.order}")

    async def action_choose_focus(self) -> None:
        """Ask for a region or a set of countries."""
        await self.ask(Prompt("focus", "focus on", self._focus_hint))

    def action_world(self) -> None:
        """Back to all sovereign states."""
        self._set_focus("")

    def _set_focus(self, focus: str) -> None:
        before, self.looking.focus = self.looking.focus, focus
        try:
            self._rearrange()
        except UsageError:
            self.looking.focus = before
            raise

    def _focus_hint(self, text: str) -> str:
        return hints.focus(self.world, self.looking, text)

    # --- prompts ----------------------------------------------------------------------------------

    @property
    def home(self) -> Widget:
        """The matrix has the keys."""
        return self.matrix

    async def action_jump(self) -> None:
        """Ask for a country or a pair."""
        await self.ask(Prompt("jump", "jump to", self._jump_hint))

    def _jump_hint(self, text: str) -> str:
        found = self.world.named(text)
        if len(found) == 2:
            return f"{found[0].name} – {found[1].name}"
        empty = "a name, code or capital; two for a pair: aze irn"
        return hints.countries(self.world, text, empty)

    def answered(self, purpose: str, text: str) -> None:
        """Jump or focus."""
        if purpose == "focus":
            self._set_focus(text)
        elif purpose != "jump":
            super().answered(purpose, text)
        elif text:
            found = [country.iso3 for country in self.world.named(text)]
            if len(found) == 2:
                self.go_to(Pair(*found))
            elif found:
                self.go_to_country(found[0])
            else:
                raise UsageError(f"no country answers to {text!r}")

    # --- the rest ---------------------------------------------------------------------------------

    def action_back(self) -> None:
        """The matrix is where all ways lead back to: only the hints of the first run can go."""
        if self._tour is not None:
            self._tour.dismiss()

    def opened(self, screen: str) -> None:
        """A view was opened, from here or from another one."""
        self._used("palette" if screen == "story" else screen)

    def _used(self, hint: str) -> None:
        """What a hint of the first run is about was done."""
        if self._tour is not None:
            self._tour.used(hint)

    def on_screen_suspend(self) -> None:
        """Something lies over the matrix: perhaps the palette."""
        if isinstance(self.app.screen, CommandPalette):
            self._used("palette")

    async def action_refresh_feeds(self) -> None:
        """Bring the store up to date from all feeds."""
        await self.refreshing.start()

    def action_cancel_refresh(self) -> None:
        """Stop the refresh that is under way."""
        self.refreshing.cancel()

    async def action_feeds(self) -> None:
        """Show the feeds, or close their panel."""
        await self.refreshing.toggle()

    def take_in(self, outcome: Outcome) -> None:
        """Show the data that a refresh brought, in place: layer, date and cursor stay."""
        world = self.app.session.reload()
        if world is None:
            return
        self.looking.renew(world)
        self._changed = outcome.touched
        self.take_up()
        self._mark()
        if self.app.top is not self:
            self.app.top.arrived()

    def _mark(self) -> None:
        pairs = [pair_of(key) for key in self._changed.get(self.looking.layer.id, ())]
        both = [] if self.looking.layer.directed else [pair.swapped for pair in pairs]
        self.matrix.mark([*pairs, *both])

    # --- taking away ------------------------------------------------------------------------------

    def report(self) -> object:
        """The matrix as a table."""
        from relations_tui.report.matrix import matrix_report

        return matrix_report(self.world, self.looking.layer, self.looking.at, self._codes)

    def table(self) -> tuple[list[str], list[list[object]]]:
        """Every score, a row a country."""
        from relations_tui.report.matrix import matrix_report

        report = matrix_report(self.world, self.looking.layer, self.looking.at, self._codes)
        head = [f"{report.layer} {report.date}", *report.countries]
        rows = zip(report.countries, report.scores, strict=True)
        return head, [[iso3, *scores] for iso3, scores in rows]

    def svg(self) -> str:
        """The whole matrix, beyond the screen."""
        from relations_tui.report.matrix_svg import matrix_svg

        return matrix_svg(self.world, self.looking.layer, self.looking.at, self._codes)
