"""A page of text over the matrix, to scroll and to leave."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static


class Reader(ModalScreen[None]):
    """Shows a text; any of the usual keys leaves it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter,question_mark,i", "dismiss", "Back", show=False, id="page.leave"),
        Binding("j", "scroll('down')", show=False, id="page.down"),
        Binding("k", "scroll('up')", show=False, id="page.up"),
    ]
    DEFAULT_CSS = """
    Reader {
        align: center middle; background: $background 60%;
        #page {
            width: 84; max-width: 96%; height: auto; max-height: 94%;
            background: $surface; padding: 1 3;
        }
        #page Static { width: 100%; height: auto; color: $foreground; }
    }
    """

    def __init__(self, content: Content) -> None:
        super().__init__()
        self.content = content

    def compose(self) -> ComposeResult:
        """The page."""
        with VerticalScroll(id="page"):
            yield Static(self.content, markup=False)

    def on_mount(self) -> None:
        """Arrow keys scroll the page."""
        self.query_one("#page").focus()

    def action_scroll(self, way: str) -> None:
        """A line up or down, as in vi."""
        page = self.query_one("#page")
        page.scroll_relative(y=1 if way == "down" else -1, animate=False)
