"""Two dates, two layers, or two directions: where they differ, largest first."""

from array import array
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

import msgspec
import numpy as np

from relations_tui.errors import BadPeriod, UsageError
from relations_tui.model.country import Pair, pair_of
from relations_tui.model.layer import NO_DATA, Frame, Layer
from relations_tui.model.period import period_at, period_text
from relations_tui.query import timeline
from relations_tui.query.pair_columns import Mask, PairColumns, Places, Scores, columns
from relations_tui.query.world import World
from relations_tui.scoring.ranks import Numbers, correlation, percentiles

Kind = Literal["dates", "layers", "directions"]
KINDS: tuple[Kind, ...] = ("dates", "layers", "directions")
FULL = 1000
"""The largest difference that a frame can show, in hundredths; rows have the exact one."""
HUNDRED = 100


class Side(msgspec.Struct, frozen=True):
    """One of the two that are compared."""

    layer: str
    title: str
    period: str


class Compared(msgspec.Struct, frozen=True):
    """A pair on both sides, in points of score."""

    a: str
    b: str
    left: float
    right: float
    difference: float
    """Points from left to right; of two layers the percentiles that the left has it higher."""
    left_rank: float | None = None
    """Of two layers: the percentile of the score in the left one, 0..100, ties shared."""
    right_rank: float | None = None


class OneSided(msgspec.Struct, frozen=True):
    """A pair known on one side only: its difference is not known, and not 0."""

    a: str
    b: str
    score: float


@dataclass(frozen=True, eq=False)
class Comparison:
    """All pairs that both sides know, the largest difference first; a row is made when asked."""

    kind: Kind
    left: Side
    right: Side
    layer: Layer
    """Whose pairs these are, for a matrix."""
    frame: Frame
    """The differences as scores, in hundredths or tenths of a percentile, cut at the ends of the
    scale.
    """
    correlation: float | None
    """Of two layers: Spearman's rank correlation, -1..+1; None below three pairs, or of no
    spread.
    """
    keys: Sequence[str]
    order: Places
    """Places in ``keys``, by difference."""
    changed: int
    """How many of them differ at all: they come first."""
    only_left: Places
    only_right: Places
    scores: tuple[Numbers, Numbers]
    """Left and right, by place; not a number where there is none."""
    differences: Numbers
    ranks: tuple[Numbers, Numbers] | None

    def __len__(self) -> int:
        """How many pairs both sides know."""
        return len(self.order)

    def row(self, index: int) -> Compared:
        """A pair by its rank from 0."""
        place = int(self.order[index])
        a, b = pair_of(self.keys[place])
        left, right = (float(side[place]) for side in self.scores)
        ranks = (None, None) if self.ranks is None else (
            float(self.ranks[0][place]), float(self.ranks[1][place])
        )  # fmt: skip
        return Compared(a, b, left, right, round(float(self.differences[place]), 6), *ranks)

    def rank_of(self, pair: Pair) -> int:
        """The rank of a pair, from 0; -1 if it is not among them."""
        names = (f"{pair.a}-{pair.b}", f"{pair.b}-{pair.a}")
        found = (i for i, place in enumerate(self.order.tolist()) if self.keys[place] in names)
        return next(found, -1)

    def one_sided(self, *, left: bool) -> list[OneSided]:
        """The pairs that one side alone knows, by code."""
        places = self.only_left if left else self.only_right
        scores = self.scores[not left]
        return [OneSided(*pair_of(self.keys[i]), float(scores[i])) for i in places.tolist()]


def compare_dates(
    world: World, layer: Layer, before: int, after: int, among: Collection[str]
) -> Comparison:
    """What changed in a layer between two months, among some countries.

    Raises:
        BadPeriod: if the layer has no data at one of the dates.
    """
    known = columns(world, layer)
    frames = [_frame(world, layer, at) for at in (before, after)]
    old, new = (known.of(frame) for frame in frames)
    return _compared(
        "dates",
        (Side(layer.id, layer.title, frames[0].period), Side(layer.id, layer.title,
         frames[1].period)),
        known, old, new, known.among(among),
    )  # fmt: skip


