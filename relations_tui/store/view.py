"""Reading one state of the store: the files of a generation with the small writes since on top."""

import gc
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import TypeVar

import msgspec

from relations_tui.errors import StoreCorrupt
from relations_tui.store import files, tablefile
from relations_tui.store.document import Doc
from relations_tui.store.journal import Journal, Overlay
from relations_tui.store.manifest import Manifest
from relations_tui.store.tablefile import Span, TableInfo, Trailer

T = TypeVar("T")
_FEW = 5000
"""Groups that are read one by one; for more, a whole table is read faster."""
_NOTHING: Mapping[int, Doc | None] = {}
_MANY = 1 << 20
"""Bytes from which on a decode makes enough objects for garbage collection to show."""


@contextmanager
def no_gc(size: int = _MANY + 1) -> Iterator[None]:
    """Pause garbage collection: decoded documents hold no cycles, looking for some is time lost."""
    pause = size > _MANY and gc.isenabled()
    if pause:
        gc.disable()
    try:
        yield
    finally:
        if pause:
            gc.enable()


class View:
    """Tables to read. Ids are text in what is decoded, as in TinyDB's own files."""

    def __init__(
        self,
        root: str,
        infos: dict[str, TableInfo],
        overlay: Overlay,
        trailers: dict[str, Trailer],
    ) -> None:
        self.root = root
        self.infos = infos
        self.overlay = overlay
        self._groups: dict[str, dict[str, set[int]]] = {}
        self._trailers = trailers
        # By file name, shared by all views of a folder: a file with a name never changes.

    def tables(self) -> list[str]:
        """The names of all tables, sorted."""
        return sorted({*self.infos, *self.overlay})

    def changes(self, table: str) -> Mapping[int, Doc | None]:
        """The documents of a table that stand in place of those in its file."""
        return self.overlay.get(table, _NOTHING)

    def _grouped(self, table: str) -> Mapping[str, set[int]]:
        """The ids of changed documents by group, and perhaps of some that left it since."""
        known = self._groups.get(table)
        if known is None:
            known = self._groups[table] = {}
            for doc_id, doc in self.changes(table).items():
                if doc is not None:
                    known.setdefault(doc.group, set()).add(doc_id)
        return known

    def _path(self, info: TableInfo) -> str:
        return f"{self.root}/{info.file}"

    def index(self, table: str) -> Mapping[str, Span]:
        """The groups in the file of a table."""
        info = self.infos.get(table)
        if info is None:
            return {}
        trailer = self._trailers.get(info.file)
        if trailer is None:
            raw = files.read_at(self._path(info), info.trailer, info.size - info.trailer)
            trailer = self._trailers[info.file] = tablefile.parse_trailer(raw, info, table)
        return trailer.index

    def groups(self, table: str) -> list[str]:
        """The groups of a table, sorted; one whose documents were all removed since may be among
        them.
        """
        index = self.index(table)
        more = {doc.group for doc in self.changes(table).values() if doc is not None}
        return sorted(more.union(index)) if more else list(index)

    def read_group(
        self, table: str, group: str, decoder: "msgspec.json.Decoder[dict[str, T]]"
    ) -> dict[str, T]:
        """The documents of one group, by id: a seek, a checksum, one decode.

        Raises:
            StoreCorrupt: if they do not match their checksum, or are not what the decoder wants.
        """
        span = self.index(table).get(group)
        found: dict[str, T] = {}
        if span is not None:
            content = files.read_at(self._path(self.infos[table]), span.offset, span.length)
            tablefile.check_group(content, span, table, group)
            found = self._decode(table, content, decoder)
        if changes := self.changes(table):
            self._overlay(found, table, changes, group, decoder)
        return found

    def read_groups(
        self, table: str, groups: Collection[str], decoder: "msgspec.json.Decoder[dict[str, T]]"
    ) -> dict[str, T]:
        """The documents of some groups, by id, and if they are many perhaps those of others."""
        if len(groups) > _FEW:
            return self.read_table(table, decoder)
        found: dict[str, T] = {}
        for group in groups:
            found |= self.read_group(table, group, decoder)
        return found

    def read_table(self, table: str, decoder: "msgspec.json.Decoder[dict[str, T]]") -> dict[str, T]:
        """All documents of a table, by id.

        Raises:
            StoreCorrupt: as for :meth:`read_group`.
        """
        found: dict[str, T] = {}
        info = self.infos.get(table)
        if info is not None:
            data = self.raw(table)
            found = self._decode(table, data[data.find(b"\n") : info.trailer], decoder)
        if changes := self.changes(table):
            self._overlay(found, table, changes, None, decoder)
        return found

    def raw(self, table: str) -> bytes:
        """The file of a table, checked; b"" if there is none."""
        info = self.infos.get(table)
        if info is None:
            return b""
        data = files.read(self._path(info))
        if len(data) != info.size:
            raise StoreCorrupt(f"table {table}: {info.file} has not the size it had")
        view = memoryview(data)
        for group, span in self.index(table).items():
            content = view[span.offset : span.offset + span.length]
            tablefile.check_group(content, span, table, group)
        return data

    def lines(self, table: str) -> dict[int, bytes]:
        """All documents of a table by id, encoded."""
        info = self.infos.get(table)
        found = {} if info is None else tablefile.lines(self.raw(table), info)
        for doc_id, doc in self.changes(table).items():
            if doc is None:
                found.pop(doc_id, None)
            else:
                found[doc_id] = doc.data
        return found

    def count(self, table: str) -> int:
        """How many documents a table has."""
        info = self.infos.get(table)
        changes = self.changes(table)
        total = sum(doc is not None for doc in changes.values())
        if info is None:
            return total
        old = [doc_id for doc_id in changes if doc_id < info.next]
        if not old or not info.docs:
            return total + info.docs
        data = files.read(self._path(info))
        return total + info.docs - len(tablefile.locate(data, old, info.trailer))

    def find(self, table: str, doc_id: int) -> bytes | None:
        """One document, encoded, or None."""
        changes = self.changes(table)
        if doc_id in changes:
            doc = changes[doc_id]
            return None if doc is None else doc.data
        info = self.infos.get(table)
        if info is None or doc_id >= info.next or not info.docs:
            return None
        data = files.read(self._path(info))
        start = tablefile.locate(data, [doc_id], info.trailer).get(doc_id)
        if start is None:
            return None
        for group, span in self.index(table).items():
            if span.offset <= start < span.offset + span.length:
                content = data[span.offset : span.offset + span.length]
                tablefile.check_group(content, span, table, group)
        return tablefile.line_at(data, start)

    def next_id(self, table: str) -> int:
        """The id that a new document of the table gets."""
        info = self.infos.get(table)
        return max(1 if info is None else info.next, 1, *(i + 1 for i in self.changes(table)))

    def _decode(
        self, table: str, content: bytes, decoder: "msgspec.json.Decoder[dict[str, T]]"
    ) -> dict[str, T]:
        try:
            with no_gc(len(content)):
                return decoder.decode(b"{%s}" % content)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise StoreCorrupt(f"table {table}: a document can't be read: {error}") from error

    def _overlay(
        self,
        found: dict[str, T],
        table: str,
        changes: Mapping[int, Doc | None],
        group: str | None,
        decoder: "msgspec.json.Decoder[dict[str, T]]",
    ) -> None:
        """Put changed documents in place: of one group, or (None) of all."""
        for key in [key for key in found if int(key) in changes]:
            del found[key]
        own = changes if group is None else self._grouped(table).get(group, ())
        put: list[bytes] = []
        for doc_id in own:
            doc = changes.get(doc_id)
            if doc is not None and (group is None or doc.group == group):
                put.append(b'"%d":%s' % (doc_id, doc.data))
        if put:
            found.update(self._decode(table, b",".join(put), decoder))


