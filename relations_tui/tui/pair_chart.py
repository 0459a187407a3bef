"""The trends of a pair on one axis of time: one layer in large, the others stacked below."""

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

from msgspec.structs import replace

from relations_tui.model.country import Pair
from relations_tui.model.event import Event
from relations_tui.model.layer import Layer
from relations_tui.model.period import month, month_text, period_at, period_text
from relations_tui.query.remember import per_world
from relations_tui.query.world import World
from relations_tui.report import wording
from relations_tui.tui.chart import Canvas, Placed, Span, axis, curve, middle, placed, row_of, strip
from relations_tui.tui.lines import Line, fit, tone

MARGIN = 16
"""Columns left of the axis, for the names of layers."""
RIGHT = 7
"""Columns right of it, for their values at the cursor."""
LEAST_ROWS = 4
NAME_ROWS = 3
"""Rows from the top in which turning points are named."""
TURNS = ("war_onset", "agreement", "sanctions")
"""Kinds of event that are turning points."""


class Means(NamedTuple):
    """The two means of a comparison of before and after, to draw on the chart."""

    at: int
    before: float
    after: float


class Subject(NamedTuple):
    """What is drawn."""

    world: World
    layer: Layer
    pair: Pair
    at: int
    span: Span
    means: Means | None
    covid: bool


def draw(subject: Subject, width: int, height: int) -> list[Line]:
    """The trends as lines of a width, at most ``height`` of them; the layer shown comes first."""
    others = [way for way in ways(subject) if way[0] is not subject.layer]
    stack = 2 if height >= LEAST_ROWS * 2 + 3 + 2 * len(others) else 1
    rows = height - 2 - stack * len(others)
    if rows < LEAST_ROWS:  # too low for all: the layer shown comes first
        others, rows = [], max(LEAST_ROWS, height - 2)
    drawn = _main(subject, width, rows)
    for layer, pair in others:
        drawn += _other(subject, layer, pair, width, stack)
    return drawn[:height]


# --- the layer in large -------------------------------------------------------------------------


