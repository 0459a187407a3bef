"""The lines of the blocs view. No widget."""

from relations_tui.report import wording
from relations_tui.report.blocs import Bloc, BlocsReport, Member, firmness
from relations_tui.tui.digits import figure
from relations_tui.tui.lines import Line, clipped, fit, paragraph, tone

LOW = 26
WIDE = 100
BAR = 10


def head(
    report: BlocsReport, title: str, where: str, size: tuple[int, int], *, stale: bool
) -> list[Line]:
    """How many blocs there are, how well they part, what the layer can't say."""
    width, height = size
    waits = "   being worked out" if stale else ""
    count = len(report.blocs)
    said = (
        f"blocs of {where}: {title}, {report.date}{waits}",
        f"signed modularity {report.quality:.3f}; resolution {report.resolution:g}; scores beyond "
        f"{report.band:g}",
        f"{len(report.moves)} countries in another bloc than in {report.since}" if report.since
        else "the layer does not reach back far enough to tell who moved",
    )  # fmt: skip
    if height < LOW:
        lines: list[Line] = [
            [(fit(f"{count} {said[0]}", width), "text")], [(fit(said[2], width), "dim")],
        ]  # fmt: skip
    else:
        lines = figure(str(count), "text", said, width)
    return [*lines, *([(text, "warn")] for text in paragraph(report.note, width)), []]


def columns(width: int, *, grouped: bool) -> Line:
    """The names of the columns."""
    first = "bloc" if grouped else "bloc before"
    spread = "bridging" if width >= WIDE else "bridge"
    return [(f" {first:<12} {'stays':<{BAR + 6}} {spread:<9} country", "dim")]


def bloc_row(bloc: Bloc, width: int) -> Line:
    """A bloc: its size, its best known members, how they get on among themselves."""
    text = f"{len(bloc.members)} countries: {bloc.name}   among themselves "
    mean = wording.signed(bloc.inside)
    return [
        (f"{bloc.letter}  ", "accent"), (fit(text, max(1, width - 24)), "head"),
        (mean, tone(bloc.inside)), (f"  {firmness(bloc.firm)}", "dim"),
    ]  # fmt: skip


def member_row(letter: str, one: Member, width: int) -> Line:
    """A country: its bloc, where it was before, how firmly it stays, how far it bridges."""
    was = f"{one.before} to {letter}" if one.before and one.before != letter else f"{letter}"
    full = round(one.firm * BAR)
    bar = "━" * full + " " * (BAR - full)
    used = 12 + 1 + BAR + 6 + 1 + 10
    return [
        (f"  {was:<10} ", "accent" if one.before and one.before != letter else "dim"),
        (bar, "dim" if one.firm >= 0.5 else "warn"), (f" {one.firm * 100:>3.0f} % ", "dim"),
        (f"{one.bridging:>6.2f}    ", "dim"),
        (fit(f"{one.iso3}  {one.name}", max(1, width - used)), "text"),
    ]  # fmt: skip


def told(report: BlocsReport, size: tuple[int, int]) -> list[Line]:
    """The mean scores between the blocs, who is in none, what to keep in mind."""
    width, room = size
    letters = [bloc.letter for bloc in report.blocs][: max(1, (width - 6) // 6)]
    scores = {(one.a, one.b): one.score for one in report.between}
    lines: list[Line] = [
        [("mean score between blocs", "dim")],
        [("    " + "".join(f"{letter:>6}" for letter in letters), "dim")],
    ]
    is_roomy = room >= len(letters) + 4
    for a in letters[: max(1, room - 2)]:
        line: Line = [(f"  {a} ", "accent")]
        for b in letters:
            score = scores.get((min(a, b), max(a, b)))
            line.append((f"{wording.signed(score):>6}", tone(score)))
        lines.append(line)
    if report.loners and is_roomy:
        alone = f"in no bloc: {', '.join(report.loners)}"
        lines += [[(text, "dim")] for text in clipped(alone, width, max(1, room - len(lines) - 2))]
    lines.append([(fit(report.caution, width), "dim")])
    return lines[:room]
