"""Cutting NDJSON into chunks of whole lines, as it comes in. The first line is the header."""

import codecs
from collections.abc import Iterator

import msgspec

from relations_tui.errors import FeedTooLarge, FeedUnreadable
from relations_tui.feeds import wire
from relations_tui.feeds.batch import LINES, Chunk
from relations_tui.feeds.document import CHUNK, header_of
from relations_tui.feeds.parse import RECORD

_object = msgspec.json.Decoder(dict[str, object])


class Lines:
    """Fed with bytes, gives chunks; ``header`` is there before the first of them."""

    def __init__(self) -> None:
        self.header: wire.Header | None = None
        self._parts: list[bytes] = []
        self._size = 0
        self._line = 1
        """The number of the next line."""

    def feed(self, data: bytes) -> Iterator[Chunk]:
        """Take in some bytes; gives the whole lines that they complete.

        Raises:
            FeedUnreadable: if the first line is no header of the format.
            FeedTooLarge: for a line beyond its bound.
        """
        self._parts.append(data)
        self._size += len(data)
        if self._size < CHUNK:
            return
        whole = b"".join(self._parts)
        end = 0
        while len(whole) - end >= CHUNK:
            cut = whole.rfind(b"\n", end, end + CHUNK)
            if cut < end:
                cut = whole.find(b"\n", end + CHUNK, end + RECORD)
                if cut < 0:
                    if len(whole) - end >= RECORD:
                        raise FeedTooLarge(f"line {self._line} has more than {RECORD:,} bytes")
                    break
            yield from self._chunk(whole[end:cut])
            end = cut + 1
        self._parts = [whole[end:]]
        self._size = len(whole) - end

    def close(self) -> Iterator[Chunk]:
        """The last lines; the very last need not end. Raises as :meth:`feed`."""
        rest = b"".join(self._parts).removesuffix(b"\n")
        self._parts = []
        if rest:
            yield from self._chunk(rest)
        if self.header is None:
            raise FeedUnreadable("not a relations-feed: there is no header")

    def _chunk(self, data: bytes) -> Iterator[Chunk]:
        if self.header is None:
            first, _, data = data.removeprefix(codecs.BOM_UTF8).partition(b"\n")
            self.header = _header(first)
            self._line += 1
        if data:
            yield Chunk(LINES, data, self._line, self.header.feed)
            self._line += data.count(b"\n") + 1


def _header(line: bytes) -> wire.Header:
    try:
        members = _object.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise FeedUnreadable("not a relations-feed: its first line is no JSON object") from None
    members.pop("type", None)
    return header_of(members)
