"""Methods side by side as lines: one of them, the ruler with all of them, what one is made of."""

from collections.abc import Sequence
from itertools import combinations

from relations_tui.model.country import Pair
from relations_tui.model.period import period_text
from relations_tui.query.method_list import OPINIONS, RANKED, Way, layer_of
from relations_tui.query.method_series import value_at, values
from relations_tui.query.methods import MethodTable
from relations_tui.query.world import World
from relations_tui.report.methods import Correlation, scale_text, value_text
from relations_tui.tui.chart import Span, middle, strip
from relations_tui.tui.lines import Line, Piece, fit, paragraph, tone
from relations_tui.tui.names import both

WIDE, VERY_WIDE = 76, 110
"""Columns from which a method has its date, and its scale."""
TITLE, VALUE = 16, 14
TREND_MONTHS = 120
LETTERS: dict[str, str] = {
    "goldstein": "B", "tsinghua": "T", "net": "N", "agreement": "U", "ideal": "I",
}  # fmt: skip
"""Of each opinion, on the ruler."""
SHORT: dict[str, str] = {
    "goldstein": "balance", "tsinghua": "Tsinghua", "net": "net", "agreement": "UN agreement",
    "ideal": "ideal points",
}  # fmt: skip
SEVERAL = "*"
"""Two methods or more in one place of the ruler."""
_EIGHTHS = " ▏▎▍▌▋▊▉"


def _bar_width(width: int) -> int:
    return 24 if width >= VERY_WIDE + 20 else 14 if width >= WIDE else 8


def _trend_width(width: int) -> int:
    """What the other columns leave, in reason."""
    used = TITLE + 1 + VALUE + 2 + _bar_width(width) + 5 + 2
    used += 9 if width >= WIDE else 0
    used += 11 if width >= VERY_WIDE else 0
    return max(8, min(40, width - used))


def columns(width: int) -> Line:
    """The names of the columns."""
    bar = _bar_width(width)
    ruler = "above % of pairs" if bar + 5 >= 16 else "above %"
    text = f" {'method':<{TITLE}} {'value':>{VALUE}}  {ruler:<{bar + 5}}  "
    text += f"{'scale':<9}  " if width >= VERY_WIDE else ""
    text += f"{'of':<7}  " if width >= WIDE else ""
    return [(text, "dim"), ("10 years to then" if _trend_width(width) >= 16 else "10 years", "dim")]


def row(world: World, way: Way, pair: Pair, at: int, table: MethodTable | None, width: int) -> Line:
    """A method: its value on its own scale, its place among all pairs, its trend.

    The place is a quiet one while that of this date is still being worked out.
    """
    found = value_at(world, way, pair, at)
    value = None if found is None else found.value
    high = None if found is None else found.high
    style = tone(None if value is None or high is not None else way.level(value))
    line: Line = [
        (f"{way.title:<{TITLE}} ", "text"),
        (f"{value_text(way, value, high):>{VALUE}}", style),
        ("  ", ""),
        *_place(way, pair, at, table, value, _bar_width(width)),
        ("  ", ""),
    ]
    layer = layer_of(world, way)
    if width >= VERY_WIDE:
        line.append((f"{scale_text(way):<9}  ", "dim"))
    if width >= WIDE:
        period = ""
        if layer is not None and found is not None:
            period = period_text(found.period, layer.frequency)
        line.append((f"{period:<7}  ", "dim"))
    line.append((_trend(world, way, pair, at, _trend_width(width)), style))
    return line


def _place(
    way: Way, pair: Pair, at: int, table: MethodTable | None, value: float | None, width: int
) -> Line:
    """The percentile as a bar and a number."""
    if way not in RANKED:
        texts = ("needs single roll calls", "needs roll calls", "no roll calls")
        text = next(text for text in texts if len(text) <= width + 5)
        return [(text.ljust(width + 5), "dim")]
    if value is None:
        return [(" " * (width + 4) + "–", "faint")]
    rank = None if table is None else table.rank(way, table.place(pair))
    if table is None or rank is None:
        return [(" " * (width + 4) + "…", "faint")]
    style = tone(rank / 5 - 10) if table.at == at else "faint"
    return [(_filled(rank / 100, width), style), (f"{rank:>5.0f}", style)]


def _filled(share: float, width: int) -> str:
    whole, rest = divmod(round(share * width * 8), 8)
    return ("█" * whole + _EIGHTHS[rest].strip()).ljust(width, "·")[:width]


def _trend(world: World, way: Way, pair: Pair, at: int, width: int) -> str:
    """The ten years up to the date on the method's own scale; a gap is a gap."""
    layer = layer_of(world, way)
    if layer is None:
        return ""
    known = [
        (middle(layer, one.period), None if one.value is None else way.level(_middle(one)))
        for one in values(world, way.id, pair)
        if middle(layer, one.period) <= at + 6
    ]
    return strip(known, layer, Span(at - TREND_MONTHS, at), (width, 1))[0]


def _middle(one: "tuple[int, float | None, float | None]") -> float:
    """Of a range the middle."""
    _, low, high = one
    assert low is not None
    return low if high is None else (low + high) / 2


