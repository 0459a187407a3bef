"""The overall score asked of a world: its parts are other layers."""

from array import array
from collections.abc import Sequence

from relations_tui.model.country import Pair
from relations_tui.model.layer import NO_DATA, Frame, Layer
from relations_tui.model.period import month, period_end
from relations_tui.model.score import Explanation, Point
from relations_tui.query.remember import per_world
from relations_tui.query.world import World
from relations_tui.scoring import composite, score_series


def overall_frame(world: World, layer: Layer, period: str) -> Frame | None:
    """The frame of a composite in one of its periods, from those of its parts."""
    at = month(period)
    first, *others = (world.layers[name] for name in layer.parts)
    backbone = world.frame(first, at)
    if backbone is None:
        return None
    columns: list[Sequence[int]] = [backbone.scores]
    columns += [_beside(world, first.id, other, at) for other in others]
    scores = composite.combine(list(layer.parts.values()), columns)
    return Frame(layer.id, period, scores)


def _beside(world: World, first: str, other: Layer, at: int) -> Sequence[int]:
    """The scores of another part, in the order of the backbone's pair index."""
    period = composite.stands_for(other, at)
    frame = None if period is None else world.frame(other, period_end(period, other.frequency))
    places = _places(world, first, other.id)
    if frame is None:
        return array("h", [NO_DATA]) * len(places)
    scores = frame.scores
    return [scores[place] for place in places]


@per_world(4)
def _places(world: World, first: str, other: str) -> "array[int]":
    """Where a layer has the pairs of another; at the end, as in a frame, the place of no data."""
    known = {key: place for place, key in enumerate(world.pairs(other))}
    return array("i", [*(known.get(key, -1) for key in world.pairs(first)), -1])


def overall_trend(world: World, layer: Layer, pair: Pair) -> tuple[Point, ...]:
    """The overall score of a pair in every period; empty if the backbone does not know it."""
    parts = _parts(world, layer, pair)
    return tuple(composite.trend(parts, layer)) if parts[0].points else ()


def overall_explanation(world: World, layer: Layer, pair: Pair, at: int) -> Explanation:
    """The overall score of a pair in the month ``at``, by what its parts rest on."""
    parts = _parts(world, layer, pair)
    found = [world.explain(part.layer, pair, _end(part.layer, at)) for part in parts]
    return composite.explain(parts, layer, at, found)


def _end(layer: Layer, at: int) -> int:
    period = composite.stands_for(layer, at)
    return at if period is None else period_end(period, layer.frequency)


def _parts(world: World, layer: Layer, pair: Pair) -> list[composite.Part]:
    found = []
    for name, weight in layer.parts.items():
        part = world.layers[name]
        points = world.trend(part, pair)
        series = world.series(part, pair)
        errors = {} if series is None else score_series.errors(series, part, points)
        found.append(composite.Part(part, weight, {p.period: p for p in points}, errors))
    return found
