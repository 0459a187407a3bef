"""Typed reads, the user's own tables, seeding, and where things are."""

import lzma
import os
from array import array
from pathlib import Path

import pytest

from relations_tui.errors import BundleError, StoreCorrupt
from relations_tui.model.country import Pair
from relations_tui.model.layer import NO_DATA
from relations_tui.model.series import BalanceSeries
from relations_tui.model.user import Star, View
from relations_tui.query.source import Source
from relations_tui.store import location, seed
from relations_tui.store.document import encode
from relations_tui.store.folder import Folder
from relations_tui.store.open import Store, open_store
from relations_tui.store.storage import Database
from tests.store import worlds


@pytest.fixture
def opened(tmp_path: Path, bundle: Path) -> Store:
    return open_store(tmp_path / "new", bundle=bundle)


def ids(events: object) -> list[str]:
    assert isinstance(events, list)
    return [event.id for event in events]


def test_the_first_start_makes_the_store_and_tells_how_far_it_is(
    tmp_path: Path, bundle: Path
) -> None:
    told: list[tuple[int, int]] = []
    store = open_store(tmp_path / "new", bundle=bundle, progress=lambda *at: told.append(at))
    count = len(worlds.tables())
    assert told == [(n, count) for n in range(1, count + 1)]
    assert (store.created, store.read_only, store.notices) == (True, False, [])
    assert store.generation[0] == 1
    again = open_store(tmp_path / "new", bundle=tmp_path / "no bundle")
    assert (again.created, again.generation) == (False, store.generation)


def test_lists_are_in_order(opened: Store) -> None:
    source: Source = opened.source
    assert [c.iso3 for c in source.countries()] == list(worlds.CODES)
    assert [one.id for one in source.layers()] == ["events"]
    assert [c.code for c in source.cameo()] == ["010"]
    assert [m.id for m in source.markers()] == ["m"]
    assert [p.members for p in source.projects()] == [worlds.CODES[:3]]
    assert opened.source.meta().data_version == "test"


def test_a_frame_is_as_long_as_the_pair_index_and_ends_in_no_data(opened: Store) -> None:
    source = opened.source
    assert tuple(source.pairs("events")) == worlds.PAIRS
    frame = source.frame("events", "2024-04")
    assert frame is not None
    assert frame.scores == array("h", [12, -340, *[NO_DATA] * 5])
    full = source.frame("events", "2024-05")
    assert full is not None
    assert full.scores == array("h", [1, 2, 3, 4, 5, 1000, NO_DATA])
    assert source.frame("events", "1999-01") is None
    assert source.frame("events", "pairs") is None
    assert source.frame("nothing", "2024-05") is None


def test_series_of_one_pair(opened: Store) -> None:
    found = opened.source.series("events", "AZE-IRN")
    assert isinstance(found, BalanceSeries)
    assert found.strands["history"].coop == (10, None)
    assert opened.source.series("events", "AZE-ZZZ") is None


def test_events_by_pair_by_country_and_all(opened: Store) -> None:
    source = opened.source
    assert ids(source.pair_events(Pair("IRN", "AZE"))) == ["e1", "e5", "e3"]
    assert ids(source.pair_events(Pair("AZE", "IRN"))) == ["e1", "e5", "e3"]
    assert ids(source.pair_events(Pair("RUS", "TUR"))) == []
    assert ids(source.country_events("AZE")) == ["e1", "e2", "e5", "e3"]
    assert ids(source.country_events("RUS")) == ["e4", "e5"]
    assert ids(source.country_events("TUR")) == ["e6", "e2"]
    assert ids(source.all_events()) == ["e6", "e4", "e1", "e2", "e5", "e3"]


