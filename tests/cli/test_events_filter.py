"""``relations events --filter``: the explorer's line, without the screen."""

import json
from pathlib import Path

import pytest

from relations_tui.cli.main import run


@pytest.fixture(autouse=True)
def _use_the_bundle(store_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RELATIONS_STORE", str(store_path))


def asked(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, object]]:
    assert run(["events", "--json", "--limit", "0", *words]) == 0
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return found


def test_a_line_composes_with_the_other_words(capsys: pytest.CaptureFixture[str]) -> None:
    line = "weapons iran -status:coded"
    all_of_it = asked(capsys, "--filter", line)
    assert "stated" in {e["status"] for e in all_of_it}
    of_pair = asked(capsys, "--filter", line, "--pair", "aze", "irn")
    assert of_pair == [e for e in all_of_it if {*e["sources"], *e["targets"]} >= {"AZE", "IRN"}]  # type: ignore[misc]
    stated = asked(capsys, "--filter", line, "--status", "stated", "--until", "2016")
    assert stated == [e for e in all_of_it if e["status"] == "stated" and str(e["date"]) < "2017"]
    assert stated


def test_it_finds_what_the_flags_find(capsys: pytest.CaptureFixture[str]) -> None:
    flags = asked(capsys, "--country", "azerbaijan", "--kind", "arms_transfer")
    assert asked(capsys, "--filter", "country:azerbaijan kind:arms_transfer") == flags
    assert asked(capsys, "--country", "AZE", "--filter", "kind:arms_transfer feed:dossier") == flags


def test_a_line_that_is_off_is_told_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["events", "--filter", "kind:vist"]) == 2
    assert "no kind 'vist': did you mean visit" in capsys.readouterr().err
