"""Stars, notes and saved views: kept as they were made, cleaned, apart from all data."""

from pathlib import Path

import pytest

from relations_tui.errors import StoreReadOnly, UsageError
from relations_tui.model.user import Note, UserState, View, target_of
from relations_tui.store import doctor
from relations_tui.store.document import encode
from relations_tui.store.open import Store, open_store
from relations_tui.store.user import NOTES, STATE, VIEW, VIEWS

NOW, LATER = "2026-11-23T10:00:00Z", "2026-11-24T10:00:00Z"


@pytest.fixture
def opened(store: Path) -> Store:
    """A small store."""
    return open_store(store)


def again(store: Store) -> Store:
    return open_store(store.path)


def test_a_note_is_written_anew_and_taken_away_by_saying_nothing(opened: Store) -> None:
    assert opened.user.set_note("IRN-AZE", "  the  corridor ", NOW) == "the corridor"
    opened.user.set_note("AZE", "elections in 2024", LATER)
    opened.user.set_note("event:e7", "is this true?", NOW)
    assert again(opened).user.notes() == (
        Note("AZE", "elections in 2024", LATER),
        Note("event:e7", "is this true?", NOW),
        Note("AZE-IRN", "the corridor", NOW),
    )
    opened.user.set_note("AZE-IRN", "the corridor, and the gas", LATER)
    opened.user.set_note("AZE", "   ", LATER)
    user = again(opened).user
    assert user.note("AZE-IRN") == "the corridor, and the gas"
    assert user.note("AZE") == ""
    assert len(user.notes()) == 2
    assert doctor.examine(opened.path).findings == ()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x1b]52;c;eA==\x07b", "a�]52;c;eA==�b"),
        ("two\nlines\tand \u202eback", "two lines and back"),
        ("lone \ud800", "lone �"),
        ("x" * 2000, "x" * 2000),
    ],
)
def test_what_is_typed_is_cleaned(opened: Store, typed: str, kept: str) -> None:
    assert opened.user.set_note("AZE", typed, NOW) == kept
    assert again(opened).user.note("AZE") == kept


def test_a_note_that_is_too_long_is_refused_whole(opened: Store) -> None:
    opened.user.set_note("AZE", "short", NOW)
    with pytest.raises(UsageError, match="at most 2,000 characters"):
        opened.user.set_note("AZE", "x" * 2001, LATER)
    assert opened.user.note("AZE") == "short"


@pytest.mark.parametrize("target", ["", "aze", "AZE-AZE", "AZE-IRN-RUS", "event:", "event:a b"])
def test_a_note_is_on_something(opened: Store, target: str) -> None:
    with pytest.raises(UsageError, match="wants a country"):
        opened.user.set_note(target, "text", NOW)


def test_a_pair_has_one_name_only() -> None:
    assert target_of("IRN-AZE") == target_of("AZE-IRN") == "AZE-IRN"


def test_a_view_is_saved_renamed_and_removed(opened: Store) -> None:
    view = View(layer="votes", at="2016", screen="events", filter="kind:visit", options={"a": "b"})
    assert opened.user.keep_view(" my  view ", View(), NOW) == "my view"
    opened.user.keep_view("my view", view, LATER)
    opened.user.keep_view("Another", View(), NOW)
    names = [(one.name, one.view, one.saved) for one in again(opened).user.views()]
    assert names == [("Another", View(), NOW), ("my view", view, LATER)]
    with pytest.raises(UsageError, match="'Another' already"):
        opened.user.rename_view("my view", "Another")
    with pytest.raises(UsageError, match="no saved view 'none'"):
        opened.user.rename_view("none", "x")
    assert opened.user.rename_view("my view", "yours") == "yours"
    assert opened.user.drop_view("Another")
    assert not opened.user.drop_view("Another")
    assert [(one.name, one.view) for one in again(opened).user.views()] == [("yours", view)]


@pytest.mark.parametrize("name", ["", " \n", "x" * 61])
def test_a_view_has_a_name_of_1_to_60_characters(opened: Store, name: str) -> None:
    with pytest.raises(UsageError, match="1 to 60"):
        opened.user.keep_view(name, View(), NOW)
    assert opened.user.views() == ()


def test_a_view_of_an_older_version_still_reads(opened: Store) -> None:
    old = {"layer": "votes", "at": "2016", "row": "RUS", "column": "TUR"}
    with opened.folder.transaction() as change:
        change.put(VIEW, 1, encode(old, VIEW))
    view = again(opened).user.load_view()
    assert view == View(layer="votes", at="2016", row="RUS", column="TUR")
    assert (view.screen, view.options) == ("matrix", {})


def test_the_tour_is_remembered(opened: Store) -> None:
    assert not opened.user.state().tour_done
    opened.user.set_state(UserState(tour_done=True))
    assert again(opened).user.state().tour_done


def test_replacing_all_writes_only_what_is_another(opened: Store) -> None:
    opened.user.toggle_star("AZE", "2026-01-01")
    opened.user.set_note("AZE", "one", NOW)
    before = sorted((p.name, p.read_bytes()) for p in opened.path.glob("journal*"))
    opened.user.replace_all(opened.user.everything())
    assert sorted((p.name, p.read_bytes()) for p in opened.path.glob("journal*")) == before


def test_a_store_that_is_read_only_keeps_nothing_and_says_so(opened: Store) -> None:
    opened.user.toggle_star("AZE", "2026-01-01")
    opened.folder.read_only = True
    with pytest.raises(StoreReadOnly, match="read-only here"):
        opened.user.set_note("AZE", "text", NOW)
    with pytest.raises(StoreReadOnly, match="read-only here"):
        opened.user.keep_view("x", View(), NOW)
    assert [star.target for star in again(opened).user.stars()] == ["AZE"]
    assert again(opened).user.notes() == ()


def test_repair_keeps_notes_and_views(opened: Store, bundle: Path) -> None:
    opened.user.set_note("AZE", "keep me", NOW)
    opened.user.keep_view("mine", View(at="2020"), NOW)
    opened.user.set_state(UserState(tour_done=True))
    with opened.folder.transaction() as change:
        change.structural = True
    for path in opened.path.glob("countries.*.json"):
        path.write_bytes(b"garbage")
    doctor.repair(opened.path, bundle=bundle)
    user = again(opened).user
    assert user.note("AZE") == "keep me"
    assert [one.view.at for one in user.views()] == ["2020"]
    assert user.state().tour_done
    assert {NOTES, VIEWS, STATE} <= set(opened.folder.view.tables())
