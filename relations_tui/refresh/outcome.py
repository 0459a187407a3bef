"""What a refresh tells: while it runs, and of what became of it."""

from collections.abc import Collection, Iterable
from typing import Literal

import msgspec

from relations_tui.model.feed import FeedResult

Stage = Literal["waiting", "fetching", "fetched", "merging", "scoring"]
MOVED = 0.5
"""Points: smaller moves of a score are counted, not listed."""
LISTED = 100
"""Moves that are listed at most, largest first."""


class Progress(msgspec.Struct, frozen=True, tag="progress"):
    """Where one feed is. Numbers grow; ``feed`` is "" for what concerns all of them."""

    feed: str
    stage: Stage
    records: int = 0
    bytes: int = 0
    seconds: float = 0.0
    note: str = ""
    """What is being done, in a few words."""


def total(told: Collection[Progress]) -> str:
    """All feeds together: ``2,000 records, 0.6 MB, 1.2 MB/s``."""
    records, size = sum(one.records for one in told), sum(one.bytes for one in told)
    seconds = max((one.seconds for one in told), default=0.0)
    rate = f", {size / seconds / 1e6:.1f} MB/s" if seconds > 0.5 else ""
    return f"{records:,} records, {size / 1e6:.1f} MB{rate}"


class Moved(msgspec.Struct, frozen=True):
    """A score that is not what it was, at the period where it moved most; None is no data."""

    layer: str
    pair: str
    period: str
    before: float | None
    after: float | None

    @property
    def size(self) -> float:
        """How far it moved, in points; what came or went counts by its distance from 0."""
        return abs((self.after or 0.0) - (self.before or 0.0))


class Outcome(msgspec.Struct, frozen=True, tag="outcome"):
    """What became of a refresh."""

    feeds: tuple[FeedResult, ...]
    committed: bool = False
    """True if the store has a new state."""
    trial: bool = False
    """True for ``--dry-run``: what would have changed; nothing was written."""
    pairs_added: tuple[str, ...] = ()
    """Pairs that had no events before."""
    scores_moved: int = 0
    """Pairs whose score in a layer moved in any period."""
    moved: tuple[Moved, ...] = ()
    """The largest of these moves."""
    touched: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    """By layer: the pairs whose score moved, for the app to mark."""

    @property
    def exit_code(self) -> int:
        """0 all well, 3 some feeds failed, 4 none came, 130 cancelled."""
        if any(feed.status == "cancelled" for feed in self.feeds):
            return 130
        failed = sum(feed.status == "failed" for feed in self.feeds)
        return 0 if not failed else 4 if failed == len(self.feeds) else 3


def combined(moves: Iterable[Moved]) -> list[Moved]:
    """The moves of several commits as one each: from where a score was to where it is now."""
    found: dict[tuple[str, str, str], Moved] = {}
    for move in moves:
        where = move.layer, move.pair, move.period
        first = found.get(where, move)
        found[where] = Moved(*where, first.before, move.after)
    best: dict[tuple[str, str], Moved] = {}
    for move in found.values():
        other = best.setdefault((move.layer, move.pair), move)
        if move.size > other.size:
            best[move.layer, move.pair] = move
    return list(best.values())


def largest(moves: list[Moved]) -> tuple[Moved, ...]:
    """The moves worth a line, largest first."""
    worth = [move for move in moves if move.size >= MOVED]
    return tuple(sorted(worth, key=lambda m: (-m.size, m.layer, m.pair))[:LISTED])


def touched(moves: list[Moved]) -> dict[str, tuple[str, ...]]:
    """The pairs that moved at all, by layer."""
    found: dict[str, set[str]] = {}
    for move in moves:
        found.setdefault(move.layer, set()).add(move.pair)
    return {layer: tuple(sorted(pairs)) for layer, pairs in sorted(found.items())}
