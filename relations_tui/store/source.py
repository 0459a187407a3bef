"""What the world is read from: typed reads of one state of the store, without TinyDB."""

from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from relations_tui.model.country import Country, Pair
from relations_tui.model.event import CameoCode, Event, Marker, Project
from relations_tui.model.fact import Fact
from relations_tui.model.feed import FeedState
from relations_tui.model.flow import Flow
from relations_tui.model.layer import NO_DATA, Frame, Layer
from relations_tui.model.quarantine import Quarantined
from relations_tui.model.series import Series
from relations_tui.query.visible import preferred_series, visible, visible_events
from relations_tui.store.folder import Folder
from relations_tui.store.view import View, no_gc

if TYPE_CHECKING:
    from relations_tui.query.event_table import EventTable

T = TypeVar("T")

EVENTS = "events."
MULTI = "events.multi"
MULTI_KEY = "multi"
PAIRS = "pairs"
_by_date: Callable[[Event], tuple[str, str]] = attrgetter("date", "id")


class Meta(msgspec.Struct, frozen=True):
    """What the data says of itself."""

    data_version: str = ""
    built: str = ""
    until: dict[str, str] = {}
    """By layer: the last period it has."""


class PairsDoc(msgspec.Struct, frozen=True):
    """The pair index of a layer, in its table of frames."""

    pairs: list[str]


class ScoresDoc(msgspec.Struct, frozen=True):
    """The scores of one period, in hundredths; may be shorter than the pair index."""

    key: str
    scores: list[int | None]


@cache
def decoder(kind: Any) -> "msgspec.json.Decoder[dict[str, Any]]":
    """The decoder for documents of a kind, by id."""
    return msgspec.json.Decoder(dict[str, kind])


def shard(pair: Pair) -> tuple[str, str]:
    """The table that holds a pair's events, and their group in it."""
    a, b = pair.sorted(*pair)
    return f"{EVENTS}{a}", f"{a}-{b}"


def placed(event: Event) -> tuple[str, str]:
    """The table and group that an event belongs in."""
    countries = event.countries
    return shard(Pair(*countries)) if len(countries) == 2 else (MULTI, MULTI_KEY)


