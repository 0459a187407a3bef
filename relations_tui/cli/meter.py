"""How far a refresh is: one line on a terminal, nothing in a pipe."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from relations_tui.refresh.outcome import Progress


@contextmanager
def meter(feeds: int) -> Iterator[Callable[[Progress], None]]:
    """What to tell of progress; the line is gone when the block ends."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda _progress: None
        return
    seen: dict[str, Progress] = {}

    def tell(progress: Progress) -> None:
        if progress.feed:
            seen[progress.feed] = progress
        sys.stderr.write(f"\r\x1b[K{line(progress, seen, feeds)}")
        sys.stderr.flush()

    try:
        yield tell
    finally:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()


def line(progress: Progress, seen: dict[str, Progress], feeds: int) -> str:
    """All feeds in one line, at most 79 columns."""
    records = sum(one.records for one in seen.values())
    size = sum(one.bytes for one in seen.values())
    seconds = max((one.seconds for one in seen.values()), default=0.0)
    fetched = sum(one.stage == "fetched" for one in seen.values())
    rate = f", {size / seconds / 1e6:.1f} MB/s" if seconds > 0.5 else ""
    told = f"{fetched}/{feeds} feeds, {records:,} records, {size / 1e6:.1f} MB{rate}"
    if not progress.feed:
        return f"{told}: {progress.stage}"[:79]
    return f"{told}  {progress.note}"[:79].rstrip()
