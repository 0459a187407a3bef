"""A web server that misbehaves in every way we could think of, each with a name.

``with serve() as base:`` starts it in a thread of its own; ``f"{base}/{name}"`` has the fault of
that name (``FAULTS``), ``f"{base}/good"`` answers well. Faults of the layer ``wire`` are for the
client to find, those of the layer ``format`` for whoever reads the document.
"""

import asyncio
import gzip
import hashlib
import json
import os
import socket
import struct
import threading
import zlib
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal, TypeAlias

import zstandard

from relations_tui.errors import (
    FeedError,
    FeedRefused,
    FeedTooLarge,
    FeedUnreachable,
    FeedUnreadable,
)

MB = 1 << 20
EVENT: dict[str, Any] = {
    "id": "e1",
    "date": "2016-06-14",
    "kind": "visit",
    "sources": ["AZE"],
    "targets": ["IRN"],
    "status": "recorded",
    "summary": "The president travels to Tehran",
}


def document(*events: dict[str, Any], **header: Any) -> bytes:
    """A document of relations-feed with ``events``, one by default, and ``header`` changed."""
    return json.dumps(
        {
            "format": "relations-feed",
            "version": 1,
            "feed": "test",
            "title": "A test feed",
            "licence": "CC0-1.0",
            "generated": "2026-11-01T00:00:00Z",
            **header,
            "events": list(events or (EVENT,)),
        }
    ).encode()


@dataclass(frozen=True)
class Request:
    """What was asked for, as a handler sees it."""

    path: str
    """Without the leading slash and the query."""
    query: str
    headers: dict[str, str]
    count: int
    """How often this path has been asked for, this time included."""
    base: "Base"

    def __str__(self) -> str:
        return f"{self.path}?{self.query}" if self.query else self.path


class Base(str):
    """The address of a server that runs, and what there is to know about it."""

    __slots__ = ("closed", "full", "good", "media", "other", "requests")

    good: bytes
    """What ``/good`` serves; may be changed while it runs."""
    media: str
    """The media type of that."""
    other: str
    """The same server under another host name, so another origin."""
    full: str
    """An address where connections are never accepted."""
    closed: str
    """An address where nobody listens."""
    requests: list[Request]
    """What has been asked for so far."""


Handler: TypeAlias = Callable[[Request, asyncio.StreamWriter], Awaitable[None]]
Layer: TypeAlias = Literal["wire", "format"]


@dataclass(frozen=True)
class Fault:
    """One way to misbehave."""

    name: str
    handler: Handler = field(repr=False)
    expect: type[FeedError] | None
    """What a refresh fails with; None if it has to cope."""
    words: str = ""
    """What the error says, in part."""
    layer: Layer = "wire"


FAULTS: dict[str, Fault] = {}


def fault(
    name: str, expect: type[FeedError] | None, words: str = "", layer: Layer = "wire"
) -> Callable[[Handler], Handler]:
    """Enter a handler into ``FAULTS``."""

    def enter(handler: Handler) -> Handler:
        assert name not in FAULTS
        FAULTS[name] = Fault(name, handler, expect, words, layer)
        return handler

    return enter


def head(status: str = "200 OK", **headers: object) -> bytes:
    """The head of an answer; ``content_length=3`` is ``Content-Length: 3``."""
    fields = {"content_type": "application/json", "connection": "close", **headers}
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in fields.items()]
    return "\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""]).encode("latin-1")


def whole(body: bytes, status: str = "200 OK", **headers: object) -> bytes:
    """A whole answer with its right length."""
    return head(status, content_length=len(body), **headers) + body


