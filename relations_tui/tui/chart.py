"""Trends over a span of months as characters: lines with gaps, a time axis, marks upon them."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from relations_tui.model.layer import Layer
from relations_tui.model.period import month, month_text
from relations_tui.model.score import Point
from relations_tui.tui.lines import Line
from relations_tui.tui.sparkline import braille

FULL_SCALE = 10.0
Placed = tuple[int, float | None]
"""A month and the score there; None is no data."""


class Span(NamedTuple):
    """A stretch of time in months, both ends included."""

    first: int
    last: int

    def column(self, at: int, width: int) -> int:
        """The column of a month; outside 0..width-1 if the month lies outside."""
        if self.last == self.first:
            return width // 2
        return round((at - self.first) * (width - 1) / (self.last - self.first))

    def at(self, column: int, width: int) -> int:
        """The month of a column."""
        if width < 2:
            return self.first
        return self.first + round(column * (self.last - self.first) / (width - 1))

    def around(self, at: int, months: int) -> "Span":
        """A span of so many months with ``at`` in it, inside this one as far as it goes."""
        months = min(months, self.last - self.first)
        first = min(max(at - months // 2, self.first), self.last - months)
        return Span(first, first + months)


def placed(points: Sequence[Point], layer: Layer) -> list[Placed]:
    """A trend on the axis of months: a year stands in its middle, and where rules hold they do."""
    found: list[Placed] = []
    held: float | None = None
    for point in points:
        score = held if point.score is None and layer.hold else point.score
        held = score
        found.append((middle(layer, point.period), score))
    return found


def middle(layer: Layer, period: int) -> int:
    """The month at which a period of a layer is drawn."""
    return period if layer.frequency == "month" else period * 12 + 6


def runs(values: Sequence[Placed], layer: Layer) -> list[list[tuple[int, float]]]:
    """The stretches without a gap: a missing period is never crossed by a line."""
    usual = 1 if layer.frequency == "month" else 12
    found: list[list[tuple[int, float]]] = []
    last = None
    for at, score in values:
        if score is None:
            last = None
            continue
        if last is None or (at - last > usual and not layer.hold):
            found.append([])
        found[-1].append((at, score))
        last = at
    return found


def curve(values: Sequence[Placed], layer: Layer, span: Span, size: tuple[int, int]) -> list[str]:
    """The trend as lines of braille, drawn by plotext on a scale of -10 to +10.

    Args:
        values: from :func:`placed`.
        layer: whose values they are.
        span: what the width stands for.
        size: characters wide and high.
    """
    import plotext as plt  # 60 ms, and only this chart wants it

    width, height = size
    plt.clear_figure()
    plt.theme("clear")
    plt.limit_size(False, False)  # else it cuts at the size of a terminal of its own guess
    plt.plotsize(width, height)
    plt.frame(False)
    plt.xfrequency(0)
    plt.yfrequency(0)
    plt.ylim(-FULL_SCALE, FULL_SCALE)
    plt.xlim(span.first, max(span.last, span.first + 1))
    for run in runs(values, layer):
        inside = _cut(run, span)
        if inside:
            plt.plot([at for at, _ in inside], [v for _, v in inside], marker="braille")
    drawn = plt.uncolorize(plt.build()).split("\n")
    return [line.ljust(width)[:width] for line in drawn[:height]]


def _cut(run: Sequence[tuple[int, float]], span: Span) -> list[tuple[float, float]]:
    """The part of a run inside the span; where it crosses the edge it is cut there."""
    found: list[tuple[float, float]] = []
    for i, (at, value) in enumerate(run):
        if span.first <= at <= span.last:
            found.append((at, value))
        for edge in (span.first, span.last):
            if i + 1 < len(run) and at < edge < run[i + 1][0]:
                then, next_value = run[i + 1]
                found.append((edge, value + (next_value - value) * (edge - at) / (then - at)))
    return found


def strip(values: Sequence[Placed], layer: Layer, span: Span, size: tuple[int, int]) -> list[str]:
    """The same, small: our own braille, thirty times as quick."""
    width, height = size
    half = 1 if layer.frequency == "month" else 6
    known = dict(values)
    months = sorted(known)
    sampled: list[float | None] = []
    place = 0
    for column in range(width * 2):
        at = span.first + column * (span.last - span.first) / (width * 2 - 1)
        while place + 1 < len(months) and abs(months[place + 1] - at) <= abs(months[place] - at):
            place += 1
        near = bool(months) and (
            abs(months[place] - at) <= half
            or (layer.hold and months[0] <= at <= months[-1])
        )  # fmt: skip
        sampled.append(known[months[place]] if near else None)
    return braille(sampled, width, height, FULL_SCALE)


class Canvas:
    """Characters with styles, written one over another."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._chars = [[" "] * width for _ in range(height)]
        self._styles = [[""] * width for _ in range(height)]

    def put(self, x: int, y: int, text: str, style: str, *, over: bool = True) -> None:
        """Write a text; what does not fit is cut. ``over``: False writes on empty places only."""
        if not 0 <= y < self.height:
            return
        for i, char in enumerate(text, x):
            if 0 <= i < self.width and (over or self._chars[y][i] == " "):
                self._chars[y][i], self._styles[y][i] = char, style

    def trace(self, rows: Iterable[str], style: str, *, y: int = 0) -> None:
        """Write a drawing; its spaces hide nothing."""
        for dy, row in enumerate(rows):
            for x, char in enumerate(row):
                if char not in " ⠀":
                    self.put(x, y + dy, char, style)

    def is_free(self, x: int, y: int, length: int) -> bool:
        """Whether there is nothing yet."""
        return x >= 0 and x + length <= self.width and not "".join(
            self._chars[y][x : x + length]
        ).strip()  # fmt: skip

    def lines(self) -> list[Line]:
        """What was written, equal styles as one piece."""
        return [
            [
                ("".join(c for c, _ in run), style)
                for style, run in groupby(zip(chars, styles, strict=True), lambda cell: cell[1])
            ]
            for chars, styles in zip(self._chars, self._styles, strict=True)
        ]


def row_of(score: float, height: int) -> int:
    """The line on which a score lies in a chart of a height."""
    share = (FULL_SCALE - min(max(score, -FULL_SCALE), FULL_SCALE)) / (2 * FULL_SCALE)
    return round(share * (height - 1))


def axis(span: Span, width: int) -> str:
    """The years (or months, where they are few) below a chart, as many as there is room for."""
    months = span.last - span.first + 1
    by = next((by for by in (1, 3, 12, 24, 60, 120, 240) if months / by * 9 <= width), 480)
    text = [" "] * width
    first = span.first if by == 1 else -(-span.first // by) * by
    for at in range(first, span.last + 1, by):
        label = month_text(at) if by < 12 else f"{at // 12}"
        start = span.column(at, width)
        if (
            start + len(label) <= width
            and not "".join(text[max(0, start - 1) : start + len(label)]).strip()
        ):
            text[start : start + len(label)] = label
    return "".join(text)


def parse_span(text: str, whole: Span) -> Span | None:
    """The span that ``2013 2019-06`` names, at least two months; None if it names none."""
    from relations_tui.model.period import check_date

    parts = text.replace("..", " ").replace(",", " ").split()
    if len(parts) != 2:
        return None
    try:
        first, last = check_date(parts[0]), check_date(parts[1])
    except ValueError:
        return None
    begin = int(first) * 12 if len(first) == 4 else month(first)
    end = month(last)
    begin, end = max(begin, whole.first), min(end, whole.last)
    return Span(begin, end) if end - begin >= 2 else None
