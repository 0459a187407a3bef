"""What the prompts for countries say while one types, and whom an answer names."""

from relations_tui.errors import UsageError
from relations_tui.model.country import Country
from relations_tui.query.order import REGIONS
from relations_tui.query.world import World
from relations_tui.tui.looking import Looking

MOST = 6
"""Countries named at once."""


def countries(world: World, text: str, empty: str) -> str:
    """The countries that a text may mean, best first; ``empty`` if nothing is typed."""
    if not text.strip():
        return empty
    found = world.search(text)[:MOST]
    return "  ".join(f"{one.iso3} {one.name}" for one in found) or "no country"


def country(world: World, text: str) -> Country:
    """The country that a text means; raises UsageError if none answers to it."""
    found = world.search(text)
    if not found:
        raise UsageError(f"no country answers to {text!r}")
    return found[0]


def focus(world: World, looking: Looking, text: str) -> str:
    """The countries that a region or a set has, or why it can't be read."""
    if not text.strip():
        return f"{', '.join(REGIONS)}, a subregion, or names: aze, arm, irn"
    try:
        codes = world.order(looking.order, text.strip(), looking.at)
    except UsageError as error:
        return str(error)
    return f"{len(codes)}: {' '.join(codes)}"