class Snapshot(View):
    """One state of the store that was committed; it never changes."""

    def __init__(
        self, root: str, manifest: Manifest, journal: Journal, trailers: dict[str, Trailer]
    ) -> None:
        super().__init__(root, manifest.tables, journal.overlay, trailers)
        self.manifest = manifest
        self.journal = journal

    @property
    def version(self) -> tuple[int, int]:
        """Changes with every commit: the generation, and the end of its journal."""
        return self.manifest.generation, self.journal.end

    @property
    def data_version(self) -> tuple[int, int]:
        """As ``version``, but stays the same when a small write touches the user's tables only."""
        return self.manifest.generation, self.journal.data


class Transaction(View):
    """A snapshot with changes of its own, which a commit makes those of the store."""

    def __init__(self, base: Snapshot) -> None:
        super().__init__(base.root, dict(base.infos), dict(base.overlay), base._trailers)
        self.base = base
        self.own: Overlay = {}
        self._next: dict[str, int] = {}
        self.adopted: dict[str, str] = {}
        """Tables whose files were written for this change already, and those files."""
        self.structural = False
        """True if a table came or went, which only a new generation can say."""

    def _writable(self, table: str) -> dict[int, Doc | None]:
        if table not in self.own:
            self.own[table] = {}
            self.overlay[table] = dict(self.overlay.get(table, _NOTHING))
        return self.overlay[table]

    def next_id(self, table: str) -> int:
        """The id that a new document of the table gets."""
        if table not in self._next:
            self._next[table] = super().next_id(table)
        return self._next[table]

    def put(self, table: str, doc_id: int, doc: Doc) -> None:
        """Store a document under an id."""
        self._next[table] = max(self.next_id(table), doc_id + 1)
        self._writable(table)[doc_id] = doc
        self.own[table][doc_id] = doc
        if table in self._groups:
            self._groups[table].setdefault(doc.group, set()).add(doc_id)

    def remove(self, table: str, doc_id: int) -> None:
        """Remove a document that is there."""
        self._writable(table)[doc_id] = None
        self.own[table][doc_id] = None

    def clear(self, table: str) -> None:
        """Make a table that has no documents, or take them all from it; ids start at 1 again."""
        self.drop(table)
        self._writable(table)

    def adopt(self, table: str, info: TableInfo) -> None:
        """Make a file that lies in the folder already, under a name of its own, the table."""
        self.drop(table)
        self.infos[table] = info
        self.adopted[table] = info.file

    def drop(self, table: str) -> None:
        """Remove a table."""
        self.structural = True
        self.infos.pop(table, None)
        self.overlay.pop(table, None)
        self.own.pop(table, None)
        self._next.pop(table, None)
        self._groups.pop(table, None)

    def replace(self, table: str, docs: Mapping[int, Doc]) -> None:
        """Make these the only documents of a table."""
        self.clear(table)
        for doc_id, doc in docs.items():
            self.put(table, doc_id, doc)
