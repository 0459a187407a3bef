"""How far to trust the scores: ``relations validate-scores``."""

from collections.abc import Callable, Sequence
from itertools import pairwise

import msgspec
import numpy as np

from relations_tui.model.layer import Layer
from relations_tui.query.derived import OVERALL
from relations_tui.query.labels import Labels
from relations_tui.query.validation import Truth, truth, units_of
from relations_tui.query.world import World
from relations_tui.scoring.ranks import spearman
from relations_tui.scoring.separation import (
    Flags,
    Numbers,
    Separation,
    Units,
    draws,
    interval,
    wilson,
)

RESAMPLES = 1000
FEWEST = 5
"""Hostile pairs, and others, below which an interval would say nothing."""
BINS = (-10.0, -6.0, -3.0, -1.0, 0.0, 1.0, 3.0, 6.0, 10.0)
"""Edges of the bins of scores for calibration."""
UNIT = "a pair in a year"
CAUTION = (
    "an AUC says how well a score ranks, not that it is right; years of one pair count together in "
    "the intervals; pairs that a truth does not name may be hostile too"
)


class Interval(msgspec.Struct, frozen=True):
    """A figure with its 95 % bootstrap interval."""

    value: float
    low: float | None
    """None, as is ``high``, where there are too few pairs to draw from."""
    high: float | None


class LayerFit(msgspec.Struct, frozen=True):
    """How well one layer tells hostile pairs from others."""

    layer: str
    title: str
    auc: Interval | None
    """None where no hostile unit, or no other one, has a score."""
    hostile: int
    """Hostile units with a score, and how many pairs they are."""
    hostile_pairs: int
    others: int
    coverage: float
    """The share of hostile units that have a score."""
    overall_is_better: Interval | None
    """How much higher the AUC of the overall score is on units that both have; None of itself."""


class Bin(msgspec.Struct, frozen=True):
    """The share that is hostile among units with such a score."""

    since: float
    until: float
    units: int
    hostile: int
    share: float | None
    low: float
    high: float


class Without(msgspec.Struct, frozen=True):
    """The overall score with one of its parts left out."""

    part: str
    spearman: float | None
    """Rank correlation with the whole, over all units that both have."""
    units: int
    auc: float | None
    """Of what is left, on those units; and of the whole."""
    auc_whole: float | None


class ValidationReport(msgspec.Struct, frozen=True):
    """A truth, and how each layer fares against it."""

    truth: str
    unit: str
    years: tuple[int, ...]
    hostile: int
    hostile_pairs: int
    others_are: str
    resamples: int
    layers: tuple[LayerFit, ...]
    """Best first; those without an AUC last."""
    calibrated: str
    """The layer of the calibration."""
    calibration: tuple[Bin, ...]
    without: tuple[Without, ...]
    set_aside: tuple[str, ...]
    """Rows of the file that could not be used, and why."""
    caution: str = CAUTION


def validation_report(
    world: World,
    labels: Labels,
    name: str,
    *,
    since: int | None = None,
    until: int | None = None,
    resamples: int = RESAMPLES,
    told: Callable[[int, int], None] | None = None,
) -> ValidationReport:
    """Hold every layer against a truth.

    Args:
        world: the data.
        labels: the truth.
        name: what it is called.
        since: first month that counts; all if not given.
        until: last month.
        resamples: bootstrap samples.
        told: hears how many of how many layers are done.

    Raises:
        UsageError: if no hostile pair is left in those months.
    """
    found = truth(world, labels, since, until)
    scored = {layer.id: units_of(world, layer, found) for layer in world.layers.values()}
    weights = draws(len(found.pairs), resamples)
    fits = []
    for done, layer in enumerate(world.layers.values(), 1):
        fits.append(_fit(layer, scored, found, weights))
        if told is not None:
            told(done, len(scored))
    fits.sort(key=lambda fit: -(fit.auc.value if fit.auc else -1.0))
    calibrated = OVERALL if OVERALL in scored else fits[0].layer
    others = "all other pairs of sovereign states in those years" if found.others is None else (
        f"{len(found.others):,} units of the file"
    )  # fmt: skip
    return ValidationReport(
        truth=name,
        unit=UNIT,
        years=found.years,
        hostile=len(found.hostile),
        hostile_pairs=found.hostile_pairs,
        others_are=others,
        resamples=resamples,
        layers=tuple(fits),
        calibrated=calibrated,
        calibration=_calibration(*scored[calibrated]),
        without=tuple(_without(world, scored)),
        set_aside=tuple(f"line {one.line}: {one.reason}" for one in labels.bad),
    )


