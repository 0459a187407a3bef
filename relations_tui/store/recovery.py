"""Loading the newest generation, and finding the newest good one when a file is damaged."""

import re
from pathlib import Path
from typing import NamedTuple

import msgspec

from relations_tui.errors import StoreCorrupt, StoreError
from relations_tui.store import files, journal, lock, manifest, tablefile
from relations_tui.store.journal import USER, Journal
from relations_tui.store.manifest import Manifest
from relations_tui.store.tablefile import Trailer
from relations_tui.store.view import Snapshot

SEEDING = "seeding"
"""A file that stands while the first generation is being made: no manifest was published yet."""

_KEPT = re.compile(r"manifest\.(\d+)\.json")
_OURS = re.compile(r"manifest\.json|.+\.\d+\.jsonl?")
_NO_JOURNAL = Journal({}, 0, ())
_LOST_JOURNAL = Journal({}, 0, (0,))


class Recovered(NamedTuple):
    """What could be saved from a store with a damaged file."""

    snapshot: Snapshot
    bad: tuple[str, ...]
    """Files that are damaged."""
    notice: str


def is_new(root: Path) -> bool:
    """Whether there is no store yet: no folder, an empty one, or one whose seeding was cut short.

    Raises:
        StoreError: if the path is something else, which is left alone.
    """
    try:
        names = {entry.name for entry in root.iterdir()}
    except FileNotFoundError:
        return True
    except NotADirectoryError:
        raise StoreError(f"{root} is a file, not a store; it was left alone") from None
    except OSError as error:
        raise StoreError(f"the store in {root} can't be read: {error}") from error
    if manifest.NAME in names:
        return False
    if SEEDING in names or not names - {lock.NAME, "aside"}:
        return True
    if any(_OURS.fullmatch(name) for name in names):
        return False
    raise StoreError(
        f"{root} is not a store and not empty; it was left alone: name another --store"
    )


def generations(root: Path) -> list[int]:
    """The generations that have a kept manifest, newest first."""
    found = (_KEPT.fullmatch(name) for name in (e.name for e in root.iterdir()))
    return sorted((int(match[1]) for match in found if match), reverse=True)


def read_manifest(root: Path) -> bytes:
    """The bytes of the current manifest; b"" if it is missing."""
    try:
        return (root / manifest.NAME).read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise StoreError(f"the store in {root} can't be read: {error}") from error


def read_journal(root: Path, current: Manifest) -> Journal:
    """The small writes since a generation; a journal that is missing counts as damaged."""
    if not current.journal:
        return _NO_JOURNAL
    try:
        return journal.parse(files.read(root / current.journal))
    except StoreCorrupt:
        return _LOST_JOURNAL


def load(root: Path, raw: bytes, trailers: dict[str, Trailer]) -> Snapshot:
    """The generation that a manifest names: sizes are checked now, contents as they are read.

    Raises:
        StoreTooNew: if a newer version of relations wrote it.
        StoreCorrupt: if the manifest or a file is damaged or missing.
    """
    current = manifest.from_bytes(raw)
    for name, info in current.tables.items():
        try:
            size = (root / info.file).stat().st_size
        except OSError as error:
            raise StoreCorrupt(f"table {name}: {info.file} is missing") from error
        if size != info.size:
            raise StoreCorrupt(f"table {name}: {info.file} has {size:,} bytes, not {info.size:,}")
    return Snapshot(str(root), current, read_journal(root, current), trailers)


def damage(root: Path, current: Manifest) -> dict[str, str]:
    """Every table of a generation whose file is not wholly good, and what is wrong with it."""
    found: dict[str, str] = {}
    for name, info in current.tables.items():
        try:
            tablefile.verify(name, files.read(root / info.file), info)
        except StoreCorrupt as error:
            found[name] = str(error)
    return found


def candidates(root: Path) -> tuple[list[Manifest], list[str]]:
    """The manifests that can be read, newest first, and the files of those that can't."""
    bad: list[str] = []
    found: dict[int, Manifest] = {}
    names = [manifest.NAME, *(manifest.kept_name(n) for n in generations(root))]
    for name in names:
        try:
            current = manifest.from_bytes(files.read(root / name), name)
            found.setdefault(current.generation, current)
        except StoreCorrupt:
            if (root / name).exists():
                bad.append(name)
    return [found[n] for n in sorted(found, reverse=True)], bad


def recover(root: Path, cause: StoreCorrupt) -> Recovered:
    """The newest generation in which every file is good, with the user's tables from the newest
    generation in which *they* are.

    Raises:
        StoreTooNew: if the store is not for this version to touch.
        StoreCorrupt: if no generation is whole.
    """
    known, bad = candidates(root)
    faults: list[tuple[Manifest, dict[str, str]]] = []
    for current in known:
        found = damage(root, current)
        bad += [current.tables[name].file for name in found]
        faults.append((current, found))
        if not found:
            break
    else:
        raise StoreCorrupt(
            f"{cause}, and no kept generation is whole; nothing was changed: "
            f"relations doctor --repair puts back what can be saved in {root}"
        )
    base = faults[-1][0]
    small = read_journal(root, base)
    tables, overlay = dict(base.tables), dict(small.overlay)
    # Oldest first: what is newer and good wins. Only the user's tables: they depend on no other.
    for current, found in reversed(faults[:-1]):
        for name, info in current.tables.items():
            if name.startswith(USER) and name not in found:
                tables[name] = info
                overlay.pop(name, None)
        for name, docs in read_journal(root, current).overlay.items():
            if name.startswith(USER):
                overlay[name] = overlay.get(name, {}) | docs
    rest = msgspec.structs.replace(base, tables=tables)
    snapshot = Snapshot(str(root), rest, small._replace(overlay=overlay), {})
    notice = f"{cause}; generation {base.generation} of {base.written} is in use instead"
    return Recovered(snapshot, tuple(dict.fromkeys(bad)), notice)
