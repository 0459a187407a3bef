"""Settings and keys: every mistake named, every change explained, the rest left as it is."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relations_tui.config import edit_settings
from relations_tui.config.file import Config, load
from relations_tui.config.settings import ABOUT, CHECKS, THEMES, Bound, Settings, check_keys
from relations_tui.errors import ConfigError
from relations_tui.model.feed import Feed
from relations_tui.tui import themes

KNOWN = (
    Bound("events", "a", ("matrix", "pair")),
    Bound("zoom.in", "plus,equals_sign", ("pair",)),
    Bound("swap", "x", ("matrix",)),
    Bound("story.on", "right", ("story",)),
)


def name_of(text: str) -> str | None:
    """Letters, and ``ctrl+`` before one."""
    return text if text.removeprefix("ctrl+").isalpha() else None


def checked(asked: dict[str, str]) -> dict[str, str]:
    return check_keys("here", asked, KNOWN, name_of)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the file is to be."""
    return tmp_path / "config.toml"


def test_a_file_may_set_them(path: Path) -> None:
    path.write_text(
        'refresh_every = 6\n[settings]\ntheme = "ansi-dark"\nclipboard = "osc52"\n'
        'covid = true\ntour = false\n[keys]\n"zoom.in" = "z"\nlayer.next = "n,ctrl+n"\n'
    )
    config = load(path)
    assert config.settings == Settings("ansi-dark", "osc52", covid=True, tour=False)
    assert config.keys == {"zoom.in": "z", "layer.next": "n,ctrl+n"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[settings]\ntehme = "x"', "settings: unknown member 'tehme': did you mean 'theme'?"),
        ('[settings]\ntheme = "x"', "theme: unknown theme 'x'; there are: relations-dark"),
        ("[settings]\ntheme = 3", "theme: unknown theme 3"),
        ('[settings]\nclipboard = "x"', "clipboard: must be one of both, osc52, system, not 'x'"),
        ("[settings]\ncovid = 1", "covid: must be true or false, not 1"),
        ("settings = 1", "settings: must be a table"),
        ("keys = 1", "keys: must be a table"),
        ("[keys]\nevents = 1", "keys: events wants keys in quotes"),
        ('[keys]\n"\\u001b" = 1', "wants keys in quotes"),
    ],
)
def test_a_mistake_is_told_in_one_line(path: Path, text: str, says: str) -> None:
    path.write_text(text)
    with pytest.raises(ConfigError) as found:
        load(path)
    assert says in str(found.value)
    assert str(found.value).isprintable()


def test_keys_are_named_as_the_app_names_them() -> None:
    assert checked({"events": "e, ctrl+e,e"}) == {"events": "e,ctrl+e"}
    assert checked({}) == {}


def test_two_commands_may_swap_their_keys() -> None:
    assert checked({"events": "x", "swap": "a"}) == {"events": "x", "swap": "a"}


def test_commands_of_different_views_may_share_a_key() -> None:
    assert checked({"story.on": "x"}) == {"story.on": "x"}


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"evnts": "e"}, "here: keys: unknown command 'evnts': did you mean 'events'?"),
        ({"qqq": "e"}, "unknown command 'qqq'; see: relations config keys"),
        ({"events": "e+"}, "keys: events: no key 'e+'"),
        ({"events": ""}, "keys: events: no key ''"),
        ({"events": "e,,f"}, "keys: events: no key ''"),
        ({"events": "x"}, "'x' would be both events and swap in the view 'matrix'"),
        ({"zoom.in": "e", "events": "e"}, "'e' would be both events and zoom.in in the view"),
    ],
)
def test_keys_that_can_t_be_are_named(asked: dict[str, str], says: str) -> None:
    with pytest.raises(ConfigError) as found:
        checked(asked)
    assert says in str(found.value)


@given(st.dictionaries(st.sampled_from([one.id for one in KNOWN]), st.sampled_from("aexyz")))
def test_keys_that_pass_clash_nowhere(asked: dict[str, str]) -> None:
    try:
        keys = checked(asked)
    except ConfigError:
        return
    for view in ("matrix", "pair", "story"):
        own = [keys.get(one.id, one.keys).split(",") for one in KNOWN if view in one.views]
        flat = [key for some in own for key in some]
        assert len(set(flat)) == len(flat)


