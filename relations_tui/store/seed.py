"""A new store from the bundled tables: they are the store's own files, compressed."""

import lzma
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

import msgspec

from relations_tui.errors import BundleError, StoreCorrupt
from relations_tui.store import files, journal, manifest, publish, recovery, tablefile
from relations_tui.store.lock import locked
from relations_tui.store.tablefile import TableInfo

Progress = Callable[[int, int], None]
"""Told after each table: how many are done, of how many."""

SUFFIX = ".json.xz"
NEEDED = ("countries", "layers")
"""Without these there is nothing to show: a bundle that lacks them is damaged."""

REFERENCE = ("countries", "cameo")
"""What the program must know before any feed can be read."""
_PATIENCE = 120.0
"""Seconds to wait for another process that is seeding."""
_WORKERS = 8


def tables(bundle: Path) -> dict[str, Path]:
    """The tables of a bundle and their files.

    Raises:
        BundleError: if it is not a bundle.
    """
    found = {path.name.removesuffix(SUFFIX): path for path in sorted(bundle.glob(f"*{SUFFIX}"))}
    missing = [table for table in NEEDED if table not in found]
    if missing:
        raise BundleError(
            f"the bundled data in {bundle} lacks {', '.join(missing)}: install relations again"
        )
    return found


def unpack(table: str, path: Path) -> tuple[bytes, TableInfo]:
    """One table of the bundle, checked: the format has a checksum of its own.

    Raises:
        BundleError: if it is damaged.
    """
    try:
        data = lzma.decompress(path.read_bytes(), lzma.FORMAT_XZ)
        info = tablefile.inspect(table, data)
    except (OSError, EOFError, lzma.LZMAError, StoreCorrupt) as error:
        raise BundleError(
            f"the bundled table {path.name} is damaged ({error}): install relations again"
        ) from error
    return data, info


def create(
    path: Path, bundle: Path, progress: Progress | None = None, *, empty: bool = False
) -> bool:
    """Make a store from a bundle, unless there is one; False if another process made it meanwhile.

    ``empty``: only of what the program must know, without layers and events.

    A first write that is cut short leaves the file ``seeding`` and no manifest, and the next call
    starts over. Two processes at once: one makes the store, the other waits for it.

    Raises:
        BundleError: if the bundle is missing or damaged.
        StoreFull, StoreReadOnly, StoreError: if the store can't be written.
    """
    todo = tables(bundle)
    if empty:
        todo = {table: todo[table] for table in REFERENCE if table in todo}
    with locked(path, _PATIENCE):
        if not recovery.is_new(path):
            return False
        with files.disk_errors(path):
            files.write_file(path, recovery.SEEDING, b"")
            files.sync_folder(path)
            _fill(path, todo, progress)
    return True


def _fill(path: Path, todo: dict[str, Path], progress: Progress | None) -> None:
    taken: set[str] = set()
    names = {table: publish.file_name(table, 1, taken) for table in todo}

    def write(table: str) -> TableInfo:
        data, info = unpack(table, todo[table])
        files.write_file(path, names[table], data)
        return msgspec.structs.replace(info, file=names[table])

    try:
        with ThreadPoolExecutor(_WORKERS) as pool:
            jobs = {pool.submit(write, table): table for table in todo}
            infos: dict[str, TableInfo] = {}
            for done, job in enumerate(as_completed(jobs), 1):
                infos[jobs[job]] = job.result()
                if progress is not None:
                    progress(done, len(jobs))
        publish.seal(path, publish.describe(1, infos, manifest.empty()))
    except BaseException:
        if not recovery.read_manifest(path):
            made = [*names.values(), journal.name(1), manifest.kept_name(1), recovery.SEEDING]
            files.remove(path, made)
        raise
    files.sync_folder(path)
