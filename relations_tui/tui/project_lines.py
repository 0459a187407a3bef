"""Projects as lines: a row of the list, the weakest link in large, the members' matrix, a chart."""

from collections.abc import Sequence
from itertools import groupby, zip_longest
from typing import TYPE_CHECKING

from relations_tui.model.event import Event, Project
from relations_tui.model.layer import Layer
from relations_tui.model.period import month, period_at, period_text
from relations_tui.query.projects import Standing, known_text, phase
from relations_tui.query.world import World
from relations_tui.report import wording
from relations_tui.report.colours import level
from relations_tui.report.pair import meaning
from relations_tui.tui.chart import Canvas, Placed, Span, axis, middle, row_of, strip
from relations_tui.tui.digits import figure
from relations_tui.tui.lines import Line, fit, tone
from relations_tui.tui.names import both
from relations_tui.tui.palette import CELL_WIDTH, label

if TYPE_CHECKING:
    from relations_tui.query.project_course import Course, Reign

WIDE = 76
MARGIN = 6
"""Columns left of the chart, for its scale."""
RIGHT = 15
"""Columns right of it, for the two values at the cursor."""
MOST = 12
"""Members that the small matrix shows."""
LISTED = 6
"""Members that a row of the list names."""
MEAN_DOT = "•"
NAMED = 8
"""Lines from which a chart names the weakest link of every time."""


# --- the list -----------------------------------------------------------------------------------


def columns(width: int) -> Line:
    """The names of the columns."""
    links = f"{'pairs':>7}  " if width >= WIDE else ""
    return [(f" {'weakest':>7} {'':<7}  {'mean':>5}  {links}project", "dim")]


def row(project: Project, now: Standing, at: int, width: int) -> Line:
    """A project: its weakest link, the mean, of how many pairs, its title and members."""
    weakest, mean = now.weakest, now.mean
    low = None if weakest is None else weakest.score
    name = "no data" if weakest is None else weakest.pair.key
    links = f"{len(now.scored)}/{len(now.links)}".rjust(7) + "  " if width >= WIDE else ""
    state = phase(project, at)
    late = "" if state == "running" else f" ({state})"
    few = len(project.members) <= LISTED
    members = f"  {' '.join(project.members) if few else f'{len(project.members)} members'}"
    room = width - 25 - len(links)
    title = fit(f"{project.title}{late}", max(8, room - len(members)))
    return [
        (f"{wording.signed(low):>7} ", tone(low)), (f"{name:<7}  ", "text"),
        (f"{wording.signed(mean):>5}  ", tone(mean)), (links, "dim"),
        (title, "text"), (fit(members, max(1, room - len(title))), "dim"),
    ]  # fmt: skip


# --- the project under the cursor ---------------------------------------------------------------


def about(project: Project, at: int, width: int) -> list[Line]:
    """Its title, since when, how it is known."""
    until = f" to {project.until}" if project.until else ""
    glyph = wording.STATUS_GLYPHS[project.status]
    known = f"{glyph} {project.status} {project.grade}".rstrip()
    when = f"since {project.since}{until}, {phase(project, at)}"
    return [
        [(fit(project.title, width), "name")],
        [(f"{known}  ", "head"), (fit(f"{when}, {project.feed}", width - len(known) - 2), "dim")],
    ]


def weakest(
    world: World, layer: Layer, now: Standing, reign: "Reign | None", width: int, *, known: bool
) -> list[Line]:
    """The weakest link in large, and since when it has been that; ``known``: whether that is known
    by now.
    """
    link, mean = now.weakest, now.mean
    if link is None or mean is None:
        said = ("no weakest link among the members", layer.empty_means, "which is not a score of 0")
        return figure("–", "dim", said, width)
    number = wording.signed(link.score)
    room = width - len(number) * 3 - 2
    since = length = ""
    if reign is not None:
        at_least = "at least " if reign.from_the_start else ""
        unit = layer.frequency if reign.periods == 1 else f"{layer.frequency}s"
        since = f"weakest since {at_least}{period_text(reign.since, layer.frequency)}"
        length = f", {reign.periods} {unit}"
    elif not known:
        since = "weakest since: being worked out"
    means = meaning(layer, link.score)
    texts = (f"{means}; {since}{length}", f"{since}{length}", since) if since else (means,)
    said = (
        both(world, link.pair, room, directed=False),
        next((text for text in texts if len(text) <= room), texts[-1]),
        f"mean {wording.signed(mean)} of {known_text(now)}",
    )
    return figure(number, tone(link.score), said, width)


def matrix(now: Standing, members: Sequence[str]) -> list[Line]:
    """The members by each other, as the cells of the large matrix; of many the first."""
    shown = sorted(set(members))[:MOST]
    scores = {link.pair: link.score for link in now.links}
    lines: list[Line] = [[(" " * 4 + "".join(f"{code:>{CELL_WIDTH}}" for code in shown), "dim")]]
    for one in shown:
        line: Line = [(f"{one} ", "dim")]
        for other in shown:
            score = next((s for p, s in scores.items() if set(p) == {one, other}), None)
            if one == other:
                line.append((" " * CELL_WIDTH, "dim"))
            elif score is None:
                line.append(("·".rjust(CELL_WIDTH - 1) + " ", "dim"))
            else:
                hundredths = round(score * 100)
                text = label(level(hundredths)).rjust(CELL_WIDTH - 1) + " "
                line.append((text, f"cell:{hundredths}"))
        lines.append(line)
    if len(set(members)) > MOST:
        lines.append([(f"and {len(set(members)) - MOST} more: f has all", "dim")])
    return lines


