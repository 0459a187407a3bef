"""What each method says of one pair, at any date."""

from typing import NamedTuple

import numpy as np

from relations_tui.model.country import Pair
from relations_tui.model.layer import Layer
from relations_tui.model.period import check_date, month, period_at
from relations_tui.model.series import BalanceSeries, PositionSeries, VoteSeries
from relations_tui.query import timeline
from relations_tui.query.method_list import WAYS, MethodId, Way, layer_of
from relations_tui.query.remember import per_world
from relations_tui.query.world import World
from relations_tui.scoring import balance, impact_month
from relations_tui.scoring.agreement import counts
from relations_tui.scoring.distance import position
from relations_tui.scoring.kappa_bounds import kappa_bounds
from relations_tui.scoring.score_series import Found


class Value(NamedTuple):
    """What a method says of a pair in a period."""

    period: int
    """A month or a year, as its layer's frequency says."""
    value: float | None
    """On the method's own scale; None is no data."""
    high: float | None = None
    """Of a range the upper end; None for methods that give one value."""


def newest(layer: Layer, at: int) -> int | None:
    """The newest period of a layer by the month ``at``; None if it begins later."""
    found = timeline.at_or_before(layer, at)
    return None if found is None else period_at(found, layer.frequency)


@per_world(64)
def values(world: World, method: MethodId, pair: Pair) -> tuple[Value, ...]:
    """What a method says of a pair in every period of its layer; empty if that knows nothing."""
    way = next(way for way in WAYS if way.id == method)
    layer = layer_of(world, way)
    found = None if layer is None else world.series(layer, Pair.sorted(*pair))
    if layer is None or found is None:
        return ()
    return tuple(_values(world, way, layer, pair, found))


def _values(world: World, way: Way, layer: Layer, pair: Pair, found: Found) -> list[Value]:
    periods = [period_at(at, layer.frequency) for at in timeline.months(layer)]
    if isinstance(found, tuple):
        return [Value(year, _gap(*found, year)) for year in periods]
    if way.id == "kappa" and isinstance(found, VoteSeries):
        return [_kappa(found, layer, year) for year in periods]
    if way.id in ("tsinghua", "net") and isinstance(found, BalanceSeries):
        return _of_months(world, way, layer, pair, found)
    # Agreement and S are the layer's score on their own scales, the decayed balance as it is.
    share = 20.0 / (way.high - way.low)
    return [
        Value(p.period, None if p.score is None else way.low + (p.score + 10.0) / share)
        for p in world.trend(layer, pair)
    ]


def _gap(a: PositionSeries, b: PositionSeries, year: int) -> float | None:
    """The distance of two ideal points."""
    at_a, at_b = position(a, year), position(b, year)
    return None if at_a is None or at_b is None else abs(at_a[0] - at_b[0])


def _kappa(series: VoteSeries, layer: Layer, year: int) -> Value:
    """The range that the year's counts leave to kappa."""
    found = counts(series, year)
    if found is None or found[0] < layer.floor or found[0] == found[1]:
        return Value(year, None)
    return Value(year, *kappa_bounds(*found))


def _of_months(
    world: World, way: Way, layer: Layer, pair: Pair, series: BalanceSeries
) -> list[Value]:
    sums = balance.monthly(series, layer.weights)
    periods = [month(check_date(period)) for period in layer.periods]
    span = range(min([*sums, *periods]), periods[-1] + 1)
    coop, conf = (np.array([sums.get(at, (0.0, 0.0))[i] for at in span]) for i in (0, 1))
    if way.id == "net":
        found = impact_month.net_cooperation(coop, conf, layer.floor)
        known = {at: float(v) for at, v in zip(span, found, strict=True) if not np.isnan(v)}
    else:
        steps = impact_month.states(zip(coop[:, None], conf[:, None], strict=True), layer.prior)
        known = {at: float(state[0]) for at, state in zip(span, steps, strict=True)}
        scored = {p.period for p in world.trend(layer, pair) if p.score is not None}
        known = {at: state for at, state in known.items() if at in scored}
    return [Value(at, known.get(at)) for at in periods]


def value_at(world: World, way: Way, pair: Pair, at: int) -> Value | None:
    """The method's newest value by the month ``at``; None if its layer begins later, or is not
    there.
    """
    layer = layer_of(world, way)
    period = None if layer is None else newest(layer, at)
    if period is None:
        return None
    return next((v for v in values(world, way.id, pair) if v.period == period), Value(period, None))
