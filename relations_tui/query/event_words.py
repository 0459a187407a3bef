"""The words that a line of filters is made of, and what a half-typed one could become."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from relations_tui.model.country import Country
from relations_tui.model.event import KINDS, STATUS_MEANS, CameoCode
from relations_tui.query import names
from relations_tui.query.folding import folded

KEYS: Mapping[str, str] = {
    "pair": "two countries: pair:AZE-IRN",
    "country": "takes part: country:azerbaijan",
    "kind": "what happened: kind:arms_transfer",
    "root": "CAMEO root, 01 to 20: root:19",
    "status": "how it is known: status:claimed",
    "grade": "Admiralty code: grade:B, grade:B2, grade:2, grade:none",
    "feed": "collection or feed: feed:gdelt",
    "since": "from a date on: since:2016-04",
    "until": "to the end of a date: until:2017",
    "value": "Goldstein value, with its sign: value:>5, value:<=-5",
    "mag": "Goldstein value without its sign: mag:>=9",
    "covid": "covid travel bans: covid:no",
}
"""Every key of the line and what it is for."""
ROOTS: Mapping[str, str] = {
    f"{number:02d}": title for number, title in enumerate(list(KINDS.values())[:20], 1)
}
"""CAMEO roots and what they stand for."""
MOST = 40
"""Completions at most."""


class Completion(NamedTuple):
    """What a half-typed word could become."""

    text: str
    help: str


@dataclass(frozen=True)
class Vocabulary:
    """What the data has words for."""

    countries: Sequence[Country] = ()
    cameo: Sequence[CameoCode] = ()
    feeds: Sequence[str] = ()
    grades: Sequence[str] = ()

    @cached_property
    def labels(self) -> dict[str, str]:
        """Folded labels of CAMEO codes."""
        return {code.code: folded(code.label) for code in self.cameo}

    @cached_property
    def called(self) -> dict[str, str]:
        """By country: a space, its folded names, each with a space behind; capitals left out."""
        return {
            c.iso3: f" {' '.join(folded(n) for n in (c.iso3, c.name, *c.other_names))} "
            for c in self.countries
        }

    def values(self, key: str) -> Iterator[Completion]:
        """All values that a key can have and that can be listed."""
        match key:
            case "country":
                for c in sorted(self.countries, key=lambda c: (not c.state, -c.activity)):
                    yield Completion(c.iso3, c.name)
            case "kind":
                yield from (Completion(kind, title) for kind, title in KINDS.items())
            case "root":
                yield from (Completion(root, title) for root, title in ROOTS.items())
            case "status":
                yield from (Completion(status, means) for status, means in STATUS_MEANS.items())
            case "grade":
                yield from (Completion(grade, "") for grade in self.grades if grade)
                yield Completion("none", "not graded")
            case "feed":
                yield from (Completion(feed, "") for feed in self.feeds if feed)
            case "value":
                yield Completion(">5", "strong cooperation")
                yield Completion("<-5", "strong conflict")
            case "mag":
                yield Completion(">=9", "the strongest of either")
            case "covid":
                yield Completion("no", "leave out covid travel bans")
                yield Completion("yes", "with them")


def word_at(line: str, cursor: int) -> tuple[int, int]:
    """Where the word at the cursor begins and ends; a quoted phrase is one word."""
    start, quoted = 0, False
    for at, char in enumerate(line):
        if char == '"':
            quoted = not quoted
        elif char.isspace() and not quoted:
            if at >= cursor:
                return start, at
            start = at + 1
    return start, len(line)


def complete(line: str, cursor: int, vocabulary: Vocabulary) -> list[Completion]:
    """What the word at the cursor could become, likeliest first; whole words, to put in its place.

    A key that has values ends in a colon; what is complete has a space behind.
    """
    start, _ = word_at(line, cursor)
    word = line[start:cursor]
    sign = "-" if word.startswith("-") else ""
    key, colon, typed = word.removeprefix("-").partition(":")
    if not colon:
        if not key:
            return []
        return [Completion(f"{sign}{k}:", what) for k, what in KEYS.items() if k.startswith(key)]
    if key == "pair":
        return list(_pairs(sign, typed, vocabulary))[:MOST]
    found = _ranked(vocabulary, key, typed)
    return [Completion(f"{sign}{key}:{_quoted(v)} ", what) for v, what in found][:MOST]


def _ranked(vocabulary: Vocabulary, key: str, typed: str) -> list[Completion]:
    """The values that answer to what was typed: by their beginning first, then by their words."""
    values = list(vocabulary.values(key))
    wanted = typed.strip('"').casefold()
    if key == "country" and wanted:
        return [Completion(c.iso3, c.name) for c in names.search(vocabulary.countries, wanted)]
    first = [v for v in values if v.text.casefold().startswith(wanted)]
    if not wanted:
        return first
    inside = [v for v in values if wanted in f"{v.text} {v.help}".casefold() and v not in first]
    return [*first, *inside]


def _pairs(sign: str, typed: str, vocabulary: Vocabulary) -> Iterator[Completion]:
    """Of a pair the country that is being typed; the first one may be a name."""
    one, hyphen, other = typed.strip('"').partition("-")
    found = names.search(vocabulary.countries, other if hyphen else one)
    if not found and not (other if hyphen else one):
        found = sorted(vocabulary.countries, key=lambda c: -c.activity)
    if not hyphen:
        yield from (Completion(f"{sign}pair:{c.iso3}-", c.name) for c in found)
        return
    first = names.search(vocabulary.countries, one)
    if first:
        a = first[0]
        for c in found:
            if c.iso3 != a.iso3:
                yield Completion(f"{sign}pair:{a.iso3}-{c.iso3} ", f"{a.name} – {c.name}")


def _quoted(value: str) -> str:
    return f'"{value}"' if any(char.isspace() for char in value) else value
