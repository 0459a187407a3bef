"""The names of a pair, in the room that there is. No widget."""

from relations_tui.query.world import World
from relations_tui.tui.lines import fit

LEAST = 18
"""Columns for two names below which codes say more."""


def both(world: World, pair: tuple[str, str], width: int = 200, *, directed: bool) -> str:
    """Both countries by name, cut to a width; by code where that is too narrow for names."""
    between = "→" if directed else "–"
    first, second = (world.countries[iso3].name for iso3 in pair)
    told = f"{first} {between} {second}"
    if len(told) <= width:
        return told
    room = width - 3
    if room < LEAST:
        return f"{pair[0]} {between} {pair[1]}"
    # The shorter name is whole if it leaves the other half of the room.
    half = max(room // 2, room - len(second)) if len(first) > room // 2 else room // 2
    return f"{fit(first, half)} {between} {fit(second, room - min(half, len(first)))}"
