"""TinyDB on the store's folder.

``TinyDB(path, storage=FolderStorage)`` works as with any storage, and reads and writes whole
databases as TinyDB does. :class:`Database` is the same API at the price of what it touches, safe
for several processes, with transactions.

Documents of a table come in order of their ids. Ids are not used again after a removal, except by
``truncate``, as in TinyDB.
"""

from collections.abc import (
    Callable,
    ItemsView,
    Iterable,
    Iterator,
    Mapping,
    MutableMapping,
)
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import msgspec
from tinydb import TinyDB
from tinydb.queries import QueryLike
from tinydb.storages import Storage
from tinydb.table import Document, Table

from relations_tui.errors import StoreError
from relations_tui.store.document import Doc, encode
from relations_tui.store.folder import Folder
from relations_tui.store.view import Transaction, View

_documents: "msgspec.json.Decoder[dict[str, Any]]" = msgspec.json.Decoder(dict[str, Any])
_decode = msgspec.json.Decoder().decode
_FEW = 8
"""Single documents looked up in a file before all its lines are read."""


def _read_all(view: View, table: str) -> dict[str, Any]:
    """The documents of a table in order of their ids."""
    found = view.read_table(table, _documents)
    return {key: found[key] for key in sorted(found, key=int)}


class FolderStorage(Storage):
    """A TinyDB storage in a folder: what was acknowledged stays, what was cut short never was."""

    def __init__(self, path: str | Path) -> None:
        self.folder = Folder(path)
        self._base: View | None = None

    def read(self) -> dict[str, dict[str, Any]] | None:
        """All documents of all tables; None if there are no tables."""
        self.folder.refresh()

        def everything(view: View) -> dict[str, dict[str, Any]]:
            self._base = view
            return {name: _read_all(view, name) for name in view.tables()}

        return self.folder.read(everything) or None

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Store what differs from what was read last, on top of what others wrote since.

        Raises:
            StoreError: if another process changed the same documents; nothing is written then.
        """
        with self.folder.transaction() as transaction:
            base = self._base or transaction.base
            for name in set(base.tables()) - data.keys():
                transaction.drop(name)
            for name, documents in data.items():
                self._write_table(transaction, base, name, documents)
        self._base = None

    def _write_table(
        self, transaction: Transaction, base: View, name: str, documents: Mapping[str, Any]
    ) -> None:
        if name not in transaction.tables():
            transaction.clear(name)
        old = base.lines(name)
        new = {_number(doc_id, name): encode(doc, name) for doc_id, doc in documents.items()}
        changed: dict[int, Doc | None] = dict.fromkeys(old.keys() - new.keys())
        changed |= {i: doc for i, doc in new.items() if old.get(i) != doc.data}
        if base is not transaction.base:
            for doc_id in changed:
                if transaction.base.find(name, doc_id) != old.get(doc_id):
                    raise StoreError(
                        f"another process changed document {doc_id} of {name} at the same time; "
                        "nothing was written: read again, then write"
                    )
        for doc_id, doc in changed.items():
            if doc is None:
                transaction.remove(name, doc_id)
            else:
                transaction.put(name, doc_id, doc)


def _number(doc_id: object, table: str) -> int:
    try:
        return int(str(doc_id))
    except ValueError:
        raise StoreError(f"{table}: a document id must be a number, not {doc_id!r}") from None


class _Stored(Mapping[str, Any]):
    """A table to read: one document by id without the others, all of them when iterated."""

    def __init__(self, folder: Folder, table: str) -> None:
        self._folder = folder
        self._table = table

    def __getitem__(self, key: str) -> Any:
        try:
            doc_id = int(key)
        except ValueError:
            raise KeyError(key) from None
        data = self._folder.read(lambda view: view.find(self._table, doc_id))
        if data is None:
            raise KeyError(key)
        return _decode(data)

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return self._folder.read(lambda view: view.count(self._table))

    def items(self) -> ItemsView[str, Any]:
        """All documents, decoded at once."""
        return self._all().items()

    def _all(self) -> dict[str, Any]:
        return self._folder.read(lambda view: _read_all(view, self._table))


class _Changes(MutableMapping[int, Any]):
    """A table to change: fetches the documents that are asked for and finds out what became of
    them, so that changing a few in a large table does not decode it.
    """

    def __init__(self, view: View, table: str) -> None:
        self._view = view
        self._table = table
        self._docs: dict[int, Any] = {}
        self._gone: set[int] = set()
        self._lines: dict[int, bytes] | None = None
        self._looked_up = 0
        self._loaded = False
        self.cleared = False

    def _old(self, doc_id: int) -> bytes | None:
        if self.cleared:
            return None
        if self._lines is None:
            if doc_id >= self._view.next_id(self._table):
                return None
            self._looked_up += 1
            if self._looked_up <= _FEW:
                return self._view.find(self._table, doc_id)
            self._lines = self._view.lines(self._table)
        return self._lines.get(doc_id)

    def __getitem__(self, doc_id: int) -> Any:
        if doc_id not in self._docs:
            data = None if self._loaded or doc_id in self._gone else self._old(doc_id)
            if data is None:
                raise KeyError(doc_id)
            self._docs[doc_id] = _decode(data)
        return self._docs[doc_id]

    def __contains__(self, doc_id: object) -> bool:
        if doc_id in self._docs:
            return True
        if self._loaded or doc_id in self._gone or not isinstance(doc_id, int):
            return False
        return self._old(doc_id) is not None

    def __setitem__(self, doc_id: int, document: Any) -> None:
        self._docs[doc_id] = document
        self._gone.discard(doc_id)

    def __delitem__(self, doc_id: int) -> None:
        if doc_id not in self:
            raise KeyError(doc_id)
        self._docs.pop(doc_id, None)
        self._gone.add(doc_id)

    def _load(self) -> None:
        """Who asks for all ids is about to look at all documents."""
        if self._loaded:
            return
        if not self.cleared:
            self._lines = lines = self._view.lines(self._table)
            ids = [i for i in sorted(lines) if i not in self._docs and i not in self._gone]
            self._docs |= {i: _decode(lines[i]) for i in ids}
        self._loaded = True

    def __iter__(self) -> Iterator[int]:
        self._load()
        return iter(self._docs)

    def __len__(self) -> int:
        self._load()
        return len(self._docs)

    def clear(self) -> None:
        """Remove all documents, without a look at them."""
        self._docs.clear()
        self._gone.clear()
        self._loaded = self.cleared = True

    def result(self) -> dict[int, Doc | None]:
        """The documents that are not as they were."""
        found: dict[int, Doc | None] = {}
        for doc_id, document in self._docs.items():
            doc = encode(document, self._table)
            if doc.data != self._old(doc_id):
                found[doc_id] = doc
        found |= {i: None for i in self._gone if self._old(i) is not None}
        return found


class FolderTable(Table):
    """A TinyDB table whose operations cost what they touch."""

    def __init__(
        self,
        storage: Storage,
        name: str,
        cache_size: int = Table.default_query_cache_capacity,
        persist_empty: bool = False,
    ) -> None:
        if not isinstance(storage, FolderStorage):
            raise TypeError("a FolderTable wants a FolderStorage")
        self._folder = storage.folder
        self._view: View | None = None
        self._changing: _Changes | None = None
        self._upcoming = 0
        super().__init__(storage, name, cache_size, persist_empty)

    def group(self, key: str) -> list[Document]:
        """The documents whose ``key`` member has this value, without a look at the others."""
        self._sync()
        found = self._folder.read(lambda view: view.read_group(self.name, key, _documents))
        return [Document(found[i], int(i)) for i in sorted(found, key=int)]

    def search(self, cond: QueryLike) -> list[Document]:
        """All documents that match; remembered until the table changes, here or elsewhere."""
        self._sync()
        return super().search(cond)

    def insert(self, document: Mapping[str, Any]) -> int:
        """Insert a document; returns its id."""
        with self._folder.transaction():
            self._upcoming = 0
            return super().insert(document)

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[int]:
        """Insert documents in one commit; returns their ids."""
        with self._folder.transaction():
            self._upcoming = 0
            return super().insert_multiple(documents)

    def upsert(self, document: Mapping[str, Any], cond: QueryLike | None = None) -> list[int]:
        """Update the documents that match, or insert this one, in one commit."""
        with self._folder.transaction():
            return super().upsert(document, cond)

    def _sync(self) -> None:
        """Forget remembered results if the store is in another state than when they were found."""
        self._folder.refresh()
        if self._folder.view is not self._view:
            self.clear_cache()
            self._view = self._folder.view

    def _get_next_id(self) -> int:
        doc_id = self._upcoming or self._folder.view.next_id(self.name)
        # A document with an id of its own may have come in the same call.
        while self._changing is not None and doc_id in self._changing:
            doc_id += 1
        self._upcoming = doc_id + 1
        return doc_id

    def _read_table(self) -> dict[str, Mapping[str, Any]]:
        self._folder.refresh()
        # TinyDB only reads it as a mapping; its own annotation asks for more.
        return _Stored(self._folder, self.name)  # type: ignore[return-value]

    def _update_table(self, updater: Callable[[dict[int, Mapping[str, Any]]], None]) -> None:
        with self._folder.transaction() as transaction:
            changes = self._changing = _Changes(transaction, self.name)
            try:
                updater(changes)  # type: ignore[arg-type]
                result = changes.result()
            finally:
                self._changing = None
            if changes.cleared or (not result and self.name not in transaction.tables()):
                transaction.clear(self.name)
            for doc_id, doc in result.items():
                if doc is None:
                    transaction.remove(self.name, doc_id)
                else:
                    transaction.put(self.name, doc_id, doc)
        self.clear_cache()


class Database(TinyDB):
    """TinyDB on the store's folder, with transactions."""

    default_storage_class = FolderStorage  # type: ignore[assignment] # TinyDB infers it too narrowly
    table_class = FolderTable

    @property
    def folder(self) -> Folder:
        """The folder underneath."""
        storage = self.storage
        assert isinstance(storage, FolderStorage)
        return storage.folder

    @property
    def read_only(self) -> bool:
        """True if nothing can be written here."""
        return self.folder.read_only

    @property
    def notices(self) -> list[str]:
        """What the user should know of the store's state."""
        return self.folder.notices

    def transaction(self) -> AbstractContextManager[Transaction]:
        """Operations on any tables in the block are committed together, or not at all."""
        return self.folder.transaction()

    def tables(self) -> set[str]:
        """The names of all tables."""
        self.folder.refresh()
        return set(self.folder.view.tables())

    def drop_table(self, name: str) -> None:
        """Remove a table."""
        with self.folder.transaction() as transaction:
            if name in transaction.tables():
                transaction.drop(name)
        self._tables.pop(name, None)

    def drop_tables(self) -> None:
        """Remove all tables."""
        with self.folder.transaction() as transaction:
            for name in transaction.tables():
                transaction.drop(name)
        self._tables.clear()
