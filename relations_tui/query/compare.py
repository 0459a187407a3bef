"""Two dates, two layers, or two directions: where they differ, largest first."""

from array import array
from collections.abc import Collection, Sequence
from functools import lru_cache

import msgspec

from relations_tui.errors import UsageError
from relations_tui.model.layer import NO_DATA, Frame, Layer
from relations_tui.model.period import period_at, period_text
from relations_tui.query import timeline
from relations_tui.query.movers import Mover
from relations_tui.query.world import World

FULL = 1000
"""The largest difference that a frame can show, in hundredths; lists have the exact one."""


class DateComparison(msgspec.Struct, frozen=True):
    """One layer at two dates. Pairs known at one date only are apart: their change is unknown."""

    layer: str
    before: str
    after: str
    changed: tuple[Mover, ...]
    """Pairs known at both dates whose score is another, largest change first."""
    unchanged: int
    appeared: tuple[str, ...]
    """Pairs known at the later date only."""
    gone: tuple[str, ...]
    """Pairs known at the earlier date only."""


class Disagreement(msgspec.Struct, frozen=True):
    """A pair on which two layers disagree."""

    pair: str
    first: float
    second: float
    first_rank: float
    """The share of pairs with a lower score in the first layer, 0..100, ties counted half."""
    second_rank: float

    @property
    def gap(self) -> float:
        """Percentage points; positive where the first layer sees the pair better placed."""
        return self.first_rank - self.second_rank


class LayerComparison(msgspec.Struct, frozen=True):
    """Two layers at the dates nearest to one; the layers may end in different years."""

    first: str
    first_period: str
    second: str
    second_period: str
    pairs: int
    """How many both layers know."""
    agreement: float | None
    """Rank correlation of the two, -1..+1 (Spearman 1904); None for fewer than three pairs."""
    disagreements: tuple[Disagreement, ...]
    """Largest gap first."""


class Asymmetry(msgspec.Struct, frozen=True):
    """A pair of which the two directions differ."""

    pair: str
    """The direction that stands higher first: ``AZE-ARM``."""
    there: float
    back: float

    @property
    def gap(self) -> float:
        """Points; never negative."""
        return self.there - self.back


class DirectionComparison(msgspec.Struct, frozen=True):
    """A directed layer at one date, A to B against B to A."""

    layer: str
    period: str
    pairs: int
    """How many are known in both directions."""
    asymmetries: tuple[Asymmetry, ...]
    """Largest gap first; pairs that are even are left out."""


def compare_dates(
    world: World, layer: Layer, before: int, after: int, among: Collection[str]
) -> DateComparison:
    """What changed in a layer between two months, among some countries.

    Raises:
        UsageError: if the layer has no data at one of the dates.
    """
    old, new = (_frame(world, layer, at) for at in (before, after))
    among = frozenset(among)
    changed: list[Mover] = []
    appeared: list[str] = []
    gone: list[str] = []
    unchanged = 0
    pairs = world.source.pairs(layer.id)
    for key, then, now in zip(pairs, old.scores, new.scores, strict=False):
        if then == now == NO_DATA or key[:3] not in among or key[4:] not in among:
            continue
        if then == NO_DATA:
            appeared.append(key)
        elif now == NO_DATA:
            gone.append(key)
        elif then == now:
            unchanged += 1
        else:
            changed.append(Mover(key, then / 100, now / 100))
    changed.sort(key=lambda mover: (-abs(mover.change), mover.pair))
    return DateComparison(
        layer.id, old.period, new.period, tuple(changed), unchanged, tuple(appeared), tuple(gone)
    )


def difference_frame(world: World, layer: Layer, before: int, after: int) -> Frame:
    """The change of every pair as a frame, to draw as a matrix; beyond 10 points it is cut."""
    old, new = (_frame(world, layer, at) for at in (before, after))
    scores = array(
        "h",
        [
            NO_DATA if NO_DATA in (then, now) else max(-FULL, min(FULL, now - then))
            for then, now in zip(old.scores, new.scores, strict=False)
        ],
    )
    return Frame(layer.id, f"{old.period} to {new.period}", scores)


