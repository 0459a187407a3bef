"""Openness of one country to holders of another's passport.

An ordinal scale of our own over the requirements of the passport-index dataset: -10 no admission
or a covid ban, -5 visa required, 0 e-visa, +3 visa on arrival, +4 electronic travel authority, +6
free under 30 days, +7 under 90, +9 under 180, +10 from 180 days or without limit.
"""

from bisect import bisect_right

from relations_tui.model.layer import Layer
from relations_tui.model.period import month_text
from relations_tui.model.score import Contribution, Explanation, Point
from relations_tui.model.series import TravelSeries

_FIXED = {
    "no admission": -10.0,
    "covid ban": -10.0,
    "visa required": -5.0,
    "e-visa": 0.0,
    "visa on arrival": 3.0,
    "eta": 4.0,
    "EVW": 4.0,
    "Hayya Entry Permit": 4.0,
    "visa free": 10.0,
}
_DAYS = ((30, 6.0), (90, 7.0), (180, 9.0))


def openness(requirement: str) -> float:
    """The score of a requirement; a number is the days one may stay without a visa.

    Raises:
        ValueError: if the requirement is none of the dataset's.
    """
    if requirement in _FIXED:
        return _FIXED[requirement]
    if not requirement.isdigit():
        raise ValueError(f"unknown visa requirement: {requirement!r}")
    days = int(requirement)
    return next((score for limit, score in _DAYS if days < limit), 10.0)


def requirement_text(requirement: str) -> str:
    """The requirement in words: ``90`` is ``90 days visa-free``."""
    return f"{requirement} days visa-free" if requirement.isdigit() else requirement


def is_covid(previous: str, requirement: str) -> bool:
    """Whether a change is one to or from a covid travel ban."""
    return "covid ban" in (previous, requirement) and previous != requirement


def changes(series: TravelSeries, passport: str) -> tuple[tuple[str, str], ...]:
    """The dated requirements for holders of ``passport``, oldest first."""
    return series.ab if series.key.startswith(passport) else series.ba


def in_force(series: TravelSeries, passport: str, at: int) -> tuple[str, str] | None:
    """The (date, requirement) in force at the end of the month ``at``, or None if unknown."""
    dated = changes(series, passport)
    i = bisect_right(dated, month_text(at), key=lambda change: change[0][:7])
    return dated[i - 1] if i else None


def trend(series: TravelSeries, passport: str, layer: Layer) -> list[Point]:
    """The openness in every month of the layer."""
    points = []
    for text in layer.periods:
        at = int(text[:4]) * 12 + int(text[5:7]) - 1
        found = in_force(series, passport, at)
        if found is None:
            points.append(Point(at, None, 0.0))
        else:
            points.append(Point(at, openness(found[1]), 1.0, requirement_text(found[1])))
    return points


def explain(series: TravelSeries, passport: str, layer: Layer, at: int) -> Explanation:
    """The one rule in force, and since which snapshot."""
    found = in_force(series, passport, at)
    if found is None:
        return Explanation(layer.id, month_text(at), None, 0.0, (), layer.empty_means)
    date, requirement = found
    score = openness(requirement)
    label = f"{requirement_text(requirement)}, seen from {date} on"
    rule = Contribution(label, score, date, "recorded", layer.id)
    method = f"{requirement_text(requirement)} = {score:+g} on our openness scale"
    return Explanation(layer.id, month_text(at), score, 1.0, (rule,), method)
