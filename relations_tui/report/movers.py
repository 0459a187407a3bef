"""The pairs that moved most, how unusual that is, and what made it: ``relations movers``."""

from itertools import islice

import msgspec
from msgspec.structs import replace

from relations_tui.model.country import Pair
from relations_tui.query.ranking import LEAST_HISTORY, UNUSUAL, By, Made, Moves, Ranked, made_by
from relations_tui.query.world import World

PARTS = 10
"""Contributions told with each mover."""


class MoverReport(msgspec.Struct, frozen=True):
    """A pair that moved, what both scores rest on, and what made it."""

    mover: Ranked
    evidence_before: float
    """In the layer's unit, as is the next."""
    evidence_after: float
    label: str
    """How unusual it is, in words."""
    made: Made


class MoversReport(msgspec.Struct, frozen=True):
    """The largest changes of a layer over a window, for the world or a region."""

    layer: str
    directed: bool
    months: int
    """The window asked for."""
    before: str
    after: str
    region: str
    """The region or the countries that both of a pair are of; "" is the world."""
    by: By
    known: int
    """Pairs with data at both dates."""
    moved: int
    note: str
    """Where the window is not the one asked for; "" if it is."""
    movers: tuple[MoverReport, ...]


def movers_report(
    world: World, found: Moves, months: int, *, region: str, by: By, limit: int | None
) -> MoversReport:
    """The first ``limit`` movers (None: all), each with what made it move."""
    before, after = found.periods
    return MoversReport(
        layer=found.layer.id,
        directed=found.layer.directed,
        months=months,
        before=before,
        after=after,
        region=region,
        by=by,
        known=found.known,
        moved=len(found),
        note=window_note(found, months),
        movers=tuple(
            mover_report(world, found, found.row(i)) for i in islice(range(len(found)), limit)
        ),
    )


def mover_report(world: World, found: Moves, row: Ranked) -> MoverReport:
    """A mover with what made it."""
    made = made_by(world, found.layer, Pair(row.a, row.b), found.before, found.after)
    return MoverReport(
        row,
        *evidence_of(world, found, row),
        unusual_text(row),
        replace(made, contributions=made.contributions[:PARTS]),
    )


def evidence_of(world: World, found: Moves, row: Ranked) -> tuple[float, float]:
    """What the scores before and after rest on, in the layer's unit."""
    before, after = (
        world.evidence(found.layer, Pair(row.a, row.b), at) for at in (found.before, found.after)
    )
    return before, after


def window_note(found: Moves, months: int) -> str:
    """Why the window is longer than asked for."""
    if found.span == months:
        return ""
    before, after = found.periods
    if found.layer.frequency == "year":
        return f"{found.layer.title} steps by years: {before} to {after}"
    return (
        f"no data {months} months before {after}: counted from {before}, {found.span} months before"
    )


def unusual_text(row: Ranked) -> str:
    """How unusual a change is for the pair, in words."""
    if row.z is None:
        if row.history < LEAST_HISTORY:
            return (
                f"history too short: {row.history} windows as long before, {LEAST_HISTORY} wanted"
            )
        return "how unusual that is can't be said"
    what = f"{'' if abs(row.z) >= UNUSUAL else 'not '}unusual for the pair (from {UNUSUAL} on)"
    return f"robust z {z_text(row.z)} among {row.history} earlier windows: {what}"


def z_text(z: float | None) -> str:
    """A z-score in few signs: beyond 20 it says no more than that it is far out."""
    if z is None:
        return ""
    if abs(z) < 20:
        return f"{z:+.1f}"
    return ">+20" if z > 0 else "<-20"


MOVERS_HEAD = [
    "a", "b", "before", "after", "change", "evidence_before", "evidence_after", "z", "history",
]  # fmt: skip
"""The columns of a table of movers."""


def mover_cells(world: World, found: Moves, limit: int | None = None) -> list[list[object]]:
    """A row a mover, the first ``limit``; an empty z is a history too short."""
    rows: list[list[object]] = []
    for i in range(len(found))[:limit]:
        m = found.row(i)
        weights = (round(amount, 2) for amount in evidence_of(world, found, m))
        rows.append([m.a, m.b, m.before, m.after, m.change, *weights, m.z, m.history])
    return rows
