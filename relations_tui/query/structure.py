"""Orders of the matrix that show its structure: by blocs, and by how alike the rows are."""

import numpy as np
from numpy.typing import NDArray

from relations_tui.model.layer import NO_DATA, Layer
from relations_tui.query.blocs import find_blocs, in_blocs
from relations_tui.query.order import Order
from relations_tui.query.remember import per_world
from relations_tui.query.signed_world import NEUTRAL_BAND, SignedGraph, signed_graph
from relations_tui.query.world import World

FAR = 20.0
"""Points between two rows that share no column with data: the whole scale."""


def structural(
    world: World, layer: Layer, at: int, order: Order, focus: str, band: float = NEUTRAL_BAND
) -> tuple[str, ...]:
    """The codes of a focus by blocs or by similarity; by activity where the layer has no data.

    Raises:
        UsageError: for a focus that is none.
    """
    return _structural(world, layer.id, at, order, focus, band)


@per_world(32)
def _structural(
    world: World, layer_id: str, at: int, order: Order, focus: str, band: float
) -> tuple[str, ...]:
    base = world.order("activity", focus, at)
    layer = world.layer(layer_id)
    if order == "blocs":
        found = find_blocs(world, layer, at, base, band)
        return base if found is None else in_blocs(world, found, base)
    graph = signed_graph(world, layer, at, base, band)
    return base if graph is None else by_likeness(graph, base)


def by_likeness(graph: SignedGraph, base: tuple[str, ...]) -> tuple[str, ...]:
    """Countries so that neighbours get on alike with all others; without data last.

    Rows are clustered by their mean distance over the columns that both have (average linkage), and
    the leaves of the tree are turned so that neighbours are as near as can be: optimal leaf
    ordering (Bar-Joseph, Gifford and Jaakkola 2001, "Fast optimal leaf ordering for hierarchical
    clustering", Bioinformatics 17).
    """
    from scipy.cluster.hierarchy import leaves_list, linkage, optimal_leaf_ordering
    from scipy.spatial.distance import squareform

    nodes = np.array(graph.nodes)
    known = graph.scores != NO_DATA
    with_data = np.flatnonzero(known.any(axis=1))
    last = [iso3 for iso3 in base if iso3 not in set(nodes[with_data])]
    if len(with_data) < 3:
        return base
    near = distances(graph.scores[with_data] / 100.0, known[with_data])
    condensed = squareform(near, checks=False)
    tree = optimal_leaf_ordering(linkage(condensed, "average"), condensed)
    order = [str(nodes[with_data[leaf]]) for leaf in leaves_list(tree)]
    place = {iso3: rank for rank, iso3 in enumerate(base)}
    if place[order[0]] > place[order[-1]]:  # a tree has no left and right: the active end first
        order.reverse()
    return (*order, *last)


def distances(
    rows: NDArray[np.float64],
    known: NDArray[np.bool_],
) -> NDArray[np.float64]:
    """The root mean square distance of every two rows over the columns that both know."""
    there = known.astype(np.float64)
    values = np.where(known, rows, 0.0)
    squares = values**2
    both = there @ there.T
    summed = squares @ there.T + there @ squares.T - 2 * values @ values.T
    mean = np.divide(
        np.maximum(summed, 0.0), both, out=np.full_like(summed, FAR**2), where=both > 0
    )
    found = np.sqrt(mean)
    np.fill_diagonal(found, 0.0)
    return np.asarray((found + found.T) / 2)
