"""World Bank indicators, version 2: figures of countries by year.

An answer is a list of two: the page's header and its rows. Values can be null, aggregates such as
WLD stand among the countries, and an error comes with 200 as ``[{"message": [...]}]``.
"""

from collections.abc import AsyncIterator, Iterable, Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from relations_tui.errors import FeedRefused, FeedTooLarge, FeedUnreadable
from relations_tui.feeds.batch import Ask, Batch
from relations_tui.feeds.rows import each
from relations_tui.model.fact import Fact
from relations_tui.model.feed import FeedState
from relations_tui.text import clean

if TYPE_CHECKING:
    from relations_tui.feeds.client import Client

PAGE = 1000
PAGES = 500
INDICATOR = "MS.MIL.MPRT.KD"
COLLECTION = "worldbank"


class _Named(msgspec.Struct):
    id: str
    value: str


class _Row(msgspec.Struct):
    indicator: _Named
    countryiso3code: str
    date: str
    value: float | None
    unit: str = ""


class WorldBank:
    """Reads indicators, one after the other, page by page."""

    async def fetch(self, ask: Ask, client: "Client") -> AsyncIterator[Batch]:
        """All pages of all indicators; raises FeedError."""
        places = ";".join(ask.feed.countries) or "all"
        for indicator in str(ask.feed.options.get("indicator", INDICATOR)).split(","):
            url = f"{ask.feed.url.rstrip('/')}/country/{places}/indicator/{indicator.strip()}"
            number, pages = 1, 1
            while number <= pages:
                if number > PAGES:
                    raise FeedTooLarge(f"more than {PAGES} pages")
                ask.note(f"{indicator}, page {number} of {pages}")
                params: dict[str, str | int] = {"format": "json", "per_page": PAGE, "page": number}
                answer = await client.get(url, params=params)
                pages, rows = _page(answer.body)
                yield _batch(ask, rows, f"{indicator} page {number}")
                number += 1
        yield Batch(state=_state(ask))

    def read(self, ask: Ask, chunks: Iterable[bytes]) -> Iterator[Batch]:
        """One page from a file."""
        yield _batch(ask, _page(b"".join(chunks))[1], "")
        yield Batch(state=_state(ask))


def _page(body: bytes) -> tuple[int, list[msgspec.Raw]]:
    """The number of pages and the rows."""
    try:
        parts = msgspec.json.decode(body, type=list[msgspec.Raw])
        head: dict[str, Any] = msgspec.json.decode(parts[0], type=dict[str, Any]) if parts else {}
        if "message" in head:
            words = " ".join(str(m.get("value", "")) for m in head["message"])
            raise FeedRefused(f"the World Bank says: {clean(words, 200)}")
        rows = msgspec.json.decode(parts[1], type=list[msgspec.Raw] | None)
        return int(head["pages"]), rows or []
    except (
        msgspec.DecodeError, UnicodeDecodeError, RecursionError, LookupError, TypeError,
        AttributeError, ValueError,
    ) as error:  # fmt: skip
        raise FeedUnreadable(f"not what the World Bank answers: {error}") from None


def _batch(ask: Ask, rows: Iterable[msgspec.Raw], where: str) -> Batch:
    def made(row: _Row) -> Fact | None:
        if row.value is None or row.countryiso3code not in ask.judge.countries:
            return None  # no value is no fact; an aggregate is no country
        fact = Fact(
            key=row.countryiso3code,
            indicator=row.indicator.id,
            title=row.indicator.value,
            date=row.date,
            value=row.value,
            unit=row.unit,
            feed=COLLECTION,
        )
        return ask.judge.fact(fact)

    facts, wrong = each(rows, _Row, made, lambda number: f"{where} row {number}".strip())
    return Batch(records=facts, bad=wrong)


def _state(ask: Ask) -> FeedState:
    return FeedState(
        ask.feed.name,
        title="World Bank indicators",
        licence="CC BY 4.0, World Bank; figures by SIPRI under its own terms",
        bookmarks=ask.state.bookmarks,
    )
