"""Faults of the wire: connections, HTTP, lengths, encodings, statuses, bodies that are no data."""

import asyncio
import gzip
import os
import socket
import struct
import zlib
from collections.abc import Callable
from functools import lru_cache

import zstandard

from relations_tui.errors import FeedRefused, FeedTooLarge, FeedUnreachable, FeedUnreadable
from tests.feeds.faulty_server import BODY, EVENT, MB, Request, document, fault, head, says, whole


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
    """1 GB of brackets in 1 MB: one MB, deflated up to a full flush, over and over."""
    deflate = zlib.compressobj(9, wbits=-15)
    block = deflate.compress(b"[" * MB) + deflate.flush(zlib.Z_FULL_FLUSH)
    begin, end = b"\x1f\x8b\x08\0\0\0\0\0\0\xff", zlib.compressobj(wbits=-15).flush()
    return begin + block * 1024 + end + bytes(4) + struct.pack("<I", 1 << 30)


@lru_cache
def zstd_bomb() -> bytes:
    """1 GB of brackets in 64 frames."""
    return zstandard.ZstdCompressor().compress(b"[" * (16 * MB)) * 64


@lru_cache
def zstd_window() -> bytes:
    """A frame that says it needs a window of 512 MB."""
    return b"\x28\xb5\x2f\xfd" + bytes([0x00, (29 - 10) << 3]) + b"\x01\0\0"


says("gzip-bomb", lambda: whole(gzip_bomb(), content_encoding="gzip"), FeedTooLarge, "bomb")
says("zstd-bomb", lambda: whole(zstd_bomb(), content_encoding="zstd"), FeedTooLarge, "bomb")
says("zstd-window", lambda: whole(zstd_window(), content_encoding="zstd"), FeedTooLarge, "memory")


@fault("garbage-100-mb", FeedUnreadable, "no text")
async def _(_request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(head())
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
says("length-10000-digits", head(content_length="9" * 10_000), FeedUnreadable, "HTTP")
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
leads(
    "redirect-downgrade",  # or, if this is no https, to nobody
    lambda request: str(request.base.closed) if request.base[:6] == "https:" else "gopher://x/",
    "",
)
leads("redirect-no-url", lambda _request: "http://[::1:/", "no URL")
leads("redirect-empty", lambda _request: "", "without saying where")
says("redirect-nowhere", whole(b"", "302 Found"), FeedRefused, "without saying where")


@fault("redirect-elsewhere", None)
async def _(request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(whole(b"", "307 Temporary Redirect", location=f"{request.base.other}/good"))


# ------------------------------------------------------------------------------- lengths

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


@fault("401-quotes-secret", FeedRefused, "***")
async def _(request: Request, writer: asyncio.StreamWriter) -> None:
    said = f"The key {request.headers.get('x-key', '***')} is wrong"
    writer.write(whole(said.encode(), "401 Unauthorized", **TEXT))


@fault("503-then-good", None)
async def _(request: Request, writer: asyncio.StreamWriter) -> None:
    busy = whole(b"", "503 Service Unavailable")
    writer.write(busy if request.count == 1 else whole(BODY))


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
says("not-http", b"220 mail.example ESMTP ready\r\n\r\n", FeedUnreadable, "HTTP")
says("tls-alert", b"\x15\x03\x01\x00\x02\x02\x28" * 3 + b"\r\n\r\n", FeedUnreadable, "HTTP")
says(
    "switching-protocols",
    b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: nonsense\r\nConnection: upgrade\r\n\r\n",
    FeedUnreadable,
    "HTTP",
)
