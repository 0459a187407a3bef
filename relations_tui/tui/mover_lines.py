"""Movers as lines: the head, a row of the ranking, what made one of them. No widget."""

from relations_tui.model.country import Pair
from relations_tui.model.event import Event
from relations_tui.model.score import Contribution
from relations_tui.query.ranking import UNUSUAL, By, Made, Moves, Ranked
from relations_tui.query.world import World
from relations_tui.report import wording
from relations_tui.report.movers import (
    MoverReport,
    evidence_of,
    unusual_text,
    window_note,
    z_text,
)
from relations_tui.tui.diverging import bar_of
from relations_tui.tui.lines import Line, fit, paragraph, tone
from relations_tui.tui.names import both

ROOMY, WIDE, VERY_WIDE = 70, 100, 150
"""Columns from which the list has the scores at both dates, what the weaker one rests on, and a
longer bar.
"""
FULL = 20.0
"""Points of a bar that is full where the ranking is not by size: the most that a score can move."""
EMPHASIS = 10
"""How many times stronger the colour of a part is than its points, which are few."""


def head(
    found: Moves, by: By, asked: int, where: str, width: int, *, is_waiting: bool
) -> list[Line]:
    """The dates, among whom, in what order, how many; and if the window is not the one asked for.

    Args:
        found: the ranking.
        by: what it is by.
        asked: months of the window that was asked for.
        where: the focus.
        width: columns.
        is_waiting: whether how unusual the changes are is still being worked out.
    """
    before, after = found.periods
    order = "size" if by == "change" else "how unusual it is for the pair"
    if by == "anomaly" and is_waiting:
        order = "size, until it is known how unusual"
    lines: list[Line] = [
        [
            (f"{before} to {after}", "accent"),
            (fit(f"   {where}, by {order}", width - 18), "text"),
        ],
        [(fit(_counted(found, is_waiting=is_waiting), width), "dim")],
    ]
    note = window_note(found, asked)
    return [*lines, *([(text, "warn")] for text in paragraph(note, width))]


def _counted(found: Moves, *, is_waiting: bool) -> str:
    span = found.span
    count, unit = (span, "month") if span % 12 else (span // 12, "year")
    length = f"{count} {unit}{'s' if count > 1 else ''}"
    waiting = "   z: being worked out" if is_waiting else ""
    return f"{length}: {len(found):,} of {found.known:,} pairs moved{waiting}"


def columns(width: int) -> Line:
    """The names of the columns."""
    sides = f"{'before':>6} {'after':>6}  " if width >= ROOMY else ""
    rests = f"{'rests on':>9} " if width >= WIDE else ""
    return [(f" {'change':>6}  {'':<{_bar(width)}}  {sides}{rests}{'z':>6}  pair", "dim")]


def _bar(width: int) -> int:
    return 24 if width >= VERY_WIDE else 16 if width >= WIDE else 10


def row(world: World, found: Moves, index: int, by: By, width: int, *, is_waiting: bool) -> Line:
    """A line: the change, both scores, what they rest on, how unusual it is, the pair."""
    one, bar = found.row(index), _bar(width)
    largest = FULL if by == "anomaly" else abs(found.row(0).change)
    style = tone(one.change)
    sides = f"{wording.signed(one.before):>6} {wording.signed(one.after):>6}  "
    sides = sides if width >= ROOMY else ""
    if width >= WIDE:  # a change is worth no more than the weaker of both scores
        sides += f"{wording.amount(min(evidence_of(world, found, one))):>9} "
    z, z_style = ("…", "faint") if is_waiting else _badge(one)
    used = 6 + 2 + bar + 2 + len(sides) + 6 + 2
    return [
        (f"{wording.signed(one.change):>6}", style), ("  ", ""),
        (bar_of(one.change, largest, bar), style),
        (f"  {sides}", "dim"),
        (f"{z:>6}  ", z_style),
        (both(world, (one.a, one.b), width - used, directed=found.layer.directed), "text"),
    ]  # fmt: skip


def _badge(one: Ranked) -> tuple[str, str]:
    """The z-score: what is unusual stands out, also without colour."""
    if one.z is None:
        return "–", "faint"
    return z_text(one.z), "warn" if abs(one.z) >= UNUSUAL else "dim"


def told(
    world: World, found: Moves, report: MoverReport, room: int, width: int, *, is_waiting: bool
) -> list[Line]:
    """What made a mover, in so many lines: the sum of it, its parts, what is on record."""
    one, made, layer = report.mover, report.made, found.layer
    judged = "how unusual: being worked out" if is_waiting else unusual_text(one)
    names = both(world, (one.a, one.b), width * 2 // 3, directed=layer.directed)
    change = f"  {wording.signed(one.before)} to {wording.signed(one.after)}"
    weights = (wording.amount(x) for x in (report.evidence_before, report.evidence_after))
    rests = f"rests on {' and '.join(weights)} {layer.evidence_unit}"
    said = paragraph(f"{made.told}; {rests}; {judged}", width)
    lines: list[Line] = [
        [(names, "name"), (change, "text")],
        *([(text, "dim")] for text in said[: room - 1]),
    ]
    room = max(0, room - len(lines))
    on_record = made.on_record[: max(0, room - len(made.contributions))] or made.on_record[:1]
    events = {event.id: event for event in world.events(Pair(one.a, one.b))}
    lines += [
        _part(world, part, events.get(part.event), made, width)
        for part in made.contributions[: room - len(on_record)]
    ]
    pair = one.a, one.b
    return [*lines, *(_on_record(world, event, pair, width) for event in on_record)]


def _part(world: World, part: Contribution, event: Event | None, made: Made, width: int) -> Line:
    """A part of the change: its points, and what it was."""
    known = f"{wording.STATUS_GLYPHS[part.status]} {part.status}" if part.status else ""
    front = f"  {part.date:<10} {known:<10} "
    points = f"{wording.signed(part.points, 2):>6}"
    what = part.label
    if event is not None:
        what = f"{wording.parties(event)} {wording.what(event, world.cameo)}"
    rest = f"{what}   {part.source}{wording.fading(part, made.since)}"
    return [
        (points, tone(part.points * EMPHASIS)), (front, "dim"),
        (fit(rest, width - len(points) - len(front)), "text"),
    ]  # fmt: skip


def _on_record(world: World, event: Event, pair: tuple[str, str], width: int) -> Line:
    """What people put on record, said or claimed in the window."""
    known = f"{wording.STATUS_GLYPHS[event.status]} {event.status}"
    front = f"{'':>6}  {event.date:<10} {known:<10} "
    text = f"{wording.parties(event, pair)} {wording.what(event, world.cameo)}: {event.summary}"
    return [(front, "dim"), (fit(text, width - len(front)), "text")]
