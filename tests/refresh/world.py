"""Feeds, a site that serves them, and what to do with a store of the small world."""

import asyncio
import gzip
import json
import shutil
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import msgspec

from relations_tui.model.country import Country, Pair
from relations_tui.model.event import Event
from relations_tui.model.feed import Feed, FeedResult
from relations_tui.model.layer import NO_DATA
from relations_tui.model.period import month
from relations_tui.model.series import BalanceSeries
from relations_tui.query.visible import visible
from relations_tui.refresh.files import FromFiles
from relations_tui.refresh.outcome import Outcome
from relations_tui.refresh.run import Plan, refresh, take_files
from relations_tui.scoring.score_series import score_all
from relations_tui.store.document import Doc, encode
from relations_tui.store.open import Store, open_store
from tests.refresh.small import PAIRS

Json = dict[str, Any]


def event(
    id_: str, a: str = "AZE", b: str = "IRN", date: str = "2016-06-14", value: float = 2.0,
    **more: Any,
) -> Json:  # fmt: skip
    """A coded event of a feed."""
    return {
        "id": id_, "date": date, "kind": "consult", "sources": [a], "targets": [b],
        "status": "coded", "goldstein": value, **more,
    }  # fmt: skip


def tombstone(id_: str, kind: str = "event", reason: str = "a mistake") -> Json:
    return {"kind": kind, "id": id_, "reason": reason}


HEADER: Json = {
    "format": "relations-feed",
    "version": 1,
    "feed": "wire",
    "title": "A test feed",
    "licence": "CC0-1.0",
    "generated": "2026-10-01T00:00:00Z",
}
_TYPES = {"series": "series", "source_series": "source_series"}


def document(*events: Json, header: Any = None, **lists: Any) -> bytes:
    """A feed as one document."""
    head = {**HEADER, **(header or {})}
    return json.dumps({**head, **({"events": list(events)} if events else {}), **lists}).encode()


def ndjson(*events: Json, header: Any = None, **lists: Any) -> bytes:
    """The same as lines."""
    lines: list[Json] = [{"type": "header", **HEADER, **(header or {})}]
    for name, records in {"events": list(events), **lists}.items():
        type_ = _TYPES.get(name, name.removesuffix("s"))
        lines += [{"type": type_, **record} for record in records]
    return b"".join(json.dumps(line).encode() + b"\n" for line in lines)


@dataclass
class Page:
    """What a path of the site answers."""

    body: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


class Site(str):
    """The address of a web site; ``pages`` is what it has, by path."""

    __slots__ = ("asked", "pages")
    pages: dict[str, Page]
    asked: list[str]

    def put(self, path: str, body: bytes, *, packed: bool = False, **headers: str) -> Feed:
        """Put a page up; returns a feed that has it for its URL and is named after the path."""
        if packed:
            body, headers = gzip.compress(body, mtime=0), {"Content-Encoding": "gzip", **headers}
        self.pages[path] = Page(body, headers=headers)
        return Feed(path, f"{self}/{path}")


