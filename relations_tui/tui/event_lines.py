"""Events as lines: a row of the explorer, and the ledger beside it. No widget."""

from textwrap import wrap

from rich.cells import cell_len

from relations_tui.model.event import Event
from relations_tui.query.world import World
from relations_tui.report import wording
from relations_tui.report.ledger import dated, ledger
from relations_tui.tui.lines import Line, fit, tone

LABEL = 13
ROOMY = 64
"""Columns from which the status of a row is a word, not only a glyph."""
FIRST = ("status", "grade", "warning", "who says so", "quote", "answer", "told as", "what", "url")
"""What comes first where there is little room."""
SOURCED, SOURCE = 84, 22
"""Columns from which a row says where it is from, and the columns for that."""


def _status_width(width: int) -> int:
    return 14 if width >= ROOMY else 4


def _source_width(width: int) -> int:
    return SOURCE + 2 if width >= SOURCED else 0


def head(width: int) -> Line:
    """The names of the columns."""
    room = _status_width(width)
    front = f" {'date':<10} {'parties':<9} {'status' if room > 6 else '':<{room}}{'value':>5}  "
    source = "source" if _source_width(width) else ""
    return [(front, "dim"), ("what".ljust(width - len(front) - _source_width(width)), "dim"),
            (f"  {source}" if source else "", "dim")]  # fmt: skip


def row(world: World, event: Event, width: int) -> Line:
    """A line: when, who, how it is known, its value, what, and where it is from."""
    room = _status_width(width)
    glyph = wording.STATUS_GLYPHS[event.status]
    known = f"{glyph} {event.status:<8} {event.grade}" if room > 6 else f"{glyph}{event.grade}"
    value = "" if event.goldstein is None else wording.signed(event.goldstein)
    what = wording.what(event, world.cameo)
    told = event.summary or event.actors
    source = _source_width(width)
    left = width - 21 - room - 7 - source - (2 if event.flag else 0)
    tail = f" · {told}" if told and left - len(what) > 8 else ""
    text = fit(what, left)
    tail = fit(tail, left - len(text))
    pad = " " * (left - cell_len(text) - cell_len(tail))
    return [
        (f"{event.date:<10} {fit(wording.parties(event), 9):<9} ", "text"),
        (f"{known:<{room}}", "head"),
        (f"{value:>5}  ", tone(event.goldstein or 0)),
        (text, "text"),
        (tail + pad, "dim"),
        *([(" !", "warn")] if event.flag else []),
        *([("  " + fit(wording.source(event), SOURCE), "dim")] if source else []),
    ]


def claim(world: World, event: Event, width: int, *, low: bool = False) -> list[Line]:
    """The claim ledger of an event; ``low``: without blank lines, the status sooner."""
    names = [world.countries[c].name if c in world.countries else c for c in event.countries]
    lines: list[Line] = []
    title = " – ".join(names) if len(names) < 5 else f"{', '.join(names[:4])} and others"
    when = dated(event)
    if low:
        lines.append([(fit(title, width - len(when) - 2), "name"), (f"  {when}", "dim")])
    else:
        lines += [[(text, "name")] for text in wrap(title, width)]
        lines += [[(f"{wording.parties(event)}  ", "head"), (when, "dim")], []]
    told = ledger(event, world.cameo)
    if low:
        told = [entry for entry in told if entry.tone != "dim"]
        told.sort(key=lambda e: FIRST.index(e.label) if e.label in FIRST else len(FIRST))
    for label, text, style in told:
        if not low and label in ("who says so", "status", "url"):
            lines.append([])
        room, most = max(8, width - LABEL), 2 if low else None
        said = wrap(text, room, max_lines=most, placeholder=" …", break_on_hyphens=False) or [""]
        lines.append([(f"{label:<{LABEL}}", "head"), (said[0], style)])
        lines += [[(" " * LABEL, ""), (more, style)] for more in said[1:]]
    return lines
