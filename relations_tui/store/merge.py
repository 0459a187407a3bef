"""Merging events that a feed brought into one shard: the work of one process on one table.

Documents are compared and put together as bytes, and only what is counted is decoded: with a
million events, decoding all of them twice would cost more than all the rest.

A stored event is what the feed says of it (its *body*) and how it came (its *tail*):

    {"key":"AZE-IRN","id":"e1","date":"2016-06-14", ... ,"via":"my-feed","seen":"2026-..."}
                    ^ body                              ^ tail

In JSON a quote within text is escaped, so ``,"via":"`` is never part of a text.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, Protocol

import msgspec

from relations_tui.model.period import month
from relations_tui.model.record import Brought
from relations_tui.query.visible import visible
from relations_tui.store import files, tablefile
from relations_tui.store.document import Doc
from relations_tui.store.fingerprint import fingerprints
from relations_tui.store.source import MULTI
from relations_tui.store.tablefile import Lines, TableInfo
from relations_tui.store.view import no_gc

Sums = dict[str, dict[int, list[int]]]
"""Of one pair: by collection and month, cooperation and conflict in tenths of a point."""

_TAIL, _WITHDRAWN = b',"via":"', b',"withdrawn":"'
IDS = re.compile(rb'"id":"([^"]*)"')
_encode = msgspec.json.Encoder().encode


class Slice(NamedTuple):
    """Where one table's events of a staged chunk lie."""

    path: str
    offset: int
    length: int


class Staged(NamedTuple):
    """What a feed brings for one key."""

    bodies: dict[bytes, bytes]
    """By id; of several with one id the last."""
    sums: Sums | None
    """Of these events; None if not all that were staged count."""


class Counted(Protocol):
    """As much of an event as counts."""

    @property
    def date(self) -> str:
        """When."""

    @property
    def status(self) -> str:
        """How it is known."""

    @property
    def feed(self) -> str:
        """The collection it is from."""

    @property
    def goldstein(self) -> float | None:
        """What it counts."""


class Incoming(NamedTuple):
    """What one feed brings for one table."""

    via: str
    slices: tuple[Slice, ...] = ()
    gone: tuple[tuple[str, str], ...] = ()
    """Ids of events that are withdrawn, and why."""
    moved: frozenset[tuple[str, str]] = frozenset()
    """(key, id) of events that are elsewhere now: left out, and removed where stored."""


class Job(NamedTuple):
    """One table to merge into."""

    root: str
    table: str
    out: str
    """The folder that the new file goes to: the store's, unless this is a trial."""
    new_file: str
    info: TableInfo | None
    changes: Mapping[int, Doc | None]
    """Small writes since the file was written."""
    incoming: tuple[Incoming, ...]
    now: str
    next_id: int


class Done(NamedTuple):
    """What became of a table."""

    table: str
    info: TableInfo | None
    """The new file; None if nothing changed."""
    counts: dict[str, list[int]]
    """By feed: new, changed, same, withdrawn."""
    sums: dict[str, Sums]
    """Of each pair whose events changed."""
    fresh: dict[str, tuple[bytes, ...]]
    """By feed: fingerprints of the ids that were not under their pair before."""
    pairs: tuple[str, ...]
    """Pairs that had no events before."""


class Mini(msgspec.Struct, gc=False):
    """As much of an event as counts."""

    id: str
    date: str
    status: str
    feed: str
    goldstein: float | None = None
    via: str = ""
    seen: str = ""
    withdrawn: str = ""


_minis = msgspec.json.Decoder(dict[str, Mini])


class Stored(NamedTuple):
    """A stored event, taken apart."""

    doc_id: int
    body: bytes
    tail: bytes


def merge(job: Job) -> Done:
    """Write the table anew with what came; raises StoreCorrupt, OSError."""
    old = files.read(f"{job.root}/{job.info.file}") if job.info is not None else b""
    info = job.info
    if info is not None and job.changes:
        old, info = tablefile.splice(job.table, old, info, job.changes)
    with no_gc():
        return _Merge(job, old, info).run()


