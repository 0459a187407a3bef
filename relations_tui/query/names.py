"""Finding a country by what people call it."""

import unicodedata
from collections.abc import Iterable, Sequence

from relations_tui.errors import UnknownCountry
from relations_tui.model.country import Country


def fold(text: str) -> str:
    """Lower case without accents and punctuation: ``Côte d'Ivoire`` is ``cote d ivoire``."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(
        "".join(
            c if c.isalnum() else " " for c in decomposed if not unicodedata.combining(c)
        ).split()
    )


def names(country: Country) -> list[str]:
    """All folded names of a country, the likeliest first: codes, name, other names, capital."""
    found = [country.iso3, country.iso2, country.name, *country.other_names, country.capital]
    return list(dict.fromkeys(fold(name) for name in found if name))


def _rank(country: Country, wanted: str) -> int | None:
    """How well a country answers: 0 exactly, 1 a name begins so, 2 a word does, 3 it is inside."""
    own = names(country)
    if wanted in own:
        return 0
    if any(name.startswith(wanted) for name in own):
        return 1
    if any(f" {wanted}" in name for name in own):
        return 2
    return 3 if len(wanted) > 2 and any(wanted in name for name in own) else None


def _says(country: Country, wanted: str) -> bool:
    """Whether the name on the screen has it as whole words."""
    return f" {wanted} " in f" {fold(country.name)} "


def search(countries: Iterable[Country], text: str) -> list[Country]:
    """Countries that answer to ``text``, best first; then sovereign states, then by activity."""
    wanted = fold(text)
    if not wanted:
        return []
    ranked = [(_rank(c, wanted), not c.state, -c.activity, c.iso3, c) for c in countries]
    return [entry[-1] for entry in sorted((e for e in ranked if e[0] is not None), key=_order)]


def _order(entry: tuple[int | None, bool, float, str, Country]) -> tuple[int, bool, float, str]:
    rank, territory, activity, iso3, _ = entry
    return rank or 0, territory, activity, iso3


def find(countries: Sequence[Country], text: str) -> Country:
    """The one country that ``text`` names: a code, a name, a capital, or the beginning of one.

    Raises:
        UnknownCountry: if there is none, or several; with the nearest matches.
    """
    wanted = fold(text)
    exact = [c for c in countries if wanted and wanted in names(c)]
    by_code = [c for c in exact if wanted in (c.iso3.lower(), c.iso2.lower())]
    found = by_code or exact or [c for c in countries if wanted and _rank(c, wanted) == 1]
    if not by_code and not any(wanted == fold(c.name) for c in exact):
        # "Congo" is on file for one of two that show it in their names: the user must say which.
        found += [c for c in countries if exact and c not in exact and _says(c, wanted)]
    living = [c for c in found if c.until is None] or found
    if len(living) == 1:
        return living[0]
    if living:
        nearest = tuple(f"{c.iso3} {c.name}" for c in search(living, text)[:5])
        raise UnknownCountry(text, nearest, ambiguous=True)
    raise UnknownCountry(text, _nearest(countries, text, wanted))


def _nearest(countries: Sequence[Country], text: str, wanted: str) -> tuple[str, ...]:
    from difflib import get_close_matches  # only a miss wants it

    by_name = {name: c for c in countries for name in names(c)}
    close = [by_name[name] for name in get_close_matches(wanted, by_name, n=5, cutoff=0.6)]
    return tuple(
        dict.fromkeys(f"{c.iso3} {c.name}" for c in [*close, *search(countries, text)][:4])
    )
