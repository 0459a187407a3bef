"""The pair panel: what the data says of the pair under the cursor, from the number downwards."""

from typing import ClassVar

from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.strip import Strip

from relations_tui.tui.lines import Line, LineWidget
from relations_tui.tui.pair_lines import LONGEST, Subject, compose
from relations_tui.tui.palette import Palette


class PairPanel(LineWidget, can_focus=True):
    """Draws itself line by line; follows the cursor without building widgets.

    In full it has every event and scrolls.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, f"scroll_lines({by})", text, show=False, id=f"panel.{name}")
        for name, key, by, text in (
            ("up", "up,k", -1, "Up"),
            ("down", "down,j", 1, "Down"),
            ("page.up", "pageup", -20, "Page up"),
            ("page.down", "pagedown", 20, "Page down"),
            ("top", "home,g", -LONGEST, "To the top"),
            ("bottom", "end,G", LONGEST, "To the end"),
        )
    ]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.subject: Subject | None = None
        self.palette: Palette | None = None
        self.ready = False
        """False keeps the panel empty: the first frame belongs to the matrix."""
        self.full = False
        """Whether every event is listed, to scroll through."""
        self._first = 0
        self._lines: list[Line] = []
        self._drawn_for: Size | None = None

    def begin(self) -> None:
        """From now on say what there is to say."""
        self.ready = True
        self.refresh()

    def open_in_full(self, full: bool) -> None:
        """List every event and scroll, or only what fits."""
        self.full, self._first, self._drawn_for = full, 0, None
        self.refresh()

    def action_scroll_lines(self, by: int) -> None:
        """Scroll a panel in full."""
        last = max(0, len(self._lines) - self.size.height)
        self._first = min(max(0, self._first + by), last)
        self.refresh()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll on."""
        event.stop()
        self.action_scroll_lines(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll back."""
        event.stop()
        self.action_scroll_lines(-3)

    def show(self, subject: Subject, palette: Palette) -> None:
        """Turn to another pair, layer or date."""
        self.subject, self.palette = subject, palette
        self._drawn_for = None
        self._first = 0
        self.refresh()

    @property
    def text(self) -> str:
        """The whole panel as plain text, for copying and for tests."""
        self._draw()
        return "\n".join("".join(part for part, _ in line).rstrip() for line in self._lines)

    def line(self, y: int, width: int) -> Strip:
        """One line of the panel."""
        self._draw()
        i = y + self._first
        return self.strip(self._lines[i] if i < len(self._lines) else [], width)

    def style_of(self, name: str) -> Style:
        """A named style, or that of a score."""
        if name.startswith("score:") and self.palette is not None:
            return self.palette.text_style(int(name[6:]))
        return super().style_of(name)

    def _draw(self) -> None:
        if self.subject is None or not self.ready or self._drawn_for == self.size:
            return
        self._drawn_for = self.size
        height = LONGEST if self.full else self.size.height
        self._lines = compose(self.subject, max(20, self.size.width - 2), height)
