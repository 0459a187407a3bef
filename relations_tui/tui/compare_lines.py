"""A comparison as lines: the head, a row of the list, a pair in a sentence. No widget."""

from relations_tui.query.compare import KINDS, Compared, Comparison, Kind
from relations_tui.query.world import World
from relations_tui.report import wording
from relations_tui.report.compare import method, notes, weighed
from relations_tui.tui.compare_sides import Sides
from relations_tui.tui.diverging import bar_of
from relations_tui.tui.lines import Line, fit, paragraph, tone
from relations_tui.tui.names import both

TITLES: dict[Kind, str] = {
    "dates": "two dates",
    "layers": "two layers",
    "directions": "there and back",
}
ROOMY, ROOMY_BAR = 50, 75
"""Columns from which a row has the scores of both sides, and a longer bar."""


def head(sides: Sides, found: Comparison | None, where: str, width: int) -> list[Line]:
    """What is compared, of what, among whom, how, and what to bear in mind."""
    lines = [_kinds(sides.kind, where, width), _sides(sides, found, width)]
    if found is None:
        return lines
    rho = "" if found.correlation is None else f"   rank correlation {found.correlation:+.2f}"
    counted = f"{found.changed:,} of {len(found):,} pairs differ{rho}   "
    cells = " (cells: tens)" if found.kind == "layers" else ""
    said = [counted + method(found) + cells, "; ".join(notes(found))]
    return [*lines, *([(row, "dim")] for text in said for row in paragraph(text, width))]


def _kinds(chosen: Kind, where: str, width: int) -> Line:
    line: Line = []
    for kind in KINDS:
        title = f"[{TITLES[kind]}]" if kind == chosen else f" {TITLES[kind]} "
        line.append((f"{title} ", "name" if kind == chosen else "dim"))
    used = sum(len(text) for text, _ in line)
    return [*line, (fit(f" {where}", max(0, width - used)), "dim")]


def _sides(sides: Sides, found: Comparison | None, width: int) -> Line:
    layer = sides.layer
    if sides.kind != "layers":
        return [(f"{layer.title}  ", "text"), (sides.when, "accent")]
    left, right = (found.left.period, found.right.period) if found else (sides.when, "")
    here: Line = [(f"{layer.title} ", "text"), (f"{left} ", "accent")]
    there: Line = [(f"against {sides.other.title} ", "text"), (f"{right} ", "accent")]
    whole = [*here, *there]
    return whole if sum(len(text) for text, _ in whole) <= width else here


def columns(found: Comparison, width: int) -> Line:
    """The names of the columns."""
    left, right = {
        "dates": (found.left.period, found.right.period),
        "layers": (found.left.layer, found.right.layer),
        "directions": ("there", "back"),
    }[found.kind]
    gap = "%" if found.kind == "layers" else "points"
    scores = f"{left[:7]:>7} {right[:7]:>7}  " if width >= ROOMY else ""
    return [(f" {gap:>6}  {'':<{_bar(width)}}  {scores}pair", "dim")]


def _bar(width: int) -> int:
    return 16 if width >= ROOMY_BAR else 8


def row(world: World, found: Comparison, index: int, width: int) -> Line:
    """A line: the difference, both scores, the pair."""
    one, bar = found.row(index), _bar(width)
    digits, unit = (0, 10) if found.kind == "layers" else (1, 1)
    style = tone(one.difference / unit)
    scores = f"{wording.signed(one.left):>7} {wording.signed(one.right):>7}  "
    scores = scores if width >= ROOMY else ""
    used = 6 + 2 + bar + 2 + len(scores)
    return [
        (f"{wording.signed(one.difference, digits):>6}  ", style),
        (bar_of(one.difference, abs(found.row(0).difference), bar), style),
        (f"  {scores}", "dim"),
        (both(world, (one.a, one.b), width - used, directed=found.layer.directed), "text"),
    ]


def sentence(world: World, found: Comparison, one: Compared) -> str:
    """The difference of a pair in a sentence."""
    left, right = found.left, found.right
    names = both(world, (one.a, one.b), directed=found.layer.directed)
    scores = wording.signed(one.left), wording.signed(one.right)
    if found.kind == "layers":
        return (
            f"{names}: {left.title} {scores[0]}, above {one.left_rank:.0f} % of pairs; "
            f"{right.title} {scores[1]}, above {one.right_rank:.0f} %"
        )
    points = f"{wording.signed(one.difference)} points"
    if found.kind == "directions":
        return f"{names} {scores[0]}, {one.b} → {one.a} {scores[1]}: {points} apart"
    known = weighed(world, found, one)
    rests = (wording.amount(x) for x in (known.left_evidence, known.right_evidence))
    return (
        f"{names}: {scores[0]} in {left.period}, {scores[1]} in {right.period}: "
        f"{points}, resting on {' and '.join(rests)} {found.layer.evidence_unit}"
    )
