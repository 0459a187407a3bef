"""One table as one file: a JSON document anyone can open, with an index that saves parsing it.

    {"table":"events.AZE","schema":1,"docs":{
    "12":{"key":"AZE-IRN", ...},
    "13":{"key":"AZE-IRN", ...},
    "14":{"key":"AZE-TUR", ...}
    },"index":{"AZE-IRN":[offset,length,count,crc32], ...},"count":3,"next":15}

One document per line, grouped by its string member ``key`` ("" without one), groups in order. A
group's bytes within braces are a JSON object of their own, so one pair's documents are read with a
seek, a checksum and one decode. The last line, the *trailer*, holds the checksums of all groups;
the manifest holds the checksum of the trailer, and so covers the file. Pure bytes: no disk here.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from operator import attrgetter
from types import MappingProxyType
from zlib import crc32

import msgspec

from relations_tui.errors import StoreCorrupt
from relations_tui.store.document import Doc, encode, with_key

__all__ = ["SCHEMA", "Span", "TableInfo", "Trailer", "encode_table", "with_key"]

SCHEMA = 1
"""The schema version that this program writes."""

_TRAILER = b'\n},"index":'
_HEAD = re.compile(rb'\{"table":(".*"),"schema":\d+,"docs":\{')
_LINE = re.compile(rb'\n"(-?\d+)":')
_FEW = 16
"""Up to so many ids are looked up by a search each; more by one scan of all lines."""


class Span(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Where a group lies in its file, how many documents it has, and its checksum."""

    offset: int
    length: int
    count: int
    crc: int


class Trailer(msgspec.Struct, frozen=True):
    """The last line of a table file."""

    index: dict[str, Span]
    count: int
    next: int


class TableInfo(msgspec.Struct, frozen=True):
    """What the manifest says of a table's file."""

    file: str
    size: int
    docs: int
    next: int
    """The id that the next document gets."""
    trailer: int
    """Offset of the trailer."""
    crc: int
    """CRC-32 of the trailer."""


_trailer_decoder = msgspec.json.Decoder(Trailer)
_encoder = msgspec.json.Encoder()


def header(name: str, schema: int = SCHEMA) -> bytes:
    """The first line of a table file, up to its newline."""
    return b'{"table":%s,"schema":%d,"docs":{' % (_encoder.encode(name), schema)


def encode_table(name: str, documents: Iterable[object]) -> tuple[bytes, TableInfo]:
    """A whole table from mappings, structs or encoded bytes, numbered from 1 in order of group."""
    docs = sorted((encode(document, name) for document in documents), key=attrgetter("group"))
    return encode_docs(name, enumerate(docs, 1))


def encode_docs(
    name: str, docs: Iterable[tuple[int, Doc]], next_id: int = 1
) -> tuple[bytes, TableInfo]:
    """A whole table from numbered documents that are in order of group."""
    lines: dict[str, list[bytes]] = {}
    for doc_id, doc in docs:
        lines.setdefault(doc.group, []).append(b'"%d":%s' % (doc_id, doc.data))
        next_id = max(next_id, doc_id + 1)
    joined = {group: [(len(own), b",\n".join(own))] for group, own in lines.items()}
    return encode_lines(name, joined, next_id)


Lines = tuple[int, bytes]
"""How many documents, and their lines: ``"12":{"key":"AZE-IRN"},\n"13": ...``."""


def encode_lines(
    name: str, lines: Mapping[str, list[Lines]], next_id: int
) -> tuple[bytes, TableInfo]:
    """A whole table from the lines of each group."""
    out = _Builder(name)
    for group in sorted(lines):
        content = b",\n".join(block for _, block in lines[group])
        out.group(group, content, sum(count for count, _ in lines[group]), crc32(content))
    return out.finish(next_id)


