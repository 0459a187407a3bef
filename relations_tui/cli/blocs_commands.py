"""``relations blocs``."""

from typing import TYPE_CHECKING

from relations_tui.cli.commands import band_asked, month_asked
from relations_tui.cli.opening import open_headless
from relations_tui.cli.output import write, write_json
from relations_tui.errors import UsageError
from relations_tui.query.world import World
from relations_tui.report import wording
from relations_tui.report.blocs import (
    BLOCS_HEAD,
    BlocsReport,
    bloc_rows,
    blocs_report,
    firmness,
)
from relations_tui.report.tabular import csv_text

if TYPE_CHECKING:
    from argparse import Namespace

MOVES = 30


def blocs(args: "Namespace") -> int:
    """``relations blocs``."""
    if args.months < 1:
        raise UsageError(f"--months wants 1 or more, got {args.months}")
    world = open_headless(args.store)
    layer = world.layer(args.layer)
    report = blocs_report(
        world, layer, month_asked(layer, args.at), among=args.region, band=band_asked(args.band),
        resolution=args.resolution, months=args.months,
    )  # fmt: skip
    if args.json:
        write_json(report)
    elif args.csv:
        write(csv_text(BLOCS_HEAD, bloc_rows(report)))
    else:
        write("\n".join(_told(world, report)))
    return 0


def _told(world: World, report: BlocsReport) -> list[str]:
    layer = world.layers[report.layer]
    title = f"Blocs of {report.among or 'the world'}   {layer.title}, {report.date or 'no data'}"
    if not report.date:
        return [title, f"  {report.note}"]
    count = f"{len(report.blocs)} bloc{'' if len(report.blocs) == 1 else 's'}"
    lines = [title, f"  {count}, signed modularity {report.quality:.3f}"]
    if report.note:
        lines.append(f"  note: {report.note}")
    for bloc in report.blocs:
        lines += [
            "",
            f"{bloc.letter}  {len(bloc.members)} countries: {bloc.name}; "
            f"{wording.signed(bloc.inside, 2)} among themselves, {firmness(bloc.firm)}",
            "   " + " ".join(f"{m.iso3}{'' if m.firm >= 0.5 else '?'}" for m in bloc.members),
        ]
    letters = [bloc.letter for bloc in report.blocs]
    scores = {(one.a, one.b): one.score for one in report.between}
    lines += ["", "mean scores between blocs ('?': loose member)"]
    lines.append("     " + " ".join(f"{letter:>5}" for letter in letters))
    for a in letters:
        row = (scores.get((min(a, b), max(a, b))) for b in letters)
        lines.append(f"  {a}  " + " ".join(f"{wording.signed(score):>5}" for score in row))
    if report.since:
        lines += ["", f"in another bloc than in {report.since}: {len(report.moves)}"]
        lines += [
            f"  {one.before or '-'} to {one.after}  {one.iso3}  {one.name} ({firmness(one.firm)})"
            for one in report.moves[:MOVES]
        ]
        if len(report.moves) > MOVES:
            lines.append(f"  and {len(report.moves) - MOVES} more: --json has all")
    if report.bridges:
        lines += ["", "bridges: friendly ties spread over blocs"]
    lines += [f"  {one.bridging:.2f}  {one.iso3}  {one.name}" for one in report.bridges]
    if report.loners:
        lines += ["", f"in no bloc: {' '.join(report.loners)}"]
    return [*lines, "", report.method, report.caution]
