"""Triads asked of a world: the tense ones, what would balance each, and its time line."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import msgspec
import numpy as np
from numpy.typing import NDArray

from relations_tui.errors import UsageError
from relations_tui.model.country import Pair
from relations_tui.model.layer import Layer
from relations_tui.query.signed_world import NEUTRAL_BAND, SignedGraph
from relations_tui.query.world import World
from relations_tui.scoring.triads import Census, Places, census, imbalanced, tension


class Tie(msgspec.Struct, frozen=True):
    """One side of a triad."""

    a: str
    b: str
    score: float | None
    """None where there is no data."""
    sign: int
    """0 where there is no data, or within the neutral band."""


class Triad(msgspec.Struct, frozen=True):
    """Three countries and how they get on."""

    a: str
    b: str
    c: str
    ties: tuple[Tie, Tie, Tie]
    tension: float | None
    """Points: the size of its weakest tie; None unless it is imbalanced."""

    @property
    def is_closed(self) -> bool:
        """Whether all three ties have a sign."""
        return all(tie.sign for tie in self.ties)

    @property
    def is_balanced(self) -> bool:
        """Whether it is closed and the product of its signs is positive."""
        return self.ties[0].sign * self.ties[1].sign * self.ties[2].sign > 0

    @property
    def weakest(self) -> Tie:
        """The tie nearest to 0 of those with a sign: the likeliest to give."""
        return min(
            (tie for tie in self.ties if tie.sign),
            key=lambda tie: (abs(tie.score or 0.0), tie.a, tie.b),
            default=self.ties[0],
        )

    @property
    def signs(self) -> str:
        """``++-``, friends first; ``?`` where there is none."""
        order = {1: "+", 0: "?", -1: "-"}
        return "".join(order[sign] for sign in sorted((t.sign for t in self.ties), reverse=True))


SOLID = 4.0
"""Times the pseudo-evidence: from there on it takes at most a fifth off a score."""
Rests = Callable[[Pair], float]
"""What the sign of a pair rests on, in the layer's unit."""


@dataclass(frozen=True, eq=False)
class Tense:
    """The imbalanced triads of some countries, the most tense first; a row is made when asked."""

    graph: SignedGraph
    rows: Places
    tensions: NDArray[np.float64]
    """Hundredths of points."""
    thin: int = 0
    """How many more there are that rest on too little."""

    def __len__(self) -> int:
        """How many there are."""
        return len(self.rows)

    def __getitem__(self, rank: int) -> Triad:
        """One by its rank from 0."""
        a, b, c = (self.graph.nodes[node] for node in self.rows[rank])
        return triad(self.graph, (a, b, c))

    @cached_property
    def census(self) -> Census:
        """All closed triads of the graph, of which these are some."""
        return census(self.graph.signs)


def solid(world: World, layer: Layer) -> float:
    """The evidence from which on the scores of a layer are more than a few reports.

    In the layer's unit: four times its pseudo-evidence; of a composite that of its backbone. 0 for
    layers that have none.
    """
    backbone = world.layer(next(iter(layer.parts))) if layer.parts else layer
    return SOLID * backbone.prior


def rests_on(world: World, layer: Layer, pair: Pair, at: int) -> float:
    """The evidence of a pair; of a directed layer that of the weaker direction."""
    ways = (pair, pair.swapped) if layer.directed else (pair,)
    return min(world.evidence(layer, way, at) for way in ways)


def tense(
    graph: SignedGraph, of: Collection[str] = (), least: float = 0.0, rests: Rests | None = None
) -> Tense:
    """The imbalanced triads of a graph that have all the countries ``of``, most tense first.

    Args:
        graph: scores and signs.
        of: countries.
        least: triads with a pair that rests on less are only counted.
        rests: what a pair rests on; None: enough.

    Raises:
        UsageError: if one of them is not in the graph.
    """
    rows = imbalanced(graph.signs)
    for iso3 in of:
        if iso3 not in graph.nodes:
            raise UsageError(f"{iso3} is not among the countries looked at")
        rows = rows[(rows == graph.nodes.index(iso3)).any(axis=1)]
    everyone = len(rows)
    if least > 0 and rests is not None:
        rows = rows[_solid(graph, rows, least, rests)]
    strengths = np.abs(graph.scores.astype(np.float64))
    tensions = tension(strengths, rows)
    ranked = np.lexsort((rows[:, 2], rows[:, 1], rows[:, 0], -_mean(strengths, rows), -tensions))
    return Tense(graph, rows[ranked], tensions[ranked], everyone - len(rows))


