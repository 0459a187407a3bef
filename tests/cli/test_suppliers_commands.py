"""``relations suppliers``."""

import csv
import io
import json

import pytest

from tests.cli.conftest import Run


def test_who_arms_azerbaijan(run: Run) -> None:
    out = run("suppliers", "azerbaijan").out
    assert "Azerbaijan: suppliers of arms, as known by 2025-06" in out
    assert "no quantities here" in out
    assert out.count("“ stated B2 2016-06") == 5
    assert "IRN-ISR" in out
    assert "Russia supplies Armenia too, which fought it in 2023 (stated B2)" in out
    report = json.loads(run("suppliers", "aze", "--json").out)
    assert [one["share"] for one in report["suppliers"]] == [None] * 5
    rows = list(csv.DictReader(io.StringIO(run("suppliers", "aze", "--csv").out)))
    assert {row["claimed_as"] for row in rows} == {"stated"}
    assert {row["share"] for row in rows} == {""}


def test_of_whom_nothing_is_known(run: Run) -> None:
    out = run("suppliers", "iceland").out
    assert "no supplier is known or claimed" in out


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("suppliers", "atlantis"), "atlantis"),
        (("suppliers", "aze", "--window", "0"), "--window"),
        (("suppliers", "aze", "--at", "then"), "not a date"),
        (("suppliers", "aze", "--band", "10"), "neutral band"),
    ],
)
def test_what_is_wrong_is_said_in_a_line(run: Run, words: tuple[str, ...], reason: str) -> None:
    said = run(*words)
    assert (said.code, said.out) == (2, "")
    assert reason in said.err
    assert said.err.count("\n") == 1
