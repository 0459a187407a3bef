"""Many events as columns of numbers: what can be asked of a million of them at once.

A row is an event. What is one of few words (kind, status, grade ..) is a number with a list of the
words; so are the texts that a search looks through, folded. The event itself stays where it lies.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from relations_tui.model.event import Event
from relations_tui.query.event_text import Texts, coded
from relations_tui.query.folding import encoded, folded

Array = NDArray[Any]

NUMBERS: Final[Mapping[str, str]] = {
    "date": "i4",  # 20160614; 20160600 and 20160000 where day or month are not known
    "mentions": "u4",
    "goldstein": "f8",  # not a number for events that have none
    "name": "u4",  # checksum of the id
    "shard": "u2", "offset": "u4", "length": "u4",  # where it lies
    "a": "u2", "b": "u2",  # the first two that take part, numbers of countries
}  # fmt: skip
WORDS: Final[tuple[str, ...]] = ("kind", "status", "cameo", "grade", "feed", "via")
"""Columns of numbers of words."""
TEXTS: Final[tuple[str, ...]] = ("actors", "host", "told")
"""Columns of numbers of texts."""
COUNTRY: Final = "country"
"""The words that ``a``, ``b`` and ``more`` are numbers of."""
NOBODY: Final = 0xFFFF
"""In place of a country's number."""


@dataclass(slots=True)
class Columns:
    """Some events; all columns are of one length."""

    numbers: dict[str, Array]
    """``NUMBERS``, and the numbers of ``WORDS`` and ``TEXTS``."""
    words: dict[str, tuple[str, ...]]
    """By column: what its numbers stand for."""
    texts: dict[str, Texts]
    """The same of texts."""
    more: Array
    """Rows and country numbers (2 by any) of events of more than two countries, all of theirs."""
    ids: Texts
    """The id of every row, for putting rows in order."""

    def __len__(self) -> int:
        """How many events."""
        return len(self.numbers["date"])


def number_of(date: str) -> int:
    """``2016-06`` is 20160600: numbers sort as the (checked) dates do."""
    return int(date.replace("-", "").ljust(8, "0"))


def _host(url: str) -> str:
    return url.partition("://")[2].partition("/")[0] if url else ""


def _told(event: Event) -> str:
    """All that was said of an event, by anybody."""
    return " ".join((event.summary, event.speaker, event.quote, event.response)).strip()


_READ: Mapping[str, Callable[[Event], str]] = {
    "actors": lambda event: event.actors,
    "host": lambda event: _host(event.url),
    "told": _told,
}


def columns_of(
    events: Sequence[Event],
    offsets: Iterable[int] = (),
    lengths: Iterable[int] = (),
    shard: int = 0,
) -> Columns:
    """Events as columns, in the order they come in.

    Args:
        events: the events.
        offsets: where each lies in its shard; by default its number.
        lengths: how long it is there; by default 0.
        shard: the number of the shard.
    """
    count = len(events)
    numbers: dict[str, Array] = {
        "date": np.array([number_of(e.date) for e in events], "i4"),
        "mentions": np.array([min(max(e.mentions, 0), 0xFFFFFFFF) for e in events], "u4"),
        "goldstein": np.array(
            [np.nan if e.goldstein is None else e.goldstein for e in events], "f8"
        ),
        "name": np.array([crc32(encoded(e.id)) for e in events], "u4"),
        "shard": np.full(count, shard, "u2"),
        "offset": np.array(list(offsets) or range(count), "u4"),
        "length": np.array(list(lengths) or [0] * count, "u4"),
    }
    words: dict[str, tuple[str, ...]] = {}
    for column in WORDS:
        told, codes = coded(getattr(e, column) for e in events)
        numbers[column] = np.array([codes[word] for word in told], "u4")
        words[column] = tuple(codes)
    texts: dict[str, Texts] = {}
    for column in TEXTS:
        told, codes = coded(map(_READ[column], events))
        kept, unique = coded(map(folded, codes))
        number = {raw: unique[text] for raw, text in zip(codes, kept, strict=True)}
        numbers[column] = np.array([number[text] for text in told], "u4")
        texts[column] = Texts.of(unique)
    parties = [e.countries for e in events]
    _, country = coded(iso3 for some in parties for iso3 in some)
    words[COUNTRY] = tuple(country)
    for place, column in enumerate("ab"):
        numbers[column] = np.array(
            [country[p[place]] if len(p) > place else NOBODY for p in parties], "u2"
        )
    many = [(row, country[c]) for row, p in enumerate(parties) if len(p) > 2 for c in p]
    more = np.array(many, "i4").reshape(-1, 2).T
    ids = "".join(f"{e.id.replace(chr(10), ' ')}\n" for e in events)
    return Columns(numbers, words, texts, more, Texts(encoded(ids)))


