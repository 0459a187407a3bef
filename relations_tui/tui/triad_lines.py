"""The lines of the triads view. No widget."""

from collections.abc import Sequence

from relations_tui.model.layer import Layer
from relations_tui.query.triads import Tense, Tie, Triad
from relations_tui.query.world import World
from relations_tui.report import wording
from relations_tui.report.triads import CAUTION, TenseTriad, note_on, would_balance
from relations_tui.tui.digits import figure
from relations_tui.tui.lines import Line, fit, paragraph, tone
from relations_tui.tui.sparkline import braille

WIDE, VERY_WIDE = 100, 150
LOW = 26
"""Lines of a screen below which the figure is small."""
NAME = 9


def head(
    layer: Layer,
    found: Tense,
    whose: str,
    floors: tuple[float, float],
    size: tuple[int, int],
    *,
    stale: bool,
) -> list[Line]:
    """The share of balanced triads, the census, whose triads are listed.

    ``floors`` are the neutral band and the least evidence of those that are listed.
    """
    (band, least), (width, height) = floors, size
    counts, graph = found.census, found.graph
    negative = int((graph.signs < 0).sum()) // 2
    share = "–" if counts.balanced is None else f"{counts.balanced * 100:.0f}"
    census = (
        f"+++ {counts.all_friends:,}  ++- {counts.torn:,}  +-- {counts.common_foe:,}  "
        f"--- {counts.all_foes:,}"
    )
    waits = "   being worked out" if stale else ""
    thin = f"; {found.thin:,} more rest on less than {least:,.0f}" if found.thin else ""
    said = (
        f"% of {counts.closed:,} triads are balanced   {census}",
        f"{negative:,} of {graph.edges:,} pairs with a sign are hostile; signs beyond {band:g}",
        f"{whose}: {len(found):,} imbalanced, the most tense first{thin}{waits}",
    )
    if height < LOW:
        first = f"{share} {said[0]}"
        lines: list[Line] = [[(fit(first, width), "text")], [(fit(said[2], width), "dim")]]
    else:
        lines = figure(share, "text", said, width)
    note = note_on(layer, negative)
    return [*lines, *([(text, "warn")] for text in paragraph(note, width)), []]


def columns(width: int) -> Line:
    """The names of the columns."""
    ties = f"{'the three pairs':<{_ties_width()}}"
    rests = f"{'rests on':>9}" if width >= WIDE else ""
    return [(f" tension  signs  {ties}{rests}  caught between", "dim")]


def _ties_width() -> int:
    return 3 * 14


def row(world: World, found: TenseTriad, width: int) -> Line:
    """A line: the tension, the signs, the three pairs with their scores, who is in the middle."""
    line: Line = [(f"{found.tension:>6.1f}  ", "text"), (f" {found.signs}   ", "dim")]
    for tie in found.ties:
        line += [
            (f"{tie.a}–{tie.b} ", "dim"),
            (f"{wording.signed(tie.score):>5} ", tone(tie.score)),
        ]
    used = 8 + 7 + _ties_width()
    if width >= WIDE:
        line.append((f"{wording.amount(found.rests_on):>9}", "dim"))
        used += 9
    line.append((f"  {fit(_middle(world, found), max(1, width - used - 2))}", "text"))
    return line


def _middle(world: World, found: TenseTriad) -> str:
    """The country between two friends; of three foes all."""
    foes = [tie for tie in found.ties if tie.sign < 0]
    if len(foes) == 1:
        (other,) = {found.a, found.b, found.c} - {foes[0].a, foes[0].b}
        return world.countries[other].name
    return "all foes"


def told(
    found: TenseTriad, line: Sequence[tuple[str, Triad]], unit: str, size: tuple[int, int]
) -> list[Line]:
    """A triad in words, and its time line: a trend for each pair, and when it was imbalanced."""
    width, room = size
    rests = f"rests on {wording.weight(found.rests_on, unit)} at the least"
    lines: list[Line] = [[(text, "text")] for text in paragraph(found.says, width)]
    said = paragraph(f"{would_balance(found)}; {rests}", width)
    left = max(1, room - len(lines))
    lines += [
        [(text, "dim")] for text in (*said[: left - 1], fit(" ".join(said[left - 1 :]), width))
    ]
    if room - len(lines) >= 4:
        lines += time_lines(found.ties, line, width)
    if room - len(lines) >= 1:
        lines.append([(fit(CAUTION, width), "dim")])
    return lines[:room]


def time_lines(ties: Sequence[Tie], line: Sequence[tuple[str, Triad]], width: int) -> list[Line]:
    """A row for each pair over all periods, and one that marks the imbalanced ones."""
    inner = max(8, min(width - NAME - 8, 2 * len(line)))
    rows: list[Line] = []
    for place, tie in enumerate(ties):
        values = [one.ties[place].score for _, one in line]
        (drawn,) = braille(values, inner, 1, 10.0)
        rows.append(
            [
                (f"{tie.a}–{tie.b}".ljust(NAME), "dim"),
                (drawn, tone(tie.score)),
                (f" {wording.signed(tie.score):>5}", tone(tie.score)),
            ]
        )
    marks = "".join(_mark(line[x * len(line) // inner][1]) for x in range(inner)) if line else ""
    first, last = (line[0][0], line[-1][0]) if line else ("", "")
    rows.append([("tense ▪".ljust(NAME), "dim"), (marks, "accent")])
    rows.append([("".ljust(NAME), ""), (f"{first}{last:>{max(1, inner - len(first))}}", "dim")])
    return rows


def _mark(found: Triad) -> str:
    return " " if not found.is_closed else "·" if found.is_balanced else "▪"
