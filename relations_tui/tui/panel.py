"""The pair panel: what the data says of the pair under the cursor, from the number downwards."""

from typing import ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from relations_tui.model.country import Pair
from relations_tui.model.event import Event
from relations_tui.model.layer import Layer
from relations_tui.model.period import month_text, period_at, period_text
from relations_tui.query.filters import EventFilter, latest_first
from relations_tui.query.timeline import latest
from relations_tui.query.world import World
from relations_tui.report import wording
from relations_tui.report.pair import meaning
from relations_tui.tui.digits import large
from relations_tui.tui.palette import Palette
from relations_tui.tui.sparkline import braille, column_of

Line = list[tuple[str, str]]
"""Pieces of text, each with the name of its style."""

TREND_ROWS = 4
FULL_SCALE = 10.0


class Subject(NamedTuple):
    """What the panel is about."""

    world: World
    layer: Layer
    pair: Pair
    at: int
    covid: bool


class PairPanel(Widget):
    """Draws itself line by line; follows the cursor without building widgets."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "panel--name", "panel--text", "panel--dim", "panel--head", "panel--accent", "panel--warn",
    }  # fmt: skip
    DEFAULT_CSS = """
    PairPanel {
        .panel--name { color: $foreground; text-style: bold; }
        .panel--text { color: $foreground; }
        .panel--dim { color: $secondary; }
        .panel--head { color: $secondary; text-style: bold; }
        .panel--accent { color: $accent; text-style: bold; }
        .panel--warn { color: $warning; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.subject: Subject | None = None
        self.palette: Palette | None = None
        self._lines: list[Line] = []
        self._drawn_for: Size | None = None

    def show(self, subject: Subject, palette: Palette) -> None:
        """Turn to another pair, layer or date."""
        self.subject, self.palette = subject, palette
        self._drawn_for = None
        self.refresh()

    @property
    def text(self) -> str:
        """The whole panel as plain text, for copying and for tests."""
        self._draw()
        return "\n".join("".join(part for part, _ in line).rstrip() for line in self._lines)

    def render_line(self, y: int) -> Strip:
        """One line of the panel."""
        self._draw()
        width = self.size.width
        if y >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        segments = [Segment(text, self._style(name)) for text, name in self._lines[y]]
        return Strip(segments).adjust_cell_length(width, self.rich_style).crop(0, width)

    def _style(self, name: str) -> Style:
        if name.startswith("score:") and self.palette is not None:
            return self.rich_style + self.palette.text_style(int(name[6:]))
        return self.get_component_rich_style(f"panel--{name}")

    def _draw(self) -> None:
        if self.subject is None or self._drawn_for == self.size:
            return
        self._drawn_for = self.size
        self._lines = compose(self.subject, max(20, self.size.width - 2), self.size.height)


def compose(subject: Subject, width: int, height: int) -> list[Line]:
    """The panel's lines for a width and height; the rest of a high panel goes to the events."""
    low = height < 16
    lines = [*_headline(subject, width, low=low)]
    if low:
        lines += _trend(subject, width, rows=2)
        lines += _events(subject, width, max(0, height - len(lines)), head=False)
        return [[(" ", "text"), *line] for line in lines]
    lines += [[], *_trend(subject, width, rows=TREND_ROWS if height > 26 else 3), []]
    lines += [*_layers(subject, width), []]
    if height > 40:
        lines += [*_why(subject, width, rows=5), []]
    lines += _standing(subject, width)
    lines += _events(subject, width, max(0, height - len(lines)), head=True)
    return [[(" ", "text"), *line] for line in lines]


def _headline(subject: Subject, width: int, *, low: bool) -> list[Line]:
    world, layer, pair, at, _ = subject
    reading = world.reading(layer, pair, at)
    a, b = world.countries[pair.a].name, world.countries[pair.b].name
    tone = "dim" if reading.score is None else f"score:{round(reading.score * 100)}"
    between = f" {wording.arrow(layer)} "
    title: Line = [(_fit(f"{a}{between}{b}", width - 8).ljust(width - 7), "name"),
                   (f"{pair.a}{between.strip()}{pair.b}", "dim")]  # fmt: skip
    date = f"{layer.title} · {reading.period or 'no date'}{_observed(layer, reading.period)}"
    if reading.score is None:
        facts = [(layer.empty_means, "text"), (date, "dim"), ("", "dim")]
        if reading.evidence:
            unit = f"{wording.amount(reading.evidence)} {layer.evidence_unit}"
            facts[2] = (f"{unit}: below the floor of {layer.floor:g}", "dim")
    else:
        change = "no value a year before"
        if reading.change is not None:
            change = f"{wording.signed(reading.change)} since {reading.change_from}"
        evidence = reading.note or f"{wording.amount(reading.evidence)} {layer.evidence_unit}"
        facts = [(meaning(layer, reading.score), "text"), (date, "dim"),
                 (f"{change} · {evidence}", "dim")]  # fmt: skip
    number = wording.signed(reading.score)
    if low:
        return [title, [(number, tone), ("  ", "dim"), *_joined(facts, width - len(number) - 2)]]
    digits = large(number)
    indent = len(digits[0]) + 2
    return [title, [], *(
        [(digit.ljust(indent), tone), (_fit(text, width - indent), style)]
        for digit, (text, style) in zip(digits, facts, strict=True)
    )]  # fmt: skip


def _joined(facts: list[tuple[str, str]], width: int) -> Line:
    text = " · ".join(text for text, _ in facts if text)
    return [(_fit(text, width), "dim")]


def _observed(layer: Layer, period: str) -> str:
    days = layer.observed.get(period)
    return "" if days is None else f" · {days} days observed"


def _trend(subject: Subject, width: int, *, rows: int) -> list[Line]:
    """The braille line with gaps; below it the date and the markers that fall in its span."""
    world, layer, pair, at, _ = subject
    points = world.trend(layer, pair)
    if not points:
        return [[(f"no {layer.title.lower()} of this pair", "dim")]]
    first, last = points[0].period, points[-1].period
    by_period = {p.period: p.score for p in points}
    values = [by_period.get(t) for t in range(first, last + 1)]
    if layer.hold:
        values = _held(values)
    chart = braille(values, width - 3, rows, FULL_SCALE)
    edges = ["+10", *["   "] * (rows - 2), "-10"]
    lines: list[Line] = [
        [(line, "text"), (edge, "dim")] for line, edge in zip(chart, edges, strict=True)
    ]
    under = [" "] * (width - 3)
    notes = []
    for marker in world.markers_of(pair):
        when = period_at(
            int(marker.date[:4]) * 12 + int(marker.date[5:7] or 12) - 1, layer.frequency
        )
        if first <= when <= last:
            under[column_of(when - first, len(values), width - 3)] = "╵"
            notes.append(f"╵ {marker.date} {marker.title}")
    now = period_at(at, layer.frequency)
    if first <= now <= last:
        under[column_of(now - first, len(values), width - 3)] = "▲"
    lines.append([("".join(under), "accent")])
    start, end = (period_text(p, layer.frequency) for p in (first, last))
    shown = period_text(min(max(now, first), last), layer.frequency)
    lines.append(
        [(start, "dim"), (shown.center(max(0, width - 3 - len(start) - len(end))), "accent"),
         (end, "dim")]
    )  # fmt: skip
    return lines + [[(_fit(note, width), "dim")] for note in notes[:2]]


def _held(values: list[float | None]) -> list[float | None]:
    held: list[float | None] = []
    for value in values:
        held.append(value if value is not None or not held else held[-1])
    return held


def _layers(subject: Subject, width: int) -> list[Line]:
    """The value of every layer, each with its own date; a directed one both ways."""
    world, current, pair, at, _ = subject
    lines: list[Line] = [[("All layers", "head")]]
    for layer in world.layers.values():
        ways = (pair, pair.swapped) if layer.directed else (pair,)
        for way in ways:
            reading = world.reading(layer, way, at)
            name = f"{layer.title} {way.a}→{way.b}" if layer.directed else layer.title
            style = "text" if layer.id == current.id else "dim"
            tone = "dim" if reading.score is None else f"score:{round(reading.score * 100)}"
            note = reading.note if reading.score is not None else layer.empty_means
            room = width - 24 - 6 - 9
            lines.append(
                [(_fit(name, 23).ljust(24), style), (wording.signed(reading.score).rjust(5), tone),
                 (f"  {reading.period:<8}", "dim"), (_fit(note, room), "dim")]
            )  # fmt: skip
    return lines


def _why(subject: Subject, width: int, *, rows: int) -> list[Line]:
    """The largest contributions to the score."""
    world, layer, pair, at, _ = subject
    explanation = world.explain(layer, pair, at)
    lines: list[Line] = [[("Why", "head"), (f"  {_fit(explanation.method, width - 5)}", "dim")]]
    for part in explanation.contributions[:rows]:
        tone = f"score:{round(max(-10.0, min(10.0, part.points)) * 100)}"
        lines.append(
            [(wording.signed(part.points, 2).rjust(6), tone),
             (f"  {_fit(part.label, width - 8)}", "text")]
        )  # fmt: skip
    rest = len(explanation.contributions) - rows
    if rest > 0:
        others = sum(part.points for part in explanation.contributions[rows:])
        lines.append([(wording.signed(others, 2).rjust(6), "dim"), (f"  {rest} others", "dim")])
    return lines


def _standing(subject: Subject, width: int) -> list[Line]:
    """Projects of both, and what is known to be wrong with the data of either."""
    world, _, pair, _, _ = subject
    lines: list[Line] = []
    for project in world.projects_of(pair):
        members = " ".join(project.members)
        text = f"{project.title} ({members}), since {project.since}"
        lines += [[("Project  ", "head"), (_fit(text, width - 9), "text")]]
    for iso3 in pair:
        if note := world.countries[iso3].note:
            lines.append([("! ", "warn"), (_fit(f"{iso3}: {note}", width - 2), "dim")])
    return [*lines, []] if lines else []


def _events(subject: Subject, width: int, room: int, *, head: bool) -> list[Line]:
    """The newest events in both directions, as many as there is room for."""
    world, layer, pair, at, covid = subject
    if room <= int(head):
        return []
    keep = EventFilter(covid=covid, until="" if at >= latest(layer) else month_text(at))
    found = latest_first(world.events(pair), keep, None)
    lines: list[Line] = []
    if head:
        count = f"{len(found)} on record" if found else "none on record"
        hidden = "" if covid else ", covid bans left out (v)"
        lines.append([("Latest events", "head"), (f"  {count}{hidden}", "dim")])
    for event in found:
        if len(lines) >= room:
            break
        lines += event_lines(world, event, pair, width)
    return lines[:room]


def event_lines(world: World, event: Event, pair: Pair, width: int) -> list[Line]:
    """An event: date, parties, kind, status, source; its summary and any warning below."""
    status = f"{wording.STATUS_GLYPHS[event.status]} {event.status}"
    grade = f" {event.grade}" if event.grade else ""
    what = wording.what(event, world.cameo)
    front = f"{event.date:<10} {wording.parties(event, pair):<8} "
    end = f"{status}{grade}"
    room = max(0, width - len(front) - len(end) - 1)
    lines: list[Line] = [[(front, "dim"), (_fit(what, room).ljust(room + 1), "text"), (end, "dim")]]
    below = event.summary or f"read as {event.actors}"
    lines.append([(_fit(f"           {below} · {wording.source(event)}", width), "dim")])
    if event.flag:
        lines.append([("           ! ", "warn"), (_fit(event.flag, width - 13), "dim")])
    return lines


def _fit(text: str, width: int) -> str:
    return text if len(text) <= width else text[: max(0, width - 1)] + "…"
