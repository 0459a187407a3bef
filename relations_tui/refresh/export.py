"""A feed from the store: what another store needs to be as this one is.

The same state of the store gives the same bytes. Of several feeds' records of one thing only the
one that is shown goes out; what a feed took back goes out as a tombstone; what came under terms
that forbid passing it on stays, unless the user says otherwise.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeVar

import msgspec

from relations_tui.feeds import wire
from relations_tui.model.event import Event
from relations_tui.model.layer import Layer
from relations_tui.model.record import Brought
from relations_tui.model.series import BalanceSeries, GivenSeries, Series
from relations_tui.query.visible import visible_events
from relations_tui.scoring import balance
from relations_tui.store.folder import Folder
from relations_tui.store.source import StoreSource

B = TypeVar("B", bound=Brought)
Form = Literal["json", "ndjson"]
_encode = msgspec.json.Encoder().encode
_TYPE_OF = {name: type_ for type_, name in wire.TYPES.items()}


@dataclass(frozen=True, slots=True)
class Selection:
    """What to export; empty is everything."""

    since: str = ""
    """Events and markers from this date on. Series go out whole: they are scored as a whole."""
    countries: frozenset[str] = frozenset()
    """Only what concerns one of these."""
    layers: frozenset[str] = frozenset()
    """Only these layers; with any, no events unless the layer ``events`` is among them."""
    restricted: bool = False
    """Also what came under terms that forbid passing it on."""


def export(folder: Folder, chosen: Selection, form: Form, feed: str, title: str) -> Iterator[bytes]:
    """The feed, piece by piece."""
    source = StoreSource(folder)
    header = wire.Header(
        wire.FORMAT,
        wire.VERSION,
        feed,
        title,
        "; ".join(sorted({layer.licence for layer in source.layers() if layer.licence}))
        or "as the records' sources say",
        folder.snapshot.manifest.written,
    )
    writer = _Lines() if form == "ndjson" else _Document()
    yield writer.header(header)
    for name, records in _Chooser(source, chosen).lists():
        for record in records:
            yield writer.record(name, record)
    yield writer.end()


class _Lines:
    """A record a line."""

    def header(self, header: wire.Header) -> bytes:
        return b'{"type":"header",' + _encode(header)[1:] + b"\n"

    def record(self, name: str, record: bytes) -> bytes:
        return b'{"type":"%b",%b\n' % (_TYPE_OF[name].encode(), record[1:])

    def end(self) -> bytes:
        return b""


class _Document:
    """One JSON document, a record a line."""

    def __init__(self) -> None:
        self._list = ""

    def header(self, header: wire.Header) -> bytes:
        return _encode(header)[:-1]

    def record(self, name: str, record: bytes) -> bytes:
        if name == self._list:
            return b",\n" + record
        close = b"\n]" if self._list else b""
        self._list = name
        return b'%b,\n"%b":[\n%b' % (close, name.encode(), record)

    def end(self) -> bytes:
        return b"\n]}\n" if self._list else b"}\n"


class _Chooser:
    """Picks the records of an export, encoded."""

    def __init__(self, source: StoreSource, chosen: Selection) -> None:
        self._source, self._chosen = source, chosen
        states = source.feeds().values()
        kept_back = () if chosen.restricted else (s.key for s in states if s.restricted)
        self._kept_back = frozenset(kept_back)
        self._tombstones: list[bytes] = []
        self._ids: set[int] = set()
        """Hashes of ids that were given out."""

    def lists(self) -> Iterator[tuple[str, Iterable[bytes]]]:
        """The lists of a feed, in order."""
        chosen, source = self._chosen, self._source
        layers = [
            layer
            for layer in source.layers()
            if (not chosen.layers or layer.id in chosen.layers) and self._may(layer)
        ]
        yield "layers", map(_content, layers)
        given = [layer for layer in layers if layer.method == "given"]
        yield "series", (_encode(s) for layer in given for s in self._given(layer))
        others = [layer for layer in layers if layer.method != "given"]
        yield "source_series", (_encode(s) for layer in others for s in self._series(layer))
        if chosen.layers and "events" not in chosen.layers:
            return
        yield "events", self._events()
        yield (
            "projects",
            (
                _content(project)
                for project in source.projects()
                if self._may(project) and self._concerns(project.members)
            ),
        )
        yield (
            "markers",
            (
                _content(marker)
                for marker in source.markers()
                if self._may(marker)
                and marker.date >= chosen.since
                and self._concerns(marker.countries)
            ),
        )
        yield "facts", self._facts()
        yield "flows", self._flows()
        yield "tombstones", self._tombstones

    def _may(self, record: Brought) -> bool:
        return record.via not in self._kept_back

    def _concerns(self, countries: Collection[str]) -> bool:
        return not self._chosen.countries or not self._chosen.countries.isdisjoint(countries)

    def _of(self, layer: Layer) -> Iterator[Series]:
        for one in sorted(self._source.all_series(layer.id), key=lambda series: series.key):
            if self._may(one) and self._concerns(one.key.split("-")):
                yield one

    def _given(self, layer: Layer) -> Iterator[wire.GivenScores]:
        for one in self._of(layer):
            assert isinstance(one, GivenSeries)
            yield wire.GivenScores(layer.id, one.key, one.start, one.values, one.evidence)

    def _series(self, layer: Layer) -> Iterator[wire.SourceSeries]:
        for one in self._of(layer):
            told = _as_told(one)
            if isinstance(one, BalanceSeries) and not one.via:
                # The sums of events go out with the events, and not with those kept back.
                history = {n: s for n, s in one.strands.items() if n == balance.HISTORY}
                told = BalanceSeries(one.key, history)
                if not history:
                    continue
            yield wire.SourceSeries(layer.id, told)

    def _events(self) -> Iterator[bytes]:
        for records in self._source.event_tables():
            own = [e for e in records if self._may(e) and self._chosen_event(e)]
            shown = visible_events(own)
            for event in sorted(shown, key=lambda e: (e.date, e.id)):
                yield _content(self._own_id(event))
            there = {(event.id, event.countries) for event in shown}
            for event in own:
                if event.withdrawn and (event.id, event.countries) not in there:
                    gone = self._own_id(event)
                    yield _content(gone)
                    tombstone = wire.Tombstone("event", gone.id, event.withdrawn)
                    self._tombstones.append(_encode(tombstone))

    def _own_id(self, event: Event) -> Event:
        """The event; with its feed's name before its id if another event has that id already."""
        number = hash(event.id)
        if number not in self._ids:
            self._ids.add(number)
            return event
        return msgspec.structs.replace(event, id=f"{event.via}:{event.id}"[:200])

    def _chosen_event(self, event: Event) -> bool:
        return event.date >= self._chosen.since and self._concerns(event.countries)

    def _facts(self) -> Iterator[bytes]:
        for iso3 in sorted(c.iso3 for c in self._source.countries()):
            if self._concerns([iso3]):
                for f in self._source.facts(iso3):
                    if self._may(f):
                        fact = wire.Fact(
                            f.key, f.indicator, f.title, f.date, f.value, f.unit, f.feed
                        )
                        yield _encode(fact)

    def _flows(self) -> Iterator[bytes]:
        for one in self._source.flows():
            if self._may(one) and self._concerns([one.key, one.supplier]):
                until = "" if one.until == one.since else one.until
                flow = wire.Flow(
                    one.key, one.since, one.value, one.unit, one.supplier, until, one.what, one.feed
                )
                yield _encode(flow)


def _as_told(record: B) -> B:
    """The record without how it came here."""
    return msgspec.structs.replace(record, via="", seen="", changed="", withdrawn="")


def _content(record: Brought) -> bytes:
    return _encode(_as_told(record))
