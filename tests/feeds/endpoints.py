"""Public endpoints in small: a site whose pages are functions, with made-up rows in true shapes."""

import hashlib
import io
import json
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from relations_tui.feeds.batch import Ask, Batch
from relations_tui.feeds.client import Client, Limits
from relations_tui.feeds.formats import adapter
from relations_tui.feeds.judge import Judge
from relations_tui.model.feed import Feed, FeedState

Query = dict[str, str]
Page = Callable[[Query], tuple[int, str, bytes]]
"""Status, media type and body for a query."""


@dataclass
class Site:
    """A site that runs, and what it was asked for."""

    url: str
    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[tuple[str, Query]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def put(self, path: str, body: object, *, status: int = 200, media: str = "") -> None:
        """Answer a path with bytes, or with JSON."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        kind = media or ("application/octet-stream" if raw[:2] == b"PK" else "application/json")
        self.pages[path] = lambda _query: (status, kind, raw)


@contextmanager
def site() -> Iterator[Site]:
    """Run a site on this machine until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
            found.asked.append((parts.path, query))
            found.headers.append({k.lower(): v for k, v in self.headers.items()})
            page = found.pages.get(parts.path)
            status, media, body = page(query) if page else (404, "text/plain", b"no such page")
            self.send_response(status)
            self.send_header("Content-Type", media)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found = Site(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


async def fetch(
    feed: Feed, judge: Judge, state: FeedState | None = None, since: str = "", until: str = ""
) -> list[Batch]:
    """All batches that a feed's adapter yields, over a real connection."""
    ask = Ask(feed, state or FeedState(feed.name), judge, judge.today, since, until)
    async with Client(feed, limits=Limits(attempts=1, total=5.0)) as client:
        return [batch async for batch in adapter(feed.format).fetch(ask, client)]


def read(feed: Feed, judge: Judge, data: bytes) -> list[Batch]:
    """All batches that a feed's adapter reads from a file."""
    ask = Ask(feed, FeedState(feed.name), judge, judge.today)
    return list(adapter(feed.format).read(ask, [data[:10], data[10:]]))


def gdelt_row(
    number: int,
    a: str,
    b: str,
    *,
    columns: int = 61,
    day: str = "20161221",
    code: str = "057",
    goldstein: str = "8.0",
    mentions: int = 6,
    root: int = 1,
    types: tuple[str, str] = ("MIL", ""),
    names: tuple[str, str] = ("AZERBAIJAN", "IRAN"),
) -> list[str]:
    """A row of GDELT's export."""
    row = [""] * columns
    row[0], row[1], row[25], row[26], row[30] = str(number), day, str(root), code, goldstein
    row[5], row[6], row[7], row[12] = a + types[0], names[0], a, types[0]
    row[15], row[16], row[17], row[22] = b + types[1], names[1], b, types[1]
    row[31] = str(mentions)
    if columns > 57:
        row[-1] = f"https://example.org/{number}"
    return row


def gdelt_zip(*rows: list[str], name: str = "export.CSV") -> bytes:
    """Rows as a file of GDELT's."""
    table = "\n".join("\t".join(row) for row in rows) + "\n"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, table)
    return out.getvalue()


def listed(url: str, data: bytes) -> str:
    """A line of GDELT's lists of files."""
    return f"{len(data)} {hashlib.md5(data, usedforsecurity=False).hexdigest()} {url}\n"
