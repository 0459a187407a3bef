"""Scores held against a truth from outside: how well each layer tells hostile pairs from others.

The unit is a pair in a year: its score is the mean of the layer's in the months that are labelled,
of a directed layer the mean of both directions. Where the truth names no pair that is not hostile,
all others between sovereign states count as such.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from relations_tui.errors import UsageError
from relations_tui.model.layer import NO_DATA, Layer
from relations_tui.model.period import period, period_end
from relations_tui.query import timeline
from relations_tui.query.labels import Labelled, Labels, by_year
from relations_tui.query.pair_columns import columns
from relations_tui.query.world import World
from relations_tui.scoring.separation import Flags, Numbers, Units, Whole


@dataclass(frozen=True, eq=False)
class Truth:
    """Units by year: which pairs are hostile, and which are not."""

    pairs: dict[str, int]
    """Numbers of the pairs that count, by key."""
    hostile: Sequence[Labelled]
    others: Sequence[Labelled] | None
    """None: all that are not hostile in a year of ``years``."""
    years: tuple[int, ...]

    @property
    def hostile_pairs(self) -> int:
        """How many pairs are hostile in some year."""
        return len({unit.pair for unit in self.hostile})


def truth(world: World, labels: Labels, since: int | None, until: int | None) -> Truth:
    """The units of a truth, within two months if they are given.

    Raises:
        UsageError: if none is left.
    """
    units = [
        unit
        for unit in by_year(labels.rows)
        if (since is None or unit.since >= since) and (until is None or unit.until <= until)
    ]
    hostile = [unit for unit in units if unit.hostile]
    if not hostile:
        raise UsageError("no hostile pair in those years")
    others = [unit for unit in units if not unit.hostile] if labels.has_others else None
    years = tuple(sorted({unit.since // 12 for unit in units}))
    named = {unit.pair.key for unit in units}
    states = sorted({iso3 for year in years for iso3 in world.order("name", "", year * 12 + 11)})
    among = {f"{a}-{b}" for a, b in combinations(states, 2)} if others is None else set[str]()
    pairs = {key: number for number, key in enumerate(sorted(named | among))}
    return Truth(pairs, hostile, others, years)


def units_of(world: World, layer: Layer, found: Truth) -> tuple[Units, Flags]:
    """The units with their scores, and which of them have one: all, in the order of the truth.

    Units without a score have one that is not a number.
    """
    scored = _Scored(world, layer, found)
    hostile = scored.of(found.hostile)
    own = _numbers(found, found.hostile)
    if found.others is None:
        known = {(unit.pair.key, unit.since // 12) for unit in found.hostile}
        columns_, numbers = [], []
        for year in found.years:
            free = np.array([(key, year) not in known for key in found.pairs])
            columns_.append(scored.year(year)[free])
            numbers.append(np.flatnonzero(free))
        others, theirs = np.concatenate(columns_), np.concatenate(numbers)
    else:
        others, theirs = scored.of(found.others), _numbers(found, found.others)
    scores = np.concatenate([hostile, others])
    flags = np.zeros(len(scores), dtype=np.bool_)
    flags[: len(hostile)] = True
    return Units(scores, flags, np.concatenate([own, theirs])), ~np.isnan(scores)


def _numbers(found: Truth, units: Sequence[Labelled]) -> Whole:
    return np.array([found.pairs[unit.pair.key] for unit in units], dtype=np.int64)


class _Scored:
    """The scores of a layer for the pairs of a truth."""

    def __init__(self, world: World, layer: Layer, found: Truth) -> None:
        self._layer = layer
        self._pairs = found.pairs
        known = columns(world, layer)
        self._table = known.table
        self._places = _places(world.pairs(layer.id), found.pairs, directed=layer.directed)
        self._ends = [
            period_end(period(text, layer.frequency), layer.frequency) for text in layer.periods
        ]

    def of(self, units: Sequence[Labelled]) -> Numbers:
        """Each unit's own score, over its own months."""
        spans: dict[tuple[int, int], list[int]] = {}
        for i, unit in enumerate(units):
            spans.setdefault((unit.since, unit.until), []).append(i)
        scores = np.full(len(units), np.nan)
        for (since, until), own in spans.items():
            numbers = [self._pairs[units[i].pair.key] for i in own]
            scores[own] = self._mean(since, until, np.array(numbers))
        return scores

    def year(self, year: int) -> Numbers:
        """The scores of all pairs in a year."""
        return self._mean(year * 12, year * 12 + 11, np.arange(len(self._pairs)))

    def _mean(self, since: int, until: int, numbers: Whole) -> Numbers:
        rows = self._rows(since, until)
        places = self._places[:, numbers]
        scores = self._table[rows][:, places].astype(np.float64)
        known = (scores != NO_DATA) & (places >= 0)
        counted = known.sum(axis=(0, 1))
        summed = np.where(known, scores, 0.0).sum(axis=(0, 1))
        return np.where(counted > 0, summed / np.maximum(counted, 1) / 100, np.nan)

    def _rows(self, since: int, until: int) -> list[int]:
        """The periods in some months of a year; where rules hold, what stands at their end."""
        layer, ends = self._layer, self._ends
        if layer.hold:
            before = timeline.at_or_before(layer, until)
            return [ends.index(before)] if before is not None and since <= ends[-1] else []
        if layer.frequency == "year":
            return [row for row, end in enumerate(ends) if end // 12 == until // 12]
        return [row for row, end in enumerate(ends) if since <= end <= until]


def _places(index: Sequence[str], pairs: dict[str, int], *, directed: bool) -> Whole:
    """Where the layer has each pair, in one direction and in the other; -1 where it has not."""
    places = np.full((2 if directed else 1, len(pairs)), -1, dtype=np.int64)
    for place, key in enumerate(index):
        number = pairs.get(key)
        if number is not None:
            places[0, number] = place
        elif directed and (number := pairs.get(f"{key[4:]}-{key[:3]}")) is not None:
            places[1, number] = place
    return places