def says(
    name: str,
    answer: bytes | Callable[[], bytes],
    expect: type[FeedError] | None,
    words: str = "",
    layer: Layer = "wire",
) -> None:
    """Enter a fault that always sends the same bytes, and then closes the connection."""

    async def handler(_request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(answer if isinstance(answer, bytes) else answer())

    fault(name, expect, words, layer)(handler)


def leads(name: str, location: Callable[[Request], str], words: str) -> None:
    """Enter a fault that redirects to where we must not follow, or not for ever."""

    async def handler(request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(whole(b"", "302 Found", location=location(request)))

    fault(name, FeedRefused, words)(handler)


# ------------------------------------------------------------------------------- slow and silent


async def forever(
    writer: asyncio.StreamWriter, data: bytes = b"", every: float | None = None
) -> None:
    """Send ``data`` again and again, or nothing, until the other side has had enough."""
    while True:
        if every is None:
            await asyncio.sleep(3600)
        writer.write(data)
        await writer.drain()
        await asyncio.sleep(every or 0)


@fault("slow-drip", FeedUnreachable, "given up")
async def _(_request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(head(content_length=MB) + b"{")
    await forever(writer, b" ", 0.02)


@fault("slow-drip-head", FeedUnreachable, "given up")
async def _(_request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    await forever(writer, b"a", 0.02)


@fault("continue-forever", FeedUnreachable, "given up")
async def _(_request: Request, writer: asyncio.StreamWriter) -> None:
    await forever(writer, b"HTTP/1.1 100 Continue\r\n\r\n", 0.02)


@fault("hang-before-accept", FeedUnreachable, "no connection in time")
async def _(request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(whole(b"", "302 Found", location=request.base.full))


@fault("hang-before-head", FeedUnreachable, "did not answer in time")
async def _(_request: Request, writer: asyncio.StreamWriter) -> None:
    await forever(writer)


@fault("hang-in-head", FeedUnreachable, "did not answer in time")
async def _(_request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Ty")
    await forever(writer)


@fault("hang-after-head", FeedUnreachable, "fell silent")
async def _(_request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(head(content_length=1000))
    await forever(writer)


@fault("hang-in-body", FeedUnreachable, "fell silent")
async def _(_request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(head(content_length=1000) + document()[:100])
    await forever(writer)


# ------------------------------------------------------------------------------- connections lost


def reset(writer: asyncio.StreamWriter) -> None:
    """Close the connection with a reset instead of an end."""
    sock: socket.socket = writer.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


@fault("nobody-home", FeedUnreachable, "no connection")
async def _(request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(whole(b"", "302 Found", location=request.base.closed))


@fault("reset-at-once", FeedUnreachable, "without an answer")
async def _(_request: Request, writer: asyncio.StreamWriter) -> None:
    reset(writer)


@fault("reset-in-head", FeedUnreachable, "without an answer")
async def _(_request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Ty")
    await asyncio.sleep(0.02)
    reset(writer)


@fault("reset-in-body", FeedUnreachable, "broke off")
async def _(_request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(head(content_length=1000) + document()[:100])
    await asyncio.sleep(0.02)
    reset(writer)


says("closed-before-answer", b"", FeedUnreachable, "without an answer")


# ------------------------------------------------------------------------------- too much


@lru_cache
def gzip_bomb() -> bytes:
    """1 GB of zeros in 1 MB: one MB, deflated up to a full flush, over and over."""
    deflate = zlib.compressobj(9, wbits=-15)
    block = deflate.compress(bytes(MB)) + deflate.flush(zlib.Z_FULL_FLUSH)
    begin, end = b"\x1f\x8b\x08\0\0\0\0\0\0\xff", zlib.compressobj(wbits=-15).flush()
    return begin + block * 1024 + end + bytes(4) + struct.pack("<I", 1 << 30)


@lru_cache
def zstd_bomb() -> bytes:
    """1 GB of zeros in 64 frames."""
    return zstandard.ZstdCompressor().compress(bytes(16 * MB)) * 64


@lru_cache
def zstd_window() -> bytes:
    """A frame that says it needs a window of 512 MB."""
    return b"\x28\xb5\x2f\xfd" + bytes([0x00, (29 - 10) << 3]) + b"\x01\0\0"


says("gzip-bomb", lambda: whole(gzip_bomb(), content_encoding="gzip"), FeedTooLarge, "bomb")
says("zstd-bomb", lambda: whole(zstd_bomb(), content_encoding="zstd"), FeedTooLarge, "bomb")
says("zstd-window", lambda: whole(zstd_window(), content_encoding="zstd"), FeedTooLarge, "memory")


@fault("garbage-100-mb", FeedUnreadable, "no text")
async def _(_request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(head(content_length=100 * MB))
    garbage = b"\xff" + os.urandom(MB - 1)
    for _ in range(100):
        writer.write(garbage)
        await writer.drain()


@fault("endless", FeedTooLarge, "more than")
async def _(_request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(head() + b'{"a":"')
    await forever(writer, b"a" * MB, 0)


@fault("endless-white-space", FeedTooLarge, "more than")
async def _(_request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(head())
    await forever(writer, b" " * MB, 0)


@fault("endless-head", FeedTooLarge, "headers")
async def _(_request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
    await forever(writer, b"a" * MB, 0)


says("header-1-mb", head(x_long="a" * MB) + b"{}", FeedTooLarge, "headers")
says(
    "headers-10000",
    head(**{f"x_{number}": "a" * 20 for number in range(10_000)}) + b"{}",
    FeedTooLarge,
    "headers",
)
says("length-petabyte", head(content_length=10**15) + b"{", FeedTooLarge, "announces")

# ------------------------------------------------------------------------------- redirects

leads("redirect-itself", lambda request: f"/{request}", "in a circle")
leads(
    "redirect-circle",
    lambda request: f"/redirect-circle?{(int(request.query or 0) + 1) % 3 or ''}".rstrip("?"),
    "in a circle",
)
leads("redirect-endless", lambda request: f"/redirect-endless?{request.count}", "on and on")
leads("redirect-file", lambda _request: "file:///etc/passwd", "only http and https")
leads("redirect-ftp", lambda _request: "ftp://127.0.0.1/feed", "only http and https")
leads("redirect-data", lambda _request: "data:application/json,{}", "only http and https")
leads(
    "redirect-user",
    lambda request: request.base.replace("http://", "http://user:hush@") + "/good",
    "user or password",
)
leads("redirect-no-url", lambda _request: "http://[::1:/", "no URL")
leads("redirect-empty", lambda _request: "", "without saying where")
says("redirect-nowhere", whole(b"", "302 Found"), FeedRefused, "without saying where")


@fault("redirect-elsewhere", None)
async def _(request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(whole(b"", "307 Temporary Redirect", location=f"{request.base.other}/good"))


# ------------------------------------------------------------------------------- lengths

BODY = document()
says("length-too-long", head(content_length=len(BODY) + 50) + BODY, FeedUnreadable, "cut short")
says("length-too-short", head(content_length=50) + BODY, FeedUnreadable, layer="format")
says("length-negative", head(content_length=-1) + BODY, FeedUnreadable, "does not speak HTTP")
says("length-no-number", head(content_length="many") + BODY, FeedUnreadable, "not speak HTTP")
says(
    "length-twice",
    head(content_length=50, Content_Length=len(BODY)) + BODY,
    FeedUnreadable,
    "does not speak HTTP",
)
says("no-length-cut", head() + BODY[:-20], FeedUnreadable, layer="format")
CHUNKED = {"transfer_encoding": "chunked"}
says("chunk-cut", head(**CHUNKED) + b"80\r\n" + BODY[:64], FeedUnreadable, "cut short")
says(
    "chunk-last-missing",
    head(**CHUNKED) + b"%x\r\n%b\r\n" % (len(BODY), BODY),
    FeedUnreadable,
    "cut short",
)
says("chunk-bad-size", head(**CHUNKED) + b"huge\r\n" + BODY, FeedUnreadable, "not speak HTTP")

# ------------------------------------------------------------------------------- encodings

PACKED = gzip.compress(BODY, mtime=0)
GZIP = {"content_encoding": "gzip"}
ZSTD = {"content_encoding": "zstd"}
FROZEN = zstandard.ZstdCompressor(write_checksum=True).compress(BODY)
says("gzip-cut", whole(PACKED[:-20], **GZIP), FeedUnreadable, "cut short")
says("gzip-no-trailer", whole(PACKED[:-8], **GZIP), FeedUnreadable, "cut short")
says("gzip-wrong-crc", whole(PACKED[:-8] + b"\1\2\3\4" + PACKED[-4:], **GZIP), FeedUnreadable)
says("gzip-trailing", whole(PACKED + b"and more", **GZIP), FeedUnreadable, "something else")
says("gzip-not", whole(BODY, **GZIP), FeedUnreadable, "damaged")
says("gzip-empty", whole(gzip.compress(b""), **GZIP), FeedUnreadable, "empty")
says("gzip-twice-said-once", whole(gzip.compress(PACKED), **GZIP), FeedUnreadable, "no text")
says("zstd-cut", whole(FROZEN[:-6], **ZSTD), FeedUnreadable, "cut short")
says("zstd-wrong-checksum", whole(FROZEN[:-1] + b"\0", **ZSTD), FeedUnreadable, "damaged")
says("zstd-trailing", whole(FROZEN + b"and more", **ZSTD), FeedUnreadable, "something else")
says("encoding-unknown", whole(BODY, content_encoding="br"), FeedUnreadable, "encoded as 'br'")
says(
    "encoding-double",
    whole(gzip.compress(PACKED), content_encoding="gzip, gzip"),
    FeedUnreadable,
    "encoded as",
)

# ------------------------------------------------------------------------------- statuses


def refuses(status: str, body: bytes = b"", name: str = "", words: str = "", **more: str) -> None:
    """Enter a fault that is a status other than 200."""
    number = status.partition(" ")[0]
    says(name or number, whole(body, status, **more), FeedRefused, words or number)


LIMITED = b"Please limit requests to one every 5 seconds or contact us."
TEXT = {"content_type": "text/plain"}
refuses("429 Too Many Requests", LIMITED, words="Please limit requests", **TEXT)
refuses("429 Too Many Requests", LIMITED, "429-storm", **TEXT, retry_after="0")
refuses("429 Too Many Requests", b"Stop. You are banned.", "429-stop", **TEXT, retry_after="0")
refuses("429 Too Many Requests", LIMITED, "429-tomorrow", "86400 seconds", retry_after="86400")
refuses("503 Service Unavailable", b"", "503-storm")
refuses(
    "503 Service Unavailable",
    b"",
    "503-next-year",
    "come back",
    retry_after="Fri, 31 Dec 2100 23:59:59 GMT",
)
refuses("500 Internal Server Error", b"<html><title>Oh no</title>", words="Oh no")
refuses("502 Bad Gateway")
refuses("504 Gateway Timeout")
refuses("401 Unauthorized", words="no credentials sent")
refuses("403 Forbidden")
refuses("404 Not Found")
refuses("410 Gone")
refuses("418 I am a teapot", b"\x1b[31mred\x1b]8;;http://evil\x07", "status-with-escapes", "red")
refuses("299 Odd")
refuses("206 Partial Content", BODY[:50], content_range=f"bytes 0-49/{len(BODY)}")
says("204", b"HTTP/1.1 204 No Content\r\n\r\n", FeedRefused, "204")
says("304-unasked", b"HTTP/1.1 304 Not Modified\r\n\r\n", FeedUnreadable, "304")
says("status-999", whole(BODY, "999 Who Knows"), FeedRefused, "999")


@fault("503-then-good", None)
async def _(request: Request, writer: asyncio.StreamWriter) -> None:
    busy = whole(b"", "503 Service Unavailable")
    writer.write(busy if request.count < 3 else whole(BODY))


@fault("429-then-good", None)
async def _(request: Request, writer: asyncio.StreamWriter) -> None:
    busy = whole(LIMITED, "429 Too Many Requests", retry_after=0)
    writer.write(busy if request.count == 1 else whole(BODY))


@fault("reset-then-good", None)
async def _(request: Request, writer: asyncio.StreamWriter) -> None:
    if request.count == 1:
        reset(writer)
    else:
        writer.write(whole(BODY))


@fault("etag-same-for-all", None)
async def _(request: Request, writer: asyncio.StreamWriter) -> None:
    body = document({**EVENT, "id": f"e{request.count}"})
    writer.write(whole(body, etag='"always"'))


@fault("etag-new-for-the-same", None)
async def _(request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(whole(BODY, etag=f'"{request.count}"'))


# ------------------------------------------------------------------------------- bodies

PAGE = b"<!doctype html><html><head><title>Log in</title></head><body>Welcome</body></html>"
SENTENCE = b"Your query was too short or too long.\n"
HTML = {"content_type": "text/html; charset=utf-8"}
says("html", whole(PAGE, **HTML), FeedUnreadable, "HTML page instead of data: Log in")
says("html-called-json", whole(PAGE), FeedUnreadable, "HTML")
says("sentence", whole(SENTENCE, **TEXT), FeedRefused, "Your query was too short")
says("sentence-called-json", whole(SENTENCE), FeedRefused, "Your query was too short")
says("sentence-called-html", whole(SENTENCE, **HTML), FeedRefused, "Your query was too short")
says(
    "sentence-with-escapes",
    whole(b"No \x1b]52;c;aGk=\x07way,\x1b[2J \xe2\x80\xaefriend.", **TEXT),
    FeedRefused,
    "way",
)
says("image", whole(b"\x89PNG\r\n", content_type="image/png"), FeedUnreadable, "image/png")
says("empty", whole(b""), FeedUnreadable, "empty")
says("white-space", whole(b" \r\n\t " * 100), FeedUnreadable, "white space")
says("bom-only", whole(b"\xef\xbb\xbf"), FeedUnreadable, "white space")
says("utf-16", whole(BODY.decode().encode("utf-16")), FeedUnreadable, "no text in UTF-8")
says("scalar", whole(b"42"), FeedRefused, "42")
says("null", whole(b"null"), FeedRefused, "null")

# ------------------------------------------------------------------------------- not HTTP

says("header-garbage", b"HTTP/1.1 200 OK\r\n\x00\xff\xfe: \x01\r\n\r\n{}", FeedUnreadable, "HTTP")
says("header-no-colon", b"HTTP/1.1 200 OK\r\nhello\r\n\r\n{}", FeedUnreadable, "HTTP")
says("status-line-garbage", b"HTTP/1.1 OK 200\r\n\r\n{}", FeedUnreadable, "HTTP")
says("http-0.9", b"{}\r\n\r\n", FeedUnreadable, "HTTP")
says("not-http", b"220 mail.example ESMTP ready\r\n" * 3, FeedUnreadable, "HTTP")
says("tls-alert", b"\x15\x03\x01\x00\x02\x02\x28" * 3 + b"\r\n\r\n", FeedUnreadable, "HTTP")
says(
    "switching-protocols",
    b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: nonsense\r\nConnection: upgrade\r\n\r\n",
    FeedUnreadable,
    "HTTP",
)

# ------------------------------------------------------------------------------- documents


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


# ------------------------------------------------------------------------------- the good ones


async def _good(request: Request, writer: asyncio.StreamWriter) -> None:
    base = request.base
    etag = f'"{hashlib.sha256(base.good).hexdigest()[:16]}"'
    if request.headers.get("if-none-match") == etag:
        writer.write(head("304 Not Modified", etag=etag))
    else:
        writer.write(whole(base.good, content_type=base.media, etag=etag))


async def _good_gzip(request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(whole(gzip.compress(request.base.good), **GZIP))


async def _good_gzip_members(request: Request, writer: asyncio.StreamWriter) -> None:
    body = request.base.good
    packed = b"".join(gzip.compress(body[i : i + 7]) for i in range(0, len(body), 7))
    for at in range(0, len(packed), 11):  # cut anywhere, in the middle of headers and trailers too
        writer.write((b"" if at else head(**GZIP)) + packed[at : at + 11])
        await writer.drain()


async def _good_zstd(request: Request, writer: asyncio.StreamWriter) -> None:
    body = request.base.good
    half = len(body) // 2
    frames = [zstandard.ZstdCompressor().compress(part) for part in (body[:half], body[half:])]
    writer.write(whole(b"".join(frames), **ZSTD))


async def _good_chunked(request: Request, writer: asyncio.StreamWriter) -> None:
    body = request.base.good
    chunks = b"".join(b"1\r\n%c\r\n" % byte for byte in body)
    writer.write(head(**CHUNKED) + chunks + b"0\r\n\r\n")


GOOD: dict[str, Handler] = {
    "good": _good,
    "good-gzip": _good_gzip,
    "good-gzip-members": _good_gzip_members,
    "good-zstd": _good_zstd,
    "good-chunked": _good_chunked,
}

# ------------------------------------------------------------------------------- the server


@contextmanager
def serve(good: bytes = BODY, media: str = "application/json") -> Iterator[Base]:
    """Run the server; ``good`` and its type ``media`` are what ``/good`` serves."""
    with (
        socket.create_server(("127.0.0.1", 0), backlog=100) as listening,
        socket.create_server(("127.0.0.1", 0), backlog=0) as full,
        socket.create_connection(full.getsockname()),  # takes the one place there is
        socket.socket() as closed,
    ):
        closed.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
        base = Base(f"http://127.0.0.1:{port}")
        base.good, base.media, base.requests = good, media, []
        base.other = f"http://localhost:{port}"
        base.full = f"http://127.0.0.1:{full.getsockname()[1]}/"
        base.closed = f"http://127.0.0.1:{closed.getsockname()[1]}/"
        loop = asyncio.new_event_loop()
        thread = threading.Thread(target=_run, args=(loop, listening, base), daemon=True)
        thread.start()
        try:
            yield base
        finally:
            loop.call_soon_threadsafe(loop.stop)
            thread.join()


def _run(loop: asyncio.AbstractEventLoop, listening: socket.socket, base: Base) -> None:
    counts: Counter[str] = Counter()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            asked = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            line, *fields = asked.rstrip().split("\r\n")
            path, _, query = line.split(" ")[1].lstrip("/").partition("?")
            counts[path] += 1
            headers = {n.lower(): v for n, _, v in (field.partition(": ") for field in fields)}
            request = Request(path, query, headers, counts[path], base)
            base.requests.append(request)
            known = FAULTS.get(path)
            handler = known.handler if known else GOOD.get(path)
            if handler is None:
                writer.write(whole(b"", "404 Not Found"))
            else:
                await handler(request, writer)
            await writer.drain()
            with suppress(RuntimeError):
                writer.write_eof()
            await reader.read()  # until the client closes: an early close would be a reset
        writer.close()

    server = loop.run_until_complete(asyncio.start_server(answer, sock=listening))
    loop.run_forever()
    server.close()
    running = asyncio.all_tasks(loop)
    for task in running:
        task.cancel()
    loop.run_until_complete(asyncio.gather(*running, return_exceptions=True))
    loop.run_until_complete(loop.shutdown_asyncgens())
    loop.close()
