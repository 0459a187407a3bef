"""Putting a store together again when no generation is whole, table by table."""

import re
from collections.abc import Callable
from pathlib import Path

import msgspec

from relations_tui.errors import BundleError, StoreCorrupt
from relations_tui.store import checks, files, journal, manifest, publish, recovery, tablefile
from relations_tui.store.document import Doc, encode, group_of
from relations_tui.store.folder import PATIENCE, Folder
from relations_tui.store.journal import USER, Journal, Overlay
from relations_tui.store.lock import locked
from relations_tui.store.tablefile import TableInfo
from relations_tui.store.view import Snapshot, Transaction

_FILE = re.compile(r"(?!manifest\.)(.+)\.(\d+)\.json")
_NAME = re.compile(rb'\{"table":(".*?"),"schema":')
_LINE = re.compile(rb'^"(-?\d+)":(\{.*\}),?$', re.MULTILINE)


def rebuild(root: Path, bundle: Path | None) -> list[str]:
    """A new generation from the newest good file of each table, what documents of the user's
    damaged tables are legible, and the bundle for the rest; returns what was done.

    Raises:
        BundleError: if the bundle is damaged.
        StoreCorrupt: if a table is lost that the bundle does not have either.
    """
    with locked(root, PATIENCE), files.disk_errors(root):
        good, bad = _table_files(root)
        done: list[str] = []
        overlay: Overlay = {}
        since = {name: _generation(info.file) for name, info in good.items()}
        for name, names in bad.items():
            if name.startswith(USER) and name not in good:
                overlay[name] = _legible(root / names[0])
                since[name] = _generation(names[0])
                done.append(f"kept {len(overlay[name])} legible documents of {name}")
        _add_journals(root, since, overlay)
        supplied = _bundled(bundle, done)
        lost = [n for n in bad if not {n} & {*good, *overlay, *supplied}]
        if lost:
            raise StoreCorrupt(f"lost and not in the bundled data: {', '.join(lost)}")
        last = max([*recovery.generations(root), *_numbers(root)], default=0) + 1
        for name in [n for n in supplied if n not in good]:
            good[name] = _put_bundled(root, name, supplied[name], last)
            done.append(f"put back {name} from the bundled data")
        aside = [name for names in bad.values() for name in names]
        aside += recovery.candidates(root)[1]
        done += [f"set aside {name}" for name in files.set_aside(root, dict.fromkeys(aside))]
        base = Snapshot(
            str(root),
            msgspec.structs.replace(manifest.empty(), tables=good),
            Journal(overlay, 0, ()),
            {},
        )
        publish.publish(root, Transaction(base), last)
    return done


def _numbers(root: Path) -> list[int]:
    found = (_FILE.fullmatch(entry.name) for entry in root.iterdir())
    return [int(match[2]) for match in found if match]


def _table_files(root: Path) -> tuple[dict[str, TableInfo], dict[str, list[str]]]:
    """The newest good file of each table, and all bad ones, newest first.

    Taken from the files themselves: they say whose they are, and no manifest may be left.
    """
    expected: dict[str, tuple[str, TableInfo]] = {}
    for current in recovery.candidates(root)[0]:
        for name, info in current.tables.items():
            expected.setdefault(info.file, (name, info))
    found = [(int(m[2]), m[0]) for e in root.iterdir() if (m := _FILE.fullmatch(e.name))]
    good: dict[str, TableInfo] = {}
    bad: dict[str, list[str]] = {}
    for _, file in sorted(found, reverse=True):
        data = files.read(root / file)
        head = _NAME.match(data)
        name = expected[file][0] if file in expected else (_table_name(head) or "")
        if not name:
            bad.setdefault(file, []).append(file)
            continue
        try:
            info = msgspec.structs.replace(tablefile.inspect(name, data), file=file)
            if file in expected and expected[file][1] != info:
                raise StoreCorrupt(f"{file} is not the file that the manifest names")
            good.setdefault(name, info)
        except StoreCorrupt:
            bad.setdefault(name, []).append(file)
    for file, (name, _) in expected.items():
        if not (root / file).exists():
            bad.setdefault(name, [])
            bad[name].append(file)
    return good, bad


