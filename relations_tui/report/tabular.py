"""Tables as CSV, the same from a screen and from the command line."""

import csv
import io
from collections.abc import Iterable, Sequence

from relations_tui.text import defused


def csv_text(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table as CSV: an empty cell is no data, and no cell can be taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    for row in rows:
        writer.writerow([defused(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue()
