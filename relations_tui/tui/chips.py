"""The pieces of a filter in a line; a click takes one away."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import events
from textual.message import Message

from relations_tui.tui.bars import WIDE, Bar
from relations_tui.tui.commands import by_id
from relations_tui.tui.keymap import shown
from relations_tui.tui.lines import Piece

if TYPE_CHECKING:
    from relations_tui.tui.app import RelationsApp


class Chips(Bar):
    """The filters, and what they leave of all events."""

    app: "RelationsApp"

    @dataclass
    class Removed(Message):
        """A click on a piece."""

        index: int

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.chips: tuple[str, ...] = ()
        self._told = ""

    def show(self, chips: Sequence[str], told: str) -> None:
        """Show other pieces; ``told``: how many events they leave, and in what order."""
        self.chips, self._told = tuple(chips), told
        self.refresh()

    def pieces(self, width: int) -> tuple[list[Piece], list[Piece]]:
        """The pieces on the left; what they leave on the right, shorter where it is tight."""
        left: list[Piece] = [(" ", "")]
        for chip in self.chips:
            left += [(f" {chip} ", "cursor"), ("×", "dim"), (" ", "")]
        if not self.chips:
            left.append(("all events", "text"))
            if width >= WIDE:
                key = shown(by_id("filter"), self.app.session.keys)
                left.append((f"   {key} to filter: words, pair:, kind:, status:, since: …", "dim"))
        told = f"{self._told} "
        if sum(cell_len(text) for text, _ in left) + len(told) >= width:
            told = f"{self._told.partition(',  ')[0]} "
        return left, [(told, "dim")]

    def on_click(self, event: events.Click) -> None:
        """Take away the piece under the mouse."""
        at = 1
        for index, chip in enumerate(self.chips):
            end = at + cell_len(chip) + 3
            if at <= event.x < end:
                self.post_message(self.Removed(index))
                return
            at = end + 1
