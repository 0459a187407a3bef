"""Damaged files: what is good is used, what is bad is kept aside, and the user is told."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from relations_tui.errors import StoreCorrupt
from relations_tui.model.country import Country, Pair
from relations_tui.store import manifest, recovery
from relations_tui.store.document import encode
from relations_tui.store.folder import Folder
from relations_tui.store.lock import locked
from relations_tui.store.open import open_store
from relations_tui.store.source import decoder

Damage = Callable[[Path], None]


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def garbage(path: Path) -> None:
    path.write_bytes(b"\x00" * path.stat().st_size)


def not_utf8(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] = 0xFF
    path.write_bytes(data)


def another(path: Path) -> None:
    path.write_text('{"hello": "world"}')


def missing(path: Path) -> None:
    path.unlink()


DAMAGES: list[Damage] = [truncate, empty, garbage, not_utf8, another, missing]
damaged = pytest.mark.parametrize("harm", DAMAGES, ids=lambda harm: harm.__name__)


def names(folder: Folder) -> dict[str, str]:
    found = folder.read(lambda view: view.read_table("countries", decoder(Country)))
    return {doc_id: one.name for doc_id, one in found.items()}


def notes(folder: Folder) -> list[str]:
    found = folder.read(lambda view: view.read_table("user.scraps", decoder(dict[str, str])))
    return [note["text"] for note in found.values()]


def add_note(folder: Folder, text: str) -> None:
    with folder.transaction() as change:
        doc = encode({"text": text}, "user.scraps")
        change.put("user.scraps", change.next_id("user.scraps"), doc)


@damaged
def test_a_bad_manifest_gives_way_to_its_kept_copy(store: Path, harm: Damage) -> None:
    before = Folder(store)
    add_note(before, "small")
    harm(store / manifest.NAME)
    folder = Folder(store)
    assert names(folder) == names(before)
    assert notes(folder) == ["one", "two", "small"]
    assert len(folder.notices) == 1
    assert "generation 3" in folder.notices[0]
    assert (store / "aside" / manifest.NAME).exists() == (harm is not missing)
    again = Folder(store)
    assert again.notices == []
    assert notes(again) == ["one", "two", "small"]


@damaged
def test_a_bad_table_gives_way_to_the_generation_before(store: Path, harm: Damage) -> None:
    before = Folder(store)
    assert names(before)["1"] == "two"
    add_note(before, "small")
    file = before.snapshot.infos["countries"].file
    harm(store / file)
    folder = Folder(store)
    assert names(folder)["1"] == "one"
    assert notes(folder) == ["one", "two", "small"], "what the user made is of the newest"
    assert len(folder.notices) == 1
    assert "countries" in folder.notices[0]
    assert (store / "aside" / file).exists() == (harm is not missing)
    again = Folder(store)
    assert (again.notices, names(again)["1"]) == ([], "one")
    assert recovery.damage(store, again.snapshot.manifest) == {}


@damaged
def test_a_table_that_goes_bad_while_open_gives_way_too(store: Path, harm: Damage) -> None:
    folder = Folder(store)
    harm(store / folder.snapshot.infos["countries"].file)
    assert names(folder)["1"] == "one"
    assert len(folder.notices) == 1


@damaged
def test_a_bad_journal_loses_no_more_than_its_bad_lines(store: Path, harm: Damage) -> None:
    folder = Folder(store)
    for text in ("a", "b", "c"):
        add_note(folder, text)
    path = store / folder.snapshot.manifest.journal
    harm(path)
    again = Folder(store)
    assert names(again)["1"] == "two"
    assert set(notes(again)) <= {"one", "two", "a", "b", "c"}
    assert notes(again)[:2] == ["one", "two"]
    # Cut off in the middle of a line is what a crash leaves: nothing was promised of that line.
    assert bool(again.notices) == (harm is not truncate)
    add_note(again, "after")
    assert notes(Folder(store))[-1] == "after"
    assert Folder(store).notices == []


def test_a_bad_line_in_the_journal_costs_that_line_only(store: Path) -> None:
    folder = Folder(store)
    for text in ("a", "b", "c"):
        add_note(folder, text)
    path = store / folder.snapshot.manifest.journal
    path.write_bytes(path.read_bytes().replace(b'"b"', b'"B"'))
    again = Folder(store)
    assert notes(again) == ["one", "two", "a", "c"]
    assert "1 small write" in again.notices[0]
    assert b'"B"' in (store / "aside" / path.name).read_bytes()


@pytest.mark.parametrize("cut", range(1, 12))
def test_a_torn_last_line_is_cut_off_by_the_next_writer(store: Path, cut: int) -> None:
    folder = Folder(store)
    add_note(folder, "a")
    add_note(folder, "torn" * 20)
    path = store / folder.snapshot.manifest.journal
    path.write_bytes(path.read_bytes()[:-cut])
    again = Folder(store)
    assert (notes(again), again.notices) == (["one", "two", "a"], [])
    add_note(again, "after")
    assert notes(Folder(store)) == ["one", "two", "a", "after"]
    assert Folder(store).notices == []
    assert path.stat().st_size == Folder(store).snapshot.journal.end


def test_without_a_whole_generation_the_error_names_the_doctor_and_nothing_changes(
    store: Path,
) -> None:
    for path in store.glob("events.AZE.*.json"):
        truncate(path)
    before = {p: p.read_bytes() for p in store.rglob("*") if p.is_file()}
    with pytest.raises(StoreCorrupt, match=r"events\.AZE.*doctor --repair"):
        Folder(store)
    after = {p: p.read_bytes() for p in store.rglob("*") if p.is_file() and p.name != "lock"}
    assert {p: d for p, d in before.items() if p.name != "lock"} == after


def test_a_flipped_digit_is_found_when_its_pair_is_read_and_harms_no_other(store: Path) -> None:
    path = store / Folder(store).snapshot.infos["events.AZE"].file
    path.write_bytes(path.read_bytes().replace(b'"id":"e1"', b'"id":"e9"'))
    source = open_store(store).source
    assert [e.id for e in source.pair_events(Pair("AZE", "TUR"))] == ["e2"]
    with pytest.raises(StoreCorrupt, match="AZE-IRN"):
        source.pair_events(Pair("AZE", "IRN"))


def test_all_manifests_gone_is_not_a_new_store(store: Path) -> None:
    for path in store.glob("manifest*"):
        path.unlink()
    with pytest.raises(StoreCorrupt):
        open_store(store)


@damaged
def test_what_could_not_be_mended_at_once_is_mended_before_the_next_write(
    store: Path, harm: Damage
) -> None:
    harm(store / Folder(store).snapshot.infos["countries"].file)
    with locked(store, 1):
        folder = Folder(store, patience=0.02)
        assert names(folder)["1"] == "one"
        assert len(folder.notices) == 2
    add_note(folder, "after")
    again = Folder(store)
    assert (again.notices, notes(again)) == ([], ["one", "two", "after"])
    assert names(again)["1"] == "one"


def test_files_set_aside_twice_are_both_kept(store: Path) -> None:
    for _ in range(2):
        garbage(store / manifest.NAME)
        Folder(store)
    assert len(list((store / "aside").iterdir())) == 2


def test_a_copy_of_a_store_is_a_store(store: Path, tmp_path: Path) -> None:
    shutil.copytree(store, tmp_path / "copy")
    folder = Folder(tmp_path / "copy")
    assert (notes(folder), folder.notices) == (["one", "two"], [])
