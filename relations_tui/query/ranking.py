"""Movers ranked with what made them, and how unusual they are for the pair itself."""

from collections.abc import Collection
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec

from relations_tui.errors import BadPeriod, UsageError
from relations_tui.model.country import pair_of
from relations_tui.model.layer import NO_DATA, Layer
from relations_tui.model.period import month, period_at, period_text
from relations_tui.model.score import Contribution
from relations_tui.query import timeline
from relations_tui.query.movers import Mover
from relations_tui.query.world import World

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LEAST_HISTORY = 12
"""Earlier changes of a pair below which nothing is said of how unusual one is."""
LEAST_SPREAD = 0.05
"""Points: a pair that hardly ever moved must not make a tiny change look like a sensation."""
MAD_TO_SD = 1.4826
"""Makes the median absolute deviation an estimate of the standard deviation of normal data."""

By = Literal["change", "anomaly"]


class Ranked(msgspec.Struct, frozen=True):
    """A pair that moved, and how unusual that is for it."""

    pair: str
    before: float
    after: float
    change: float
    z: float | None
    """Robust z-score of the change among the pair's own changes over windows as long; None if
    there were fewer than twelve.
    """
    history: int
    """How many earlier changes there are."""


class Movers(msgspec.Struct, frozen=True):
    """The largest movers of a layer over a window."""

    layer: str
    months: int
    before: str
    after: str
    region: str
    by: By
    known: int
    """Pairs with data at both dates."""
    ranked: tuple[Ranked, ...]


class Made(msgspec.Struct, frozen=True):
    """What made a pair move: the parts of its score that came within the window."""

    pair: str
    note: str
    contributions: tuple[Contribution, ...]


def rank_movers(
    world: World,
    layer: Layer,
    at: int,
    months: int,
    among: Collection[str],
    *,
    region: str = "",
    by: By = "change",
    limit: int | None = None,
) -> Movers:
    """The largest changes over the ``months`` up to ``at``, among some countries.

    How unusual a change is says its robust z-score: its distance from the median of the pair's own
    changes over windows of the same length, in units of 1.4826 times their median absolute
    deviation (Iglewicz and Hoaglin 1993, "How to Detect and Handle Outliers").

    Raises:
        BadPeriod: if the layer does not reach back so far.
        UsageError: if the window is not positive.
    """
    if months < 1:
        raise UsageError(f"a window wants one month or more, got {months}")
    after = timeline.nearest(layer, at)
    before = timeline.at_or_before(layer, after - months)
    if before is None:
        raise BadPeriod(f"{layer.title} begins in {layer.periods[0]}: no {months} months before")
    import numpy as np

    table = _table(world, layer.id)
    known = timeline.months(layer)
    now, then = (table[known.index(when)] for when in (after, before))
    change = now - then
    pairs = world.source.pairs(layer.id)
    members = frozenset(among)
    inside = np.array([key[:3] in members and key[4:] in members for key in pairs], dtype=bool)
    usable = inside & ~np.isnan(change)
    usual = _usual(world, layer.id, months)
    z = (change - usual.median) / usual.spread
    size = np.where(np.isnan(z), 0.0, np.abs(z)) if by == "anomaly" else np.abs(change)
    moved = np.flatnonzero(usable & (change != 0) & (size > 0))
    order = moved[np.argsort(-size[moved], kind="stable")]
    ranked = tuple(
        Ranked(
            pair=pairs[i],
            before=float(then[i]),
            after=float(now[i]),
            change=float(change[i]),
            z=None if np.isnan(z[i]) else float(z[i]),
            history=int(usual.counts[i]),
        )
        for i in order[:limit].tolist()
    )
    return Movers(
        layer=layer.id,
        months=months,
        before=period_text(period_at(before, layer.frequency), layer.frequency),
        after=period_text(period_at(after, layer.frequency), layer.frequency),
        region=region,
        by=by,
        known=int(usable.sum()),
        ranked=ranked,
    )


def made_by(world: World, layer: Layer, mover: Ranked | Mover, before: str, after: str) -> Made:
    """What made a pair move: the largest parts of its score that came after ``before``.

    Where a layer's scores do not build on each other it is told what the new one is made of.
    """
    pair = pair_of(mover.pair)
    parts = world.explain(layer, pair, month(after)).contributions
    if layer.method != "balance":
        return Made(mover.pair, f"the score in {after} is made of", parts)
    fresh = tuple(part for part in parts if part.date[: len(before)] > before)
    faded = sum(part.points for part in parts if part not in fresh)
    note = f"since {before}; what is older still adds {faded:+.1f}"
    return Made(mover.pair, note, fresh)


@lru_cache(maxsize=4)
def _table(world: World, layer: str) -> "NDArray[np.float64]":
    """Scores of a layer in points, a row a period, a column a pair; NaN is no data."""
    import numpy as np

    one = world.layers[layer]
    count = len(world.source.pairs(layer))
    table = np.full((len(one.periods), count), np.nan)
    for row, when in enumerate(timeline.months(one)):
        frame = world.frame(one, when)
        if frame is not None:
            scores = np.frombuffer(frame.scores, dtype=np.int16)[:count]
            known = scores != NO_DATA
            table[row, : len(scores)][known] = scores[known] / 100
    return table


@lru_cache(maxsize=8)
def _changes(world: World, layer: str, months: int) -> "NDArray[np.float64]":
    """Every change over a window of that length, a row a window."""
    import numpy as np

    table, known = _table(world, layer), timeline.months(world.layers[layer])
    place = {when: row for row, when in enumerate(known)}
    rows = [(place[when], place[when - months]) for when in known if when - months in place]
    if not rows:
        return np.empty((0, table.shape[1]))
    after, before = zip(*rows, strict=True)
    return np.asarray(table[list(after)] - table[list(before)])


class Usual(NamedTuple):
    """What is usual for each pair over a window."""

    counts: "NDArray[np.int64]"
    """How many changes it is judged by."""
    median: "NDArray[np.float64]"
    """NaN where there are fewer than twelve."""
    spread: "NDArray[np.float64]"


@lru_cache(maxsize=8)
def _usual(world: World, layer: str, months: int) -> Usual:
    import numpy as np

    history = _changes(world, layer, months)
    counts = (~np.isnan(history)).sum(axis=0)
    median, spread = np.full((2, history.shape[1]), np.nan)
    enough = counts >= LEAST_HISTORY
    if enough.any():
        own = history[:, enough]
        median[enough] = np.nanmedian(own, axis=0)
        spread[enough] = MAD_TO_SD * np.nanmedian(np.abs(own - median[enough]), axis=0)
    return Usual(counts, median, np.maximum(spread, LEAST_SPREAD))
