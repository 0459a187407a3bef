"""``relations blocs``, and the matrix in its order."""

import csv
import io
import json

import pytest

from tests.cli.conftest import Run


def test_the_blocs_of_the_world(run: Run) -> None:
    words = ("blocs", "--layer", "overall", "--at", "2023-06", "--months", "48")
    report = json.loads(run(*words, "--json").out)
    assert [bloc["letter"] for bloc in report["blocs"]][:2] == ["A", "B"]
    rows = list(csv.DictReader(io.StringIO(run(*words, "--csv").out)))
    assert {row["bloc"] for row in rows} == {bloc["letter"] for bloc in report["blocs"]}
    out = run(*words).out
    assert "mean scores between blocs" in out
    assert "in another bloc than in 2019-06" in out
    assert "Traag and Bruggeman 2009" in out


def test_a_finer_look_at_a_region(run: Run) -> None:
    few = json.loads(run("blocs", "--region", "asia", "--resolution", "0.5", "--json").out)
    many = json.loads(run("blocs", "--region", "asia", "--resolution", "3", "--json").out)
    assert len(few["blocs"]) < len(many["blocs"])
    assert "who has dealings with whom" in few["note"]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("blocs", "--months", "0"), "--months"),
        (("blocs", "--resolution", "0"), "resolution"),
        (("blocs", "--band", "12"), "neutral band"),
        (("blocs", "--at", "2024-08"), "2024-08"),
    ],
)
def test_what_is_wrong_is_said_in_a_line(run: Run, words: tuple[str, ...], reason: str) -> None:
    said = run(*words)
    assert (said.code, said.out) == (2, "")
    assert reason in said.err
    assert said.err.count("\n") == 1


@pytest.mark.parametrize("form", ["table", "csv", "json", "svg"])
def test_the_matrix_in_an_order_of_structure(run: Run, form: str) -> None:
    words = ("matrix", "--layer", "overall", "--countries", "RUS,USA,BLR,GBR,UKR", "--format", form)
    by_likeness = run(*words, "--order", "similarity")
    assert (by_likeness.code, by_likeness.err) == (0, "")
    if form == "json":
        codes = json.loads(by_likeness.out)["countries"]
        assert abs(codes.index("RUS") - codes.index("BLR")) == 1
        assert json.loads(run(*words, "--order", "blocs").out)["countries"] != []
