"""What the pair panel says, as lines of styled pieces for a width and a height. No widget."""

import re
from typing import NamedTuple

from relations_tui.model.country import Pair
from relations_tui.model.event import Event, Marker
from relations_tui.model.layer import Layer
from relations_tui.model.period import month_text, period, period_at
from relations_tui.query.filters import EventFilter, latest_first
from relations_tui.query.timeline import latest
from relations_tui.query.world import Reading, World
from relations_tui.report import wording
from relations_tui.report.pair import meaning
from relations_tui.tui.digits import figure
from relations_tui.tui.lines import Line, fit
from relations_tui.tui.sparkline import braille, column_of

TREND_ROWS = 5
LAYER_COLUMN = 15
STAR = "★"
INDENT = " " * 11
FULL_SCALE = 10.0


class Subject(NamedTuple):
    """What the panel is about."""

    world: World
    layer: Layer
    pair: Pair
    at: int
    covid: bool
    starred: bool = False
    note: str = ""
    """The user's own, on the pair."""


def compose(subject: Subject, width: int, height: int) -> list[Line]:
    """The panel's lines for a width and height; the rest of a high panel goes to the events."""
    low = height < 16
    if subject.pair.a == subject.pair.b:
        return [[(" ", "text"), *line] for line in _itself(subject, width)]
    lines = [*_headline(subject, width, low=low)]
    if low:
        lines += _trend(subject, width, rows=3)
        lines += _events(subject, width, max(0, height - len(lines)), head=False)
        return [[(" ", "text"), *line] for line in lines]
    lines += [[], *_trend(subject, width, rows=TREND_ROWS if height > 30 else 3), []]
    lines += [*_layers(subject, width), []]
    if height > 40:
        lines += [*_why(subject, width, rows=5), []]
    lines += _standing(subject, width)
    lines += _events(subject, width, max(0, height - len(lines)), head=True)
    return [[(" ", "text"), *line] for line in lines]


def _itself(subject: Subject, width: int) -> list[Line]:
    """What the diagonal says."""
    name = subject.world.countries[subject.pair.a].name
    said = ("No score of a country with itself.", "Move on, or press / for a pair: aze irn")
    return [[(fit(name, width), "name")], [], *([(fit(text, width), "dim")] for text in said)]


def _headline(subject: Subject, width: int, *, low: bool) -> list[Line]:
    """The names, the number, and what it rests on."""
    world, layer, pair, at = subject[:4]
    reading = world.reading(layer, pair, at)
    a, b = world.countries[pair.a].name, world.countries[pair.b].name
    tone = "dim" if reading.score is None else f"score:{round(reading.score * 100)}"
    between = wording.arrow(layer)
    codes = f"{pair.a}{between}{pair.b}"
    codes = f"{STAR} {codes}" if subject.starred else codes
    names = fit(f"{a} {between} {b}", width - len(codes) - 1)
    title: Line = [(names.ljust(width - len(codes)), "name"), (codes, "dim")]
    number = wording.signed(reading.score)
    said = meaning(layer, reading.score)
    date = f"{layer.title} {reading.period or 'no date'}"
    change = "no value a year before"
    if reading.change is not None:
        change = f"{wording.signed(reading.change)} since {reading.change_from}"
    rests = _rests_on(layer, reading)
    if low:
        told = (said, reading.period, rests, change)
        all_said = fit(" · ".join(filter(None, told)), width - len(number) - 2)
        return [title, [(number, tone), (f"  {all_said}", "dim")]]
    said_below = (said, date, change if reading.score is not None else "")
    lines = [title, [], *figure(number, tone, said_below, width), [(fit(rests, width), "dim")]]
    if subject.note:
        lines.append([("Note  ", "head"), (fit(subject.note, width - 6), "text")])
    return lines


def _rests_on(layer: Layer, reading: Reading) -> str:
    """The evidence, and how much of the period was seen."""
    unit = f"{wording.weight(reading.evidence, layer.evidence_unit)}"
    if reading.score is None:
        return f"{unit}, below the floor of {layer.floor:g}" if reading.evidence else ""
    days = layer.observed.get(reading.period)
    seen = f", {days} days seen" if days is not None else ""
    return reading.note or f"rests on {unit}{seen}"


