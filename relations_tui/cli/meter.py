"""How far a refresh is: one line on a terminal, nothing in a pipe."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from relations_tui.refresh.outcome import Progress, total


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
    fetched = sum(one.stage == "fetched" for one in seen.values())
    told = f"{fetched}/{feeds} feeds, {total(seen.values())}"
    if not progress.feed:
        return f"{told}: {progress.stage}"[:79]
    return f"{told}  {progress.note}"[:79].rstrip()
