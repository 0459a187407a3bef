"""``relations validate-scores``."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

HEAD = "a,b,from,to,label\n"
WARS = "ARM,AZE,2020-09,2020-12,1\nRUS,UKR,2022,2023,1\nIRN,ISR,2023,2023,1\n"
FRIENDS = "CAN,USA,2020,2023,0\nDEU,FRA,2020,2023,0\nAUS,NZL,2020,2023,0\n"


@pytest.fixture
def truth(tmp_path: Path) -> Path:
    """Three wars and three friendships."""
    path = tmp_path / "truth.csv"
    path.write_text(HEAD + WARS + FRIENDS + "AZE,Atlantis,2020,2021,1\n")
    return path


def test_wars_are_told_from_friendships(run: Run, truth: Path) -> None:
    said = run("validate-scores", str(truth), "--json", "--resamples", "200")
    report = json.loads(said.out)
    fits = {fit["layer"]: fit for fit in report["layers"]}
    assert (report["hostile"], report["hostile_pairs"]) == (4, 3)
    assert fits["events"]["auc"] == {"value": 1.0, "low": None, "high": None}  # three pairs
    assert fits["overall"]["auc"]["value"] == 1.0
    assert fits["votes"]["auc"] is None or fits["votes"]["coverage"] < 1
    assert fits["overall"].get("overall_is_better") is None
    assert report["set_aside"] == [line for line in report["set_aside"] if "line 8" in line]
    assert len(report["set_aside"]) == 1
    assert "1.000  few pairs" in run("validate-scores", str(truth)).out
    assert "set aside line 8" in said.err
    parts = {one["part"]: one for one in report["without"]}
    assert set(parts) == {"events", "alignment"}
    assert sum(one["hostile"] for one in report["calibration"]) == 4


def test_where_no_other_pair_is_named_all_others_count(run: Run, truth: Path) -> None:
    truth.write_text(HEAD + WARS)
    words = ("validate-scores", str(truth), "--resamples", "100", "--from", "2022", "--to", "2022")
    out = run(*words).out
    assert "against all other pairs of sovereign states in those years" in out
    assert "1 hostile units" in out
    assert "2022 to 2022" in out
    rows = list(csv.DictReader(io.StringIO(run(*words, "--csv").out)))
    news = next(row for row in rows if row["layer"] == "events")
    assert int(news["other_units"]) > 8_000
    assert float(news["auc"]) > 0.95


@pytest.mark.parametrize(
    ("content", "words", "reason"),
    [
        (b"\xff\xfe\x00", (), "it is not UTF-8 text"),
        (b"a;b;c\n", (), "no column a, b, from, to, label"),
        ((HEAD + WARS).encode(), ("--resamples", "5"), "--resamples wants"),
        ((HEAD + WARS).encode(), ("--from", "1990", "--to", "1991"), "no hostile pair in those"),
        ((HEAD + WARS).encode(), ("--from", "soon"), "not a date"),
    ],
)
def test_what_is_wrong_is_said_in_a_line(
    run: Run, truth: Path, content: bytes, words: tuple[str, ...], reason: str
) -> None:
    truth.write_bytes(content)
    said = run("validate-scores", str(truth), *words)
    assert said.code != 0
    assert said.out == ""
    assert reason in said.err
    assert said.err.count("\n") == 1


def test_a_file_that_is_not_there(run: Run, tmp_path: Path) -> None:
    said = run("validate-scores", str(tmp_path / "none.csv"))
    assert (said.code, "can't be read" in said.err) == (1, True)
