"""Before and after a date, asked of a pair in a layer, and told in plain words."""

from math import ceil

import msgspec

from relations_tui.model.country import Pair
from relations_tui.model.layer import Layer
from relations_tui.model.period import check_date, period, period_text
from relations_tui.query.world import World
from relations_tui.scoring.association import LEAST, Association, memory
from relations_tui.scoring.association import before_after as compare


class BeforeAfter(msgspec.Struct, frozen=True):
    """How a pair's score differs before and after a date, as far as the layer reaches."""

    a: str
    b: str
    layer: str
    date: str
    window: int | None
    """Months on each side that count; None for all."""
    association: Association | None
    """None where there is too little on one side."""
    text: str
    """The same in plain words: also why there is nothing to compare."""


def before_after(
    world: World, layer: Layer, pair: Pair, date: str, window: int | None = None
) -> BeforeAfter:
    """Compare the pair's scores before ``date`` with those from its period on.

    Args:
        world: the data.
        layer: as many of its periods stay together when shuffled as its scores remember.
        pair: in a directed layer the first acts on the second.
        date: a date, ``2013-06-14`` or ``2013``; a year is its own period in a yearly layer.
        window: months on each side; None for all there is.

    Raises:
        ValueError: if the date is none, or the window is not positive.
    """
    check_date(date)
    if window is not None and window < 1:
        raise ValueError(f"a window wants one month or more, got {window}")
    at = period(date, layer.frequency)
    if layer.frequency == "month" and len(date) == 4:
        at = int(date) * 12
    values = [(p.period, p.score) for p in world.trend(layer, pair) if p.score is not None]
    if window is not None:
        reach = window if layer.frequency == "month" else ceil(window / 12)
        values = [(when, score) for when, score in values if at - reach <= when < at + reach]
    found = compare(values, at, block=memory([score for _, score in values]))
    told = _too_little(layer, values, at) if found is None else _told(layer, found, values, at)
    way = f" {pair.a} to {pair.b}" if layer.directed else ""
    text = f"{layer.title}{way}{told}"
    return BeforeAfter(pair.a, pair.b, layer.id, date, window, found, text)


def _too_little(layer: Layer, values: list[tuple[int, float]], at: int) -> str:
    """Why there is nothing to compare: what follows the layer's title."""
    when = period_text(at, layer.frequency)
    if not values:
        return f": {layer.empty_means} of this pair"
    first, last = (period_text(values[i][0], layer.frequency) for i in (0, -1))
    before = sum(period < at for period, _ in values)
    side = "before" if before < LEAST else "after"
    count = before if side == "before" else len(values) - before
    return (
        f" knows this pair from {first} to {last}, with {count} "
        f"{_units(layer, count)} {side} {when}: it cannot compare before and after"
    )


def _told(layer: Layer, found: Association, values: list[tuple[int, float]], at: int) -> str:
    first, last = (period_text(values[i][0], layer.frequency) for i in (0, -1))
    only = "" if layer.method != "conflict" else "of years of conflict only, "
    sure = "more than chance gives" if found.p < 0.05 else "no more than chance gives"
    together = (
        f" of {found.block} {_units(layer, found.block)} at a time" if found.block > 1 else ""
    )
    return (
        f": {only}mean {found.mean_before:+.1f} before {period_text(at, layer.frequency)} "
        f"({found.before} {_units(layer, found.before)} from {first}), {found.mean_after:+.1f} "
        f"after ({found.after} to {last}): {found.difference:+.1f}, {sure} "
        f"({found.low:+.1f} to {found.high:+.1f} in 95 of 100 shuffles{together}; "
        f"p {found.p:.2g}). This is association, not cause; a steady trend gives it too."
    )


def _units(layer: Layer, count: int) -> str:
    return layer.frequency if count == 1 else f"{layer.frequency}s"