class _Merge:
    """One job at work."""

    def __init__(self, job: Job, old: bytes, info: TableInfo | None) -> None:
        self.job, self.old, self.info = job, old, info
        self.index = (
            {}
            if info is None
            else tablefile.parse_trailer(old[info.trailer :], info, job.table).index
        )
        self.next_id = job.next_id
        self.changes: dict[int, Doc | None] = {}
        self.touched: set[str] = set()
        self.counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
        self.fresh: dict[str, list[bytes]] = defaultdict(list)
        self.groups: dict[str, list[Stored]] = {}
        self.added: dict[str, list[Lines]] = {}
        """The lines of new events, by group."""
        self.sums: dict[str, Sums] = {}
        """The sums of what is new, where that is all that changed."""

    def run(self) -> Done:
        for feed in self.job.incoming:
            for key, staged in _by_key(feed):
                self._put(feed, key, staged)
            if feed.gone or feed.moved:
                self._take_back(feed)
        counted = self.touched if self.job.table != MULTI else set()
        return Done(
            self.job.table,
            self._write(),
            dict(self.counts),
            {key: self._sums(key) for key in sorted(counted)},
            {via: fingerprints(ids) for via, ids in self.fresh.items()},
            tuple(sorted(counted - self.index.keys())),
        )

    def _put(self, feed: Incoming, key: str, staged: Staged) -> None:
        bodies = staged.bodies
        if not bodies:
            return  # all of them are elsewhere now
        counts, head = self.counts[feed.via], b'{"key":"%s",' % key.encode()
        plain_tail = _tail(feed.via, self.job.now)
        gone = {id_.encode(): why for id_, why in feed.gone}
        # The documents of the group that this feed brought before, by id.
        there = {id_of(one.body): one for one in self._group(key) if via_of(one.tail) == feed.via}
        if not there and not gone:
            old = {id_of(one.body) for one in self._group(key)}
            if staged.sums is not None and key not in self.touched and old.isdisjoint(bodies):
                self.sums[key] = staged.sums
            else:
                self.sums.pop(key, None)
            self._add(key, head, bodies.values(), plain_tail)
            counts[0] += len(bodies)
            self.fresh[feed.via].extend(bodies)
            return
        self.sums.pop(key, None)
        for id_, body in bodies.items():
            known = there.get(id_)
            if known is None:
                withdrawn = gone.get(id_)
                counts[0 if withdrawn is None else 3] += 1
                tail = plain_tail
                if withdrawn is not None:
                    tail = _tail(feed.via, self.job.now, "", withdrawn)
                self._add(key, head, [body], tail)
                self.fresh[feed.via].append(id_)
            elif id_ in gone or (known.body == body and _WITHDRAWN not in known.tail):
                counts[2] += 1
            else:
                counts[1] += 1
                tail = _tail(feed.via, _seen(known.tail), self.job.now)
                self.changes[known.doc_id] = Doc(key, head + body + tail)
                self.touched.add(key)

    def _add(self, key: str, head: bytes, bodies: Collection[bytes], tail: bytes) -> None:
        first = self.next_id
        self.next_id += len(bodies)
        lines = [b'"%d":%b%b%b' % (i, head, body, tail) for i, body in enumerate(bodies, first)]
        self.added.setdefault(key, []).append((len(lines), b",\n".join(lines)))
        self.touched.add(key)

    def _take_back(self, feed: Incoming) -> None:
        gone = {id_.encode(): why for id_, why in feed.gone}
        moved = {(key, id_.encode()) for key, id_ in feed.moved}
        wanted = gone.keys() | {id_ for _, id_ in moved}
        for key, span in self.index.items():
            content = memoryview(self.old)[span.offset : span.offset + span.length]
            if wanted.isdisjoint(IDS.findall(content)):
                continue
            head = b'{"key":"%s",' % key.encode()
            for one in self._group(key):
                id_ = id_of(one.body)
                if one.doc_id in self.changes or via_of(one.tail) != feed.via:
                    continue
                if (key, id_) in moved:
                    self.changes[one.doc_id] = None
                elif id_ in gone and _WITHDRAWN not in one.tail:
                    tail = _tail(feed.via, _seen(one.tail), self.job.now, gone[id_])
                    self.changes[one.doc_id] = Doc(key, head + one.body + tail)
                    self.counts[feed.via][3] += 1
                else:
                    continue
                self.touched.add(key)
                self.sums.pop(key, None)

    def _group(self, key: str) -> list[Stored]:
        if key not in self.groups:
            span = self.index.get(key)
            found: list[Stored] = []
            if span is not None:
                content = self.old[span.offset : span.offset + span.length]
                tablefile.check_group(content, span, self.job.table, key)
                found = [split(line) for line in content.split(b",\n")]
            self.groups[key] = found
        return self.groups[key]

    def _sums(self, key: str) -> Sums:
        ready = self.sums.get(key)
        lines = [] if ready is not None else [block for _, block in self.added.get(key, ())]
        for one in self._group(key):
            doc = self.changes.get(one.doc_id)
            if doc is not None:
                lines.append(b'"%d":%b' % (one.doc_id, doc.data))
            elif one.doc_id not in self.changes:
                lines.append(b'"%d":{%b%b' % (one.doc_id, one.body, one.tail))
        sums = sums_of(list(_minis.decode(b"{%b}" % b",".join(lines)).values()))
        return sums if ready is None else added((sums, ready))

    def _write(self) -> TableInfo | None:
        if not self.changes and not self.added:
            return None
        table = self.job.table
        if self.info is None:
            data, info = tablefile.encode_lines(table, self.added, self.next_id)
        else:
            data, info = tablefile.splice(
                table, self.old, self.info, self.changes, self.added, self.next_id
            )
        files.write_file(Path(self.job.out), self.job.new_file, data)
        return msgspec.structs.replace(info, file=self.job.new_file)


