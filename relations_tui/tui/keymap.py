"""Keys by their names, and which of them the commands have, also as the user chose them."""

import string
from collections.abc import Mapping
from functools import cache

from textual.binding import Binding, BindingType
from textual.keys import Keys

from relations_tui.tui.commands import COMMANDS, FOOTER_KEYS, MATRIX, Command, of_view
from relations_tui.tui.views import VIEWS

MODIFIERS = ("ctrl+", "alt+", "shift+")
_SIGNS = (*string.ascii_letters, *string.digits, *string.punctuation)
_SHORT = {"escape": "esc", "pageup": "PgUp", "pagedown": "PgDn"}


def key_name(text: str) -> str | None:
    """Textual's name of a key that is written as a sign or a name; None if there is no such key.

    ``/`` and ``slash`` are one key; ``ctrl+e``, ``shift+up`` and ``f5`` are their own names.
    """
    if len(text) == 1:
        return _name(text) if text.isprintable() and text != " " else None
    if text in _names():
        return text
    start = next((one for one in MODIFIERS if text.startswith(one)), "")
    rest = key_name(text.removeprefix(start)) if start else None
    return f"{start}{rest}" if rest else None


def key_shown(name: str) -> str:
    """A key as a person reads it: ``/``, ``esc``, ``ctrl+e``."""
    start, _, last = name.rpartition("+")
    sign = _names().get(last) or _SHORT.get(last, last)
    return f"{start}+{sign}" if start else sign


@cache
def _names() -> dict[str, str]:
    """The signs of keys by name; "" for keys that have none."""
    named = {key.value: "" for key in Keys if key.value.replace("+", "").isalnum()}
    return {**named, **{_name(sign): sign for sign in _SIGNS}}


def _name(sign: str) -> str:
    (binding,) = Binding.make_bindings([Binding("comma" if sign == "," else sign, "")])
    return binding.key


def shown(command: Command, keys: Mapping[str, str]) -> str:
    """The key of a command as a person reads it, where ``keys`` may give it another one."""
    own = keys.get(command.id)
    return key_shown(own.partition(",")[0]) if own else command.shown


def footer_key(command: Command, view: str, keys: Mapping[str, str]) -> str:
    """What the footer names as the key of a command: of some words two keys that belong together.

    They belong together if their ids differ in the last word, as ``month.back`` and ``month.on``.
    """
    usual = FOOTER_KEYS.get(command.footer)
    if usual is None:
        return shown(command, keys)
    stem = command.id.rpartition(".")[0]
    both = [c for c in of_view(view) if c.id.rpartition(".")[0] == stem]
    if not any(c.id in keys for c in both):
        return usual
    return " ".join(shown(c, keys) for c in both)


def bound() -> list[tuple[str, str, tuple[str, ...]]]:
    """Every command and every move: its id, its keys, and the views that have it."""
    from relations_tui.tui.listing import Listing
    from relations_tui.tui.matrix import MatrixView

    views = (*MATRIX, *VIEWS)
    found = [(c.id, c.keys, tuple(v for v in views if c.is_for(v))) for c in COMMANDS]
    lists = tuple(view for view in VIEWS if view != "map")
    return [*found, *_moves(MatrixView.BINDINGS, MATRIX), *_moves(Listing.BINDINGS, lists)]


def _moves(
    bindings: list[BindingType], views: tuple[str, ...]
) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(b.id, b.key, views) for b in bindings if isinstance(b, Binding) and b.id]
