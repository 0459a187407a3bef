"""The Tsinghua score from months of coded news: which impact a month has, and the state after it.

Yan Xuetong and Zhou Fangyin (2004), "The Quantitative Measurement of Bilateral Relations", Zhongguo
Shehui Kexue 2004(6), in Chinese: each month the state of relations, -9..+9, moves by the impacts of
its events, good ones for less where relations are good already
(:mod:`relations_tui.scoring.impact`).

The authors read a table of impacts for each event by hand. Here a month of machine-coded news is
read as two events, a good and a bad one. With C and K the month's sums of cooperation and
conflict, k the layer's pseudo-evidence and ``STEP`` the most that a month can move a neutral state:

    good = STEP * C / (C + K + k),     bad = STEP * K / (C + K + k)

So the tone of the month counts, and its volume only as far as it makes the tone credible: the sums
themselves grow with how much is reported, a thousandfold between pairs. The impact of a month is at
most ``STEP``, hence the state can't leave its scale. States begin at 0, at the first month that has
news; a month without news leaves the state as it is. All four are our own choices.
"""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from relations_tui.scoring.impact import LIMIT

Numbers = NDArray[np.float64]

STEP = 1.0
"""Points of the scale; of 9. A state then forgets half of its beginning in half a year of news."""


def impacts(coop: Numbers, conf: Numbers, prior: float) -> tuple[Numbers, Numbers]:
    """The good and the bad impact, both >= 0, of months with such sums."""
    total = coop + conf + prior
    good, bad = (
        np.divide(part, total, out=np.zeros_like(total), where=total > 0) for part in (coop, conf)
    )
    return STEP * good, STEP * bad


def states(months: Iterable[tuple[Numbers, Numbers]], prior: float) -> Iterator[Numbers]:
    """The states of many pairs after each month, from 0 on: :func:`impact.month_batch` for all.

    Args:
        months: cooperation and conflict of each pair, month by month, none left out.
        prior: the layer's pseudo-evidence.
    """
    state: Numbers | None = None
    for coop, conf in months:
        good, bad = impacts(coop, conf, prior)
        if state is None:
            state = np.zeros_like(good)
        state = state + (LIMIT - state) / LIMIT * good - (LIMIT + state) / LIMIT * bad
        yield state


def net_cooperation(coop: Numbers, conf: Numbers, floor: float) -> Numbers:
    """``(C - K) / (C + K)``, -1..+1: a month's tone alone, without memory and without a prior.

    Not a number where the month's sums are below the floor, or nothing.
    """
    total = coop + conf
    known = (total > 0) & (total >= floor)
    return np.divide(coop - conf, total, out=np.full_like(total, np.nan), where=known)
