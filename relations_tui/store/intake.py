"""Taking in what feeds brought: events by shard, other records by table, all in one transaction.

Every record keeps the feed that brought it, when it was first seen and when it last changed. The
same again changes nothing and writes nothing; nothing here can name a table of the user's.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from msgspec.structs import replace

from relations_tui.model.feed import FeedState
from relations_tui.model.quarantine import Quarantined
from relations_tui.model.record import Bad, Brought
from relations_tui.store import merge, moved, publish
from relations_tui.store.document import encode
from relations_tui.store.folder import Folder
from relations_tui.store.merge import Done, Incoming, Job, Slice, Sums
from relations_tui.store.source import EVENTS, decoder
from relations_tui.store.view import Transaction

Mapper = Callable[[Callable[[Job], Done], Iterable[Job]], Iterable[Done]]
"""``map``, or that of a pool of processes."""

FEEDS, QUARANTINE = "feeds", "quarantine"
KEPT_BAD = 10_000
"""Records in quarantine from one feed at most; how many more there were is said."""
KEPT_BYTES = 64 * 1024
"""A record that is as long was cut when it was set aside."""


class Counts(NamedTuple):
    """What became of the records of a feed."""

    new: int = 0
    changed: int = 0
    same: int = 0
    withdrawn: int = 0

    def plus(self, other: Sequence[int]) -> "Counts":
        """The sums."""
        return Counts(*(a + b for a, b in zip(self, other, strict=True)))


class EventsTaken(NamedTuple):
    """What became of all events."""

    counts: dict[str, Counts]
    """By feed."""
    sums: dict[str, Sums]
    """By pair: the monthly sums of those whose events changed."""
    new_pairs: tuple[str, ...]


class Brings(NamedTuple):
    """The events that one feed brings."""

    via: str
    slices: Mapping[str, Sequence[Slice]]
    """Where they are staged, by table, in the order in which they came."""
    gone: Mapping[str, str]
    """Ids that are withdrawn, and why."""
    known: bool
    """Whether the feed has brought anything before."""


def take_events(
    change: Transaction, feeds: Sequence[Brings], now: str, mapper: Mapper, out: Path
) -> EventsTaken:
    """Merge the events of some feeds; new files go to ``out``."""
    done = _merge(change, feeds, {}, now, mapper, out)
    elsewhere = _moved(change, feeds, done)
    if elsewhere:
        _remove(out, done)
        done = _merge(change, feeds, elsewhere, now, mapper, out)
    counts: dict[str, Counts] = {feed.via: Counts() for feed in feeds}
    sums: dict[str, Sums] = {}
    pairs: list[str] = []
    for one in done:
        if one.info is not None:
            change.adopt(one.table, one.info)
        for via, numbers in one.counts.items():
            counts[via] = counts[via].plus(numbers)
        sums |= one.sums
        pairs += one.pairs
    return EventsTaken(counts, sums, tuple(sorted(pairs)))


def _merge(
    change: Transaction,
    feeds: Sequence[Brings],
    elsewhere: Mapping[str, set[tuple[str, str]]],
    now: str,
    mapper: Mapper,
    out: Path,
) -> list[Done]:
    tables = {table for feed in feeds for table in feed.slices}
    if elsewhere or any(feed.gone for feed in feeds):  # they may be anywhere
        tables |= {table for table in change.tables() if table.startswith(EVENTS)}
    taken: set[str] = {info.file.lower() for info in change.infos.values()}
    generation = change.base.manifest.generation + 1
    jobs = []
    for table in sorted(tables):
        incoming = tuple(
            Incoming(
                feed.via,
                tuple(feed.slices.get(table, ())),
                tuple(feed.gone.items()),
                frozenset(elsewhere.get(feed.via, ())),
            )
            for feed in feeds
        )
        jobs.append(
            Job(
                change.root,
                table,
                str(out),
                publish.file_name(table, generation, taken),
                change.infos.get(table),
                dict(change.changes(table)),
                incoming,
                now,
                change.next_id(table),
            )
        )
    jobs.sort(key=lambda job: -_size(job))  # the largest first: no process waits for it at the end
    return list(mapper(merge.merge, jobs))


def _size(job: Job) -> int:
    own = sum(one.length for feed in job.incoming for one in feed.slices)
    return own + (0 if job.info is None else job.info.size)


def _remove(out: Path, done: Iterable[Done]) -> None:
    for one in done:
        if one.info is not None:
            (out / one.info.file).unlink(missing_ok=True)


def _moved(
    change: Transaction, feeds: Sequence[Brings], done: Sequence[Done]
) -> dict[str, set[tuple[str, str]]]:
    """By feed, under which pairs events are that have come under another one since."""
    found: dict[str, set[tuple[str, str]]] = {}
    for feed in feeds:
        fresh = [one.fresh[feed.via] for one in done if feed.via in one.fresh]
        twice = moved.met_twice(change, fresh, known=feed.known) if fresh else set()
        if twice:
            for id_, keys in moved.places(change, feed.slices, feed.via, twice).items():
                found.setdefault(feed.via, set()).update((key, id_) for key in keys[:-1])
    return found


def merge_records(
    change: Transaction,
    table: str,
    kind: Any,
    via: str,
    incoming: Mapping[tuple[str, str], Brought],
    gone: Mapping[tuple[str, str], str],
    now: str,
) -> tuple[Counts, set[tuple[str, str]]]:
    """Merge records of one feed into a table; returns the counts, and which are not as before.

    Args:
        change: the transaction.
        table: such as ``markers`` or ``series.votes``.
        kind: what its documents are.
        via: the feed.
        incoming: by (key, id): the group they are stored in and what tells them apart in it.
        gone: which are withdrawn, and why.
        now: UTC, to the second.
    """
    there: dict[tuple[str, str], tuple[int, Brought]] = {}
    for doc_id, record in change.read_table(table, decoder(kind)).items():
        if record.via == via:
            there[identity(record)] = int(doc_id), record
    counts: Counter[str] = Counter()
    touched: set[tuple[str, str]] = set()
    following = change.next_id(table)
    for who in {**incoming, **gone}:
        number, old = there.get(who, (following, None))
        new = incoming.get(who, old)
        if new is None:
            continue
        new = replace(new, via=via, seen=old.seen if old else now, withdrawn=gone.get(who, ""))
        if old is not None:
            new = replace(new, changed=old.changed)
        if new == old or (old is not None and old.withdrawn and new.withdrawn):
            counts["same"] += 1
            continue
        what = "new" if old is None else "changed"
        counts["withdrawn" if new.withdrawn else what] += 1
        touched.add(who)
        if old is None:
            following += 1
        else:
            new = replace(new, changed=now)
        change.put(table, number, encode(new, table))
    numbers = (counts[what] for what in Counts._fields)
    return Counts(*numbers), touched


def identity(record: Any) -> tuple[str, str]:
    """What tells a record apart among those of its feed: its key, if it has one, and its id."""
    return getattr(record, "key", ""), getattr(record, "id", "")


def put_states(change: Transaction, states: Iterable[FeedState]) -> None:
    """Keep the states of feeds, where they are not as before."""
    there = {
        state.key: (int(doc_id), state)
        for doc_id, state in change.read_table(FEEDS, decoder(FeedState)).items()
    }
    following = change.next_id(FEEDS)
    for state in states:
        number, old = there.get(state.key, (following, None))
        if state != old:
            following += old is None
            change.put(FEEDS, number, encode(state, FEEDS))


def put_quarantine(
    change: Transaction, via: str, bad: Sequence[Bad], now: str, *, more: int = 0
) -> int:
    """Set records aside that are not there yet; returns how many that were.

    ``more``: how many beyond these came, of which only the number is kept.
    """
    there = change.read_group(QUARANTINE, via, decoder(Quarantined)).values()
    known = {(one.reason, one.raw) for one in there}
    following = change.next_id(QUARANTINE)
    added = 0
    rest = [Bad(f"and {more:,} more records that were not kept", b"")] if more else []
    for one in (*bad[: max(0, KEPT_BAD - len(known))], *rest):
        raw = one.raw.decode(errors="replace")
        if (one.reason, raw) in known:
            continue
        known.add((one.reason, raw))
        cut = not raw or len(one.raw) >= KEPT_BYTES
        kept = Quarantined(via, one.reason, raw, one.where, now, cut)
        change.put(QUARANTINE, following, encode(kept, QUARANTINE))
        following, added = following + 1, added + 1
    return added


def clear_quarantine(
    folder: Folder, via: str = "", only: frozenset[tuple[str, str, str]] | None = None
) -> int:
    """Forget records in quarantine: of a feed, or all; ``only`` those of (feed, reason, raw)."""
    with folder.transaction() as change:
        count = 0
        for doc_id, one in change.read_table(QUARANTINE, decoder(Quarantined)).items():
            if via in ("", one.key) and (only is None or (one.key, one.reason, one.raw) in only):
                change.remove(QUARANTINE, int(doc_id))
                count += 1
    return count
