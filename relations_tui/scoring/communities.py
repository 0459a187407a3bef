"""Communities of a signed network: groups with friends inside and foes outside.

Signed modularity (Traag and Bruggeman 2009, "Community detection in networks with positive and
negative links", Physical Review E 80; Gómez, Jensen and Arenas 2009): within groups there should be
more positive and less negative weight than chance would put there,

    B_ij = w_ij - (g+ k+_i k+_j / 2m+  -  g- k-_i k-_j / 2m-)

with k the sums of a node's positive and negative weights and m half their sum over all nodes. The
resolution g (1 unless told otherwise) makes for more and smaller groups as it grows. The best
partition is sought by :mod:`relations_tui.scoring.partition`: other partitions are often nearly as
good, and groups below a size that grows with the network's can go unseen (Fortunato and Barthélemy
2007).
"""

import numpy as np
from numpy.typing import NDArray

from relations_tui.scoring.partition import KICKS, Gains, Labels, partition, within

Weights = NDArray[np.float64]
"""Symmetric; 0 where there is no tie and on the diagonal."""


def gains(weights: Weights, resolution: float = 1.0) -> Gains:
    """What two nodes add to the quality of a partition that has them in one group.

    Raises:
        ValueError: unless the resolution is positive.
    """
    if resolution <= 0:
        raise ValueError(f"the resolution must be positive, got {resolution:g}")
    expected = _expected(np.maximum(weights, 0.0)) - _expected(np.maximum(-weights, 0.0))
    found = weights - resolution * expected
    np.fill_diagonal(found, 0.0)
    return (found + found.T) / 2


def _expected(weights: Weights) -> Weights:
    strength = np.sort(weights, axis=1).sum(axis=1)  # in one order: names must not matter
    total = float(np.sort(strength).sum())
    return np.outer(strength, strength) / total if total else np.zeros_like(weights)


def communities(weights: Weights, resolution: float = 1.0, *, kicks: int = KICKS) -> Labels:
    """The group of each node, 0 for the largest; nodes without a tie are alone."""
    return partition(gains(weights, resolution), kicks=kicks)


def quality(weights: Weights, labels: Labels, resolution: float = 1.0) -> float:
    """The signed modularity of a partition, at most 1; 0 without ties."""
    total = float(np.abs(weights).sum())
    own = np.diagonal(_expected(np.maximum(weights, 0.0)) - _expected(np.maximum(-weights, 0.0)))
    inside = 2 * within(gains(weights, resolution), labels) - resolution * float(own.sum())
    return inside / total if total else 0.0


def participation(weights: Weights, labels: Labels) -> NDArray[np.float64]:
    """How evenly a node's positive ties are spread over the groups, 0..1 (0: all in one).

    P_i = 1 - sum over groups of (k_is / k_i)^2 (Guimerà and Amaral 2005, "Functional cartography of
    complex metabolic networks", Nature 433).
    """
    positive = np.maximum(weights, 0.0)
    member = (labels[:, None] == np.unique(labels)[None, :]).astype(np.float64)
    into = positive @ member
    whole = into.sum(axis=1, keepdims=True)
    shares = np.divide(into, whole, out=np.zeros_like(into), where=whole > 0)
    return np.where(whole[:, 0] > 0, 1 - (shares**2).sum(axis=1), 0.0)
