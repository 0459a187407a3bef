"""Before and after a date: a difference of means, and what chance alone would give.

Scores of neighbouring periods resemble each other, so that single periods must not be shuffled:
whole blocks of them are, as in Kirch (2007), "Block permutation principles for the change analysis
of dependent data", Journal of Statistical Planning and Inference 137(7). The p-value counts the
observed order as one of the draws (Davison and Hinkley 1997, ch. 4).

A difference is an association: it says nothing of what caused it.
"""

from collections.abc import Sequence

import msgspec

LEAST = 3
"""Periods on either side; with fewer there is nothing to compare."""
DRAWS = 2000


class Association(msgspec.Struct, frozen=True):
    """Means before and after a date, in points of the score."""

    before: int
    """How many periods there are before."""
    after: int
    mean_before: float
    mean_after: float
    low: float
    """From here to ``high`` lie 95 % of the differences in orders that chance made."""
    high: float
    p: float
    """How often chance gives a difference as large, either way."""
    block: int
    """Periods that stayed together when shuffled."""
    draws: int

    @property
    def difference(self) -> float:
        """The mean after less the mean before."""
        return self.mean_after - self.mean_before


def memory(scores: Sequence[float]) -> int:
    """How many periods a score remembers: the first lag at which it no longer resembles itself.

    That is where the sample autocorrelation comes within 1.96 / sqrt(n) of zero, at most a quarter
    of the series; 1 for scores that do not depend on those before.
    """
    import numpy as np

    if len(scores) < 2 * LEAST:
        return 1
    values = np.array(scores, dtype=float)
    values -= values.mean()
    variance = float(values @ values)
    if variance <= 1e-12:
        return 1
    longest = max(1, len(values) // 4)
    for lag in range(1, longest):
        if abs(float(values[:-lag] @ values[lag:])) / variance < 1.96 / len(values) ** 0.5:
            return lag
    return longest


def before_after(
    values: Sequence[tuple[int, float]],
    at: int,
    *,
    block: int = 1,
    draws: int = DRAWS,
    seed: int = 0,
) -> Association | None:
    """Compare the values before a period with those from it on.

    Args:
        values: periods and scores, in order; missing periods are left out.
        at: the period that begins the time after.
        block: how many neighbours stay together; 1 for values that do not depend on each other.
        draws: random orders; the same seed gives the same.
        seed: of the random orders.

    Returns:
        None if either side has fewer than three periods.
    """
    import numpy as np

    scores = np.array([score for _, score in values], dtype=float)
    split = sum(period < at for period, _ in values)
    count = len(scores)
    if min(split, count - split) < LEAST:
        return None
    random = np.random.default_rng(seed)
    # Where the first block begins is chance too, so that no pair of neighbours always stays.
    starts = random.integers(0, block, size=(draws, 1))
    blocks = (np.arange(count) + starts) // block
    keys = random.random((draws, int(blocks.max()) + 1))
    shuffled = scores[np.argsort(np.take_along_axis(keys, blocks, axis=1), axis=1, kind="stable")]
    chance = shuffled[:, split:].mean(axis=1) - shuffled[:, :split].mean(axis=1)
    mean_before, mean_after = float(scores[:split].mean()), float(scores[split:].mean())
    as_large = int((np.abs(chance) >= abs(mean_after - mean_before) - 1e-12).sum())
    low, high = np.quantile(chance, (0.025, 0.975))
    return Association(
        before=split,
        after=count - split,
        mean_before=mean_before,
        mean_after=mean_after,
        low=float(low),
        high=float(high),
        p=(1 + as_large) / (1 + draws),
        block=block,
        draws=draws,
    )
