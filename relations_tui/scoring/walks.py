"""Balance by closed walks of every length, not of triads alone."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from relations_tui.scoring.triads import Signs


def walk_balance(signs: Signs) -> float | None:
    """The share of closed walks that are positive, 0..1; None without edges.

    After Estrada and Benzi (2014), "Walk-based Measure of Balance in Signed Networks", Physical
    Review E 90: walks of length k weigh 1/k!, and the signed ones are held against all,
    tr f(A) / tr f(|A|). Two things are our own, as their measure
    is 0 in all but name for a graph as dense as the world's: walks shorter than three, which are
    always positive, are left out, and A is divided by the spectral radius of |A|. The ratio, -1..1,
    is given as the share of walks that are positive: (1 + ratio) / 2.
    """
    if not signs.any():
        return None
    graph = signs.astype(np.float64)
    unsigned = np.linalg.eigvalsh(np.abs(graph))
    radius = float(unsigned[-1])
    ratio = _walks(np.linalg.eigvalsh(graph) / radius) / max(_walks(unsigned / radius), 1e-12)
    return float(min(1.0, max(0.0, (1 + ratio) / 2)))


def _walks(values: NDArray[np.floating[Any]]) -> float:
    """The sum over eigenvalues of x^3/3! + x^4/4! + ..."""
    return float((np.exp(values) - 1 - values - values**2 / 2).sum())
