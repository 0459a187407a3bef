"""What a configuration may say: each member is checked, each mistake told in one line.

A complaint never quotes what may be a secret: no URL, no header's value.
"""

import math
import re
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import Final, get_args
from urllib.parse import parse_qsl, urlsplit

import msgspec

from relations_tui.errors import ConfigError
from relations_tui.model.country import Pair
from relations_tui.model.feed import Feed, Format
from relations_tui.text import clean

FORMATS: Final[tuple[str, ...]] = get_args(Format)
LEAST_HOURS: Final = 0.25
MOST_HOURS: Final = 8760
RESERVED: Final = frozenset({"all"})
"""Names that mean something else on the command line."""

NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_CODE: Final = re.compile(r"[A-Z]{3}")
_HEADER: Final = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")  # a token of RFC 9110
_VARIABLE: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_OPTION: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,39}")
_SECRET_NAME: Final = re.compile(
    r"key|pwd|passwd|auth|authorization|credentials?|sig|signature"
    r"|.*(token|secret|password|signature|apikey|accesskey|subscriptionkey)"
)
_SECRET_WORD: Final = re.compile(r"(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9]{16,}")
_LONGEST_URL: Final = 8192
_VARIABLE_WANTED: Final = (
    "wants the name of an environment variable (letters, digits and _) that holds the value: "
    "secrets are never stored here"
)
_SECRET_ADVICE: Final = (
    "secrets are never stored here: put it into an environment variable and name that in headers, "
    'such as headers = { Authorization = "MY_VARIABLE" }'
)


def suggest(text: str, known: Iterable[str]) -> str:
    """The end of a complaint about a word that is none of those known."""
    names = list(known)
    close = get_close_matches(text, names, n=1)
    hint = f": did you mean {close[0]!r}?" if close else ""
    return hint or (f"; there are: {', '.join(names)}" if names else "; there are none")


def read_feed(where: str, name: str, raw: object) -> Feed:
    """The feed that a table of the configuration file describes.

    Args:
        where: the file, as a complaint names it.
        name: the table's name.
        raw: the table.

    Raises:
        ConfigError: names file, feed, member, what is wrong and what is allowed.
    """
    place = f"{where}: feed {clean(name, 40)!r}"
    if not NAME.fullmatch(name) or name in RESERVED:
        raise ConfigError(
            f"{place}: a name is 1 to 40 of a-z, 0-9 and -, does not begin with - and is not 'all'"
        )
    if not isinstance(raw, dict):
        raise ConfigError(f"{place}: must be a table: [feeds.{name}]")
    values = {"name": name, **read_members(place, raw, _MEMBERS)}
    if "url" not in values:
        raise ConfigError(f'{place}: url is missing: url = "https://..."')
    return msgspec.convert(values, Feed)


def read_members(
    place: str, raw: dict[str, object], checks: dict[str, Callable[[object], object]]
) -> dict[str, object]:
    """Each member as its check returns it.

    Raises:
        ConfigError: if a member is unknown, or its check raises ``ValueError``.
    """
    read = {}
    for member, value in raw.items():
        if member not in checks:
            raise ConfigError(
                f"{place}: unknown member {clean(member, 40)!r}{suggest(member, checks)}"
            )
        try:
            read[member] = checks[member](value)
        except ValueError as error:
            raise ConfigError(f"{place}: {member}: {error}") from None
    return read


def hours(value: object) -> float:
    """Hours between two refreshes, 0 for never; raises ``ValueError``."""
    if (
        isinstance(value, bool)
        or not isinstance(value, int | float)
        or not (value == 0 or LEAST_HOURS <= value <= MOST_HOURS)
    ):
        raise ValueError(
            f"must be 0 (only when asked) or {LEAST_HOURS} to {MOST_HOURS} hours, "
            f"not {_quoted(value)}"
        )
    return float(value)


def _quoted(value: object) -> str:
    return clean(repr(value), 60)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"must be text in quotes, not {_quoted(value)}")
    return value


