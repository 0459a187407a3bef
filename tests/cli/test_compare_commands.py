"""``relations compare``, ``movers`` and ``before-after``."""

import csv
import io
import json

import pytest

from tests.cli.conftest import Run


def test_what_changed_between_two_dates(run: Run) -> None:
    report = json.loads(run("compare", "--from", "2019-12", "--to", "2023-01", "--json").out)
    assert (report["left"]["period"], report["right"]["period"]) == ("2019-12", "2023-01")
    assert len(report["rows"]) == 20
    assert report["only_left"] > len(report["left_pairs"]) == 20
    text = run("compare", "--from", "2019-12", "--to", "2023-01", "--limit", "3").out
    assert "change not known" in text
    rows = list(csv.DictReader(io.StringIO(
        run("compare", "--from", "2019-12", "--to", "2023-01", "--limit", "0", "--csv").out
    )))  # fmt: skip
    assert len(rows) > 5000
    first = rows[0]
    gained = float(first["right"]) - float(first["left"])
    assert float(first["difference"]) == pytest.approx(gained, abs=0.01)
    assert rows[-1]["difference"] == ""


def test_where_news_and_votes_disagree(run: Run) -> None:
    report = json.loads(run("compare", "--layers", "events", "votes", "--json").out)
    assert report["right"]["period"] == "2019"
    assert "rank correlation" in run("compare", "--layers", "events", "votes").out


def test_directions(run: Run) -> None:
    out = run("compare", "--directed", "--countries", "aze, arm, tur, irn, rus").out
    assert "Azerbaijan > Armenia" in out
    assert "+20.0  +10.0  -10.0       1       1  AZE>ARM" in out


def test_movers_with_what_made_them(run: Run) -> None:
    report = json.loads(run("movers", "--region", "europe", "--limit", "4", "--json").out)
    assert len(report["movers"]) == 4
    assert all(mover["made"]["contributions"] for mover in report["movers"])
    assert "unusual for the pair" in run("movers", "--limit", "2", "--anomalies").out
    table = csv.DictReader(io.StringIO(run("movers", "--layer", "travel", "--csv").out))
    assert len(list(table)) == 20


def test_before_and_after_in_every_layer(run: Run) -> None:
    out = run("before-after", "aze", "irn", "--at", "2013-06-14").out
    assert out.count("association, not cause") == 2
    assert "it cannot compare before and after" in out
    table = run("before-after", "aze", "irn", "--at", "2013-06-14", "--csv").out
    assert [row["p"] != "" for row in csv.DictReader(io.StringIO(table))].count(True) == 2
    found = json.loads(run("before-after", "aze", "irn", "--at", "2013", "--json").out)
    asked = [(one["layer"], one["a"]) for one in found]
    ways = [name for name, _ in asked]
    assert ways == ["events", "votes", "alignment", "conflict", "travel", "travel", "overall"]
    assert asked[4:6] == [("travel", "AZE"), ("travel", "IRN")]  # both ways, where it has ways


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["compare"], "wants one of"),
        (["compare", "--from", "2019-12", "--directed"], "wants one of"),
        (["compare", "--from", "1900"], "outside its span"),
        (["compare", "--from", "2019", "--to", "2019-12"], "two dates are wanted"),
        (["compare", "--to", "2019"], "wants one of"),
        (["compare", "--layers", "votes", "events", "--at", "1950"], "begins in 2018-01"),
        (["compare", "--from", "2019-12", "--to", "2024-08"], "a gap"),
        (["compare", "--layers", "votes", "votes"], "two layers are wanted"),
        (["compare", "--layers", "votes", "love"], "unknown layer"),
        (["compare", "--directed", "--layer", "votes"], "has no directions"),
        (["compare", "--from", "2019-12", "--limit", "-2"], "--limit wants"),
        (["movers", "--months", "0"], "one month or more"),
        (["movers", "--months", "5000"], "begins in 2018-01"),
        (["movers", "--region", "atlantis"], "no region or country 'atlantis'"),
        (["before-after", "aze", "irn", "--at", "x"], "not a date"),
        (["before-after", "aze", "irn", "--at", "2013", "--window", "0"], "one month or more"),
        (["before-after", "aze", "aze", "--at", "2013"], "a pair wants two countries"),
    ],
)
def test_bad_words_are_one_line(run: Run, words: list[str], said: str) -> None:
    result = run(*words)
    assert result.code == 2
    assert said in result.err
    assert result.err.count("\n") == 1