def beside(left: Sequence[Line], right: Sequence[Line], width: int) -> list[Line]:
    """Two blocks of lines, the right one from a column on."""
    drawn: list[Line] = []
    empty: Line = []
    for one, other in zip_longest(left, right, fillvalue=empty):
        used = sum(len(text) for text, _ in one)
        drawn.append([*one, (" " * max(0, width - used), ""), *other])
    return drawn


# --- over time ----------------------------------------------------------------------------------


def chart(
    project: Project, found: "Course", layer: Layer, at: int, width: int, height: int
) -> list[Line]:
    """The weakest link as a line and the mean as dots, on one axis of time with the cursor.

    Args:
        project: its beginning and end are marked.
        found: scores over time.
        layer: whose they are.
        at: the month looked at.
        width: columns.
        height: lines, of which two are the axis and the cursor's.
    """
    named = height >= NAMED
    rows, inner = max(2, height - 2 - named), max(10, width - MARGIN - RIGHT)
    stages = found.stages
    spots = [middle(layer, stage.period) for stage in stages]
    having = [spot for spot, stage in zip(spots, stages, strict=True) if stage.known]
    if not having:
        return [[(" " * MARGIN, ""), (fit(f"{layer.empty_means} at any date", inner), "dim")]]
    span = Span(having[0], max(spots[-1], having[0] + 1))
    canvas = Canvas(inner, rows)
    canvas.put(0, row_of(0, rows), "┈" * inner, "faint")
    here = span.column(middle(layer, period_at(at, layer.frequency)), inner)
    for y in range(rows):
        canvas.put(here, y, "│", "accent")
    _ends(project, span, canvas, inner)
    means: list[Placed] = [(s, stage.mean) for s, stage in zip(spots, stages, strict=True)]
    lows: list[Placed] = [(s, stage.low) for s, stage in zip(spots, stages, strict=True)]
    for spot, mean in means:
        if mean is not None and spot >= span.first:
            canvas.put(span.column(spot, inner), row_of(mean, rows), MEAN_DOT, "dim")
    canvas.trace(strip(lows, layer, span, (inner, rows)), "text")
    now = next((s for s in reversed(stages) if middle(layer, s.period) <= _upto(layer, at)), None)
    drawn: list[Line] = []
    for y, line in enumerate(canvas.lines()):
        left = {0: "+10", row_of(0, rows): "0", rows - 1: "-10"}.get(y, "")
        drawn.append([(f"{left:>{MARGIN - 1}} ", "dim"), *line])
    if now is not None:
        top = [("⠒ weakest", now.low), (f"{MEAN_DOT} mean", now.mean)]
        for y, (name, value) in enumerate(top):
            drawn[y] += [
                (f" {name:<9}", "dim"), (f"{wording.signed(value):>5}", tone(value)),
            ]  # fmt: skip
    if named:
        drawn.append([("  who ", "dim"), *_who(found, layer, spots, span, inner)])
    drawn.append([(" " * MARGIN, ""), (axis(span, inner), "dim")])
    period = period_text(period_at(at, layer.frequency), layer.frequency)
    text = f"▲ {period}" if here + len(period) + 2 <= inner else f"{period} ▲"
    start = here if text[0] == "▲" else here - len(text) + 1
    drawn.append([(" " * (MARGIN + max(0, start)), ""), (text, "accent")])
    return drawn


def _who(found: "Course", layer: Layer, spots: Sequence[int], span: Span, width: int) -> Line:
    """Which link was the weakest when, by name where there is room for it."""
    who: list[str] = [""] * width
    usual = 1 if layer.frequency == "month" else 12
    for spot, later, stage in zip(
        spots, [*spots[1:], spots[-1] + usual], found.stages, strict=True
    ):
        if stage.weakest is None or spot < span.first:
            continue
        until = later if layer.hold or later - spot <= usual else spot + usual
        first = span.column(spot, width)
        for x in range(first, min(width, max(first + 1, span.column(until, width)))):
            who[x] = stage.weakest.key
    line: Line = []
    for i, (key, run) in enumerate(groupby(who)):
        length = len(list(run))
        text = key if length > len(key) else ""
        line.append((f"{text:{'─' if key else ' '}<{length}}", "dim" if i % 2 else "text"))
    return line


def _upto(layer: Layer, at: int) -> int:
    return middle(layer, period_at(at, layer.frequency))


def _ends(project: Project, span: Span, canvas: Canvas, width: int) -> None:
    """Where the project begins and ends, if that lies within the chart."""
    for date, word in ((project.since, "since"), (project.until, "until")):
        if not date:
            continue
        at = int(date) * 12 if len(date) == 4 and word == "since" else month(date)
        if span.first <= at <= span.last:
            x = span.column(at, width)
            for y in range(canvas.height):
                canvas.put(x, y, "╎", "dim", over=False)
            text = f"{word} {date}"
            start = x + 2 if x + 2 + len(text) <= width else x - len(text) - 1
            canvas.put(start, canvas.height - 1, text, "dim", over=False)


def event_line(world: World, event: Event, members: Sequence[str], width: int) -> Line:
    """An event between members: when, who, how it is known, what."""
    glyph = wording.STATUS_GLYPHS[event.status]
    front = f"{event.date:<10} {fit(wording.parties(event, members), 9):<9} {glyph} "
    what = wording.what(event, world.cameo)
    told = f"{what}: {event.summary}" if event.summary else what
    return [(front, "dim"), (fit(told, width - len(front)), "text")]
