"""``relations alerts``: for people, and for scripts by its exit code."""

import csv
import io
import json
from pathlib import Path

import pytest

from relations_tui.store.open import open_store
from tests.cli.conftest import Run

RULES = """
[[alerts]]
name = "war"
moves = "ARM-AZE"
by = 3
[[alerts]]
name = "shots"
event = "pair:ISR-YEM"
magnitude = 10
"""
CALM = '[[alerts]]\nname = "calm"\nmoves = "CAN-USA"\nby = 20\n'
EVENT = {
    "id": "e1", "date": "2025-06-20", "kind": "fight", "cameo": "190", "goldstein": -10.0,
    "sources": ["ISR"], "targets": ["YEM"], "status": "coded", "summary": "x",
}  # fmt: skip


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A configuration with two rules, and a store of the test's own."""
    path = tmp_path / "config.toml"
    path.write_text(RULES)
    monkeypatch.setenv("RELATIONS_CONFIG", str(path))
    open_store(tmp_path / "store")
    return path


def test_exit_codes_tell_scripts_what_stands(run: Run, rules: Path, tmp_path: Path) -> None:
    own = ("--store", str(tmp_path / "store"))
    assert run(*own, "alerts", "--at", "2020-10").code == 10
    rules.write_text(CALM)
    calm = run(*own, "alerts")
    assert (calm.code, calm.out.splitlines()[0]) == (0, "0 alerts stand, 0 of them new; 1 rule")
    rules.write_text("[[alerts]]\nname = 'x'\n")
    wrong = run(*own, "alerts")
    assert wrong.code == 2
    assert "exactly one of moves, triad, event" in wrong.err
    rules.write_text("")
    none = run(*own, "alerts")
    assert none.code == 0
    assert "[[alerts]]" in none.out  # how to write one


def test_as_json_and_as_a_table(run: Run, rules: Path, tmp_path: Path) -> None:
    words = ("--store", str(tmp_path / "store"), "alerts", "--at", "2020-10")
    report = json.loads(run(*words, "--json").out)
    assert (report["rules"], report["alerts"][0]["what"]) == (2, "ARM-AZE")
    rows = list(csv.DictReader(io.StringIO(run(*words, "--csv").out)))
    assert [row["rule"] for row in rows] == ["war"]


def test_new_data_set_an_alert_off_once(run: Run, rules: Path, tmp_path: Path) -> None:
    own = ("--store", str(tmp_path / "store"))
    run(*own, "alerts")  # looked at
    feed = tmp_path / "feed.json"
    head = {"format": "relations-feed", "version": 1, "feed": "f", "title": "t", "licence": "l",
            "generated": "2025-06-21T00:00:00Z"}  # fmt: skip
    feed.write_text(json.dumps({**head, "events": [EVENT]}))
    said = run(*own, "import", str(feed))
    assert "1 new alert: relations alerts" in said.err
    fresh = run(*own, "alerts", "--new")
    assert fresh.code == 10
    assert "ISR > YEM" in fresh.out
    assert run(*own, "alerts", "--new").code == 0  # it was looked at
    again = run(*own, "import", str(feed))
    assert "alert" not in again.err
