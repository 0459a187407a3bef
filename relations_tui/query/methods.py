"""All methods for all pairs at a date, on one ruler: where they disagree, and by how much.

Scales differ, so a value is replaced by its percentile among all pairs of the world for which the
method has one at the date (:mod:`relations_tui.scoring.ranks`). The disagreement on a pair is the
distance of its highest from its lowest percentile, of methods that are opinions of their own.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from relations_tui.model.country import Pair, pair_of
from relations_tui.model.layer import NO_DATA, Layer
from relations_tui.model.period import month, period_text
from relations_tui.model.series import BalanceSeries, PositionSeries
from relations_tui.query.method_list import OPINIONS, RANKED, MethodId, Way, layer_of
from relations_tui.query.method_series import newest
from relations_tui.query.pair_columns import columns
from relations_tui.query.remember import per_world
from relations_tui.query.world import World
from relations_tui.scoring import balance, impact_month
from relations_tui.scoring.distance import position
from relations_tui.scoring.ranks import Numbers, percentiles, spearman

Places = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class MethodTable:
    """Every method's value and percentile of every pair at one date. A row is a method."""

    at: int
    keys: Sequence[str]
    """``AZE-IRN``, sorted: all pairs of all layers."""
    periods: dict[MethodId, str]
    """By method the period looked at; without it the method has nothing by then."""
    values: Numbers
    """On each method's own scale, as ``RANKED`` orders them; not a number is no data."""
    ranks: Numbers
    """Percentiles 0..100: the higher, the closer the pair."""
    spread: Numbers
    """By pair: percentiles between the highest and the lowest opinion; not a number below two."""

    def place(self, pair: Pair) -> int:
        """Where a pair is; -1 if no method knows it."""
        found = int(np.searchsorted(np.asarray(self.keys), pair.key))
        return found if found < len(self.keys) and self.keys[found] == pair.key else -1

    def known(self, way: Way) -> int:
        """For how many pairs a method has a value."""
        return int(np.count_nonzero(~np.isnan(self.values[RANKED.index(way)])))

    def value(self, way: Way, place: int) -> float | None:
        """A method's value of a pair by place."""
        return _number(self.values[RANKED.index(way), place])

    def rank(self, way: Way, place: int) -> float | None:
        """A method's percentile of a pair by place."""
        return None if place < 0 else _number(self.ranks[RANKED.index(way), place])

    def gap(self, place: int) -> float | None:
        """The disagreement on a pair by place."""
        return None if place < 0 else _number(self.spread[place])

    def ends(self, place: int) -> tuple[Way, Way] | None:
        """The methods that have a pair highest and lowest; None if fewer than two know it."""
        found = [(self.rank(way, place), way) for way in OPINIONS]
        known = [(rank, way) for rank, way in found if rank is not None]
        if len(known) < 2:
            return None
        return max(known, key=lambda one: one[0])[1], min(known, key=lambda one: one[0])[1]

    def pair(self, place: int) -> Pair:
        """The pair at a place."""
        return pair_of(self.keys[place])

    def among(self, countries: Collection[str]) -> Places:
        """Places of the pairs of which both countries are among those."""
        wanted = frozenset(countries)
        return np.array(
            [i for i, key in enumerate(self.keys) if key[:3] in wanted and key[4:] in wanted],
            dtype=np.int64,
        )

    def disagreements(self, among: Collection[str]) -> Places:
        """The pairs of some countries on which two methods or more have an opinion, the widest
        disagreement first.
        """
        places = self.among(among)
        places = places[~np.isnan(self.spread[places])]
        return places[np.argsort(-self.spread[places], kind="stable")]

    def correlation(self, one: Way, other: Way, places: Places) -> tuple[float | None, int]:
        """Spearman's correlation of two methods over some pairs, and how many both know."""
        first, second = (self.ranks[RANKED.index(way), places] for way in (one, other))
        return spearman(first, second)


def _number(found: float) -> float | None:
    return None if np.isnan(found) else float(found)


