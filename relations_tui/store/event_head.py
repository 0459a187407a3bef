"""The head of the index of all events: what it is of, what is in it, and its newest events.

Read without numpy and without the rest, so that the first page is there before the table is.
"""

import os
from collections.abc import Iterable
from pathlib import Path
from zlib import crc32

import msgspec

from relations_tui.model.event import Event
from relations_tui.store.view import View

FOLDER = "index"
NAME = "events.idx"
MAGIC = b"relations events index 1\n"
NEWEST = 200
"""Events that the head has: no terminal has more lines."""
_AT_FIRST = 1 << 18
"""Bytes in which the head of most indexes ends."""


class Source(msgspec.Struct, frozen=True, array_like=True):
    """What the rows of one table were made from."""

    table: str
    file: str
    crc: int
    """Of the trailer of the file, which covers it all."""
    changes: int
    """A checksum of the small writes since; 0 if there were none."""


class Section(msgspec.Struct, frozen=True, array_like=True):
    """Where a column or the texts of one lie."""

    name: str
    kind: str
    """The numpy type, or ``text``."""
    offset: int
    """From the end of the head."""
    length: int
    """In bytes."""
    crc: int


class Head(msgspec.Struct, frozen=True):
    """The first line but one."""

    sources: tuple[Source, ...]
    words: dict[str, tuple[str, ...]]
    sections: tuple[Section, ...]
    newest: tuple[Event, ...]
    """The first events of all, in order."""
    count: int
    """How many there are."""


_heads = msgspec.json.Decoder(Head)


def head_bytes(head: Head, aligned: int) -> bytes:
    """The head as the file begins with it; what follows it is aligned."""
    raw = msgspec.json.encode(head)
    raw += b" " * (-(len(MAGIC) + len(raw) + 10) % aligned)
    return b"%s%08x %s\n" % (MAGIC, crc32(raw), raw)


def parse_head(data: bytes) -> Head:
    """The head that a file begins with.

    Raises:
        ValueError: if it is not one, or not as it was written.
    """
    start = len(MAGIC)
    raw = data[start + 9 : -1]
    if data[:start] != MAGIC or data[start : start + 9] != b"%08x " % crc32(raw):
        raise ValueError("not the head of an index of events")
    try:
        return _heads.decode(raw)
    except msgspec.MsgspecError as error:
        raise ValueError(str(error)) from error


def newest(view: View, tables: Iterable[str]) -> tuple[int, tuple[Event, ...]] | None:
    """How many events there are, and the newest; None if no index of this state says so."""
    try:
        handle = os.open(Path(view.root) / FOLDER / NAME, os.O_RDONLY)
    except OSError:
        return None
    try:
        data = os.read(handle, _AT_FIRST)
        while b"\n" not in data[len(MAGIC) :] and (more := os.read(handle, _AT_FIRST)):
            data += more
        head = parse_head(data[: data.find(b"\n", len(MAGIC)) + 1])
    except (OSError, ValueError):
        return None
    finally:
        os.close(handle)
    return (head.count, head.newest) if head.sources == sources_of(view, tables) else None


def sources_of(view: View, tables: Iterable[str]) -> tuple[Source, ...]:
    """What an index of these tables has to be made from."""
    found: list[Source] = []
    for table in tables:
        info, changes = view.infos.get(table), 0
        for doc_id, doc in view.changes(table).items():
            changes = crc32(b"%d:%s\n" % (doc_id, b"" if doc is None else doc.data), changes)
        file, crc = (info.file, info.crc) if info else ("", 0)
        found.append(Source(table, file, crc, changes))
    return tuple(found)
