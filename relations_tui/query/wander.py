"""A cursor that goes from country to country on a map."""

from collections.abc import Mapping

ASIDE = 2.0
"""How much further a step to the side is than one straight on."""
CONE = 2.0
"""Steps to the side for one straight on, beyond which a country lies in another direction."""


def towards(
    places: Mapping[str, tuple[float, float]], here: tuple[float, float], dx: int, dy: int
) -> str | None:
    """The nearest country in a direction; None at the edge of the world.

    Args:
        places: where each country is drawn, to the right and upwards.
        here: where the cursor is.
        dx: 1 to the right, -1 to the left.
        dy: 1 upwards, -1 downwards.
    """
    best: tuple[bool, float, str] | None = None
    for iso3, (x, y) in places.items():
        ahead = (x - here[0]) * dx + (y - here[1]) * dy
        aside = abs((x - here[0]) * dy) + abs((y - here[1]) * dx)
        if ahead <= 0:
            continue
        # What lies straight on is taken first, anything else on that side only if there is none.
        found = (aside > ahead * CONE, ahead + ASIDE * aside, iso3)
        if best is None or found < best:
            best = found
    return None if best is None else best[2]
