"""Quantities as a plain CSV: supplier, recipient, year, value, unit; other columns are ignored.

Instead of year a span is since and until; what (arms if absent) and source are optional. Countries
by name or code; a supplier that is empty, "?" or "unknown" is one that nobody knows.
"""

from collections.abc import AsyncIterator, Iterable, Iterator
from typing import TYPE_CHECKING

from relations_tui.errors import FeedUnreadable
from relations_tui.feeds.actors import Actors
from relations_tui.feeds.adapters import table
from relations_tui.feeds.batch import Ask, Batch
from relations_tui.feeds.judge import BadRecord, bad
from relations_tui.model.feed import FeedState
from relations_tui.model.flow import ARMS, UNKNOWN, Flow
from relations_tui.model.record import Bad

if TYPE_CHECKING:
    from relations_tui.feeds.client import Client

NEEDED = ("supplier", "recipient", "value", "unit")
NOBODY = ("", "?", "unknown", "unknown supplier", "unknown supplier(s)")


class FlowsCsv:
    """Reads one table, from disk or from the web."""

    async def fetch(self, ask: Ask, client: "Client") -> AsyncIterator[Batch]:
        """The table at the feed's address; raises FeedError."""
        answer = await client.get(ask.feed.url, accept=table.TYPES)
        for batch in self.read(ask, [answer.body]):
            yield batch

    def read(self, ask: Ask, chunks: Iterable[bytes]) -> Iterator[Batch]:
        """The table from a file; raises FeedError."""
        text = table.text_of(table.whole(chunks))
        between = table.separator(text.partition("\n")[0])
        lines = table.rows(text, between)
        head = [name.casefold() for name in next(lines, (0, []))[1]]
        missing = [name for name in NEEDED if name not in head]
        if "year" not in head and "since" not in head:
            missing.append("year")
        if missing:
            raise FeedUnreadable(f"the first line names no column {', '.join(missing)}")
        actors = Actors(ask.judge.countries)
        records: list[Flow] = []
        wrong: list[Bad] = []
        for number, cells in lines:
            row = dict(zip(head, cells, strict=False))
            try:
                records.append(_flow(ask, actors, row))
            except ValueError as error:  # a BadRecord is one
                wrong.append(bad(str(error), between.join(cells), f"line {number}"))
        yield Batch(records=records, bad=wrong)
        yield Batch(state=FeedState(ask.feed.name, title="Flows", bookmarks=ask.state.bookmarks))


def country(ask: Ask, actors: Actors, text: str) -> str:
    """A country by code or name; raises BadRecord if it is unknown."""
    code = text.upper()
    return code if code in ask.judge.countries else actors.known(text)


def _flow(ask: Ask, actors: Actors, row: dict[str, str]) -> Flow:
    supplier = row.get("supplier", "")
    since = row.get("year") or row.get("since", "")
    if not row.get("value"):
        raise BadRecord("no value: an empty cell is no data, not 0")
    return ask.judge.flow(
        Flow(
            key=country(ask, actors, row.get("recipient", "")),
            supplier=UNKNOWN if supplier.casefold() in NOBODY else country(ask, actors, supplier),
            since=since,
            until=row.get("year") or row.get("until") or since,
            value=table.number(row["value"]),
            unit=row.get("unit", ""),
            what=(row.get("what") or ARMS).casefold(),
            feed=row.get("source") or ask.feed.name,
        )
    )
