"""One entry to all methods: the trend of a pair, its explanation, the scores of a whole layer."""

from collections.abc import Iterable, Iterator, Sequence

from relations_tui.model.country import Pair
from relations_tui.model.event import Event
from relations_tui.model.layer import Layer
from relations_tui.model.score import Explanation, Point
from relations_tui.model.series import (
    BalanceSeries,
    ConflictSeries,
    GivenSeries,
    PositionSeries,
    Series,
    TravelSeries,
    VoteSeries,
)
from relations_tui.scoring import (
    agreement,
    balance,
    conflict,
    distance,
    given,
    travel,
    uncertainty,
)

Found = Series | tuple[PositionSeries, PositionSeries]
"""What a layer knows of a pair: its series, or the positions of its two countries."""


def trend(found: Found, layer: Layer, pair: Pair) -> list[Point]:
    """The score of a pair in every period of a layer."""
    match found:
        case BalanceSeries():
            return balance.trend(found, layer)
        case VoteSeries():
            return agreement.trend(found, layer)
        case ConflictSeries():
            return conflict.trend(found, layer)
        case TravelSeries():
            return travel.trend(found, pair.a, layer)
        case GivenSeries():
            return given.trend(found, layer)
        case (PositionSeries() as a, PositionSeries() as b):
            return distance.trend(a, b, layer)
    raise TypeError(f"no pair is scored from {type(found).__name__}")


def explain(
    found: Found, layer: Layer, pair: Pair, period: int, events: Iterable[Event] = ()
) -> Explanation:
    """The score of a pair in one period, taken apart."""
    match found:
        case BalanceSeries():
            return balance.explain(found, layer, period, events)
        case VoteSeries():
            return agreement.explain(found, layer, period)
        case ConflictSeries():
            return conflict.explain(found, layer, period)
        case TravelSeries():
            return travel.explain(found, pair.a, layer, period)
        case GivenSeries():
            return given.explain(found, layer, period)
        case (PositionSeries() as a, PositionSeries() as b):
            return distance.explain(a, b, layer, period)
    raise TypeError(f"no pair is scored from {type(found).__name__}")


def errors(found: Found, layer: Layer, points: Sequence[Point]) -> dict[int, float]:
    """Standard errors of a pair's scores by period, in points; empty where a method knows none."""
    match found:
        case BalanceSeries():
            return uncertainty.of_balance(found, layer)
        case (PositionSeries() as a, PositionSeries() as b):
            return uncertainty.of_distance(points, a, b)
    return {}


def score_all(layer: Layer, series: Sequence[Series]) -> Iterator[tuple[str, list[int | None]]]:
    """The scores of every pair of a layer in every period, in hundredths; None is no data.

    Pairs are named as the layer's pair index does: sorted, or passport first if it is directed.
    """
    for pair, found in _pairs(series):
        points = trend(found, layer, pair)
        scores = [None if p.score is None else round(p.score * 100) for p in points]
        if any(score is not None for score in scores):
            yield f"{pair.a}-{pair.b}", scores


def _pairs(series: Sequence[Series]) -> Iterator[tuple[Pair, Found]]:
    positions = [one for one in series if isinstance(one, PositionSeries)]
    for i, a in enumerate(positions):
        for b in positions[i + 1 :]:
            yield Pair.sorted(a.key, b.key), (a, b)
    for one in series:
        if isinstance(one, PositionSeries):
            continue
        pair = Pair(one.key[:3], one.key[4:])
        yield pair, one
        if isinstance(one, TravelSeries):
            yield pair.swapped, one
