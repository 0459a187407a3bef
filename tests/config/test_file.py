"""The configuration file: every mistake in one clear line, every change leaves the rest."""

import os
import stat
import string
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relations_tui.config.check import FORMATS
from relations_tui.config.edit import add, remove, set_enabled
from relations_tui.config.file import Config, config_path, load
from relations_tui.errors import ConfigError
from relations_tui.model.country import Pair
from relations_tui.model.feed import Feed

FULL = """\
# relations: mine
refresh_every = 12   # at noon

# the first
[feeds.my-feed]
url = "https://example.org/feed.json"   # a mirror
format = "acled"
enabled = false      # until the key is there
interval = 6
countries = ["AZE", "IRN", "AZE"]
pairs = ["IRN-AZE", "ARM-AZE"]
headers = { Authorization = "ACLED_AUTH" }
options = { version = "25.1", pages = 3, all = true }

# the second
[feeds.other]
url = "http://localhost:8000/"
# nothing more
"""
URL = '[feeds.x]\nurl = "https://example.org/"\n'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the file is to be."""
    return tmp_path / "config.toml"


def test_everything_a_file_can_say(path: Path) -> None:
    path.write_text(FULL)
    assert load(path) == Config(
        feeds=(
            Feed(
                "my-feed",
                "https://example.org/feed.json",
                format="acled",
                enabled=False,
                interval=6.0,
                countries=("AZE", "IRN"),
                pairs=("AZE-IRN", "ARM-AZE"),
                headers={"Authorization": "ACLED_AUTH"},
                options={"version": "25.1", "pages": 3, "all": True},
            ),
            Feed("other", "http://localhost:8000/"),
        ),
        refresh_every=12.0,
    )


def test_no_file_says_nothing(path: Path) -> None:
    assert load(path) == Config()
    path.write_text("")
    assert load(path) == Config()
    path.write_bytes(b"\xef\xbb\xbf" + URL.encode())
    assert load(path).feeds[0].name == "x"


def test_where_the_file_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RELATIONS_CONFIG", "/from/variable.toml")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert config_path("~/mine.toml") == Path.home() / "mine.toml"
    assert config_path() == Path("/from/variable.toml")
    monkeypatch.delenv("RELATIONS_CONFIG")
    assert config_path() == tmp_path / "relations" / "config.toml"
    monkeypatch.setenv("XDG_CONFIG_HOME", "relative")
    assert config_path().is_absolute()
    assert config_path().parts[-2:] == ("relations", "config.toml")


MISTAKES = [
    ("feeds = 3", "feeds: must be tables: [feeds.NAME]"),
    ("[feds.x]", "unknown member 'feds': did you mean 'feeds'?"),
    ("refresh_every = 0.1", "refresh_every: must be 0 (only when asked) or 0.25 to 8760 hours"),
    ("[feeds]\nx = 3", "feed 'x': must be a table: [feeds.x]"),
    ("[feeds.X]", "feed 'X': a name is 1 to 40 of a-z, 0-9 and -"),
    ("[feeds.all]", "feed 'all': a name is"),
    (f"[feeds.{'x' * 41}]", "a name is 1 to 40"),
    ("[feeds.x]", "feed 'x': url is missing"),
    (URL + "intervall = 3", "feed 'x': unknown member 'intervall': did you mean 'interval'?"),
    (URL + "zzz = 3", "unknown member 'zzz'; there are: url, format, enabled, interval,"),
    (URL + 'format = "gdelt"', "format: unknown format 'gdelt': did you mean 'gdelt-doc'?"),
    (URL + "format = 3", "format: must be text in quotes, not 3"),
    (URL + 'enabled = "yes"', "enabled: must be true or false, not 'yes'"),
    (URL + "interval = 0.2", "interval: must be 0 (only when asked) or 0.25 to 8760 hours, not 0"),
    (URL + "interval = nan", "not nan"),
    (URL + "interval = inf", "not inf"),
    (URL + "interval = -1", "not -1"),
    (URL + "interval = true", "not True"),
    (URL + 'interval = "6"', "not '6'"),
    (URL + 'countries = "AZE"', "countries: must be a list"),
    (URL + 'countries = ["aze"]', "countries: wants codes of three capital letters such as AZE"),
    (URL + "countries = [[]]", "not []"),
    (URL + 'pairs = ["AZEIRN"]', "pairs: wants pairs of codes such as AZE-IRN, not 'AZEIRN'"),
    (URL + "pairs = [1]", "pairs: wants pairs of codes"),
    (URL + 'pairs = ["AZE-AZE"]', "pairs: wants two different countries in a pair"),
    (URL + "headers = 3", "headers: must be a table, such as { Authorization ="),
    (URL + 'headers = {"a b" = "X"}', "headers: a header's name is letters, digits and -"),
    (URL + 'headers = {A = "X", a = "Y"}', "headers: a is there twice"),
    (URL + "headers = {A = 3}", "headers: A wants the name of an environment variable"),
    (URL + "options = []", "options: must be a table"),
    (URL + 'options = {"a b" = 1}', "options: an option's name is 1 to 40 letters"),
    (URL + "options = {a = [1]}", "options: a must be text, a number, true or false"),
    (URL + "options = {a = 2020-01-01}", "options: a must be text, a number, true or false"),
    (URL + "options = {a = nan}", "options: a must be a finite number"),
    (URL + f"options = {{a = {1 << 63}}}", "options: a must be a number of 64 bits"),
    (URL + 'options = {a = "\\u001b[31m"}', "options: a must not contain control characters"),
    ("\n[feeds.x\n", "not TOML, at line 2, column 9: "),
    (URL + "url = 3\n", "not TOML, at line 3, column 8: Cannot overwrite a value"),
    ("a = " + "[" * 5000, "nested too deeply"),
]


@pytest.mark.parametrize(("text", "complaint"), MISTAKES)
def test_a_mistake_is_told_in_one_line(path: Path, text: str, complaint: str) -> None:
    path.write_text(text)
    with pytest.raises(ConfigError) as caught:
        load(path)
    said = str(caught.value)
    assert said.startswith(f"{path}: ")
    assert complaint in said
    assert said.isprintable()


@pytest.mark.parametrize(
    ("url", "complaint"),
    [
        ("ftp://example.org/", "must begin with https:// or http://, not 'ftp'"),
        ("/home/me/feed.json", "must begin with https:// or http://, not ''"),
        ("file:///etc/passwd", "not 'file'"),
        ("https:///feed.json", "names no host"),
        ("https://example.org:0/", "names no host"),
        ("https://example.org:99999/", "not a URL"),
        ("https://[::1/", "not a URL"),
        ("https://example.org/a b", "must not contain spaces or control characters"),
        ("https://example.org/\\u202e", "must not contain spaces or control characters"),
        ("https://example.org/" + "x" * 9000, "must have at most 8192 characters"),
    ],
)
def test_a_feed_is_http(path: Path, url: str, complaint: str) -> None:
    path.write_text(f'[feeds.x]\nurl = "{url}"')
    with pytest.raises(ConfigError, match="feed 'x': url: ") as caught:
        load(path)
    assert complaint in str(caught.value)


@pytest.mark.parametrize(
    "line",
    [
        'url = "https://me:hunter2@example.org/"',
        'url = "https://hunter2@example.org/"',
        'url = "https://example.org/?key=hunter2"',
        'url = "https://example.org/?a=1&access_token=hunter2"',
        'url = "https://example.org/?a=1;API-Key=hunter2"',
        'url = "https://example.org/?%74oken=hunter2"',
        'url = "https://example.org/#access_token=hunter2"',
        'url = "https://example.org/"\noptions = {api_key = "hunter2"}',
    ],
)
def test_a_secret_is_refused_and_not_repeated(path: Path, line: str) -> None:
    path.write_text(f"[feeds.x]\n{line}")
    with pytest.raises(ConfigError, match="secrets are never stored here: put it into") as caught:
        load(path)
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    "secret",
    [
        "Bearer abc",
        "d41d8cd98f00b204e9800998ecf8427e",
        "ad1d8cd98f00b204",
        "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
        "eyJhbGciOi.eyJzdWIi",
        "9lives",
        "",
    ],
)
def test_a_header_names_a_variable(path: Path, secret: str) -> None:
    path.write_text(f'{URL}headers = {{ Authorization = "{secret}" }}')
    with pytest.raises(ConfigError, match="wants the name of an environment variable") as caught:
        load(path)
    assert not secret or secret not in str(caught.value)


@pytest.mark.parametrize("name", ["ACLED_AUTH", "_x", "my_acled_token_2025", "TOKEN_FOR_STAGING_2"])
def test_variables_as_people_name_them(path: Path, name: str) -> None:
    path.write_text(f'{URL}headers = {{ X = "{name}" }}')
    assert load(path).feeds[0].headers == {"X": name}


def test_a_file_that_can_not_be_read(path: Path) -> None:
    path.mkdir()
    with pytest.raises(ConfigError, match=r"config.toml: can't be read: Is a directory"):
        load(path)
    path.rmdir()
    path.write_bytes(b"# \xff")
    with pytest.raises(ConfigError, match=r"config.toml: not UTF-8, at byte 2"):
        load(path)


CODES = st.sampled_from(["AZE", "IRN", "ARM", "RUS", "TUR"])
LETTERS = string.ascii_letters + string.digits
WORDS = st.text(LETTERS, min_size=1, max_size=9)
TEXT = st.text(max_size=20).filter(str.isprintable)


@st.composite
def feeds(draw: st.DrawFn) -> Feed:
    """Any feed that makes sense."""
    pairs = st.tuples(CODES, CODES).filter(lambda p: p[0] != p[1]).map(lambda p: Pair(*p).key)
    numbers = st.integers(-(2**63) + 1, 2**63 - 1) | st.booleans()
    values = TEXT | numbers | st.floats(allow_nan=False, allow_infinity=False)
    return Feed(
        name=draw(st.from_regex(r"[a-z0-9][a-z0-9-]{0,39}", fullmatch=True)),
        url=f"https://example.org/?q={draw(st.text(LETTERS + chr(39) + '%?=/~é', max_size=20))}",
        format=draw(st.sampled_from(FORMATS)),
        enabled=draw(st.booleans()),
        interval=draw(st.just(0.0) | st.floats(0.25, 8760)),
        countries=tuple(draw(st.lists(CODES, unique=True))),
        pairs=tuple(draw(st.lists(pairs, unique=True))),
        headers=draw(st.dictionaries(WORDS.map(str.title), WORDS.map("V_".__add__), max_size=3)),
        options=draw(st.dictionaries(WORDS.map("o".__add__), values, max_size=3)),
    )


@settings(deadline=None)
@given(feeds(), st.sampled_from(["", "# mine", FULL]))
def test_what_is_added_is_read_back(feed: Feed, before: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "config.toml"
        path.write_text(before)
        old = load(path).feeds
        if feed.name in ("my-feed", "other", "all"):
            return
        assert add(path, feed) == feed
        assert load(path).feeds == (*old, feed)
        assert not before or path.read_text().startswith(before)
        assert set_enabled(path, feed.name, not feed.enabled)
        assert load(path).feeds[-1].enabled != feed.enabled
        remove(path, feed.name)
        assert load(path).feeds == old
        assert before.strip() in path.read_text()


def test_a_new_file_explains_itself_and_is_the_users_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "config.toml"
    add(path, Feed("x", "https://example.org/", interval=6, headers={"A": "B"}))
    text = path.read_text()
    assert text.startswith("# relations: configuration.")
    assert "secrets are never stored here" in text
    assert text.endswith(
        '\n\n[feeds.x]\nurl = "https://example.org/"\nformat = "relations-feed"\ninterval = 6\n'
        'headers = {A = "B"}\n'
    )
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in path.parent.iterdir()] == ["config.toml"]


def test_switching_changes_one_line(path: Path) -> None:
    path.write_text(FULL)
    assert not set_enabled(path, "other", True)
    assert path.read_text() == FULL
    assert set_enabled(path, "my-feed", True)
    on = FULL.replace("enabled = false ", "enabled = true ")
    assert path.read_text() == on
    assert set_enabled(path, "other", False)
    assert path.read_text() == on.replace('8000/"\n', '8000/"\nenabled = false\n')


def test_switching_above_the_comment_of_the_next(path: Path) -> None:
    text = f'{URL}\n# the next\n[feeds.x.headers]\nA = "B"\n\n# last\n[feeds.y]\nurl = "http://y/"'
    path.write_text(text)
    set_enabled(path, "x", False)
    set_enabled(path, "y", False)
    assert path.read_text() == (
        text.replace('example.org/"\n', 'example.org/"\nenabled = false\n') + "\nenabled = false\n"
    )


def test_removing_leaves_every_other_line(path: Path) -> None:
    path.write_text(FULL)
    remove(path, "my-feed")
    start, rest = FULL.split("[feeds.my-feed]")
    after = start + rest[rest.index("\n# the second") :]
    assert path.read_text() == after
    remove(path, "other")
    assert path.read_text() == after.partition("[feeds.other]")[0] + "# nothing more\n"
    assert load(path) == Config(refresh_every=12.0)


@pytest.mark.parametrize(
    "text",
    [
        '[feeds]\n# in\na = {url = "http://a/"}\n# of b\nb = {url = "http://b/"}\n',
        'feeds = {a = {url = "http://a/"}, b = {url = "http://b/"}}\n# end\n',
        'feeds.a.url = "http://a/"\n# of b\nfeeds.b.url = "http://b/"\n',
        '[feeds.a]\nurl = "http://a/"\n# end of a\n\n# of b\n[feeds."b"]\nurl = "http://b/"\n',
        '[feeds.a]\nurl = "http://a/"\n# in\n\n[feeds.b]\nurl = "http://b/"\n'
        "[feeds.b.options]\nv = 1\n# of options\n",
    ],
)
def test_another_layout_is_changed_rightly_or_not_at_all(path: Path, text: str) -> None:
    comments = [line for line in text.splitlines() if line.startswith("#")]

    def check(change: str) -> None:
        before = path.read_text()
        meant = list(load(path).feeds)
        with suppress(ConfigError):
            if change == "add":
                meant.append(add(path, Feed("c", "http://c/")))
            elif change == "switch":
                set_enabled(path, "a", False)
                meant[0] = Feed("a", "http://a/", enabled=False)
            else:
                remove(path, change)
                meant = [one for one in meant if one.name != change]
            assert list(load(path).feeds) == meant
            assert [line for line in path.read_text().splitlines() if line[:1] == "#"] == comments
            return
        assert path.read_text() == before

    for change in ("add", "switch", "a", "b"):
        path.write_text(text)
        check(change)


def test_names_there_are_and_names_there_are_not(path: Path) -> None:
    with pytest.raises(ConfigError, match="no feed 'x'; there are none"):
        remove(path, "x")
    path.write_text(FULL)
    with pytest.raises(ConfigError, match="no feed 'othr': did you mean 'other'"):
        set_enabled(path, "othr", False)
    with pytest.raises(ConfigError, match="there is a feed 'other' already: remove it first"):
        add(path, Feed("other", "https://example.org/"))
    with pytest.raises(ConfigError, match="feed 'new': interval: must be 0"):
        add(path, Feed("new", "https://example.org/", interval=0.1))
    assert path.read_text() == FULL


def test_a_link_stays_and_the_mode_too(tmp_path: Path, path: Path) -> None:
    target = tmp_path / "dotfiles.toml"
    target.write_text(FULL)
    target.chmod(0o640)
    path.symlink_to(target)
    remove(path, "other")
    assert path.is_symlink()
    assert "other" not in target.read_text()
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match="can't be"):
        add(tmp_path / "file" / "config.toml", Feed("x", "https://example.org/"))
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    with pytest.raises(ConfigError, match="can't be"):
        add(loop, Feed("x", "https://example.org/"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_file_that_may_not_be_changed(path: Path) -> None:
    path.write_text(FULL)
    path.chmod(0o400)
    with pytest.raises(ConfigError, match="can't be written: Permission denied; it is as it was"):
        remove(path, "other")
    assert path.read_text() == FULL


def test_reading_needs_no_tomlkit() -> None:
    code = "import relations_tui.config.file, sys; print('tomlkit' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
