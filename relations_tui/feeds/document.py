"""Cutting a JSON document of the feed format into chunks of whole records, as it comes in.

The document is one object: the header's members, then lists of records. Its lists may be larger
than memory, so they are not decoded as a whole. A cut is tried at a ``}`` that a comma or ``]``
follows; it is right exactly if what lies before it, put in brackets, is a JSON list: then nothing
of it was within a text or a record. Where it is not, another one is tried.
"""

import codecs
import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

import msgspec

from relations_tui.errors import FeedTooLarge, FeedUnreadable
from relations_tui.feeds import wire
from relations_tui.feeds.batch import Chunk
from relations_tui.feeds.parse import RECORD

CHUNK = 64 * 1024
"""Bytes of a chunk: small enough to stay in the processor's cache while it is worked on."""
HEADER = 64 * 1024
"""Bytes of one member of the header at most."""
TRIES = 32
"""Cuts that are tried at each end of a stretch: a record with more braces within is refused."""
_CUT = re.compile(rb"\}[ \t\r\n]*[,\]]")
_END = re.compile(rb"\}[ \t\r\n]*\]")
_CLOSE = re.compile(rb"\]")
_SPACE = re.compile(rb"[ \t\r\n]*")
_MEMBER = re.compile(rb'"([A-Za-z_-]{1,40})"[ \t\r\n]*:[ \t\r\n]*(?=[^ \t\r\n])')
_NOTHING = Chunk("", b"", 0, "")
"""Something was read, but no records."""
_list = msgspec.json.Decoder(list[msgspec.Raw])


