"""Values on scales of their own, made comparable by their ranks.

The rank transformation of Conover and Iman (1981), "Rank Transformations as a Bridge Between
Parametric and Nonparametric Statistics", The American Statistician 35(3).
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

LEAST = 3
"""Values below which nothing is said of a correlation."""


def percentiles(values: NDArray[Any], of: NDArray[np.bool_]) -> Numbers:
    """The percentile of each value among some, 0..100, in the middle of those it ties with.

    Not a number for the others.
    """
    found: Numbers = np.full(len(values), np.nan)
    distinct, which, counts = np.unique(values[of], return_inverse=True, return_counts=True)
    if len(distinct):
        middle = np.cumsum(counts) - counts / 2
        found[of] = (100 * middle / counts.sum())[which]
    return found


def correlation(a: NDArray[Any], b: NDArray[Any]) -> float | None:
    """Pearson's correlation, -1..+1; None below three values, or if either has no spread."""
    if len(a) < LEAST or not a.std() or not b.std():
        return None
    return float(np.clip(np.corrcoef(a, b)[0, 1], -1.0, 1.0))


def spearman(a: Numbers, b: Numbers) -> tuple[float | None, int]:
    """Spearman's rank correlation of the values that both have, and how many these are.

    Not a number is no value. None as :func:`correlation` says.
    """
    both = ~(np.isnan(a) | np.isnan(b))
    ranked = (percentiles(side, both)[both] for side in (a, b))
    return correlation(*ranked), int(np.count_nonzero(both))