def _main(subject: Subject, width: int, rows: int) -> list[Line]:
    layer, span = subject.layer, subject.span
    inner = inner_width(width)
    canvas = Canvas(inner, rows)
    values = placed(subject.world.trend(layer, subject.pair), layer)
    canvas.put(0, row_of(0, rows), "┈" * inner, "faint")
    _means(subject, canvas, inner)
    here = span.column(_cursor(subject), inner)
    for y in range(rows):
        canvas.put(here, y, "│", "accent")
    notes = _turns(subject, canvas, inner)
    world, pair, size = subject.world, subject.pair, (inner, rows)
    if layer.directed:
        canvas.trace(_curve(world, layer.id, pair.swapped, span, size), "dim")
    for edge in _band(world, layer.id, pair, span, size):
        canvas.trace(edge, "faint")
    canvas.trace(_curve(world, layer.id, pair, span, size), "text")
    _events(subject, canvas, values, inner)
    if not any(value is not None for _, value in values):
        text = f"{layer.title}: {layer.empty_means} of this pair at any date"
        canvas.put(max(0, (inner - len(text)) // 2), rows // 2, text, "dim")
    drawn = []
    for y, line in enumerate(canvas.lines()):
        label = {0: "+10", row_of(0, rows): "0", rows - 1: "-10"}.get(y, "")
        name = {1: layer.title, 2: _legend(subject)}.get(y, "") if not label else ""
        left = f"{label:>{MARGIN - 1}} " if label else f"{fit(name, MARGIN - 1):<{MARGIN}}"
        drawn.append([(left, "head" if y == 1 else "dim"), *line])
    reading = subject.world.reading(layer, subject.pair, subject.at)
    drawn[0].append((wording.signed(reading.score).rjust(RIGHT - 1), tone(reading.score)))
    drawn.append([(" " * MARGIN, ""), (axis(span, inner), "dim")])
    drawn.append(_cursor_line(subject, inner, here, notes))
    return drawn


def _legend(subject: Subject) -> str:
    if not subject.layer.directed:
        return ""
    return f"{subject.pair.a}→{subject.pair.b}"


def _turns(subject: Subject, canvas: Canvas, width: int) -> list[str]:
    """Turning points as dotted lines with their names; what has no room is told below."""
    told = []
    for turn in turns(subject.world, subject.pair):
        at = month(turn.date)
        if not subject.span.first <= at <= subject.span.last:
            continue
        x = subject.span.column(at, width)
        for y in range(canvas.height):
            canvas.put(x, y, "╎", "dim", over=False)
        text = f"{turn.date} {turn.title}"
        for y, start in product(range(NAME_ROWS), (x + 2, x - len(text) - 1)):
            if canvas.is_free(start - 1, y, len(text) + 2):
                canvas.put(start, y, text, "dim")
                break
        else:
            told.append(f"╎ {text}")
    return told


def _means(subject: Subject, canvas: Canvas, width: int) -> None:
    """The means before and after a date."""
    if subject.means is None:
        return
    at, before, after = subject.means
    x = min(max(subject.span.column(at, width), 0), width)
    canvas.put(0, row_of(before, canvas.height), "─" * x, "accent")
    canvas.put(x, row_of(after, canvas.height), "─" * (width - x), "accent")


def _events(subject: Subject, canvas: Canvas, values: Sequence[Placed], width: int) -> None:
    """What people put on record, said or claimed: its glyph on the line."""
    known = [(at, score) for at, score in values if score is not None]
    for event in told_events(subject):
        at = month(event.date)
        if not subject.span.first <= at <= subject.span.last:
            continue
        nearest = min(known, key=lambda one: abs(one[0] - at), default=(at, 0.0))
        y = row_of(nearest[1] if abs(nearest[0] - at) <= 12 else 0.0, canvas.height)
        x = subject.span.column(at, width)
        canvas.put(x, y, wording.STATUS_GLYPHS[event.status], "accent")


def _cursor_line(subject: Subject, width: int, here: int, notes: Sequence[str]) -> Line:
    period = period_text(period_at(subject.at, subject.layer.frequency), subject.layer.frequency)
    text = " " * width
    if 0 <= here < width:
        label = f"▲ {period}" if here + len(period) + 2 <= width else f"{period} ▲"
        start = here if label[0] == "▲" else here - len(label) + 1
        text = f"{' ' * start}{label}"
    line: Line = [(" " * MARGIN, ""), (text, "accent")]
    room = width - len(text) - 2
    if notes and room > 20:
        line.append((f"  {fit('  '.join(notes), room)}", "dim"))
    return line


# --- the layers below ---------------------------------------------------------------------------


def _other(subject: Subject, layer: Layer, pair: Pair, width: int, rows: int) -> list[Line]:
    inner = inner_width(width)
    values = placed(subject.world.trend(layer, pair), layer)
    canvas = Canvas(inner, rows)
    here = subject.span.column(_cursor(subject), inner)
    if any(value is not None for _, value in values):
        if rows > 1:
            canvas.put(0, rows // 2, "┈" * inner, "faint")
        for y in range(rows):
            canvas.put(here, y, "│", "accent")
        canvas.trace(strip(values, layer, subject.span, (inner, rows)), "text")
    else:
        canvas.put(0, 0, f"{layer.empty_means} of this pair", "dim")
    reading = subject.world.reading(layer, pair, subject.at)
    name = layer.title
    if layer.directed:
        name = f"{layer.title.partition(' ')[0]} {pair.a}→{pair.b}"
    drawn: list[Line] = []
    for y, line in enumerate(canvas.lines()):
        left = {0: name, 1: f"  {reading.period}"}.get(y, "")
        drawn.append([(f"{fit(left, MARGIN - 1):<{MARGIN}}", "dim"), *line])
    drawn[0].append((wording.signed(reading.score).rjust(RIGHT - 1), tone(reading.score)))
    return drawn


def inner_width(width: int) -> int:
    """Columns of the axis of time in a chart of a width."""
    return max(10, width - MARGIN - RIGHT)


@per_world(64)
def _curve(
    world: World, layer_id: str, pair: Pair, span: Span, size: tuple[int, int]
) -> tuple[str, ...]:
    """The trend in large, kept: drawing it costs ten times what the rest does."""
    layer = world.layers[layer_id]
    return tuple(curve(placed(world.trend(layer, pair), layer), layer, span, size))


@per_world(16)
def _band(
    world: World, layer_id: str, pair: Pair, span: Span, size: tuple[int, int]
) -> tuple[tuple[str, ...], ...]:
    """The edges of the 90 % band, where the layer knows one."""
    layer = world.layers[layer_id]
    points = world.trend(layer, pair)
    if all(point.low is None for point in points):
        return ()
    edges = ([replace(p, score=p.low) for p in points], [replace(p, score=p.high) for p in points])
    return tuple(tuple(curve(placed(edge, layer), layer, span, size)) for edge in edges)


def ways(subject: Subject) -> list[tuple[Layer, Pair]]:
    """Every layer with the pair it is drawn for; a directed one in both directions."""
    found: list[tuple[Layer, Pair]] = []
    for layer in subject.world.layers.values():
        found.append((layer, subject.pair))
        if layer.directed and layer is not subject.layer:
            found.append((layer, subject.pair.swapped))
    return found


class Turn(NamedTuple):
    """A turning point of a pair: an election, a treaty, the beginning of a war."""

    date: str
    title: str


def turns(world: World, pair: Pair) -> list[Turn]:
    """The markers of either country, and the pair's treaties and wars on record, by date."""
    found = [Turn(marker.date, marker.title) for marker in world.markers_of(pair)]
    found += [
        Turn(event.date, wording.what(event, world.cameo))
        for event in world.events(pair)
        if event.kind in TURNS and event.status == "recorded" and is_between(event, pair)
    ]
    return sorted(set(found))


def is_between(event: Event, pair: Pair) -> bool:
    """Whether one does it to the other, and not both to a third."""
    there = pair.a in event.sources and pair.b in event.targets
    return there or (pair.b in event.sources and pair.a in event.targets)


def reach(world: World, pair: Pair) -> Span:
    """From the first to the last month of any layer that knows the pair."""
    ends: list[int] = []
    for layer in world.layers.values():
        points = world.trend(layer, pair)
        ends += [middle(layer, p.period) for p in points if p.score is not None]
    return Span(min(ends), max(ends)) if ends else Span(2018 * 12, 2025 * 12)


def layer_span(world: World, layer: Layer, pair: Pair) -> Span:
    """From the first period in which the layer knows the pair to the layer's last."""
    known = (period_text(p.period, layer.frequency) for p in world.trend(layer, pair)
             if p.score is not None)  # fmt: skip
    first, last = next(known, layer.periods[0]), layer.periods[-1]
    begin = month(first) if layer.frequency == "month" else int(first) * 12
    return Span(begin, month(last))


def told_events(subject: Subject) -> list[Event]:
    """The events that people put on record, said or claimed; travel rules and turns apart."""
    events = subject.world.events(subject.pair)
    hidden = ("visa", "covid_ban", *TURNS)
    return [e for e in events if e.status != "coded" and e.kind not in hidden]


def span_text(span: Span) -> str:
    """``2018-01 to 2025-06``."""
    return f"{month_text(span.first)} to {month_text(span.last)}"


def _cursor(subject: Subject) -> int:
    layer = subject.layer
    return middle(layer, period_at(subject.at, layer.frequency))
