"""The one-line prompts above the keys: jump to a country or pair, focus, a date, a file."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

Hint = Callable[[str], str]
"""What the text typed so far would do, in a line."""


class Prompt(Horizontal):
    """Asks for a line of text, shows what it would do, and goes away."""

    @dataclass
    class Answered(Message):
        """The user pressed enter."""

        purpose: str
        text: str

    @dataclass
    class Left(Message):
        """The user pressed escape."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave", show=False, id="prompt.leave"),
        Binding("tab,shift+tab", "stay", show=False, id="prompt.stay"),
    ]
    DEFAULT_CSS = """
    Prompt {
        height: 1; background: $panel;
        #prompt-label { width: auto; padding: 0 1; color: $accent; text-style: bold; }
        Input { width: 24; height: 1; border: none; padding: 0; background: $panel; }
        Input.-wide { width: 44; max-width: 60%; }
        #prompt-hint { width: 1fr; height: 1; padding: 0 1; color: $secondary; }
    }
    """

    def __init__(
        self, purpose: str, label: str, hint: Hint, value: str = "", *, wide: bool = False
    ) -> None:
        """Ask under a label; ``hint`` says at every key what the text would do.

        ``value`` is there to begin with; ``wide``: the answer may be long, too.
        """
        super().__init__()
        self._wide = wide or bool(value)
        self._purpose, self._label, self._hint, self._value = purpose, label, hint, value

    def compose(self) -> ComposeResult:
        """A label, the input, and the hint."""
        yield Static(Content(self._label), id="prompt-label", markup=False)
        wide = "-wide" if self._wide else ""
        yield Input(self._value, select_on_focus=False, compact=True, classes=wide)
        yield Static(Content(self._hint(self._value)), id="prompt-hint", markup=False)

    def begin(self) -> None:
        """Take the keys from now on, the very next one included."""
        self.screen.set_focus(self.query_one(Input))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell what would happen now."""
        event.stop()
        self.query_one("#prompt-hint", Static).update(Content(self._hint(event.value)))

    def refuse(self, reason: str) -> None:
        """Stay with what was typed, and say why it can't be."""
        self.query_one("#prompt-hint", Static).update(Content.styled(reason, "$warning"))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Hand the answer up."""
        event.stop()
        self.post_message(self.Answered(self._purpose, event.value))

    def action_stay(self) -> None:
        """Tab is another layer elsewhere; while typing it is nothing."""

    def action_leave(self) -> None:
        """Close without an answer."""
        self.post_message(self.Left())
