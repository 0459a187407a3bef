"""The main screen: the matrix, the pair panel, and the state they share."""

import gc
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static

from relations_tui.errors import BadPeriod, UsageError
from relations_tui.model.country import Pair, pair_of
from relations_tui.model.layer import Layer
from relations_tui.model.period import month_text, period_at, period_text
from relations_tui.model.user import View
from relations_tui.query import timeline
from relations_tui.query.order import ORDERS, REGIONS, Order
from relations_tui.query.world import World
from relations_tui.refresh.outcome import Outcome
from relations_tui.text import clean
from relations_tui.tui.bars import KeyBar, Legend, Place, StatusBar
from relations_tui.tui.commands import bindings
from relations_tui.tui.matrix import MatrixView
from relations_tui.tui.pair_lines import Subject
from relations_tui.tui.panel import PairPanel
from relations_tui.tui.prompt import Hint, Prompt
from relations_tui.tui.refreshing import Refreshing

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel

    from relations_tui.tui.app import RelationsApp

PLAY_SECONDS = 0.1
LONG_AGO = 12 * 10_000
"""Months: further than any layer goes, either way."""
FOLLOW_SECONDS = 0.12
"""Least time between two pairs of the panel: drawing it costs more than moving the cursor."""
FALLBACK_PAIR = Pair("AZE", "IRN")


