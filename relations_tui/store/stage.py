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
from relations_tui.store.merge import Slice, summed
from relations_tui.store.source import MULTI, MULTI_KEY, shard

_encode = msgspec.json.Encoder().encode
Parties = tuple[tuple[str, ...], tuple[str, ...]]
"""Sources and targets of an event."""


class Told(Protocol):
    """As much of an event as says where it belongs."""

    @property
    def sources(self) -> tuple[str, ...]:
        """Who acts."""

    @property
    def targets(self) -> tuple[str, ...]:
        """On whom."""

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


class Stage:
    """Collects events until they are spilled."""

    def __init__(self) -> None:
        self._events: dict[Parties, list[Told]] = defaultdict(list)
        self._bodies: dict[Parties, list[bytes]] = defaultdict(list)

    def add(self, events: Sequence[Told], bodies: Sequence[bytes]) -> None:
        """Take in events, encoded as :mod:`relations_tui.store.merge` wants their bodies."""
        events_of, bodies_of = self._events, self._bodies
        for event, body in zip(events, bodies, strict=True):
            who = event.sources, event.targets
            events_of[who].append(event)
            bodies_of[who].append(body)

    def spill(self, path: Path) -> dict[str, Slice]:
        """Write what was collected to a new file; returns where each table's lines lie."""
        tables: dict[str, list[bytes]] = defaultdict(list)
        for who, bodies in self._bodies.items():
            table, key = _place(who)
            sums = _encode(summed(self._events[who]))
            head = b"=%b %b\n" % (key.encode(), sums)
            tables[table].append(b"%b%b\n" % (head, b"\n".join(bodies)))
        self._bodies.clear()
        self._events.clear()
        slices: dict[str, Slice] = {}
        offset = 0
        with path.open("wb") as out:
            for table, own in tables.items():
                out.writelines(own)
                length = sum(map(len, own))
                slices[table] = Slice(str(path), offset, length)
                offset += length
        return slices


def _place(who: Parties) -> tuple[str, str]:
    countries = sorted({*who[0], *who[1]})
    return shard(Pair(*countries)) if len(countries) == 2 else (MULTI, MULTI_KEY)
