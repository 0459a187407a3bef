"""The world as a signed graph: who is a friend of whom, by the sign of a layer's scores."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from relations_tui.errors import UsageError
from relations_tui.model.country import Pair
from relations_tui.model.layer import NO_DATA, Layer
from relations_tui.query.pair_columns import columns
from relations_tui.query.remember import per_world
from relations_tui.query.world import World

NEUTRAL_BAND = 1.0
"""Points on either side of 0 within which a pair has no sign, unless told otherwise."""


@dataclass(frozen=True, eq=False)
class SignedGraph:
    """The scores and signs of all pairs of some countries in one period of a layer."""

    nodes: tuple[str, ...]
    """Codes, sorted."""
    scores: NDArray[np.int16]
    """Hundredths, symmetric, ``n x n``; ``NO_DATA`` where there is none, and on the diagonal."""
    signs: NDArray[np.int8]
    """-1, 0 or +1: 0 where there is no data, and within the neutral band."""

    @property
    def edges(self) -> int:
        """Pairs that have a sign."""
        return int(np.count_nonzero(self.signs)) // 2

    def sign(self, pair: Pair) -> int:
        """The sign of a pair; raises ValueError if a country is not among the nodes."""
        return int(self.signs[self.nodes.index(pair.a), self.nodes.index(pair.b)])

    def score(self, pair: Pair) -> float | None:
        """The score of a pair; raises ValueError if a country is not among the nodes."""
        found = int(self.scores[self.nodes.index(pair.a), self.nodes.index(pair.b)])
        return None if found == NO_DATA else found / 100


def signed_graph(
    world: World, layer: Layer, at: int, among: tuple[str, ...], band: float = NEUTRAL_BAND
) -> SignedGraph | None:
    """The signed graph of some countries in the month ``at``; None where the layer has no data.

    Of a directed layer a pair's score is the mean of both directions, or the one there is.

    Args:
        world: the data.
        layer: whose scores.
        at: a month.
        among: codes of countries.
        band: scores of at most this size have no sign.

    Raises:
        UsageError: unless the band is from 0 to below 10.
    """
    if not 0 <= band < 10:
        raise UsageError(f"the neutral band is from 0 to below 10 points, not {band:g}")
    return _graph(world, layer.id, at, tuple(sorted(set(among))), band)


@per_world(8)
def _graph(
    world: World, layer_id: str, at: int, nodes: tuple[str, ...], band: float
) -> SignedGraph | None:
    layer = world.layer(layer_id)
    frame = world.frame(layer, at)
    if frame is None:
        return None
    scores = dense(world, layer, nodes, columns(world, layer).of(frame))
    known = scores != NO_DATA
    limit = round(band * 100)
    signs = np.where(known & (scores > limit), 1, 0) - np.where(known & (scores < -limit), 1, 0)
    return SignedGraph(nodes, scores, signs.astype(np.int8))


def dense(
    world: World, layer: Layer, nodes: tuple[str, ...], scores: NDArray[np.int16]
) -> NDArray[np.int16]:
    """A column of scores as a symmetric matrix, in hundredths; ``NO_DATA`` where there is none."""
    n = len(nodes)
    rows, cols, places = _places(world, layer.id, nodes)
    one_way = np.full((n, n), NO_DATA, dtype=np.int16)
    one_way[rows, cols] = scores[places]
    other = one_way.T
    if not layer.directed:
        return np.where(one_way == NO_DATA, other, one_way)
    both = (one_way != NO_DATA) & (other != NO_DATA)
    mean = np.rint((one_way.astype(np.int32) + other) / 2).astype(np.int16)
    return np.where(both, mean, np.where(one_way == NO_DATA, other, one_way))


@per_world(8)
def _places(
    world: World, layer_id: str, nodes: tuple[str, ...]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Row, column and place in the pair index of each pair that the layer has."""
    number = {iso3: i for i, iso3 in enumerate(nodes)}
    found = [
        (number[key[:3]], number[key[4:]], place)
        for place, key in enumerate(world.pairs(layer_id))
        if key[:3] in number and key[4:] in number
    ]
    table = np.array(found, dtype=np.int64).reshape(-1, 3)
    return table[:, 0], table[:, 1], table[:, 2]