class MainScreen(Screen[None]):
    """Fly over the matrix; the panel follows."""

    app: "RelationsApp"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(app=False)]
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
        &.-full #left, &.-full #rule { display: none; }
        &.-full PairPanel { width: 100%; height: 1fr; }
    }
    """

    def __init__(self, world: World, view: View) -> None:
        super().__init__()
        self.world = world
        self.shown: Layer = world.layers.get(view.layer) or next(iter(world.layers.values()))
        self.at = timeline.latest(self.shown)
        with suppress(BadPeriod):  # a remembered date that is none
            if view.at:
                self.at = timeline.nearest(self.shown, timeline.parse_at(view.at))
        self.order_by: Order = next((o for o in ORDERS if o == view.order), ORDERS[0])
        self.focused_on = clean(view.focus)
        self.pair = Pair(view.row, view.column)
        self.covid = False
        self._wanted_at = self.at
        self._codes: tuple[str, ...] = ()
        self._playing: Timer | None = None
        self._followed = 0.0
        self._following = False
        self.refreshing = Refreshing(self)
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
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Show the remembered view."""
        self.matrix = self.query_one(MatrixView)
        self.panel = self.query_one(PairPanel)
        self.panel.can_focus = False  # a click on it must not take the keys from the matrix
        self.status = self.query_one(StatusBar)
        if not self.query(Prompt):  # keys typed ahead may have opened one
            self.set_focus(self.matrix)
        self.call_after_refresh(self._painted)
        self.refreshing.watch()
        try:
            self._rearrange()
        except UsageError:  # a remembered focus that no longer means anything
            self.focused_on = ""
            self._rearrange()
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
        newest = self.at == timeline.latest(self.shown)
        return View(
            layer=self.shown.id,
            at="" if newest else month_text(self.at),
            order=self.order_by,
            focus=self.focused_on,
            row=self.pair.a,
            column=self.pair.b,
            theme=self.app.theme,
        )

    # --- state ------------------------------------------------------------------------------------

    def _rearrange(self) -> None:
        """Put the countries in order again, after a change of order, focus, or era."""
        self._codes = self.world.order(self.order_by, self.focused_on, self.at)
        if not set(self.pair) <= set(self._codes):
            known = [iso3 for iso3 in (*self.pair, *FALLBACK_PAIR) if iso3 in self._codes]
            a, b, *_ = dict.fromkeys([*known, *self._codes])
            self.pair = Pair(a, b)
        self._redraw()
        self.matrix.move_to(*self.pair)

    def _redraw(self) -> None:
        """Show the matrix of this layer and date."""
        matrix = self.world.matrix(self.shown, self.at, self._codes)
        note = f"{self.shown.title}: no data in {self._period()}" if matrix.frame is None else ""
        self.matrix.show(matrix, note=note)
        self._repaint()

    def _repaint(self) -> None:
        """Bring panel, status and legend up to date with the state."""
        self._follow()
        self.query_one(Legend).explain(self.matrix.palette, self.shown)
        place = Place(
            layer=self.shown,
            period=self._period(),
            order=self.order_by,
            focus=self.focused_on,
            count=len(self._codes),
            playing=self.is_playing,
        )
        self.status.tell(place)

    def _follow(self) -> None:
        self._followed, self._following = monotonic(), False
        subject = Subject(self.world, self.shown, self.pair, self.at, self.covid)
        self.panel.show(subject, self.matrix.palette)

    def _period(self) -> str:
        return period_text(period_at(self.at, self.shown.frequency), self.shown.frequency)

    def _set_at(self, at: int) -> None:
        era_changed = self.world.order(self.order_by, self.focused_on, at) != self._codes
        self.at = self._wanted_at = at
        if era_changed:
            self._rearrange()
        else:
            self._redraw()

    # --- the cursor -------------------------------------------------------------------------------

    def on_matrix_view_moved(self, event: MatrixView.Moved) -> None:
        """The panel follows the cursor: at once, but less often while a key is held."""
        self.pair = Pair(event.row, event.column)
        if self._following:
            return
        self._following = True
        wait = self._followed + FOLLOW_SECONDS - monotonic()
        if wait > 0:
            self.set_timer(wait, self._follow)
        else:  # the cursor's own frame comes first
            self.call_after_refresh(self._follow)

    def on_matrix_view_chosen(self, _event: MatrixView.Chosen) -> None:
        """Enter opens the panel in full."""
        self.action_panel()

    def go_to(self, pair: Pair) -> None:
        """Put the cursor on a pair, over the whole world if it is not in focus."""
        if set(pair) <= set(self._codes):
            self.matrix.move_to(*pair)
            return
        everyone = self.world.order(self.order_by, "", self.at)
        absent = next((iso3 for iso3 in pair if iso3 not in everyone), None)
        if absent is not None:
            name = self.world.countries[absent].name
            self.say(f"{name} is not in the matrix at {self._period()}")
            return
        self.focused_on, self.pair = "", pair
        self._rearrange()

    def go_to_country(self, iso3: str) -> None:
        """Put the cursor on a country's row; the column stays unless it is the same country."""
        column = self.pair.b if self.pair.b != iso3 else self.pair.a
        self.go_to(Pair(iso3, column))

    def action_swap(self) -> None:
        """Swap row and column."""
        self.go_to(self.pair.swapped)

    # --- layers and time --------------------------------------------------------------------------

    def action_layer(self, by: int) -> None:
        """The next or previous layer."""
        layers = list(self.world.layers.values())
        self._set_layer(layers[(layers.index(self.shown) + by) % len(layers)])

    def action_layer_number(self, number: int) -> None:
        """A layer by its number from 1."""
        layers = list(self.world.layers.values())
        if number <= len(layers):
            self._set_layer(layers[number - 1])

    def _set_layer(self, layer: Layer) -> None:
        # The date asked for is kept, so that going through layers that lack it loses nothing.
        self.shown = layer
        self.at = timeline.nearest(layer, self._wanted_at)
        self._rearrange()
        if self._changed:
            self._mark()

    def can_step(self, by: int) -> bool:
        """Whether there is a period in that direction."""
        return timeline.step(self.shown, self.at, by) != self.at

    def action_step(self, by: int) -> None:
        """Go about ``by`` months through time, at least one period."""
        to = timeline.step(self.shown, self.at, by)
        if to == self.at:
            self.say(f"{self.shown.title} {'begins' if by < 0 else 'ends'} here")
            return
        usual = max(abs(by), 12 if self.shown.frequency == "year" else 1)
        if abs(by) < LONG_AGO and abs(to - self.at) > usual and not self.shown.hold:
            missing = abs(to - self.at) - usual
            count = (
                f"{missing} months" if self.shown.frequency == "month" else f"{missing // 12} years"
            )
            self.say(f"{count} without data stepped over")
        self._set_at(to)

    def action_oldest(self) -> None:
        """The layer's first period."""
        self.action_step(-LONG_AGO)

    def action_newest(self) -> None:
        """The layer's newest period."""
        self.action_step(LONG_AGO)

    @property
    def is_playing(self) -> bool:
        """Whether time runs."""
        return self._playing is not None

    def action_play(self) -> None:
        """Let time run, or stop it."""
        if self._playing is not None:
            self._playing.stop()
            self._playing = None
            self._repaint()
            return
        if not self.can_step(1):
            self._set_at(timeline.months(self.shown)[0])
        self._playing = self.set_interval(PLAY_SECONDS, self._tick)

    def _tick(self) -> None:
        if self.can_step(1):
            self._set_at(timeline.step(self.shown, self.at, 1))
        else:
            self.action_play()

    # --- which countries --------------------------------------------------------------------------

    def action_order(self) -> None:
        """The next order of countries."""
        self.order_by = ORDERS[(ORDERS.index(self.order_by) + 1) % len(ORDERS)]
        self._rearrange()
        self.say(f"ordered by {self.order_by}")

    async def action_choose_focus(self) -> None:
        """Ask for a region or a set of countries."""
        await self._ask("focus", "focus on", self._focus_hint)

    def action_world(self) -> None:
        """Back to all sovereign states."""
        self._set_focus("")

    def _set_focus(self, focus: str) -> None:
        before, self.focused_on = self.focused_on, focus
        try:
            self._rearrange()
        except UsageError as error:
            self.focused_on = before
            self.say(str(error))

    def _focus_hint(self, text: str) -> str:
        if not text.strip():
            return f"{', '.join(REGIONS)}, a subregion, or names: aze, arm, irn"
        try:
            codes = self.world.order(self.order_by, text.strip(), self.at)
        except UsageError as error:
            return str(error)
        return f"{len(codes)}: {' '.join(codes)}"

    # --- prompts ----------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Who is asked already types; the keys that ask are letters then."""
        return action not in ("jump", "choose_focus") or not self.query(Prompt)

    async def action_jump(self) -> None:
        """Ask for a country or a pair."""
        await self._ask("jump", "jump to", self._jump_hint)

    def _jump_hint(self, text: str) -> str:
        from relations_tui.tui.finder import named

        if not text.strip():
            return "a name, code or capital; two for a pair: aze irn"
        found = named(self.world, text)
        if len(found) == 2:
            return f"{found[0].name} – {found[1].name}"
        return "  ".join(f"{c.iso3} {c.name}" for c in self.world.search(text)[:6]) or "no country"

    def on_prompt_answered(self, event: Prompt.Answered) -> None:
        """Jump or focus."""
        from relations_tui.tui.finder import named

        self._leave_prompt()
        text = clean(event.text)
        if event.purpose == "focus":
            self._set_focus(text)
        elif text:
            found = [country.iso3 for country in named(self.world, text)]
            if len(found) == 2:
                self.go_to(Pair(*found))
            elif found:
                self.go_to_country(found[0])
            else:
                self.say(f"no country answers to {text!r}")

    def on_prompt_left(self, _event: Prompt.Left) -> None:
        """Nothing happens."""
        self._leave_prompt()

    async def _ask(self, purpose: str, label: str, hint: Hint) -> None:
        await self.query(Prompt).remove()
        prompt = Prompt(purpose, label, hint)
        await self.mount(prompt, before="#keys")
        prompt.begin()

    def on_click(self, event: events.Click) -> None:
        """A click beside a prompt leaves it."""
        prompts = self.query(Prompt)
        if prompts and event.widget not in prompts.first().walk_children(with_self=True):
            self._leave_prompt()

    def _leave_prompt(self) -> None:
        self.query(Prompt).remove()
        (self.panel if self.has_class("-full") else self.matrix).focus()

    # --- the rest ---------------------------------------------------------------------------------

    def action_panel(self) -> None:
        """The panel over the whole screen, and back."""
        full = not self.has_class("-full")
        self.set_class(full, "-full")
        self.panel.open_in_full(full)
        self.panel.can_focus = full
        (self.panel if full else self.matrix).focus()

    def action_back(self) -> None:
        """Out of the panel in full."""
        if self.has_class("-full"):
            self.action_panel()

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
        newest = self.at == timeline.latest(self.shown)
        self.app.world = self.world = world
        self._changed = outcome.touched
        self.shown = world.layers.get(self.shown.id) or next(iter(world.layers.values()))
        if newest:
            self.at = self._wanted_at = timeline.latest(self.shown)
        self._rearrange()
        self._mark()

    def _mark(self) -> None:
        pairs = [pair_of(key) for key in self._changed.get(self.shown.id, ())]
        both = [] if self.shown.directed else [pair.swapped for pair in pairs]
        self.matrix.mark([*pairs, *both])

    def action_covid(self) -> None:
        """Show or leave out covid travel bans among the events."""
        self.covid = not self.covid
        self._follow()

    def action_about(self) -> None:
        """Tell what the layer is made of."""
        from relations_tui.tui.about import about_layer

        self.app.push_screen(about_layer(self.shown, self.app.session.sources_text()))

    def say(self, text: str, *, wrong: bool = False) -> None:
        """A passing word."""
        kind: SeverityLevel = "warning" if wrong else "information"
        self.app.notify(clean(text), timeout=8 if wrong else 3, severity=kind, markup=False)
