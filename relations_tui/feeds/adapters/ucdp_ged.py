"""UCDP GED: events of organised violence, of which those between states are taken.

Pages count from 0, the newest last; sides are names, ``Government of Azerbaijan``. The token goes
in the header ``x-ucdp-access-token``, from the environment. Source: Uppsala Conflict Data Program.
"""

from collections.abc import AsyncIterator, Iterable, Iterator
from typing import TYPE_CHECKING

import msgspec

from relations_tui.errors import FeedTooLarge, FeedUnreadable
from relations_tui.feeds.actors import Actors
from relations_tui.feeds.batch import Ask, Batch
from relations_tui.feeds.rows import each
from relations_tui.model.event import Event
from relations_tui.model.feed import FeedState

if TYPE_CHECKING:
    from relations_tui.feeds.client import Client

PAGE = 1000
PAGES = 2000
VERSION = "25.1"
COLLECTION = "ucdp-ged"


class _Page(msgspec.Struct):
    Result: list[msgspec.Raw]
    TotalPages: int = 1


class _Row(msgspec.Struct):
    id: int
    side_a: str
    side_b: str
    date_start: str
    date_end: str = ""
    type_of_violence: int = 1
    best: int = 0
    low: int = 0
    high: int = 0
    where_coordinates: str = ""


class UcdpGed:
    """Reads UCDP's georeferenced events, page by page."""

    async def fetch(self, ask: Ask, client: "Client") -> AsyncIterator[Batch]:
        """All pages; raises FeedError."""
        version = str(ask.feed.options.get("version", VERSION))
        url = f"{ask.feed.url.rstrip('/')}/gedevents/{version}"
        reader, number, pages = _Reader(ask), 0, 1
        while number < pages:
            if number == PAGES:
                raise FeedTooLarge(f"more than {PAGES:,} pages")
            ask.note(f"page {number + 1} of {pages}")
            answer = await client.get(url, params={"pagesize": PAGE, "page": number})
            page = _page(answer.body)
            yield reader.batch(page, f"page {number}")
            pages, number = page.TotalPages, number + 1
        yield Batch(state=_state(ask))

    def read(self, ask: Ask, chunks: Iterable[bytes]) -> Iterator[Batch]:
        """One page from a file."""
        yield _Reader(ask).batch(_page(b"".join(chunks)), "")
        yield Batch(state=_state(ask))


class _Reader:
    def __init__(self, ask: Ask) -> None:
        self._judge, self._wanted = ask.judge, frozenset(ask.feed.countries)
        self._actors = Actors(ask.judge.countries)

    def batch(self, page: _Page, where: str) -> Batch:
        """The events of a page that are between states."""
        events, wrong = each(
            page.Result, _Row, self._event, lambda number: f"{where} Result[{number}]".strip()
        )
        return Batch(events=events, bad=wrong)

    def _event(self, row: _Row) -> Event | None:
        sides = row.side_a, row.side_b
        if row.type_of_violence != 1 or not all(map(self._actors.of_state, sides)):
            return None
        a, b = map(self._actors.known, sides)
        if a == b or (self._wanted and self._wanted.isdisjoint((a, b))):
            return None
        start, end = row.date_start[:10], row.date_end[:10]
        return self._judge.event(
            Event(
                id=f"{COLLECTION}:{row.id}",
                date=start,
                end="" if end == start else end,
                kind="fight",
                sources=(a,),
                targets=(b,),
                status="recorded",
                feed=COLLECTION,
                cameo="190",
                summary=f"deaths: {row.best}, between {row.low} and {row.high}; side A and side B "
                "as UCDP lists them, not who attacked",
                grade="A2",
            )
        )


def _page(body: bytes) -> _Page:
    try:
        return msgspec.json.decode(body, type=_Page)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise FeedUnreadable(f"not what UCDP answers: {error}") from None


def _state(ask: Ask) -> FeedState:
    return FeedState(
        ask.feed.name,
        title="UCDP Georeferenced Event Dataset",
        licence="CC BY 4.0; cite Sundberg and Melander (2013) and Davies et al. (2025)",
        bookmarks=ask.state.bookmarks,
    )
