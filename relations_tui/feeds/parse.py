"""From bytes of the feed format to checked records: most of them in bulk, the others one by one.

The bulk way takes what is beyond doubt at a glance: every record of a chunk decodes, its text is
plain, and writing it back gives as many members as were read, so none is unknown or there twice.
Whatever is not, is looked at record by record: a bad one is set aside, the others go in.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

import msgspec
from msgspec.structs import astuple

from relations_tui.feeds import wire
from relations_tui.feeds.batch import LINES, Chunk, Record
from relations_tui.feeds.judge import TEXT, URL, BadRecord, Judge, bad
from relations_tui.feeds.judge_series import judge_series
from relations_tui.model.event import Event, Marker, Project
from relations_tui.model.fact import Fact
from relations_tui.model.flow import Flow
from relations_tui.model.layer import Layer
from relations_tui.model.record import Bad, Tombstone
from relations_tui.model.series import GivenSeries, SeriesOf

RECORD = 1 << 20
"""Bytes of one record at most."""
_NOT_IN_URLS = " <>^`{|}"
_SPACED_KEY = re.compile(rb'"\s+:')
_EVENT_LINE = b'{"type":"event",'
_encoder = msgspec.json.Encoder()
_events = msgspec.json.Decoder(list[wire.Event])
_event_lines = msgspec.json.Decoder(list[wire.EventLine])
_TEXTS = tuple(
    map(attrgetter, ("summary", "actors", "speaker", "quote", "response", "flag", "end"))
)
_COLUMNS = (
    attrgetter("date", "end"),
    attrgetter("sources", "targets"),
    attrgetter("kind", "cameo", "grade", "feed"),
)
"""Members that are judged together, each group apart from the others; they repeat a lot."""
_raws = msgspec.json.Decoder(list[msgspec.Raw])
_decoders = {name: msgspec.json.Decoder(kind) for name, kind in wire.LISTS.items()}


class Parsed(NamedTuple):
    """What became of a chunk."""

    events: Sequence[wire.Event | Event]
    bodies: Sequence[bytes]
    """The events encoded, without braces."""
    records: list[Record]
    bad: list[Bad]


class _Type(msgspec.Struct):
    type: str


_type = msgspec.json.Decoder(_Type)


class Parser:
    """Parses the chunks of a feed."""

    def __init__(self, judge: Judge) -> None:
        self.judge = judge
        self._known_good = tuple((columns, set[object]()) for columns in _COLUMNS)

    def parse(self, chunk: Chunk) -> Parsed:
        """Everything in a chunk, each record in or set aside."""
        lines = chunk.kind == LINES
        if lines or chunk.kind == "events":
            found = self._bulk(chunk.data, _event_lines if lines else _events)
            if found is not None:
                return found
        if lines:
            return self._singly(chunk, [("", line) for line in chunk.data.split(b"\n")])
        return self._singly(chunk, [(chunk.kind, bytes(raw)) for raw in _split(chunk.data)])

    def _bulk(self, data: bytes, decoder: "msgspec.json.Decoder[list[Any]]") -> Parsed | None:
        """The events of a chunk that is beyond doubt, else None."""
        if not data.isascii() or b"\\" in data or b"\x7f" in data:
            return None
        # Between records only: within a text JSON has no line ends.
        data = data.replace(b"\n", b"," if decoder is _event_lines else b"")
        try:
            events = decoder.decode(b"[%b]" % data)
        except (msgspec.DecodeError, RecursionError):
            return None
        encoded = _encoder.encode_lines(events)
        if encoded.replace(b"\n", b",") != data + b"," and not _same_members(data, encoded):
            return None
        start = len(_EVENT_LINE) if decoder is _event_lines else 1
        bodies = [line[start:-1] for line in encoded.splitlines()]
        return Parsed(events, bodies, [], []) if self._fine(events, bodies) else None

    def _fine(self, events: Sequence[wire.Event], bodies: Sequence[bytes]) -> bool:
        """Whether a judge would take plain events as they are."""
        if max(map(len, bodies), default=0) > TEXT and not all(map(_short, events)):
            return False
        for column in _TEXTS:
            texts = "\n".join([text for text in map(column, events) if text])
            if any(odd in f"\n{texts}\n" for odd in ("  ", "\n ", " \n")):
                return False
        urls = "\n".join([event.url for event in events if event.url])
        starts = urls.count("\nhttp://") + urls.count("\nhttps://")
        if urls and (starts != urls.count("\n") or any(odd in urls for odd in _NOT_IN_URLS)):
            return False
        if urls and (not urls.startswith(("http://", "https://")) or "://\n" in f"{urls}\n"):
            return False
        if " " in "".join([event.id for event in events]):
            return False
        for columns, known in self._known_good:
            new = set(map(columns, events)) - known
            for event in events if new else ():
                if columns(event) in new and not self._takes(event):
                    return False
            known |= new
        return True

    def _takes(self, event: wire.Event) -> bool:
        whole = _event(event, "")
        try:
            return bool(event.feed) and self.judge.event(whole) == whole
        except BadRecord:
            return False

    def _singly(self, chunk: Chunk, raws: list[tuple[str, bytes]]) -> Parsed:
        parsed = Parsed([], [], [], [])
        events: list[Event] = []
        for number, (kind, raw) in enumerate(raws, chunk.first):
            if not raw.strip():
                continue
            try:
                record = self.record(kind, raw, chunk.origin)
            except BadRecord as error:
                where = f"line {number}" if chunk.kind == LINES else f"{chunk.kind}[{number - 1}]"
                parsed.bad.append(bad(str(error), raw, where))
                continue
            if isinstance(record, Event):
                events.append(record)
            else:
                parsed.records.append(record)
        return parsed._replace(events=events, bodies=bodies_of(events))

    def record(self, kind: str, raw: bytes, origin: str) -> Record | Event:
        """One record, of the list ``kind`` ("": its member ``type`` says which).

        Raises:
            BadRecord: with the reason, in plain words.
        """
        if len(raw) > RECORD:
            raise BadRecord(f"a record of {len(raw):,} bytes, more than {RECORD:,}")
        if not kind:
            said = _decode(_type, raw).type
            if said not in wire.TYPES:
                raise BadRecord(f"unknown type {said[:40]!r}")
            kind = wire.TYPES[said]
        found = _decode(_decoders[kind], raw)
        if not _same_members(raw, _encoder.encode(found)):
            _check_members(raw)
        return _JUDGED[kind](self.judge, found, origin)


def bodies_of(events: Sequence[Event]) -> list[bytes]:
    """Checked events as they are staged: encoded, without braces."""
    return [_encoder.encode(event)[1:-1] for event in events]


def _decode(decoder: "msgspec.json.Decoder[Any]", raw: bytes) -> Any:
    try:
        return decoder.decode(raw)
    except UnicodeDecodeError:
        raise BadRecord("not UTF-8") from None
    except RecursionError:
        raise BadRecord("nested too deeply") from None
    except msgspec.ValidationError as error:
        raise BadRecord(f"not as the format says: {error}") from None
    except msgspec.DecodeError as error:
        raise BadRecord(f"not JSON: {error}") from None


def _same_members(raw: bytes, encoded: bytes) -> bool:
    """Whether as many members were read as are there, so that none is unknown or there twice."""
    return raw.count(b'":') == encoded.count(b'":') and _SPACED_KEY.search(raw) is None


def _split(data: bytes) -> list[msgspec.Raw]:
    """The elements of a list, which was found to be JSON when it was cut out."""
    return _raws.decode(b"[%b]" % data)


def _check_members(raw: bytes) -> None:
    """Refuse a member that is there twice: which of the two is meant?"""

    def once(members: list[tuple[str, object]]) -> None:
        for name, times in Counter(name for name, _ in members).items():
            if times > 1:
                raise BadRecord(f"the member {name[:40]!r} is there twice")

    try:
        json.loads(raw, object_pairs_hook=once)
    except RecursionError:
        raise BadRecord("nested too deeply") from None
    except ValueError as error:
        if isinstance(error, BadRecord):
            raise
        raise BadRecord(f"not JSON: {error}") from None


def _short(event: wire.Event) -> bool:
    texts = event.summary, event.actors, event.speaker, event.response, event.flag
    return all(len(text) <= TEXT for text in texts) and not event.quote and len(event.url) <= URL


def _event(event: wire.Event, origin: str) -> Event:
    found = Event(*astuple(event))
    return found if found.feed else msgspec.structs.replace(found, feed=origin or "feed")


def _judged_event(judge: Judge, event: wire.Event, origin: str) -> Event:
    return judge.event(_event(event, origin))


def _judged_layer(judge: Judge, layer: wire.Layer, _origin: str) -> Layer:
    return judge.layer(Layer(**msgspec.structs.asdict(layer)))


def _judged_scores(judge: Judge, scores: wire.GivenScores, _origin: str) -> SeriesOf:
    series = GivenSeries(scores.pair, scores.start, scores.values, scores.evidence)
    return judge_series(judge, SeriesOf(scores.layer, series))


def _judged_series(judge: Judge, series: wire.SourceSeries, _origin: str) -> SeriesOf:
    return judge_series(judge, SeriesOf(series.layer, series.series))


def _judged_project(judge: Judge, project: wire.Project, origin: str) -> Project:
    fields = msgspec.structs.asdict(project)
    return judge.project(Project(**fields | {"feed": project.feed or origin}))


def _judged_marker(judge: Judge, marker: wire.Marker, origin: str) -> Marker:
    fields = msgspec.structs.asdict(marker)
    return judge.marker(Marker(**fields | {"feed": marker.feed or origin}))


def _judged_fact(judge: Judge, fact: wire.Fact, origin: str) -> Fact:
    fields = msgspec.structs.asdict(fact)
    fields["key"] = fields.pop("country")
    return judge.fact(Fact(**fields | {"feed": fact.feed or origin}))


def _judged_flow(judge: Judge, flow: wire.Flow, origin: str) -> Flow:
    return judge.flow(
        Flow(
            key=flow.recipient,
            supplier="" if flow.supplier == "?" else flow.supplier,
            since=flow.since,
            until=flow.until or flow.since,
            value=flow.value,
            unit=flow.unit,
            what=flow.what,
            feed=flow.feed or origin,
        )
    )


def _judged_tombstone(judge: Judge, tombstone: wire.Tombstone, _origin: str) -> Tombstone:
    return judge.tombstone(Tombstone(tombstone.kind, tombstone.id, tombstone.reason))


_JUDGED: dict[str, Callable[[Judge, Any, str], Record | Event]] = {
    "layers": _judged_layer,
    "series": _judged_scores,
    "source_series": _judged_series,
    "events": _judged_event,
    "projects": _judged_project,
    "markers": _judged_marker,
    "facts": _judged_fact,
    "flows": _judged_flow,
    "tombstones": _judged_tombstone,
}