class StoreSource:
    """A :class:`~relations_tui.query.source.Source` over a store's folder.

    A file that turns out to be damaged when it is read makes the folder fall back to its newest
    generation that is whole; the read is then repeated there, and ``folder.notices`` says so.
    """

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self._multi: tuple[tuple[int, int], list[Event]] | None = None
        self._pairs: dict[str, tuple[tuple[int, int], tuple[str, ...]]] = {}
        self._table: tuple[tuple[int, int], EventTable] | None = None

    @property
    def generation(self) -> tuple[int, int]:
        """Changes when data does, not when the user stars something: what was read under another
        one may be out of date.
        """
        return self.folder.snapshot.data_version

    def refresh(self) -> bool:
        """Move to the newest state; True if its data is another."""
        before = self.generation
        self.folder.refresh()
        return self.generation != before

    def _all(self, table: str, kind: Any) -> list[Any]:
        found: Mapping[str, Any] = self.folder.read(lambda v: v.read_table(table, decoder(kind)))
        return list(found.values())

    def _group(self, table: str, group: str, kind: Any) -> Mapping[str, Any]:
        return self.folder.read(lambda view: view.read_group(table, group, decoder(kind)))

    def countries(self) -> Sequence[Country]:
        """All countries, by code."""
        return sorted(self._all("countries", Country), key=attrgetter("iso3"))

    def layers(self) -> Sequence[Layer]:
        """All layers, in the order they are shown."""
        return visible(self._all("layers", Layer))

    def cameo(self) -> Sequence[CameoCode]:
        """All CAMEO codes, by code."""
        return sorted(self._all("cameo", CameoCode), key=attrgetter("code"))

    def markers(self) -> Sequence[Marker]:
        """All markers, by date."""
        return sorted(visible(self._all("markers", Marker)), key=attrgetter("date", "id"))

    def projects(self) -> Sequence[Project]:
        """All projects, by date."""
        return sorted(visible(self._all("projects", Project)), key=attrgetter("since", "id"))

    def meta(self) -> Meta:
        """What the data says of itself."""
        return next(iter(self._all("meta", Meta)), Meta())

    def pairs(self, layer: str) -> Sequence[str]:
        """The layer's pair index: ``AZE-IRN`` sorted if undirected, passport-destination if not."""
        known = self._pairs.get(layer)
        if known is None or known[0] != self.generation:
            docs = self._group(f"frames.{layer}", PAIRS, PairsDoc)
            pairs = tuple(pair for doc in docs.values() for pair in doc.pairs)
            known = self._pairs[layer] = (self.generation, pairs)
        return known[1]

    def frame(self, layer: str, period: str) -> Frame | None:
        """The scores of one period, or None if the layer has no frame for it."""
        if period == PAIRS:
            return None
        for doc in self._group(f"frames.{layer}", period, ScoresDoc).values():
            scores = array("h", [NO_DATA if score is None else score for score in doc.scores])
            # The last element is the answer for pairs that the layer does not have.
            missing = len(self.pairs(layer)) + 1 - len(scores)
            return Frame(layer, period, scores + array("h", [NO_DATA]) * missing)
        return None

    def series(self, layer: str, key: str) -> Series | None:
        """The series of one undirected pair key (of one country, for ``distance`` layers)."""
        return preferred_series(list(self._group(f"series.{layer}", key, Series).values()))

    def all_series(self, layer: str) -> list[Series]:
        """The series of all keys of a layer."""
        return list(_preferred(self._all(f"series.{layer}", Series)).values())

    def series_of(self, layer: str, keys: Collection[str]) -> dict[str, Series]:
        """The series of some keys of a layer."""
        found = self.folder.read(
            lambda view: view.read_groups(f"series.{layer}", keys, decoder(Series))
        )
        return _preferred(one for one in found.values() if one.key in keys)

    def facts(self, iso3: str) -> Sequence[Fact]:
        """What feeds say of a country, newest first."""
        found = visible(self._group("facts", iso3, Fact).values())
        return sorted(found, key=lambda fact: (fact.indicator, fact.date), reverse=True)

    def flows(self) -> Sequence[Flow]:
        """All quantities that one country sent to another, by recipient, year and supplier."""
        order = attrgetter("key", "since", "until", "supplier", "unit")
        return sorted(visible(self._all("flows", Flow)), key=order)

    def feeds(self) -> dict[str, FeedState]:
        """What is kept of each feed, by name."""
        return {state.key: state for state in self._all("feeds", FeedState)}

    def quarantine(self, feed: str = "") -> list[Quarantined]:
        """Records that were set aside: of one feed, or of all; oldest first."""
        if feed:
            return list(self._group("quarantine", feed, Quarantined).values())
        return sorted(self._all("quarantine", Quarantined), key=attrgetter("key", "seen"))

    def pair_events(self, pair: Pair) -> Sequence[Event]:
        """All events in which both countries take part, oldest first; not those taken back."""
        return sorted(visible_events(self.pair_records(pair)), key=_by_date)

    def pair_records(self, pair: Pair) -> list[Event]:
        """Every record of the pair's events: those taken back, and what several feeds repeat."""
        table, group = shard(pair)
        both = set(pair)
        found: list[Event] = list(self._group(table, group, Event).values())
        return found + [event for event in self._multi_events() if both.issubset(event.countries)]

    def country_events(self, iso3: str) -> Sequence[Event]:
        """All events in which the country takes part, oldest first."""
        found = self.folder.read(lambda view: self._of_country(view, iso3))
        return sorted(visible_events(found), key=_by_date)

    def _of_country(self, view: View, iso3: str) -> list[Event]:
        found: list[Event] = []
        for table in self._shards(view):
            first = table.removeprefix(EVENTS)
            if first == iso3:
                found += view.read_table(table, decoder(Event)).values()
            elif first < iso3:
                found += view.read_group(table, f"{first}-{iso3}", decoder(Event)).values()
        return found + [event for event in self._multi_events() if iso3 in event.countries]

    def all_events(self) -> Sequence[Event]:
        """Every event, oldest first; not those taken back."""
        return sorted(visible_events(self.all_records()), key=_by_date)

    def all_records(self) -> list[Event]:
        """Every record of every event: those taken back, and what several feeds repeat."""

        with no_gc():
            return [event for records in self.event_tables() for event in records]

    def event_tables(self) -> Iterator[list[Event]]:
        """The same table by table, so that not all are held at once."""
        for table in self.folder.read(self._shards):
            yield self._all(table, Event)
        yield self._multi_events()

    def event_table(self, told: Callable[[int, int], None] | None = None) -> "EventTable":
        """Every event, newest first, to filter and page through; not those taken back.

        From the index beside the store, which is brought up to date first.
        """
        # With numpy, which the first screen can do without.
        from relations_tui.query.event_table import EventTable
        from relations_tui.store import event_index

        generation = self.generation
        if self._table is None or self._table[0] != generation:

            def read(view: View) -> EventTable:
                tables = [*self._shards(view), MULTI]
                writable = not self.folder.read_only
                columns, sources = event_index.columns(view, tables, told, write=writable)
                events = event_index.reader(view, sources)
                return EventTable(columns, events, self.countries(), self.cameo())

            self._table = (generation, self.folder.read(read))
        return self._table[1]

    def newest_events(self) -> tuple[int, Sequence[Event]] | None:
        """How many events there are, and the newest, if the index beside the store knows."""
        from relations_tui.store.event_head import newest

        return self.folder.read(lambda view: newest(view, [*self._shards(view), MULTI]))

    @staticmethod
    def _shards(view: View) -> list[str]:
        return [t for t in view.tables() if t.startswith(EVENTS) and t != MULTI]

    def _multi_events(self) -> list[Event]:
        """Few, and wanted with every pair: decoded once per state."""
        if self._multi is None or self._multi[0] != self.generation:
            events = self._all(MULTI, Event)
            self._multi = (self.generation, events)
        return self._multi[1]


def _preferred(series: Iterable[Series]) -> dict[str, Series]:
    by_key: dict[str, list[Series]] = {}
    for one in series:
        by_key.setdefault(one.key, []).append(one)
    found = ((key, preferred_series(own)) for key, own in by_key.items())
    return {key: one for key, one in found if one is not None}