def test_a_new_file_explains_every_setting_and_says_what_is_so_by_itself(path: Path) -> None:
    edit_settings.init(path)
    assert load(path) == Config()
    lines = path.read_text().splitlines()
    for name in CHECKS:
        (at,) = (i for i, line in enumerate(lines) if line.startswith(f"{name} = "))
        assert lines[at - 1].startswith("# ")
    with pytest.raises(ConfigError, match="is there already"):
        edit_settings.init(path)


def test_every_setting_has_its_check_and_its_words() -> None:
    assert tuple(Settings.__struct_fields__) == tuple(CHECKS) == tuple(ABOUT)
    assert THEMES == themes.NAMES


def set_(path: Path, name: str, value: str) -> None:
    edit_settings.set_value(path, name, value, lambda _config: None)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("theme", "relations-light", Config(settings=Settings(theme="relations-light"))),
        ("settings.covid", "true", Config(settings=Settings(covid=True))),
        ("refresh_every", "6", Config(refresh_every=6.0)),
        ("refresh_every", "0.5", Config(refresh_every=0.5)),
        ("keys.layer.next", "n", Config(keys={"layer.next": "n"})),
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_a_setting_is_set(path: Path, name: str, value: str, says: Config, first: bool) -> None:
    if not first:
        edit_settings.init(path)
    set_(path, name, value)
    assert load(path) == says
    if first:
        set_(path, "tour", "false")
        assert "# whether the hints of the first run are shown\ntour = false\n" in path.read_text()


def test_the_rest_of_the_file_stays(path: Path) -> None:
    old = '# mine\n\n[feeds.a]   # first\nurl = "https://example.org/"\n# the end'
    path.write_text(old)
    for name, value in (
        ("covid", "true"), ("tour", "false"), ("keys.events", "e"), ("refresh_every", "3"),
        ("covid", "false"), ("keys.swap", "w"), ("keys.events", ""),
    ):  # fmt: skip
        set_(path, name, value)
    config = load(path)
    assert config.feeds == (Feed("a", "https://example.org/"),)
    assert (config.refresh_every, config.keys) == (3.0, {"swap": "w"})
    assert config.settings == Settings(covid=False, tour=False)
    assert all(line in path.read_text() for line in old.splitlines())
    assert path.read_text().startswith("# mine\n")


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("tehme", "x", "unknown setting 'tehme': did you mean 'theme'?"),
        ("theme", "x", "unknown theme 'x'"),
        ("refresh_every", "x", "refresh_every: must be 0"),
        ("covid", "yes", "covid: must be true or false, not 'yes'"),
    ],
)
def test_what_can_t_be_set_changes_nothing(path: Path, name: str, value: str, says: str) -> None:
    edit_settings.init(path)
    before = path.read_bytes()
    with pytest.raises(ConfigError, match=says):
        set_(path, name, value)
    assert path.read_bytes() == before


def test_a_layout_that_can_t_be_changed_is_left_alone(path: Path) -> None:
    path.write_text("settings = { covid = true }\n")
    set_(path, "covid", "false")
    assert path.read_text() == "settings = { covid = false }\n"
    with pytest.raises(ConfigError, match="edit it by hand"):
        set_(path, "tour", "false")
    assert path.read_text() == "settings = { covid = false }\n"


def test_a_check_that_fails_keeps_the_file(path: Path) -> None:
    def refuse(_config: Config) -> None:
        raise ConfigError("no")

    with pytest.raises(ConfigError, match="no"):
        edit_settings.set_value(path, "keys.events", "x", refuse)
    assert not path.exists()


def test_feeds_without_an_interval_have_that_of_the_app(path: Path) -> None:
    path.write_text(
        'refresh_every = 6\n[feeds.a]\nurl = "https://example.org/"\n'
        '[feeds.b]\nurl = "https://example.org/b"\ninterval = 2\n'
    )
    assert [feed.interval for feed in load(path).scheduled] == [6.0, 2.0]
    assert [feed.interval for feed in load(path).feeds] == [0.0, 2.0]
