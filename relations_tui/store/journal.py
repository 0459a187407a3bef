"""The append journal: small writes since the last generation, one line per transaction.

Each line is ``crc32 SP json NL``, the checksum in eight hex digits. The first line is
``{"journal":<generation>}``, so that a lost journal is noticed; each further line is a transaction
``[[table, id, document or null], ...]``. A line without its newline is a write that was cut short:
it was never acknowledged, readers pass over it and the next writer cuts it off.
"""

from collections.abc import Iterable
from typing import NamedTuple
from zlib import crc32

import msgspec

from relations_tui.store.document import Doc, group_of

USER = "user."
"""Tables whose names start so are the user's; no feed, seed or repair writes them."""

Overlay = dict[str, dict[int, Doc | None]]
"""By table and id: documents that stand in place of the file's; None where one was removed."""

_operations = msgspec.json.Decoder(list[tuple[str, int, msgspec.Raw]])
_encode = msgspec.json.Encoder().encode


class Journal(NamedTuple):
    """What a journal file says."""

    overlay: Overlay
    end: int
    """Where the next line goes: the end of the last whole one."""
    bad: tuple[int, ...]
    """Numbers of the lines that do not match their checksum."""
    data: int = 0
    """Where the last line ends that touched more than the user's own tables."""


def name(generation: int) -> str:
    """The journal file of a generation."""
    return f"journal.{generation}.jsonl"


def _line(content: bytes) -> bytes:
    return b"%08x %s\n" % (crc32(content), content)


def first_line(generation: int) -> bytes:
    """A journal without any writes."""
    return _line(b'{"journal":%d}' % generation)


def line(changes: Overlay) -> bytes:
    """One transaction."""
    rows = (
        b"[%s,%d,%s]" % (_encode(table), doc_id, b"null" if doc is None else doc.data)
        for table, docs in changes.items()
        for doc_id, doc in docs.items()
    )
    return _line(b"[" + b",".join(rows) + b"]")


def parse(raw: bytes) -> Journal:
    """The writes of a journal file. Every whole line counts, also after a damaged one: a line holds
    whole documents, and losing more than was damaged helps nobody.
    """
    end = raw.rfind(b"\n") + 1
    rows = raw[:end].split(b"\n")[:-1]
    overlay: Overlay = {}
    bad: list[int] = []
    at = data = 0
    if not rows or not _good(rows[0]) or not rows[0][9:].startswith(b'{"journal":'):
        bad.append(1)
    for number, row in enumerate(rows, 1):
        at += len(row) + 1
        if number == 1:
            continue
        try:
            if not _good(row):
                raise msgspec.DecodeError
            operations = _operations.decode(row[9:])
            put(overlay, operations)
            if touches_data(operation[0] for operation in operations):
                data = at
        except msgspec.DecodeError:
            bad.append(number)
    return Journal(overlay, end, tuple(bad), data)


def touches_data(tables: Iterable[str]) -> bool:
    """Whether one of the tables holds data, and not what the user made."""
    return not all(table.startswith(USER) for table in tables)


def put(overlay: Overlay, operations: Iterable[tuple[str, int, msgspec.Raw]]) -> None:
    """Apply one transaction."""
    for table, doc_id, raw in operations:
        data = bytes(raw)
        doc = None if data == b"null" else Doc(group_of(data), data)
        overlay.setdefault(table, {})[doc_id] = doc


def _good(row: bytes) -> bool:
    return len(row) > 9 and row[:9] == b"%08x " % crc32(row[9:])
