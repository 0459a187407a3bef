"""Movers ranked, how unusual each is for the pair itself, and what made it move."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Literal
from weakref import WeakKeyDictionary

import msgspec
import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from relations_tui.errors import BadPeriod, UsageError
from relations_tui.model.country import Pair, pair_of
from relations_tui.model.event import Event
from relations_tui.model.layer import NO_DATA, Layer
from relations_tui.model.period import month_text, period_at, period_text
from relations_tui.model.score import Contribution
from relations_tui.query import timeline
from relations_tui.query.filters import EventFilter, latest_first
from relations_tui.query.pair_columns import PairColumns, Places, columns
from relations_tui.query.world import World

LEAST_HISTORY = 12
"""Earlier windows of a pair below which nothing is said of how unusual a change is."""
LEAST_SPREAD = 25.0
"""Hundredths: of a pair that hardly ever moved a change below a point is no sensation yet."""
MAD_TO_SD = 1.4826
"""Makes the median absolute deviation an estimate of the standard deviation of normal data."""
UNUSUAL = 3.5
"""From this robust z-score on a change is labelled unusual, as Iglewicz and Hoaglin advise."""
ON_RECORD = 5
"""Events on record told with a mover."""

By = Literal["change", "anomaly"]


class Ranked(msgspec.Struct, frozen=True):
    """A pair that moved, and how unusual that is for it."""

    a: str
    b: str
    before: float
    after: float
    change: float
    z: float | None
    """Robust z-score of the change among the pair's own earlier changes over windows as long; None
    if there were fewer than twelve.
    """
    history: int
    """How many earlier windows there are."""


class Made(msgspec.Struct, frozen=True):
    """What made a pair move."""

    within: float | None
    """Points of the new score that came within the window; None for layers that do not sum up."""
    faded: float | None
    """Points that older events lost or gained since: ``within`` and this make the change."""
    told: str
    """The same in words; of other layers what the score was made of, and is now."""
    contributions: tuple[Contribution, ...]
    """What each contribution gained or lost over the window, those that fade too; they sum to the
    change within 1e-9. Of layers that do not sum up, those that are new. Largest first.
    """
    on_record: tuple[Event, ...]
    """The newest within the window that people put on record, stated or claimed."""
    since: str = ""
    """The first month of the window, where older contributions fade; "" where none does."""


@dataclass(frozen=True, eq=False)
class Moves:
    """All pairs that moved over a window, in order; a row is made when asked."""

    layer: Layer
    before: int
    """The months that the window lies between."""
    after: int
    known: int
    """Pairs with data at both dates, moved or not."""
    keys: Sequence[str]
    order: Places
    old: NDArray[np.int16]
    new: NDArray[np.int16]
    unusual: "Unusual | None"
    """None where it was not asked for."""

    def __len__(self) -> int:
        """How many moved."""
        return len(self.order)

    @property
    def span(self) -> int:
        """Months between the two dates."""
        return self.after - self.before

    @property
    def periods(self) -> tuple[str, str]:
        """Both dates as the layer has them."""
        frequency = self.layer.frequency
        before, after = (
            period_text(period_at(at, frequency), frequency) for at in (self.before, self.after)
        )
        return before, after

    def row(self, index: int) -> Ranked:
        """A mover by its rank from 0."""
        place = int(self.order[index])
        a, b = pair_of(self.keys[place])
        old, new = int(self.old[place]), int(self.new[place])
        z, history = None, 0
        if self.unusual is not None:
            found, history = float(self.unusual.z[place]), int(self.unusual.windows[place])
            z = None if np.isnan(found) else round(found, 3)
        return Ranked(a, b, old / 100, new / 100, (new - old) / 100, z, history)

    def rank_of(self, pair: Pair) -> int:
        """The rank of a pair, from 0; -1 if it is not among them."""
        key = f"{pair.a}-{pair.b}" if self.layer.directed else pair.key
        found = (i for i, place in enumerate(self.order.tolist()) if self.keys[place] == key)
        return next(found, -1)


@dataclass(frozen=True, eq=False)
class Unusual:
    """How unusual a change is for each pair of a layer."""

    z: NDArray[np.float64]
    """Not a number where nothing can be said."""
    windows: NDArray[np.int64]
    """Earlier windows that it is judged by."""


def window(layer: Layer, at: int, months: int) -> tuple[int, int]:
    """The months between which to count a change over ``months`` up to ``at``.

    A layer that steps by years has windows of whole years; where the month to count from has no
    data, it is the last one before it that has.

    Raises:
        BadPeriod: if the layer does not reach back so far.
        UsageError: if the window is not positive.
    """
    if months < 1:
        raise UsageError(f"a window wants one month or more, got {months}")
    known = timeline.months(layer)
    after = timeline.nearest(layer, at)
    step = months if layer.frequency == "month" else -(-months // 12) * 12
    if layer.hold and known[0] <= at <= known[-1]:  # a value stands until the next change
        after = at
    before = timeline.at_or_before(layer, after - step)
    if before is not None and layer.hold:
        before = after - step
    if before is None:
        when = period_text(period_at(after, layer.frequency), layer.frequency)
        raise BadPeriod(
            f"{layer.title} begins in {layer.periods[0]}: {when} has no {step} months before it"
        )
    return before, after


def rank_movers(
    world: World,
    layer: Layer,
    at: int,
    months: int,
    among: Collection[str],
    *,
    by: By = "change",
    unusual: Unusual | None = None,
) -> Moves:
    """The largest changes over the ``months`` up to ``at``, among some countries.

    Args:
        world: the data.
        layer: what changed.
        at: a month.
        months: the length of the window; see :func:`window`.
        among: both countries of a pair are among these.
        by: "anomaly" has those first that are the most unusual for the pair itself, then those of
            which that can't be said.
        unusual: from :func:`how_unusual` for the same window; wanted for "anomaly".

    Raises:
        BadPeriod: if the layer does not reach back so far.
        UsageError: if the window is not positive.
    """
    before, after = window(layer, at, months)
    known = columns(world, layer)
    old, new = (_scores(world, layer, known, when) for when in (before, after))
    usable = known.among(among) & (old != NO_DATA) & (new != NO_DATA)
    moved = np.flatnonzero(usable & (old != new))
    size = np.abs(new[moved].astype(np.int32) - old[moved])
    order = moved[np.argsort(-size, kind="stable")]
    if by == "anomaly" and unusual is not None:
        order = order[np.argsort(-np.nan_to_num(np.abs(unusual.z[order]), nan=-1), kind="stable")]
    return Moves(
        layer, before, after, int(np.count_nonzero(usable)), known.keys, order, old, new, unusual
    )


def _scores(world: World, layer: Layer, known: PairColumns, at: int) -> NDArray[np.int16]:
    frame = world.frame(layer, at)
    assert frame is not None  # ``window`` answers with months that have one
    return known.of(frame)


_KNOWN: "WeakKeyDictionary[World, dict[tuple[str, int, int], Unusual]]" = WeakKeyDictionary()
KEPT = 16
"""Windows of a world whose answer is kept."""


def how_unusual(world: World, layer: Layer, before: int, after: int) -> Unusual:
    """How unusual the change between two months is for each pair of a layer.

    The robust z-score is the distance of a change from the median of the pair's own changes, in
    units of 1.4826 times their median absolute deviation (Iglewicz and Hoaglin 1993, "How to Detect
    and Handle Outliers", ASQC). Its history are all windows of the same length that ended before
    this one began. Windows overlap, so it ranks; it is no test.

    It takes about 0.2 s the first time, and is kept for the world's data.
    """
    kept = _KNOWN.setdefault(world, {})
    asked = (layer.id, before, after)
    if asked not in kept:
        while len(kept) >= KEPT:
            del kept[next(iter(kept))]
        kept[asked] = _unusual(columns(world, layer), before, after)
    return kept[asked]


def known_unusual(world: World, layer: Layer, before: int, after: int) -> Unusual | None:
    """The same if it was asked for before; never waits."""
    return _KNOWN.get(world, {}).get((layer.id, before, after))


def _unusual(known: PairColumns, before: int, after: int) -> Unusual:
    table, months = known.table, np.array(timeline.months(known.layer))
    ends, starts = _windows(known.layer, months, before, after - before)
    count = len(known)
    rows = np.searchsorted(months, (before, after), side="right") - 1
    valid_now = (table[rows[0]] != NO_DATA) & (table[rows[1]] != NO_DATA)
    change = table[rows[1]].astype(np.float64) - table[rows[0]]
    z = np.full(count, np.nan)
    windows = np.zeros(count, dtype=np.int64)
    if not len(ends):
        return Unusual(z, windows)
    later, earlier = table[ends], table[starts]
    windows = np.count_nonzero((later != NO_DATA) & (earlier != NO_DATA), axis=0)
    judged = np.flatnonzero(valid_now & (windows >= LEAST_HISTORY) & (change != 0))
    later, earlier = later[:, judged].T, earlier[:, judged].T
    past = np.where(
        (later != NO_DATA) & (earlier != NO_DATA),
        later.astype(np.float32) - earlier,
        np.float32(np.inf),
    )
    median = _medians(past, windows[judged])
    spread = MAD_TO_SD * _medians(np.abs(past - median[:, None]), windows[judged])
    z[judged] = (change[judged] - median) / np.maximum(spread, LEAST_SPREAD)
    return Unusual(z, windows)


def _windows(layer: Layer, months: Places, before: int, span: int) -> tuple[Places, Places]:
    """Rows of the table at the ends and at the starts of all windows over by ``before``."""
    if layer.hold:  # a value stands until the next change: every month has one
        ends = np.arange(months[0] + span, before + 1)
        return (
            np.searchsorted(months, ends, side="right") - 1,
            np.searchsorted(months, ends - span, side="right") - 1,
        )
    ends = np.flatnonzero((months <= before) & np.isin(months - span, months))
    return ends, np.searchsorted(months, months[ends] - span)


def _medians(values: NDArray[np.float32], counts: NDArray[np.int64]) -> NDArray[np.float64]:
    """The median of each row's smallest ``counts``: what is missing is infinite, and sorts last."""
    ordered = np.sort(values, axis=1)
    rows = np.arange(len(ordered))
    low, high = ordered[rows, (counts - 1) // 2], ordered[rows, counts // 2]
    return (low.astype(np.float64) + high) / 2


def made_by(world: World, layer: Layer, pair: Pair, before: int, after: int) -> Made:
    """What made the score of a pair move between two months."""
    now, then = world.explain(layer, pair, after), world.explain(layer, pair, before)
    since = month_text(before + 1)
    told = [event for event in world.events(pair) if event.status != "coded"]
    on_record = latest_first(told, EventFilter(since=since, until=month_text(after)), ON_RECORD)
    if layer.method == "balance" and now.score is not None and then.score is not None:
        moved = _moved(then.contributions, now.contributions)
        within = fsum(part.points for part in moved if part.date[:7] >= since)
        faded = now.score - then.score - within
        when = f"in {since}" if since == now.period else f"from {since} to {now.period}"
        words = f"{within:+.2f} by what happened {when}, {faded:+.2f} as what came before it fades"
        if abs(faded) > abs(within):
            words += ": mostly older news losing weight"
        return Made(within, faded, words, moved, tuple(on_record), since)
    old = {(part.label, part.points) for part in then.contributions}
    parts = tuple(p for p in now.contributions if (p.label, p.points) not in old)
    words = f"{then.period}: {then.method}   {now.period}: {now.method}"
    return Made(None, None, words, parts, tuple(on_record))


def _moved(then: Iterable[Contribution], now: Iterable[Contribution]) -> tuple[Contribution, ...]:
    """What every contribution gained or lost, largest first."""
    old = {(part.label, part.source, part.event): part for part in then}
    found = []
    for part in now:
        before = old.pop((part.label, part.source, part.event), None)
        found.append(part if before is None else replace(part, points=part.points - before.points))
    found += [replace(part, points=-part.points) for part in old.values()]
    return tuple(sorted(found, key=lambda part: (-abs(part.points), part.date, part.event)))
