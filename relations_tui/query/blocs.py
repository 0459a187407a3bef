"""The blocs that the world falls into at a date: members, movers, bridges."""

from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_uppercase

import numpy as np
from numpy.typing import NDArray

from relations_tui.errors import UsageError
from relations_tui.model.layer import NO_DATA, Layer
from relations_tui.query.remember import per_world
from relations_tui.query.signed_world import NEUTRAL_BAND, SignedGraph, signed_graph
from relations_tui.query.world import World
from relations_tui.scoring.communities import communities, participation, quality
from relations_tui.scoring.partition import Labels

TRIALS = 12
"""Graphs with scores shaken within the neutral band, by which a membership is tested."""
LEAST = 2
"""Members that make a bloc; who is alone is in none."""
HARDLY = 1.0
"""Points by which a score is shaken where the band is narrower."""


@dataclass(frozen=True, eq=False)
class Blocs:
    """The blocs of some countries in one period of a layer."""

    graph: SignedGraph
    labels: Labels
    """The bloc of each node of the graph, from 0; -1 for who is in none."""
    firm: NDArray[np.float64]
    """For each node, the share of shaken graphs in which it stays with the core of its bloc."""
    bridging: NDArray[np.float64]
    """For each node, how evenly its friends are spread over the blocs, 0..1."""
    quality: float
    """Signed modularity."""

    @property
    def count(self) -> int:
        """How many blocs there are."""
        return int(self.labels.max(initial=-1)) + 1

    def members(self, bloc: int) -> tuple[str, ...]:
        """The countries of a bloc, by code."""
        return tuple(self.graph.nodes[node] for node in np.flatnonzero(self.labels == bloc))

    @property
    def loners(self) -> tuple[str, ...]:
        """Countries in no bloc: without a tie that has a sign, or at home in none."""
        return self.members(-1)

    def of(self, iso3: str) -> int:
        """The bloc of a country; -1 if it is in none, or not in the graph."""
        nodes = self.graph.nodes
        return int(self.labels[nodes.index(iso3)]) if iso3 in nodes else -1

    def mean(self, a: int, b: int) -> float | None:
        """The mean score between the members of two blocs, or of one; None without data."""
        scores = self.graph.scores[np.ix_(self.labels == a, self.labels == b)]
        known = scores[scores != NO_DATA]
        return float(known.mean()) / 100 if len(known) else None


def letter(bloc: int) -> str:
    """``A`` for the first bloc; a dash for none."""
    if bloc < 0:
        return "-"
    return ascii_uppercase[bloc % 26] + (str(bloc // 26) if bloc >= 26 else "")


def find_blocs(
    world: World,
    layer: Layer,
    at: int,
    among: tuple[str, ...],
    band: float = NEUTRAL_BAND,
    resolution: float = 1.0,
) -> Blocs | None:
    """The blocs of some countries in the month ``at``; None where the layer has no data.

    Raises:
        UsageError: if the band or the resolution are out of range.
    """
    if not 0.1 <= resolution <= 10:
        raise UsageError(f"the resolution is from 0.1 to 10, not {resolution:g}")
    return _blocs(world, layer.id, at, tuple(sorted(among)), band, resolution)


@per_world(32)
def _blocs(
    world: World, layer_id: str, at: int, among: tuple[str, ...], band: float, resolution: float
) -> Blocs | None:
    graph = signed_graph(world, world.layer(layer_id), at, among, band)
    if graph is None:
        return None
    weights = weights_of(graph)
    labels = _without_loners(communities(weights, resolution))
    return Blocs(
        graph=graph,
        labels=labels,
        firm=_firm(graph, labels, max(band, HARDLY), resolution),
        bridging=participation(weights, labels),
        quality=quality(weights, labels, resolution),
    )


def weights_of(graph: SignedGraph) -> NDArray[np.float64]:
    """The ties of a graph as weights of -1..1: its scores, 0 where there is no sign."""
    return np.where(graph.signs != 0, graph.scores / 1000.0, 0.0)


def _without_loners(labels: Labels) -> Labels:
    sizes = np.bincount(labels)
    return np.where(sizes[labels] >= LEAST, labels, -1)


def _firm(
    graph: SignedGraph, labels: Labels, shake: float, resolution: float
) -> NDArray[np.float64]:
    """How often each node stays with most of its bloc when all scores are shaken."""
    random = np.random.default_rng(0)
    weights, n = weights_of(graph), len(labels)
    order = np.lexsort(np.sort(weights, axis=1).T)  # the same noise whatever the names are
    stayed = np.zeros(n)
    tied = weights != 0
    for _ in range(TRIALS):
        noise = np.triu(random.uniform(-shake, shake, (n, n)) / 10, 1)
        shaken = np.zeros((n, n))
        shaken[np.ix_(order, order)] = noise + noise.T
        other = communities(
            np.where(tied, np.clip(weights + shaken, -1, 1), 0.0), resolution, kicks=0
        )
        for bloc in range(int(labels.max(initial=-1)) + 1):
            own = labels == bloc
            core = np.bincount(other[own]).argmax()
            stayed += own & (other == core)
    return stayed / TRIALS


def matched(before: Blocs, now: Blocs) -> dict[int, int]:
    """The bloc of now that each bloc of before has become: that with which it shares most.

    Pairs of blocs are taken by their overlap (Jaccard), the largest first; one that has no
    counterpart left is not in the answer.
    """
    then = [set(before.members(bloc)) for bloc in range(before.count)]
    today = [set(now.members(bloc)) for bloc in range(now.count)]
    overlaps = sorted(
        (
            (-len(old & new) / len(old | new), i, j)
            for i, old in enumerate(then)
            for j, new in enumerate(today)
            if old & new
        ),
    )
    found: dict[int, int] = {}
    for _, i, j in overlaps:
        if i not in found and j not in found.values():
            found[i] = j
    return found


def moved(before: Blocs, now: Blocs) -> list[tuple[str, int, int]]:
    """The countries in another bloc than before: code, bloc before, bloc now, in the terms of now.

    A bloc of before that is no more is -1; so is to be in none. Who has no sign at either date did
    not move.
    """
    became = matched(before, now)
    found = []
    for iso3 in now.graph.nodes:
        if iso3 not in before.graph.nodes:
            continue
        then, today = became.get(before.of(iso3), -1), now.of(iso3)
        if then != today and before.of(iso3) >= 0 and today >= 0:
            found.append((iso3, then, today))
    return sorted(found, key=lambda one: (one[1], one[2], one[0]))


def in_blocs(world: World, found: Blocs, base: Sequence[str]) -> tuple[str, ...]:
    """Countries by bloc, in each those first that are most at home; who is in none comes last."""
    weights, nodes = weights_of(found.graph), list(found.graph.nodes)
    place = {iso3: rank for rank, iso3 in enumerate(base)}

    def key(iso3: str) -> tuple[int, float, int]:
        node = nodes.index(iso3)
        bloc = int(found.labels[node])
        home = float(weights[node][found.labels == bloc].sum()) if bloc >= 0 else 0.0
        return (bloc if bloc >= 0 else found.count, -round(home, 9), place[iso3])

    return tuple(sorted((iso3 for iso3 in base if iso3 in nodes), key=key))
