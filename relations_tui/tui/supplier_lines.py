"""The lines of the suppliers view. No widget."""

from relations_tui.query.world import World
from relations_tui.report import wording
from relations_tui.report.suppliers import (
    ArmsRival,
    Hostile,
    Supplier,
    SuppliersReport,
    Window,
)
from relations_tui.tui.digits import figure
from relations_tui.tui.lines import Line, clipped, fit, paragraph, tone
from relations_tui.tui.names import both
from relations_tui.tui.sparkline import braille

LOW = 26
WIDE, VERY_WIDE = 100, 150
MEDIUM = 70
BAR = 20
MARK = 5
YEAR = 6
NAME = 16


def head(report: SuppliersReport, size: tuple[int, int], waits: str) -> list[Line]:
    """How many suppliers there are in effect; without quantities, how many are named."""
    width, height = size
    window, named = report.window, sum(one.status is not None for one in report.suppliers)
    if window is None:
        number = str(named)
        said = (
            f"suppliers of {report.what} to {report.name} are named, known by {report.at}",
            "no quantities: what is said is no share; below, how to bring some",
            _conflicts(report),
        )
    else:
        number = f"{window.effective.low:.1f}"
        bounds = f"{window.effective.low:.2f} to {window.effective.high:.2f}"
        said = (
            f"suppliers in effect: {report.name}, {report.what}, {window.since} to {window.until}",
            f"{report.badge}; 1/HHI {bounds}, {window.unknown:.1%} of unknown origin",
            _conflicts(report),
        )
    said = (said[0] + (f"   {waits}" if waits else ""), *said[1:])
    if height < LOW:
        lines: list[Line] = [
            [(fit(f"{number} {said[0]}", width), "text")], [(fit(said[2], width), "dim")],
        ]  # fmt: skip
    else:
        lines = figure(number, "text", said, width)
    notes = [note for note in report.notes if window is not None]
    return [*lines, *([(text, "warn")] for note in notes for text in clipped(note, width, 2)), []]


def _conflicts(report: SuppliersReport) -> str:
    hostile, rivals = len(report.hostile), len(report.arms_rivals)
    return (
        f"{hostile or 'no'} pair{'s' if hostile > 1 else ''} of them hostile to each other, "
        f"{rivals or 'none'} of them suppl{'ies' if rivals == 1 else 'y'} a rival too"
    )


def columns(width: int, *, has_quantities: bool) -> Line:
    """The names of the columns."""
    trend = f"{'over time':<14}" if width >= WIDE else ""
    share = f"{'share':>7} {'before':>7}  {'':<{_bar(width)}}{'':<{MARK}}{trend}"
    share = share if has_quantities else ""
    return [(f" {share}{'supplier':<{_name(width)}} {'how it is known':<24}", "dim")]


def _bar(width: int) -> int:
    return BAR if width >= WIDE else 8 if width >= MEDIUM else 0


def _name(width: int) -> int:
    return NAME if width >= MEDIUM else 13


def supplier_row(one: Supplier, report: SuppliersReport, width: int) -> Line:
    """A supplier: its share, what is said of it."""
    line: Line = []
    if report.window is not None:
        bar = _bar(width)
        share = "–" if one.share is None else f"{one.share * 100:.1f} %"
        was = "–" if one.share_before is None else f"{one.share_before * 100:.1f} %"
        full = "" if one.share is None else ("━" * max(1, round(one.share * bar)))[:bar]
        mark = "new" if one.iso3 in report.new else "gone" if one.iso3 in report.lost else ""
        line += [
            (f"{share:>7} ", "text"), (f"{was:>7}  ", "dim"), (f"{full:<{bar}}", "dim"),
            (f"{mark:<{MARK}}", "accent"),
        ]  # fmt: skip
        if width >= WIDE:
            line.append((f"{_trend(one):<14}", "dim"))
    name = _name(width)
    line.append((f"{fit(one.name, name):<{name}} ", "text"))
    used = sum(len(text) for text, _ in line)
    line.append((fit(_known(one), max(1, width - used)), "text" if one.status else "dim"))
    used = sum(len(text) for text, _ in line)
    said = f"  {one.speaker}" if one.speaker else ""
    if said and width - used > 12:
        line.append((fit(said, width - used), "dim"))
    return line


def _known(one: Supplier) -> str:
    if one.status is None:
        return "– no claim on record"
    more = f" x{one.records}" if one.records > 1 else ""
    return f"{wording.STATUS_GLYPHS[one.status]} {one.status:<8} {one.grade} {one.date}{more}"


def _trend(one: Supplier) -> str:
    if len(one.trend) < 2:
        return ""
    values = [None if share is None else share * 2 - 1 for share in one.trend]
    return braille(values, 12, 1, 1.0)[0]


def hostile_row(world: World, one: Hostile, width: int) -> Line:
    """Two suppliers that are hostile to each other."""
    score = wording.signed(one.score)
    return [
        ("hostile  ", "warn"),
        (both(world, (one.a, one.b), width - 17, directed=False), "text"),
        (f"  {score}", tone(one.score)),
    ]


def rival_row(one: ArmsRival, width: int) -> Line:
    """A supplier that supplies a rival too."""
    known = f"{wording.STATUS_GLYPHS[one.status]} {one.status} {one.grade}" if one.status else (
        f"{one.value or 0:,.0f}"
    )  # fmt: skip
    return [
        ("rival    ", "warn"),
        (fit(one.says, max(1, width - 9 - len(known) - 2)), "text"), (f"  {known}", "dim"),
    ]  # fmt: skip


def over_time(windows: tuple[Window, ...], one: Supplier | None, width: int) -> list[Line]:
    """The effective number in every window by its last year, and the share of one supplier."""
    label = 17
    room = max(1, (width - label) // YEAR)
    if len(windows) < 2:
        return []
    shown = windows[-room:]
    lines: list[Line] = [
        _years("windows up to", [str(window.until) for window in shown], "dim", label),
        _years("effective number", [f"{window.effective.low:.2f}" for window in shown], "text",
               label),
    ]  # fmt: skip
    if one is not None and any(share is not None for share in one.trend[-room:]):
        shares = ["–" if share is None else f"{share:.0%}" for share in one.trend[-room:]]
        lines.append(_years(one.name, shares, "text", label))
    return lines


def _years(name: str, values: list[str], style: str, label: int) -> Line:
    row = "".join(f"{value:>{YEAR}}" for value in values)
    return [(f"{fit(name, label - 1):<{label}}", "dim"), (row, style)]


def words(report: SuppliersReport, width: int, rows: int) -> list[Line]:
    """What the view can't say, where nothing is under the cursor."""
    notes = report.notes if report.window is None else ()  # else the head has them
    text = ". ".join((*notes, report.method))
    return [[(line, "dim")] for line in clipped(text, width, rows)]


def told(says: str, more: str, width: int, rows: int) -> list[Line]:
    """A record in words."""
    lines: list[Line] = [[(line, "text")] for line in paragraph(says, width)]
    lines += (
        [[(line, "dim")] for line in clipped(more, width, max(1, rows - len(lines)))]
        if more
        else []
    )
    return lines[:rows]