@per_world(8)
def method_table(world: World, at: int) -> MethodTable:
    """All methods for all pairs in the month ``at``, each at its newest period by then.

    The first one of a world takes about a second, others some milliseconds; kept for the world's
    data.
    """
    keys = _keys(world)
    rows = np.full((len(RANKED), len(keys)), np.nan)
    periods: dict[MethodId, str] = {}
    for row, way in enumerate(RANKED):
        layer = layer_of(world, way)
        period = None if layer is None else newest(layer, at)
        if layer is None or period is None:
            continue
        periods[way.id] = period_text(period, layer.frequency)
        rows[row, _places(world, layer.id)] = _column(world, way, layer, period)
    # A smaller distance is closer: its scale ends where others begin.
    closer = np.array([[1.0 if way.high > way.low else -1.0] for way in RANKED]) * rows
    ranks = np.array([percentiles(row, ~np.isnan(row)) for row in closer])
    own = ranks[[RANKED.index(way) for way in OPINIONS]]
    several = np.count_nonzero(~np.isnan(own), axis=0) > 1
    spread = np.full(len(keys), np.nan)
    spread[several] = np.nanmax(own[:, several], axis=0) - np.nanmin(own[:, several], axis=0)
    return MethodTable(at, keys, periods, rows, ranks, spread)


@per_world(1)
def _keys(world: World) -> tuple[str, ...]:
    layers = {layer.id for way in RANKED if (layer := layer_of(world, way)) is not None}
    return tuple(sorted({key for layer in layers for key in world.pairs(layer)}))


@per_world(8)
def _places(world: World, layer_id: str) -> Places:
    """Where the table has the pairs of a layer."""
    number = {key: place for place, key in enumerate(_keys(world))}
    return np.array([number[key] for key in world.pairs(layer_id)], dtype=np.int64)


def _column(world: World, way: Way, layer: Layer, period: int) -> Numbers:
    """A method's values of all pairs of its layer in a period."""
    if way.id == "ideal":
        return _distances(world, layer, period)
    if way.id == "net":
        months = _months(world, layer.id)
        at = period - months.first
        return impact_month.net_cooperation(months.coop[at], months.conf[at], layer.floor)
    scores = _scores(world, layer, period)
    if way.id == "tsinghua":
        months = _months(world, layer.id)
        return np.where(np.isnan(scores), np.nan, months.states[period - months.first])
    return way.low + (scores + 10.0) * (way.high - way.low) / 20.0


def _scores(world: World, layer: Layer, period: int) -> Numbers:
    """The layer's own scores in points; not a number where there is no data."""
    frame = world.frame(layer, period if layer.frequency == "month" else period * 12 + 11)
    known = columns(world, layer)
    found = np.full(len(known), np.nan)
    if frame is not None:
        scores = known.of(frame)
        found[: len(scores)] = np.where(scores == NO_DATA, np.nan, scores / 100)
    return found


def _distances(world: World, layer: Layer, year: int) -> Numbers:
    points: dict[str, float] = {}
    keys = world.pairs(layer.id)
    for iso3 in {code for key in keys for code in (key[:3], key[4:])}:
        series = world.source.series(layer.id, iso3)
        found = position(series, year) if isinstance(series, PositionSeries) else None
        points[iso3] = np.nan if found is None else found[0]
    return np.array([abs(points[key[:3]] - points[key[4:]]) for key in keys], dtype=np.float64)


@dataclass(frozen=True, eq=False)
class _Months:
    """The sums of every month, and the Tsinghua state after it. A row is a month."""

    first: int
    coop: Numbers
    conf: Numbers
    states: Numbers


@per_world(2)
def _months(world: World, layer_id: str) -> _Months:
    layer = world.layers[layer_id]
    keys = world.pairs(layer_id)
    sums: list[dict[int, tuple[float, float]]] = []
    for key in keys:
        series = world.source.series(layer_id, key)
        if isinstance(series, BalanceSeries):
            sums.append(balance.monthly(series, layer.weights))
        else:
            sums.append({})
    last = month(layer.periods[-1])
    first = min((min(one) for one in sums if one), default=last)
    first = min(first, month(layer.periods[0]))
    coop, conf = np.zeros((2, last - first + 1, len(keys)))
    for place, one in enumerate(sums):
        for at, (c, k) in one.items():
            if at <= last:
                coop[at - first, place], conf[at - first, place] = c, k
    states = np.array(list(impact_month.states(zip(coop, conf, strict=True), layer.prior)))
    return _Months(first, coop, conf, states)
