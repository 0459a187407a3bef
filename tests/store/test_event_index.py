"""The index of all events: the same events as read one by one, whatever happens to it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from msgspec.structs import replace

from relations_tui.model.event import Event
from relations_tui.query.event_query import parse
from relations_tui.query.event_table import Cancelled, EventTable
from relations_tui.query.filters import EventFilter, latest_first
from relations_tui.query.source import Source
from relations_tui.store import doctor, event_head
from relations_tui.store.document import encode
from relations_tui.store.folder import Folder
from relations_tui.store.open import Store
from relations_tui.store.source import StoreSource, placed
from relations_tui.store.tablefile import with_key
from tests.store import worlds


def in_order(source: Source) -> list[Event]:
    return latest_first(source.all_events(), EventFilter(), None)


def listed(table: EventTable) -> list[Event]:
    return table.events(range(len(table)))


def index_of(folder: Folder) -> Path:
    return folder.root / event_head.FOLDER / event_head.NAME


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return worlds.write_store(tmp_path / "store")


class Watched:
    """A source, and what making its table told."""

    def __init__(self, folder: Folder) -> None:
        self.source = StoreSource(folder)
        self.told: list[tuple[int, int]] = []

    def table(self) -> EventTable:
        return self.source.event_table(lambda done, of: self.told.append((done, of)))

    @property
    def read(self) -> int:
        """Bytes of tables that had to be read."""
        return self.told[-1][1] - 1 if self.told else 0


def put(folder: Folder, *events: Event) -> None:
    """Store events as they are, each as a record of its own."""
    with folder.transaction() as change:
        for event in events:
            table, key = placed(event)
            data = with_key(event, key)
            change.put(table, change.next_id(table), encode(data, table))


def test_the_bundle_is_all_there_in_order(bundled: Store) -> None:
    wanted = in_order(bundled.source)
    assert len(wanted) > 60_000
    assert listed(bundled.source.event_table()) == wanted
    again = StoreSource(Folder(bundled.path))
    assert listed(again.event_table()) == wanted


def test_a_refresh_that_changes_repeats_and_withdraws(bundled: Store, tmp_path: Path) -> None:
    root = tmp_path / "store"
    shutil.copytree(bundled.path, root)
    folder = Folder(root)
    source = StoreSource(folder)
    source.event_table()
    first = in_order(source)
    new = [worlds.event(n, "AZE", "IRN", date="2025-07-01") for n in range(3)]
    several = worlds.event(9, "AZE", "IRN", "RUS", date="2025-07-02")
    repeated = [replace(event, summary="told by another feed") for event in first[:40]]
    worlds.bring(folder, [*new, several, *repeated], tmp_path, "a-feed")
    worlds.bring(folder, [replace(new[0], id="b", mentions=5)], tmp_path, "b-feed")
    assert listed(source.event_table()) == in_order(source)
    assert len(in_order(source)) == len(first) + 5
    changed = [replace(new[0], summary="changed", date="2019-01"), replace(new[1], withdrawn="no")]
    worlds.bring(folder, changed, tmp_path, "a-feed")
    withdrawn = replace(first[0], via="x", seen="0", withdrawn="taken back")
    put(folder, withdrawn, replace(new[2], via="y", seen="0001"))
    assert listed(StoreSource(Folder(root)).event_table()) == in_order(StoreSource(Folder(root)))
    assert listed(source.event_table()) == in_order(source)


def test_the_newest_are_known_before_the_table_is(folder: Folder) -> None:
    source = StoreSource(folder)
    assert source.newest_events() is None
    source.event_table()
    again = StoreSource(Folder(folder.root))
    assert again.newest_events() == (len(worlds.EVENTS), tuple(in_order(source)))
    put(folder, worlds.event(50, "AZE", "IRN", date="2025-01-01"))
    assert StoreSource(Folder(folder.root)).newest_events() is None
    index_of(folder).write_bytes(index_of(folder).read_bytes().replace(b"e1", b"e9"))
    assert again.newest_events() is None


def test_small_writes_are_seen(folder: Folder) -> None:
    source = StoreSource(folder)
    assert listed(source.event_table()) == in_order(source)
    put(folder, worlds.event(50, "AZE", "IRN", date="2025-01-01"))
    assert listed(source.event_table())[0].id == "e50"
    again = StoreSource(Folder(folder.root))
    assert listed(again.event_table()) == in_order(again)
    rows = again.event_table().select(parse("since:2025", again.event_table().vocabulary))
    assert [e.id for e in again.event_table().events(rows)] == ["e50"]


def test_only_tables_that_changed_are_read_again(folder: Folder) -> None:
    first = Watched(folder)
    first.table()
    assert first.read > 0
    second = Watched(Folder(folder.root))
    second.table()
    assert second.told == []
    put(folder, worlds.event(50, "RUS", "TUR", date="2025-01-01"))
    third = Watched(Folder(folder.root))
    assert listed(third.table()) == in_order(third.source)
    # Russia comes first of no other pair, so its table is new: no file of others is read.
    assert third.read == 0
    assert third.told


def test_a_star_is_no_reason_to_read_anything(folder: Folder) -> None:
    Watched(folder).table()
    with folder.transaction() as change:
        change.put("user.notes", change.next_id("user.notes"), worlds.encode_note("mine"))
    again = Watched(Folder(folder.root))
    again.table()
    assert again.told == []


@pytest.mark.parametrize("harm", ["flip", "cut", "empty", "foreign", "folder"])
def test_damage_is_found_and_mended(folder: Folder, harm: str) -> None:
    wanted = in_order(StoreSource(folder))
    StoreSource(folder).event_table()
    path = index_of(folder)
    good = path.read_bytes()
    if harm == "flip":
        for at in range(0, len(good), 97):
            path.write_bytes(good[:at] + bytes([good[at] ^ 4]) + good[at + 1 :])
            assert listed(StoreSource(Folder(folder.root)).event_table()) == wanted
    elif harm == "folder":
        path.unlink()
        path.mkdir()
    else:
        path.write_bytes({"cut": good[: len(good) // 2], "empty": b"", "foreign": b"x\n"}[harm])
    assert listed(StoreSource(Folder(folder.root)).event_table()) == wanted
    if harm not in ("folder", "flip"):  # a byte between two columns is nobody's
        assert path.read_bytes() == good


def test_doctor_and_new_generations_leave_it_alone(folder: Folder) -> None:
    StoreSource(folder).event_table()
    for name in "abcd":
        with folder.transaction() as change:
            change.put("countries", 1, worlds.country(name))
            change.structural = True
    assert index_of(folder).exists()
    assert doctor.examine(folder.root).state == "whole"
    shutil.rmtree(index_of(folder).parent)
    assert doctor.examine(folder.root).state == "whole"


@contextmanager
def unwritable(folder: Folder) -> Iterator[Folder]:
    """The store as one who may only read it has it; also where the tests run as root."""
    other = Folder(folder.root)
    other.read_only = True
    yield other


def test_where_nothing_can_be_written_it_is_kept_in_memory(folder: Folder) -> None:
    with unwritable(folder) as other:
        source = StoreSource(other)
        assert listed(source.event_table()) == in_order(source)
        assert not index_of(folder).parent.exists()
        assert source.event_table() is source.event_table()


def test_it_can_be_stopped_and_leaves_nothing(folder: Folder) -> None:
    def stop(_done: int, _of: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        StoreSource(folder).event_table(stop)
    assert not index_of(folder).exists()
    assert listed(StoreSource(folder).event_table()) == in_order(StoreSource(folder))


def test_what_a_crash_left_is_swept_away(folder: Folder) -> None:
    left = index_of(folder).parent / "events.idx.1.tmp"
    left.parent.mkdir()
    left.write_bytes(os.urandom(10))
    StoreSource(folder).event_table()
    assert [path.name for path in left.parent.iterdir()] == [event_head.NAME]
