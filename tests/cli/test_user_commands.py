"""Stars, notes, views and their file from the command line."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from relations_tui.model.user import View
from relations_tui.store.open import open_store
from tests.cli.conftest import Run

NOW = "2026-11-23T10:00:00Z"


@pytest.fixture
def own(run: Run, store_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Calls ``relations`` over a store that may be changed."""
    path = shutil.copytree(store_path, tmp_path / "store")
    monkeypatch.setenv("RELATIONS_STORE", str(path))
    return run


def test_starring_by_any_name(own: Run) -> None:
    assert own("stars").out.startswith("no stars; add one: relations stars AZE-IRN --add")
    done = own("stars", "iran-azerbaijan", "baku", "Guinea-Bissau", "--add")
    assert done.out.splitlines() == ["AZE-IRN: starred", "AZE: starred", "GNB: starred"]
    assert own("stars", "AZE", "--add").out == "AZE: starred already\n"
    shown = own("stars", "--at", "2023-06").out
    assert shown.splitlines()[0] == "News events, 2023-06"
    pair = next(line for line in shown.splitlines() if line.startswith("AZE-IRN"))
    assert "Azerbaijan – Iran" in pair
    assert " points" in pair
    country = next(line for line in shown.splitlines() if line.startswith("AZE "))
    assert "mean of " in country
    assert own("stars", "AZE", "--remove").out == "AZE: no longer starred\n"
    assert "AZE " not in own("stars").out


def test_a_watchlist_says_what_show_says(own: Run) -> None:
    own("stars", "AZE-IRN", "--add")
    (star,) = json.loads(own("stars", "--json", "--at", "2021-10").out)["stars"]
    shown = json.loads(own("show", "AZE", "IRN", "--json", "--at", "2021-10").out)
    for name in ("score", "change", "change_from", "evidence", "meaning"):
        assert star[name] == shown[name], name
    assert star["trend"][-1] == star["score"]
    head, row = csv.reader(io.StringIO(own("stars", "--csv", "--at", "2021-10").out))
    assert dict(zip(head, row, strict=True))["score"] == str(star["score"])


def test_a_country_stands_as_its_partners_do_on_average(own: Run) -> None:
    own("stars", "AZE", "--add")
    (star,) = json.loads(own("stars", "--json").out)["stars"]
    report = json.loads(own("country", "AZE", "--json", "--limit", "0").out)
    scores = [one["score"] for one in report["partners"]]
    assert star["partners"] == len(scores)
    assert star["score"] == pytest.approx(sum(scores) / len(scores), abs=0.006)
    assert star["evidence"] is None


def test_no_data_is_no_score(own: Run) -> None:
    own("stars", "AZE-IRN", "--add")
    (star,) = json.loads(own("stars", "--json", "--layer", "conflict").out)["stars"]
    assert star["score"] is None
    assert star["change"] is None
    assert "no armed conflict" in own("stars", "--layer", "conflict").out


def test_notes_are_written_listed_and_removed(own: Run) -> None:
    assert own("notes", "iran-azerbaijan", "--set", "the\ncorridor").out == "AZE-IRN: noted\n"
    assert own("notes", "event:e1", "--set", "who says so?").out == "event:e1: noted\n"
    assert [note["text"] for note in json.loads(own("notes", "--json").out)] == [
        "who says so?", "the corridor",
    ]  # fmt: skip
    assert "the corridor" in own("notes", "AZE-IRN").out
    assert own("notes", "AZE-IRN", "--remove").out == "AZE-IRN: note removed\n"
    assert own("notes", "AZE-IRN", "--remove").out == "AZE-IRN: there was no note\n"
    assert "the corridor" not in own("notes").out


def test_a_pair_is_shown_with_what_one_made_of_it(own: Run) -> None:
    own("stars", "AZE-IRN", "--add")
    for target, text in (("AZE-IRN", "of both"), ("IRN", "of one"), ("RUS", "of another")):
        own("notes", target, "--set", text)
    shown = own("show", "IRN", "AZE").out
    assert "starred since 2" in shown
    assert "your note on AZE-IRN: of both" in shown
    report = json.loads(own("show", "IRN", "AZE", "--json").out)
    assert {note["text"] for note in report["own_notes"]} == {"of both", "of one"}
    assert "starred since" not in own("show", "IRN", "RUS").out