class _Builder:
    """Puts groups one after the other and keeps the index."""

    def __init__(self, name: str) -> None:
        head = header(name)
        self._parts: list[bytes | memoryview] = [head]
        self._size = len(head)
        self._index: dict[str, Span] = {}

    def _gap(self) -> None:
        gap = b",\n" if self._index else b"\n"
        self._parts.append(gap)
        self._size += len(gap)

    def group(self, group: str, content: bytes, count: int, crc: int) -> None:
        """Add one group."""
        self._gap()
        self._index[group] = Span(self._size, len(content), count, crc)
        self._parts.append(content)
        self._size += len(content)

    def run(self, old: memoryview, spans: list[tuple[str, Span]]) -> None:
        """Add groups that stay as they are and lie next to each other in the old file."""
        self._gap()
        start = spans[0][1].offset
        end = spans[-1][1].offset + spans[-1][1].length
        shift = self._size - start
        for group, span in spans:
            self._index[group] = Span(span.offset + shift, span.length, span.count, span.crc)
        self._parts.append(old[start:end])
        self._size += end - start

    def finish(self, next_id: int) -> tuple[bytes, TableInfo]:
        """The file's bytes, and what the manifest wants to know of them."""
        docs = sum(span.count for span in self._index.values())
        trailer = _TRAILER + _encoder.encode(self._index)
        trailer += b',"count":%d,"next":%d}\n' % (docs, next_id)
        self._parts.append(trailer)
        size = self._size + len(trailer)
        data = b"".join(self._parts)
        return data, TableInfo("", size, docs, next_id, self._size, crc32(trailer))


def parse_trailer(raw: bytes, info: TableInfo, name: str) -> Trailer:
    """The trailer, checked against the manifest.

    Raises:
        StoreCorrupt: if it does not match.
    """
    if crc32(raw) != info.crc or not raw.startswith(_TRAILER):
        raise StoreCorrupt(f"table {name}: the index of {info.file} does not match its checksum")
    return _trailer_decoder.decode(b"{" + raw[3:])


def inspect(name: str, data: bytes) -> TableInfo:
    """What a complete table file says of itself, for files that no manifest names yet.

    Raises:
        StoreCorrupt: if it is not a table file of that name, or a group fails its checksum.
    """
    at = data.rfind(_TRAILER)
    try:
        trailer = _trailer_decoder.decode(b"{" + data[at + 3 :])
    except msgspec.DecodeError as error:
        raise StoreCorrupt(f"table {name}: no index at the end of the file") from error
    crc = crc32(data[at:] if at >= 0 else b"")
    info = TableInfo("", len(data), trailer.count, trailer.next, at, crc)
    verify(name, data, info)
    return info


def verify(name: str, data: bytes, info: TableInfo) -> Trailer:
    """Check every byte of a table file.

    Raises:
        StoreCorrupt: names what is wrong.
    """
    if len(data) != info.size:
        raise StoreCorrupt(f"table {name}: {len(data):,} bytes, not {info.size:,}")
    trailer = parse_trailer(data[info.trailer :], info, name)
    head = data[: data.find(b"\n")]
    match = _HEAD.fullmatch(head)
    if match is None or match[1] != _encoder.encode(name):
        raise StoreCorrupt(f"table {name}: the first line is not that of this table")
    at, view, count, gap = len(head), memoryview(data), 0, b"\n"
    for group, span in trailer.index.items():
        content = view[span.offset : span.offset + span.length]
        if data[at : span.offset] != gap or crc32(content) != span.crc:
            raise StoreCorrupt(f"table {name}: group {group!r} does not match its checksum")
        at, gap = span.offset + span.length, b",\n"
        count += span.count
    if at != info.trailer or count != trailer.count or count != info.docs:
        raise StoreCorrupt(f"table {name}: documents and index do not agree")
    return trailer


def check_group(content: bytes | memoryview, span: Span, name: str, group: str) -> None:
    """Check the bytes of a group.

    Raises:
        StoreCorrupt: if it does not.
    """
    if len(content) != span.length or crc32(content) != span.crc:
        raise StoreCorrupt(f"table {name}: group {group!r} does not match its checksum")


