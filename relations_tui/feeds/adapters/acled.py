"""ACLED: events of conflict and protest, of which those between states are taken.

``page`` and ``limit``; every number is text; an error is told in ``message`` or ``error``, even
with status 200. The bearer token goes in the header ``Authorization``, from the environment. Its
terms forbid passing the data on: an export leaves them out unless told.
"""

from collections.abc import AsyncIterator, Iterable, Iterator
from typing import TYPE_CHECKING

import msgspec

from relations_tui.errors import FeedRefused, FeedTooLarge, FeedUnreadable
from relations_tui.feeds.actors import Actors
from relations_tui.feeds.batch import Ask, Batch
from relations_tui.feeds.judge import BadRecord
from relations_tui.feeds.rows import each
from relations_tui.model.event import Event
from relations_tui.model.feed import FeedState
from relations_tui.text import clean

if TYPE_CHECKING:
    from relations_tui.feeds.client import Client

PAGE = 5000
PAGES = 2000
COLLECTION = "acled"
KINDS = {
    "Battles": "fight",
    "Explosions/Remote violence": "fight",
    "Protests": "protest",
    "Riots": "protest",
    "Violence against civilians": "mass_violence",
}
"""Kinds of event by ACLED's types; agreements are told apart by the sub-type."""


class _Page(msgspec.Struct):
    data: list[msgspec.Raw] = []
    success: bool = True
    message: str = ""
    error: msgspec.Raw = msgspec.Raw(b"")


class _Row(msgspec.Struct):
    event_id_cnty: str
    event_date: str
    event_type: str
    actor1: str
    actor2: str = ""
    sub_event_type: str = ""
    fatalities: str = "0"
    location: str = ""
    source: str = ""
    notes: str = ""


class Acled:
    """Reads ACLED, page by page."""

    async def fetch(self, ask: Ask, client: "Client") -> AsyncIterator[Batch]:
        """All pages; raises FeedError."""
        reader = _Reader(ask)
        for number in range(1, PAGES + 1):
            ask.note(f"page {number}")
            params: dict[str, str | int] = {"limit": PAGE, "page": number}
            answer = await client.get(ask.feed.url, params=params)
            rows = _page(answer.body).data
            yield reader.batch(rows, f"page {number}")
            if len(rows) < PAGE:
                yield Batch(state=_state(ask))
                return
        raise FeedTooLarge(f"more than {PAGES:,} pages")

    def read(self, ask: Ask, chunks: Iterable[bytes]) -> Iterator[Batch]:
        """One page from a file."""
        yield _Reader(ask).batch(_page(b"".join(chunks)).data, "")
        yield Batch(state=_state(ask))


class _Reader:
    def __init__(self, ask: Ask) -> None:
        self._judge, self._wanted = ask.judge, frozenset(ask.feed.countries)
        self._actors = Actors(ask.judge.countries)

    def batch(self, rows: list[msgspec.Raw], where: str) -> Batch:
        """The events that are between states."""
        events, wrong = each(
            rows, _Row, self._event, lambda number: f"{where} data[{number}]".strip()
        )
        return Batch(events=events, bad=wrong)

    def _event(self, row: _Row) -> Event | None:
        sides = row.actor1, row.actor2
        if not all(map(self._actors.of_state, sides)):
            return None
        a, b = map(self._actors.known, sides)
        if a == b or (self._wanted and self._wanted.isdisjoint((a, b))):
            return None
        agreed = row.sub_event_type == "Agreement"
        try:
            deaths = int(row.fatalities or "0")
        except ValueError:
            raise BadRecord(f"fatalities {row.fatalities!r} is no number") from None
        told = f"{row.sub_event_type or row.event_type}, {row.location}; deaths: {deaths}"
        return self._judge.event(
            Event(
                id=f"{COLLECTION}:{row.event_id_cnty}",
                date=row.event_date,
                kind="agreement" if agreed else KINDS.get(row.event_type, "statement"),
                sources=(a,),
                targets=(b,),
                status="recorded",
                feed=COLLECTION,
                summary=f"{told}. {row.notes}" if row.notes.strip(". ") else told,
                speaker="",
                actors=f"{row.actor1} > {row.actor2}",
                grade="B2",
            )
        )


def _page(body: bytes) -> _Page:
    try:
        page = msgspec.json.decode(body, type=_Page)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise FeedUnreadable(f"not what ACLED answers: {error}") from None
    wrong = bytes(page.error) not in (b"", b"null", b"[]", b'""')
    if not page.success or wrong or (page.message and not page.data):
        words = page.message or bytes(page.error).decode(errors="replace")
        raise FeedRefused(f"ACLED says: {clean(words, 200) or 'no success'}")
    return page


def _state(ask: Ask) -> FeedState:
    return FeedState(
        ask.feed.name,
        title="ACLED",
        licence="ACLED's terms of use: the data must not be passed on",
        bookmarks=ask.state.bookmarks,
        restricted=True,
    )
