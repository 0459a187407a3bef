"""The tables ``[settings]`` and ``[keys]``: what they may say, and what each setting means."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Final, Literal, NamedTuple, get_args

import msgspec

from relations_tui.config.check import suggest
from relations_tui.errors import ConfigError
from relations_tui.text import clean

Clipboard = Literal["both", "osc52", "system"]
CLIPBOARDS: Final[tuple[str, ...]] = get_args(Clipboard)
THEMES: Final = ("relations-dark", "relations-light", "ansi-dark", "ansi-light")
"""The names of the app's themes."""
_ID: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,59}")


class Settings(msgspec.Struct, frozen=True):
    """How the app behaves."""

    theme: str = ""
    clipboard: Clipboard = "both"
    covid: bool = False
    tour: bool = True
    neutral_band: float = 1.0


ABOUT: Final[dict[str, str]] = {
    "theme": f'the theme at the start: {", ".join(THEMES)}; "": the one last used',
    "clipboard": "where y and Y copy to: osc52 (the terminal), system (pbcopy, wl-copy, xclip, "
    "xsel), or both",
    "covid": "whether covid travel bans are among the events of a pair at the start",
    "tour": "whether the hints of the first run are shown",
    "neutral_band": "scores of at most this size have no sign in triads, balance, blocs; 0 to 9.9",
}
"""What each setting means, for the comment above it."""
REFRESH_ABOUT: Final = (
    "hours between the app's own refreshes of feeds that have no interval; 0: only when asked"
)


def _theme(value: object) -> str:
    if value != "" and value not in THEMES:
        raise ValueError(f"unknown theme {clean(repr(value), 60)}{suggest(str(value), THEMES)}")
    return str(value)


def _clipboard(value: object) -> str:
    if value not in CLIPBOARDS:
        raise ValueError(f"must be one of {', '.join(CLIPBOARDS)}, not {clean(repr(value), 60)}")
    return str(value)


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"must be true or false, not {clean(repr(value), 60)}")
    return value


def _band(value: object) -> float:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not 0 <= float(str(value)) <= 9.9:
        raise ValueError(f"must be 0 to 9.9 points, not {clean(repr(value), 60)}")
    return float(str(value))


CHECKS: Final[dict[str, Callable[[object], object]]] = {
    "theme": _theme,
    "clipboard": _clipboard,
    "covid": _flag,
    "tour": _flag,
    "neutral_band": _band,
}
"""The check of each setting: returns its value, or raises ``ValueError``."""


def read_keys(value: object) -> dict[str, str]:
    """The table ``[keys]`` as ids and keys; whether there are such ids is not looked at here.

    Raises:
        ValueError: if it is no table of texts.
    """
    if not isinstance(value, dict):
        raise ValueError('must be a table: [keys], then "events" = "a,ctrl+e"')
    return dict(_flat("", value))


def _flat(prefix: str, table: Mapping[str, object]) -> Iterable[tuple[str, str]]:
    """An id without quotes, ``layer.next = "x"``, is a table in a table: it means the same."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(f"{prefix}{name}.", value)
        elif not isinstance(value, str):
            raise ValueError(
                f'{clean(prefix + name, 60)} wants keys in quotes, such as "a,ctrl+e", '
                f"not {clean(repr(value), 60)}"
            )
        else:
            yield prefix + name, value


class Bound(NamedTuple):
    """A command as its keys go."""

    id: str
    keys: str
    """Joined by commas."""
    views: Collection[str]
    """The views that have it."""


def check_keys(
    where: str,
    asked: Mapping[str, str],
    known: Collection[Bound],
    name_of: Callable[[str], str | None],
) -> dict[str, str]:
    """The keys asked for, by command, as the app names them.

    Args:
        where: the file, as a complaint names it.
        asked: keys by the ids of commands.
        known: all commands with the keys that they have by themselves.
        name_of: the app's name of a key; None if there is no such key.

    Raises:
        ConfigError: for an id or a key that there is not, or two commands of one view that have
            the same key.
    """
    ids = [command.id for command in known]
    keys: dict[str, str] = {}
    for id_, text in asked.items():
        if id_ not in ids:
            raise ConfigError(f"{where}: keys: unknown command {clean(id_, 60)!r}{_near(id_, ids)}")
        parts = [text] if text == "," else [part.strip() for part in text.split(",")]
        names = [name_of(part) for part in parts]
        for part, name in zip(parts, names, strict=True):
            if name is None:
                raise ConfigError(
                    f"{where}: keys: {id_}: no key {clean(part, 40)!r}; such as a, A, /, f5, "
                    "ctrl+e, shift+up, space"
                )
        keys[id_] = ",".join(dict.fromkeys(name for name in names if name))
    _check_clashes(where, keys, known)
    return keys


def _near(id_: str, ids: Collection[str]) -> str:
    hint = suggest(id_, ids)
    return hint if "did you mean" in hint else "; see: relations config keys"


def _check_clashes(where: str, keys: Mapping[str, str], known: Collection[Bound]) -> None:
    taken: dict[tuple[str, str], str] = {}
    for command in known:
        for key in keys.get(command.id, command.keys).split(","):
            for view in command.views:
                other = taken.setdefault((view, key), command.id)
                if other != command.id and (other in keys or command.id in keys):
                    raise ConfigError(
                        f"{where}: keys: {key!r} would be both {other} and {command.id} in the "
                        f"view {view!r}: give one of them another key"
                    )
