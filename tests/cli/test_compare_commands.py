"""``relations compare``, ``movers`` and ``before-after``."""

import csv
import io
import json

import pytest

from tests.cli.conftest import Run


def test_what_changed_between_two_dates(run: Run) -> None:
    report = json.loads(run("compare", "--from", "2019-12", "--to", "2023-01", "--json").out)
    assert (report["before"], report["after"]) == ("2019-12", "2023-01")
    assert len(report["changed"]) == 20
    text = run("compare", "--from", "2019-12", "--to", "2023-01", "--limit", "3").out
    assert "their change is unknown" in text
    rows = list(csv.DictReader(io.StringIO(
        run("compare", "--from", "2019-12", "--to", "2023-01", "--limit", "0", "--csv").out
    )))  # fmt: skip
    assert len(rows) > 5000
    first = rows[0]
    gained = float(first["after"]) - float(first["before"])
    assert float(first["change"]) == pytest.approx(gained, abs=0.01)


def test_where_news_and_votes_disagree(run: Run) -> None:
    report = json.loads(run("compare", "--layers", "events", "votes", "--json").out)
    assert report["second_period"] == "2019"
    assert "rank correlation" in run("compare", "--layers", "events", "votes").out


def test_directions(run: Run) -> None:
    out = run("compare", "--directed", "--countries", "aze, arm, tur, irn, rus").out
    assert "Azerbaijan > Armenia" in out
    assert "+10.0 there, -10.0 back" in out


def test_movers_with_what_made_them(run: Run) -> None:
    report = json.loads(run("movers", "--region", "europe", "--limit", "4", "--json").out)
    assert len(report["made"]) == len(report["movers"]["ranked"]) == 4
    assert all(made["contributions"] for made in report["made"])
    assert "robust z-score" in run("movers", "--limit", "2", "--anomalies").out


def test_before_and_after_in_every_layer(run: Run) -> None:
    out = run("before-after", "aze", "irn", "--at", "2013-06-14").out
    assert out.count("association, not cause") == 2
    assert "it cannot compare before and after" in out
    assert len(json.loads(run("before-after", "aze", "irn", "--at", "2013", "--json").out)) == 5


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["compare"], "wants one of"),
        (["compare", "--from", "2019-12", "--directed"], "wants one of"),
        (["compare", "--from", "1900"], "outside its span"),
        (["compare", "--from", "2019-12", "--to", "2024-08"], "a gap"),
        (["compare", "--layers", "votes", "votes"], "two layers are wanted"),
        (["compare", "--layers", "votes", "love"], "unknown layer"),
        (["compare", "--directed", "--layer", "votes"], "has no directions"),
        (["compare", "--from", "2019-12", "--limit", "-2"], "--limit wants"),
        (["movers", "--months", "0"], "one month or more"),
        (["movers", "--months", "5000"], "begins in 2018-01"),
        (["movers", "--region", "atlantis"], "unknown country"),
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