def _solid(graph: SignedGraph, rows: Places, least: float, rests: Rests) -> NDArray[np.bool_]:
    """Which triads have three pairs that rest on enough; each pair is looked at once."""
    n, (a, b, c) = len(graph.nodes), rows.T
    sides = np.stack([a * n + b, a * n + c, b * n + c])
    pairs, places = np.unique(sides, return_inverse=True)
    enough = np.array(
        [rests(Pair(graph.nodes[p // n], graph.nodes[p % n])) >= least for p in pairs.tolist()],
        dtype=np.bool_,
    )
    return np.asarray(enough[places.reshape(sides.shape)].all(axis=0))


def _mean(strengths: NDArray[np.float64], rows: Places) -> NDArray[np.float64]:
    a, b, c = rows.T
    return np.asarray(strengths[a, b] + strengths[a, c] + strengths[b, c], dtype=np.float64)


def triad(graph: SignedGraph, members: Sequence[str]) -> Triad:
    """Three countries of a graph.

    Raises:
        UsageError: if they are not three, or one of them is not in the graph.
    """
    a, b, c = _three(members)
    missing = next((iso3 for iso3 in (a, b, c) if iso3 not in graph.nodes), "")
    if missing:
        raise UsageError(f"{missing} is not among the countries looked at")
    return _made((a, b, c), [graph.score(Pair(*pair)) for pair in combinations((a, b, c), 2)],
                 [graph.sign(Pair(*pair)) for pair in combinations((a, b, c), 2)])  # fmt: skip


def _three(members: Sequence[str]) -> tuple[str, str, str]:
    found = sorted(set(members))
    if len(found) != 3:
        raise UsageError(f"a triad is three countries, got {', '.join(members)}")
    return found[0], found[1], found[2]


def _made(
    members: tuple[str, str, str], scores: Sequence[float | None], signs: Sequence[int]
) -> Triad:
    first, second, third = (
        Tie(a, b, score, sign)
        for (a, b), score, sign in zip(combinations(members, 2), scores, signs, strict=True)
    )
    ties = (first, second, third)
    torn = all(signs) and signs[0] * signs[1] * signs[2] < 0
    tense_by = min(abs(score) for score in scores if score is not None) if torn else None
    return Triad(*members, ties, tense_by)


def sign_of(score: float | None, band: float) -> int:
    """The sign of a score as it is shown; 0 within the neutral band, and of no data."""
    if score is None or abs(round(score * 100)) <= round(band * 100):
        return 0
    return 1 if score > 0 else -1


def time_line(
    world: World, layer: Layer, members: Sequence[str], band: float = NEUTRAL_BAND
) -> list[tuple[str, Triad]]:
    """The triad in every period of the layer, oldest first."""
    a, b, c = _three(members)
    ways = [_both(world, layer, Pair(*pair)) for pair in combinations((a, b, c), 2)]
    return [
        (period, _made((a, b, c), scores, [sign_of(score, band) for score in scores]))
        for period, *scores in zip(layer.periods, *ways, strict=True)
    ]


def _both(world: World, layer: Layer, pair: Pair) -> list[float | None]:
    """The scores of a pair in every period; of a directed layer the mean of both directions."""
    one = [point.score for point in world.trend(layer, pair)] or [None] * len(layer.periods)
    if not layer.directed:
        return one
    other = [point.score for point in world.trend(layer, pair.swapped)]
    other = other or [None] * len(layer.periods)
    return [
        (a + b) / 2 if a is not None and b is not None else b if a is None else a
        for a, b in zip(one, other, strict=True)
    ]