@contextmanager
def serve_site() -> Iterator[Site]:
    """Serve a site on a port of its own."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.lstrip("/")
            site.asked.append(path)
            page = site.pages.get(path, Page(b"gone", 404))
            etag = page.headers.get("ETag")
            if etag and self.headers.get("If-None-Match") == etag:
                page = Page(b"", 304, page.headers)
            self.send_response(page.status)
            for name, value in {"Content-Type": "application/json", **page.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(page.body)))
            self.end_headers()
            self.wfile.write(page.body)

        def log_message(self, *_words: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        site = Site(f"http://127.0.0.1:{server.server_address[1]}")
        site.pages, site.asked = {}, []
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()


# ------------------------------------------------------------------------------- doing


def refreshed(store: Store, *feeds: Feed, trial: bool = False) -> Outcome:
    """Refresh the store from some feeds."""
    return asyncio.run(refresh(store.folder, Plan(feeds, trial)))


def one_result(store: Store, feed: Feed) -> FeedResult:
    """Refresh from one feed that has to come well; returns how it fared."""
    (result,) = refreshed(store, feed).feeds
    assert result.error == ""
    return result


def imported(store: Store, body: bytes, name: str = "imported") -> FeedResult:
    """Take in a feed from a file; returns how it fared."""
    path = store.path.with_name(f"{name}.feed")
    path.write_bytes(body)
    files = FromFiles([path], "relations-feed")
    (result,) = asyncio.run(take_files(store.folder, name, files)).feeds
    return result


def empty_store(path: Path, bundle: Path) -> Store:
    """A store for feeds to fill."""
    return open_store(path, bundle=bundle, empty=True)


# ------------------------------------------------------------------------------- looking


def to_the_byte(path: Path) -> dict[str, tuple[int, bytes]]:
    """Every file of a folder, with when it was written."""
    return {
        str(file.relative_to(path)): (file.stat().st_mtime_ns, file.read_bytes())
        for file in sorted(path.rglob("*"))
        if file.is_file()
    }


def scores(store: Store) -> dict[str, dict[str, dict[str, float]]]:
    """All scores that the store shows: by layer, period and pair."""
    found: dict[str, dict[str, dict[str, float]]] = {}
    for one in store.source.layers():
        pairs = store.source.pairs(one.id)
        assert len(set(pairs)) == len(pairs)
        for period in one.periods:
            frame = store.source.frame(one.id, period)
            values = [] if frame is None else frame.scores[:-1]
            found.setdefault(one.id, {})[period] = {
                pair: score / 100
                for pair, score in zip(pairs, values, strict=False)
                if score != NO_DATA
            }
    return found


def check_whole(store: Store) -> None:
    """Scores are what a scoring of everything gives; sums are those of the events shown."""
    shown = scores(store)
    for one in store.source.layers():
        expected: dict[str, dict[str, float]] = {period: {} for period in one.periods}
        for pair, column in score_all(one, store.source.all_series(one.id)):
            for period, score in zip(one.periods, column, strict=True):
                if score is not None:
                    expected[period][pair] = score / 100
        assert shown.get(one.id, {}) == expected, one.id
    for pair in PAIRS:
        a, b = pair.split("-")
        series = store.source.series("events", pair)
        assert series is None or isinstance(series, BalanceSeries)
        strands = {} if series is None else series.strands
        sums = {
            name: {
                when: (coop or 0, conf or 0)
                for when, (coop, conf) in enumerate(
                    zip(strand.coop, strand.conf, strict=True), month(strand.start)
                )
                if coop or conf
            }
            for name, strand in strands.items()
            if name != "history"
        }
        own = [e for e in store.source.pair_records(Pair(a, b)) if len(e.countries) == 2]
        assert {name: found for name, found in sums.items() if found} == sums_of(own), pair


def sums_of(events: list[Event]) -> dict[str, dict[int, tuple[int, int]]]:
    """Monthly sums of coded events in tenths, by collection, the plain way."""
    found: dict[str, dict[int, tuple[int, int]]] = defaultdict(dict)
    for one in visible(events):
        if one.status == "coded" and one.goldstein:
            coop, conf = found[one.feed].get(month(one.date), (0, 0))
            tenths = round(one.goldstein * 10)
            now = (coop + max(0, tenths), conf + max(0, -tenths))
            found[one.feed][month(one.date)] = now
    return dict(found)


def country(iso3: str) -> Doc:
    """A country, to be put into a store."""
    return encode(Country(iso3, iso3.title(), state=True), "countries")


def copy(template: Path, path: Path) -> Path:
    """A store of one's own."""
    return Path(shutil.copytree(template, path))


def content(store: Store) -> dict[str, list[str]]:
    """All that a store holds that feeds can bring, but for when; in an order of its own."""
    found: dict[str, list[str]] = {"scores": [repr(scores(store))]}
    view = store.folder.snapshot
    for table in view.tables():
        if table.startswith(("frames.", "user.", "quarantine")):
            continue
        documents = view.read_table(table, _anything).values()
        plain = ({k: v for k, v in one.items() if k not in OF_COMING} for one in documents)
        found[table] = sorted(json.dumps(one, sort_keys=True) for one in plain)
    return found


OF_COMING = ("seen", "changed")
_anything = msgspec.json.Decoder(dict[str, dict[str, Any]])


def texts(record: object) -> Iterator[str]:
    """Every text of a record, keys of mappings included."""
    plain = msgspec.to_builtins(record)

    def within(value: object) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            for name, one in value.items():
                yield str(name)
                yield from within(one)
        elif isinstance(value, list | tuple):
            for one in value:
                yield from within(one)

    yield from within(plain)
