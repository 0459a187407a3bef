"""The balance of the whole: of the world or a region, at a date and over time."""

from collections.abc import Callable

import msgspec

from relations_tui.errors import UsageError
from relations_tui.model.layer import Layer
from relations_tui.model.period import month, month_text, period_end
from relations_tui.query import timeline
from relations_tui.query.order import REGIONS
from relations_tui.query.remember import per_world
from relations_tui.query.signed_world import NEUTRAL_BAND, signed_graph
from relations_tui.query.world import World
from relations_tui.scoring.frustration import frustration
from relations_tui.scoring.triads import census
from relations_tui.scoring.walks import walk_balance

WORLD = ""
LEAST_TRIADS = 10
"""Closed triads below which a share says nothing."""


class Balance(msgspec.Struct, frozen=True):
    """How balanced some countries are in one period."""

    period: str
    countries: int
    """Those with a sign."""
    edges: int
    negative: int
    triads: int
    """Closed ones."""
    balanced: float | None
    """The share of balanced triads; None below ten triads."""
    walks: float | None
    """The share of balanced closed walks."""
    line_low: int
    """The line index of balance lies between these: edges against the best split in two camps."""
    line_high: int
    normalised: float | None
    """1 - 2 L / m, at the upper bound."""
    is_bound: bool
    """Whether the line index is known to lie between two bounds only."""
    other_camp: tuple[str, ...]
    """The smaller camp of the best split found."""


def balance_at(
    world: World, layer: Layer, period: str, region: str = WORLD, band: float = NEUTRAL_BAND
) -> Balance | None:
    """The balance of a region in one period of a layer; None where the layer has no data."""
    return _balance(world, layer.id, period, region, band)


@per_world(4096)
def _balance(world: World, layer_id: str, period: str, region: str, band: float) -> Balance | None:
    layer = world.layer(layer_id)
    at = month(period) if layer.frequency == "month" else period_end(int(period), "year")
    graph = signed_graph(world, layer, at, world.order("name", region, at), band)
    if graph is None:
        return None
    found, line = census(graph.signs), frustration(graph.signs)
    return Balance(
        period=period,
        countries=int(graph.signs.any(axis=1).sum()),
        edges=graph.edges,
        negative=int((graph.signs < 0).sum()) // 2,
        triads=found.closed,
        balanced=found.balanced if found.closed >= LEAST_TRIADS else None,
        walks=walk_balance(graph.signs) if found.closed >= LEAST_TRIADS else None,
        line_low=line.low,
        line_high=line.high,
        normalised=line.normalised,
        is_bound=not line.is_exact,
        other_camp=tuple(graph.nodes[node] for node in line.camp.nonzero()[0]),
    )


def balance_series(
    world: World,
    layer: Layer,
    region: str = WORLD,
    band: float = NEUTRAL_BAND,
    *,
    since: int | None = None,
    until: int | None = None,
    told: Callable[[int, int], None] | None = None,
) -> list[Balance]:
    """The balance of a region in every period of the layer between two months.

    ``told`` hears how many of how many periods are done; what it raises stops it.

    Raises:
        UsageError: if it would end before it begins, for a region that is none, or a band out of
            range.
    """
    if since is not None and until is not None and until < since:
        raise UsageError(f"it ends before it begins: {month_text(since)} to {month_text(until)}")
    wanted = [
        period
        for period, at in zip(layer.periods, timeline.months(layer), strict=True)
        if (since is None or at >= since) and (until is None or at <= until)
    ]
    found = []
    for done, period in enumerate(wanted):
        if told is not None:
            told(done, len(wanted))
        one = balance_at(world, layer, period, region, band)
        if one is not None:
            found.append(one)
    return found


def regions() -> tuple[str, ...]:
    """The world, then the regions."""
    return (WORLD, *REGIONS)