def locate(data: bytes, ids: Iterable[int], end: int) -> dict[int, int]:
    """Where the lines of those documents start, of ids that are there; ``end``: the trailer.

    Text in JSON holds no raw newline, so a newline and a number in quotes is always a document.
    """
    wanted = set(ids)
    if len(wanted) <= _FEW:
        places = ((i, data.find(b'\n"%d":' % i, 0, end)) for i in wanted)
        return {i: at + 1 for i, at in places if at >= 0}
    found: dict[int, int] = {}
    for match in _LINE.finditer(data, 0, end):
        doc_id = int(match[1])
        if doc_id in wanted:
            found[doc_id] = match.start() + 1
    return found


def lines(data: bytes, info: TableInfo) -> dict[int, bytes]:
    """All documents of a file by id, encoded as they stand."""
    start = data.find(b"\n") + 1
    if start > info.trailer:
        return {}
    return dict(map(_split_line, data[start : info.trailer].split(b",\n")))


def line_at(data: bytes, start: int) -> bytes:
    """The encoded document whose line starts there."""
    line = data[start : data.index(b"\n", start)]
    return _split_line(line.removesuffix(b","))[1]


def _split_line(line: bytes) -> tuple[int, bytes]:
    end = line.index(b'"', 1)
    return int(line[1:end]), line[end + 2 :]


def splice(
    name: str,
    old: bytes,
    info: TableInfo,
    changes: Mapping[int, Doc | None],
    more: Mapping[str, list[Lines]] = MappingProxyType({}),
    next_id: int = 1,
) -> tuple[bytes, TableInfo]:
    """The table with documents put or (None) removed; other groups are copied as bytes.

    ``more`` has the lines of documents that are new, by group, with ids below ``next_id``.
    """
    index = parse_trailer(old[info.trailer :], info, name).index
    places = locate(old, (i for i in changes if i < info.next), info.trailer)
    order = list(index)
    starts = [span.offset for span in index.values()]
    kept: dict[str, dict[int, bytes | None]] = {}
    added: dict[str, list[Lines]] = {group: list(lines) for group, lines in more.items()}
    for doc_id, doc in changes.items():
        line = None if doc is None else b'"%d":%s' % (doc_id, doc.data)
        if doc_id in places:
            group = order[bisect_right(starts, places[doc_id]) - 1]
            stays = doc is not None and doc.group == group
            kept.setdefault(group, {})[doc_id] = line if stays else None
            if stays:
                continue
        if doc is not None and line is not None:
            added.setdefault(doc.group, []).append((1, line))
    out, view = _Builder(name), memoryview(old)
    run: list[tuple[str, Span]] = []
    for group in sorted({*index, *added}) if added else order:
        span = index.get(group)
        if span is not None and group not in kept and group not in added:
            run.append((group, span))
            continue
        if run:
            out.run(view, run)
            run = []
        content, count, crc = b"", 0, 0
        if span is not None:
            content = old[span.offset : span.offset + span.length]
            count, crc = span.count, span.crc
            if group in kept:
                check_group(content, span, name, group)
                content, count = _edit(content, kept[group])
                crc = crc32(content)
        if group in added:
            # The checksum goes on from the old one: a defect in the old bytes stays detectable.
            tail = b",\n".join(block for _, block in added[group])
            tail = b",\n" + tail if content else tail
            content, crc = content + tail, crc32(tail, crc)
            count += sum(number for number, _ in added[group])
        if count:
            out.group(group, content, count, crc)
    if run:
        out.run(view, run)
    return out.finish(max(info.next, next_id, *(i + 1 for i in changes)))


def _edit(content: bytes, edits: Mapping[int, bytes | None]) -> tuple[bytes, int]:
    """A group's lines with some replaced or left out."""
    kept: list[bytes] = []
    for line in content.split(b",\n"):
        doc_id = int(line[1 : line.index(b'"', 1)])
        edited = edits.get(doc_id, line)
        if edited is not None:
            kept.append(edited)
    return b",\n".join(kept), len(kept)
