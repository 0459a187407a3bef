"""Faults of the document, which reaches us as it should."""

import asyncio

from relations_tui.errors import FeedError, FeedRefused, FeedTooLarge, FeedUnreadable
from tests.feeds.faulty_server import BODY, EVENT, Request, document, fault, says, whole


def contains(name: str, body: bytes, expect: type[FeedError] | None = FeedUnreadable) -> None:
    """Enter a fault of the document itself. ``expect=None``: the bad record is set aside."""
    says(name, whole(body), expect, layer="format")


def with_value(text: str) -> bytes:
    """A document whose event has ``text``, as it stands, for its Goldstein value."""
    return document({**EVENT, "goldstein": "@"}).replace(b'"@"', text.encode())


contains("json-cut", BODY[:-30])
contains("json-trailing", BODY + b"}")
contains("json-nan", with_value("NaN"))
contains("json-infinity", with_value("Infinity"))
contains("json-1e400", with_value("1e400"))
contains("json-bad-escape", BODY.replace(b"Tehran", rb"Teh\qran"))
contains("json-lone-surrogate", BODY.replace(b"Tehran", rb"Teh\ud800ran"))
contains("json-duplicate-keys", BODY.replace(b'"id": "e1"', b'"id": "e0", "id": "e1"'))
contains("json-deep", b'{"format": "relations-feed", "events": ' + b"[" * 100_000)
contains("json-latin-1", BODY.replace(b"Tehran", "Téhéran".encode("latin-1")))
contains("json-bom", b"\xef\xbb\xbf" + BODY, None)
contains("json-array", b"[1, 2, 3]")
contains("format-version-99", document(version=99))
contains("format-unknown", document(format="another-feed"))
contains("event-year-0", document({**EVENT, "date": "0000-01-01"}), None)
contains("event-year-9999", document({**EVENT, "date": "9999-12-31"}), None)
contains("event-unknown-country", document({**EVENT, "sources": ["XXX"]}), None)
contains("event-with-itself", document({**EVENT, "targets": ["AZE"]}), None)
contains("event-repeated", document(*[EVENT] * 10_000), None)
contains("next-file", document(next="file:///etc/passwd"), FeedRefused)
contains("next-itself", document(next="/next-itself"))


@fault("next-circle", FeedUnreadable, layer="format")
async def _(request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(whole(document(next=f"/next-circle?{(int(request.query or 0) + 1) % 3}")))


@fault("next-million", FeedTooLarge, layer="format")
async def _(request: Request, writer: asyncio.StreamWriter) -> None:
    number = int(request.query or 0)
    following = {"next": f"/next-million?{number + 1}"} if number < 1_000_000 else {}
    writer.write(whole(document({**EVENT, "id": f"e{number}"}, **following)))


@fault("next-changes", None, layer="format")
async def _(request: Request, writer: asyncio.StreamWriter) -> None:
    """The feed is made anew between its pages: the second says another time and repeats e1."""
    if request.query:
        writer.write(whole(document(generated="2026-11-02T00:00:00Z")))
    else:
        writer.write(whole(document(next="/next-changes?2")))