def made_of(world: World, way: Way, table: MethodTable | None, width: int, room: int) -> list[Line]:
    """What a method is made of, what to mind, who published it; in so many lines."""
    layer = layer_of(world, way)
    source = "no layer has its data" if layer is None else f"from {layer.title}"
    of = ""
    if table is not None and way in RANKED:
        of = f", {table.known(way):,} pairs on the ruler"
    front = f"{way.title}  "
    said: list[tuple[str, str]] = [
        (way.made_of, "text"), (f"mind: {way.limits}", "dim"), (way.paper, "dim"),
    ]  # fmt: skip
    lines: list[Line] = [[(front, "name"), (fit(f"{source}{of}", width - len(front)), "dim")]]
    for text, style in said:
        lines += [[(part, style)] for part in paragraph(text, width)]
    if len(lines) > room:  # what it is made of and who says so come first
        paper = paragraph(way.paper, width)
        kept = max(1, room - len(paper))
        lines = [*lines[:kept], *([(part, "dim")] for part in paper)]
    return lines[:room]


def gaps(table: MethodTable, pair: Pair, width: int, room: int) -> list[Line]:
    """Where the methods have a pair, and how far any two of them are apart, the widest first."""
    place = table.place(pair)
    known = [(rank, way) for way in OPINIONS if (rank := table.rank(way, place)) is not None]
    if len(known) < 2 or room < 4:
        return []
    known.sort(key=lambda one: -one[0])
    apart = sorted(
        ((top - bottom, high, low) for (top, high), (bottom, low) in combinations(known, 2)),
        key=lambda one: -one[0],
    )
    wide = min(ruler_width(width), width - 8)
    lines: list[Line] = [
        [("all pairs  0 ", "dim"), *ruler(table, place, wide - 8), (" 100", "dim")],
        [(text, "dim") for text in paragraph(letters(table), width)[:1]],
    ]
    lines += [
        [(f"{gap:>5.0f}  ", "name"), (fit(f"{high.title} over {low.title}", width - 7), "text")]
        for gap, high, low in apart
    ]
    return lines[:room]


# --- the ranking --------------------------------------------------------------------------------


def ruler_columns(width: int) -> Line:
    """The names of the columns, and of the letters."""
    room = ruler_width(width)
    ends = f"{'0':<{room - 3}}100" if room >= 8 else "0..100"
    return [(f" {'apart':>5}  {ends}  ", "dim"), (fit("pair", max(4, width - room - 10)), "dim")]


def ruler_width(width: int) -> int:
    """Columns of the ruler."""
    return 51 if width >= VERY_WIDE else 31 if width >= WIDE else 21


def letters(table: MethodTable) -> str:
    """What the letters of the ruler mean, and which date each method has."""
    by_period: dict[str, list[str]] = {}
    for way in OPINIONS:
        if way.id in table.periods:
            named = f"{LETTERS[way.id]} {SHORT[way.id]}"
            by_period.setdefault(table.periods[way.id], []).append(named)
    if not by_period:
        return "no method has data by then"
    told = "; ".join(f"{', '.join(named)} {period}" for period, named in by_period.items())
    return f"{told}; {SEVERAL} several"


def ruler_row(world: World, table: MethodTable, place: int, width: int) -> Line:
    """A pair: how far apart its methods are, where each has it, its names."""
    gap, room = table.gap(place) or 0.0, ruler_width(width)
    names = both(world, table.pair(place), width - room - 9, directed=False)
    return [(f"{gap:>5.0f}  ", "name"), *ruler(table, place, room), ("  ", ""), (names, "text")]


def ruler(table: MethodTable, place: int, width: int) -> Line:
    """The methods as letters on 0..100."""
    marks: dict[int, str] = {}
    for way in OPINIONS:
        rank = table.rank(way, place)
        if rank is not None:
            at = round(rank / 100 * (width - 1))
            marks[at] = SEVERAL if at in marks else LETTERS[way.id]
    if not marks:
        return [("·" * width, "faint")]
    low, high = min(marks), max(marks)
    pieces: list[Piece] = []
    for at in range(width):
        blank = ("─" if low < at < high else "·", "faint")
        share = at / (width - 1)
        pieces.append((marks[at], tone(share * 20 - 10)) if at in marks else blank)
    return pieces


def correlation_lines(found: Sequence[Correlation], width: int) -> list[Line]:
    """Spearman's correlations as a small triangle; on a narrow screen by letters."""
    rho = {(one.one, one.other): one.rho for one in found}
    narrow = width < WIDE
    label = 4 if narrow else TITLE + 2
    cell = 6 if narrow else 10

    def title(way: Way) -> str:
        return LETTERS[way.id] if narrow else way.title.split()[-1 if way.id == "agreement" else 0]

    head = "".join(f"{title(way):>{cell}}" for way in OPINIONS[1:])
    lines: list[Line] = [[(" " * label + head, "dim")]]
    for i, one in enumerate(OPINIONS[:-1]):
        name = LETTERS[one.id] if narrow else one.title
        line: Line = [(f"{name:<{label}}", "dim"), (" " * cell * i, "")]
        for other in OPINIONS[i + 1 :]:
            value = rho.get((one.id, other.id))
            text = "–" if value is None else f"{value:+.2f}"
            line.append((f"{text:>{cell}}", tone(None if value is None else value * 10)))
        lines.append(line)
    return lines
