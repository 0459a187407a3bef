"""The project's own format, ``relations-feed``: see ``data/FEED.md``.

One JSON document, several that name the next, or NDJSON. Records are handed over as they were cut
out of the stream, unparsed.
"""

import re
from collections.abc import AsyncIterator, Iterable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from msgspec.structs import replace

from relations_tui.errors import FeedTooLarge, FeedUnreadable
from relations_tui.feeds import wire
from relations_tui.feeds.batch import Ask, Batch
from relations_tui.feeds.document import Document
from relations_tui.feeds.lines import Lines
from relations_tui.model.feed import FeedState
from relations_tui.text import clean

if TYPE_CHECKING:
    from relations_tui.feeds.client import Client

PAGES = 10_000
"""Pages of one feed at most."""
TYPES = frozenset(
    {"application/json", "application/x-ndjson", "application/ndjson", "application/jsonl",
     "application/json-seq", "text/plain", "text/json"}
)  # fmt: skip
"""Media types; static hosts serve what they don't know as text."""
_LINES = re.compile(rb'(\xef\xbb\xbf)?\s*\{\s*"type"\s*:\s*"header"')
_SNIFF = 200
"""Bytes that are enough to tell the two forms apart."""


class Page:
    """Reads one answer or file in either form."""

    def __init__(self) -> None:
        self._start = b""
        self._reader: Document | Lines | None = None

    @property
    def header(self) -> wire.Header:
        """What the page says of itself, once it was closed."""
        assert self._reader is not None
        assert self._reader.header is not None
        return self._reader.header

    def feed(self, data: bytes) -> Iterator[Batch]:
        """Take in some bytes; raises FeedError if they are not of this format."""
        if self._reader is None:
            self._start += data
            if len(self._start) < _SNIFF:
                return
            data = self._open()
        assert self._reader is not None
        for chunk in self._reader.feed(data):
            yield Batch(chunk=chunk)

    def close(self) -> Iterator[Batch]:
        """What is left; raises FeedError if the page is cut short."""
        if self._reader is None:
            yield from (Batch(chunk=chunk) for chunk in self._opened().feed(self._start))
        assert self._reader is not None
        for chunk in self._reader.close():
            yield Batch(chunk=chunk)

    def _opened(self) -> Document | Lines:
        if self._reader is None:
            self._reader = Lines() if _LINES.match(self._start) else Document()
        return self._reader

    def _open(self) -> bytes:
        self._opened()
        start, self._start = self._start, b""
        return start


class RelationsFeed:
    """Reads ``relations-feed``, version 1."""

    async def fetch(self, ask: Ask, client: "Client") -> AsyncIterator[Batch]:
        """All pages; nothing if the first says that it was not modified."""
        url = ask.feed.url
        validators = ask.state.validators.get(url)
        seen: dict[str, None] = {}
        first: wire.Header | None = None
        while url:
            if url in seen:
                raise FeedUnreadable(f"its pages go round in a circle, back to {clean(url, 200)}")
            if len(seen) == PAGES:
                raise FeedTooLarge(f"it has more than {PAGES:,} pages")
            seen[url] = None
            page = Page()
            async with client.stream(
                url, accept=TYPES, validators=None if first else validators
            ) as answer:
                if answer.unmodified:
                    return
                async for data in answer.chunks():
                    for batch in page.feed(data):
                        yield batch
                for batch in page.close():
                    yield batch
                found = {url: answer.validators} if len(seen) == 1 else {}
            first = first or page.header
            if (page.header.feed, page.header.generated) != (first.feed, first.generated):
                raise FeedUnreadable("it changed while its pages were read: try again")
            url = _next(answer.url, page.header.next)
        assert first is not None
        # Of several pages the first may stand while another changes: then nothing is remembered.
        state = _state(ask.state, first)
        yield Batch(state=replace(state, validators=found))

    def read(self, ask: Ask, chunks: Iterable[bytes]) -> Iterator[Batch]:
        """One page from a file."""
        page = Page()
        for data in chunks:
            yield from page.feed(data)
        yield from page.close()
        if page.header.next:
            ask.note("the file names a next page, which is not read: give that file, too")
        yield Batch(state=_state(ask.state, page.header))


def _next(url: str, link: str) -> str:
    """The address of the next page; "" if this was the last."""
    try:
        return urljoin(url, link) if link else ""
    except ValueError:
        raise FeedUnreadable(f"its next page {clean(link, 100)!r} is no address") from None


def _state(old: FeedState, header: wire.Header) -> FeedState:
    return replace(old, title=clean(header.title, 120), licence=clean(header.licence, 500))
