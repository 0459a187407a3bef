"""Commits: one state for readers, one writer at a time, three generations kept."""

import shutil
import threading
from pathlib import Path

import msgspec
import pytest

from relations_tui.errors import StoreError, StoreLocked
from relations_tui.store import folder as folders
from relations_tui.store import journal, manifest, recovery
from relations_tui.store.document import Doc, encode
from relations_tui.store.folder import Folder
from relations_tui.store.lock import locked

ANY: "msgspec.json.Decoder[dict[str, dict[str, object]]]" = msgspec.json.Decoder(
    dict[str, dict[str, object]]
)


def doc(**members: object) -> Doc:
    return encode(members, "t")


def put(folder: Folder, number: int, **members: object) -> None:
    with folder.transaction() as change:
        change.put("t", number, doc(**members))


def read(folder: Folder) -> dict[str, dict[str, object]]:
    return folder.snapshot.read_table("t", ANY)


def names(path: Path) -> set[str]:
    return {entry.name for entry in path.iterdir()}


def test_a_missing_path_is_a_new_store_and_reading_does_not_make_it(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "deep" / "store")
    assert folder.snapshot.tables() == []
    assert not folder.refresh()
    assert not (tmp_path / "deep").exists()


def test_an_empty_folder_is_a_new_store(tmp_path: Path) -> None:
    put(Folder(tmp_path), 1, n=1)
    assert read(Folder(tmp_path)) == {"1": {"n": 1}}


def test_a_folder_with_other_things_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("mine")
    with pytest.raises(StoreError, match="left alone"):
        Folder(tmp_path)
    assert names(tmp_path) == {"thesis.doc"}


def test_a_store_that_is_removed_while_open_is_not_taken_for_a_new_one(store: Path) -> None:
    folder = Folder(store)
    shutil.rmtree(store)
    with pytest.raises(StoreError, match="was removed"):
        folder.refresh()
    with pytest.raises(StoreError, match="was removed"):
        put(folder, 1, n=1)
    assert not (store / manifest.NAME).exists()


