"""The server behind :mod:`tests.feeds.faulty`: what a fault is, and how it is served."""

import asyncio
import json
import socket
import ssl
import threading
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias
from urllib.parse import urlsplit

from relations_tui.errors import FeedError

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
GOOD: dict[str, Handler] = {}


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


BODY = document()

# ------------------------------------------------------------------------------- the server


@contextmanager
def serve(
    good: bytes = BODY, media: str = "application/json", tls: ssl.SSLContext | None = None
) -> Iterator[Base]:
    """Run the server; ``good`` and its type ``media`` are what ``/good`` serves."""
    with (
        socket.create_server(("127.0.0.1", 0), backlog=100) as listening,
        socket.create_server(("127.0.0.1", 0), backlog=0) as full,
        socket.create_connection(full.getsockname()),  # takes the one place there is
        socket.socket() as closed,
    ):
        closed.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
        scheme = "https" if tls else "http"
        base = Base(f"{scheme}://127.0.0.1:{port}")
        base.good, base.media, base.requests = good, media, []
        base.other = f"{scheme}://localhost:{port}"
        base.full = f"http://127.0.0.1:{full.getsockname()[1]}/"
        base.closed = f"http://127.0.0.1:{closed.getsockname()[1]}/"
        stop = Stop()
        thread = threading.Thread(target=lambda: asyncio.run(_run(listening, tls, base, stop)))
        thread.start()
        try:
            yield base
        finally:
            stop.set()
            thread.join()


class Stop:
    """Lets one thread end what another runs."""

    def __init__(self) -> None:
        self._ready = threading.Event()

    async def wait(self) -> None:
        """Return once ``set`` was called, from whichever thread."""
        self._loop, self._event = asyncio.get_running_loop(), asyncio.Event()
        self._ready.set()
        await self._event.wait()

    def set(self) -> None:
        """End it."""
        self._ready.wait()
        self._loop.call_soon_threadsafe(self._event.set)


async def _run(
    listening: socket.socket, tls: ssl.SSLContext | None, base: Base, stop: Stop
) -> None:
    counts: Counter[str] = Counter()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # It ends when the client has left, or when the server is to stop: nobody reads the rest.
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            await exchange(reader, writer)
        writer.transport.abort()

    async def exchange(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        line, *fields = asked.rstrip().split("\r\n")
        target = urlsplit(line.split(" ")[1])  # absolute, if we are asked as a proxy
        path, query = target.path.lstrip("/"), target.query
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

    async with await asyncio.start_server(answer, sock=listening, ssl=tls):
        await stop.wait()
    left = asyncio.all_tasks() - {asyncio.current_task()}
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)
    await asyncio.sleep(0)  # what was aborted is closed in the next round of the loop
