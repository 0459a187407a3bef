"""``relations projects``."""

import csv
import io
import json

import pytest

from relations_tui.report.projects import PROJECTS_HEAD, STAGE_HEAD
from tests.cli.conftest import Run


def test_all_in_short_and_one_in_full(run: Run) -> None:
    text = run("projects").out
    assert "North-South transport corridor   RUS AZE IRN   [north-south-corridor]" in text
    assert "since 2016, running; recorded B2, dossier-azerbaijan-2016" in text
    assert "Azerbaijan and Iran are the weakest link at +5.0, since 2020-10" in text
    text = run("projects", "corridor", "--at", "2023-05").out
    assert "2023-05   +7.0   +2.0  AZE-IRN  3 of 3" in text
    assert "marker: 2013-06-14" in text
    assert "Arms transfer" in text
    assert "2025" not in text.partition("on record")[0]


def test_for_programs(run: Run) -> None:
    found = json.loads(run("projects", "--json").out)
    assert [one["id"] for one in found] == ["north-south-corridor"]
    one = json.loads(run("projects", "corridor", "--layer", "votes", "--json").out)
    assert one["date"] == "2019"
    assert one["trend"][-1]["known"] == 3
    rows = list(csv.DictReader(io.StringIO(run("projects", "--csv").out)))
    assert list(rows[0]) == PROJECTS_HEAD
    rows = list(csv.DictReader(io.StringIO(run("projects", "corridor", "--csv").out)))
    assert list(rows[0]) == STAGE_HEAD
    assert len(rows) == 76


def test_no_data_is_said_and_is_an_empty_cell(run: Run) -> None:
    assert "no link can be called the weakest" in run("projects", "--layer", "conflict").out
    rows = csv.DictReader(io.StringIO(run("projects", "--layer", "conflict", "--csv").out))
    row = next(iter(rows))
    assert (row["mean"], row["weakest"], row["known"], row["pairs"]) == ("", "", "0", "3")


def test_before_it_began(run: Run) -> None:
    assert "not begun" in run("projects", "--layer", "alignment", "--at", "1995").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nowhere",), "no project 'nowhere'; there are: north-south-corridor"),
        (("--layer", "x"), "unknown layer 'x'"),
        (("--at", "2024-06"), "a gap"),
        (("--at", "1900"), "outside its span"),
    ],
)
def test_what_can_not_be_asked(run: Run, words: tuple[str, ...], said: str) -> None:
    answer = run("projects", *words)
    assert answer.code == 2
    assert said in answer.err
