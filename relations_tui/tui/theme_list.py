"""The themes, each as it looks: the one under the cursor is on while one chooses."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from relations_tui.tui import themes
from relations_tui.tui.lines import Line
from relations_tui.tui.listing import Listing

TITLES = {
    "relations-dark": "dark",
    "relations-light": "light",
    "ansi-dark": "the terminal's own colours, on dark",
    "ansi-light": "the terminal's own colours, on light",
}
SAMPLE = (-900, -500, -200, 0, 200, 500, 900)
"""Scores, in hundredths, that show a theme's colours."""


class ThemeList(ModalScreen[None]):
    """Moving puts a theme on; enter keeps it, escape takes the one before."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,T", "restore", "Back", show=False, id="themes.restore"),
        Binding("t", "next", "Next", show=False, id="themes.next"),
    ]
    DEFAULT_CSS = """
    ThemeList {
        align: center middle; background: transparent;
        #themes {
            width: 60; max-width: 96%; height: auto; padding: 0 2;
            background: $background; border: round $secondary;
            Static { height: 1; width: 100%; color: $secondary; }
            Listing { height: 4; margin: 1 0; }
        }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._before = ""

    def compose(self) -> ComposeResult:
        """A line of text, the themes, the keys."""
        with Vertical(id="themes"):
            yield Static("Theme", markup=False)
            yield Listing()
            yield Static("enter keeps it   esc takes the one before", markup=False)

    def on_mount(self) -> None:
        """The cursor is on the theme that is on."""
        self._before = self.app.theme
        here = themes.NAMES.index(self._before) if self._before in themes.NAMES else 0
        self.query_one(Listing).show(len(themes.NAMES), self._row, cursor=here)
        self.query_one(Listing).focus()

    def _row(self, index: int, width: int) -> Line:
        name = themes.NAMES[index]
        title = TITLES[name]
        line: Line = [(f" {title:<38}", "name" if name == self.app.theme else "text")]
        if name == self.app.theme and width >= 52:
            line += [(f"{score // 100:+d}"[:2].rjust(2), f"cell:{score}") for score in SAMPLE]
        return line

    def on_listing_moved(self, event: Listing.Moved) -> None:
        """Put the theme on."""
        self.app.theme = themes.NAMES[event.index]
        self.query_one(Listing).refresh()

    def on_listing_chosen(self, _event: Listing.Chosen) -> None:
        """Keep it."""
        self.dismiss()

    def action_next(self) -> None:
        """The next one."""
        listing = self.query_one(Listing)
        listing.action_move(1 if listing.cursor < listing.count - 1 else -listing.count)

    def action_restore(self) -> None:
        """The theme as it was."""
        self.app.theme = self._before
        self.dismiss()
