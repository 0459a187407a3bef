"""``relations triads`` and ``relations balance``."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_the_tense_triads_of_a_country(run: Run) -> None:
    out = run("triads", "azerbaijan", "--at", "2023-06").out
    assert "Triads of Azerbaijan   News events, 2023-06" in out
    assert "census: +++ " in out
    assert "% balanced" in out
    assert "who do not get on with each other" in out
    assert "would have to turn" in out
    assert "disputed" in out
    assert "AZE-RUS  +9.5  AZE-UKR  +7.0  RUS-UKR  -9.9  rests on 1,738" in out
    assert "291 more are not listed: a pair rests on less than 200" in out
    every = run("triads", "azerbaijan", "--at", "2023-06", "--evidence", "0", "--json").out
    assert json.loads(every)["imbalanced"] == 71 + 291


def test_a_pair_and_three_countries(run: Run) -> None:
    report = json.loads(run("triads", "aze", "irn", "--at", "2023-06", "--json").out)
    assert report["of"] == ["AZE", "IRN"]
    assert {"AZE", "IRN"} <= {report["triads"][0][side] for side in "abc"}
    three = json.loads(run("triads", "aze", "irn", "isr", "--json").out)
    assert (three["signs"], three["balanced"]) == ("++-", False)
    assert len(three["time_line"]) > 70
    told = run("triads", "aze", "arm", "rus").out
    assert "++- imbalanced: Russia gets on with" in told or "balanced" in told
    assert told.count("2020-") == 12


def test_the_band_and_the_region(run: Run) -> None:
    narrow = json.loads(run("triads", "--band", "0", "--json").out)
    wide = json.loads(run("triads", "--band", "5", "--region", "asia", "--json").out)
    assert narrow["edges"] > wide["edges"]
    assert len(narrow["triads"]) == 20
    rows = list(csv.DictReader(io.StringIO(run("triads", "--limit", "7", "--csv").out)))
    assert len(rows) == 7
    assert all(row["weakest"] for row in rows)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("triads", "aze", "aze"), "must differ"),
        (("triads", "a", "b", "c", "d"), "at most three"),
        (("triads", "aze", "--band", "-1"), "neutral band"),
        (("triads", "atlantis"), "atlantis"),
        (("triads", "--evidence", "nan"), "least evidence"),
        (("triads", "--limit", "-1"), "--limit"),
        (("balance", "--region", "narnia"), "no region or country"),
        (("balance", "--from", "soon"), "not a date"),
    ],
)
def test_what_is_wrong_is_said_in_a_line(run: Run, words: tuple[str, ...], reason: str) -> None:
    said = run(*words)
    assert (said.code, said.out) == (2, "")
    assert reason in said.err
    assert said.err.count("\n") == 1


def test_balance_over_time(run: Run) -> None:
    words = ("balance", "--region", "europe", "--from", "2022-01", "--to", "2022-12")
    report = json.loads(run(*words, "--json").out)
    assert [one["period"] for one in report["periods"]][::11] == ["2022-01", "2022-12"]
    assert "Harary" in report["method"]
    rows = list(csv.DictReader(io.StringIO(run(*words, "--csv").out)))
    assert [float(row["balanced"]) for row in rows] == [
        pytest.approx(one["balanced"]) for one in report["periods"]
    ]
    out = run(*words).out
    assert "Balance of europe" in out
    assert out.count("2022-") == 12


@pytest.mark.parametrize(
    "words", [("triads", "AZE"), ("triads", "AZE", "IRN", "ISR"), ("balance", "--from", "2025-06"),
              ("blocs",), ("suppliers", "AZE")],
)  # fmt: skip
def test_the_neutral_band_is_that_of_the_settings_unless_asked_otherwise(
    run: Run, words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "config.toml"
    config.write_text("[settings]\nneutral_band = 4.5\n")
    monkeypatch.setenv("RELATIONS_CONFIG", str(config))
    assert json.loads(run(*words, "--json").out)["band"] == 4.5
    assert json.loads(run(*words, "--band", "2", "--json").out)["band"] == 2
    config.write_text("[settings]\nneutral_band = 40\n")
    wrong = run(*words)
    assert (wrong.code, wrong.err.count("\n")) == (2, 1)
    assert "neutral_band: must be 0 to 9.9 points, not 40" in wrong.err
