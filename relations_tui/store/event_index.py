"""The index of all events: columns beside the store, from which a million are filtered at once.

It is derived and disposable. ``index/events.idx`` is no part of any generation: it names the table
files that it was made from, is checked when it is opened, and made anew where they are others or a
byte is wrong. A commit that touched three tables has only these read again. Where nothing can be
written, the index is kept in memory.

The file: a line of JSON (what it is of, words, the sections with their checksums), then these.
"""

import mmap
import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from zlib import crc32

import msgspec
import numpy as np

from relations_tui.errors import StoreCorrupt, StoreError
from relations_tui.model.event import Event
from relations_tui.query.event_columns import (
    NUMBERS,
    TEXTS,
    WORDS,
    Columns,
    columns_of,
    joined,
    newest_first,
    taken,
)
from relations_tui.query.event_table import Place
from relations_tui.query.event_text import Texts
from relations_tui.query.visible import visible_events
from relations_tui.store import files
from relations_tui.store.event_head import (
    FOLDER,
    MAGIC,
    NAME,
    NEWEST,
    Head,
    Section,
    Source,
    head_bytes,
    parse_head,
    sources_of,
)
from relations_tui.store.view import View, no_gc

_ALIGNED = 64
Told = Callable[[int, int], None]
"""Hears how many bytes of how many are done; what it raises stops the work, and nothing is kept."""

_documents = msgspec.json.Decoder(dict[str, Event])
_document = msgspec.json.Decoder(Event)


def columns(
    view: View, tables: Iterable[str], told: Told | None, *, write: bool
) -> tuple[Columns, tuple[Source, ...]]:
    """Every shown event of some tables, newest first; from the index as far as it is of this state.

    Args:
        view: the state.
        tables: those of events, in the order they are read in.
        told: hears of the progress where tables have to be read.
        write: keep the index on disk for the next time.

    Raises:
        StoreCorrupt: if a table is damaged.
    """
    wanted = sources_of(view, tables)
    folder = Path(view.root) / FOLDER
    found = _load(folder / NAME)
    if found is not None and found[1] == wanted:
        return found[0], wanted
    made = newest_first(_made(view, wanted, found, told))
    if write:
        # A full disk is no reason not to answer.
        with suppress(StoreError, OSError):
            _save(folder, made, wanted, _first(view, made, wanted))
    return made, wanted


def _made(
    view: View,
    wanted: tuple[Source, ...],
    old: tuple[Columns, tuple[Source, ...]] | None,
    told: Told | None,
) -> Columns:
    """The rows of all tables: of those that are as they were from the old index."""
    parts: list[Columns] = [columns_of(())]
    known: set[Source] = set()
    if old is not None:
        before, made_from = old
        known = set(made_from) & set(wanted)
        lut = np.full(len(made_from) + 1, -1, "i4")
        for number, source in enumerate(made_from):
            if source in known:
                lut[number] = wanted.index(source)
        shards = lut[before.numbers["shard"]]
        kept = taken(before, np.flatnonzero(shards >= 0))
        kept.numbers["shard"] = shards[shards >= 0].astype("u2")
        parts.append(kept)
    todo = [(number, source) for number, source in enumerate(wanted) if source not in known]
    size = sum(view.infos[s.table].size for _, s in todo if s.file) + 1
    done = 0
    for number, source in todo:
        if told is not None:
            told(done, size)
        parts.append(_of_table(view, source.table, number))
        done += view.infos[source.table].size if source.file else 0
    if told is not None:
        told(done, size)
    return joined(parts)


def _of_table(view: View, table: str, number: int) -> Columns:
    """The shown events of one table as columns."""
    placed: list[tuple[Event, int, int]] = []
    changes = view.changes(table)
    if table in view.infos:
        data, end = view.raw(table), view.infos[table].trailer
        start = data.find(b"\n") + 1
        content = data[start:end]
        try:
            with no_gc(len(content)):
                documents = _documents.decode(b"{%s}" % content)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise StoreCorrupt(f"table {table}: a document can't be read: {error}") from error
        lengths = [len(line) for line in content.split(b",\n")] if documents else []
        for (doc_id, event), length in zip(documents.items(), lengths, strict=True):
            if not changes or int(doc_id) not in changes:
                prefix = len(doc_id) + 3
                placed.append((event, start + prefix, length - prefix))
            start += length + 2
    for changed, doc in changes.items():
        if doc is not None:
            placed.append((_decoded(doc.data, table), changed, 0))
    shown = {id(event) for event in visible_events(event for event, _, _ in placed)}
    kept = [one for one in placed if id(one[0]) in shown]
    return columns_of(
        [event for event, _, _ in kept],
        (offset for _, offset, _ in kept),
        (length for _, _, length in kept),
        number,
    )


