"""The help screen: every key of the registry, and what the cells and glyphs say."""

from collections.abc import Iterable
from itertools import groupby
from textwrap import wrap

from textual.content import Content

from relations_tui.model.event import STATUS_MEANS
from relations_tui.report.wording import STATUS_GLYPHS
from relations_tui.tui.commands import COMMANDS, MOVES
from relations_tui.tui.reader import Reader

_KEY_WIDTH = 17
_TEXT_WIDTH = 54
_LAYER_KEYS = "layer."

CELLS = (
    (" +4  -9", "the score, -10..+10: the row's country with the column's"),
    ("  ·", "no data: never shown as 0"),
    ("  0", "a score that rounds to 0: cooperation and conflict even"),
)


def help_screen() -> Reader:
    """All there is to press, in one page."""
    parts: list[tuple[str, str] | str] = [("relations: keys\n", "bold $accent")]
    parts += _section("Cursor", MOVES)
    shown = [c for c in COMMANDS if not c.id.removeprefix(_LAYER_KEYS).isdigit()]
    for group, commands in groupby(shown, key=lambda c: c.group):
        rows = [(c.shown, f"{c.title}. {c.help}") for c in commands]
        if group == "Layer":
            rows.append(("1 .. 5", "A layer by its number"))
        parts += _section(group, rows)
    parts += _section("Cells", CELLS)
    parts += _section(
        "How an event is known",
        [(f"{STATUS_GLYPHS[s]} {s}", meaning) for s, meaning in STATUS_MEANS.items()],
    )
    parts.append(("\nesc to go back", "$secondary"))
    return Reader(Content.assemble(*parts))


def _section(title: str, rows: Iterable[tuple[str, str]]) -> list[tuple[str, str] | str]:
    parts: list[tuple[str, str] | str] = [(f"\n{title}\n", "bold $secondary")]
    for key, text in rows:
        first, *more = wrap(text, _TEXT_WIDTH)
        parts += [(f"  {key:<{_KEY_WIDTH}}", "$accent"), f"{first}\n"]
        parts += [f"  {'':<{_KEY_WIDTH}}{line}\n" for line in more]
    return parts