def _table_name(head: "re.Match[bytes] | None") -> str | None:
    try:
        return None if head is None else str(msgspec.json.decode(head[1], type=str))
    except msgspec.DecodeError:
        return None


def _generation(file: str) -> int:
    match = _FILE.fullmatch(file)
    return int(match[2]) if match else 0


def _add_journals(root: Path, since: dict[str, int], overlay: Overlay) -> None:
    """Put small writes on top, oldest first: of each table those since its file was written.

    Older ones are in the file already, and may have been undone in it.
    """
    journals = [(int(path.name.split(".")[1]), path) for path in root.glob("journal.*.jsonl")]
    for generation, path in sorted(journals):
        for table, docs in journal.parse(files.read(path)).overlay.items():
            known = table in since or table.startswith(USER)
            if known and generation >= since.get(table, 0):
                overlay[table] = overlay.get(table, {}) | docs


def _legible(path: Path) -> dict[int, Doc | None]:
    """The documents of a damaged file whose lines still are JSON and fit their type."""
    found: dict[int, Doc | None] = {}
    if not path.exists():
        return found
    head = _NAME.match(data := files.read(path))
    kind = checks.kind_of(_table_name(head) or "")
    for match in _LINE.finditer(data):
        try:
            msgspec.json.decode(match[2], type=kind)
            found[int(match[1])] = Doc(group_of(match[2]), match[2])
        except (msgspec.DecodeError, UnicodeDecodeError):
            continue
    return found


def _bundled(bundle: Path | None, done: list[str]) -> dict[str, Path]:
    """The tables of the bundle; none, and a remark, if it is missing."""
    from relations_tui.store import location, seed

    try:
        return seed.tables(bundle or location.bundle_path())
    except BundleError as error:
        done.append(str(error))
        return {}


def _put_bundled(root: Path, name: str, path: Path, generation: int) -> TableInfo:
    from relations_tui.store import seed

    data, info = seed.unpack(name, path)
    file = publish.file_name(name, generation, {e.name.lower() for e in root.iterdir()})
    files.write_file(root, file, data)
    return msgspec.structs.replace(info, file=file)


def replace(
    root: Path,
    tables: list[str],
    bundle: Path | None,
    is_good: Callable[[Snapshot, str], bool],
) -> list[str]:
    """Replace tables whose files are whole but whose documents are not what they should be.

    The user's keep every document that fits; the others come from the bundle, if it has them.
    """
    done: list[str] = []
    folder = Folder(root)
    with folder.transaction() as transaction:
        supplied = _bundled(bundle, done)
        for name in tables:
            if name not in transaction.tables() or is_good(folder.snapshot, name):
                continue
            docs = _fitting(transaction, name)
            if not name.startswith(USER) and name in supplied:
                docs = _from_bundle(name, supplied[name])
                done.append(f"put back {name} from the bundled data")
            else:
                lost = transaction.count(name) - len(docs)
                done.append(f"left {lost} illegible documents of {name} out")
            transaction.replace(name, docs)
    return done


def _fitting(transaction: Transaction, name: str) -> dict[int, Doc]:
    kind = checks.kind_of(name)
    found: dict[int, Doc] = {}
    for doc_id, data in transaction.lines(name).items():
        try:
            msgspec.json.decode(data, type=kind)
            found[doc_id] = encode(data, name)
        except (msgspec.DecodeError, UnicodeDecodeError):
            continue
    return found


def _from_bundle(name: str, path: Path) -> dict[int, Doc]:
    from relations_tui.store import seed

    data, info = seed.unpack(name, path)
    return {i: encode(line, name) for i, line in tablefile.lines(data, info).items()}
