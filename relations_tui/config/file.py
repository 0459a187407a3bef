"""The configuration file: where it is, and what it says."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import msgspec
from msgspec.structs import replace

from relations_tui.config.check import hours, read_feed, read_members, suggest
from relations_tui.config.path import config_path
from relations_tui.config.settings import CHECKS, Settings, read_keys
from relations_tui.errors import ConfigError
from relations_tui.model.alert import Rule
from relations_tui.model.feed import Feed
from relations_tui.text import clean

__all__ = ["Config", "config_path", "find", "load", "parse", "read", "shown"]


class Config(msgspec.Struct, frozen=True):
    """What the user configured; without a file, nothing."""

    feeds: tuple[Feed, ...] = ()
    """In the order of the file."""
    refresh_every: float = 0.0
    """Hours between the app's own refreshes of feeds without an interval; 0: only when asked."""
    settings: Settings = Settings()
    alerts: tuple[Rule, ...] = ()
    """In the order of the file; one without a neutral band has that of the settings."""
    keys: dict[str, str] = {}
    """Keys by the id of a command, as written; ``settings.check_keys`` looks whether they can be.
    """

    @property
    def scheduled(self) -> tuple[Feed, ...]:
        """The feeds, each with the interval that counts."""
        every = self.refresh_every
        return tuple(f if f.interval else replace(f, interval=every) for f in self.feeds)


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
    members = read_members(where, raw, _MEMBERS)
    tables = _tables(members.pop("feeds", {}))
    feeds = tuple(read_feed(where, name, table) for name, table in tables.items())
    said = read_members(f"{where}: settings", _table(members.pop("settings", {})), CHECKS)
    found = msgspec.convert({**members, "feeds": feeds, "settings": said}, Config)
    band = found.settings.neutral_band
    rules = tuple(r if r.band is not None else replace(r, band=band) for r in found.alerts)
    return replace(found, alerts=rules)


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


def _table(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise ValueError("must be a table: [settings]")
    return value


def _tables(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise ValueError("must be tables: [feeds.NAME]")
    return value


def _alerts(value: object) -> list[object]:
    # Few have rules: what reads them is imported for those.
    from relations_tui.config.alerts import read_alerts

    return read_alerts(value)


_MEMBERS: dict[str, Callable[[object], object]] = {
    "feeds": _tables,
    "refresh_every": hours,
    "settings": _table,
    "alerts": _alerts,
    "keys": read_keys,
}
