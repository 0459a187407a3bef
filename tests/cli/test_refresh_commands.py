"""``refresh``, ``import``, ``export``, ``validate``, ``quarantine``: words, answers, exit codes."""

import csv
import io
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from relations_tui.cli.main import run
from relations_tui.store.open import open_store
from tests.feeds import faulty

COMMAND = [sys.executable, "-m", "relations_tui"]


@pytest.fixture(autouse=True)
def own(store_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store and a configuration of one's own."""
    shutil.copytree(store_path, tmp_path / "store")
    monkeypatch.setenv("RELATIONS_STORE", str(tmp_path / "store"))
    monkeypatch.setenv("RELATIONS_CONFIG", str(tmp_path / "config.toml"))
    return tmp_path / "store"


@pytest.fixture(scope="module")
def base() -> Iterator[faulty.Base]:
    with faulty.serve() as found:
        yield found


def contents(store: Path) -> dict[str, bytes]:
    """The files of a store."""
    return {path.name: path.read_bytes() for path in store.iterdir() if path.is_file()}


def ask(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> str:
    """What a command prints that ends with a code."""
    assert run(words) == code
    return capsys.readouterr().out


def test_without_feeds_it_says_how_to_have_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["refresh"]) == 2
    assert "relations feeds add" in capsys.readouterr().err
    assert run(["refresh", "nosuch"]) == 2
    assert "no feed 'nosuch'" in capsys.readouterr().err


def test_a_refresh_and_the_same_again(
    capsys: pytest.CaptureFixture[str], base: faulty.Base, own: Path
) -> None:
    base.good = faulty.document()
    ask(capsys, "feeds", "add", "mine", f"{base}/good")
    would = json.loads(ask(capsys, "refresh", "--dry-run", "--json"))
    assert (would["trial"], would["committed"], would["feeds"][0]["new"]) == (True, False, 1)
    files = contents(own)
    assert "mine: 1 new" in ask(capsys, "refresh")
    assert files != contents(own)
    files = contents(own)
    assert "not modified" in ask(capsys, "refresh")
    assert files == contents(own)
    assert "just now" in ask(capsys, "feeds")


def test_exit_codes_tell_how_many_failed(
    capsys: pytest.CaptureFixture[str], base: faulty.Base
) -> None:
    base.good = faulty.document()
    some = ask(capsys, "refresh", f"{base}/good", f"{base}/status-404", code=3)
    assert "1 new" in some
    assert "failed" in some
    told = ask(capsys, "refresh", f"{base}/html", code=4)
    assert "the store is as it was" in told or "kept" in told


def _listen_to_ctrl_c() -> None:
    """Also where the tests run in the background, whose children are born deaf to it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_ctrl_c_leaves_the_store_as_it_was(base: faulty.Base, own: Path) -> None:
    files = contents(own)
    command = [*COMMAND, "refresh", "--stream", f"{base}/hang-in-body"]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=_listen_to_ctrl_c,
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()  # it has begun
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert b"cancelled" in err
    assert b"Traceback" not in err
    assert files == contents(own)


def test_a_pipe_gets_no_progress(base: faulty.Base) -> None:
    base.good = faulty.document()
    done = subprocess.run([*COMMAND, "refresh", f"{base}/good"], capture_output=True, check=True)
    assert done.stderr == b""
    assert b"\x1b" not in done.stdout + done.stderr


def test_export_import_validate(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out = tmp_path / "feed.ndjson.gz"
    ask(capsys, "export", "--countries", "AZE", "--since", "2016", "-o", str(out))
    assert "bad: 0" in ask(capsys, "validate", str(out))
    other = tmp_path / "other"
    said = ask(capsys, "--store", str(other), "import", "--empty", str(out), "--json")
    assert "quarantined" not in json.loads(said)["feeds"][0]
    shown = json.loads(ask(capsys, "--store", str(other), "show", "AZE", "IRN", "--json"))
    here = json.loads(ask(capsys, "show", "AZE", "IRN", "--json"))
    assert shown["score"] == here["score"]
    again = ask(capsys, "--store", str(other), "import", str(out))
    assert "nothing changed" in again


def test_what_cannot_be_written_leaves_what_was_there(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert run(["export", "-o", str(tmp_path / "none" / "feed.json")]) == 1
    assert "could not be written" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "looks like none"),
        (b"hello", "looks like none"),
        (b"\x1f\x8b\x08\x00", "cut short or damaged"),
        (b'{"format":"relations-feed","version":2}', "version 2"),
        (faulty.document()[:-40], "cut short"),
    ],
)
def test_files_that_are_no_feeds(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, own: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "bad.json"
    path.write_bytes(content)
    files = contents(own)
    assert run(["import", str(path)]) == 4
    err = capsys.readouterr().err
    assert words in err
    assert err.count("\n") == 1
    assert "error" in ask(capsys, "validate", str(path), code=4)
    assert files == contents(own)


def test_quarantine_says_why(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    bad = {**faulty.EVENT, "id": "e2", "sources": ["XXX"], "summary": "\x1b]52;c;aGk=\x07[red]"}
    path = tmp_path / "feed.json"
    path.write_bytes(faulty.document(faulty.EVENT, bad))
    assert "events[1]: unknown country" in ask(capsys, "validate", str(path), code=1)
    assert "1 set aside" in ask(capsys, "import", str(path))
    told = ask(capsys, "quarantine")
    assert "unknown country 'XXX'" in told
    assert "\x1b" not in told
    assert len(json.loads(ask(capsys, "quarantine", "import", "--json"))) == 1
    ask(capsys, "quarantine", "--retry")
    assert len(json.loads(ask(capsys, "quarantine", "--json"))) == 1
    assert "1 record" in ask(capsys, "quarantine", "--clear")
    assert "nothing" in ask(capsys, "quarantine")


def test_a_cell_that_starts_a_formula_is_defused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    texts = ("=1+1", "+1", "-1", "@x", "plain")
    events = [{**faulty.EVENT, "id": f"e{i}", "summary": t} for i, t in enumerate(texts)]
    path = tmp_path / "feed.json"
    path.write_bytes(faulty.document(*events))
    ask(capsys, "import", str(path))
    said = ask(capsys, "events", "--pair", "AZE", "IRN", "--limit", "0", "--csv")
    rows = [r for r in csv.DictReader(io.StringIO(said)) if r["via"] == "import"]
    assert {r["summary"] for r in rows} == {"'=1+1", "'+1", "'-1", "'@x", "plain"}


def test_what_a_feed_took_back_can_be_looked_at(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "feed.json"
    path.write_bytes(faulty.document())
    ask(capsys, "import", str(path))
    gone: dict[str, Any] = json.loads(faulty.document())
    gone["events"] = []
    gone["tombstones"] = [{"kind": "event", "id": "e1", "reason": "never happened"}]
    path.write_text(json.dumps(gone))
    assert "1 withdrawn" in ask(capsys, "import", str(path))
    assert "Tehran" not in ask(capsys, "events", "--pair", "AZE", "IRN", "--limit", "0")
    told = ask(capsys, "events", "--withdrawn", "--pair", "AZE", "IRN")
    assert "withdrawn: never happened" in told


def test_a_read_only_store_is_said_to_be_one(base: faulty.Base, own: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root writes everywhere")
    own.chmod(0o500)
    assert run(["refresh", f"{base}/good"]) == 5
    own.chmod(0o700)


def test_facts_stand_with_their_country(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, own: Path
) -> None:
    fact = {"country": "AZE", "indicator": "X", "title": "Arms imports", "date": "2015",
            "value": 281000000}  # fmt: skip
    document: dict[str, Any] = json.loads(faulty.document())
    document["facts"] = [fact]
    path = tmp_path / "feed.json"
    path.write_text(json.dumps(document))
    ask(capsys, "import", str(path))
    assert "AZE Arms imports 281,000,000 (2015" in ask(capsys, "show", "AZE", "IRN")
    assert open_store(own).source.facts("AZE")[0].via == "import"
