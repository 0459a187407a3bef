"""Changing settings and keys in the configuration file, each with a comment that explains it."""

import re
from collections.abc import Callable
from pathlib import Path
from textwrap import wrap

import tomlkit
from msgspec.structs import asdict, replace
from tomlkit.items import Table

from relations_tui.config.check import hours, suggest
from relations_tui.config.edit import HEADER, document, write
from relations_tui.config.file import Config, load, read, shown
from relations_tui.config.settings import ABOUT, CHECKS, REFRESH_ABOUT, Settings
from relations_tui.errors import ConfigError
from relations_tui.text import clean

REFRESH = "refresh_every"
NAMES = (REFRESH, *CHECKS)
"""What can be set beside keys."""
KEYS_ABOUT = (
    'other keys for commands, by their id: "events" = "a,ctrl+e"; '
    "relations config keys lists the ids"
)
_WIDTH = 90
_TOP = re.compile(r"(#[^\n]*\n)+\n")
"""Comments that a file begins with, and stand for themselves."""


def init(path: Path) -> None:
    """Write a file in which every setting is explained.

    Raises:
        ConfigError: if there is a file, or it can't be written.
    """
    if read(path) or path.exists():
        raise ConfigError(f"{shown(path)}: is there already; it is as it was")
    found = tomlkit.document()
    for line in ("relations: configuration.", "Change it here, or with: relations config set."):
        found.add(tomlkit.comment(line))
    found.add(tomlkit.nl())
    _explain(found, REFRESH_ABOUT)
    found.add(REFRESH, 0)
    found.add(tomlkit.nl())
    settings = tomlkit.table()
    for name, value in asdict(Settings()).items():
        _explain(settings, ABOUT[name])
        settings.add(name, value)
    feeds = HEADER[HEADER.index("# [feeds.NAME]") :]
    keys = f"{_comment(KEYS_ABOUT)}[keys]\n"
    text = f"{found.as_string()}{feeds}\n[settings]\n{settings.as_string()}\n{keys}"
    write(path, text, Config())


def set_value(path: Path, name: str, text: str, check: Callable[[Config], object]) -> Config:
    """Set one setting; other settings and comments stay.

    Args:
        path: the file; it is made if there is none.
        name: ``theme``, ``refresh_every`` .., or ``keys.ID`` for the keys of a command.
        text: the value as typed; "" takes the keys of a command back.
        check: raises ConfigError for a configuration that makes no sense.

    Returns:
        What the file says then.

    Raises:
        ConfigError: if there is no such setting, or it can't be so, or the file can't be written.
    """
    config = load(path)
    plain = name.removeprefix("settings.")
    if name.startswith("keys."):
        text, meant = _with_key(path, config, name.removeprefix("keys."), text)
    elif plain in NAMES:
        text, meant = _with(path, config, plain, _value(path, plain, text))
    else:
        hint = suggest(plain, [*NAMES, "keys.ID"])
        raise ConfigError(f"unknown setting {clean(name, 60)!r}{hint}")
    check(meant)
    write(path, text, meant)
    return meant


def _value(path: Path, name: str, text: str) -> object:
    value: object = {"true": True, "false": False}.get(text, text)
    try:
        if name == REFRESH:
            return hours(_number(text))
        return CHECKS[name](value)
    except ValueError as error:
        raise ConfigError(f"{shown(path)}: {name}: {error}") from None


def _number(text: str) -> object:
    try:
        return float(text)
    except ValueError:
        return text


def _with(path: Path, config: Config, name: str, value: object) -> tuple[str, Config]:
    if name == REFRESH:
        number = float(str(value))
        whole = int(number) if number.is_integer() else number
        return _put(path, "", name, whole, REFRESH_ABOUT), replace(config, refresh_every=number)
    settings = replace(config.settings, **{name: value})
    return _put(path, "settings", name, value, ABOUT[name]), replace(config, settings=settings)


def _with_key(path: Path, config: Config, id_: str, keys: str) -> tuple[str, Config]:
    others = {name: text for name, text in config.keys.items() if name != id_}
    if keys:
        return _put(path, "keys", id_, keys, ""), replace(config, keys={**others, id_: keys})
    found = document(path)
    table = found.get("keys", {})
    if id_ in table:
        del table[id_]
    return found.as_string(), replace(config, keys=others)


def _put(path: Path, table: str, name: str, value: object, about: str) -> str:
    """The file's text with a value in it: where it is already, else first in its table."""
    old = read(path)
    found = document(path)
    place = found.get(table, {}) if table else found
    if name in place:
        place[name] = value
        return found.as_string()
    old = f"{old}\n" if old and not old.endswith("\n") else old
    key = f'"{name}"' if table == "keys" else name
    line = f"{_comment(about)}{key} = {tomlkit.item(value).as_string()}\n"
    if not table:
        head = _TOP.match(old)
        at = head.end() if head else 0
        return f"{old[:at]}{line}{chr(10) if old[at:] else ''}{old[at:]}"
    header = re.search(rf"(?m)^[ \t]*\[[ \t]*{table}[ \t]*\][^\n]*\n", old)
    if header is None:
        return f"{old}{chr(10) if old else ''}[{table}]\n{line}"
    return f"{old[: header.end()]}{line}{old[header.end() :]}"


def _comment(text: str) -> str:
    return "".join(f"# {line}\n" for line in wrap(text, _WIDTH))


def _explain(where: "tomlkit.TOMLDocument | Table", text: str) -> None:
    for line in wrap(text, _WIDTH):
        where.add(tomlkit.comment(line))
