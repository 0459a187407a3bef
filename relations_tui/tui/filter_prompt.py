"""The line of filters: what it would do is seen while it is typed, and tab completes it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

from relations_tui.query.event_words import Vocabulary, complete, word_at
from relations_tui.tui.prompt import Prompt


class FilterPrompt(Prompt):
    """Asks for filters."""

    @dataclass
    class Typed(Message):
        """The line is another; it need not be whole."""

        text: str

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete(1)", "Complete", show=False, id="prompt.complete"),
        Binding(
            "shift+tab", "complete(-1)", "Complete otherwise", show=False, id="prompt.complete.back"
        ),
    ]
    DEFAULT_CSS = """
    FilterPrompt Input { width: 1fr; }
    FilterPrompt #prompt-hint { width: 1fr; }
    """

    def __init__(
        self, line: str, vocabulary: Callable[[], Vocabulary], hint: Callable[[str], str]
    ) -> None:
        """Ask for another line than ``line``; ``hint`` says what one would do."""
        super().__init__("filter", "filter", self._told, f"{line} " if line else "")
        self._vocabulary, self._would = vocabulary, hint
        self._offered: list[str] = []
        self._at = 0
        self._completed: tuple[str, int, int] = ("", 0, 0)
        """The line as tab left it, and where in it the word lies that tab put there."""

    def _told(self, text: str) -> str:
        """The completions of the word at the cursor, else what the line would do."""
        fields = self.query(Input)
        cursor = fields.first().cursor_position if fields else len(text)
        found = complete(text, min(cursor, len(text)), self._vocabulary())
        if not found:
            return self._would(text)
        return "tab: " + "  ".join(" ".join(filter(None, one)).strip() for one in found)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell at every key; the base class says what would happen."""
        self.post_message(self.Typed(event.value))

    def action_complete(self, by: int) -> None:
        """Put the first completion in place of the word; again, the next one."""
        field = self.query_one(Input)
        line, start, end = self._completed
        if field.value == line and self._offered:
            self._at = (self._at + by) % len(self._offered)
        else:
            cursor = field.cursor_position
            found = complete(field.value, cursor, self._vocabulary())
            self._offered, self._at = [one.text for one in found], 0
            start, end = word_at(field.value, cursor)
        if not self._offered:
            return
        word = self._offered[self._at]
        rest = field.value[end:]
        value = field.value[:start] + word + (rest.lstrip() if word.endswith(" ") else rest)
        self._completed = value, start, start + len(word)
        field.value = value
        field.cursor_position = start + len(word)
