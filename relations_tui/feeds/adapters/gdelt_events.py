"""GDELT's event exports: 2.0 for what is new, 1.0 for what was.

*New*: ``gdeltv2/lastupdate.txt`` names the newest file of fifteen minutes; if others lie between it
and the last one read, ``gdeltv2/masterfilelist.txt`` has them. *Backfill*: the daily files of 1.0,
``events/20140101.export.CSV.zip``, and the monthly ones before April 2013; each day done is
remembered, and committed by itself. The two number their events apart: so that none counts twice, a
backfill ends the day before the first file of 2.0 that was read.
"""

import hashlib
import io
import zipfile
import zlib
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from relations_tui.errors import FeedRefused, FeedTooLarge, FeedUnreadable
from relations_tui.feeds.adapters.gdelt_rows import Reader, Wanted
from relations_tui.feeds.batch import Ask, Batch
from relations_tui.feeds.days import add_days, days_between, has_day, later
from relations_tui.model.event import Event
from relations_tui.model.feed import FeedState
from relations_tui.model.record import Bad

if TYPE_CHECKING:
    from relations_tui.feeds.client import Client

ZIP = frozenset({"application/zip", "application/x-zip-compressed", "binary/octet-stream"})
TEXT = frozenset({"text/plain", "application/octet-stream"})
FILE = 256 << 20
"""Bytes of a packed file at most; a day of 1.0 has some 10 MB, a month 150."""
UNPACKED = 4 << 30
CATCH_UP = 4 * 24 * 7
"""Files of 2.0 read at once at most, a week's: a longer gap wants a backfill."""
MONTHLY_UNTIL = "2013-03-31"
"""Up to this day 1.0 comes in monthly files."""
SETTLED_DAYS = 3
"""A day's file that is missing so long after will not come: GDELT has gaps."""
COLLECTION = "gdelt-events"


class GdeltEvents:
    """Reads GDELT's event exports, filtered to the kind of the bundled sample."""

    async def fetch(self, ask: Ask, client: "Client") -> AsyncIterator[Batch]:
        """What is new since the last refresh; with ``ask.since``, a backfill."""
        base = ask.feed.url.rstrip("/")
        steps = _Backfill(ask, client, base) if ask.since else _News(ask, client, base)
        async for batch in steps.batches():
            yield batch

    def read(self, ask: Ask, chunks: Iterable[bytes]) -> Iterator[Batch]:
        """One file: a zip, or its table."""
        data = b"".join(chunks)
        found = list(_events(data, Reader(ask.judge, wanted(ask)), "file"))
        yield _batch(found)


def wanted(ask: Ask) -> Wanted:
    """What is asked for: countries, pairs, and the option ``min_mentions``."""
    mentions = ask.feed.options.get("min_mentions", 5)
    return Wanted(frozenset(ask.feed.countries), frozenset(ask.feed.pairs), int(mentions))


class _News:
    """What 2.0 has that was not read yet."""

    def __init__(self, ask: Ask, client: "Client", base: str) -> None:
        self._ask, self._client, self._base = ask, client, base

    async def batches(self) -> AsyncIterator[Batch]:
        ask, marks = self._ask, self._ask.state.bookmarks
        answer = await self._client.get(f"{self._base}/gdeltv2/lastupdate.txt", accept=TEXT)
        newest = list(_listed(answer.body.decode(errors="replace").splitlines()))
        if not newest:
            raise FeedUnreadable("lastupdate.txt names no export")
        last = marks.get("last", "")
        stamp = newest[-1][0]
        if stamp <= last:
            return
        todo = newest
        if last and not _follows(last, stamp):
            todo = await self._since(last, stamp)
        reader = Reader(ask.judge, wanted(ask))
        for name, checksum, url in todo:
            ask.note(f"file {name}")
            body = await self._client.get(url, accept=ZIP | TEXT, limit=FILE)
            _check_md5(body.body, checksum, name)
            yield _batch(_events(body.body, reader, name))
        first = marks.get("first", f"{todo[0][0][:4]}-{todo[0][0][4:6]}-{todo[0][0][6:8]}")
        yield Batch(state=_state(ask.state, marks | {"last": stamp, "first": first}))

    async def _since(self, last: str, stamp: str) -> list[tuple[str, str, str]]:
        """The files after the last one read, from the master index."""
        self._ask.note("reading the master index")
        found: list[tuple[str, str, str]] = []
        rest = b""
        url = f"{self._base}/gdeltv2/masterfilelist.txt"
        async with self._client.stream(url, accept=TEXT) as answer:
            async for piece in answer.chunks():
                *lines, rest = (rest + piece).split(b"\n")
                if len(rest) > 10_000:
                    raise FeedUnreadable("masterfilelist.txt is not a list of files")
                texts = (line.decode(errors="replace") for line in lines)
                found += [one for one in _listed(texts) if last < one[0] <= stamp]
        found += [one for one in _listed([rest.decode(errors="replace")]) if last < one[0] <= stamp]
        if len(found) > CATCH_UP:
            raise FeedTooLarge(
                f"{len(found):,} files of fifteen minutes since {last[:8]}, more than {CATCH_UP}: "
                "fill the gap with --from and --to"
            )
        return sorted(found)


