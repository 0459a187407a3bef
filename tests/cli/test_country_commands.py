"""``relations country`` and ``relations map``."""

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.cli.conftest import Run


def test_the_country_as_json(run: Run) -> None:
    report = json.loads(run("country", "baku", "--limit", "0", "--json").out)
    assert (report["iso3"], report["date"]) == ("AZE", "2025-06")
    scores = [one["score"] for one in report["partners"]]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) == report["with_data"]
    partners = {one["iso3"]: one for one in report["partners"]}
    pair = json.loads(run("show", "aze", "irn", "--json").out)
    assert partners["IRN"]["score"] == pytest.approx(pair["score"], abs=0.006)
    assert partners["IRN"]["evidence"] == pytest.approx(pair["evidence"])
    assert partners["IRN"]["change"] == pytest.approx(pair["change"], abs=0.011)
    assert not set(report["no_data"]) & partners.keys()
    assert report["projects"][0]["members"] == ["RUS", "AZE", "IRN"]
    assert {"claimed", "stated"} <= {event["status"] for event in report["on_record"]}


def test_the_country_as_text(run: Run) -> None:
    out = run("country", "AZE", "--limit", "3").out
    assert "which is not a score of 0" in out
    assert "and 84 more" in out
    assert "improved most" in out
    assert "North-South" in out


def test_a_region_an_order_and_a_direction(run: Run) -> None:
    words = ("country", "aze", "--layer", "travel", "--region", "asia", "--limit", "0", "--csv")
    rows = list(csv.DictReader(io.StringIO(run(*words).out)))
    assert {row["region"] for row in rows} == {"Asia"}
    armenia = next(row for row in rows if row["iso3"] == "ARM")
    assert (armenia["score"], armenia["back"]) == ("10.0", "-10.0")
    names = run("country", "aze", "--by", "name", "--limit", "0", "--csv").out
    listed = [row["name"] for row in csv.DictReader(io.StringIO(names))]
    assert listed == sorted(listed)


def test_the_map_as_a_picture(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "map.svg"
    answer = run("map", "AZE", "--layer", "votes", "--at", "1999", "-o", str(path))
    assert answer.code == 0
    assert answer.out == ""
    root = ElementTree.fromstring(path.read_text("utf-8"))
    assert root.tag.endswith("svg")
    assert "UN votes, 1999" in path.read_text("utf-8")
    assert run("map", "AZE", "-o", "-").out.startswith("<svg")


def test_the_map_as_scores(run: Run) -> None:
    report = json.loads(run("map", "AZE", "--json").out)
    scores = {one["iso3"]: one["score"] for one in report["countries"]}
    assert scores["AND"] is None
    rows = list(csv.DictReader(io.StringIO(run("map", "AZE", "--csv").out)))
    assert {row["iso3"]: row["score"] for row in rows}["AND"] == ""
    assert len(rows) == len(scores)
    assert "- is no data" in run("map", "AZE").out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("country", "atlantis"), "unknown country"),
        (("country", "aze", "--layer", "love"), "unknown layer"),
        (("country", "aze", "--at", "2024-06"), "a gap"),
        (("country", "aze", "--at", "soon"), "not a date"),
        (("country", "aze", "--region", "mars"), "unknown region"),
        (("country", "aze", "--limit", "-1"), "--limit"),
        (("map", "atlantis"), "unknown country"),
        (("map", "aze", "--at", "1800"), "out of range"),
        (("map", "aze", "--json", "-o", "x.svg"), "leave it out"),
    ],
)
def test_bad_words_are_one_clear_line(run: Run, words: tuple[str, ...], told: str) -> None:
    answer = run(*words)
    assert answer.code == 2
    assert told in answer.err
    assert len(answer.err.splitlines()) == 1


def test_a_file_that_cannot_be_written_is_told(run: Run, tmp_path: Path) -> None:
    answer = run("map", "aze", "-o", str(tmp_path / "no" / "map.svg"))
    assert answer.code == 1
    assert "can't be written" in answer.err
