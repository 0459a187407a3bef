"""What every screen of ours can do: change layer and date, open the next view, say a word."""

from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual import events
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget

from relations_tui.errors import UsageError
from relations_tui.model.country import Pair
from relations_tui.model.layer import Layer
from relations_tui.model.user import View
from relations_tui.query import timeline
from relations_tui.query.world import World
from relations_tui.text import clean
from relations_tui.tui.commands import ASKING, by_id
from relations_tui.tui.keymap import shown
from relations_tui.tui.looking import Looking
from relations_tui.tui.prompt import Prompt

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel

    from relations_tui.tui.app import RelationsApp

PLAY_SECONDS = 0.1
TYPED = 4000
"""Characters that are read of what is typed or pasted."""
LONG_AGO = 12 * 10_000
"""Months: further than any layer goes, either way."""


def filters_of(view: View, pair: Pair, country: str) -> str:
    """The filters that the events explorer begins with: of what the view is about, the matrix of
    all.
    """
    if view.screen in ("pair", "explain"):
        return f"pair:{pair.key}"
    return f"country:{country}" if view.screen in ("country", "map") else ""


class Travelling(Screen[None]):
    """A screen that follows the layer and the date, whichever screen changed them."""

    app: "RelationsApp"
    _playing: Timer | None = None

    @property
    def looking(self) -> Looking:
        """What all screens look at."""
        return self.app.looking

    @property
    def world(self) -> World:
        """The data."""
        return self.app.looking.world

    @property
    def view(self) -> View:
        """What leads back here."""
        return self.looking.view

    @property
    def pair(self) -> Pair:
        """The pair under the cursor."""
        return self.looking.pair

    @property
    def country(self) -> str:
        """The country under the cursor: of a pair the first."""
        return self.pair.a

    @property
    def target(self) -> str:
        """What a star is on: the pair under the cursor, or the country."""
        pair = self.pair
        of_country = pair.a == pair.b or self.view.screen in ("country", "map")
        return self.country if of_country else pair.key

    @property
    def event_id(self) -> str:
        """The event under the cursor; "" if there is none."""
        return ""

    def arrived(self) -> None:
        """Layer, date or data are others: draw them."""
        raise NotImplementedError

    # --- layers -----------------------------------------------------------------------------------

    def action_layer(self, by: int) -> None:
        """The next or previous layer."""
        layers = list(self.world.layers.values())
        self._turn_to(layers[(layers.index(self.looking.layer) + by) % len(layers)])

    def action_layer_number(self, number: int) -> None:
        """A layer by its number from 1."""
        layers = list(self.world.layers.values())
        if number <= len(layers):
            self._turn_to(layers[number - 1])

    def _turn_to(self, layer: Layer) -> None:
        self.looking.turn_to(layer)
        self.arrived()

    # --- time -------------------------------------------------------------------------------------

    def can_step(self, by: int) -> bool:
        """Whether there is a period in that direction."""
        return timeline.step(self.looking.layer, self.looking.at, by) != self.looking.at

    def action_step(self, by: int) -> None:
        """Go about ``by`` months through time, at least one period."""
        layer, at = self.looking.layer, self.looking.at
        to = timeline.step(layer, at, by)
        if to == at:
            self.say(f"{layer.title} {'begins' if by < 0 else 'ends'} here")
            return
        usual = max(abs(by), 12 if layer.frequency == "year" else 1)
        if abs(by) < LONG_AGO and abs(to - at) > usual and not layer.hold:
            missing = abs(to - at) - usual
            count = f"{missing} months" if layer.frequency == "month" else f"{missing // 12} years"
            self.say(f"{count} without data stepped over")
        self.go_to_month(to)

    def go_to_month(self, at: int) -> None:
        """Look at another month."""
        self.looking.go_to(at)
        self.arrived()

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
            self.arrived()
            return
        if not self.can_step(1):
            self.go_to_month(timeline.months(self.looking.layer)[0])
        self._playing = self.set_interval(PLAY_SECONDS, self._tick)

    def _tick(self) -> None:
        if self.app.screen is self and self.can_step(1):
            self.go_to_month(timeline.step(self.looking.layer, self.looking.at, 1))
        else:
            self.action_play()

    # --- prompts ----------------------------------------------------------------------------------

    @property
    def home(self) -> Widget | None:
        """The widget that has the keys when nothing is asked."""
        return None

    async def ask(self, prompt: Prompt) -> None:
        """Ask for a line above the keys."""
        await self.query(Prompt).remove()
        await self.mount(prompt, before="#keys")
        prompt.begin()

    def leave_prompt(self) -> bool:
        """Leave the prompt without an answer; False if there is none."""
        prompts = self.query(Prompt)
        for prompt in prompts:
            prompt.action_leave()
        return bool(prompts)

    def _close_prompt(self) -> None:
        """Take the prompt away; the keys go back to where they belong."""
        self.query(Prompt).remove()
        self.set_focus(self.home)

    def on_prompt_left(self, _event: Prompt.Left) -> None:
        """Nothing happens."""
        self._close_prompt()

    def on_prompt_answered(self, event: Prompt.Answered) -> None:
        """Do what was asked for; where that can't be, the prompt stays and says why."""
        try:
            self.answered(event.purpose, clean(event.text, TYPED))
        except UsageError as error:
            for prompt in self.query(Prompt):
                prompt.refuse(str(error))
        else:
            self._close_prompt()

    def answered(self, purpose: str, text: str) -> None:
        """A prompt was answered; raises UsageError if it wants another answer."""
        from relations_tui.tui import exporting, yours

        if purpose == "export":
            exporting.write(self, text)
        else:
            yours.answered(self, purpose, text)

    def on_click(self, event: events.Click) -> None:
        """A click beside a prompt leaves it."""
        prompts = self.query(Prompt)
        if prompts and event.widget not in prompts.first().walk_children(with_self=True):
            self.leave_prompt()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Who is asked already types; the keys that ask are letters then."""
        return action not in ASKING or not self.query(Prompt)

    # --- other views ------------------------------------------------------------------------------

    def action_open(self, screen: str) -> None:
        """Open a view of the pair or the country under the cursor."""
        pair, country = self.pair, self.country
        if screen in ("pair", "explain", "methods") and pair.a == pair.b:
            self.say("a country has no score with itself: move on, or press /")
            return
        line = filters_of(self.view, pair, country) if screen == "events" else ""
        target = replace(self.view, screen=screen, country=country, filter=line, options={})
        self.app.open_view(replace(target, row=pair.a, column=pair.b))

    def action_history(self, by: int) -> None:
        """Back or forth among the views that were looked at."""
        self.app.travel_history(by)

    def action_about(self) -> None:
        """Tell what the layer is made of."""
        from relations_tui.tui.about import about_layer

        text = self.app.session.sources_text()
        self.app.push_screen(about_layer(self.looking.layer, text))

    # --- what is the user's own -------------------------------------------------------------------

    def action_star(self) -> None:
        """Star the pair or the country, or take its star away."""
        from relations_tui.tui import yours

        yours.star(self, self.target)

    async def action_note(self) -> None:
        """Ask for a note on the event, the pair or the country."""
        from relations_tui.tui import yours

        event = self.event_id
        await yours.ask_note(self, f"event:{event}" if event else self.target)

    async def action_save_view(self) -> None:
        """Ask for a name to save the view under."""
        from relations_tui.tui import yours

        await yours.ask_name(self)

    def action_covid(self) -> None:
        """Covid travel bans among the events, or not."""
        self.looking.covid = not self.looking.covid
        self.arrived()

    def marked(self) -> None:
        """A star or a note is another: show it."""
        self.arrived()

    # --- copying and exporting --------------------------------------------------------------------

    @property
    def text(self) -> str:
        """All that is on the screen, as plain text."""
        lines = (strip.text.rstrip() for strip in self._compositor.render_strips())
        return "\n".join(lines).strip("\n") + "\n"

    @property
    def under_cursor(self) -> str:
        """What is under the cursor, in a sentence that can be read out."""
        from relations_tui.report.summary import summary

        looking = self.looking
        today = self.app.session.today
        return summary(self.world, looking.layer, self.pair, looking.at, today)

    def report(self) -> object:
        """The headless twin of what is shown: what an export as JSON has."""
        raise NotImplementedError

    def table(self) -> "tuple[list[str], list[list[object]]] | None":
        """Head and rows of an export as CSV; None where the view is no table."""
        return None

    def svg(self) -> str:
        """The view as a picture."""
        return self.app.export_screenshot(title=f"relations: {self.view.screen}")

    def action_copy(self) -> None:
        """Copy what is under the cursor."""
        self._copy(self.under_cursor)

    def action_copy_view(self) -> None:
        """Copy the whole view as text."""
        self._copy(self.text)

    def _copy(self, text: str) -> None:
        from relations_tui.tui.clipboard import copy

        copy(self.app, text)
        first = text.strip().partition("\n")[0]
        self.say(f"copied: {first if len(first) <= 60 else first[:59] + '…'}")

    def action_read_out(self) -> None:
        """What is under the cursor as sentences, for a screen reader."""
        from textual.content import Content

        from relations_tui.tui.reader import Reader

        self.app.push_screen(Reader(Content(self.under_cursor)))

    async def action_export(self) -> None:
        """Write the view to a file."""
        from relations_tui.tui.exporting import ask

        await ask(self)

    def key(self, command: str) -> str:
        """The key of a command, by its id, as a person reads it: it may be one that they chose."""
        return shown(by_id(command), self.app.session.keys)

    def say(self, text: str, *, wrong: bool = False) -> None:
        """A passing word, in place of the one before."""
        self.app.clear_notifications()
        kind: SeverityLevel = "warning" if wrong else "information"
        self.app.notify(clean(text), timeout=8 if wrong else 3, severity=kind, markup=False)