def _trend(subject: Subject, width: int, *, rows: int) -> list[Line]:
    """The braille line with gaps; below it the date and the markers that fall in its span."""
    world, layer, pair, at = subject[:4]
    points = world.trend(layer, pair)
    if not points:
        return [[(f"no {layer.title.lower()} of this pair", "dim")]]
    first, last = points[0].period, points[-1].period
    by_period = {p.period: p.score for p in points}
    values = [by_period.get(t) for t in range(first, last + 1)]
    if layer.hold:
        values = _held(values)
    chart = braille(values, width - 3, rows, FULL_SCALE)
    lines = [_chart_line(text, row, rows) for row, text in enumerate(chart)]
    here = period_at(at, layer.frequency) - first
    marks, notes = _marks(world.markers_of(pair), layer, first, last)
    lines.append(_axis(width - 3, len(values), here, marks, (layer.periods[0], layer.periods[-1])))
    return lines + [[(fit(note, width), "dim")] for note in notes[:2]]


def _marks(
    markers: list[Marker], layer: Layer, first: int, last: int
) -> tuple[list[int], list[str]]:
    """Where the markers within a span are, and what they say."""
    places = [(period(m.date, layer.frequency) - first, m) for m in markers]
    shown = [(place, m) for place, m in places if 0 <= place <= last - first]
    return [place for place, _ in shown], [f"╵ {m.date} {m.title}" for _, m in shown]


def _axis(width: int, count: int, here: int, marks: list[int], ends: tuple[str, str]) -> Line:
    """Below the chart: the ends of the span, the markers, and the date looked at."""
    at = column_of(here, count, width) if 0 <= here < count else -1
    axis = [" "] * width
    columns = [column_of(place, count, width) for place in marks]
    for text, start in ((ends[0], 1), (ends[1], width - 1 - len(ends[1]))):
        if not any(start <= column < start + len(text) for column in (at, *columns)):
            axis[start : start + len(text)] = text
    for column in columns:
        axis[column] = "╵"
    text = "".join(axis)
    if at < 0:
        return [(text, "dim")]
    return [(text[:at], "dim"), ("▲", "accent"), (text[at + 1 :], "dim")]


def _chart_line(text: str, row: int, rows: int) -> Line:
    """A row of the chart with its label; the middle one carries the line of zero."""
    if row != rows // 2:
        return [(text, "text"), ({0: "+10", rows - 1: "-10"}.get(row, ""), "dim")]
    runs: Line = [
        ("┈" * len(part) if part.isspace() else part, "faint" if part.isspace() else "text")
        for part in re.findall(r" +|[^ ]+", text)
    ]
    return [*runs, ("  0", "dim")]


def _held(values: list[float | None]) -> list[float | None]:
    held: list[float | None] = []
    for value in values:
        held.append(value if value is not None or not held else held[-1])
    return held


def _layers(subject: Subject, width: int) -> list[Line]:
    """The value of every layer, each with its own date; a directed one both ways."""
    world, current, pair, at = subject[:4]
    lines: list[Line] = [[("All layers", "head")]]
    for layer in world.layers.values():
        ways = (pair, pair.swapped) if layer.directed else (pair,)
        for way in ways:
            reading = world.reading(layer, way, at)
            short = layer.title.partition(" ")[0]
            name = f"{short} {way.a}→{way.b}" if layer.directed else layer.title
            line: Line = [(name.ljust(LAYER_COLUMN), "text" if layer is current else "dim")]
            if reading.score is None:
                line += [("    –  ", "dim"), (reading.period.ljust(9), "dim"),
                         (fit(layer.empty_means, width - LAYER_COLUMN - 16), "dim")]  # fmt: skip
            else:
                tone = f"score:{round(reading.score * 100)}"
                line += [(wording.signed(reading.score).rjust(5) + "  ", tone),
                         (reading.period.ljust(9), "dim"),
                         (fit(reading.note, width - LAYER_COLUMN - 16), "dim")]  # fmt: skip
            lines.append(line)
    return lines