def compare_layers(
    world: World, first: Layer, second: Layer, at: int, among: Collection[str]
) -> LayerComparison:
    """Where two layers disagree at the dates nearest to ``at``.

    Their scores are not of one scale, so each is replaced by its rank among the pairs that both
    know (fractional ranks, ties shared: Spearman 1904, "The Proof and Measurement of Association
    between Two Things"). A directed layer counts with the mean of its two directions.

    Raises:
        UsageError: if both are the same layer.
    """
    if first.id == second.id:
        raise UsageError(f"two layers are wanted, got {first.id!r} twice")
    one, other = (
        _undirected(world, layer, timeline.nearest(layer, at)) for layer in (first, second)
    )
    among = frozenset(among)
    both = sorted(k for k in one.keys() & other if k[:3] in among and k[4:] in among)
    ranks, other_ranks = (_ranks([scores[k] for k in both]) for scores in (one, other))
    found = [
        Disagreement(key, one[key], other[key], rank, other_rank)
        for key, rank, other_rank in zip(both, ranks, other_ranks, strict=True)
    ]
    found.sort(key=lambda entry: (-abs(entry.gap), entry.pair))
    return LayerComparison(
        first=first.id,
        first_period=_period(first, timeline.nearest(first, at)),
        second=second.id,
        second_period=_period(second, timeline.nearest(second, at)),
        pairs=len(both),
        agreement=_correlation(ranks, other_ranks),
        disagreements=tuple(found),
    )


def compare_directions(
    world: World, layer: Layer, at: int, among: Collection[str]
) -> DirectionComparison:
    """Where a directed layer differs by direction.

    Raises:
        UsageError: if the layer is undirected, or has no data then.
    """
    if not layer.directed:
        raise UsageError(f"layer {layer.id!r} has no directions: both are the same")
    frame = _frame(world, layer, at)
    scores = frame.scores
    among = frozenset(among)
    found: list[Asymmetry] = []
    count = 0
    for key, i, j in _both_ways(world, layer.id):
        there, back = scores[i], scores[j]
        if NO_DATA in (there, back) or key[:3] not in among or key[4:] not in among:
            continue
        count += 1
        if there > back:
            found.append(Asymmetry(key, there / 100, back / 100))
        elif back > there:
            found.append(Asymmetry(f"{key[4:]}-{key[:3]}", back / 100, there / 100))
    found.sort(key=lambda entry: (-entry.gap, entry.pair))
    return DirectionComparison(layer.id, frame.period, count, tuple(found))


@lru_cache(maxsize=4)
def _both_ways(world: World, layer: str) -> tuple[tuple[str, int, int], ...]:
    """Pairs that a directed layer has in both directions, with their places in a frame."""
    place = {key: i for i, key in enumerate(world.source.pairs(layer))}
    return tuple(
        (key, i, place[back])
        for key, i in place.items()
        if key[:3] < key[4:] and (back := f"{key[4:]}-{key[:3]}") in place
    )


def _frame(world: World, layer: Layer, at: int) -> Frame:
    frame = world.frame(layer, at)
    if frame is None:
        first, last = layer.periods[0], layer.periods[-1]
        raise UsageError(f"{layer.title}: no data in {_period(layer, at)} ({first} to {last})")
    return frame


def _period(layer: Layer, at: int) -> str:
    return period_text(period_at(at, layer.frequency), layer.frequency)


def _undirected(world: World, layer: Layer, at: int) -> dict[str, float]:
    frame = _frame(world, layer, at)
    sums: dict[str, list[float]] = {}
    for key, score in zip(world.source.pairs(layer.id), frame.scores, strict=False):
        if score != NO_DATA:
            a, b = sorted((key[:3], key[4:]))
            sums.setdefault(f"{a}-{b}", []).append(score / 100)
    return {key: sum(scores) / len(scores) for key, scores in sums.items()}


def _ranks(scores: Sequence[float]) -> list[float]:
    """Fractional ranks as shares of 100."""
    order = sorted(range(len(scores)), key=scores.__getitem__)
    ranks = [0.0] * len(scores)
    i = 0
    while i < len(order):
        j = i
        while j + 1 < len(order) and scores[order[j + 1]] == scores[order[i]]:
            j += 1
        for k in range(i, j + 1):
            ranks[order[k]] = 100 * ((i + j) / 2 + 0.5) / len(order)
        i = j + 1
    return ranks


def _correlation(a: Sequence[float], b: Sequence[float]) -> float | None:
    n = len(a)
    if n < 3:
        return None
    mean_a, mean_b = sum(a) / n, sum(b) / n
    cov = sum((x - mean_a) * (y - mean_b) for x, y in zip(a, b, strict=True))
    var_a, var_b = sum((x - mean_a) ** 2 for x in a), sum((y - mean_b) ** 2 for y in b)
    return cov / (var_a * var_b) ** 0.5 if var_a and var_b else None
