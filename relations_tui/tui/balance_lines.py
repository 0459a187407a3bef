"""The lines of the balance view. No widget."""

from collections.abc import Callable, Mapping, Sequence

from relations_tui.model.layer import Layer
from relations_tui.model.period import month, month_text
from relations_tui.query.whole_balance import Balance
from relations_tui.query.world import World
from relations_tui.report import wording
from relations_tui.report.triads import CAUTION, note_on
from relations_tui.tui.digits import figure
from relations_tui.tui.lines import Line, fit, paragraph
from relations_tui.tui.sparkline import braille, column_of

Series = Sequence[Balance]
LOW = 26
NAME = 18
NUMBERS = 6
"""Columns of the number beside a trend."""
TALLEST = 5
"""Lines of a chart of one measure."""


def region_name(region: str) -> str:
    """The world, or the region itself."""
    return region or "the world"


def share(value: float | None) -> str:
    """``84.0 %``; a dash is no data."""
    return "–" if value is None else f"{value * 100:.1f} %"


MEASURES: Mapping[str, Callable[[Balance], float | None]] = {
    "balanced triads": lambda one: one.balanced,
    "balanced walks": lambda one: one.walks,
    "F = 1 - 2L/m": lambda one: one.normalised,
}


def on_axis(series: Series) -> dict[str, Balance | None]:
    """The series with the periods that are missing in it: they are gaps."""
    if not series:
        return {}
    known = {one.period: one for one in series}
    first, last = series[0].period, series[-1].period
    if len(first) == 4:
        wanted = [str(year) for year in range(int(first), int(last) + 1)]
    else:
        wanted = [month_text(at) for at in range(month(first), month(last) + 1)]
    return {period: known.get(period) for period in wanted}


def at_period(series: Series, period: str) -> Balance | None:
    """The last one by a period."""
    return next((one for one in reversed(series) if one.period <= period), None)


def head(
    layer: Layer, region: str, one: Balance | None, band: float, size: tuple[int, int], waits: str
) -> list[Line]:
    """How balanced a region is, the line index, and how far the work is."""
    width, height = size
    if one is None:
        return [[(f"Balance of {region_name(region)}: {waits or 'no data'}", "name")], []]
    number = "–" if one.balanced is None else f"{one.balanced * 100:.0f}"
    bounds = f"{one.line_low:,}" if not one.is_bound else f"{one.line_low:,} to {one.line_high:,}"
    said = (
        f"% of {one.triads:,} closed triads are balanced: {region_name(region)}, {one.period}",
        f"{one.negative:,} of {one.edges:,} pairs with a sign are hostile; signs beyond {band:g}",
        f"line index {bounds}: so many pairs are against any split in two camps"
        + (f"   {waits}" if waits else ""),
    )
    if height < LOW:
        return [[(fit(f"{number} {said[0]}", width), "text")], [(fit(said[2], width), "dim")], []]
    lines = figure(number, "text", said, width)
    note = note_on(layer, one.negative)
    return [*lines, *([(text, "warn")] for text in paragraph(note, width)), []]


def columns(width: int) -> Line:
    """The names of the columns."""
    trend = fit("balanced triads, 50 to 100 %", max(1, width - NAME - 20))
    return [(f" {'':<{NAME}}{'now':>8} {'a year':>8}  {trend}", "dim")]


def row(region: str, series: Series | None, period: str, width: int) -> Line:
    """A region: its share, the change over a year, the trend."""
    title = region_name(region)
    name = f"{title[0].upper()}{title[1:]:<{NAME - 1}}"
    if series is None:
        return [(name, "text"), ("  being worked out", "dim")]
    one = at_period(series, period)
    if one is None or one.balanced is None:
        return [(name, "text"), ("  fewer than ten closed triads", "dim")]
    before = at_period(series, _year_before(period))
    change = ""
    if before is not None and before.balanced is not None and before.period != one.period:
        change = f"{(one.balanced - before.balanced) * 100:+.1f}"
    inner = max(4, width - NAME - 8 - 9 - 2)
    shares = [None if x is None else _ruler(x.balanced) for x in on_axis(series).values()]
    (drawn,) = braille(shares, inner, 1, 1.0)
    return [
        (name, "text"), (f"{share(one.balanced):>8}", "head"), (f" {change:>8}  ", "dim"),
        (drawn, "text"),
    ]  # fmt: skip


def _ruler(value: float | None) -> float | None:
    """A share of 50 to 100 % on a ruler of -1..+1: below a half nothing is left of balance."""
    return None if value is None else max(-1.0, (value - 0.75) * 4)


def _year_before(period: str) -> str:
    return f"{int(period[:4]) - 1:04d}{period[4:]}"


def told(
    world: World, region: str, series: Series, period: str, size: tuple[int, int]
) -> list[Line]:
    """The three measures over time, and the camps of the best split."""
    width, room = size
    one = at_period(series, period)
    if one is None:
        return []
    inner = max(8, width - NAME - NUMBERS)
    placed = on_axis(series)
    here = list(placed).index(one.period)
    high = min(TALLEST, max(1, (room - 5) // 3))
    lines: list[Line] = []
    for name, of in MEASURES.items():
        values = [None if x is None else of(x) for x in placed.values()]
        drawn = braille([_ruler(value) for value in values], inner, high, 1.0)
        now = values[here]
        for y, text in enumerate(drawn):
            label = name if y == 0 else "100 to 50 %" if y == 1 else ""
            number = f" {now:.3f}" if y == 0 and now is not None else ""
            lines.append([(f"{label:<{NAME}}", "dim"), (text, "text"), (number, "head")])
    mark = column_of(here, len(placed), inner)
    first, last = series[0].period, series[-1].period
    lines.append([(" " * NAME, ""), (f"{first}{last:>{max(1, inner - len(first))}}", "dim")])
    label = f"▲ {one.period}" if mark + len(one.period) + 2 <= inner else f"{one.period} ▲"
    start = mark if label[0] == "▲" else mark - len(label) + 1
    lines.append([(" " * (NAME + start), ""), (label, "accent")])
    said = paragraph(camps(world, region, one), width)
    left = max(1, room - len(lines))
    lines += [
        [(text, "text")] for text in (*said[: left - 1], fit(" ".join(said[left - 1 :]), width))
    ]
    lines.append([(fit(CAUTION, width), "dim")])
    return lines[:room]


def camps(world: World, region: str, one: Balance) -> str:
    """The best split in two camps, in words."""
    names = [world.countries[iso3].name for iso3 in one.other_camp]
    found = "the best split found" if one.is_bound else "the best split"
    if not names:
        return f"{found} leaves all in one camp: no two camps fit {region_name(region)} better"
    shown = ", ".join(names[:12]) + (f" and {len(names) - 12} more" if len(names) > 12 else "")
    against = wording.amount(one.line_high)
    return (
        f"{found}: {one.countries - len(names)} countries against {len(names)} ({shown}); "
        f"{against} pairs stand against it"
    )