def taken(columns: Columns, rows: Array) -> Columns:
    """Some of the rows (by number, in the order wanted); words and texts stay all there."""
    place = np.full(len(columns), -1, "i4")
    place[rows] = np.arange(len(rows), dtype="i4")
    more_rows = place[columns.more[0]]
    kept = more_rows >= 0
    ids = columns.ids.split()
    return Columns(
        {name: column[rows] for name, column in columns.numbers.items()},
        columns.words,
        columns.texts,
        np.stack([more_rows[kept], columns.more[1][kept]]),
        Texts.of(ids[row] for row in rows.tolist()),
    )


def joined(parts: Sequence[Columns]) -> Columns:
    """Several as one, one after the other; words and texts that no row has are left out."""
    numbers: dict[str, Array] = {
        name: np.concatenate([part.numbers[name] for part in parts]) for name in NUMBERS
    }
    words: dict[str, tuple[str, ...]] = {}
    texts: dict[str, Texts] = {}
    for column in WORDS:
        codes = [part.numbers[column] for part in parts]
        luts, words[column] = _together([part.words[column] for part in parts], codes)
        numbers[column] = _renumbered(luts, codes, "u4")
    for column in TEXTS:
        codes = [part.numbers[column] for part in parts]
        luts, kept = _together([part.texts[column].split() for part in parts], codes)
        numbers[column] = _renumbered(luts, codes, "u4")
        texts[column] = Texts.of(kept)
    codes = [np.concatenate([p.numbers["a"], p.numbers["b"], p.more[1]]) for p in parts]
    luts, words[COUNTRY] = _together([part.words[COUNTRY] for part in parts], codes)
    for column in "ab":
        numbers[column] = _renumbered(luts, [part.numbers[column] for part in parts], "u2")
    more, start = [], 0
    for lut, part in zip(luts, parts, strict=True):
        more.append(np.stack([part.more[0] + start, lut[part.more[1]]]))
        start += len(part)
    ids = Texts(b"".join(part.ids.lines for part in parts))
    return Columns(numbers, words, texts, np.concatenate(more, axis=1).astype("i4"), ids)


def _together(
    parts: Sequence[Sequence[str]], codes: Sequence[Array]
) -> tuple[list[Array], tuple[str, ...]]:
    """The words of all that are in use; for each part the new numbers of its old ones."""
    known: dict[str, int] = {}
    luts: list[Array] = []
    for words, used in zip(parts, codes, strict=True):
        lut = np.full(NOBODY + 1 if len(words) <= NOBODY else len(words), NOBODY, "i8")
        for number in np.unique(used).tolist():
            if number < len(words):
                lut[number] = known.setdefault(words[number], len(known))
        luts.append(lut)
    return luts, tuple(known)


def _renumbered(luts: Sequence[Array], codes: Sequence[Array], kind: str) -> Array:
    return np.concatenate(
        [lut[used] for lut, used in zip(luts, codes, strict=True)], dtype=kind, casting="unsafe"
    )


def newest_first(columns: Columns) -> Columns:
    """The rows in the order of :func:`~relations_tui.query.filters.latest_first`.

    By date, then mentions, then id, all downwards; rows that are equal in these as they lie.
    """
    ids = [encoded(text) for text in columns.ids.split()]
    rank = np.empty(len(ids), "i4")
    order = np.array(sorted(range(len(ids)), key=ids.__getitem__), "i8")
    if len(order):
        new = np.fromiter((ids[a] != ids[b] for a, b in pairwise(order)), np.bool_)
        rank[order] = np.concatenate([[0], np.cumsum(new)])
    n = columns.numbers
    return taken(
        columns,
        np.lexsort(
            (
                n["offset"], n["length"] == 0, n["shard"],
                -rank, -n["mentions"].astype("i8"), -n["date"],
            )
        ),
    )  # fmt: skip
