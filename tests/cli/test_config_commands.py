"""Settings and keys from the command line."""

import json
from pathlib import Path

import pytest

from relations_tui.cli.keeping import configured
from relations_tui.config.settings import Settings
from tests.cli.conftest import Run


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The configuration file, not there yet."""
    path = tmp_path / "config.toml"
    monkeypatch.setenv("RELATIONS_CONFIG", str(path))
    return path


def test_what_is_set_is_shown_with_its_place(run: Run, path: Path) -> None:
    assert f"{path}: not there: all is by default" in run("config").out
    assert run("config", "init").out == f"wrote {path}\n"
    assert run("config", "set", "covid", "true").code == 0
    assert run("config", "set", "keys.events", "ctrl+e, /").code == 2  # / is jump
    assert run("config", "set", "keys.events", "ctrl+e, 7").code == 0
    shown = json.loads(run("config", "--json").out)
    assert shown["path"] == str(path)
    assert shown["covid"] is True
    assert shown["keys"] == {"events": "ctrl+e,7"}
    assert "covid = true" in run("config", "show").out
    assert run("config", "init").err == f"relations: {path}: is there already; it is as it was\n"


def test_every_command_is_listed_with_its_keys(run: Run, path: Path) -> None:
    run("config", "set", "keys.events", "ctrl+e")
    found = {one["id"]: one for one in json.loads(run("config", "keys", "--json").out)}
    assert found["events"]["keys"] == "ctrl+e"
    assert found["matrix.up"] == {"id": "matrix.up", "keys": "up,k", "views": ["matrix"]}
    assert "matrix" not in found["list.up"]["views"]
    assert "events" in run("config", "keys").out


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("keys.evnts", "e", "unknown command 'evnts': did you mean 'events'?"),
        ("keys.events", "nokey", "no key 'nokey'"),
        ("keys.events", "x", "'x' would be both swap and events in the view 'matrix'"),
        ("keys.events", "G", "'G' would be both events and matrix.bottom in the view 'matrix'"),
        ("keys.list.up", "e", "'e' would be both explain and list.up"),
    ],
)
def test_keys_that_can_t_be_are_named(
    run: Run, path: Path, key: str, value: str, says: str
) -> None:
    done = run("config", "set", key, value)
    assert done.code == 2
    assert says in done.err
    assert done.err.count("\n") == 1
    assert not path.exists()


def test_the_app_starts_in_spite_of_a_mistake_and_tells_it(path: Path) -> None:
    assert configured() == (None, {}, ())
    path.write_text('[settings]\ntheme = "ansi-dark"\n[keys]\nevents = "ctrl+e"\n')
    assert configured() == (Settings(theme="ansi-dark"), {"events": "ctrl+e"}, ())
    path.write_text('[settings]\ntheme = "ansi-dark"\n[keys]\nevnts = "ctrl+e"\n')
    settings, keys, (told,) = configured()
    assert (settings, keys) == (Settings(theme="ansi-dark"), {})
    assert "unknown command 'evnts'" in told
    path.write_text("nonsense")
    settings, keys, (told,) = configured()
    assert (settings, keys) == (None, {})
    assert "not TOML" in told


def test_feeds_are_due_by_the_interval_of_the_app(path: Path, tmp_path: Path) -> None:
    from relations_tui.cli.feeding import Feeding
    from relations_tui.store.open import open_store

    feeding = Feeding(open_store(tmp_path / "store", empty=True))
    path.write_text('[feeds.a]\nurl = "https://example.org/"\n')
    assert list(feeding.due()) == []
    path.write_text('refresh_every = 6\n[feeds.a]\nurl = "https://example.org/"\n')
    assert list(feeding.due()) == ["a"]
    assert [row.due for row in feeding.rows()] == ["now"]