def _url(value: object) -> str:
    url = _text(value)
    if len(url) > _LONGEST_URL:
        raise ValueError(f"must have at most {_LONGEST_URL} characters, not {len(url)}")
    if not url.isprintable() or " " in url:
        raise ValueError("must not contain spaces or control characters")
    try:
        parts = urlsplit(url)
        well_formed = bool(parts.hostname) and parts.port != 0
    except ValueError:
        raise ValueError("not a URL; such as https://example.org/feed.json") from None
    if parts.scheme not in ("http", "https"):
        raise ValueError(f"must begin with https:// or http://, not {_quoted(parts.scheme)}")
    if "@" in parts.netloc:
        raise ValueError(f"has a user or password in it; {_SECRET_ADVICE}")
    if not well_formed:
        raise ValueError("names no host; such as https://example.org/feed.json")
    for part in (parts.query.replace(";", "&"), parts.fragment):
        for name, _ in parse_qsl(part, keep_blank_values=True):
            if _is_secret_name(name):
                raise ValueError(f"has {clean(name, 40)}= in it; {_SECRET_ADVICE}")
    return url


def _is_secret_name(name: str) -> bool:
    return bool(_SECRET_NAME.fullmatch(re.sub(r"[^a-z0-9]", "", name.lower())))


def _format(value: object) -> str:
    name = _text(value)
    if name not in FORMATS:
        raise ValueError(f"unknown format {_quoted(name)}{suggest(name, FORMATS)}")
    return name


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"must be true or false, not {_quoted(value)}")
    return value


def _each(value: object, check: Callable[[object], str]) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise ValueError(f'must be a list, such as ["..."], not {_quoted(value)}')
    return tuple(dict.fromkeys(check(one) for one in value))


def _country(value: object) -> str:
    if not isinstance(value, str) or not _CODE.fullmatch(value):
        raise ValueError(f"wants codes of three capital letters such as AZE, not {_quoted(value)}")
    return value


def _pair(value: object) -> str:
    a, _, b = value.partition("-") if isinstance(value, str) else ("", "", "")
    if not _CODE.fullmatch(a) or not _CODE.fullmatch(b):
        raise ValueError(f"wants pairs of codes such as AZE-IRN, not {_quoted(value)}")
    if a == b:
        raise ValueError(f"wants two different countries in a pair, not {_quoted(value)}")
    return Pair(a, b).key


def _countries(value: object) -> tuple[str, ...]:
    return _each(value, _country)


def _pairs(value: object) -> tuple[str, ...]:
    return _each(value, _pair)


def _table(value: object, example: str) -> dict[str, object]:
    if not isinstance(value, dict):
        raise ValueError(f"must be a table, such as {{ {example} }}")
    return value


def _headers(value: object) -> dict[str, str]:
    read: dict[str, str] = {}
    for name, variable in _table(value, 'Authorization = "MY_VARIABLE"').items():
        if not _HEADER.fullmatch(name):
            raise ValueError("a header's name is letters, digits and -, such as Authorization")
        if name.lower() in (other.lower() for other in read):
            raise ValueError(f"{name} is there twice")
        if not isinstance(variable, str) or not _VARIABLE.fullmatch(variable):
            raise ValueError(f"{name} {_VARIABLE_WANTED}")
        if any(_SECRET_WORD.fullmatch(word) for word in variable.split("_")):
            raise ValueError(f"{name} looks like the secret itself: it {_VARIABLE_WANTED}")
        read[name] = variable
    return read


def _options(value: object) -> dict[str, str | int | float | bool]:
    read: dict[str, str | int | float | bool] = {}
    for name, option in _table(value, 'version = "25.1"').items():
        if not _OPTION.fullmatch(name):
            raise ValueError(
                f"an option's name is 1 to 40 letters, digits and _.-, not {_quoted(name)}"
            )
        if _is_secret_name(name):
            raise ValueError(f"has {name}; {_SECRET_ADVICE}")
        if not isinstance(option, str | int | float):
            raise ValueError(f"{name} must be text, a number, true or false")
        if isinstance(option, str) and not option.isprintable():
            raise ValueError(f"{name} must not contain control characters")
        if isinstance(option, float) and not math.isfinite(option):
            raise ValueError(f"{name} must be a finite number")
        if isinstance(option, int) and abs(option) >= 1 << 63:
            raise ValueError(f"{name} must be a number of 64 bits")
        read[name] = option
    return read


_MEMBERS: Final[dict[str, Callable[[object], object]]] = {
    "url": _url,
    "format": _format,
    "enabled": _flag,
    "interval": hours,
    "countries": _countries,
    "pairs": _pairs,
    "headers": _headers,
    "options": _options,
}
