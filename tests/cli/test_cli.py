"""The command line: every answer without the screen, and every mistake in one clear line."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from relations_tui import __version__
from relations_tui.cli.main import run


@pytest.fixture(autouse=True)
def here(store_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command reads the bundled store."""
    monkeypatch.setenv("RELATIONS_STORE", str(store_path))


def ask(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """What a command that succeeds prints."""
    assert run(words) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out


def ask_json(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    """The same, read as JSON."""
    return json.loads(ask(capsys, *words, "--json"))


def test_show_as_json_explains_the_score(capsys: pytest.CaptureFixture[str]) -> None:
    said = ask_json(capsys, "show", "AZE", "IRN", "--at", "2023-06")
    assert (said["layer"], said["date"], said["days_observed"]) == ("events", "2023-06", 17)
    total = sum(part["points"] for part in said["explain"]["contributions"])
    assert total == pytest.approx(said["score"], abs=1e-9)
    assert said["evidence"] > 0
    assert said["change"] == pytest.approx(-5.33, abs=0.01)
    assert [one["layer"] for one in said["layers"]] == [
        "events", "votes", "alignment", "conflict", "travel", "overall",
    ]  # fmt: skip
    assert all(event["date"] <= "2023-06-31" for event in said["events"])
    assert said["projects"][0]["members"] == ["RUS", "AZE", "IRN"]
    assert [e["status"] for e in said["on_record"]] == ["stated", "claimed", "recorded", "recorded"]


@pytest.mark.parametrize("name", ["events", "votes", "alignment", "conflict", "travel", "overall"])
def test_show_in_every_layer(capsys: pytest.CaptureFixture[str], name: str) -> None:
    out = ask(capsys, "show", "Azerbaijan", "yerevan", "--layer", name)
    assert "Azerbaijan" in out
    assert "Armenia" in out
    assert "all layers:" in out


def test_names_do_wherever_codes_do(capsys: pytest.CaptureFixture[str]) -> None:
    by_code = ask(capsys, "show", "AZE", "IRN")
    assert ask(capsys, "show", "azerbaijan", "Tehran") == by_code
    assert ask(capsys, "show", "AZ", "ir") == by_code


def test_matrix_in_three_formats(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("matrix", "--layer", "votes", "--at", "2016", "--countries", "AZE,iran,Russia")
    found = json.loads(ask(capsys, *words, "--format", "json"))
    assert sorted(found["countries"]) == ["AZE", "IRN", "RUS"]
    a, b = found["countries"].index("AZE"), found["countries"].index("IRN")
    assert found["scores"][a][b] == found["scores"][b][a] == pytest.approx(6.84)
    assert found["scores"][a][a] is None
    rows = list(csv.reader(io.StringIO(ask(capsys, *words, "--format", "csv"))))
    assert rows[0][0] == "votes 2016"
    assert rows[1 + a][1 + b] == "6.84"
    assert rows[1 + a][1 + a] == ""
    table = ask(capsys, *words).splitlines()
    assert table[0] == "votes 2016"
    assert "+7" in table[2 + a]


def test_events_are_filtered(capsys: pytest.CaptureFixture[str]) -> None:
    arms = ask_json(capsys, "events", "--country", "AZE", "--kind", "arms_transfer")
    assert len(arms) == 6
    assert {e["status"] for e in arms} == {"stated", "claimed"}
    claimed = ask_json(capsys, "events", "--pair", "IRN", "AZE", "--status", "claimed")
    assert [e["grade"] for e in claimed] == ["C3"]
    span = ask_json(capsys, "events", "--since", "2025-06-13", "--until", "2025-06", "--limit", "7")
    assert len(span) == 7
    assert all("2025-06-13" <= e["date"] <= "2025-06-30" for e in span)
    assert "did not answer" in ask(capsys, "events", "--pair", "IRN", "AZE", "--limit", "0")
    assert ask(capsys, "events", "--pair", "TUV", "AND", "--kind", "fight") == "no events\n"


def test_covid_bans_can_be_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("events", "--pair", "AZE", "IRN", "--limit", "0")
    kinds = {e["kind"] for e in ask_json(capsys, *words)}
    without = {e["kind"] for e in ask_json(capsys, *words, "--no-covid")}
    assert kinds - without == {"covid_ban"}


def test_the_rest(capsys: pytest.CaptureFixture[str]) -> None:
    assert "known defects" in ask(capsys, "layers")
    assert {one["id"] for one in ask_json(capsys, "layers")} >= {"events", "travel"}
    assert ask(capsys, "countries", "congo").count("\n") >= 2
    assert len(ask_json(capsys, "countries")) > 190
    assert "Vestnik Kavkaza" in ask(capsys, "sources", "dossier-azerbaijan-2016")
    assert "whole" in ask(capsys, "doctor")
    assert ask_json(capsys, "doctor")["state"] == "whole"
    version = ask(capsys, "--version")
    assert __version__ in version
    assert "data 2026" in version


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("show", "AZE", "Atlantis"), "unknown country 'Atlantis'"),
        (("show", "AZE", "Irna"), "did you mean"),
        (("show", "AZE", "united"), "ambiguous"),
        (("show", "AZE", "Baku"), "wants two countries"),
        (("show", "AZE", "IRN", "--layer", "trade"), "unknown layer 'trade'"),
        (("show", "AZE", "IRN", "--at", "yesterday"), "not a date"),
        (("show", "AZE", "IRN", "--at", "2024-08"), "a gap"),
        (("show", "AZE", "IRN", "--at", "1990"), "outside its span"),
        (("matrix", "--countries", "AZE"), "two or more"),
        (("matrix", "--at", "2023-02-30"), "no such day"),
        (("events", "--kind", "party"), "unknown kind"),
        (("events", "--status", "sure"), "unknown status"),
        (("events", "--limit", "-1"), "--limit"),
        (("events", "--since", "x"), "not a date"),
        (("countries", "zzzz"), "unknown country"),
        (("sources", "nowhere"), "no section"),
    ],
)
def test_a_slip_is_one_clear_line_and_exit_code_2(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    assert run(words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert err.startswith("relations: ")
    assert err.count("\n") == 1


def relations(*words: str, **more: Any) -> subprocess.CompletedProcess[str]:
    """The real thing, in a process of its own."""
    command = [sys.executable, "-m", "relations_tui", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, **more)


def test_a_store_that_is_a_file(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("not a store")
    done = relations("--store", str(path), "layers")
    assert done.returncode == 5
    assert done.stderr.count("\n") == 1
    assert path.read_text() == "not a store"


def test_the_store_is_named_before_or_after(tmp_path: Path) -> None:
    for words in (["--store", str(tmp_path), "layers"], ["layers", "--store", str(tmp_path)]):
        assert relations(*words).returncode == 0
        assert (tmp_path / "manifest.json").exists()


def test_the_version_is_told_even_without_data(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("not a store")
    done = relations("--store", str(path), "--version")
    assert done.returncode == 5
    assert done.stdout == f"relations {__version__}, no data\n"


def test_doctor_without_a_store(tmp_path: Path) -> None:
    done = relations("--store", str(tmp_path / "none"), "doctor")
    assert (done.returncode, done.stderr.count("\n")) == (5, 1)
    assert not (tmp_path / "none").exists()


def test_a_reader_that_leaves_early() -> None:
    command = f"{sys.executable} -m relations_tui events --limit 0 | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


def test_the_app_wants_a_terminal() -> None:
    done = relations(stdin=subprocess.DEVNULL)
    assert done.returncode == 2
    assert "wants a terminal" in done.stderr


def test_a_first_run_makes_the_store(tmp_path: Path) -> None:
    done = relations("--store", str(tmp_path / "new"), "show", "AZE", "IRN", "--json")
    assert done.returncode == 0
    assert done.stderr == ""
    assert (tmp_path / "new" / "manifest.json").exists()
