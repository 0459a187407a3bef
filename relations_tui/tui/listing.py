"""A list that is never whole: it asks for the rows that it shows."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from relations_tui.tui.lines import Line, LineWidget

Row = Callable[[int, int], Line]
"""The pieces of a row by its index, for a width."""
FAR = 1 << 40
MARGIN = 2


class Listing(LineWidget, can_focus=True):
    """Rows of one line each, with a cursor on one of them."""

    @dataclass
    class Moved(Message):
        """The cursor is on another row."""

        listing: "Listing"
        index: int

    @dataclass
    class Chosen(Message):
        """Enter or a double click on a row."""

        listing: "Listing"
        index: int

    DEFAULT_CSS = """
    Listing { height: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, action, text, show=False, id=f"list.{name}")
        for name, key, action, text in (
            ("up", "up,k", "move(-1)", "Up"),
            ("down", "down,j", "move(1)", "Down"),
            ("page.up", "pageup,K", "page(-1)", "Page up"),
            ("page.down", "pagedown,J", "page(1)", "Page down"),
            ("top", "home,g", f"move(-{FAR})", "To the top"),
            ("bottom", "end,G", f"move({FAR})", "To the end"),
            ("choose", "enter", "choose", "Open"),
        )
    ]

    def __init__(self, *, head: int = 0, id: str | None = None) -> None:  # noqa: A002
        """A list; ``head`` lines above the rows stay where they are."""
        super().__init__(id=id)
        self._head_lines = head
        self._head: Callable[[int, int], Line] = lambda _y, _width: []
        self._row: Row = lambda _i, _width: []
        self._empty = ""
        self.count = 0
        self.cursor = 0
        """The index of the row under the cursor."""
        self.first = 0
        """The index of the first row shown."""

    def show(
        self, count: int, row: Row, *, empty: str = "", head: Row | None = None, cursor: int = -1
    ) -> None:
        """Show other rows.

        Args:
            count: how many there are.
            row: draws one of them; called for those in sight only.
            empty: what is said where there are none.
            head: draws the lines above, by their number.
            cursor: the row to put the cursor on; -1: where it was.
        """
        self.count, self._row, self._empty = count, row, empty
        if head is not None:
            self._head = head
        if cursor >= 0:
            self.cursor = cursor
        self.cursor = min(max(self.cursor, 0), max(0, count - 1))
        self._scroll_to_cursor()
        self.refresh()

    @property
    def rows_shown(self) -> int:
        """How many rows there is room for."""
        return max(1, self.size.height - self._head_lines)

    def on_resize(self, _event: events.Resize) -> None:
        """Keep the cursor in sight; lines that stay are not drawn again."""
        if self._scroll_to_cursor():
            self.refresh()

    def _scroll_to_cursor(self) -> bool:
        before, shown = self.first, self.rows_shown
        margin = min(MARGIN, (shown - 1) // 2)
        least, most = self.cursor + margin - shown + 1, self.cursor - margin
        self.first = min(max(self.first, least), max(most, 0))
        self.first = min(max(self.first, 0), max(0, self.count - shown))
        return self.first != before

    def _go(self, to: int) -> None:
        to = min(max(to, 0), max(0, self.count - 1))
        if to == self.cursor or not self.count:
            return
        stale = self._region_of(self.cursor)
        self.cursor = to
        if self._scroll_to_cursor():
            self.refresh()
        else:
            self.refresh(stale, self._region_of(to))
        self.post_message(self.Moved(self, to))

    def _region_of(self, index: int) -> Region:
        return Region(0, self._head_lines + index - self.first, self.size.width, 1)

    def go_to(self, index: int) -> None:
        """Put the cursor on a row."""
        self._go(index)

    def action_move(self, by: int) -> None:
        """Move by rows."""
        self._go(self.cursor + by)

    def action_page(self, by: int) -> None:
        """Move by what is seen at once."""
        self._go(self.cursor + by * self.rows_shown)

    def action_choose(self) -> None:
        """Open the row under the cursor."""
        if self.count:
            self.post_message(self.Chosen(self, self.cursor))

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse is; a double click opens."""
        index = self.first + event.y - self._head_lines
        if event.y >= self._head_lines and index < self.count:
            self._go(index)
            if event.chain > 1:
                self.action_choose()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll on."""
        self._wheel(event, 3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll back."""
        self._wheel(event, -3)

    def _wheel(self, event: events.MouseEvent, by: int) -> None:
        event.stop()
        last = max(0, self.count - self.rows_shown)
        self.first = min(max(self.first + by, 0), last)
        self.refresh()

    def line(self, y: int, width: int) -> Strip:
        """A line of the head, a row, what is said of no rows, or nothing."""
        if y < self._head_lines:
            return self.strip(self._head(y, width), width)
        index = self.first + y - self._head_lines
        if not self.count and y == self._head_lines and self._empty:
            return self.strip([(f" {self._empty}", "dim")], width)
        if index >= self.count:
            return Strip.blank(width, self.style_of(""))
        mark = ("▌", "accent") if index == self.cursor and self._is_current else (" ", "")
        strip = self.strip([mark, *self._row(index, width - 1)], width)
        return self._highlit(strip) if index == self.cursor else strip

    @property
    def _is_current(self) -> bool:
        return self.count > 0

    def _highlit(self, strip: Strip) -> Strip:
        """The cursor's row stands out by its ground, and by the mark before it without colour."""
        ground = Style(bgcolor=self.style_of("cursor").bgcolor)
        return Strip(
            [
                Segment(text, ground if style is None else _over(style, ground, self.rich_style))
                for text, style, _ in strip
            ],
            strip.cell_length,
        )


def _over(style: Style, ground: Style, plain: Style) -> Style:
    """A style on the cursor's ground, unless it has a ground of its own (a score's cell)."""
    return style + ground if style.bgcolor in (None, plain.bgcolor) else style
