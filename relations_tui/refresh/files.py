"""Records from files: the same formats from disk, taken in at one moment; and their validation."""

import gzip
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

import msgspec

from relations_tui.errors import FeedError, FeedTooLarge, FeedUnreadable, UsageError
from relations_tui.feeds import formats
from relations_tui.feeds.batch import Ask, Batch
from relations_tui.feeds.judge import Judge
from relations_tui.feeds.parse import Parser
from relations_tui.model.feed import Feed, FeedState, Format
from relations_tui.model.record import Bad


class Readable(Protocol):
    """What bytes are read from."""

    def read(self, size: int, /) -> bytes:
        """Some bytes; b"" at the end."""


PIECE = 256 * 1024
DECODED = 8 << 30
"""Bytes of a file once unpacked: the user has it on disk already, a bomb ends here."""


def contents(path: Path) -> Iterator[bytes]:
    """The bytes of a file, unpacked if it is gzip or zstd.

    Raises:
        UsageError: if it can't be read.
        FeedUnreadable: if it is cut short or damaged.
    """
    try:
        with path.open("rb") as raw:
            start = raw.read(4)
            raw.seek(0)
            if start[:2] == b"\x1f\x8b":
                with gzip.GzipFile(fileobj=raw) as unpacked:
                    yield from _pieces(unpacked, path)
            elif start == b"\x28\xb5\x2f\xfd":
                import zstandard

                with zstandard.ZstdDecompressor().stream_reader(raw) as unpacked:
                    yield from _pieces(unpacked, path)
            else:
                yield from _pieces(raw, path)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise FeedUnreadable(f"{path} is cut short or damaged: {error}") from None
    except OSError as error:
        raise UsageError(f"{path} can't be read: {error.strerror or error}") from None


def _pieces(unpacked: Readable, path: Path) -> Iterator[bytes]:
    total = 0
    while piece := unpacked.read(PIECE):
        total += len(piece)
        if total > DECODED:
            raise FeedTooLarge(f"{path} unpacks to more than {DECODED >> 30} GB")
        yield piece


class FromFiles:
    """An adapter over files, so that an import is a refresh that needs no network."""

    def __init__(self, paths: Sequence[Path], format_: Format | None) -> None:
        self._paths, self._format = paths, format_

    def batches(self, ask: Ask) -> Iterator[Batch]:
        """All records of all files; raises FeedError and UsageError, naming the file."""
        for path in self._paths:
            pieces = contents(path)
            first = next(pieces, b"")
            try:
                kind = self._format or formats.guess(first, path.name)
                yield from formats.adapter(kind).read(ask, _again(first, pieces))
            except FeedError as error:
                raise type(error)(f"{path}: {error}") from None


def _again(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    if first:
        yield first
    yield from rest


class Validation(msgspec.Struct, frozen=True):
    """What a feed or file holds, record by record."""

    good: dict[str, int]
    """By kind: how many records are as they should be."""
    bad: tuple[tuple[str, str], ...]
    """Where, and what is wrong."""
    error: str = ""
    """What made reading end, if anything."""


class Validator:
    """Looks at batches and stores nothing."""

    def __init__(self, judge: Judge) -> None:
        self.judge = judge
        self._parser = Parser(judge)
        self._good: Counter[str] = Counter()
        self._bad: list[Bad] = []

    def take(self, batch: Batch) -> None:
        """Look at a batch."""
        bad, records, events = list(batch.bad), list(batch.records), len(batch.events)
        if batch.chunk is not None:
            parsed = self._parser.parse(batch.chunk)
            bad += parsed.bad
            records += parsed.records
            events += len(parsed.events)
        self._good["event"] += events
        self._good.update(type(record).__name__.lower() for record in records)
        self._bad += bad

    def result(self, error: str = "") -> Validation:
        """What was found."""
        return Validation(
            {kind: count for kind, count in sorted(self._good.items()) if count},
            tuple((one.where, one.reason) for one in self._bad),
            error,
        )


def validate_file(path: Path, judge: Judge, format_: Format | None) -> Validation:
    """What is wrong with a file, record by record; raises UsageError if it can't be read."""
    validator = Validator(judge)
    feed = Feed("validate", "")
    ask = Ask(feed, FeedState(feed.name), judge, judge.today)
    try:
        for batch in FromFiles([path], format_).batches(ask):
            validator.take(batch)
    except FeedError as error:
        return validator.result(str(error))
    return validator.result()


async def validate_url(feed: Feed, judge: Judge) -> Validation:
    """What is wrong with a feed, record by record."""
    from relations_tui.feeds.client import Client

    validator = Validator(judge)
    ask = Ask(feed, FeedState(feed.name), judge, judge.today)
    try:
        async with Client(feed, pace=formats.PACE.get(feed.format, 0.0)) as client:
            async for batch in formats.adapter(feed.format).fetch(ask, client):
                validator.take(batch)
    except FeedError as error:
        return validator.result(str(error))
    return validator.result()
