"""The filters of the events explorer, as one line of text: pieces that compose.

    iran weapons pair:AZE-IRN kind:arms_transfer status:claimed since:2016 until:2017-06 -feed:gdelt

A piece is a word, a "quoted phrase", or ``key:value``; a minus before it says what must not be.
All pieces hold, but of several values of one key, where an event has only one, any will do:
``status:stated status:claimed``. Two values that exclude each other, ``value:>5 value:<-5``, mean
either side. Dates known less exactly than asked for count as within.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

from relations_tui.errors import UnknownCountry, UsageError
from relations_tui.model.event import KINDS, STATUSES
from relations_tui.model.period import check_date
from relations_tui.query import names
from relations_tui.query.event_words import KEYS, ROOTS, Vocabulary
from relations_tui.query.folding import folded

TEXT: Final = "text"
"""The key of words and phrases; never written."""
ANY_OF: Final = frozenset({"kind", "root", "status", "grade", "feed"})
"""Keys of which an event has one value: of several that are asked for, any will do."""
Sort = Literal["newest", "oldest", "magnitude", "mentions", "grade"]
SORTS: tuple[Sort, ...] = get_args(Sort)
SORT_MEANS: Final[dict[Sort, str]] = {
    "newest": "newest first",
    "oldest": "oldest first",
    "magnitude": "largest magnitude first",
    "mentions": "most reported first",
    "grade": "best grade first",
}
_PIECE = re.compile(r'(?:[^\s"]|"[^"]*"?)+')
_MAGNITUDE = re.compile(r"(<=|>=|<|>|=)?([+-]?\d+(?:\.\d+)?)", re.ASCII)
_GRADE = re.compile(r"[A-F]?[1-6]?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing that an event must be, or (``negated``) must not."""

    key: str
    """One of ``KEYS``, or ``TEXT``."""
    value: str
    negated: bool = False

    def __str__(self) -> str:
        """The piece as the line has it."""
        sign = "-" if self.negated else ""
        if self.key != TEXT:
            return f"{sign}{self.key}:{_quoted(self.value)}"
        plain = ":" not in self.value and not self.value.startswith("-")
        return f"{sign}{_quoted(self.value)}" if plain else f'{sign}"{self.value}"'


@dataclass(frozen=True, slots=True)
class EventQuery:
    """What events are wanted. Empty: all."""

    pieces: tuple[Piece, ...] = ()

    def __str__(self) -> str:
        """The line: it reads back as the same query."""
        return " ".join(map(str, self.pieces))

    @property
    def chips(self) -> tuple[str, ...]:
        """The text of every piece."""
        return tuple(map(str, self.pieces))

    def without(self, index: int) -> "EventQuery":
        """The query less one of its pieces; the last has the index -1."""
        index %= len(self.pieces)
        return EventQuery(self.pieces[:index] + self.pieces[index + 1 :])

    def with_piece(self, piece: Piece) -> "EventQuery":
        """The query and one more piece, unless it has it."""
        return self if piece in self.pieces else EventQuery((*self.pieces, piece))

    def of(self, key: str, *, negated: bool = False) -> tuple[str, ...]:
        """The values that are asked for, or must not be, under a key."""
        return tuple(p.value for p in self.pieces if p.key == key and p.negated == negated)


def _quoted(value: str) -> str:
    return f'"{value}"' if not value or any(char.isspace() for char in value) else value


def parse(line: str, vocabulary: Vocabulary) -> EventQuery:
    """Read a line.

    Raises:
        UsageError: in one line, what is not understood, and what may have been meant.
    """
    pieces = dict.fromkeys(
        piece for text in _PIECE.findall(line) if (piece := _piece(text, vocabulary)) is not None
    )
    return EventQuery(tuple(pieces))


def _piece(text: str, vocabulary: Vocabulary) -> Piece | None:
    negated = text.startswith("-") and len(text) > 1
    body = text[1:] if negated else text
    key, colon, value = body.partition(":")
    if body.startswith('"') or not colon:
        words = " ".join(body.replace('"', "").split())
        return Piece(TEXT, words, negated) if folded(words) else None
    key = key.casefold()
    if key not in KEYS:
        raise UsageError(f"no filter {key!r}: {_meant(key, KEYS)} (a colon in a text wants quotes)")
    value = " ".join(value.replace('"', "").split())
    if not value:
        raise UsageError(f"{key}: wants a value, {KEYS[key]}")
    return Piece(key, _READ.get(key, _choice(key))(value, vocabulary), negated)