def compare_directions(world: World, layer: Layer, at: int, among: Collection[str]) -> Comparison:
    """Where a directed layer differs by direction: the higher one is named, and comes left.

    The difference is what the way there has over the way back, never negative in rows.

    Raises:
        UsageError: if the layer has no directions.
        BadPeriod: if it has no data then.
    """
    if not layer.directed:
        directed = ", ".join(one.id for one in world.layers.values() if one.directed)
        raise UsageError(f"layer {layer.id!r} has no directions; these have: {directed or 'none'}")
    known = columns(world, layer)
    frame = _frame(world, layer, at)
    there = known.of(frame)
    places = known.places(known.second, known.first)
    back = np.where(places >= 0, there[places], NO_DATA).astype(np.int16)
    side = Side(layer.id, layer.title, frame.period)
    # Of the two names of a pair one row is enough: the higher first, by code if they are even.
    once = (there > back) | ((there == back) & (known.first < known.second))
    once |= (back == NO_DATA) & (there != NO_DATA)
    return _compared(
        "directions", (side, side), known, there, back, known.among(among), listed=once
    )


def compare_layers(
    world: World, left: Layer, right: Layer, at: int, among: Collection[str]
) -> Comparison:
    """Where two layers disagree, each at its newest date by ``at``.

    Their scores are on scales of their own, so each score is replaced by its percentile among the
    pairs of the world that both layers know, ties shared (:mod:`relations_tui.scoring.ranks`). How
    far the two agree at all says Spearman's correlation of these ranks. A layer without directions
    has its one score for both.

    Raises:
        UsageError: if both are the same layer.
        BadPeriod: if one of them begins after ``at``.
    """
    if left.id == right.id:
        raise UsageError(f"two layers are wanted, got {left.id!r} twice")
    base = right if right.directed and not left.directed else left
    known = columns(world, base)
    sides: list[Side] = []
    scores: list[Scores] = []
    for layer in (left, right):
        newest = timeline.at_or_before(layer, at)
        if newest is None:
            raise BadPeriod(f"{layer.title} begins in {layer.periods[0]}: nothing to compare")
        frame = _frame(world, layer, newest)
        sides.append(Side(layer.id, layer.title, frame.period))
        own = columns(world, layer)
        if own is known:
            scores.append(known.of(frame))
        else:
            places = own.places(known.first, known.second)
            found = np.where(places >= 0, own.of(frame)[places], NO_DATA)
            scores.append(found.astype(np.int16))
    return _compared(
        "layers", (sides[0], sides[1]), known, scores[0], scores[1], known.among(among)
    )


def _compared(
    kind: Kind,
    sides: tuple[Side, Side],
    known: PairColumns,
    left: Scores,
    right: Scores,
    asked: Mask,
    *,
    listed: Mask | None = None,
) -> Comparison:
    """Put both sides together; ``asked`` are the pairs in focus, ``listed`` those with a row."""
    has_left, has_right = left != NO_DATA, right != NO_DATA
    both = has_left & has_right
    points = tuple(
        np.where(has, side / HUNDRED, np.nan)
        for side, has in ((left, has_left), (right, has_right))
    )
    ranks: tuple[Numbers, Numbers] | None = None
    rho = None
    if kind == "layers":
        ranks = percentiles(left, both), percentiles(right, both)
        rho = correlation(ranks[0][both], ranks[1][both])
        differences = ranks[0] - ranks[1]
        shown = differences * (FULL / 100)
    else:
        sign = 1 if kind == "dates" else -1
        differences = sign * (points[1] - points[0])
        shown = differences * HUNDRED
    rows = asked if listed is None else asked & listed
    places = np.flatnonzero(both & rows)
    order = places[np.argsort(-np.abs(differences[places]), kind="stable")]
    drawn = np.full(len(known) + 1, NO_DATA, dtype=np.int16)
    seen = np.flatnonzero(both & asked)
    drawn[seen] = np.clip(np.rint(shown[seen]), -FULL, FULL)
    return Comparison(
        kind=kind,
        left=sides[0],
        right=sides[1],
        layer=known.layer,
        frame=Frame(known.layer.id, sides[1].period, array("h", drawn.tobytes())),
        correlation=rho,
        keys=known.keys,
        order=order,
        changed=int(np.count_nonzero(differences[order])),
        only_left=np.flatnonzero(rows & has_left & ~has_right),
        only_right=np.flatnonzero(rows & has_right & ~has_left),
        scores=(points[0], points[1]),
        differences=differences,
        ranks=ranks,
    )


def _frame(world: World, layer: Layer, at: int) -> Frame:
    frame = world.frame(layer, at)
    if frame is None:
        when = period_text(period_at(at, layer.frequency), layer.frequency)
        first, last = layer.periods[0], layer.periods[-1]
        raise BadPeriod(f"{layer.title}: no data in {when} ({first} to {last})")
    return frame
