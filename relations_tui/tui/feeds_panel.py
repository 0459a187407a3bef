"""The panel of feeds: how each fared, how far a refresh is, and which keys there are."""

from collections.abc import Sequence

from rich.cells import cell_len
from textual.strip import Strip

from relations_tui.refresh.outcome import Progress, total
from relations_tui.text import clean
from relations_tui.tui.lines import Line, LineWidget
from relations_tui.tui.session import FeedRow

SHOWN = 8
"""Feeds that have a line of their own; ``relations feeds`` lists all."""
NONE_YET = "no feeds yet: relations feeds add NAME URL, or relations import FILE"


class FeedsPanel(LineWidget):
    """Below the matrix, which stays navigable meanwhile."""

    DEFAULT_CSS = "FeedsPanel { height: auto; max-height: 12; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._rows: Sequence[FeedRow] = ()
        self._progress: dict[str, Progress] = {}
        self._stage = ""
        self._at_work = False
        self._said = ""

    def show(self, rows: Sequence[FeedRow], *, said: str = "") -> None:
        """Show how the feeds stand; ``said`` is what there is to tell of the last refresh."""
        self._rows, self._said = rows, clean(said, 300)
        self.refresh(layout=True)

    def begin(self) -> None:
        """A refresh runs from now on."""
        self._progress, self._stage, self._at_work, self._said = {}, "", True, ""
        self.refresh(layout=True)

    def end(self) -> None:
        """The refresh is over."""
        self._at_work = False
        self.refresh(layout=True)

    def tell(self, progress: Progress) -> None:
        """How far it is."""
        if progress.feed:
            self._progress[progress.feed] = progress
        else:
            self._stage = progress.stage
        self.refresh()

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """The head, a line for each feed, and what there is to say."""
        return len(self._lines(width))

    def line(self, y: int, width: int) -> Strip:
        """The line at ``y``."""
        lines = self._lines(width)
        return self.strip(lines[y] if y < len(lines) else [], width)

    def _lines(self, width: int) -> list[Line]:
        keys = "X cancel" if self._at_work else "r refresh"
        head: Line = [(" Feeds", "name"), (f"   {self._summary()}", "dim")]
        right: Line = [(f"{keys}  R close ", "dim")]
        room = width - sum(cell_len(text) for text, _ in (*head, *right))
        lines: list[Line] = [[*head, (" " * room, ""), *right] if room > 0 else head]
        if not self._rows and not self._at_work:
            lines.append([(f" {NONE_YET}", "text")])
        names = max((len(row.name) for row in self._rows), default=0)
        lines += [self._row(row, min(names, 24), width) for row in self._rows[:SHOWN]]
        if len(self._rows) > SHOWN:
            lines.append([(f" and {len(self._rows) - SHOWN} more: relations feeds", "dim")])
        if self._said:
            lines.append([(f" {self._said}", "text")])
        return lines

    def _summary(self) -> str:
        if not self._at_work:
            return ""
        if self._stage:
            return f"{self._stage} …"
        return f"refreshing: {total(self._progress.values())}"

    def _row(self, row: FeedRow, names: int, width: int) -> Line:
        progress = self._progress.get(row.name) if self._at_work else None
        name: Line = [(f" {row.name[:names]:<{names}}  ", "text" if row.enabled else "faint")]
        if progress is not None:
            done = f"{progress.records:,} records, {progress.bytes / 1e6:.1f} MB"
            return [*name, (f"{progress.stage:<9} {done}  ", "accent"), (progress.note, "dim")]
        if not row.enabled:
            return [*name, ("off", "faint")]
        age = row.success or "never"
        state: Line = [(f"{age:<12} ", "dim")]
        if row.stale:
            state = [("stale, ", "warn"), (f"{age:<12} ", "dim")]
        due = f"  next {row.due} " if row.due else ""
        room = width - sum(cell_len(text) for text, _ in (*name, *state)) - len(due)
        result = row.result if len(row.result) <= room else f"{row.result[: max(0, room - 1)]}…"
        return [*name, *state, (result, "warn" if row.failed else "text"), (due, "dim")]