def _meant(wrong: str, known: Mapping[str, object]) -> str:
    from difflib import get_close_matches  # only a miss wants it

    close = get_close_matches(wrong, known, n=3, cutoff=0.7)
    if close:
        return f"did you mean {' or '.join(close)}?"
    return f"there are {', '.join(list(known)[:12])}{' …' if len(known) > 12 else ''}"


def _country(value: str, vocabulary: Vocabulary) -> str:
    found = names.find(vocabulary.countries, value)
    return found.iso3


def _pair(value: str, vocabulary: Vocabulary) -> str:
    """Codes or names with a hyphen between; a name may have hyphens of its own."""
    parts = re.split(r"[-–>/,]", value)
    error = UsageError("pair: wants two countries: pair:AZE-IRN")
    for at in range(1, len(parts)):
        try:
            a, b = (
                names.find(vocabulary.countries, " ".join(side)).iso3
                for side in (parts[:at], parts[at:])
            )
        except UnknownCountry as unknown:
            error = unknown
            continue
        if a == b:
            raise UsageError(f"pair: wants two countries, {value!r} is {a} twice")
        return "-".join(sorted((a, b)))
    raise error


def _choice(key: str) -> Callable[[str, Vocabulary], str]:
    choices: Mapping[str, Iterable[str]] = {
        "kind": KINDS,
        "status": STATUSES,
        "covid": ("no", "yes"),
    }
    known: Mapping[str, object] = dict.fromkeys(choices.get(key, ()))

    def read(value: str, _vocabulary: Vocabulary) -> str:
        folded_value = value.casefold().replace(" ", "_")
        if folded_value not in known:
            raise UsageError(f"no {key} {value!r}: {_meant(folded_value, known)}")
        return folded_value

    return read


def _root(value: str, _vocabulary: Vocabulary) -> str:
    root = value.zfill(2)
    if root not in ROOTS:
        raise UsageError(f"no CAMEO root {value!r}: there are 01 to 20")
    return root


def _grade(value: str, _vocabulary: Vocabulary) -> str:
    if value.casefold() == "none":
        return "none"
    if not _GRADE.fullmatch(value.upper()):
        raise UsageError(f"no grade {value!r}: A to F, 1 to 6, both (B2), or none")
    return value.upper()


def _feed(value: str, vocabulary: Vocabulary) -> str:
    known = {feed: 0 for feed in vocabulary.feeds if feed}
    if known and not any(value.casefold() in feed.casefold() for feed in known):
        raise UsageError(f"no feed {value!r}: {_meant(value, known)}")
    return value


def _date(value: str, _vocabulary: Vocabulary) -> str:
    try:
        return check_date(value)
    except ValueError as error:
        raise UsageError(str(error)) from None


def _value(value: str, _vocabulary: Vocabulary) -> str:
    match = _MAGNITUDE.fullmatch(value.replace("−", "-").replace(" ", ""))
    if match is None:
        raise UsageError(f"a Goldstein value is wanted, such as >5 or <=-2, not {value!r}")
    sign, number = match.groups()
    return f"{'' if sign in (None, '=') else sign}{float(number):g}"


def _magnitude(value: str, vocabulary: Vocabulary) -> str:
    found = _value(value, vocabulary)
    if bound(found)[1] < 0:
        raise UsageError(f"mag: has no sign, value: has one: value:{found}")
    return found


_READ: Mapping[str, Callable[[str, Vocabulary], str]] = {
    "country": _country,
    "pair": _pair,
    "root": _root,
    "grade": _grade,
    "feed": _feed,
    "since": _date,
    "until": _date,
    "value": _value,
    "mag": _magnitude,
}


def bound(value: str) -> tuple[str, float]:
    """The sign of comparison (``=`` if it has none) and number of a value."""
    match = _MAGNITUDE.fullmatch(value)
    assert match is not None
    return match[1] or "=", float(match[2])