class Document:
    """Fed with bytes, gives chunks; ``header`` is there before the first of them."""

    def __init__(self) -> None:
        self.header: wire.Header | None = None
        self._data = bytearray()
        self._new = 0
        """Bytes since the last look."""
        self._members: dict[str, Any] = {}
        self._counts: dict[str, int] = {}
        """Records so far, by list."""
        self._list = ""
        """The list we are in; "" is between members."""
        self._before = ""
        """What came before in the object or list that we are in: nothing, a value or a comma."""
        self._began = self._ended = False

    def feed(self, data: bytes) -> Iterator[Chunk]:
        """Take in some bytes; gives what they complete.

        Raises:
            FeedUnreadable: if it is no document of the format.
            FeedTooLarge: for a member or record beyond its bound.
        """
        self._data += data
        self._new += len(data)
        if self._new >= CHUNK:
            yield from self._drain()

    def close(self) -> Iterator[Chunk]:
        """What is left; raises FeedUnreadable if the document is cut short."""
        yield from self._drain()
        if not self._ended:
            raise FeedUnreadable("the JSON document is cut short, or not JSON")
        self.header = header_of(self._members)

    def _drain(self) -> Iterator[Chunk]:
        self._new = 0
        if not self._began and not self._begin():
            return
        while not self._ended:
            chunk = self._next_records() if self._list else self._next_member()
            if chunk is None:
                return
            if chunk.data:
                yield chunk
        self._skip()
        if self._data:
            raise FeedUnreadable("there is more after the end of the JSON document")

    def _begin(self) -> bool:
        if self._data.startswith(codecs.BOM_UTF8):
            del self._data[:3]
        if self._skip() == b"":
            return False
        if self._skip() != b"{":
            raise FeedUnreadable("not a JSON object")
        self._take(1)
        self._began = True
        return True

    def _skip(self) -> bytes:
        """Go over white space; returns the byte after it, b"" if there is none yet."""
        space = _SPACE.match(self._data)
        if space is not None and space.end():
            del self._data[: space.end()]
        return bytes(self._data[:1])

    def _take(self, count: int) -> None:
        del self._data[:count]

    def _next_member(self) -> Chunk | None:
        """Read a member of the header, or enter a list; None: more bytes are needed."""
        sign = self._skip()
        if sign == b"}" and self._before != "comma":
            self._take(1)
            self._ended = True
            return _NOTHING
        if sign == b"," and self._before == "value":
            self._take(1)
            self._before = "comma"
            return _NOTHING
        found = _MEMBER.match(self._data)
        if found is None or self._before == "value":
            if len(self._data) > 200 or (sign and self._before == "value"):
                raise FeedUnreadable(f"not JSON at {bytes(self._data[:30])!r}")
            return None
        name = found[1].decode()
        if name in self._members or name in self._counts:
            raise FeedUnreadable(f"the member {name!r} is there twice")
        if name not in wire.LISTS:
            return self._header_member(name, found.end())
        self.header = header_of(self._members)
        if self._data[found.end() : found.end() + 1] != b"[":
            raise FeedUnreadable(f"{name!r} is not a list")
        self._take(found.end() + 1)
        self._list, self._counts[name], self._before = name, 0, ""
        return _NOTHING

    def _header_member(self, name: str, start: int) -> Chunk | None:
        window = self._data[start : start + HEADER].decode(errors="replace")
        try:
            value, end = _header_json.raw_decode(window)
        except (ValueError, RecursionError):
            end = len(window)
        if end == len(window):  # cut short; a number may go on, too
            if len(window) >= HEADER or self._data[-1:] == b"}":
                raise FeedUnreadable(f"the member {name!r} of the header is not JSON")
            return None
        self._members[name] = value
        self._take(start + len(window[:end].encode()))
        self._before = "value"
        return _NOTHING

    def _next_records(self) -> Chunk | None:
        """Whole records from the list we are in; None: more bytes are needed."""
        sign = self._skip()
        if sign == b"]" and self._before != "comma":
            self._take(1)
            self._list, self._before = "", "value"
            return _NOTHING
        if sign == b"," and self._before == "value":
            self._take(1)
            self._before = "comma"
            return _NOTHING
        if self._before == "value" and sign:
            raise FeedUnreadable(f"not JSON after {self._list}[{self._counts[self._list] - 1}]")
        for at in self._cuts():
            data = bytes(self._data[:at])
            try:
                count = len(_list.decode(b"[%b]" % data))
            except (msgspec.DecodeError, RecursionError):
                continue
            self._take(at)
            first = self._counts[self._list] + 1
            self._counts[self._list] += count
            self._before = "value"
            assert self.header is not None
            return Chunk(self._list, data, first, self.header.feed)
        if len(self._data) > 2 * RECORD:
            raise FeedTooLarge(
                f"{self._list}[{self._counts[self._list]}] is no JSON, has more than {RECORD:,} "
                "bytes, or texts with very many braces"
            )
        return None

    def _cuts(self) -> Iterator[int]:
        """Where to try, the likeliest first: late in the first chunk's worth, then wherever."""
        # Lists, not iterators: while one looks at the data nothing can be taken from it.
        yield from [m.start() + 1 for m in islice(_END.finditer(self._data, 0, 2 * CHUNK), 3)]
        near = [m.start() + 1 for m in _CUT.finditer(self._data, 0, 2 * CHUNK)]
        yield from near[: -TRIES - 1 : -1]
        yield from near[:TRIES]
        far = [m.start() + 1 for m in _CUT.finditer(self._data, 2 * CHUNK)]
        yield from far[:TRIES]
        yield from far[: -TRIES - 1 : -1]
        # A last record that is no object, for the parser to set aside.
        yield from [m.start() for m in islice(_CLOSE.finditer(self._data), TRIES)]


def _no_constant(name: str) -> None:
    raise ValueError(name)


_header_json = json.JSONDecoder(parse_constant=_no_constant)


def header_of(members: dict[str, Any]) -> wire.Header:
    """The header, checked.

    Raises:
        FeedUnreadable: if it is not that of a format and version that we read.
    """
    said = members.get("format")
    if said != wire.FORMAT:
        raise FeedUnreadable(
            f"not a {wire.FORMAT}: its format is {str(said)[:40]!r}"
            if said is not None
            else f"not a {wire.FORMAT}: the member 'format' must come before any list"
        )
    if members.get("version") != wire.VERSION:
        raise FeedUnreadable(
            f"version {str(members.get('version'))[:20]} of {wire.FORMAT}; this program reads "
            f"version {wire.VERSION}: a newer one may read it"
        )
    try:
        return msgspec.convert(members, wire.Header)
    except msgspec.ValidationError as error:
        raise FeedUnreadable(f"the header is not as the format says: {error}") from None