def test_a_file_is_not_a_store(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(StoreError, match="left alone"):
        Folder(tmp_path / "file")


def test_a_small_write_goes_to_the_journal_and_a_large_one_makes_a_generation(
    tmp_path: Path,
) -> None:
    folder = Folder(tmp_path)
    put(folder, 1, n=1)
    assert folder.snapshot.version[0] == 1
    put(folder, 2, n=2)
    assert folder.snapshot.version[0] == 1
    assert len((tmp_path / "journal.1.jsonl").read_text().splitlines()) == 2
    put(folder, 3, text="x" * folders.SMALL)
    assert folder.snapshot.version[0] == 2
    assert set(read(Folder(tmp_path))) == {"1", "2", "3"}


def test_a_full_journal_is_folded_in(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    number = 0
    while folder.snapshot.version[0] < 3:
        number += 1
        put(folder, number, text="x" * 20_000)
        assert folder.snapshot.journal.end <= folders.JOURNAL
    assert len(read(Folder(tmp_path))) == number
    assert Folder(tmp_path).snapshot.version == folder.snapshot.version


def test_tables_that_did_not_change_keep_their_file(store: Path) -> None:
    before = Folder(store).snapshot.infos
    with Folder(store).transaction() as change:
        change.put("t", 1, doc(n=1))
        change.structural = True
    after = Folder(store).snapshot.infos
    assert {n: after[n] for n in before} == before


def test_three_generations_are_kept_and_nothing_else(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    put(folder, 0, n=0)
    foreign = {"budget.2024.json", "notes.txt"}
    for name in foreign:
        (tmp_path / name).write_text("not ours")
    for n in range(1, 6):
        put(folder, n, text="x" * folders.SMALL)
        (tmp_path / f"t.{n}.json.tmp").write_text("left by a crash")
    put(folder, 9, text="x" * folders.SMALL)
    kept = {f"{kind}.{g}.{end}" for g in (5, 6, 7) for kind, end in [("t", "json")]}
    kept |= {f"manifest.{g}.json" for g in (5, 6, 7)} | {f"journal.{g}.jsonl" for g in (5, 6, 7)}
    assert names(tmp_path) == kept | foreign | {manifest.NAME, "lock"}


def test_a_damaged_backup_is_set_aside_when_its_time_comes(store: Path) -> None:
    (store / manifest.kept_name(2)).write_text("damaged")
    put(Folder(store), 1, text="x" * folders.SMALL)
    assert (store / "aside" / manifest.kept_name(2)).read_text() == "damaged"


def test_an_exception_leaves_nothing_of_the_block(store: Path) -> None:
    folder = Folder(store)
    before = {entry: entry.read_bytes() for entry in store.iterdir() if entry.is_file()}

    def half() -> None:
        with folder.transaction() as change:
            change.put("t", 1, doc(n=1))
            change.drop("countries")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half()
    assert {entry: entry.read_bytes() for entry in store.iterdir() if entry.is_file()} == before
    assert "t" not in folder.snapshot.tables()
    put(folder, 1, n=2)
    assert read(folder) == {"1": {"n": 2}}


def test_a_block_reads_what_it_wrote_and_others_do_not(folder: Folder, store: Path) -> None:
    other = Folder(store)
    with folder.transaction() as change:
        change.put("t", 1, doc(n=1))
        assert change.read_table("t", ANY) == {"1": {"n": 1}}
        assert folder.view is change
        other.refresh()
        assert read(other) == {}
        seen: list[object] = []
        thread = threading.Thread(target=lambda: seen.append(folder.view))
        thread.start()
        thread.join()
        assert seen == [folder.snapshot]
    assert other.refresh()
    assert read(other) == {"1": {"n": 1}}


def test_a_writer_works_on_what_another_has_written(store: Path) -> None:
    one, two = Folder(store), Folder(store)
    for n, folder in enumerate((one, two, one, two)):
        with folder.transaction() as change:
            assert len(change.read_table("t", ANY)) == n
            change.put("t", change.next_id("t"), doc(n=n))
            change.structural = n == 1
    assert [d["n"] for d in read(two).values()] == [0, 1, 2, 3]


def test_a_reader_of_an_old_generation_moves_on_when_its_files_are_pruned(store: Path) -> None:
    reader, writer = Folder(store), Folder(store)
    put(writer, 1, text="x" * folders.SMALL)
    assert reader.refresh()
    for n in range(2, 7):
        put(writer, n, text="x" * folders.SMALL)
    assert len(reader.read(lambda view: view.read_table("t", ANY))) == 6
    assert reader.notices == []


def test_groups_and_counts_see_small_writes(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    with folder.transaction() as change:
        for n in range(1, 6):
            change.put("t", n, doc(key="ab"[n % 2], n=n))
    with folder.transaction() as change:
        change.put("t", 1, doc(key="c", n=1))
        change.remove("t", 2)
        change.put("t", 3, doc(key="b", n=33))
        change.put("t", 6, doc(key="a", n=6))
        change.put("t", 7, doc(key="a", n=7))
        change.remove("t", 7)
    assert folder.snapshot.version[0] == 1, "meant for the journal"
    fold = Folder(tmp_path)
    with fold.transaction() as change:
        change.structural = True
    for view in (folder.snapshot, Folder(tmp_path).snapshot, fold.snapshot):
        assert view.count("t") == 5
        assert view.groups("t") == ["a", "b", "c"]
        assert {k: v["n"] for k, v in view.read_group("t", "a", ANY).items()} == {"4": 4, "6": 6}
        assert {k: v["n"] for k, v in view.read_group("t", "b", ANY).items()} == {"5": 5, "3": 33}
        assert view.find("t", 2) is None
        assert view.find("t", 7) is None
        assert view.find("t", 3) == b'{"key":"b","n":33}'
        assert view.next_id("t") == 8


def test_who_waits_too_long_for_another_writer_is_told(store: Path) -> None:
    with locked(store, 1), pytest.raises(StoreLocked, match="another process"):
        put(Folder(store, patience=0.05), 1, n=1)
    put(Folder(store), 1, n=1)


def test_threads_of_one_process_write_in_turn(store: Path) -> None:
    folder = Folder(store)

    def work(start: int) -> None:
        for n in range(start, start + 25):
            put(folder, n, n=n)

    threads = [threading.Thread(target=work, args=(start,)) for start in (0, 100, 200, 300)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(read(Folder(store))) == 100


def test_a_generation_that_was_never_published_does_not_become_one_later(store: Path) -> None:
    folder = Folder(store)
    current = folder.snapshot.manifest
    # What a writer leaves that is killed between the kept copy and manifest.json.
    number = current.generation + 1
    stale = msgspec.structs.replace(current, generation=number, journal=journal.name(number))
    (store / stale.journal).write_bytes(journal.first_line(number))
    kept = store / manifest.kept_name(stale.generation)
    kept.write_bytes(manifest.to_bytes(stale))
    put(folder, 1, n=1)
    (store / manifest.NAME).unlink()
    assert read(Folder(store)) == {"1": {"n": 1}}


@pytest.mark.parametrize(
    "table",
    ["", "a/b", "..", "manifest", "journal.1", "lock", "ü" * 300, "Case", "case", "CASE", "%"],
)
def test_any_name_will_do_for_a_table(tmp_path: Path, table: str) -> None:
    folder = Folder(tmp_path / "store")
    for name in ("case", "Case", table):
        with folder.transaction() as change:
            change.put(name, 1, doc(name=name))
            change.structural = True
    again = Folder(tmp_path / "store")
    assert again.snapshot.read_table(table, ANY) == {"1": {"name": table}}
    assert set(again.snapshot.tables()) == {"case", "Case", table}
    files = [info.file.lower() for info in again.snapshot.infos.values()]
    assert len(set(files)) == len(files)
    assert names(tmp_path) == {"store"}
    assert recovery.damage(tmp_path / "store", again.snapshot.manifest) == {}
