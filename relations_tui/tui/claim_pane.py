"""The claim ledger of the event under the cursor, beside or below the list."""

from textual.strip import Strip

from relations_tui.model.event import Event
from relations_tui.query.world import World
from relations_tui.tui import event_lines
from relations_tui.tui.bars import WIDE
from relations_tui.tui.lines import Line, LineWidget


class ClaimPane(LineWidget):
    """Who says so, how sure that is, and what the answer was: as wide as there is room."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._of: tuple[World, Event] | None = None
        self._lines: list[Line] = []
        self._wide = 0

    def show(self, world: World, event: Event | None) -> None:
        """Show another event, or none."""
        self._of = None if event is None else (world, event)
        self._wide = 0
        self.refresh()

    def line(self, y: int, width: int) -> Strip:
        """The line at ``y``."""
        if width != self._wide:
            self._wide, self._lines = width, []
            if self._of is not None:
                low = self.screen.size.width < WIDE  # below the list, where lines are few
                self._lines = event_lines.claim(*self._of, width - 2, low=low)
        return self.strip([(" ", ""), *self._lines[y]] if y < len(self._lines) else [], width)
