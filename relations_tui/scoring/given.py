"""Scores as their source gives them: nothing is computed, and it says so."""

from relations_tui.model.layer import Layer
from relations_tui.model.period import period, period_text
from relations_tui.model.score import Contribution, Explanation, Point
from relations_tui.model.series import GivenSeries


def point(series: GivenSeries, layer: Layer, at: int) -> Point:
    """The value of one period; evidence is 0 where the source does not say."""
    i = at - period(series.start, layer.frequency)
    if not 0 <= i < len(series.values):
        return Point(at, None, 0.0)
    evidence = series.evidence[i] if i < len(series.evidence) else None
    value = series.values[i]
    if value is not None and (evidence or 0.0) < layer.floor:
        value = None
    return Point(at, value, evidence or 0.0)


def trend(series: GivenSeries, layer: Layer) -> list[Point]:
    """The value in every period of the layer."""
    return [point(series, layer, period(p, layer.frequency)) for p in layer.periods]


def explain(series: GivenSeries, layer: Layer, at: int) -> Explanation:
    """The value, as one contribution: its source gives no parts."""
    found = point(series, layer, at)
    text = period_text(at, layer.frequency)
    parts: tuple[Contribution, ...] = ()
    if found.score is not None:
        label = f"as given by {layer.source}"
        parts = (Contribution(label, found.score, text, "", series.via),)
    method = f"given by the source, which shows no parts: {layer.how}"
    return Explanation(layer.id, text, found.score, found.evidence, parts, method)