def _why(subject: Subject, width: int, *, rows: int) -> list[Line]:
    """The largest contributions to the score."""
    world, layer, pair, at = subject[:4]
    explanation = world.explain(layer, pair, at)
    by_id = {event.id: event for event in world.events(pair)}
    lines: list[Line] = [[("Why", "head"), (f"  {fit(explanation.method, width - 5)}", "dim")]]
    for part in explanation.contributions[:rows]:
        tone = f"score:{500 if part.points > 0 else -500}"
        event = by_id.get(part.event)
        label = f"{wording.parties(event)} {wording.what(event, world.cameo)}" if event else ""
        lines.append(
            [(wording.signed(part.points, 2).rjust(6), tone),
             ("  " + fit(f"{part.date:<10}  {label or part.label}", width - 8), "text")]
        )  # fmt: skip
    rest = len(explanation.contributions) - rows
    if rest > 0:
        others = sum(part.points for part in explanation.contributions[rows:])
        lines.append([(wording.signed(others, 2).rjust(6), "dim"), (f"  {rest} others", "dim")])
    return lines


def _standing(subject: Subject, width: int) -> list[Line]:
    """Projects of both, and what is known to be wrong with the data of either."""
    world, _, pair, _, _ = subject[:5]
    lines: list[Line] = []
    for project in world.projects_of(pair):
        members = " ".join(project.members)
        text = f"{project.title} ({members}), since {project.since}"
        lines += [[("Project  ", "head"), (fit(text, width - 9), "text")]]
    for fact in (*world.facts(pair.a), *world.facts(pair.b)):
        lines += [[("Fact  ", "head"), (fit(wording.fact(fact), width - 6), "text")]]
    for iso3 in pair:
        if note := world.countries[iso3].note:
            lines.append([("! ", "warn"), (fit(f"{iso3}: {note}", width - 2), "dim")])
    return [*lines, []] if lines else []


def _events(subject: Subject, width: int, room: int, *, head: bool) -> list[Line]:
    """The newest events in both directions, as many as there is room for.

    What people put on record, said or claimed comes before what a machine read off the news.
    """
    world, layer, pair, at, covid = subject[:5]
    keep = EventFilter(covid=covid, until="" if at >= latest(layer) else month_text(at))
    found = latest_first(world.events(pair), keep, None)
    told = [event for event in found if event.status != "coded"]
    coded = [event for event in found if event.status == "coded"]
    if not head:
        return _listed(subject, [*told, *coded], width, room)
    hidden = "" if covid else ", v: covid bans"
    lines: list[Line] = [[("On record or claimed", "head"), (f"  {len(told)}{hidden}", "dim")]]
    lines += _listed(subject, told, width, room // 2 if coded else room - 1)
    if coded and room - len(lines) > 2:
        lines += [[], [("Read off the news by a machine", "head"), (f"  {len(coded)}", "dim")]]
        lines += _listed(subject, coded, width, room - len(lines))
    return lines[: max(0, room)]


def _listed(subject: Subject, found: list[Event], width: int, room: int) -> list[Line]:
    lines: list[Line] = []
    for event in found:
        if len(lines) >= room:
            break
        lines += event_lines(subject.world, event, subject.pair, width)
    return lines[: max(0, room)]


def event_lines(world: World, event: Event, pair: Pair, width: int) -> list[Line]:
    """An event: date, parties, kind, status; below what is said, by whom, and any warning."""
    status = f"{wording.STATUS_GLYPHS[event.status]} {event.status} {event.grade}".rstrip()
    front = f"{event.date:<10} {wording.parties(event, pair):<8} "
    what = wording.what(event, world.cameo)
    lines: list[Line] = [[(front, "dim"), (fit(what, width - len(front)), "text")]]
    below = f" · {event.summary or f'read as {event.actors}'} · {wording.source(event)}"
    room = width - len(INDENT) - len(status)
    lines.append([(INDENT + status, "head"), (fit(below, room), "dim")])
    if event.flag:
        lines.append([(f"{INDENT}! ", "warn"), (fit(event.flag, width - 13), "dim")])
    return lines
