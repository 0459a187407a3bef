"""The configuration file: where it is, and what it says."""

import os
import tomllib
from pathlib import Path

import msgspec

from relations_tui.config.check import hours, read_feed, read_members, suggest
from relations_tui.errors import ConfigError
from relations_tui.model.feed import Feed
from relations_tui.text import clean

VARIABLE = "RELATIONS_CONFIG"


class Config(msgspec.Struct, frozen=True):
    """What the user configured; without a file, nothing."""

    feeds: tuple[Feed, ...] = ()
    """In the order of the file."""
    refresh_every: float = 0.0
    """Hours between the app's own refreshes; 0: it refreshes only when asked."""


def config_path(explicit: str | None = None) -> Path:
    """The file: ``--config``, else ``RELATIONS_CONFIG``, else in the user's configuration folder.

    ``XDG_CONFIG_HOME`` counts on every system, as ``XDG_DATA_HOME`` does for the store.
    """
    if named := explicit or os.environ.get(VARIABLE):
        return Path(named).expanduser()
    folder = os.environ.get("XDG_CONFIG_HOME", "")
    if not Path(folder).is_absolute():  # as the XDG specification has it
        from platformdirs import user_config_dir

        folder = user_config_dir()
    return Path(folder) / "relations" / "config.toml"


def load(path: Path) -> Config:
    """What the file says; a file that is not there says nothing.

    Raises:
        ConfigError: if it can't be read, or for the first mistake in it.
    """
    return parse(read(path), path)


def read(path: Path) -> str:
    """The file's text, line ends as they are; "" if it is not there.

    Raises:
        ConfigError: if it can't be read.
    """
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise ConfigError(f"{shown(path)}: not UTF-8, at byte {error.start}") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise ConfigError(f"{shown(path)}: can't be read: {reason}") from None


def parse(text: str, path: Path) -> Config:
    """What the text says.

    Args:
        text: TOML.
        path: the file it is from, to name in a complaint.

    Raises:
        ConfigError: for the first mistake.
    """
    where = shown(path)
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        what, _, at = str(error).removesuffix(")").rpartition(" (at ")
        raise ConfigError(f"{where}: not TOML, at {at}: {clean(what, 120)}") from None
    except RecursionError:
        raise ConfigError(f"{where}: nested too deeply") from None
    members = read_members(where, raw, {"feeds": _tables, "refresh_every": hours})
    tables = _tables(members.pop("feeds", {}))
    feeds = tuple(read_feed(where, name, table) for name, table in tables.items())
    return msgspec.convert({**members, "feeds": feeds}, Config)


def find(path: Path, config: Config, name: str) -> Feed:
    """The feed by that name.

    Raises:
        ConfigError: if there is none.
    """
    for feed in config.feeds:
        if feed.name == name:
            return feed
    hint = suggest(name, [one.name for one in config.feeds])
    raise ConfigError(f"{shown(path)}: no feed {clean(name, 40)!r}{hint}")


def shown(path: Path) -> str:
    """The path as a complaint names it."""
    return clean(str(path), 300)


def _tables(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise ValueError("must be tables: [feeds.NAME]")
    return value
