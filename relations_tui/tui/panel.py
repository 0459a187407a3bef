"""The pair panel: what the data says of the pair under the cursor, from the number downwards."""

from textual.geometry import Size
from textual.strip import Strip

from relations_tui.tui.lines import Line, LineWidget
from relations_tui.tui.pair_lines import Subject, compose


class PairPanel(LineWidget):
    """Draws itself line by line; follows the cursor without building widgets."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.subject: Subject | None = None
        self.ready = False
        """False keeps the panel empty: the first frame belongs to the matrix."""
        self._lines: list[Line] = []
        self._drawn_for: Size | None = None

    def begin(self) -> None:
        """From now on say what there is to say."""
        self.ready = True
        self.refresh()

    def show(self, subject: Subject) -> None:
        """Turn to another pair, layer or date."""
        self.subject = subject
        self._drawn_for = None
        self.refresh()

    @property
    def text(self) -> str:
        """The whole panel as plain text, for copying and for tests."""
        self._draw()
        return "\n".join("".join(part for part, _ in line).rstrip() for line in self._lines)

    def line(self, y: int, width: int) -> Strip:
        """One line of the panel."""
        self._draw()
        return self.strip(self._lines[y] if y < len(self._lines) else [], width)

    def _draw(self) -> None:
        if self.subject is None or not self.ready or self._drawn_for == self.size:
            return
        self._drawn_for = self.size
        self._lines = compose(self.subject, max(20, self.size.width - 2), self.size.height)