def _decoded(data: bytes, table: str) -> Event:
    try:
        return _document.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise StoreCorrupt(f"table {table}: a document can't be read: {error}") from error


def reader(view: View, sources: tuple[Source, ...]) -> Callable[[Place], Event]:
    """Reads one event: a range of a file and one decode, or a small write that is in memory."""

    def read(place: Place) -> Event:
        source = sources[place.shard]
        if place.length:
            path = f"{view.root}/{source.file}"
            return _decoded(files.read_at(path, place.offset, place.length), source.table)
        doc = view.changes(source.table).get(place.offset)
        if doc is None:
            raise StoreCorrupt(f"table {source.table}: document {place.offset} is gone")
        return _decoded(doc.data, source.table)

    return read


# --- the file -------------------------------------------------------------------------------------


def _sections(made: Columns) -> list[tuple[str, str, bytes]]:
    """Everything but the words, as bytes with a name and a type."""
    kinds: Mapping[str, str] = {**NUMBERS, **dict.fromkeys((*WORDS, *TEXTS), "u4"), "more": "i4"}
    arrays: dict[str, Any] = {**made.numbers, "more": made.more}
    found = [(n, k, np.ascontiguousarray(arrays[n], k).tobytes()) for n, k in kinds.items()]
    texts = {**made.texts, "ids": made.ids}
    return found + [(f"text {name}", "text", bytes(one.lines)) for name, one in texts.items()]


def _first(view: View, made: Columns, sources: tuple[Source, ...]) -> tuple[Event, ...]:
    """The newest events."""
    read = reader(view, sources)
    places = zip(*(made.numbers[name][:NEWEST].tolist() for name in Place._fields), strict=True)
    return tuple(read(Place(*place)) for place in places)


def _save(
    folder: Path, made: Columns, sources: tuple[Source, ...], newest: tuple[Event, ...]
) -> None:
    """Write the file beside the tables; whole or not at all."""
    parts: list[bytes] = []
    sections: list[Section] = []
    at = 0
    for name, kind, content in _sections(made):
        sections.append(Section(name, kind, at, len(content), crc32(content)))
        parts += [content, bytes(-len(content) % _ALIGNED)]
        at += len(content) + len(parts[-1])
    head = Head(sources, made.words, tuple(sections), newest, len(made))
    folder.mkdir(exist_ok=True)
    files.remove(folder, [e.name for e in folder.iterdir() if e.name.endswith(".tmp")])
    # Two processes may write at once: each its own file, and either will do. No sync: what a crash
    # damages is found by its checksum and made again.
    temporary = folder / f"{NAME}.{os.getpid()}.tmp"
    with temporary.open("wb") as out:
        out.writelines((head_bytes(head, _ALIGNED), *parts))
    temporary.replace(folder / NAME)


def _load(path: Path) -> tuple[Columns, tuple[Source, ...]] | None:
    """What the file has; None if there is none, or a byte of it is not as it was written."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        return None
    try:
        with suppress(OSError, ValueError, KeyError, msgspec.MsgspecError):
            data = mmap.mmap(handle, 0, access=mmap.ACCESS_READ)
            return _read(data)
        return None
    finally:
        os.close(handle)


def _read(data: mmap.mmap) -> tuple[Columns, tuple[Source, ...]]:
    """The columns of a file; raises ValueError if it is not whole."""
    end = data.find(b"\n", len(MAGIC))
    head = parse_head(data[: end + 1])
    whole = memoryview(data)
    arrays: dict[str, Any] = {}
    texts: dict[str, Texts] = {}
    for section in head.sections:
        at = end + 1 + section.offset
        content = whole[at : at + section.length]
        if len(content) != section.length or crc32(content) != section.crc:
            raise ValueError
        if section.kind == "text":
            texts[section.name.removeprefix("text ")] = Texts(content)
        else:
            arrays[section.name] = np.frombuffer(content, section.kind)
    more, ids = arrays.pop("more").reshape(2, -1), texts.pop("ids")
    if set(arrays) != {*NUMBERS, *WORDS, *TEXTS} or set(texts) != set(TEXTS):
        raise ValueError
    return Columns(arrays, head.words, texts, more, ids), head.sources
