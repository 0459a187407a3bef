"""How exact a score is, as far as its own source can tell: standard errors in points.

What a source gets wrong every time (a misread name, a newspaper's leaning) is not in them.
"""

from collections.abc import Sequence
from math import sqrt

from relations_tui.model.layer import Layer
from relations_tui.model.period import month
from relations_tui.model.score import Point
from relations_tui.model.series import BalanceSeries, PositionSeries
from relations_tui.scoring import balance, distance

NINETY = 1.645
"""Standard errors on either side of a 90 % band of a normal estimate."""


def of_balance(series: BalanceSeries, layer: Layer) -> dict[int, float]:
    """By month of the layer, the error of its score: the jackknife over months.

    Each month that went into the score is left out in turn; with n of them and scores s_i the
    variance is (n - 1)/n times the sum of (s_i - mean)^2 (Tukey 1958; Efron 1982, "The Jackknife,
    the Bootstrap and Other Resampling Plans"). A score that rests on one month has no error that
    can be known: that of a score drawn evenly from the whole scale, 5.77.
    """
    months = sorted(balance.monthly(series, layer.weights).items())
    keep = balance.decay(layer.half_life)
    sums = [(when, c - k, c + k) for when, (c, k) in months]
    found = {}
    for at in (month(period) for period in layer.periods):
        faded = [(keep ** (at - when), d, e) for when, d, e in sums if when <= at]
        found[at] = _jackknife([(f * d, f * e) for f, d, e in faded], layer.prior)
    return found


UNKNOWN = 20 / sqrt(12)
"""The standard deviation of a number drawn evenly from -10..+10."""


def _jackknife(parts: list[tuple[float, float]], prior: float) -> float:
    """The error of 10 x the sum of balances over the sum of evidence, by its parts."""
    n = len(parts)
    if n < 2:
        return UNKNOWN
    balances, evidence = (sum(column) for column in zip(*parts, strict=True))
    evidence += prior
    without = [
        10 * (balances - balance) / (evidence - own) if own < evidence else 0.0
        for balance, own in parts
    ]
    mean = sum(without) / n
    return sqrt((n - 1) / n * sum((score - mean) ** 2 for score in without))


def of_distance(points: Sequence[Point], a: PositionSeries, b: PositionSeries) -> dict[int, float]:
    """By year, the error of a score of ideal points, from their own 5 and 95 % bounds."""
    found = {}
    for point in points:
        at_a, at_b = distance.position(a, point.period), distance.position(b, point.period)
        if at_a is not None and at_b is not None:
            found[point.period] = distance.SLOPE * distance.margin(at_a, at_b) / NINETY
    return found
