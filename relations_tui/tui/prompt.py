"""The one-line prompts below the matrix: jump to a country or pair, focus on a set."""

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
    class Changed(Message):
        """The text changed."""

        purpose: str
        text: str

    @dataclass
    class Answered(Message):
        """The user pressed enter."""

        purpose: str
        text: str

    @dataclass
    class Left(Message):
        """The user pressed escape."""

        purpose: str

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Leave", show=False)]
    DEFAULT_CSS = """
    Prompt {
        display: none; height: 1; background: $panel;
        &.open { display: block; }
        #prompt-label { width: auto; padding: 0 1; color: $accent; text-style: bold; }
        Input { width: 24; height: 1; border: none; padding: 0; background: $panel; }
        #prompt-hint { width: 1fr; height: 1; padding: 0 1; color: $secondary; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.purpose = ""
        self._hint: Hint = str

    def compose(self) -> ComposeResult:
        """A label, the input, and the hint."""
        yield Static(id="prompt-label", markup=False)
        yield Input(select_on_focus=False, compact=True)
        yield Static(id="prompt-hint", markup=False)

    def ask(self, purpose: str, label: str, hint: Hint, text: str = "") -> None:
        """Open with a label; ``hint`` says at every key what would happen."""
        self.purpose, self._hint = purpose, hint
        self.query_one("#prompt-label", Static).update(Content(label))
        field = self.query_one(Input)
        field.value = text
        self.add_class("open")
        field.focus()
        self._show_hint(text)

    def close(self) -> None:
        """Go away."""
        self.remove_class("open")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell what would happen now."""
        event.stop()
        if self.has_class("open"):
            self._show_hint(event.value)
            self.post_message(self.Changed(self.purpose, event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Hand the answer up."""
        event.stop()
        self.post_message(self.Answered(self.purpose, event.value))

    def action_leave(self) -> None:
        """Close without an answer."""
        self.post_message(self.Left(self.purpose))

    def _show_hint(self, text: str) -> None:
        self.query_one("#prompt-hint", Static).update(Content(self._hint(text)))
