"""Signed communities: brute force, a published implementation, and what must not matter."""

from typing import Any

import igraph
import leidenalg
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relations_tui.model.period import month
from relations_tui.query.blocs import weights_of
from relations_tui.query.signed_world import signed_graph
from relations_tui.query.world import World
from relations_tui.scoring.communities import communities, gains, participation, quality
from relations_tui.scoring.partition import Labels
from tests.scoring.test_signed_graphs import all_partitions


def network(n: int, seed: int) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """A dense signed network with weights of -1..1."""
    upper = np.triu(np.random.default_rng(seed).uniform(-1, 1, (n, n)), 1)
    return upper + upper.T


def camps(*sizes: int) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Groups of friends that are each other's foes."""
    label = np.repeat(np.arange(len(sizes)), sizes)
    weights = np.where(label[:, None] == label[None, :], 1.0, -1.0)
    np.fill_diagonal(weights, 0.0)
    return weights


def test_two_camps_are_found_and_their_quality_is_that_of_the_formula() -> None:
    weights = camps(4, 3)
    labels = communities(weights)
    assert labels.tolist() == [0, 0, 0, 0, 1, 1, 1]
    total = np.abs(weights).sum()
    plus, minus = np.maximum(weights, 0), np.maximum(-weights, 0)
    by_hand = sum(
        weights[i, j]
        - plus[i].sum() * plus[j].sum() / plus.sum()
        + minus[i].sum() * minus[j].sum() / minus.sum()
        for i in range(7)
        for j in range(7)
        if labels[i] == labels[j]
    )
    assert quality(weights, labels) == pytest.approx(by_hand / total)


@given(st.integers(2, 6), st.integers(0, 2**32 - 1))
def test_no_partition_of_few_is_better(n: int, seed: int) -> None:
    weights = network(n, seed)
    best = max(quality(weights, np.array(labels)) for labels in all_partitions(n))
    assert quality(weights, communities(weights)) == pytest.approx(best)


def by_leiden(weights: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> Labels:
    """The communities that leidenalg finds: the signed modularity as two layers, one of foes."""

    def part(own: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> Any:
        graph = igraph.Graph.Weighted_Adjacency(own.tolist(), mode="undirected")
        return leidenalg.RBConfigurationVertexPartition(graph, weights=graph.es["weight"])

    plus, minus = part(np.maximum(weights, 0)), part(np.maximum(-weights, 0))
    optimiser = leidenalg.Optimiser()
    optimiser.set_rng_seed(1)
    optimiser.optimise_partition_multiplex([plus, minus], layer_weights=[1, -1], n_iterations=5)
    return np.array(plus.membership)


@settings(deadline=None)
@given(st.integers(5, 40), st.integers(0, 2**32 - 1))
def test_it_is_as_good_as_the_authors_own(n: int, seed: int) -> None:
    """leidenalg is by Traag, whose method this is. Neither search is exact: random networks have
    many partitions that are nearly as good.
    """
    weights = network(n, seed)
    theirs = by_leiden(weights)
    assert quality(weights, communities(weights)) >= quality(weights, theirs) - 0.01


@given(st.integers(2, 30), st.integers(0, 2**32 - 1))
def test_names_and_order_do_not_matter(n: int, seed: int) -> None:
    weights = network(n, seed)
    order = np.random.default_rng(seed).permutation(n)
    here, there = communities(weights), communities(weights[np.ix_(order, order)])
    assert same(here[order], there)


def test_on_the_bundle_it_is_no_worse_than_the_authors_own(world: World) -> None:
    at = month("2023-06")
    graph = signed_graph(world, world.layer("overall"), at, world.order("name", "", at))
    assert graph is not None
    weights = weights_of(graph)
    assert quality(weights, communities(weights)) >= quality(weights, by_leiden(weights)) - 1e-9


def same(a: Labels, b: Labels) -> bool:
    """Whether two partitions have the same groups."""
    return bool(((a[:, None] == a[None, :]) == (b[:, None] == b[None, :])).all())


def test_a_higher_resolution_makes_smaller_groups() -> None:
    weights = np.abs(network(30, 5)) + 2 * np.maximum(camps(10, 10, 10), 0)
    np.fill_diagonal(weights, 0.0)
    few, many = communities(weights, 0.2), communities(weights, 3.0)
    assert few.max() < many.max()
    with pytest.raises(ValueError, match="resolution"):
        gains(weights, 0.0)


def test_participation_by_hand() -> None:
    """One tie of weight 1 into each of two groups: 1 - 2 * (1/2)^2; all in one: 0."""
    weights = np.zeros((4, 4))
    weights[0, 1] = weights[1, 0] = weights[0, 2] = weights[2, 0] = 1.0
    found = participation(weights, np.array([0, 0, 1, 1]))
    assert found.tolist() == [0.5, 0.0, 0.0, 0.0]
