"""Events on their way into the store: told apart by table and pair, and spilled to disk.

Memory must not grow with a feed, and the store's lock must not be held while one comes in. So each
chunk of events becomes a file, nothing of which is in the store until
:mod:`relations_tui.store.intake` merges all of them at once. Table by table it holds, for each key,
a line ``=key`` with the monthly sums of what follows, and then a line for each event.
"""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import msgspec

from relations_tui.model.country import Pair
from relations_tui.store.merge import Counted, Slice, summed
from relations_tui.store.source import MULTI, MULTI_KEY, shard

_encode = msgspec.json.Encoder().encode
Parties = tuple[tuple[str, ...], tuple[str, ...]]
"""Sources and targets of an event."""


class Told(Counted, Protocol):
    """As much of an event as says where it belongs, and what it counts."""

    @property
    def id(self) -> str:
        """What it is known by."""

    @property
    def sources(self) -> tuple[str, ...]:
        """Who acts."""

    @property
    def targets(self) -> tuple[str, ...]:
        """On whom."""


class _Group:
    """The events of one key."""

    __slots__ = ("bodies", "events", "key", "table")

    def __init__(self, table: str, key: str) -> None:
        self.table, self.key = table, key
        self.events: list[Told] = []
        self.bodies: list[bytes] = []


class Stage:
    """Collects events until they are spilled."""

    def __init__(self) -> None:
        self._groups: dict[str, _Group] = {}
        self._by_parties: dict[Parties, _Group] = {}
        """The same: both ways of a pair are one group, in which the order of arrival is kept."""
        self._arrived: list[Sequence[Told]] = []

    def add(self, events: Sequence[Told], bodies: Sequence[bytes]) -> None:
        """Take in events, encoded as :mod:`relations_tui.store.merge` wants their bodies."""
        self._arrived.append(events)
        groups = self._by_parties
        for event, body in zip(events, bodies, strict=True):
            group = groups.get((event.sources, event.targets)) or self._group(event)
            group.events.append(event)
            group.bodies.append(body)

    def _group(self, event: Told) -> _Group:
        table, key = _place((event.sources, event.targets))
        group = self._groups.get(key)
        if group is None:
            group = self._groups[key] = _Group(table, key)
        self._by_parties[event.sources, event.targets] = group
        return group

    def spill(self, path: Path) -> dict[str, Slice]:
        """Write what was collected to a new file; returns where each table's lines lie."""
        self._keep_last()
        tables: dict[str, list[bytes]] = defaultdict(list)
        for group in self._groups.values():
            if group.bodies:
                sums = _encode(summed(group.events))
                head = b"=%b %b\n" % (group.key.encode(), sums)
                tables[group.table].append(b"%b%b\n" % (head, b"\n".join(group.bodies)))
        self._groups, self._by_parties, self._arrived = {}, {}, []
        slices: dict[str, Slice] = {}
        offset = 0
        with path.open("wb") as out:
            for table, own in tables.items():
                out.writelines(own)
                length = sum(map(len, own))
                slices[table] = Slice(str(path), offset, length)
                offset += length
        return slices

    def _keep_last(self) -> None:
        """Of an id that came several times only the last stays, whatever its key."""
        ids = [event.id for events in self._arrived for event in events]
        if len(set(ids)) == len(ids):
            return
        last = {event.id: id(event) for events in self._arrived for event in events}
        for group in self._groups.values():
            kept = [i for i, event in enumerate(group.events) if last[event.id] == id(event)]
            group.events = [group.events[i] for i in kept]
            group.bodies = [group.bodies[i] for i in kept]


def _place(who: Parties) -> tuple[str, str]:
    countries = sorted({*who[0], *who[1]})
    return shard(Pair(*countries)) if len(countries) == 2 else (MULTI, MULTI_KEY)