def test_a_refresh_shows_what_another_process_wrote(opened: Store) -> None:
    source, before = opened.source, opened.generation
    assert ids(source.pair_events(Pair("RUS", "TUR"))) == []
    other = Database(opened.path)
    event = {"key": "RUS-TUR", "id": "new", "date": "2025", "kind": "aid", "sources": ["RUS"]}
    event |= {"targets": ["TUR"], "status": "coded", "feed": "test"}
    other.table("events.RUS").insert(event)
    multi = event | {"key": "multi", "id": "three", "targets": ["TUR", "IRN"]}
    other.table("events.multi").insert(multi)
    assert ids(source.pair_events(Pair("RUS", "TUR"))) == []
    assert opened.refresh()
    assert opened.generation != before
    assert ids(source.pair_events(Pair("RUS", "TUR"))) == ["new", "three"]
    assert not opened.refresh()


def test_documents_that_are_not_what_they_should_be_are_an_error(opened: Store) -> None:
    with opened.folder.transaction() as change:
        change.put("countries", 1, encode({"iso3": 1}, "countries"))
    with pytest.raises(StoreCorrupt, match="countries"):
        opened.source.countries()


def test_stars_and_the_view_are_kept(opened: Store) -> None:
    user = opened.user
    assert user.load_view() == View()
    assert user.toggle_star("AZE", "2025-01-02")
    assert user.toggle_star("AZE-IRN", "2025-01-01")
    assert user.toggle_star("RUS", "2025-01-03")
    assert not user.toggle_star("RUS", "2025-01-04")
    user.save_view(View(layer="votes", theme="ansi"))
    user.save_view(View(layer="travel"))
    again = open_store(opened.path).user
    assert again.stars() == (Star("AZE-IRN", "2025-01-01"), Star("AZE", "2025-01-02"))
    assert again.load_view() == View(layer="travel")


def test_a_view_that_has_not_changed_is_not_written_again(opened: Store) -> None:
    opened.user.save_view(View(layer="votes"))
    before = opened.generation
    opened.user.save_view(View(layer="votes"))
    assert opened.generation == before


def test_a_view_that_cannot_be_read_is_the_default_and_is_written_over(opened: Store) -> None:
    with opened.folder.transaction() as change:
        change.put("user.view", 1, encode({"layer": 5}, "user.view"))
    assert opened.user.load_view() == View()
    opened.user.save_view(View(layer="votes"))
    assert open_store(opened.path).user.load_view() == View(layer="votes")


def test_a_missing_bundle_is_said_to_be_missing(tmp_path: Path) -> None:
    (tmp_path / "bundle").mkdir()
    with pytest.raises(BundleError, match="countries"):
        open_store(tmp_path / "new", bundle=tmp_path / "bundle")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    "content",
    [b"", b"not xz", lzma.compress(b"not a table"), lzma.compress(worlds.tables()["cameo"])],
)
def test_a_damaged_bundle_makes_no_store(tmp_path: Path, bundle: Path, content: bytes) -> None:
    path = bundle / f"events.AZE{seed.SUFFIX}"
    whole = path.read_bytes()
    path.write_bytes(content)
    with pytest.raises(BundleError, match=r"events\.AZE"):
        open_store(tmp_path / "new", bundle=bundle)
    assert [p.name for p in (tmp_path / "new").iterdir()] == ["lock"]
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BundleError):
        open_store(tmp_path / "new", bundle=bundle)
    path.write_bytes(whole)
    assert open_store(tmp_path / "new", bundle=bundle).created


def test_where_the_store_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("RELATIONS_STORE", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert location.store_path().is_relative_to(tmp_path)
    assert location.store_path().parts[-2:] == ("relations", "store")
    monkeypatch.setenv("XDG_DATA_HOME", "not/absolute")
    assert location.store_path().is_relative_to(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "xdg"))
    assert location.store_path() == tmp_path / "xdg" / "relations" / "store"
    monkeypatch.setenv("RELATIONS_STORE", "~/mine")
    assert location.store_path() == tmp_path / "mine"
    assert location.store_path("other") == Path("other")
    assert os.fspath(location.store_path("~/x")) == str(tmp_path / "x")


def test_a_store_without_the_users_tables_has_defaults(opened: Store) -> None:
    assert opened.user.stars() == ()
    assert "user.stars" not in Folder(opened.path).snapshot.tables()
