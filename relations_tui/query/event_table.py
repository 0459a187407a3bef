"""Every event that is shown, to filter, sort and page through, however many there are."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from relations_tui.model.country import Country
from relations_tui.model.event import CameoCode, Event
from relations_tui.query.event_columns import Columns, columns_of, newest_first
from relations_tui.query.event_query import EventQuery, Sort
from relations_tui.query.event_select import Selection, arranged
from relations_tui.query.event_words import Vocabulary
from relations_tui.query.folding import Cancelled, encoded

__all__ = ["Cancelled", "EventTable", "Place"]

Rows = NDArray[np.int64]
KEPT = 4096
"""Events that were read and are kept."""


class Place(NamedTuple):
    """Where an event lies."""

    shard: int
    offset: int
    length: int


class EventTable:
    """Events by row, newest and most reported first; filtered without reading them.

    Rows, and their order, are those of ``latest_first(source.all_events(), EventFilter(), None)``.
    """

    def __init__(
        self,
        columns: Columns,
        read: Callable[[Place], Event],
        countries: Sequence[Country] = (),
        cameo: Sequence[CameoCode] = (),
    ) -> None:
        """A table over columns that are in order.

        Args:
            columns: what is known of every event.
            read: reads one; may raise StoreError.
            countries: whose names a text search finds.
            cameo: codes whose labels it finds.
        """
        self.columns = columns
        self._read = read
        self._kept: dict[int, Event] = {}
        words = columns.words
        feeds = sorted({*words["feed"], *words["via"]} - {""})
        self.vocabulary = Vocabulary(countries, cameo, feeds, sorted(words["grade"]))
        """The words for a line of filters over this table."""

    @classmethod
    def of(
        cls,
        events: Iterable[Event],
        countries: Sequence[Country] = (),
        cameo: Sequence[CameoCode] = (),
    ) -> "EventTable":
        """A table of events at hand; those that are not shown must have been left out."""
        told = list(events)
        columns = newest_first(columns_of(told))
        return cls(columns, lambda place: told[place.offset], countries, cameo)

    def __len__(self) -> int:
        """How many events there are."""
        return len(self.columns)

    def select(
        self,
        query: EventQuery,
        sort: Sort = "newest",
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Rows:
        """The rows that a query wants, in the order wanted.

        Raises:
            Cancelled: if ``cancelled`` says so meanwhile.
        """
        if not query.pieces:
            rows = np.arange(len(self))
        else:
            found = Selection(self.columns, self.vocabulary, cancelled).mask(query)
            rows = np.flatnonzero(found)
        return arranged(self.columns, rows, sort)

    def event(self, row: int) -> Event:
        """The event of a row.

        Raises:
            StoreError: if it can't be read.
        """
        event = self._kept.get(row)
        if event is None:
            numbers = self.columns.numbers
            place = Place(*(int(numbers[name][row]) for name in Place._fields))
            event = self._read(place)
            if len(self._kept) >= KEPT:
                self._kept.clear()
            self._kept[row] = event
        return event

    def events(self, rows: Iterable[int]) -> list[Event]:
        """The events of some rows."""
        return [self.event(int(row)) for row in rows]

    def row_of(self, event_id: str, among: Rows | None = None) -> int | None:
        """The row of an event by its id, among some rows or all; None if it is not there."""
        name = crc32(encoded(event_id))
        names = self.columns.numbers["name"]
        found = np.flatnonzero(names == name) if among is None else among[names[among] == name]
        return next((int(row) for row in found if self.event(int(row)).id == event_id), None)
