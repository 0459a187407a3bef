"""Nodes in groups, so that as much as possible of a symmetric matrix of gains lies within groups.

Two questions are of this form: communities of a signed network, whose gains are its signed
modularity (Traag and Bruggeman 2009), and the two camps of structural balance, whose gains are the
signs themselves. Finding the best partition is NP-hard; this is a local search of nodes and of
whole groups (Blondel, Guillaume, Lambiotte and Lefebvre 2008, "Fast unfolding of communities in
large networks"), from scratch several times, then from the best one shaken (iterated local search,
Lourenço, Martin and Stützle 2003). Its seed is fixed.

The search sees the nodes in an order that their gains alone decide, so that neither the names of
the nodes nor the order they come in change what is found.
"""

import numpy as np
from numpy.typing import NDArray

Gains = NDArray[np.float64]
"""Symmetric; the diagonal is not looked at."""
Labels = NDArray[np.int64]
"""The group of each node: 0 is the largest, of equals the one that begins first."""

KICKS = 20
"""Searches beyond the first: half of them from scratch, half from the best one shaken."""
SHARES = (0.15, 0.5, 0.3, 0.8)
"""The shares of nodes that kicks move, in turn: near the best found, and far from it."""
LEAST = 1e-9
"""A gain below this is rounding."""


def partition(gains: Gains, groups: int | None = None, *, kicks: int = KICKS) -> Labels:
    """The best partition found, in at most ``groups`` groups; it is not proven to be the best.

    Raises:
        ValueError: if the matrix is not square and symmetric, or ``groups`` is not positive.
    """
    if gains.ndim != 2 or not np.array_equal(gains, gains.T):
        raise ValueError("gains must be a symmetric matrix")
    if groups is not None and groups < 1:
        raise ValueError(f"a partition wants one group or more, got {groups}")
    n = len(gains)
    if n == 0:
        return np.zeros(0, dtype=np.int64)
    order = structural_order(gains)
    inner = np.array(gains[np.ix_(order, order)], dtype=np.float64)
    np.fill_diagonal(inner, 0.0)
    limit = n if groups is None else min(groups, n)
    found = _search(inner, limit, kicks)
    labels = np.empty(n, dtype=np.int64)
    labels[order] = found
    return by_size(labels)


def within(gains: Gains, labels: Labels) -> float:
    """What a partition gains: the sum over all pairs of nodes in one group, each pair once."""
    together = np.triu(labels[:, None] == labels[None, :], 1)
    return float(gains[together].sum())


def by_size(labels: Labels) -> Labels:
    """The same groups, numbered from the largest; of equals the one with the first node."""
    names, first, size = np.unique(labels, return_index=True, return_counts=True)
    rank = np.lexsort((first, -size))
    number = np.empty(len(names), dtype=np.int64)
    number[rank] = np.arange(len(names))
    return number[np.searchsorted(names, labels)]


def structural_order(gains: Gains) -> NDArray[np.int64]:
    """The nodes in an order that does not depend on the order they are given in.

    Nodes are told apart by their sorted gains, then by those to nodes told apart already (colour
    refinement, Weisfeiler and Leman 1968). Nodes that stay alike are almost always exchangeable.
    """
    n = len(gains)
    values = np.unique(gains, return_inverse=True)[1].reshape(n, n).astype(np.int64)
    colour = np.diagonal(values) * 0
    known = 1
    while True:
        rows = np.sort(values * n + colour[None, :], axis=1)
        rows = np.column_stack([colour, rows])
        colour = np.unique(rows, axis=0, return_inverse=True)[1].reshape(n)
        if (now := int(colour.max()) + 1) == known or now == n:
            return np.argsort(colour, kind="stable")
        known = now


def _search(gains: Gains, limit: int, kicks: int) -> Labels:
    """The best of some climbs from scratch, then of climbs from the best one shaken."""
    n = len(gains)
    random = np.random.default_rng(0)
    best = np.arange(n) % limit
    most = within(gains, best)
    for _ in range(1 + kicks // 2):
        best, most = _better(gains, _climb(gains, np.arange(n) % limit, limit, random), best, most)
    for kick in range(kicks - kicks // 2):
        shaken = best.copy()
        moved = random.random(n) < SHARES[kick % len(SHARES)]
        shaken[moved] = random.integers(0, limit, int(moved.sum()))
        best, most = _better(gains, _climb(gains, shaken, limit, random), best, most)
    return best


def _better(gains: Gains, labels: Labels, best: Labels, most: float) -> tuple[Labels, float]:
    gained = within(gains, labels)
    return (labels, gained) if gained > most + LEAST else (best, most)


def _climb(gains: Gains, labels: Labels, limit: int, random: np.random.Generator) -> Labels:
    """Move nodes, then whole groups as if they were nodes, until neither gains."""
    while True:
        _move(gains, labels, limit, random)
        names, group = np.unique(labels, return_inverse=True)
        member = (group[:, None] == np.arange(len(names))[None, :]).astype(np.float64)
        between = member.T @ gains @ member
        np.fill_diagonal(between, 0.0)
        joined = np.arange(len(names))
        if not _move(between, joined, len(names), random):
            return labels
        labels = names[joined][group]


def _move(gains: Gains, labels: Labels, limit: int, random: np.random.Generator) -> bool:
    """Node by node in a random order to where it gains most, until no node does; if any moved."""
    n = len(labels)
    member = np.zeros((n, limit))
    member[np.arange(n), labels] = 1.0
    to_group = gains @ member
    has_moved = False
    while True:
        is_still = True
        for node in random.permutation(n):
            group, own = int(to_group[node].argmax()), labels[node]
            if to_group[node, group] > to_group[node, own] + LEAST:
                to_group[:, own] -= gains[:, node]
                to_group[:, group] += gains[:, node]
                labels[node] = group
                is_still, has_moved = False, True
        if is_still:
            return has_moved
