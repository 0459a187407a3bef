"""Which countries the matrix shows, and in what order."""

from collections.abc import Iterable, Mapping
from typing import Literal, get_args

from relations_tui.errors import UnknownCountry, UsageError
from relations_tui.model.country import Country
from relations_tui.query.names import find

Order = Literal["activity", "region", "name", "blocs", "similarity"]
ORDERS: tuple[Order, ...] = get_args(Order)
STRUCTURAL: tuple[Order, ...] = ("blocs", "similarity")
"""Orders that hang on a layer and a date: see ``query.structure``. Until they are worked out the
countries stand by activity.
"""
REGIONS = ("Africa", "Americas", "Asia", "Europe", "Oceania")


def focus_names(countries: Iterable[Country]) -> list[str]:
    """Everything one can focus on by name: regions, then subregions."""
    return [*REGIONS, *sorted({c.subregion for c in countries if c.subregion})]


def in_focus(countries: Mapping[str, Country], focus: str, at: int) -> list[Country]:
    """The countries of a focus in the month ``at``.

    Args:
        countries: all of them, by code.
        focus: "" for all sovereign states; a region or subregion; or names joined by commas.
        at: a month; states that had ended by then are left out of the world and of regions.

    Raises:
        UsageError: if a name in the focus is none, or a chosen set has fewer than two countries.
    """
    everyone = list(countries.values())
    living = [c for c in everyone if c.state and _exists(c, at)]
    if not focus:
        return living
    region = next((r for r in focus_names(everyone) if r.casefold() == focus.casefold()), None)
    if region is not None:
        return [c for c in living if region in (c.region, c.subregion)]
    try:
        chosen = {find(everyone, name).iso3: None for name in focus.split(",") if name.strip()}
    except UnknownCountry as error:
        if error.ambiguous:
            raise
        hint = f"; did you mean {', '.join(error.matches)}?" if error.matches else ""
        regions = ", ".join(REGIONS)
        raise UsageError(
            f"no region or country {error.text!r}: regions are {regions}{hint}"
        ) from None
    if len(chosen) < 2:
        raise UsageError(f"a set of countries wants two or more, got {focus!r}")
    return [countries[iso3] for iso3 in chosen]


def _exists(country: Country, at: int) -> bool:
    year = at // 12
    return country.until is None or (country.since or 0) <= year <= country.until


def arrange(chosen: Iterable[Country], order: Order) -> tuple[str, ...]:
    """The codes by region and name, by name, or by activity, most evidence first."""
    keys = {
        "region": lambda c: (c.region or "~", c.subregion, c.name),
        "name": lambda c: (c.name,),
    }
    key = keys.get(order, lambda c: (-c.activity, c.name))
    return tuple(c.iso3 for c in sorted(chosen, key=key))
