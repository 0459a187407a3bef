"""States by the names that conflict data give their governments and armies."""

import re
from collections.abc import Mapping

from relations_tui.feeds.judge import BadRecord
from relations_tui.model.country import Country
from relations_tui.query.names import fold

_OF_STATE = re.compile(
    r"^(?:government|military forces|police forces|armed forces|air force|navy) of (?:the )?",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\(([^)]*)\)")
_YEARS = re.compile(r"^\d{4}-(?:\d{4})?$")


class Actors:
    """Finds the country of an actor that is a government or one of its forces."""

    def __init__(self, countries: Mapping[str, Country]) -> None:
        self._by_name: dict[str, str] = {}
        for country in countries.values():
            for name in (country.name, *country.other_names):
                known = self._by_name.get(fold(name))
                if known is None or not countries[known].state:
                    self._by_name[fold(name)] = country.iso3

    def of_state(self, actor: str) -> bool:
        """Whether the actor calls itself a government or one of its forces."""
        return _OF_STATE.match(actor.strip()) is not None

    def known(self, actor: str) -> str:
        """The country, as :meth:`country` finds it; raises BadRecord if it is unknown."""
        found = self.country(actor)
        if found is None:
            raise BadRecord(f"no country by the name of {actor!r}")
        return found

    def country(self, actor: str) -> str | None:
        """The country, by its name or by one in brackets: ``Myanmar (Burma)``; None if unknown."""
        name = _OF_STATE.sub("", actor.strip())
        asides = [text for text in _ASIDE.findall(name) if not _YEARS.match(text)]
        plain = _ASIDE.sub(" ", name)
        names = [plain, *asides, plain.partition(",")[0]]
        return next((self._by_name[f] for f in map(fold, names) if f in self._by_name), None)
