"""What the prompts for countries say below the line while one types."""

from relations_tui.errors import UsageError
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


def focus(world: World, looking: Looking, text: str) -> str:
    """The countries that a region or a set has, or why it can't be read."""
    if not text.strip():
        return f"{', '.join(REGIONS)}, a subregion, or names: aze, arm, irn"
    try:
        codes = world.order(looking.order, text.strip(), looking.at)
    except UsageError as error:
        return str(error)
    return f"{len(codes)}: {' '.join(codes)}"
