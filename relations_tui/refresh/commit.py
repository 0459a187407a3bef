"""The one moment at which feeds reach the store: all that came, or nothing."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from relations_tui.feeds.batch import Record
from relations_tui.feeds.judge import bad
from relations_tui.model.event import Marker, Project
from relations_tui.model.fact import Fact
from relations_tui.model.feed import FeedState
from relations_tui.model.flow import Flow, recipient_of
from relations_tui.model.layer import Layer
from relations_tui.model.record import Bad, Brought, Tombstone
from relations_tui.model.series import (
    BalanceSeries,
    ConflictSeries,
    GivenSeries,
    PositionSeries,
    Series,
    SeriesOf,
    TravelSeries,
    VoteSeries,
)
from relations_tui.refresh.outcome import Moved, Stage
from relations_tui.refresh.rescore import put_sums, rescore
from relations_tui.store.folder import Folder
from relations_tui.store.intake import (
    Brings,
    Counts,
    Mapper,
    identity,
    merge_records,
    put_quarantine,
    put_states,
    take_events,
)
from relations_tui.store.merge import Slice
from relations_tui.store.source import StoreSource, decoder
from relations_tui.store.view import Transaction

EVENTS_LAYER = "events"
"""The layer whose scores are made of events."""
_SERIES_OF: dict[str, type[Series]] = {
    "balance": BalanceSeries,
    "agreement": VoteSeries,
    "distance": PositionSeries,
    "conflict": ConflictSeries,
    "travel": TravelSeries,
    "given": GivenSeries,
}
_TABLES: dict[type, tuple[str, str]] = {
    Layer: ("layers", "layer"),
    Project: ("projects", "project"),
    Marker: ("markers", "marker"),
    Fact: ("facts", "fact"),
    Flow: ("flows", "flow"),
}
"""By kind of record: its table, and what a tombstone calls it."""


@dataclass(slots=True)
class Delivery:
    """All that one feed brought, not yet in the store."""

    via: str
    slices: dict[str, list[Slice]] = field(default_factory=lambda: defaultdict(list))
    """Where its events are staged, by table."""
    records: list[Record] = field(default_factory=list)
    bad: list[Bad] = field(default_factory=list)
    more_bad: int = 0
    """Bad records beyond those that are kept."""
    state: FeedState | None = None


@dataclass(frozen=True, slots=True)
class Committed:
    """What a commit changed."""

    counts: Mapping[str, Counts]
    """By feed."""
    quarantined: Mapping[str, int]
    pairs_added: tuple[str, ...]
    moves: list[Moved]
    written: bool


class _Trial(Exception):  # noqa: N818
    """Ends a transaction that was only a trial."""


def commit(
    folder: Folder,
    deliveries: Sequence[Delivery],
    now: str,
    *,
    mapper: Mapper = map,
    trial: Path | None = None,
    tell: Callable[[Stage], None] = lambda _stage: None,
) -> Committed:
    """Take everything in, and score anew what it touches.

    Args:
        folder: the store.
        deliveries: one for each feed that came whole.
        now: UTC, to the second: when these records were seen.
        mapper: how the shards are gone through.
        trial: a folder for files, if nothing is to be committed; None commits.
        tell: told ``merging`` and ``scoring``.

    Raises:
        StoreError: the store is as it was.
    """
    done: Committed | None = None
    try:
        with folder.transaction() as change:
            done = _Commit(folder, change, now, tell).run(deliveries, mapper, trial or folder.root)
            if trial is not None:
                raise _Trial
    except _Trial:
        pass
    assert done is not None
    return done


class _Commit:
    """One transaction at work."""

    def __init__(
        self, folder: Folder, change: Transaction, now: str, tell: Callable[[Stage], None]
    ) -> None:
        self.folder, self.change, self.now, self.tell = folder, change, now, tell
        self.counts: dict[str, Counts] = defaultdict(Counts)
        self.quarantined: dict[str, int] = {}
        self.touched: dict[str, set[str]] = defaultdict(set)
        """By layer: keys of series that are not as before."""
        self.states = StoreSource(folder).feeds()

    def run(self, deliveries: Sequence[Delivery], mapper: Mapper, out: Path) -> Committed:
        self.tell("merging")
        gone = {one.via: _tombstones(one.records) for one in deliveries}
        taken = take_events(
            self.change,
            [
                Brings(one.via, one.slices, gone[one.via]["event"], one.via in self.states)
                for one in deliveries
            ],
            self.now,
            mapper,
            out,
        )
        for one in deliveries:
            self.counts[one.via] = self.counts[one.via].plus(taken.counts[one.via])
            self._records(one, gone[one.via])
            self._series(one, gone[one.via])
        self.tell("scoring")
        layers = {layer.id: layer for layer in StoreSource(self.folder).layers()}
        if EVENTS_LAYER in layers and taken.sums:
            put_sums(self.change, EVENTS_LAYER, taken.sums)
            self.touched[EVENTS_LAYER] |= set(taken.sums)
        moves: list[Moved] = []
        for name, keys in sorted(self.touched.items()):
            if name in layers and keys:
                moves += rescore(self.change, self.folder, layers[name], keys)
        for one in deliveries:
            self.quarantined[one.via] = put_quarantine(
                self.change, one.via, one.bad, self.now, more=one.more_bad
            )
        put_states(self.change, self._new_states(deliveries))
        written = self.change.structural or any(self.change.own.values())
        return Committed(self.counts, self.quarantined, taken.new_pairs, moves, written)

    def _records(self, one: Delivery, gone: Mapping[str, Mapping[str, str]]) -> None:
        for kind, (table, name) in _TABLES.items():
            incoming: dict[tuple[str, str], Brought] = {
                identity(record): record
                for record in one.records
                if isinstance(record, kind) and isinstance(record, Brought)
            }
            if kind is Layer:
                self._keep_periods(one.via, incoming)
            lost = {_record_id(name, id_): why for id_, why in gone[name].items()}
            if incoming or lost:
                counts, touched = merge_records(
                    self.change, table, kind, one.via, incoming, lost, self.now
                )
                self._count(one, counts)
                if kind is Layer:
                    for _, layer in touched:
                        keys = {s.key for s in StoreSource(self.folder).all_series(layer)}
                        self.touched[layer] |= keys

    def _keep_periods(self, via: str, incoming: dict[tuple[str, str], Any]) -> None:
        """A layer keeps the periods it has: what a feed says can only add some."""
        for layer in self.change.read_table("layers", decoder(Layer)).values():
            new = incoming.get(("", layer.id))
            if new is not None and layer.via == via:
                periods = tuple(sorted({*layer.periods, *new.periods}))
                incoming["", layer.id] = replace(new, periods=periods)

    def _series(self, one: Delivery, gone: Mapping[str, Mapping[str, str]]) -> None:
        layers = {layer.id: layer for layer in StoreSource(self.folder).layers()}
        by_layer: dict[str, dict[tuple[str, str], Brought]] = defaultdict(dict)
        lost: dict[str, dict[tuple[str, str], str]] = defaultdict(dict)
        for id_, why in {**gone["series"], **gone["source_series"]}.items():
            layer, _, key = id_.partition("/")
            lost[layer][key, ""] = why
        for record in one.records:
            if not isinstance(record, SeriesOf):
                continue
            known, key = layers.get(record.layer), record.series.key
            if known is None:
                one.bad.append(_bad(record, f"unknown layer {record.layer!r}"))
            elif not isinstance(record.series, _SERIES_OF[known.method]):
                one.bad.append(_bad(record, f"layer {record.layer!r} is scored by {known.method}"))
            elif isinstance(record.series, GivenSeries) and (
                (len(record.series.start) == 7) != (known.frequency == "month")
                or (key[:3] > key[4:] and not known.directed)
            ):
                one.bad.append(_bad(record, f"not a series by {known.frequency}, or out of order"))
            else:
                by_layer[record.layer][key, ""] = record.series
        for layer in sorted({*by_layer, *lost}):
            counts, touched = merge_records(
                self.change,
                f"series.{layer}",
                Series,
                one.via,
                by_layer[layer],
                lost[layer],
                self.now,
            )
            self._count(one, counts)
            self.touched[layer] |= {key for key, _ in touched}

    def _count(self, one: Delivery, counts: Counts) -> None:
        self.counts[one.via] = self.counts[one.via].plus(counts)

    def _new_states(self, deliveries: Iterable[Delivery]) -> list[FeedState]:
        """The states to keep: a server's validators alone are not worth a write."""
        found = []
        for one in deliveries:
            if one.state is None:
                continue
            old = self.states.get(one.via)
            state = one.state
            if old is not None and old.restricted:  # what it brought before may still be there
                state = replace(state, restricted=True)
            counts = self.counts[one.via]
            changed = counts.new + counts.changed + counts.withdrawn + self.quarantined[one.via]
            if old is None or changed or replace(state, validators=old.validators) != old:
                found.append(state)
        return found


def _tombstones(records: Iterable[Record]) -> dict[str, dict[str, str]]:
    """Ids that are withdrawn by kind, with what is kept of it."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for record in records:
        if isinstance(record, Tombstone):
            found[record.kind][record.id] = record.reason or "no reason given"
    return found


def _record_id(name: str, id_: str) -> tuple[str, str]:
    if name == "flow":
        return recipient_of(id_), id_
    return (id_.partition("/")[0], id_) if name == "fact" else ("", id_)


def _bad(record: SeriesOf, reason: str) -> Bad:
    return bad(reason, msgspec.json.encode(record), f"series {record.layer}/{record.series.key}")
