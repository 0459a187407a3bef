"""What the user made goes to another store and loses nothing there; no feed can bring it."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relations_tui.errors import FeedUnreadable, UsageError
from relations_tui.model.user import Note, SavedView, Star, UserFile, UserState, View
from relations_tui.refresh import user_file
from relations_tui.refresh.user_file import Taken, merge
from relations_tui.store.open import Store, open_store
from tests.refresh.world import document, event, imported, ndjson

OLD, NEW = "2026-01-01T00:00:00Z", "2026-02-02T00:00:00Z"


def made(*, text: str = "mine", at: str = OLD, view: str = "2016") -> UserFile:
    return UserFile(
        stars=(Star("AZE", "2026-01-01"), Star("AZE-IRN", "2026-01-02")),
        notes=(Note("AZE-IRN", text, at),),
        views=(SavedView("first", View(at=view), at),),
    )


def filled(store: Store) -> Store:
    store.user.replace_all(made())
    store.user.save_view(View(layer="votes"))
    store.user.set_state(UserState(tour_done=True))
    return store


def users_tables(store: Store) -> dict[str, dict[str, bytes]]:
    """All that the user's tables hold, to the byte."""
    opened = open_store(store.path)
    decoder = msgspec.json.Decoder(dict[str, msgspec.Raw])
    tables = (name for name in opened.folder.view.tables() if name.startswith("user."))

    def read(name: str) -> dict[str, bytes]:
        found = opened.folder.read(lambda view: view.read_table(name, decoder))
        return {doc_id: bytes(raw) for doc_id, raw in found.items()}

    return {name: read(name) for name in tables}


HOSTILE = [
    document(event("e1"), **{"user.stars": [{"target": "RUS", "since": "2026-01-01"}]}),
    document(event("e2"), header={"user": {"stars": [{"target": "RUS", "since": "2026"}]}}),
    ndjson(event("e3"), {"type": "star", "target": "RUS", "since": "2026-01-01"}),
    ndjson(event("e4"), {"type": "user.notes", "target": "AZE-IRN", "text": "theirs"}),
    user_file.to_json(made(text="theirs", at=NEW)).encode(),
]


@pytest.mark.parametrize("body", HOSTILE, ids=["list", "header", "star", "note", "file"])
def test_no_feed_touches_what_the_user_made(store: Store, body: bytes) -> None:
    before = users_tables(filled(store))
    assert len(before) == 5
    with suppress(FeedUnreadable):
        assert imported(store, body).new == 1
    assert users_tables(store) == before


def test_a_refresh_that_changes_much_leaves_it_to_the_byte(store: Store) -> None:
    before = users_tables(filled(store))
    many = [event(f"e{n}") for n in range(500)]
    assert imported(store, document(*many)).new == 500
    assert users_tables(store) == before
    assert open_store(store.path).user.everything() == made()


def test_everything_moves_to_another_store(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    path.write_text(user_file.to_json(filled(store).user.everything()))
    found = user_file.read(path)
    assert found == made()
    both, taken = merge(UserFile(), found)
    assert both == made()
    assert taken == Taken(stars=2, notes=1, views=1, renamed=())


def test_merging_loses_nothing() -> None:
    mine, other = made(text="I say so", view="2016"), made(text="I said so", at=NEW, view="2020")
    other = msgspec.structs.replace(other, stars=(Star("RUS", "2026-03-03"),))
    both, taken = merge(mine, other)
    assert sorted(star.target for star in both.stars) == ["AZE", "AZE-IRN", "RUS"]
    assert both.notes == (Note("AZE-IRN", "I said so | 2026-01-01: I say so", NEW),)
    assert {one.name: one.view.at for one in both.views} == {"first": "2020", "first (2)": "2016"}
    assert taken == Taken(stars=1, notes=1, views=1, renamed=("first (2)",))


notes = st.builds(
    Note,
    st.sampled_from(["AZE", "AZE-IRN", "event:e1"]),
    st.text("abc", min_size=1, max_size=4),
    st.sampled_from([OLD, NEW]),
)
views = st.builds(
    SavedView,
    st.sampled_from(["one", "two", "x" * 60]),
    st.builds(View, at=st.sampled_from(["", "2016", "2020"])),
    st.just(OLD),
)
stars = st.builds(Star, st.sampled_from(["AZE", "IRN", "AZE-IRN"]), st.just("2026-01-01"))


def files() -> st.SearchStrategy[UserFile]:
    def unique(kind: Any, by: str) -> Any:
        return st.lists(kind, unique_by=lambda one: getattr(one, by), max_size=3).map(tuple)

    return st.builds(
        UserFile,
        stars=unique(stars, "target"),
        notes=unique(notes, "target"),
        views=unique(views, "name"),
    )


@given(files(), files())
def test_merging_again_changes_nothing(mine: UserFile, other: UserFile) -> None:
    both, _ = merge(mine, other)
    again, taken = merge(both, other)
    assert again == both
    assert taken == Taken(0, 0, 0, ())
    for one in (mine, other):
        assert {star.target for star in one.stars} <= {star.target for star in both.stars}
        texts = {note.target: note.text for note in both.notes}
        assert all(note.text in texts[note.target] for note in one.notes)
        kept = [view.view for view in both.views]
        assert all(view.view in kept for view in one.views)
    assert len({view.name for view in both.views}) == len(both.views)
    assert all(len(view.name) <= 60 for view in both.views)


def test_what_comes_in_is_cleaned(tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    raw = {
        "format": "relations-user",
        "version": 1,
        "notes": [{"target": "IRN-AZE", "text": "a\x1b[31m\nb" + "c" * 5000, "changed": OLD}],
        "views": [
            {"name": "n\x07\u202e", "view": {"focus": "\x1b]0;x\x07", "options": {"a": "\x9b"}},
             "saved": OLD}
        ],
    }  # fmt: skip
    path.write_text(json.dumps(raw))
    found = user_file.read(path)
    assert found.notes[0].target == "AZE-IRN"
    assert len(found.notes[0].text) == 2000
    everything = user_file.to_json(found)
    assert not [c for c in everything if not c.isprintable() and c != "\n"]
    assert found.views[0].name == "n�"


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "not as relations user export writes it"),
        (b"[]", "not as relations user export writes it"),
        (b"\xff\xfe", "not as relations user export writes it"),
        (b"[" * 100_000, "not as relations user export writes it"),
        (b"{}", "its format is not relations-user"),
        (b'{"format":"relations-feed","version":1}', "its format is not relations-user"),
        (b'{"format":"relations-user","version":2}', "version 2 of relations-user"),
        (b'{"format":"relations-user","version":1,"stars":[{"target":"aze","since":"2026"}]}',
         r"stars\[0\]: wants a country"),
        (b'{"format":"relations-user","version":1,"stars":[{"target":"AZE","since":"now"}]}',
         r"stars\[0\]: not a date"),
        (b'{"format":"relations-user","version":1,"notes":'
         b'[{"target":"AZE","text":" ","changed":"2026-01-01"}]}', r"notes\[0\]: it says nothing"),
        (b'{"format":"relations-user","version":1,"views":[{"name":"x"}]}',
         "not as relations user export writes it"),
    ],
)  # fmt: skip
def test_a_file_that_is_off_is_refused_whole(tmp_path: Path, raw: bytes, says: str) -> None:
    path = tmp_path / "mine.json"
    path.write_bytes(raw)
    with pytest.raises(UsageError, match=says) as found:
        user_file.read(path)
    assert "\n" not in str(found.value)


def test_no_file_is_told_in_a_line(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="can't be read: No such file"):
        user_file.read(tmp_path / "none")
