"""``relations methods``."""

import csv
import io
import json

import pytest

from relations_tui.report.methods import DISPUTED_HEAD, METHODS_HEAD
from tests.cli.conftest import Run


def test_a_pair_by_every_method(run: Run) -> None:
    text = run("methods", "armenia", "azerbaijan", "--at", "2020-09").out
    assert "Armenia - Azerbaijan by method   2020-09" in text
    assert "Net cooperation           -0.99  -1..+1      4.7 %" in text
    assert "single roll calls" in text
    assert "Signorino and Ritter (1999)" in text
    report = json.loads(run("methods", "ARM", "AZE", "--at", "2020-09", "--json").out)
    assert [one["id"] for one in report["methods"]] == [
        "goldstein", "tsinghua", "net", "agreement", "s", "kappa", "ideal",
    ]  # fmt: skip
    net = report["methods"][2]
    assert net["trend"][-1] == {"period": "2020-09", "value": net["value"], "high": None}
    assert report["spread"] == pytest.approx(54.1, abs=0.1)
    rows = list(csv.DictReader(io.StringIO(run("methods", "ARM", "AZE", "--csv").out)))
    assert list(rows[0]) == METHODS_HEAD
    assert len(rows) == 7


def test_the_order_of_the_pair_does_not_matter(run: Run) -> None:
    one, other = (
        json.loads(run("methods", *pair, "--json").out)["methods"]
        for pair in (("AZE", "IRN"), ("IRN", "AZE"))
    )
    assert one == other


def test_a_set_and_the_world(run: Run) -> None:
    text = run("methods", "--countries", "aze,irn,rus,tur", "--at", "2023-06").out
    assert "6 pairs with two methods or more" in text
    assert "rank correlation" in text
    assert "more: --limit" not in text
    assert "--limit 0 has all" in run("methods", "--limit", "2").out
    rows = list(csv.DictReader(io.StringIO(
        run("methods", "--countries", "europe", "--limit", "0", "--csv").out
    )))  # fmt: skip
    assert list(rows[0]) == DISPUTED_HEAD
    spreads = [float(row["spread"]) for row in rows]
    assert spreads == sorted(spreads, reverse=True)
    report = json.loads(run("methods", "--countries", "europe", "--json", "--limit", "3").out)
    assert len(report["pairs"]) == 3
    assert report["disputed"] == len(rows)


def test_before_any_data_it_says_so(run: Run) -> None:
    text = run("methods", "AZE", "IRN", "--at", "1940").out
    assert "fewer than two methods know this pair" in text
    assert text.count("nothing by then") == 7
    assert "none has any data" in run("methods", "--at", "1940").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("AZE",), "wants two countries, or none"),
        (("AZE", "IRN", "TUR"), "wants two countries, or none"),
        (("AZE", "AZE"), "both AZE"),
        (("AZE", "Atlantis"), "unknown country 'Atlantis'"),
        (("AZE", "IRN", "--countries", "europe"), "not both"),
        (("--countries", "atlantis"), "no region or country"),
        (("--countries", "aze"), "wants two or more"),
        (("--at", "2030"), "the newest is 2025-06"),
        (("--at", "soon"), "not a date"),
        (("--limit", "-1"), "0 (all) or more"),
    ],
)
def test_what_can_not_be_asked(run: Run, words: tuple[str, ...], said: str) -> None:
    answer = run("methods", *words)
    assert answer.code == 2
    assert said in answer.err
    assert answer.out == ""