def test_views_are_listed_renamed_and_removed(own: Run, tmp_path: Path) -> None:
    user = open_store(tmp_path / "store").user
    user.keep_view("corridor", View(layer="votes", at="2016", screen="pair"), NOW)
    assert own("views").out == "corridor  (pair AZE-IRN, votes 2016; saved 2026-11-23)\n"
    assert own("views", "--rename", "corridor", "north").out == "renamed: north\n"
    assert json.loads(own("views", "--json").out)[0]["name"] == "north"
    assert own("views", "--remove", "corridor").err == (
        "relations: no saved view 'corridor'; there are: 'north'\n"
    )
    assert own("views", "--remove", "north").code == 0
    assert own("views").out.startswith("no saved views")


def test_everything_moves_to_another_store(own: Run, tmp_path: Path) -> None:
    own("stars", "AZE-IRN", "RUS", "--add")
    own("notes", "RUS", "--set", "mine")
    path = tmp_path / "mine.json"
    assert own("user", "export", "-o", str(path)).code == 0
    assert own("user", "export").out == path.read_text()
    there = ("--store", str(shutil.copytree(tmp_path / "store", tmp_path / "other")))
    own("stars", "RUS", "--remove", *there)
    own("notes", "RUS", "--remove", *there)
    said = own("user", "import", str(path), "--dry-run", *there).out
    assert said == "would take in: stars 1, notes 1, views 0\n"
    assert own("notes", *there).out.startswith("no notes")
    taken = json.loads(own("user", "import", str(path), "--json", *there).out)
    assert taken == {"stars": 1, "notes": 1, "views": 0, "renamed": []}
    assert own("user", "export", *there).out == path.read_text()


def test_the_user_goes_along_with_the_data_only_if_asked(own: Run, tmp_path: Path) -> None:
    own("stars", "AZE-IRN", "--add")
    own("notes", "AZE-IRN", "--set", "mine alone")
    feed, mine = tmp_path / "feed.json", tmp_path / "mine.json"
    words = ("--countries", "AZE", "--layer", "votes")
    assert own("export", *words, "-o", str(feed)).code == 0
    assert "mine alone" not in feed.read_text()
    assert own("export", *words, "-o", str(feed), "--with-user", str(mine)).code == 0
    assert "mine alone" not in feed.read_text()
    assert "mine alone" in mine.read_text()
    own("notes", "AZE-IRN", "--remove")
    assert own("import", str(feed)).code == 0
    assert own("notes").out.startswith("no notes")
    done = own("import", str(feed), "--with-user", str(mine))
    assert "taken in: stars 0, notes 1, views 0" in done.err
    assert "mine alone" in own("notes").out


def test_a_bad_file_of_the_user_s_stops_an_import_before_it_begins(
    own: Run, tmp_path: Path
) -> None:
    feed, mine = tmp_path / "feed.json", tmp_path / "mine.json"
    own("export", "--countries", "AZE", "--layer", "votes", "-o", str(feed))
    mine.write_text("{}")
    done = own("import", str(feed), "--with-user", str(mine))
    assert done.code == 2
    assert "its format is not relations-user" in done.err
    assert done.out == ""


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("stars", "--add"), "which? name countries or pairs"),
        (("stars", "nowhere", "--add"), "unknown country 'nowhere'"),
        (("stars", "AZE-AZE", "--add"), "is AZE twice"),
        (("notes", "--set", "x"), "on what?"),
        (("notes", "event:", "--set", "x"), "wants a country"),
        (("notes", "AZE", "--set", "x" * 2001), "at most 2,000 characters"),
        (("views", "--rename", "a", "b"), "no saved view 'a'"),
        (("user", "import", "/nowhere"), "can't be read"),
    ],
)
def test_a_mistake_is_told_in_one_line(own: Run, words: tuple[str, ...], says: str) -> None:
    done = own(*words)
    assert done.code == 2
    assert says in done.err
    assert done.err.count("\n") == 1
