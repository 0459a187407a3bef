"""Four hints for the first run, in one line. Each goes when its key was used; none comes back."""

from typing import TYPE_CHECKING

from relations_tui.errors import RelationsError
from relations_tui.tui.bars import WIDE, Bar
from relations_tui.tui.commands import by_id
from relations_tui.tui.keymap import shown
from relations_tui.tui.lines import Piece

if TYPE_CHECKING:
    from relations_tui.tui.app import RelationsApp

HINTS: dict[str, tuple[str, str]] = {
    "move": ("fly over the matrix", "fly"),
    "pair": ("opens the pair", "the pair"),
    "explain": ("says why", "why"),
    "palette": ("and Azerbaijan 2016 tells a story", "a story"),
}
"""What each key does, where there is room and where there is little."""


class Tour(Bar):
    """A quiet strip above the keys."""

    app: "RelationsApp"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._left = list(HINTS)
        self._told = False

    def used(self, hint: str) -> None:
        """A key was used: its hint is not needed any more."""
        if hint not in self._left:
            return
        self._left.remove(hint)
        self._remember()
        self.refresh()
        if not self._left:
            self.remove()

    def dismiss(self) -> None:
        """Enough of them."""
        if self._left:
            self._left.clear()
            self._remember()
            self.remove()

    def _remember(self) -> None:
        if self._told:
            return
        self._told = True
        try:
            self.app.session.user.tour_done()
        except RelationsError:
            return  # they come once more: no reason to trouble anybody

    def pieces(self, width: int) -> tuple[list[Piece], list[Piece]]:
        """What is left to try."""
        said: list[Piece] = []
        for hint in self._left:
            key = "arrows" if hint == "move" else shown(by_id(hint), self.app.session.keys)
            said += [(f" {key}", "accent"), (f" {HINTS[hint][width < WIDE]}  ", "text")]
        return said, [("esc", "accent"), (" hides this ", "dim")]
