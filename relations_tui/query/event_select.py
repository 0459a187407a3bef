"""Which rows a query wants: every piece of it as a mask over columns."""

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

from relations_tui.model.event import KINDS
from relations_tui.query.event_columns import COUNTRY, TEXTS, Array, Columns, number_of
from relations_tui.query.event_query import ANY_OF, TEXT, EventQuery, Sort, bound
from relations_tui.query.event_words import Vocabulary
from relations_tui.query.filters import COVID
from relations_tui.query.folding import Cancelled, folded

_WHOLE_MONTH, _WHOLE_YEAR = 99, 1299
_LEAST_NAME = 3
"""Letters from which on a word of the line is looked for in names of countries."""

Mask = NDArray[np.bool_]
Stop = Callable[[], bool]


class Selection:
    """One query over some columns."""

    def __init__(self, columns: Columns, words: Vocabulary, cancelled: Stop) -> None:
        self._columns, self._words, self._cancelled = columns, words, cancelled

    def mask(self, query: EventQuery) -> Mask:
        """Which rows pass.

        Raises:
            Cancelled: if nobody wants to know any more.
        """
        keep = np.ones(len(self._columns), np.bool_)
        for key in dict.fromkeys(piece.key for piece in query.pieces):
            if self._cancelled():
                raise Cancelled
            if wanted := query.of(key):
                keep &= self._all_of(key, wanted)
            for value in query.of(key, negated=True):
                keep &= ~self._all_of(key, (value,))
        return keep

    def _all_of(self, key: str, values: tuple[str, ...]) -> Mask:
        if key in ("value", "mag"):
            return self._values(values, signed=key == "value")
        masks = [self._one(key, value) for value in values]
        found: Mask = (np.logical_or if key in ANY_OF else np.logical_and).reduce(masks)
        return found

    def _one(self, key: str, value: str) -> Mask:
        date = self._columns.numbers["date"]
        match key:
            case "country":
                return self._takes_part(frozenset({value}))
            case "pair":
                a, b = value.split("-")
                return self._takes_part(frozenset({a})) & self._takes_part(frozenset({b}))
            case "since":
                end = np.where(date % 100 == 0, date + _WHOLE_MONTH, date)
                end = np.where(date % 10000 == 0, date + _WHOLE_YEAR, end)
                return end >= number_of(value)
            case "until":
                whole = {4: _WHOLE_YEAR, 7: _WHOLE_MONTH}.get(len(value), 0)
                return date <= number_of(value) + whole
            case "covid":
                bans = self._word("kind", lambda kind: kind == COVID)
                return ~bans if value == "no" else np.ones(len(date), np.bool_)
            case "root":
                return self._word("cameo", lambda code: code[:2] == value)
            case "grade":
                return self._word("grade", lambda grade: _graded(grade, value))
            case "feed":
                wanted = value.casefold()
                return self._word("feed", lambda feed: wanted in feed.casefold()) | self._word(
                    "via", lambda via: wanted in via.casefold()
                )
            case _ if key == TEXT:
                return self._says(folded(value))
        return self._word(key, lambda word: word == value)

    def _word(self, column: str, wanted: Callable[[str], bool]) -> Mask:
        """Rows whose word in a column is wanted."""
        return self._looked_up(column, (wanted(word) for word in self._columns.words[column]))

    def _looked_up(self, column: str, wanted: Iterable[bool]) -> Mask:
        lut = np.fromiter(wanted, np.bool_)
        rows = self._columns.numbers[column]
        if not lut.any():
            return np.zeros(len(rows), np.bool_)
        found: Mask = lut[rows]
        return found

    def _takes_part(self, iso3s: frozenset[str]) -> Mask:
        columns = self._columns
        codes = [n for n, word in enumerate(columns.words[COUNTRY]) if word in iso3s]
        rows = columns.numbers
        if not codes:
            return np.zeros(len(columns), np.bool_)
        found: Mask = np.isin(rows["a"], codes) | np.isin(rows["b"], codes)
        found[columns.more[0][np.isin(columns.more[1], codes)]] = True
        return found

    def _says(self, word: str) -> Mask:
        """Rows in any of whose texts a folded word is, names of countries at the start of one."""
        found = self._word("kind", lambda kind: word in folded(KINDS.get(kind, kind)))
        labels = self._words.labels
        found |= self._word("cameo", lambda code: word in labels.get(code, ""))
        if len(word) >= _LEAST_NAME:
            called = self._words.called.items()
            found |= self._takes_part(frozenset(c for c, told in called if f" {word}" in told))
        for column in TEXTS:
            lut = self._columns.texts[column].having(word, self._cancelled)
            found |= self._looked_up(column, lut)
        return found

    def _values(self, values: tuple[str, ...], *, signed: bool) -> Mask:
        """Within the bounds; on either side of them if they exclude each other."""
        gold: Array = self._columns.numbers["goldstein"]
        if not signed:
            gold = np.abs(gold)
        bounds = [bound(value) for value in values]
        low = [number for sign, number in bounds if sign.startswith(">")]
        high = [number for sign, number in bounds if sign.startswith("<")]
        masks = [_compared(gold, sign, number) for sign, number in bounds]
        either = bool(low and high) and max(low) >= min(high)
        exact = all(sign == "=" for sign, _ in bounds)
        found: Mask = (np.logical_or if either or exact else np.logical_and).reduce(masks)
        return found


def _compared(gold: Array, sign: str, number: float) -> Mask:
    compare = {
        ">": np.greater, ">=": np.greater_equal, "<": np.less, "<=": np.less_equal, "=": np.equal,
    }[sign]  # fmt: skip
    found: Mask = compare(gold, number)  # no value compares to nothing
    return found


def _graded(grade: str, wanted: str) -> bool:
    if wanted == "none":
        return not grade
    return bool(grade) and (grade.startswith(wanted) or grade[1:] == wanted)


def arranged(columns: Columns, rows: Array, sort: Sort) -> Array:
    """Rows that are newest first, in another order; equals stay newest first."""
    if sort == "newest":
        return rows
    if sort == "oldest":
        return rows[::-1]
    if sort == "mentions":
        rank = -columns.numbers["mentions"][rows].astype("i8")
    elif sort == "magnitude":
        size = np.abs(columns.numbers["goldstein"][rows])
        rank = np.where(np.isnan(size), 1.0, -size)  # none come last
    else:
        words = columns.words["grade"]
        order = sorted(range(len(words)), key=lambda i: (not words[i], words[i]))
        lut = np.empty(len(words), "i4")
        lut[order] = np.arange(len(words))
        rank = lut[columns.numbers["grade"][rows]]
    return rows[np.argsort(rank, kind="stable")]
