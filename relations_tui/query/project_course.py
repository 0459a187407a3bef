"""The relations among the members of a project over time: their mean, and the weakest link."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from relations_tui.model.country import Pair
from relations_tui.model.layer import NO_DATA
from relations_tui.model.period import period_at
from relations_tui.query import timeline
from relations_tui.query.pair_columns import columns
from relations_tui.query.projects import pairs_of, places
from relations_tui.query.remember import per_world
from relations_tui.query.world import World

Numbers = NDArray[np.float64]


class Stage(NamedTuple):
    """One period."""

    period: int
    known: int
    """Pairs of members that have data."""
    mean: float | None
    low: float | None
    """The score of the weakest link; None if no pair has data."""
    weakest: Pair | None


class Reign(NamedTuple):
    """How long a link has been the weakest without a break."""

    since: int
    """The first period."""
    periods: int
    """With data, the first and the last included; gaps in the data are stepped over."""
    from_the_start: bool
    """Whether the data of the members begin no earlier: it may have been longer."""


@dataclass(frozen=True, eq=False)
class Course:
    """Scores of every pair of members in every period of a layer."""

    pairs: tuple[Pair, ...]
    periods: tuple[int, ...]
    scores: Numbers
    """Points; a row a period, a column a pair; not a number is no data."""

    @property
    def stages(self) -> list[Stage]:
        """Every period, also those without any data."""
        return [self._stage(row) for row in range(len(self.periods))]

    def _stage(self, row: int) -> Stage:
        scores = self.scores[row]
        known = int(np.count_nonzero(~np.isnan(scores)))
        if not known:
            return Stage(self.periods[row], 0, None, None, None)
        place = int(np.nanargmin(scores))
        low = float(scores[place])
        return Stage(self.periods[row], known, float(np.nanmean(scores)), low, self.pairs[place])

    def reign(self, pair: Pair, period: int) -> Reign | None:
        """Since when a pair has been the weakest link of the members, ties included, up to a
        period; None if it is not the weakest in it.
        """
        column = self.pairs.index(pair)
        last = self.periods.index(period)
        since, count = None, 0
        for row in range(last, -1, -1):
            scores = self.scores[row]
            if np.isnan(scores).all():
                continue
            own = scores[column]
            if np.isnan(own) or own > np.nanmin(scores):
                break
            since, count = row, count + 1
        if since is None:
            return None
        earlier: Sequence[float] = self.scores[:since].ravel().tolist()
        return Reign(self.periods[since], count, all(np.isnan(one) for one in earlier))


@per_world(64)
def course(world: World, layer_id: str, members: tuple[str, ...]) -> Course:
    """How some countries got on with each other in every period of a layer.

    The first question of a layer reads all its periods, which takes about 0.2 s.
    """
    layer = world.layers[layer_id]
    table, pairs = columns(world, layer).table, pairs_of(members)
    scores = np.full((len(layer.periods), len(pairs)), np.nan)
    for column, pair in enumerate(pairs):
        ways = table[:, list(places(world, layer, pair))]
        known = ways != NO_DATA
        count = known.sum(axis=1)
        total = np.where(known, ways.astype(np.float64), 0.0).sum(axis=1)
        some = count > 0
        scores[some, column] = total[some] / count[some] / 100
    periods = tuple(period_at(at, layer.frequency) for at in timeline.months(layer))
    return Course(pairs, periods, scores)
