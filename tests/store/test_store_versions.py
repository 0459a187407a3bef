"""Older stores are upgraded in one commit, newer ones refused untouched."""

from pathlib import Path

import msgspec
import pytest

from relations_tui.errors import StoreError, StoreFull, StoreTooNew
from relations_tui.model.country import Pair
from relations_tui.store import doctor, journal, manifest, migrate, recovery
from relations_tui.store.document import encode, group_of
from relations_tui.store.folder import Folder
from relations_tui.store.open import open_store
from relations_tui.store.source import StoreSource
from relations_tui.store.tablefile import encode_table
from relations_tui.store.view import Transaction
from tests.store import worlds


def write_v0(path: Path) -> None:
    """A store as version 0 had it: documents without ``key``, and one table for all events."""
    path.mkdir()
    found: dict[str, bytes] = worlds.tables()
    tables = {n: found[n] for n in ("countries", "layers")}
    tables["events"], _ = encode_table("events", worlds.EVENTS)
    infos = {}
    for name, data in tables.items():
        old = data.replace(b'"schema":1', b'"schema":0', 1)
        (path / f"{name}.1.json").write_bytes(old)
        from relations_tui.store.tablefile import inspect

        infos[name] = msgspec.structs.replace(inspect(name, old), file=f"{name}.1.json")
    first = manifest.Manifest(
        manifest.FORMAT, 0, 1, "2020", "2020", "0.0.1", journal.name(1), infos
    )
    (path / journal.name(1)).write_bytes(journal.first_line(1))
    for name in (manifest.kept_name(1), manifest.NAME):
        (path / name).write_bytes(manifest.to_bytes(first))


def shard_events(change: Transaction) -> None:
    """The upgrade that version 0 would need."""
    from relations_tui.model.event import Event
    from relations_tui.store.document import with_key
    from relations_tui.store.source import decoder, placed

    for event in change.read_table("events", decoder(Event)).values():
        table, key = placed(event)
        data = with_key(event, key)
        assert group_of(data) == key
        change.put(table, change.next_id(table), encode(data, table))
    change.drop("events")


def test_an_older_store_is_upgraded_and_its_old_generation_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(migrate.MIGRATIONS, 0, shard_events)
    write_v0(tmp_path / "store")
    store = open_store(tmp_path / "store")
    assert len(store.notices) == 1
    assert "schema 0 to 1" in store.notices[0]
    assert [e.id for e in store.source.pair_events(Pair("AZE", "IRN"))] == ["e1", "e5", "e3"]
    assert (store.generation[0], store.folder.snapshot.manifest.schema) == (2, 1)
    kept = manifest.from_bytes((tmp_path / "store" / manifest.kept_name(1)).read_bytes())
    assert (kept.schema, recovery.damage(tmp_path / "store", kept)) == (0, {})
    again = open_store(tmp_path / "store")
    assert (again.notices, len(again.source.all_events())) == ([], len(worlds.EVENTS))
    assert doctor.examine(tmp_path / "store").state == "whole"


def test_an_upgrade_that_fails_leaves_the_old_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(change: Transaction) -> None:
        shard_events(change)
        raise StoreFull("no space left")

    monkeypatch.setitem(migrate.MIGRATIONS, 0, fail)
    write_v0(tmp_path / "store")
    before = {p.name: p.read_bytes() for p in (tmp_path / "store").iterdir()}
    with pytest.raises(StoreFull):
        open_store(tmp_path / "store")
    (tmp_path / "store" / "lock").unlink()
    assert {p.name: p.read_bytes() for p in (tmp_path / "store").iterdir()} == before


def test_a_version_without_an_upgrade_is_refused(tmp_path: Path) -> None:
    write_v0(tmp_path / "store")
    with pytest.raises(StoreError, match="schema 0"):
        open_store(tmp_path / "store")


def make_newer(store: Path, *, readable: bool) -> None:
    current = Folder(store).snapshot.manifest
    newer = manifest.to_bytes(msgspec.structs.replace(current, schema=2))
    if not readable:
        newer = b'{"format":"relations-store","schema":2,"all":"else","is":["different"]}'
    (store / manifest.NAME).write_bytes(newer)
    (store / "lock").unlink()


@pytest.mark.parametrize("readable", [True, False])
def test_a_newer_store_is_refused_and_not_a_byte_is_touched(store: Path, readable: bool) -> None:
    make_newer(store, readable=readable)
    before = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in store.iterdir()}
    for attempt in (open_store, doctor.examine, doctor.repair):
        with pytest.raises(StoreTooNew, match="newer version"):
            attempt(store)
    assert {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in store.iterdir()} == before


def test_a_store_that_becomes_newer_while_open_is_not_written_by_us(store: Path) -> None:
    source = StoreSource(Folder(store))
    make_newer(store, readable=False)
    before = (store / manifest.NAME).read_bytes()

    def write() -> None:
        with source.folder.transaction() as change:
            change.put("t", 1, encode({}, "t"))

    with pytest.raises(StoreTooNew):
        source.refresh()
    with pytest.raises(StoreTooNew):
        write()
    assert len(source.countries()) == 4
    assert (store / manifest.NAME).read_bytes() == before
