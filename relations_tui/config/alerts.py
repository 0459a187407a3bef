"""The tables ``[[alerts]]``: what a rule may say."""

import re
from collections.abc import Callable
from typing import Final

import msgspec

from relations_tui.config.check import suggest
from relations_tui.model.alert import STARRED, Rule
from relations_tui.text import clean

_CODES: Final = re.compile(r"[A-Z]{3}(-[A-Z]{3}){0,2}")
MOST: Final = 200
"""Rules of a file."""
KINDS: Final = ("moves", "triad", "event")


def read_alerts(value: object) -> list[object]:
    """The rules of the file, checked; whether there are such layers is asked of the data.

    Raises:
        ValueError: in plain words, with the number of the rule.
    """
    if not isinstance(value, list):
        raise ValueError("must be tables: [[alerts]]")
    if len(value) > MOST:
        raise ValueError(f"at most {MOST} rules, not {len(value)}")
    found: list[object] = []
    names: set[str] = set()
    for number, table in enumerate(value, 1):
        rule = _rule(number, table)
        if rule.name in names:
            raise ValueError(f"two rules are called {rule.name!r}")
        names.add(rule.name)
        found.append(rule)
    return found


def _rule(number: int, table: object) -> Rule:
    if not isinstance(table, dict):
        raise ValueError(f"rule {number} must be a table: [[alerts]]")
    read: dict[str, object] = {}
    for member, value in table.items():
        if member not in _CHECKS:
            shown = clean(member, 40)
            raise ValueError(f"rule {number}: unknown member {shown!r}{suggest(member, _CHECKS)}")
        try:
            read[member] = _CHECKS[member](value)
        except ValueError as error:
            raise ValueError(f"rule {number}: {member} {error}") from None
    if "name" not in read:
        raise ValueError(f'rule {number}: name is missing: name = "my pairs"')
    kinds = [kind for kind in KINDS if kind in read]
    if len(kinds) != 1:
        raise ValueError(f"rule {number} wants exactly one of moves, triad, event")
    return msgspec.convert(read, Rule)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"must be text in quotes, not {clean(repr(value), 60)}")
    return value


def _name(value: object) -> str:
    found = clean(_text(value), 60)
    if not found:
        raise ValueError("is empty")
    return found


def _codes(value: object) -> str:
    text = _text(value)
    if text != STARRED and _CODES.fullmatch(text) is None:
        raise ValueError(f"must be countries by code, AZE or AZE-IRN, not {clean(text, 40)!r}")
    return text


def _number(least: float, most: float) -> Callable[[object], float]:
    def check(value: object) -> float:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or not least <= float(str(value)) <= most:
            raise ValueError(f"must be {least:g} to {most:g}, not {clean(repr(value), 40)}")
        return float(str(value))

    return check


def _months(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 1200:
        raise ValueError(f"must be 1 to 1200 whole months, not {clean(repr(value), 40)}")
    return value


_CHECKS: Final[dict[str, Callable[[object], object]]] = {
    "name": _name,
    "moves": _codes,
    "triad": _codes,
    "event": lambda value: clean(_text(value), 300),
    "layer": _name,
    "by": _number(0.01, 20),
    "months": _months,
    "magnitude": _number(0, 10),
    "band": _number(0, 9.9),
}
