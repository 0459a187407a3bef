"""Triads of a signed graph: which are balanced, and how tense the others are.

A closed triad is balanced if the product of its signs is positive: three friends, or two friends
with a common foe (Heider 1946; Cartwright and Harary 1956, "Structural Balance: A Generalization of
Heider's Theory", Psychological Review 63(5)). Davis (1967) would also allow three foes; that is
weak balance, and ``all_foes`` is counted apart so that both can be read off.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Signs = NDArray[np.int8]
"""Symmetric: -1, 0 or +1; 0 on the diagonal."""
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Census:
    """How many closed triads there are of each kind; a triad without a sign is none."""

    all_friends: int
    """``+++``"""
    torn: int
    """``++-``: a country between two friends that are foes of each other."""
    common_foe: int
    """``+--``"""
    all_foes: int
    """``---``"""

    @property
    def closed(self) -> int:
        """All of them."""
        return self.all_friends + self.torn + self.common_foe + self.all_foes

    @property
    def balanced(self) -> float | None:
        """The share of balanced ones; None if there is no closed triad."""
        return (self.all_friends + self.common_foe) / self.closed if self.closed else None

    @property
    def weakly_balanced(self) -> float | None:
        """The share that is balanced in the sense of Davis."""
        return 1 - self.torn / self.closed if self.closed else None


def census(signs: Signs) -> Census:
    """Count the closed triads by the traces of products of the two halves of the graph."""
    plus = (signs > 0).astype(np.float64)
    minus = (signs < 0).astype(np.float64)
    friends, foes = plus @ plus, minus @ minus
    return Census(
        all_friends=round(float((friends * plus).sum()) / 6),
        torn=round(float((friends * minus).sum()) / 2),
        common_foe=round(float((foes * plus).sum()) / 2),
        all_foes=round(float((foes * minus).sum()) / 6),
    )


def imbalanced(signs: Signs) -> Places:
    """All imbalanced triads, a row of three nodes in order each, sorted."""
    found = []
    for i, j in np.argwhere(np.triu(signs < 0)):
        between = np.flatnonzero(signs[i] * signs[j] > 0)
        # A triad of three foes is met three times: it is taken where its third node is the last.
        kept = between[(signs[i, between] > 0) | (between > j)]
        found.append(np.column_stack([np.full_like(kept, i), np.full_like(kept, j), kept]))
    rows = np.sort(np.concatenate([np.empty((0, 3), dtype=np.int64), *found]), axis=1)
    return rows[np.lexsort((rows[:, 2], rows[:, 1], rows[:, 0]))]


def edges(rows: Places) -> tuple[Places, Places]:
    """The two ends of the three edges of each triad: first and second, first and third, rest."""
    return rows[:, [0, 0, 1]], rows[:, [1, 2, 2]]


def tension(strengths: NDArray[np.float64], rows: Places) -> NDArray[np.float64]:
    """How tense each triad is: as much as its weakest tie, which is what would give.

    Our own choice, in the unit of the strengths: it grows with no tie beyond the weakest, and with
    all three.
    """
    a, b = edges(rows)
    return np.asarray(strengths[a, b].min(axis=1, initial=np.inf), dtype=np.float64)
