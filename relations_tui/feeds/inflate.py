"""Inflating within bounds: an answer's bytes come out in slices, and its end is checked."""

import zlib
from collections.abc import Callable, Iterator
from typing import Final

import zstandard

from relations_tui.errors import FeedTooLarge, FeedUnreadable
from relations_tui.feeds.limits import Limits

ACCEPT_ENCODING: Final = "gzip, zstd"
SLICE: Final = 256 * 1024
"""Decoded bytes that come out at a time."""
_ZSTD_SLICE: Final = 512
"""Bytes that zstd is given at a time: it has no bound of its own, and four bytes make 128 KB."""
_ZSTD_WINDOW: Final = 8 << 20
"""What RFC 9659 allows a content coding to need."""


class Inflater:
    """Undoes one ``Content-Encoding``; ``name`` is what an error calls the answer.

    Raises:
        FeedUnreadable: if the coding is not one we asked for.
    """

    def __init__(self, coding: str, limits: Limits, decoded: int, name: str) -> None:
        coding = coding.strip().lower()
        self._name = name
        self._limits = limits
        self._bound = decoded
        self._wire = 0
        self._decoded = 0
        self._gz: zlib._Decompress | None = None
        self._zd: zstandard.ZstdDecompressionObj | None = None
        self._members = 0
        self._coding = coding
        self._inflate: Callable[[bytes], Iterator[bytes]]
        if coding in ("", "identity"):
            self._inflate = self._plain
        elif coding in ("gzip", "x-gzip"):
            self._inflate = self._gzip
        elif coding == "zstd":
            self._inflate = self._zstd
        else:
            raise FeedUnreadable(f"{name}: encoded as {coding[:40]!r}, which was not asked for")

    def feed(self, data: bytes) -> Iterator[bytes]:
        """The decoded slices that ``data`` brings.

        Raises:
            FeedTooLarge: as soon as a bound is passed.
            FeedUnreadable: if the data are damaged.
        """
        self._wire += len(data)
        if self._wire > self._limits.compressed:
            raise FeedTooLarge(f"{self._name}: more than {_size(self._limits.compressed)} sent")
        try:
            for piece in self._inflate(data):
                self._count(len(piece))
                if piece:
                    yield piece
        except (zlib.error, zstandard.ZstdError) as error:
            raise self._damaged(error) from error

    def finish(self) -> None:
        """The answer has ended.

        Raises:
            FeedUnreadable: if it has not come to its end.
        """
        if self._coding in ("", "identity") or not self._wire:
            return
        member = self._gz or self._zd
        if member is None or not member.eof:
            raise FeedUnreadable(f"{self._name}: cut short, its {self._coding} data has no end")

    def _count(self, size: int) -> None:
        self._decoded += size
        if self._decoded > self._bound:
            raise FeedTooLarge(f"{self._name}: more than {_size(self._bound)} of data")
        if self._decoded > max(self._limits.ratio * self._wire, self._limits.ratio_floor):
            raise FeedTooLarge(
                f"{self._name}: a decompression bomb,"
                f" {_size(self._wire)} became more than {_size(self._decoded - 1)}"
            )

    def _damaged(self, error: Exception) -> FeedUnreadable | FeedTooLarge:
        if "memory" in str(error):
            return FeedTooLarge(f"{self._name}: its zstd data asks for too much memory")
        if self._members > 1:
            return FeedUnreadable(f"{self._name}: something else follows its {self._coding} data")
        return FeedUnreadable(f"{self._name}: its {self._coding} data is damaged")

    def _plain(self, data: bytes) -> Iterator[bytes]:
        yield data

    def _gzip(self, data: bytes) -> Iterator[bytes]:
        while data:
            member = self._gz
            if member is None or member.eof:
                member = self._gz = zlib.decompressobj(wbits=31)
                self._members += 1
            while True:
                piece = member.decompress(data, SLICE)
                yield piece
                data = member.unconsumed_tail
                if member.eof or (not data and len(piece) < SLICE):
                    break
            data = member.unused_data

    def _zstd(self, data: bytes) -> Iterator[bytes]:
        for start in range(0, len(data), _ZSTD_SLICE):
            rest = data[start : start + _ZSTD_SLICE]
            while rest:
                member = self._zd
                if member is None or member.eof:
                    made = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
                    member = self._zd = made.decompressobj()
                    self._members += 1
                yield member.decompress(rest)
                rest = member.unused_data if member.eof else b""


def _size(count: int) -> str:
    """A number of bytes in words."""
    for unit, size in (("GB", 1 << 30), ("MB", 1 << 20), ("KB", 1 << 10)):
        if count >= size:
            return f"{count / size:.3g} {unit}"
    return f"{count} bytes"