class _Backfill:
    """The days asked for, from 1.0."""

    def __init__(self, ask: Ask, client: "Client", base: str) -> None:
        self._ask, self._client, self._base = ask, client, base
        what = wanted(ask)
        names = ",".join(sorted(what.pairs or what.countries)) or "all"
        self._mark = f"days {names} {what.mentions}"
        """Days done, for these countries and no others."""

    async def batches(self) -> AsyncIterator[Batch]:
        ask, state = self._ask, self._ask.state
        until = min(ask.until or ask.today, ask.today)
        if first := state.bookmarks.get("first", ""):
            until = min(until, later(first, -1))
        done = state.bookmarks.get(self._mark, "")
        todo = [day for day in days_between(ask.since, until) if not has_day(done, day)]
        left = len(todo)
        if not left:
            ask.note("every day is there already")
        for name, days in _files(todo):
            ask.note(f"{days[0]}, {left:,} days to go")
            body = await self._file(name, days[0])
            found = (
                [] if body is None else list(_events(body, Reader(ask.judge, wanted(ask)), name))
            )
            left -= len(days)
            if body is not None or days[-1] <= later(ask.today, -SETTLED_DAYS):
                done = add_days(done, days)
                state = _state(state, state.bookmarks | {self._mark: done})
            yield replace(_batch(found), state=state, commit=True)

    async def _file(self, name: str, day: str) -> bytes | None:
        """A file of 1.0; None if there is none for that day."""
        try:
            answer = await self._client.get(
                f"{self._base}/events/{name}", accept=ZIP | TEXT, limit=FILE
            )
        except FeedRefused as error:
            if error.status != 404:
                raise
            self._ask.note(f"no file for {day}")
            return None
        return answer.body


def _files(days: list[str]) -> Iterator[tuple[str, list[str]]]:
    """The files of 1.0 that hold some days, each with those of the days that it holds."""
    months: dict[str, list[str]] = {}
    for day in days:
        if day <= MONTHLY_UNTIL:
            months.setdefault(day[:7], []).append(day)
    for month, own in months.items():
        yield f"{month[:4]}{month[5:]}.zip", own
    for day in days:
        if day > MONTHLY_UNTIL:
            yield f"{day.replace('-', '')}.export.CSV.zip", [day]


def _listed(lines: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """The exports in a list of files, ``size md5 url``: their time, checksum and address."""
    for line in lines:
        parts = line.split()
        if len(parts) == 3 and parts[2].endswith(".export.CSV.zip"):
            yield parts[2].rpartition("/")[2].partition(".")[0], parts[1], parts[2]


def _follows(last: str, stamp: str) -> bool:
    """Whether one file of fifteen minutes comes right after another."""
    form = "%Y%m%d%H%M%S"
    try:
        gap = datetime.strptime(stamp, form) - datetime.strptime(last, form)
    except ValueError:
        raise FeedUnreadable(f"no time in the name of a file: {stamp[:40]!r}") from None
    return gap <= timedelta(minutes=15)


def _check_md5(data: bytes, checksum: str, name: str) -> None:
    if hashlib.md5(data, usedforsecurity=False).hexdigest() != checksum.lower():
        raise FeedUnreadable(f"file {name} does not match its checksum: try again later")


def _events(data: bytes, reader: Reader, name: str) -> Iterator[Event | Bad]:
    """The events of a file, packed or not."""
    if data[:2] != b"PK":
        yield from reader.read(data.split(b"\n"), name)
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            members = packed.infolist()
            if len(members) != 1:
                raise FeedUnreadable(f"{name} holds {len(members)} files, not one")
            if members[0].file_size > UNPACKED:
                raise FeedTooLarge(f"{name} unpacks to more than {UNPACKED >> 30} GB")
            with packed.open(members[0]) as rows:  # reads no more than it says it has
                yield from reader.read(rows, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise FeedUnreadable(f"{name} is no zip, or damaged: {error}") from None


def _batch(found: Iterable[Event | Bad]) -> Batch:
    everything = list(found)
    return Batch(
        events=[one for one in everything if isinstance(one, Event)],
        bad=[one for one in everything if isinstance(one, Bad)],
    )


def _state(old: FeedState, bookmarks: dict[str, str]) -> FeedState:
    return FeedState(
        old.key,
        title="GDELT event export",
        licence="any use, with citation and a link to gdeltproject.org",
        bookmarks=bookmarks,
    )
