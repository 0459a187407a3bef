"""The help screen: every key of the registry, and what the cells and glyphs say."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from textwrap import wrap

from textual.content import Content

from relations_tui.model.event import STATUS_MEANS
from relations_tui.report.wording import STATUS_GLYPHS
from relations_tui.tui.commands import COMMANDS, LIST_MOVES, MOVES, Command, Moves, of_view
from relations_tui.tui.keymap import bound, key_shown
from relations_tui.tui.keymap import shown as shown_key
from relations_tui.tui.reader import Reader

_KEY_WIDTH = 17
_TEXT_WIDTH, _LEAST_TEXT = 54, 24
_AROUND = 14
"""Columns of a terminal that the page and its margins take."""
_LAYER_KEYS = "layer."

Part = tuple[str, str] | str
"""A text, or one with its style."""

CELLS = (
    (" +4  -9", "the score, -10..+10: the row's country with the column's"),
    ("  ·", "no data: never shown as 0"),
    ("  0", "a score that rounds to 0: cooperation and conflict even"),
)


def help_screen(view: str, keys: Mapping[str, str], width: int) -> Reader:
    """What there is to press in the view in front: its own keys first. Over the matrix, all.

    ``keys``: by the ids of commands, those that the user chose. ``width``: of the terminal.
    """
    room = min(max(width - _KEY_WIDTH - _AROUND, _LEAST_TEXT), _TEXT_WIDTH)
    parts: list[Part] = [("relations: keys\n", "bold $accent")]
    own = [c for c in of_view(view) if c.views and view != "matrix"]
    if own:
        parts += _section(f"Here, in the view: {view}", _rows(own, keys), room)
    if view not in ("matrix", "map"):
        parts += _section("Lists", _moves(LIST_MOVES, keys), room)
    if view == "matrix":
        parts += _section("Cursor", _moves(MOVES, keys), room)
    here = set(own)
    others = COMMANDS if view == "matrix" else of_view(view)
    shown = [c for c in others if c not in here and not _is_number(c)]
    for group, commands in groupby(shown, key=lambda c: c.group):
        rows = _rows(commands, keys)
        if group == "Layer":
            rows.append(("1 .. 5", "A layer by its number"))
        parts += _section(group, rows, room)
    parts += _section("Cells", CELLS, room)
    parts += _section(
        "How an event is known",
        [(f"{STATUS_GLYPHS[s]} {s}", meaning) for s, meaning in STATUS_MEANS.items()],
        room,
    )
    parts.append(("\nesc to go back", "$secondary"))
    return Reader(Content.assemble(*parts))


def _is_number(command: Command) -> bool:
    return command.id.removeprefix(_LAYER_KEYS).isdigit()


def _rows(commands: Iterable[Command], keys: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(shown_key(c, keys), f"{c.title}. {c.help}{_where(c)}") for c in commands]


def _moves(moves: Moves, keys: Mapping[str, str]) -> list[tuple[str, str]]:
    """Moves by their usual keys; where the user chose one of a row, by all that the row has."""
    now = {id_: usual for id_, usual, _ in bound()} | dict(keys)
    rows = []
    for usual, ids, text in moves:
        own = " ".join(key_shown(now[id_].partition(",")[0]) for id_ in ids)
        rows.append((own if any(id_ in keys for id_ in ids) else usual, text))
    return rows


def _where(command: Command) -> str:
    """Of a key that only some views have, which."""
    if not command.views or command.views == ("matrix",) or len(command.views) > 2:
        return ""
    return f" ({', '.join(command.views)})"


def _section(
    title: str, rows: Iterable[tuple[str, str]], width: int
) -> list[tuple[str, str] | str]:
    parts: list[tuple[str, str] | str] = [(f"\n{title}\n", "bold $secondary")]
    for key, text in rows:
        first, *more = wrap(text, width)
        parts += [(f"  {key:<{_KEY_WIDTH}}", "$accent"), f"{first}\n"]
        parts += [f"  {'':<{_KEY_WIDTH}}{line}\n" for line in more]
    return parts
