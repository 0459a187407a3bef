"""How well a score tells hostile pairs from others.

The measure is the AUC: the probability that a hostile pair scores lower than another one, ties
counting half (Hanley and McNeil 1982, "The Meaning and Use of the Area under a ROC Curve"): 0.5 is
chance, 1 is perfect. Its interval is a bootstrap that draws *pairs*, with all of their years, as
years of one pair are no independent evidence (cluster bootstrap, Field and Welsh 2007).
"""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]

LEVEL = 0.95
"""Of the intervals."""
Z = 1.96


@dataclass(frozen=True, eq=False)
class Units:
    """Scores of pairs in years, labelled. One entry a unit; those without a score are left out."""

    scores: Numbers
    hostile: Flags
    pairs: Whole
    """The number of each unit's pair, from 0."""

    def __len__(self) -> int:
        """How many units."""
        return len(self.scores)

    def where(self, chosen: Flags) -> "Units":
        """Some of the units."""
        return Units(self.scores[chosen], self.hostile[chosen], self.pairs[chosen])


class Separation:
    """The AUC of some units under any weights of their pairs."""

    def __init__(self, units: Units) -> None:
        """Raises ValueError if there is no hostile unit, or no other one."""
        if not units.hostile.any() or units.hostile.all():
            raise ValueError("an AUC wants a hostile pair and another one")
        others, own = units.where(~units.hostile), units.where(units.hostile)
        order = np.argsort(others.scores, kind="stable")
        self._other_pairs, self._own_pairs = others.pairs[order], own.pairs
        ranked = others.scores[order]
        self._below = np.searchsorted(ranked, own.scores, side="left")
        self._upto = np.searchsorted(ranked, own.scores, side="right")

    def auc(self, weights: Numbers | None = None) -> float:
        """The AUC; with a weight for each pair, not a number if all of one kind weigh nothing."""
        own, other = np.ones(len(self._own_pairs)), np.ones(len(self._other_pairs))
        if weights is not None:
            own, other = weights[self._own_pairs], weights[self._other_pairs]
        summed = np.concatenate([[0.0], np.cumsum(other)])
        whole, counted = summed[-1], own.sum()
        if not whole or not counted:
            return float("nan")
        higher = whole - (summed[self._below] + summed[self._upto]) / 2
        return float((own * higher).sum() / (counted * whole))


def draws(pairs: int, times: int, seed: int = 0) -> "list[Numbers]":
    """Weights of pairs for so many bootstrap samples: how often each was drawn."""
    random = np.random.default_rng(seed)
    return [
        np.bincount(random.integers(0, pairs, pairs), minlength=pairs).astype(np.float64)
        for _ in range(times)
    ]


def interval(values: Numbers) -> tuple[float, float]:
    """The middle 95 % of bootstrap values; those that are no number are left out."""
    tail = (1 - LEVEL) / 2
    low, high = np.nanquantile(values, [tail, 1 - tail])
    return float(low), float(high)


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927); (0, 1) of nothing."""
    if not of:
        return 0.0, 1.0
    share, square = hits / of, Z * Z / of
    middle = (share + square / 2) / (1 + square)
    half = Z * sqrt(share * (1 - share) / of + square / of / 4) / (1 + square)
    return max(0.0, middle - half), min(1.0, middle + half)
