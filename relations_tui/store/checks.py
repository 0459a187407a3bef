"""What must hold for the documents of each table, beyond the checksums of their files."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from relations_tui.errors import StoreCorrupt
from relations_tui.model.country import Country
from relations_tui.model.event import CameoCode, Event, Marker, Project
from relations_tui.model.fact import Fact
from relations_tui.model.feed import FeedState
from relations_tui.model.flow import Flow
from relations_tui.model.layer import Layer
from relations_tui.model.quarantine import Quarantined
from relations_tui.model.record import Brought
from relations_tui.model.series import GivenSeries, Series
from relations_tui.model.user import Note, SavedView, Star, UserState
from relations_tui.model.user import View as UserView
from relations_tui.store import source, user
from relations_tui.store.source import EVENTS, PAIRS, PairsDoc, ScoresDoc
from relations_tui.store.view import View

LIMIT = 1000
"""Scores are hundredths of -10..+10."""

_KINDS: dict[str, Any] = {
    "countries": Country,
    "layers": Layer,
    "cameo": CameoCode,
    "markers": Marker,
    "projects": Project,
    "meta": source.Meta,
    "facts": Fact,
    "flows": Flow,
    "feeds": FeedState,
    "quarantine": Quarantined,
    user.VIEW: UserView,
    user.STARS: Star,
    user.NOTES: Note,
    user.VIEWS: SavedView,
    user.STATE: UserState,
}


class _Keyed(msgspec.Struct):
    key: str = ""


def kind_of(table: str) -> Any:
    """What the documents of a table are; plain mappings where the program has no type for them."""
    if table.startswith(EVENTS):
        return Event
    if table.startswith("series."):
        return Series
    return _KINDS.get(table, dict[str, Any])


class Checker:
    """Checks the tables of one state of the store, knowing its countries and layers."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._countries: frozenset[str] = frozenset()
        self._directed: frozenset[str] = frozenset()
        # If these can't be read, their own tables say so; the others are checked without them.
        try:
            found = view.read_table("countries", source.decoder(Country))
            self._countries = frozenset(country.iso3 for country in found.values())
            layers = view.read_table("layers", source.decoder(Layer)).values()
            self._directed = frozenset(layer.id for layer in layers if layer.directed)
        except StoreCorrupt:
            pass

    def table(self, name: str) -> list[str]:
        """What is wrong with a table: empty if nothing is."""
        special: dict[str, Callable[[str], Iterator[str]]] = {
            EVENTS: self._events,
            "frames.": self._frames,
            "series.": self._series,
        }
        check = next((c for start, c in special.items() if name.startswith(start)), self._typed)
        try:
            return list(check(name))
        except StoreCorrupt as error:
            return [str(error)]

    def _typed(self, name: str) -> Iterator[str]:
        found = self._view.read_table(name, source.decoder(kind_of(name)))
        if name == "countries":
            yield from _twice(name, Counter(country.iso3 for country in found.values()))
        elif name in ("layers", "markers", "projects"):
            yield from _twice(name, Counter(_whose(doc, doc.id) for doc in found.values()))

    def _events(self, name: str) -> Iterator[str]:
        found: dict[str, Event] = self._view.read_table(name, source.decoder(Event))
        keys = self._view.read_table(name, source.decoder(_Keyed))
        yield from _twice(name, Counter(_whose(event, event.id) for event in found.values()))
        for doc_id, event in found.items():
            if source.placed(event) != (name, keys[doc_id].key):
                yield f"table {name}: event {event.id} is under the wrong pair"
            yield from self._unknown(name, event.countries)

    def _series(self, name: str) -> Iterator[str]:
        found = self._view.read_table(name, source.decoder(Series))
        yield from _twice(name, Counter(_whose(series, series.key) for series in found.values()))
        for series in found.values():
            given = isinstance(series, GivenSeries)
            directed = given and name.removeprefix("series.") in self._directed
            yield from self._key(name, series.key, directed=directed)

    def _frames(self, name: str) -> Iterator[str]:
        layer = name.removeprefix("frames.")
        index = self._view.read_group(name, PAIRS, source.decoder(PairsDoc))
        pairs = [pair for doc in index.values() for pair in doc.pairs]
        if len(index) != 1:
            yield f"table {name}: {len(index)} pair indexes, not one"
        yield from _twice(name, Counter(pairs))
        for pair in pairs:
            yield from self._key(name, pair, directed=layer in self._directed)
        for period in self._view.groups(name):
            if period == PAIRS:
                continue
            for doc in self._view.read_group(name, period, source.decoder(ScoresDoc)).values():
                if len(doc.scores) > len(pairs):
                    yield f"table {name}: {period} has more scores than there are pairs"
                if any(score is not None and abs(score) > LIMIT for score in doc.scores):
                    yield f"table {name}: {period} has a score beyond -10..+10"

    def _key(self, name: str, key: str, *, directed: bool) -> Iterator[str]:
        codes = key.split("-")
        if len(codes) > 2 or (len(codes) == 2 and not directed and codes != sorted(codes)):
            yield f"table {name}: {key!r} is not a pair in order"
        yield from self._unknown(name, codes)

    def _unknown(self, name: str, codes: "tuple[str, ...] | list[str]") -> Iterator[str]:
        if self._countries and not self._countries.issuperset(codes):
            unknown = ", ".join(sorted(set(codes) - self._countries))
            yield f"table {name}: unknown country {unknown}"


def _whose(record: Brought, name: str) -> str:
    """What tells a record apart: every feed may have one of its own by that name."""
    return f"{name} of {record.via}" if record.via else name


def _twice(name: str, counts: "Counter[str]") -> Iterator[str]:
    for value, count in counts.items():
        if count > 1:
            yield f"table {name}: {value} is there {count} times"
