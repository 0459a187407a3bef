"""Writing a generation, and removing those that are too old to keep."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote
from zlib import crc32

import msgspec

from relations_tui import __version__
from relations_tui.errors import StoreCorrupt
from relations_tui.store import files, journal, manifest, recovery, tablefile
from relations_tui.store.manifest import Manifest
from relations_tui.store.tablefile import SCHEMA, TableInfo
from relations_tui.store.view import Transaction

KEEP = 3
"""Generations kept, the current one included."""
_WORKERS = 8
_OURS = re.compile(r"(?:.+\.(\d+)\.jsonl?|manifest\.json|seeding)(\.tmp)?")


def now() -> str:
    """The time, as manifests say it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def file_name(table: str, generation: int, taken: set[str]) -> str:
    """A name for the file of a table: its own as far as every file system takes it.

    ``taken`` holds names in lower case, for file systems that do not tell case apart.
    """
    stem = quote(table, safe=" ") if table else "%"
    if stem.startswith(".") or stem.partition(".")[0] in ("manifest", "journal", "lock", "seeding"):
        stem = f"%{ord(stem[0]):02X}{stem[1:]}"
    if len(stem) > 150:
        stem = f"{stem[:140]}~{crc32(table.encode()):08x}"
    name, n = f"{stem}.{generation}.json", 1
    while name.lower() in taken:
        n += 1
        name = f"{stem}~{n}.{generation}.json"
    taken.add(name.lower())
    return name


def publish(root: Path, changed: Transaction, generation: int) -> tuple[bytes, Manifest]:
    """Write a generation and make it the current one; returns the manifest, and its bytes.

    Raises:
        StoreFull, StoreReadOnly, StoreError: the generation before still stands.
        StoreCorrupt: if a table that was to be rewritten is damaged.
    """
    old = changed.base.manifest
    todo = [t for t in changed.tables() if changed.overlay.get(t) or t not in changed.infos]
    taken = {info.file.lower() for info in changed.infos.values()}
    names = {table: file_name(table, generation, taken) for table in todo}
    written = [
        *names.values(),
        *changed.adopted.values(),
        journal.name(generation),
        manifest.kept_name(generation),
    ]

    before = recovery.read_manifest(root)

    def rewrite(table: str) -> TableInfo:
        data, info = encode(changed, table)
        files.write_file(root, names[table], data)
        return msgspec.structs.replace(info, file=names[table])

    with files.disk_errors(root):
        try:
            with ThreadPoolExecutor(_WORKERS) as pool:
                jobs = {table: pool.submit(rewrite, table) for table in todo}
            done = {table: job.result() for table, job in jobs.items()}
            new = describe(generation, changed.infos | done, old)
            raw = seal(root, new)
        except BaseException:
            # An interrupt may come after the manifest was replaced: then the files are the store's.
            if recovery.read_manifest(root) == before:
                files.remove(root, written)
            raise
        files.sync_folder(root)
    return raw, new


def describe(generation: int, infos: dict[str, TableInfo], old: Manifest) -> Manifest:
    """The manifest of a generation that follows ``old``."""
    return Manifest(
        manifest.FORMAT,
        SCHEMA,
        generation,
        old.created or now(),
        now(),
        __version__,
        journal.name(generation),
        {table: infos[table] for table in sorted(infos)},
    )


def seal(root: Path, new: Manifest) -> bytes:
    """Make a generation whose tables are written the current one; wants a sync of the folder."""
    raw = manifest.to_bytes(new)
    files.write_file(root, new.journal, journal.first_line(new.generation))
    files.write_file(root, manifest.kept_name(new.generation), raw)
    # From here on the folder is a store that can be recovered, no longer one in the making.
    files.remove(root, [recovery.SEEDING])
    files.sync_folder(root)
    files.write_file(root, manifest.NAME, raw)
    return raw


def encode(changed: Transaction, table: str) -> tuple[bytes, TableInfo]:
    """The bytes of a changed table."""
    docs = changed.overlay.get(table, {})
    info = changed.infos.get(table)
    if info is None:
        live = [(i, doc) for i, doc in docs.items() if doc is not None]
        return tablefile.encode_docs(table, live, changed.next_id(table))
    old = files.read(root := f"{changed.root}/{info.file}")
    if len(old) != info.size:
        raise StoreCorrupt(f"table {table}: {root} has {len(old):,} bytes, not {info.size:,}")
    return tablefile.splice(table, old, info, docs)


def prune(root: Path, current: Manifest) -> None:
    """Remove the generations before the last three, and what no kept generation names."""
    keep = {manifest.NAME, current.journal, *(info.file for info in current.tables.values())}
    kept = 0
    for generation in recovery.generations(root):
        if generation > current.generation or kept == KEEP:
            continue
        name = manifest.kept_name(generation)
        try:
            old = manifest.from_bytes(files.read(root / name), name)
        except StoreCorrupt:
            files.set_aside(root, [name])
            continue
        kept += 1
        keep |= {name, old.journal, *(info.file for info in old.tables.values())}
    files.remove(root, [e.name for e in root.iterdir() if _stale(e.name, keep, current)])


def _stale(name: str, keep: set[str], current: Manifest) -> bool:
    """Whether a file is one of ours that no kept generation names."""
    match = _OURS.fullmatch(name)
    if match is None or name in keep:
        return False
    generation, temporary = match.groups()
    return bool(temporary) or (generation is not None and int(generation) <= current.generation)
