"""``relations doctor``: is every byte of the store as it was written, and what can be put back."""

from pathlib import Path
from typing import Literal

import msgspec

from relations_tui.errors import BundleError, StoreCorrupt, StoreError
from relations_tui.store import files, manifest, recovery, salvage
from relations_tui.store.checks import Checker
from relations_tui.store.folder import Folder
from relations_tui.store.manifest import Manifest
from relations_tui.store.view import Snapshot

State = Literal["whole", "damaged", "repaired", "beyond repair"]
EXIT: dict[State, int] = {"whole": 0, "damaged": 1, "repaired": 0, "beyond repair": 5}
MOST = 5
"""Findings per table that are told: one slip of a program repeats in every document."""


class Finding(msgspec.Struct, frozen=True):
    """One thing that is wrong."""

    file: str
    what: str
    table: str = ""
    """The table concerned; "" for a manifest or the journal."""


class Report(msgspec.Struct, frozen=True):
    """What an examination found, or a repair did."""

    path: str
    state: State
    generation: int
    tables: int
    documents: int
    findings: tuple[Finding, ...] = ()
    done: tuple[str, ...] = ()
    """What a repair did, a sentence each."""

    @property
    def exit_code(self) -> int:
        """0 whole or repaired, 1 damaged, 5 beyond repair."""
        return EXIT[self.state]

    def lines(self) -> list[str]:
        """The report for people."""
        size = f"generation {self.generation}, {self.tables} tables, {self.documents:,} documents"
        wrong = [f"  {finding.file}: {finding.what}" for finding in self.findings]
        return [f"{self.path}: {self.state} ({size})", *wrong, *(f"  {text}" for text in self.done)]


def examine(path: str | Path) -> Report:
    """Look at every byte of the store and change nothing.

    Raises:
        StoreTooNew: if a newer version of relations wrote it.
        StoreError: if there is no store.
    """
    root = Path(path)
    if recovery.is_new(root):
        raise StoreError(f"there is no store in {root}: relations makes one when it first starts")
    known, bad = recovery.candidates(root)
    findings = [Finding(name, "damaged: not a whole manifest") for name in bad]
    if not recovery.read_manifest(root) and manifest.NAME not in bad:
        findings.append(Finding(manifest.NAME, "missing"))
    if not known:
        findings.append(Finding(manifest.NAME, "no manifest can be read, nor any kept copy"))
        return Report(str(root), "damaged", 0, 0, 0, tuple(findings))
    current = known[0]
    small = recovery.read_journal(root, current)
    if small.bad:
        lines = ", ".join(map(str, small.bad))
        what = f"damaged or missing: line {lines}" if any(small.bad) else "missing"
        findings.append(Finding(current.journal, what))
    view = Snapshot(str(root), current, small, {})
    documents = 0
    broken = recovery.damage(root, current)
    checker = Checker(view)
    for name in view.tables():
        file = current.tables[name].file if name in current.tables else current.journal
        if name in broken:
            findings.append(Finding(file, broken[name], name))
            continue
        documents += view.count(name)
        findings += [Finding(file, what, name) for what in checker.table(name)[:MOST]]
    for old in known[1:]:
        for name, what in recovery.damage(root, old).items():
            if current.tables.get(name) != old.tables[name]:
                findings.append(
                    Finding(old.tables[name].file, f"backup {old.generation}: {what}", name)
                )
    state: State = "damaged" if findings else "whole"
    tables = len(view.tables())
    return Report(str(root), state, current.generation, tables, documents, tuple(findings))


def repair(path: str | Path, bundle: Path | None = None) -> Report:
    """Put back what can be: the newest whole generation if there is one, else the good tables of
    the newest, the rest from the bundle. Damaged files are kept in ``aside/``.

    Raises:
        StoreTooNew, StoreReadOnly, StoreLocked, StoreFull: nothing was changed.
    """
    root = Path(path)
    before = examine(root)
    if before.state == "whole":
        return before
    done: list[str] = []
    try:
        folder = Folder(root)  # this falls back by itself if sizes tell
        if recovery.damage(root, folder.snapshot.manifest):
            folder.recover(StoreCorrupt("a damaged file was found by the doctor"))
        done += folder.notices
        folder.check_writable()
    except StoreCorrupt as error:
        done.append(str(error).partition(";")[0])
        try:
            done += salvage.rebuild(root, bundle)
        except (StoreCorrupt, BundleError) as worse:
            done.append(str(worse))
            return msgspec.structs.replace(before, state="beyond repair", done=tuple(done))
    done += _clear_backups(root)
    after = examine(root)
    if after.state != "whole":
        bad = sorted({f.table for f in after.findings if f.table})
        done += salvage.replace(root, bad, bundle, _is_good)
        after = examine(root)
    state: State = "repaired" if after.state == "whole" else "beyond repair"
    return msgspec.structs.replace(after, state=state, done=tuple(done))


def _is_good(view: Snapshot, table: str) -> bool:
    return not Checker(view).table(table)


def _clear_backups(root: Path) -> list[str]:
    """Set aside kept generations that are no use any more: none must pass for a backup."""
    known, bad = recovery.candidates(root)
    names: list[str] = [name for name in bad if name != manifest.NAME]
    good: list[Manifest] = known[:1]
    for old in known[1:]:
        if broken := recovery.damage(root, old):
            names.append(manifest.kept_name(old.generation))
            used = {info.file for one in good for info in one.tables.values()}
            names += [f for t in broken if (f := old.tables[t].file) not in used]
        else:
            good.append(old)
    with files.disk_errors(root):
        moved = files.set_aside(root, dict.fromkeys(names))
    return [f"set aside {name}, which was damaged" for name in moved]
