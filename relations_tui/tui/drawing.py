"""Lines that a screen makes: a headline, a chart, a page."""

from textual import events
from textual.message import Message
from textual.strip import Strip

from relations_tui.tui.lines import Line, LineWidget


class Drawing(LineWidget):
    """Shows the lines that it is given, and tells where the mouse is."""

    class Clicked(Message):
        """The mouse is on a column."""

        def __init__(self, column: int) -> None:
            self.column = column
            super().__init__()

    class Wheeled(Message):
        """The wheel was turned, up (-1) or down."""

        def __init__(self, way: int) -> None:
            self.way = way
            super().__init__()

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.lines: list[Line] = []

    def show(self, lines: list[Line], *, height: int | None = None) -> None:
        """Show other lines; the widget is as high as they are, or as said."""
        self.lines = lines
        self.styles.height = len(lines) if height is None else height
        self.refresh()

    def line(self, y: int, width: int) -> Strip:
        """The line at ``y``."""
        return self.strip(self.lines[y] if y < len(self.lines) else [], width)

    def on_click(self, event: events.Click) -> None:
        """Tell which column."""
        self.post_message(self.Clicked(event.x))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Tell."""
        event.stop()
        self.post_message(self.Wheeled(-1))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Tell."""
        event.stop()
        self.post_message(self.Wheeled(1))
