"""``relations explain`` and ``relations story``: the same as on the screen, for scripts."""

import csv
import io
import json

import pytest

from tests.cli.conftest import Run


def test_the_contributions_sum_to_the_score(run: Run) -> None:
    report = json.loads(run("explain", "aze", "irn", "--json").out)
    assert report["score"] == pytest.approx(sum(p["points"] for p in report["contributions"]))
    assert report["score"] == pytest.approx(report["gains"] + report["losses"])
    sizes = [abs(p["points"]) for p in report["contributions"]]
    assert sizes == sorted(sizes, reverse=True)
    assert report["coded"] == len(report["contributions"])
    assert "three in four" in report["caution"]


@pytest.mark.parametrize("layer", ["votes", "alignment", "conflict", "travel"])
def test_every_layer_explains_itself(run: Run, layer: str) -> None:
    report = json.loads(run("explain", "isr", "irn", "--layer", layer, "--json").out)
    if report["score"] is not None:
        assert report["score"] == pytest.approx(sum(p["points"] for p in report["contributions"]))
    assert report["at_half_lives"] == []


def test_another_half_life(run: Run) -> None:
    own = json.loads(run("explain", "aze", "irn", "--json").out)
    longer = json.loads(run("explain", "aze", "irn", "--half-life", "12", "--json").out)
    assert longer["half_life"] == 12
    assert longer["score"] != own["score"]
    (at_12,) = (one for one in own["at_half_lives"] if one["months"] == 12)
    assert longer["score"] == pytest.approx(at_12["score"])
    (chosen,) = (one for one in longer["at_half_lives"] if one["chosen"])
    assert chosen["months"] == 12


def test_a_date_and_the_parts_as_csv(run: Run) -> None:
    rows = list(
        csv.DictReader(io.StringIO(run("explain", "arm", "aze", "--at", "2020-10", "--csv").out))
    )
    report = json.loads(run("explain", "arm", "aze", "--at", "2020-10", "--json").out)
    assert len(rows) == len(report["contributions"])
    assert sum(float(row["points"]) for row in rows) == pytest.approx(report["score"])
    assert all(row["date"] <= "2020-10" for row in rows)


def test_in_words(run: Run) -> None:
    out = run("explain", "aze", "irn", "--limit", "3").out
    assert "half-life 6 months" in out
    assert "others" in out
    assert out.rstrip().endswith("sum of all: the score")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["aze", "irn", "--half-life", "0"], "--half-life wants months above 0"),
        (["aze", "irn", "--half-life", "nan"], "--half-life wants months above 0"),
        (["aze", "irn", "--half-life", "-3"], "--half-life wants months above 0"),
        (["aze", "aze"], "a pair wants two countries"),
        (["aze", "atlantis"], "unknown country"),
        (["aze", "irn", "--at", "1066"], "year out of range"),
        (["aze", "irn", "--at", "2024-08"], "a gap"),
        (["aze", "irn", "--limit", "-1"], "--limit wants"),
        (["aze", "irn", "--layer", "love"], "unknown layer"),
    ],
)
def test_bad_words_are_one_line(run: Run, words: list[str], said: str) -> None:
    result = run("explain", *words)
    assert result.code == 2
    assert said in result.err
    assert result.err.count("\n") == 1


def test_the_story_names_claims_and_what_cannot_be_shown(run: Run) -> None:
    told = json.loads(run("story", "--json").out)
    assert len(told["pages"]) == 7
    rows = [row for page in told["pages"] for row in page["rows"]]
    assert {row["status"] for row in rows} >= {"stated", "claimed"}
    text = run("story").out
    assert "This is association, not cause" in text
    assert "it cannot compare before and after" in text


def test_the_whole_matrix_as_a_picture(run: Run) -> None:
    from xml.etree import ElementTree

    svg = run("matrix", "--countries", "aze, arm, irn, tur, rus", "--format", "svg").out
    root = ElementTree.fromstring(svg)
    texts = [node.text for node in root.iter("{http://www.w3.org/2000/svg}text")]
    assert {"AZE", "ARM", "IRN", "TUR", "RUS"} <= set(texts)
    assert "+5" in texts
