"""``relations feeds``: the configuration file from the command line."""

import json
import subprocess
import sys
from argparse import SUPPRESS, ArgumentParser
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from relations_tui.cli.feeds_parser import feeds_parser
from relations_tui.config import attempts
from relations_tui.config.file import load
from relations_tui.errors import ConfigError, UnknownCountry, UsageError
from relations_tui.model.feed import Feed, FeedResult

URL = "https://example.org/feed.json"


@pytest.fixture(autouse=True)
def config(tmp_path: Path, store_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every command reads this file, and countries from the bundled store."""
    path = tmp_path / "config.toml"
    monkeypatch.setenv("RELATIONS_CONFIG", str(path))
    monkeypatch.setenv("RELATIONS_STORE", str(store_path))
    return path


def run(*words: str) -> int:
    """What ``relations feeds WORDS`` returns."""
    parser = ArgumentParser()
    parser.add_argument("--store")
    commands = parser.add_subparsers()

    def add(name: str, about: str) -> ArgumentParser:
        sub = commands.add_parser(name, help=about)
        sub.add_argument("--store", default=SUPPRESS)
        return sub

    feeds_parser(add)
    args = parser.parse_args(["feeds", *words])
    code = args.command(args)
    assert isinstance(code, int)
    return code


def ask(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """What a command that succeeds prints."""
    assert run(*words) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out


def test_add_with_all_words(
    capsys: pytest.CaptureFixture[str], config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ACLED_AUTH", raising=False)
    out = ask(
        capsys, "add", "mine", URL, "--format", "acled", "--interval", "6",
        "--countries", "Azerbaijan, tehran", "--pairs", "iran-AZE,Guinea-Bissau-Timor-Leste",
        "--header", "Authorization=ACLED_AUTH", "--option", "version=25.10",
        "--option", "pages=3", "--option", "all=true",
    )  # fmt: skip
    assert load(config).feeds == (
        Feed(
            "mine",
            URL,
            format="acled",
            interval=6.0,
            countries=("AZE", "IRN"),
            pairs=("AZE-IRN", "GNB-TLS"),
            headers={"Authorization": "ACLED_AUTH"},
            options={"version": "25.10", "pages": 3, "all": True},
        ),
    )
    assert out.splitlines() == [
        f"added mine: acled, 6 h, {URL}",
        "  countries: AZE, IRN",
        "  pairs: AZE-IRN, GNB-TLS",
        "  header Authorization: from $ACLED_AUTH, which is not set",
        f"  in {config}",
        "next: relations refresh mine",
    ]


def test_add_disabled_says_how_to_enable(capsys: pytest.CaptureFixture[str], config: Path) -> None:
    out = ask(capsys, "add", "mine", URL, "--disabled")
    assert "added mine: relations-feed, when asked, disabled, https://" in out
    assert "next: relations feeds enable mine" in out
    assert not load(config).feeds[0].enabled


@pytest.mark.parametrize(
    ("words", "error", "complaint"),
    [
        (("x", "ftp://example.org"), ConfigError, "url: must begin with https:// or http://"),
        (("X", URL), ConfigError, "feed 'X': a name is 1 to 40"),
        (("x", URL, "--format", "gdeltdoc"), ConfigError, "did you mean 'gdelt-doc'?"),
        (("x", URL, "--interval", "nan"), ConfigError, "interval: must be 0"),
        (("x", URL, "--header", "hunter2"), UsageError, "--header wants NAME=VARIABLE"),
        (("x", URL, "--header", "A=Bearer hunter2"), ConfigError, "wants the name of an env"),
        (("x", URL, "--option", "a"), UsageError, "--option wants K=V"),
        (("x", f"{URL}?key=hunter2"), ConfigError, "secrets are never stored"),
        (("x", URL, "--countries", "Azerbeijan"), UnknownCountry, "AZE Azerbaijan"),
        (("x", URL, "--pairs", "AZE"), UsageError, "a pair is two countries such as AZE-IRN"),
        (("x", URL, "--pairs", "AZE-XXZ"), UnknownCountry, "unknown country 'XXZ'"),
        (("x", URL, "--pairs", "AZE-baku"), UsageError, "a pair wants two countries"),
    ],
)
def test_what_makes_no_sense_is_not_added(
    config: Path, words: tuple[str, ...], error: type[Exception], complaint: str
) -> None:
    with pytest.raises(error) as caught:
        run("add", *words)
    assert complaint in str(caught.value)
    assert "hunter2" not in str(caught.value)
    assert not config.exists()


def test_list_without_feeds_says_how_to_add(
    capsys: pytest.CaptureFixture[str], config: Path
) -> None:
    assert ask(capsys) == f"no feeds in {config}; add one: relations feeds add NAME URL\n"
    assert json.loads(ask(capsys, "list", "--json")) == []


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """The folder of a store with attempts beside it; listing does not open the store itself."""
    folder = tmp_path / "elsewhere"
    now = datetime.now(UTC)
    good, bad, asked = (
        f"{now - timedelta(hours=hours, minutes=1):%Y-%m-%dT%H:%M:%SZ}" for hours in (3, 1, 200)
    )
    attempts.save(folder, [FeedResult("mine", "changed", at=good, new=12)])
    attempts.save(folder, [FeedResult("mine", "failed", at=bad, error="no\x1b[31m answer; kept")])
    attempts.save(folder, [FeedResult("third", "changed", at=asked, new=1200, withdrawn=1)])
    return folder


def test_list_is_a_table(capsys: pytest.CaptureFixture[str], store: Path) -> None:
    run("add", "mine", URL, "--interval", "6")
    run("add", "second-feed", URL, "--interval", "1", "--disabled")
    run("add", "third", URL)
    run("add", "fourth", URL, "--interval", "24")
    capsys.readouterr()
    rows = ask(capsys, "--store", str(store)).splitlines()
    assert rows == ask(capsys, "list", "--store", str(store)).splitlines()
    starts = [rows[0].index(name) for name in ("format", "interval", "last success", "url")]
    assert [len(row[start - 2 : start].strip()) for row in rows for start in starts] == [0] * 20
    assert [row.split()[0] for row in rows] == ["name", "mine", "second-feed", "third", "fourth"]
    assert "3 h ago, stale  failed: no�[31m answer; kept" in rows[1]
    assert "in 4 h" in rows[1]
    assert " off " in rows[2]
    assert "never" in rows[2]
    assert "8 days ago " in rows[3]
    assert "  1,200 new, 1 withdrawn  " in rows[3]
    assert "when asked" in rows[3]
    assert " now " in rows[4]


def test_list_and_show_as_json(capsys: pytest.CaptureFixture[str], store: Path) -> None:
    run("add", "mine", URL, "--interval", "6", "--header", "Authorization=X_AUTH")
    capsys.readouterr()
    (listed,) = json.loads(ask(capsys, "--json", "--store", str(store)))
    assert listed == json.loads(ask(capsys, "show", "mine", "--json", "--store", str(store)))
    assert listed["headers"] == {"Authorization": "X_AUTH"}
    assert (listed["enabled"], listed["stale"]) == (True, True)
    assert listed["last"]["status"] == "failed"
    assert listed["success"]["new"] == 12
    assert datetime.fromisoformat(listed["next_due"]) > datetime.now(UTC)


def test_show_says_everything(
    capsys: pytest.CaptureFixture[str], store: Path, config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("X_AUTH", "hunter2")
    run("add", "mine", URL, "--pairs", "AZE-IRN", "--header", "A=X_AUTH", "--option", "v=é")
    capsys.readouterr()
    out = ask(capsys, "show", "mine", "--store", str(store))
    said = {line[:13].strip(): line[14:].strip() for line in out.splitlines()}
    assert said["url"] == URL
    assert (said["countries"], said["pairs"]) == ("all", "AZE-IRN")
    assert (said["header A"], said["option v"]) == ("from $X_AUTH", "é")
    assert said["last error"] == "no�[31m answer; kept"
    assert said["stale"].startswith("yes")
    assert said["configured in"] == str(config)
    assert "hunter2" not in out
    with pytest.raises(ConfigError, match="no feed 'mien': did you mean 'mine'"):
        run("show", "mien")


def test_enable_disable_remove(capsys: pytest.CaptureFixture[str], config: Path) -> None:
    run("add", "mine", URL)
    capsys.readouterr()
    assert ask(capsys, "enable", "mine") == "mine was enabled already\n"
    assert ask(capsys, "disable", "mine") == "disabled mine\n"
    assert not load(config).feeds[0].enabled
    assert ask(capsys, "enable", "mine") == "enabled mine\n"
    assert ask(capsys, "remove", "mine") == "removed mine; what it brought stays in the store\n"
    assert load(config).feeds == ()
    with pytest.raises(ConfigError, match="no feed 'mine'"):
        run("remove", "mine")


def test_another_file(capsys: pytest.CaptureFixture[str], config: Path, tmp_path: Path) -> None:
    other = str(tmp_path / "other.toml")
    run("--config", other, "add", "mine", URL)
    assert not config.exists()
    capsys.readouterr()
    assert URL in ask(capsys, "list", "--config", other)


def test_the_words_load_nothing() -> None:
    code = (
        "import relations_tui.cli.feeds_parser, sys;"
        "print({'argparse', 'msgspec', 'tomlkit', 'tomllib'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
