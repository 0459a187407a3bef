"""The matrix on the Line API: row strips are cached, a cursor move repaints a few cells."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from relations_tui.model.layer import NO_DATA
from relations_tui.query.matrix import Matrix
from relations_tui.tui import palette as palettes
from relations_tui.tui.lines import LineWidget
from relations_tui.tui.palette import CELL_WIDTH, STEPS

MARGIN = 2
"""Cells kept between the cursor and the edge where there are any."""
LEAP = 8
"""Columns scrolled at once: every row is drawn anew, and sent, for a step sideways."""
JUMP = 10
_NO_DATA_STEP = STEPS
_DIAGONAL_STEP = STEPS + 1
_MARKED = STEPS + 2
"""Added to a step: the same, marked as changed."""


class MatrixView(LineWidget, can_focus=True):
    """Countries by countries; the cell under the cursor is the pair."""

    @dataclass(frozen=True)
    class Where:
        """Country codes of a row and a column."""

        row: str
        column: str

    class Moved(Message):
        """The cursor is on another cell."""

        def __init__(self, row: str, column: str) -> None:
            self.row, self.column = row, column
            super().__init__()

    class Chosen(Message):
        """Enter or a double click on a cell."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, action, text, show=False, id=f"matrix.{name}")
        for name, key, action, text in (
            ("up", "up,k", "move(-1,0)", "Up"),
            ("down", "down,j", "move(1,0)", "Down"),
            ("left", "left,h", "move(0,-1)", "Left"),
            ("right", "right,l", "move(0,1)", "Right"),
            ("up.far", "shift+up,ctrl+up,K", f"move(-{JUMP},0)", "Ten up"),
            ("down.far", "shift+down,ctrl+down,J", f"move({JUMP},0)", "Ten down"),
            ("left.far", "shift+left,ctrl+left,H", f"move(0,-{JUMP})", "Ten left"),
            ("right.far", "shift+right,ctrl+right,L", f"move(0,{JUMP})", "Ten right"),
            ("page.up", "pageup", "page(-1)", "Page up"),
            ("page.down", "pagedown", "page(1)", "Page down"),
            ("row.start", "home", "edge('left')", "First column"),
            ("row.end", "end", "edge('right')", "Last column"),
            ("top", "g", "edge('top')", "First row"),
            ("bottom", "G", "edge('bottom')", "Last row"),
        )
    ]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.matrix: Matrix | None = None
        self.row = self.column = 0
        """The cursor."""
        self.top = self.left = 0
        """The first row and column shown."""
        self._note = ""
        self._laid_out = False
        self._cells: list[tuple[str, Style]] = []
        self._strips: dict[int, Strip] = {}
        self._marked: dict[str, set[str]] = {}
        """Cells that changed and were not visited since, by row: columns."""
        self._order: tuple[str, ...] = ()
        self._place_of: dict[str, int] = {}

    # --- data and theme ---------------------------------------------------------------------------

    def show(self, matrix: Matrix, *, note: str = "") -> None:
        """Show other data; the cursor stays on its pair if both countries are still there.

        Args:
            matrix: what to show.
            note: what an empty matrix says.
        """
        before = self.where
        reordered = self.matrix is None or self.matrix.order != matrix.order
        self.matrix, self._note = matrix, note
        if reordered:
            order = matrix.order
            self.row = order.index(before.row) if before and before.row in order else 0
            self.column = order.index(before.column) if before and before.column in order else 0
            self._scroll_to_cursor()
        self._repaint()

    def mark(self, cells: Iterable[tuple[str, str]]) -> None:
        """Mark these cells, and no others, as changed; each until it is visited."""
        self._marked = {}
        for row, column in cells:
            self._marked.setdefault(row, set()).add(column)
        self._repaint()

    def _unmark(self, row: int, column: int) -> None:
        assert self.matrix is not None
        order = self.matrix.order
        self._marked.get(order[row], set()).discard(order[column])
        self._strips.pop(row, None)

    @property
    def where(self) -> Where | None:
        """The pair under the cursor; None before there is any data."""
        if self.matrix is None:
            return None
        return self.Where(self.matrix.order[self.row], self.matrix.order[self.column])

    def _make_cells(self) -> list[tuple[str, Style]]:
        """Text and style of every step, of no data and the diagonal; then the same marked."""
        palette = self.palette
        signed = [palettes.label(step).rjust(CELL_WIDTH) for step in range(-10, 11)]
        cells = list(zip(signed, palette.cells, strict=True))
        cells.append(("·".rjust(CELL_WIDTH), palette.no_data))
        cells.append(("╲".rjust(CELL_WIDTH), palette.diagonal))
        bold = Style(bold=True)
        return cells + [(f"•{text[1:]}", style + bold) for text, style in cells]

    def notify_style_update(self) -> None:
        """A new theme wants new colours."""
        super().notify_style_update()
        self._cells = []
        self._repaint()

    def _repaint(self) -> None:
        self._strips.clear()
        self.refresh()

    # --- geometry ---------------------------------------------------------------------------------

    @property
    def _rows_shown(self) -> int:
        return max(1, self.size.height - 1)

    @property
    def _columns_shown(self) -> int:
        return max(1, (self.size.width - CELL_WIDTH - 1) // CELL_WIDTH)

    @property
    def _count(self) -> int:
        return 0 if self.matrix is None else len(self.matrix.order)

    def on_resize(self, _event: events.Resize) -> None:
        """Keep the cursor in sight; at first, in the middle of it."""
        self._scroll_to_cursor(centre=not self._laid_out)
        self._laid_out = True
        self._repaint()

    def _scroll_to_cursor(self, *, centre: bool = False) -> bool:
        """Move the window so that the cursor is in it; whether it moved."""
        before = self.top, self.left
        self.top = _window(self.top, self.row, self._rows_shown, self._count, centre=centre)
        shown = self._columns_shown
        leap = min(LEAP, shown // 4)
        self.left = _window(self.left, self.column, shown, self._count, centre=centre, leap=leap)
        if before[1] != self.left:
            self._strips.clear()
        return before != (self.top, self.left)

    # --- the cursor -------------------------------------------------------------------------------

    def _go(self, row: int, column: int, *, centre: bool = False) -> None:
        if not self._count:
            return
        row, column = (min(max(place, 0), self._count - 1) for place in (row, column))
        if (row, column) == (self.row, self.column):
            return
        stale = self._cursor_regions()
        if self._marked:
            self._unmark(self.row, self.column)
        self.row, self.column = row, column
        if self._scroll_to_cursor(centre=centre):
            self.refresh()
        else:
            self.refresh(*stale, *self._cursor_regions())
        assert self.matrix is not None
        self.post_message(self.Moved(self.matrix.order[row], self.matrix.order[column]))

    def _cursor_regions(self) -> list[Region]:
        x = CELL_WIDTH + (self.column - self.left) * CELL_WIDTH
        y = 1 + self.row - self.top
        return [
            Region(0, y, CELL_WIDTH, 1),
            Region(x, 0, CELL_WIDTH, 1),
            Region(x, y, CELL_WIDTH + 1, 1),
        ]

    def move_to(self, row: str, column: str) -> None:
        """Put the cursor on a pair by codes; nothing happens if either is not shown."""
        order = () if self.matrix is None else self.matrix.order
        if row in order and column in order:
            to = order.index(row), order.index(column)
            shown = (
                self.top <= to[0] < self.top + self._rows_shown
                and self.left <= to[1] < self.left + self._columns_shown
            )
            self._go(*to, centre=not shown)

    def action_move(self, rows: int, columns: int) -> None:
        """Move by cells."""
        self._go(self.row + rows, self.column + columns)

    def action_page(self, pages: int) -> None:
        """Move by what is seen at once."""
        self._go(self.row + pages * self._rows_shown, self.column)

    def action_edge(self, edge: str) -> None:
        """Move to an end of the row or of the column."""
        last = self._count - 1
        row = {"top": 0, "bottom": last}.get(edge, self.row)
        column = {"left": 0, "right": last}.get(edge, self.column)
        self._go(row, column)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse is; a double click chooses."""
        row, column = self.top + event.y - 1, self.left + (event.x - CELL_WIDTH) // CELL_WIDTH
        if event.y < 1:
            row = self.row
        if event.x < CELL_WIDTH:
            column = self.column
        if row < self._count and column < self._count:
            self._go(row, column)
            if event.chain > 1:
                self.post_message(self.Chosen())

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll on; with shift or ctrl sideways."""
        self._wheel(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll back; with shift or ctrl sideways."""
        self._wheel(event, -1)

    def _wheel(self, event: events.MouseEvent, way: int) -> None:
        event.stop()
        if event.shift or event.ctrl:
            self.left = _clamp(self.left + way, self._columns_shown, self._count)
            self._strips.clear()
        else:
            self.top = _clamp(self.top + 3 * way, self._rows_shown, self._count)
        self.refresh()

    # --- drawing ----------------------------------------------------------------------------------

    def line(self, y: int, width: int) -> Strip:
        """The head, a row, or nothing."""
        matrix = self.matrix
        if matrix is None:
            return Strip.blank(width, self.style_of(""))
        if y == 0:
            return self._head(matrix, width)
        row = self.top + y - 1
        if row >= len(matrix.order):
            return Strip.blank(width, self.style_of(""))
        if matrix.frame is None and y == self._rows_shown // 2:
            return Strip([Segment(self._note.center(width)[:width], self.style_of(""))], width)
        if row == self.row:
            return self._row(matrix, row, width, cursor=True)
        strip = self._strips.get(row)
        if strip is None:
            strip = self._strips[row] = self._row(matrix, row, width, cursor=False)
        return strip

    def _head(self, matrix: Matrix, width: int) -> Strip:
        head = self.style_of("dim")
        corner = "→".rjust(CELL_WIDTH) if matrix.layer.directed else " " * CELL_WIDTH
        segments = [Segment(corner, head)]
        end = min(self.left + self._columns_shown, len(matrix.order))
        before = "".join(c.rjust(CELL_WIDTH) for c in matrix.order[self.left : self.column])
        if not self.left <= self.column < end:
            names = "".join(c.rjust(CELL_WIDTH) for c in matrix.order[self.left : end])
            segments.append(Segment(names, head))
        else:
            here = matrix.order[self.column].rjust(CELL_WIDTH)
            after = "".join(c.rjust(CELL_WIDTH) for c in matrix.order[self.column + 1 : end])
            segments += [
                Segment(before, head),
                Segment(here, self.style_of("accent")),
                Segment(after, head),
            ]
        return Strip(segments).adjust_cell_length(width, self.style_of(""))

    def _row(self, matrix: Matrix, row: int, width: int, *, cursor: bool) -> Strip:
        order, frame, index = matrix.order, matrix.frame, matrix.index
        n = len(order)
        end = min(self.left + max(1, (width - CELL_WIDTH - 1) // CELL_WIDTH), n)
        name = self.style_of("accent" if cursor else "dim")
        segments = [Segment(order[row].ljust(CELL_WIDTH), name)]
        steps: list[int] = []
        if frame is None:
            steps = [_NO_DATA_STEP] * (end - self.left)
        else:
            scores = frame.scores
            for position in index[row * n + self.left : row * n + end]:
                score = scores[position]
                steps.append(_NO_DATA_STEP if score == NO_DATA else (score + 1050) // 100)
        if self.left <= row < end:
            steps[row - self.left] = _DIAGONAL_STEP
        for column in self._marked.get(order[row], ()):
            place = self._places(matrix).get(column, -1) - self.left
            if 0 <= place < len(steps):
                steps[place] += _MARKED
        if not self._cells:
            self._cells = self._make_cells()
        if cursor and self.left <= self.column < end:
            segments += self._cursor_cells(steps)
        else:
            segments += self._runs(steps)
        used = CELL_WIDTH * (1 + end - self.left) + (cursor and self.left <= self.column == end - 1)
        if used < width:
            segments.append(Segment(" " * (width - used), self.style_of("")))
        return Strip(segments, width)

    def _places(self, matrix: Matrix) -> dict[str, int]:
        if self._order is not matrix.order:
            self._order = matrix.order
            self._place_of = {code: i for i, code in enumerate(matrix.order)}
        return self._place_of

    def _runs(self, steps: list[int]) -> list[Segment]:
        """Equal neighbours as one segment."""
        cells, segments = self._cells, []
        i, count = 0, len(steps)
        while i < count:
            step, start = steps[i], i
            while i < count and steps[i] == step:
                i += 1
            text, style = cells[step]
            segments.append(Segment(text * (i - start), style))
        return segments

    def _cursor_cells(self, steps: list[int]) -> list[Segment]:
        """The cursor's row, with brackets around its cell: they show without colour too."""
        here = self.column - self.left
        mark = self.style_of("accent")
        text, style = self._cells[steps[here]]
        bold = Style(bold=True)
        segments = self._runs(steps[:here])
        segments += [Segment("[", style + mark), Segment(text[1:], style + bold)]
        if here + 1 < len(steps):
            after, after_style = self._cells[steps[here + 1]]
            segments += [Segment("]", after_style + mark), Segment(after[1:], after_style)]
            segments += self._runs(steps[here + 2 :])
        else:
            segments.append(Segment("]", self.style_of("") + mark))
        return segments


def _clamp(start: int, shown: int, count: int) -> int:
    return min(max(start, 0), max(0, count - shown))


def _window(start: int, place: int, shown: int, count: int, *, centre: bool, leap: int = 1) -> int:
    """Where a window of ``shown`` of ``count`` places starts so that ``place`` is well inside.

    A window that must move moves by ``leap`` places at least.
    """
    if centre:
        return _clamp(place - shown // 2, shown, count)
    margin = min(MARGIN, (shown - 1) // 2)
    first, last = place + margin - shown + 1, place - margin
    if start < first:
        start = max(first, start + leap)
    elif start > last:
        start = min(last, start - leap)
    return _clamp(start, shown, count)
