"""A score taken apart, with what the half-life and the prior do to it: ``relations explain``."""

import msgspec
from msgspec.structs import replace

from relations_tui.model.country import Pair
from relations_tui.model.event import STATUS_MEANS
from relations_tui.model.layer import Layer
from relations_tui.model.score import Contribution
from relations_tui.query.world import World

HALF_LIVES = (1.0, 3.0, 6.0, 12.0, 24.0, 60.0)
"""Months to compare."""


class AtHalfLife(msgspec.Struct, frozen=True):
    """The score that another half-life would give."""

    months: float
    score: float | None
    chosen: bool


class ExplainReport(msgspec.Struct, frozen=True):
    """The contributions sum to ``score`` within 1e-9; largest first."""

    a: str
    b: str
    layer: str
    directed: bool
    period: str
    score: float | None
    evidence: float
    evidence_unit: str
    method: str
    gains: float
    """The sum of the contributions that add, and below of those that take away."""
    losses: float
    half_life: float
    """Months; 0 for layers without memory."""
    prior: float
    without_prior: float | None
    """The score without pseudo-evidence; None for layers that have none."""
    at_half_lives: tuple[AtHalfLife, ...]
    coded: int
    """How many contributions were read off the news by a machine."""
    caution: str
    """How far to trust those."""
    contributions: tuple[Contribution, ...]

    @property
    def largest(self) -> float:
        """The size of the largest contribution, in points."""
        return max((abs(part.points) for part in self.contributions), default=0.0)


def explain_report(
    world: World, pair: Pair, layer: Layer, at: int, half_life: float | None = None
) -> ExplainReport:
    """Take the layer's newest score of the pair by the month ``at`` apart.

    Args:
        world: the data.
        pair: in a directed layer the first acts on the second.
        layer: as it is in the world.
        at: a month.
        half_life: months, in place of the layer's own; of no effect on layers without memory.

    Raises:
        ValueError: if the half-life is not positive.
    """
    own = layer.half_life
    shown = layer if half_life is None or not own else replace(layer, half_life=half_life)
    found = world.explain(shown, pair, at)
    parts = found.contributions
    coded = sum(part.status == "coded" for part in parts)
    without = None
    if layer.prior and found.score is not None and found.evidence:
        without = found.score * (found.evidence + layer.prior) / found.evidence

    def at_half_life(months: float) -> float | None:
        return world.score(replace(layer, half_life=months), pair, at)

    steps = sorted({*HALF_LIVES, own, shown.half_life}) if own else ()
    return ExplainReport(
        a=pair.a,
        b=pair.b,
        layer=layer.id,
        directed=layer.directed,
        period=found.period,
        score=found.score,
        evidence=found.evidence,
        evidence_unit=layer.evidence_unit,
        method=found.method,
        gains=sum(part.points for part in parts if part.points > 0),
        losses=sum(part.points for part in parts if part.points < 0),
        half_life=shown.half_life,
        prior=layer.prior,
        without_prior=without,
        at_half_lives=tuple(
            AtHalfLife(months, at_half_life(months), months == shown.half_life) for months in steps
        ),
        coded=coded,
        caution=STATUS_MEANS["coded"] if coded else "",
        contributions=parts,
    )
