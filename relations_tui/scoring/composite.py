"""The overall relation score: one number per pair and month, from layers that measure it apart.

    score(t) = sum of w_i * s_i(t) / sum of w_i, over the parts that have data

The first part is the backbone: without it there is no score, as nothing else in the bundle tells
hostile pairs from others (votes show who stands together, not who stands against whom). Another
part that is missing leaves its weight to the rest, and the band grows. A part that comes by the
year stands for the months of its year, and its last value for ``REACH`` more years.

The parts enter as they are shown, in hundredths, and so is the score: anyone can add it up.

The band is 90 %: 1.645 standard errors, those of the parts added in quadrature as if independent.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import fsum, sqrt

from msgspec.structs import replace

from relations_tui.model.layer import NO_DATA, Layer
from relations_tui.model.period import month, period_text
from relations_tui.model.score import Contribution, Explanation, Point
from relations_tui.scoring.uncertainty import NINETY

REACH = 3
"""Years that the last value of a yearly part stands for, beside its own."""


def combined(weighted: Iterable[tuple[float, int]]) -> int:
    """The weighted mean of scores in hundredths, those without data left out; rounded.

    The first is the backbone: where it has no data there is none, ``NO_DATA``.
    """
    total = weights = 0.0
    for i, (weight, score) in enumerate(weighted):
        if score != NO_DATA:
            total, weights = total + weight * score, weights + weight
        elif i == 0:
            return NO_DATA
    return round(total / weights)


def combine(weights: Sequence[float], columns: Sequence[Sequence[int]]) -> "array[int]":
    """The same for whole frames, pair by pair."""
    backbone, *others = columns
    totals = [weights[0] * score for score in backbone]
    sums = [weights[0]] * len(totals)
    for weight, column in zip(weights[1:], others, strict=True):
        known = [0.0 if score == NO_DATA else weight for score in column]
        totals = [t + w * s for t, w, s in zip(totals, known, column, strict=True)]
        sums = [n + w for n, w in zip(sums, known, strict=True)]
    found = zip(backbone, totals, sums, strict=True)
    return array("h", [NO_DATA if b == NO_DATA else round(t / n) for b, t, n in found])


def stands_for(layer: Layer, at: int) -> int | None:
    """The period of a part whose value stands for the month ``at``; None if none does."""
    periods = _periods(layer.periods)
    now, reach = (at, 0) if layer.frequency == "month" else (at // 12, REACH)
    i = bisect_right(periods, now)
    return periods[i - 1] if i and periods[i - 1] >= now - reach else None


@lru_cache(maxsize=8)
def _periods(periods: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(month(period) if len(period) > 4 else int(period) for period in periods)


@dataclass(frozen=True, slots=True)
class Part:
    """A layer as it enters the score of one pair."""

    layer: Layer
    weight: float
    points: Mapping[int, Point]
    """By period of the layer."""
    errors: Mapping[int, float]
    """Standard errors of its scores, in points, by period."""

    def at(self, at: int) -> Point | None:
        """Its value that stands for the month ``at``; None where it has no data."""
        period = stands_for(self.layer, at)
        point = None if period is None else self.points.get(period)
        return None if point is None or point.score is None else point


def trend(parts: Sequence[Part], layer: Layer) -> list[Point]:
    """The overall score in every period of the layer, with its band."""
    return [_point(parts, month(period)) for period in layer.periods]


def _point(parts: Sequence[Part], at: int) -> Point:
    found = [(part, part.at(at)) for part in parts]
    backbone = found[0][1]
    evidence = backbone.evidence if backbone is not None else 0.0
    if backbone is None:
        return Point(at, None, evidence)
    known = [(part, point) for part, point in found if point is not None]
    score = combined((part.weight, _hundredths(point)) for part, point in known) / 100
    total = fsum(part.weight for part, _ in known)
    errors = [part.weight / total * part.errors.get(point.period, 0.0) for part, point in known]
    half = NINETY * sqrt(fsum(error * error for error in errors))
    low, high = max(-10.0, score - half), min(10.0, score + half)
    missing = [part.layer.title for part, point in found if point is None]
    note = f"90 % band {low:+.1f} to {high:+.1f}"
    if missing:
        note += f"; without {', '.join(missing)}"
    return Point(at, score, evidence, note, low, high)


def explain(
    parts: Sequence[Part], layer: Layer, at: int, taken_apart: Sequence[Explanation]
) -> Explanation:
    """The overall score of the month ``at`` by the contributions of its parts, weighted.

    Args:
        parts: as in :func:`trend`.
        layer: the layer of the overall score.
        at: a month.
        taken_apart: the score of each part in the period that stands for the month.
    """
    point = _point(parts, at)
    text = period_text(at, "month")
    if point.score is None:
        title = parts[0].layer.title
        return Explanation(layer.id, text, None, point.evidence, (), f"no data in {title}")
    known = [
        (part, own, found)
        for part, found in zip(parts, taken_apart, strict=True)
        if (own := part.at(at)) is not None
    ]
    total = fsum(part.weight for part, _, _ in known)
    contributions = [
        replace(one, points=one.points * part.weight / total, source=one.source or part.layer.id)
        for part, _, found in known
        for one in found.contributions
    ]
    rest = point.score - fsum(one.points for one in contributions)
    contributions.append(
        Contribution("rounding: the parts and the score are in hundredths", rest, text)
    )
    contributions.sort(key=lambda one: (-abs(one.points), one.date, one.event))
    sums = " + ".join(
        f"{part.weight:g} x {own.score:+.2f} {part.layer.id} {_period(part, own)}"
        for part, own, _ in known
    )
    method = f"({sums}) / {total:g}; {point.note}"
    return Explanation(
        layer.id,
        text,
        fsum(one.points for one in contributions),
        point.evidence,
        tuple(contributions),
        method,
    )


def _hundredths(point: Point) -> int:
    return NO_DATA if point.score is None else round(point.score * 100)


def _period(part: Part, point: Point) -> str:
    return period_text(point.period, part.layer.frequency)
