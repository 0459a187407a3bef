"""The store's folder: one state to read, one writer at a time, all or nothing.

A commit is one of two: a line at the end of the journal (small), or a new generation (new table
files, then the kept copy of the manifest, then ``manifest.json``, whose replacement is the commit).
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock, get_ident
from typing import TypeVar

from relations_tui.errors import StoreCorrupt, StoreError, StoreFull, StoreLocked, StoreReadOnly
from relations_tui.store import files, journal, manifest, recovery
from relations_tui.store.journal import Journal
from relations_tui.store.lock import locked
from relations_tui.store.tablefile import SCHEMA, Trailer
from relations_tui.store.view import Snapshot, Transaction, View

T = TypeVar("T")

SMALL = 64 << 10
"""A transaction of up to so many bytes goes to the journal,"""
JOURNAL = 256 << 10
"""as long as the journal stays within this: readers parse it when they open."""
PATIENCE = 10.0
"""Seconds to wait for another writer."""


class Folder:
    """A store on disk, or one that is not there yet (its first write creates it).

    Raises:
        StoreTooNew: if a newer version of relations wrote it.
        StoreCorrupt: if it is damaged and no kept generation is whole.
        StoreError: if the path is something else.
    """

    def __init__(self, path: str | Path, *, patience: float = PATIENCE) -> None:
        self.root = Path(path)
        self.notices: list[str] = []
        """What the user should know: read-only, restored from a backup, writes that were lost."""
        self._patience = patience
        self._mutex = RLock()
        self._current: Transaction | None = None
        self._locked = False
        self._owner = 0
        self._unhealed: StoreCorrupt | None = None
        self._trailers: dict[str, Trailer] = {}
        self._raw = b""
        self.snapshot = self._empty()
        new = recovery.is_new(self.root)
        self.read_only = not new and not os.access(self.root, os.W_OK)
        if not new:
            if self.read_only:
                self._note(f"the store in {self.root} is read-only here: nothing will be saved")
            self._load()
            if self.snapshot.manifest.schema < SCHEMA:
                self._upgrade()

    def _empty(self) -> Snapshot:
        return Snapshot(str(self.root), manifest.empty(), Journal({}, 0, ()), self._trailers)

    def _note(self, text: str) -> None:
        if text not in self.notices:
            self.notices.append(text)

    # Reading

    def refresh(self) -> bool:
        """Move to the newest generation; False if this was it already. Not while this thread has a
        transaction open: that has the newest, and holds the lock.
        """
        if self.view is not self.snapshot:
            return False
        before = self.snapshot.version
        raw = recovery.read_manifest(self.root)
        if raw != self._raw:
            if raw or not recovery.is_new(self.root):
                self._load()
            else:
                raise StoreCorrupt(f"the store in {self.root} was removed: start relations again")
        elif raw and self._journal_size() != self.snapshot.journal.end:
            small = recovery.read_journal(self.root, self.snapshot.manifest)
            if small.bad and not self.snapshot.journal.bad:
                self._load()
                return self.snapshot.version != before
            self.snapshot = Snapshot(str(self.root), self.snapshot.manifest, small, self._trailers)
        return self.snapshot.version != before

    def _journal_size(self) -> int:
        try:
            return (self.root / self.snapshot.manifest.journal).stat().st_size
        except OSError:
            return -1

    def _load(self) -> None:
        """Read the newest generation, or what can be had in its place."""
        while True:
            raw = recovery.read_manifest(self.root)
            try:
                if not raw:
                    raise StoreCorrupt(f"{manifest.NAME} in {self.root} is missing or empty")
                self.snapshot = recovery.load(self.root, raw, self._trailers)
            except StoreCorrupt as error:
                # While we read, another process may have replaced and pruned what we looked for.
                if recovery.read_manifest(self.root) != raw:
                    continue
                self.recover(error)
                return
            if not self.snapshot.journal.bad or recovery.read_manifest(self.root) == raw:
                break
        self._raw = raw
        named = {info.file for info in self.snapshot.infos.values()}
        for gone in set(self._trailers) - named:
            del self._trailers[gone]
        if self.snapshot.journal.bad:
            self._journal_damaged()

    def _journal_damaged(self) -> None:
        small = self.snapshot.journal
        self._note(
            f"{self.snapshot.manifest.journal} in {self.root} is damaged: {len(small.bad)} small "
            "write(s) (stars, notes) were lost, all others were kept; nothing needs to be done"
        )
        if self.read_only:
            return
        name = self.snapshot.manifest.journal
        with suppress(StoreLocked, StoreFull, StoreReadOnly), self.transaction() as fold:
            with suppress(StoreCorrupt), files.disk_errors(self.root):
                # A copy: the kept generation still names the file.
                data = files.read(self.root / name)
                (self.root / "aside").mkdir(exist_ok=True)
                files.write_file(self.root / "aside", name, data)
            fold.structural = True

    def recover(self, cause: StoreCorrupt) -> None:
        """Fall back to the newest generation that is whole, and make it the current one.

        Raises:
            StoreCorrupt: if there is none.
        """
        if self.read_only:
            self._fall_back(cause)
            return
        try:
            with self._mutex, self._lock():
                self._heal(cause)
        except (StoreLocked, StoreFull, StoreReadOnly) as error:
            self._note(str(error))
            self._fall_back(cause)
            self._unhealed = cause

    def _heal(self, cause: StoreCorrupt) -> None:
        """Publish what was recovered as a generation of its own."""
        found = self._fall_back(cause)
        if found.bad or not self._raw:
            with files.disk_errors(self.root):
                files.set_aside(self.root, found.bad)
            last = max(recovery.generations(self.root), default=0)
            healed = Transaction(self.snapshot)
            self._publish(healed, max(last, self.snapshot.manifest.generation) + 1)
        self._unhealed = None

    def _fall_back(self, cause: StoreCorrupt) -> recovery.Recovered:
        found = recovery.recover(self.root, cause)
        raw = recovery.read_manifest(self.root)
        self._raw = raw
        self._trailers = {}
        self.snapshot = found.snapshot
        if found.bad or not raw:
            kept = "" if self.read_only else f"; damaged files are kept in {self.root / 'aside'}"
            self._note(found.notice + kept)
        return found

    # Writing

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Changes that are committed together when the block ends, or not at all if it raises.

        The lock is held from the start, and what is read is the newest state. A block within a
        block is part of the outer one.

        Raises:
            StoreReadOnly: if the store can't be written here.
            StoreLocked: if another process writes for longer than we wait.
            StoreFull: if there is no space left; nothing of the block was kept.
        """
        with self._mutex:
            if self._current is not None:
                yield self._current
                return
            self.check_writable()
            with self._lock():
                self.refresh()
                if self._unhealed is not None:
                    # A write on top of a backup would not be seen by those who read the newest.
                    self._heal(self._unhealed)
                self._tidy()
                self._current = Transaction(self.snapshot)
                self._owner = get_ident()
                try:
                    yield self._current
                    self._commit(self._current)
                finally:
                    self._current = None

    @property
    def view(self) -> Snapshot | Transaction:
        """What this thread's reads should see: the open transaction, else the snapshot."""
        current = self._current
        return self.snapshot if current is None or self._owner != get_ident() else current

    def read(self, read: Callable[[View], T]) -> T:
        """What ``read`` finds; if it meets a damaged file, what it finds after a fall back.

        Raises:
            StoreCorrupt: if there is no generation to fall back to.
        """
        view = self.view
        try:
            return read(view)
        except StoreCorrupt as error:
            if isinstance(view, Transaction):
                raise
            if view is self.snapshot:  # else another thread has moved on already
                self.recover(error)
            return read(self.snapshot)

    def check_writable(self) -> None:
        """Do nothing, if the store can be written.

        Raises:
            StoreReadOnly: if not.
        """
        if self.read_only:
            raise StoreReadOnly(
                f"the store in {self.root} is read-only here; nothing was changed: "
                "use --store to name another folder"
            )

    @contextmanager
    def _lock(self) -> Iterator[None]:
        if self._locked:
            yield
            return
        with locked(self.root, self._patience):
            self._locked = True
            try:
                yield
            finally:
                self._locked = False

    def _tidy(self) -> None:
        """Forget a generation that was written but never published.

        Should ``manifest.json`` be lost later, it must not pass for the newest.
        """
        name = manifest.kept_name(self.snapshot.manifest.generation + 1)
        if self._raw and (self.root / name).exists():
            with files.disk_errors(self.root):
                files.remove(self.root, [name])
                files.sync_folder(self.root)

    def _commit(self, changed: Transaction) -> None:
        if not changed.structural and not any(changed.own.values()):
            return
        small = changed.base.journal
        if (
            changed.base.manifest.journal
            and not changed.structural
            and not small.bad
            and sum(len(d.data) for t in changed.own.values() for d in t.values() if d) <= SMALL
        ):
            line = journal.line(changed.own)
            if len(line) <= SMALL and small.end + len(line) <= JOURNAL:
                self._append(changed, line)
                return
        self._publish(changed, changed.base.manifest.generation + 1)

    def _append(self, changed: Transaction, line: bytes) -> None:
        base, end = changed.base, changed.base.journal.end
        with files.disk_errors(self.root):
            handle = os.open(f"{self.root}/{base.manifest.journal}", os.O_RDWR)
            try:
                if os.fstat(handle).st_size != end:
                    os.ftruncate(handle, end)  # a line that was cut short
                os.lseek(handle, end, os.SEEK_SET)
                try:
                    files.write_all(handle, line)
                    os.fsync(handle)
                except OSError:
                    os.ftruncate(handle, end)
                    raise
            finally:
                os.close(handle)
        end += len(line)
        data = end if journal.touches_data(changed.own) else changed.base.journal.data
        after = Journal(changed.overlay, end, (), data)
        self.snapshot = Snapshot(str(self.root), base.manifest, after, self._trailers)

    def _publish(self, changed: Transaction, generation: int) -> None:
        # Only writers of generations pay for the thread pool and what it imports.
        from relations_tui.store.publish import prune, publish

        self._raw, current = publish(self.root, changed, generation)
        small = recovery.read_journal(self.root, current)
        self.snapshot = Snapshot(str(self.root), current, small, self._trailers)
        # What is left over takes space but does no harm; the next commit tries again.
        with suppress(OSError, StoreError):
            prune(self.root, current)

    def _upgrade(self) -> None:
        if self.read_only:
            raise StoreReadOnly(
                f"the store in {self.root} is from an older version and wants an upgrade, but is "
                "read-only here; nothing was changed"
            )
        from relations_tui.store.migrate import migrate

        with self.transaction() as transaction:
            schema = transaction.base.manifest.schema
            if schema < SCHEMA:
                migrate(transaction, schema)
                self._note(f"the store was upgraded from schema {schema} to {SCHEMA}")
