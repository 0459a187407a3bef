"""Distance of UN ideal points.

``score = 10 - 5 * d``, not below -10, with d the absolute distance of the two countries' ideal
points (Bailey, Strezhnev and Voeten 2017, "Estimating Dynamic State Preferences from United
Nations Voting Data", Journal of Conflict Resolution 61(2)). The points are scaled to unit
variance, so 0 stands for two standard deviations apart. The mapping is our own choice.
"""

from relations_tui.model.layer import Layer
from relations_tui.model.score import Contribution, Explanation, Point
from relations_tui.model.series import PositionSeries

Bounds = tuple[float, float, float]
SLOPE = 5.0
"""Points of score that a distance of one takes away."""


def distance_score(distance: float) -> float:
    """The score of a distance of ideal points: 10 for none, -10 from four upwards."""
    return max(-10.0, 10.0 - SLOPE * distance)


def position(series: PositionSeries, year: int) -> Bounds | None:
    """A country's ideal point in a year with its 5 and 95 % bounds, or None."""
    i = year - series.start
    if not 0 <= i < len(series.point):
        return None
    point, low, high = series.point[i], series.low[i], series.high[i]
    if point is None:
        return None
    return point, point if low is None else low, point if high is None else high


def margin(a: Bounds, b: Bounds) -> float:
    """Half the width of the two 90 % intervals, added in quadrature as if independent."""
    return float((((a[2] - a[1]) / 2) ** 2 + ((b[2] - b[1]) / 2) ** 2) ** 0.5)


def trend(a: PositionSeries, b: PositionSeries, layer: Layer) -> list[Point]:
    """The score in every year of the layer; None where either country has no ideal point."""
    points = []
    for text in layer.periods:
        at_a, at_b = position(a, int(text)), position(b, int(text))
        if at_a is None or at_b is None:
            points.append(Point(int(text), None, 0.0))
            continue
        gap = abs(at_a[0] - at_b[0])
        note = f"distance {gap:.2f} ± {margin(at_a, at_b):.2f}"
        points.append(Point(int(text), distance_score(gap), 1.0, note))
    return points


def explain(a: PositionSeries, b: PositionSeries, layer: Layer, year: int) -> Explanation:
    """Take a year's score apart: the base of +10, less five times the distance."""
    at_a, at_b = position(a, year), position(b, year)
    date = str(year)
    if at_a is None or at_b is None:
        return Explanation(layer.id, date, None, 0.0, (), "no ideal point of one or both countries")
    gap = abs(at_a[0] - at_b[0])
    score = distance_score(gap)
    contributions = (
        Contribution("base: the same ideal point", 10.0, date, "recorded", layer.id),
        Contribution(
            f"{a.key} at {at_a[0]:+.2f}, {b.key} at {at_b[0]:+.2f}: distance {gap:.2f}",
            score - 10.0,
            date,
            "recorded",
            layer.id,
        ),
    )
    method = f"10 - 5 x {gap:.3f} (distance ± {margin(at_a, at_b):.2f}), not below -10"
    return Explanation(layer.id, date, 10.0 + (score - 10.0), 1.0, contributions, method)