_month = lru_cache(maxsize=4096)(month)


def sums_of(events: Sequence[Mini]) -> Sums:
    """The monthly sums of those events that count and are shown."""
    if len({event.id for event in events}) < len(events) or any(e.withdrawn for e in events):
        events = visible(events)
    return summed(events)


def summed(events: Iterable[Counted]) -> Sums:
    """The monthly sums of those events that count."""
    found: Sums = {}
    for event in events:
        if event.status != "coded" or not event.goldstein:
            continue
        months = found.get(event.feed)
        if months is None:
            months = found[event.feed] = {}
        when = _month(event.date)
        pair = months.get(when)
        if pair is None:
            pair = months[when] = [0, 0]
        tenths = round(event.goldstein * 10)
        if tenths > 0:
            pair[0] += tenths
        else:
            pair[1] -= tenths
    return found


def sections(one: Slice) -> Iterator[tuple[str, bytes]]:
    """The keys of a slice, and what is staged under each: a line of sums, then the bodies."""
    for section in files.read_at(one.path, one.offset, one.length)[1:-1].split(b"\n="):
        key, _, staged = section.partition(b" ")
        yield key.decode(), staged


def _by_key(feed: Incoming) -> Iterator[tuple[str, Staged]]:
    """What a feed brings, key by key: only one of them is taken apart at a time."""
    found: dict[str, list[bytes]] = defaultdict(list)
    for one in feed.slices:
        for key, section in sections(one):
            found[key].append(section)
    elsewhere: dict[str, list[bytes]] = defaultdict(list)
    for key, id_ in feed.moved:
        elsewhere[key].append(id_.encode())
    for key in sorted(found):
        bodies: dict[bytes, bytes] = {}
        sums: list[Sums] = []
        count = 0
        for section in found.pop(key):
            head, *own = section.split(b"\n")
            bodies.update({id_of(body): body for body in own})
            sums.append(_sums.decode(head))
            count += len(own)
        for gone in elsewhere[key]:
            bodies.pop(gone, None)
        yield key, Staged(bodies, added(sums) if len(bodies) == count else None)


_sums = msgspec.json.Decoder(Sums)


def added(parts: Iterable[Sums]) -> Sums:
    """Sums of sums."""
    found: Sums = {}
    for part in parts:
        for feed, months in part.items():
            own = found.setdefault(feed, {})
            for when, (coop, conf) in months.items():
                pair = own.setdefault(when, [0, 0])
                pair[0] += coop
                pair[1] += conf
    return found


def id_of(body: bytes) -> bytes:
    """The id of a body: it comes first, and has no quotes within."""
    return body[6 : body.index(b'"', 6)]


def split(line: bytes) -> Stored:
    """A line of a table of events, taken apart."""
    end = line.index(b'"', 1)
    start = line.index(b'"id":"', end)
    cut = line.rfind(_TAIL)
    if cut < 0:
        cut = len(line) - 1
    return Stored(int(line[1:end]), line[start:cut], line[cut:])


def via_of(tail: bytes) -> str:
    """The feed that a tail names; "" where there is none."""
    return tail[8 : tail.index(b'"', 8)].decode() if tail.startswith(_TAIL) else ""


class _Seen(msgspec.Struct):
    seen: str = ""


_seens = msgspec.json.Decoder(_Seen)


def _seen(tail: bytes) -> str:
    return _seens.decode(b"{" + tail[1:]).seen


def _tail(via: str, seen: str, changed: str = "", withdrawn: str = "") -> bytes:
    """How a record came, as :class:`~relations_tui.model.record.Brought` is encoded."""
    return b"," + _encode(Brought(via=via, seen=seen, changed=changed, withdrawn=withdrawn))[1:]
