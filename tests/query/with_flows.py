"""A world with quantities that somebody brought."""

from collections.abc import Sequence

from relations_tui.model.flow import Flow
from relations_tui.query.world import World

_SENT = {
    "RUS": (90, 120, 300, 410, 380, 250, 120, 60, 40, 10),
    "ISR": (10, 20, 25, 60, 90, 140, 160, 220, 180, 210),
    "TUR": (0, 0, 5, 10, 12, 20, 30, 60, 80, 150),
    "UKR": (30, 25, 20, 0, 0, 0, 0, 0, 0, 0),
    "": (5, 5, 10, 10, 10, 15, 15, 20, 20, 25),
}
DECADE = tuple(
    Flow("AZE", supplier, str(2007 + year), str(2007 + year), float(value), "TIV")
    for supplier, values in _SENT.items()
    for year, value in enumerate(values)
    if value
)
"""Ten years of deliveries to Azerbaijan, made up; "" is an unknown supplier."""


def with_flows(world: World, flows: Sequence[Flow] = DECADE) -> World:
    """The same data with these flows."""
    other = World(world.source)
    other.__dict__["flows"] = tuple(flows)
    return other
