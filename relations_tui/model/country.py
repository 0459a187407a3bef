"""Countries and pairs of them."""

from typing import NamedTuple

import msgspec


class Country(msgspec.Struct, frozen=True, omit_defaults=True):
    """A state or territory, keyed by its ISO 3166 alpha-3 code (plus XKX and six ended states)."""

    iso3: str
    name: str
    region: str = ""
    """UN M49 region: Africa, Americas, Asia, Europe, Oceania; "" where the UN gives none."""
    subregion: str = ""
    capital: str = ""
    iso2: str = ""
    cow: int | None = None
    """Correlates of War country code."""
    gw: int | None = None
    """Gleditsch-Ward number."""
    fips: str = ""
    cameo: str = ""
    """The three-letter code that CAMEO coders use, where it differs in origin from ISO."""
    other_names: tuple[str, ...] = ()
    """Names by which users look for it, beside ``name``, ``capital`` and the codes."""
    state: bool = False
    """True for the sovereign states that the matrix shows unless told otherwise."""
    since: int | None = None
    until: int | None = None
    """Last year of existence, for a state that ended."""
    activity: float = 0.0
    """Volume of evidence in the events layer over its whole span; orders the matrix by activity."""
    note: str = ""
    """A known defect of the sources for this country, shown wherever its numbers are."""


class Pair(NamedTuple):
    """Two countries. Undirected layers want :meth:`sorted`; in a directed one a acts on b."""

    a: str
    b: str

    @classmethod
    def sorted(cls, a: str, b: str) -> "Pair":
        """The undirected pair, codes in alphabetical order."""
        return cls(a, b) if a <= b else cls(b, a)

    @property
    def key(self) -> str:
        """The pair as the store spells it, undirected: ``AZE-IRN``."""
        return f"{self.a}-{self.b}" if self.a <= self.b else f"{self.b}-{self.a}"

    @property
    def swapped(self) -> "Pair":
        """The other direction."""
        return Pair(self.b, self.a)


def pair_of(key: str) -> Pair:
    """The pair that a key such as ``AZE-IRN`` names.

    Raises:
        ValueError: if the key is not two three-letter codes joined by a hyphen.
    """
    a, sep, b = key.partition("-")
    if not sep or len(a) != 3 or len(b) != 3:
        raise ValueError(f"not a pair key: {key!r}")
    return Pair(a, b)