def _fit(
    layer: Layer,
    scored: dict[str, tuple[Units, Flags]],
    found: Truth,
    weights: Sequence[Numbers],
) -> LayerFit:
    units, known = scored[layer.id]
    own = units.where(known)
    whole = scored.get(OVERALL)
    better = None
    if whole is not None and layer.id != OVERALL:
        both = known & whole[1]
        better = _difference(whole[0].where(both), units.where(both), weights)
    hostile = int(own.hostile.sum())
    return LayerFit(
        layer=layer.id,
        title=layer.title,
        auc=_auc(own, weights),
        hostile=hostile,
        hostile_pairs=len(np.unique(own.pairs[own.hostile])),
        others=len(own) - hostile,
        coverage=hostile / len(found.hostile),
        overall_is_better=better,
    )


def _separates(units: Units) -> Separation | None:
    return Separation(units) if units.hostile.any() and not units.hostile.all() else None


def _auc(units: Units, weights: Sequence[Numbers]) -> Interval | None:
    found = _separates(units)
    if found is None:
        return None
    return _bounded(found.auc(), units, lambda: [found.auc(drawn) for drawn in weights])


def _difference(a: Units, b: Units, weights: Sequence[Numbers]) -> Interval | None:
    """By how much the first tells better than the second, on the same units and samples."""
    one, other = _separates(a), _separates(b)
    if one is None or other is None:
        return None
    return _bounded(
        one.auc() - other.auc(), a, lambda: [one.auc(drawn) - other.auc(drawn) for drawn in weights]
    )


def _bounded(value: float, units: Units, resampled: Callable[[], list[float]]) -> Interval:
    kinds = (units.pairs[units.hostile], units.pairs[~units.hostile])
    if any(len(np.unique(pairs)) < FEWEST for pairs in kinds):
        return Interval(value, None, None)
    return Interval(value, *interval(np.array(resampled())))


def _calibration(units: Units, known: Flags) -> tuple[Bin, ...]:
    own = units.where(known)
    found = []
    for low, high in pairwise(BINS):
        last = high == BINS[-1]
        inside = (own.scores >= low) & ((own.scores <= high) if last else (own.scores < high))
        count, hostile = int(inside.sum()), int(own.hostile[inside].sum())
        share = hostile / count if count else None
        found.append(Bin(low, high, count, hostile, share, *wilson(hostile, count)))
    return tuple(found)


def _without(world: World, scored: dict[str, tuple[Units, Flags]]) -> list[Without]:
    """The overall score, one part after the other left out."""
    layer = world.layers.get(OVERALL)
    if layer is None:
        return []
    whole, known = scored[OVERALL]
    found = []
    for left_out in layer.parts:
        rest = {name: weight for name, weight in layer.parts.items() if name != left_out}
        scores = sum(weight * scored[name][0].scores for name, weight in rest.items())
        both = known & np.logical_and.reduce([scored[name][1] for name in rest])
        less = Units(np.asarray(scores, dtype=np.float64), whole.hostile, whole.pairs).where(both)
        more = whole.where(both)
        one, other = _separates(less), _separates(more)
        found.append(
            Without(
                part=left_out,
                spearman=spearman(less.scores, more.scores)[0],
                units=len(less),
                auc=None if one is None else one.auc(),
                auc_whole=None if other is None else other.auc(),
            )
        )
    return found
