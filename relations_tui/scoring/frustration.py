"""The line index of balance: the fewest edges that stand against any split in two camps.

Harary (1959), "On the Measurement of Structural Balance"; called the frustration index by Aref and
Wilson (2018), "Measuring Partial Balance in Signed Networks", Journal of Complex Networks 6(4),
whose normalised form is F = 1 - 2 L / m. Finding it is NP-hard: it is exact up to 20 nodes, beyond
that between two bounds.
"""

from dataclasses import dataclass

import numpy as np

from relations_tui.scoring.partition import Gains as Numbers
from relations_tui.scoring.partition import Labels, partition
from relations_tui.scoring.triads import Signs

EXACT = 20
"""Nodes with an edge up to which all splits are looked at."""
CHUNK = 1 << 15
SLACK = 0.5


@dataclass(frozen=True, eq=False)
class Frustration:
    """The line index, or what it lies between."""

    low: int
    """No split does with fewer: as many imbalanced triads share no edge, and each needs one."""
    high: int
    """A split that does with so many was found."""
    camp: Labels
    """That split: 0 for the larger camp, 1 for the other; nodes without an edge are in camp 0."""
    optimal: int | None
    """How many splits are as good, where all were looked at."""
    edges: int

    @property
    def is_exact(self) -> bool:
        """Whether both bounds are one."""
        return self.low == self.high

    @property
    def normalised(self) -> float | None:
        """F = 1 - 2 L / m at the upper bound: not more than it is; None without edges."""
        return 1 - 2 * self.high / self.edges if self.edges else None


def frustration(signs: Signs) -> Frustration:
    """The line index of a signed graph."""
    tied = np.flatnonzero(signs.any(axis=1))
    inner = signs[np.ix_(tied, tied)].astype(np.float64)
    count = int(np.count_nonzero(signs)) // 2
    if len(tied) <= EXACT:
        against, camp, optimal = _exact(inner)
        low = against
    else:
        optimal, low = None, packed(signs)
        camp = partition(inner, 2, kicks=0)
        against = frustrated(inner, camp)
        if against > low:  # it may do with fewer: a longer search
            camp = partition(inner, 2)
            against = frustrated(inner, camp)
    whole = np.zeros(len(signs), dtype=np.int64)
    whole[tied] = _larger_first(camp)
    return Frustration(low, against, whole, optimal, count)


def frustrated(signs: Numbers, camp: Labels) -> int:
    """How many edges stand against a split: foes within a camp, friends across."""
    spin = 1.0 - 2.0 * camp
    return round(float(np.abs(signs).sum() - spin @ signs @ spin) / 4)


def _larger_first(camp: Labels) -> Labels:
    return 1 - camp if camp.sum() * 2 > len(camp) else camp


def _exact(signs: Numbers) -> tuple[int, Labels, int]:
    """The fewest, a split that reaches it, and how many do; the first node stays where it is."""
    n = len(signs)
    if n < 2:
        return 0, np.zeros(n, dtype=np.int64), 1
    most, best, optimal = -np.inf, 0, 0
    whole = 1 << (n - 1)
    for start in range(0, whole, CHUNK):
        splits = np.arange(start, min(start + CHUNK, whole))
        spins = _spins(splits, n)
        agree = ((spins @ signs) * spins).sum(axis=1)
        top = float(agree.max())
        if top > most + SLACK:
            most, best, optimal = top, int(splits[int(agree.argmax())]), 0
        optimal += int((agree > most - SLACK).sum())
    camp = ((1 - _spins(np.array([best]), n)[0]) / 2).astype(np.int64)
    return round((float(np.abs(signs).sum()) - most) / 4), camp, optimal


def _spins(splits: Labels, n: int) -> Numbers:
    bits = (splits[:, None] >> np.arange(n - 1)[None, :]) & 1
    return np.column_stack([np.ones(len(splits)), 1.0 - 2.0 * bits])


def packed(signs: Signs) -> int:
    """How many imbalanced triads were found that share no edge, foe by foe."""
    free = signs != 0
    found = 0
    for i, j in np.argwhere(np.triu(signs < 0)):
        if not free[i, j]:
            continue
        between = np.flatnonzero((signs[i] * signs[j] > 0) & free[i] & free[j])
        if len(between):
            found += 1
            for a, b in ((i, j), (i, between[0]), (j, between[0])):
                free[a, b] = free[b, a] = False
    return found
