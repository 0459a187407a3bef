"""``relations explain`` and ``relations story``: why a number is so, and the guided view."""

from typing import TYPE_CHECKING

from relations_tui.cli.commands import month_asked, pair_asked
from relations_tui.cli.opening import open_headless
from relations_tui.cli.output import write, write_json
from relations_tui.errors import UsageError
from relations_tui.query.world import World
from relations_tui.report import wording
from relations_tui.report.explain import ExplainReport, explain_report
from relations_tui.report.pair import meaning
from relations_tui.report.story import Story, story
from relations_tui.report.tabular import csv_text

if TYPE_CHECKING:
    from argparse import Namespace

MOST_MONTHS = 1200.0
"""A century: beyond it a half-life is as good as none."""


def explain(args: "Namespace") -> int:
    """``relations explain A B``."""
    if args.half_life is not None and not 0 < args.half_life <= MOST_MONTHS:
        raise UsageError(f"--half-life wants months above 0, at most {MOST_MONTHS:g}")
    if args.limit < 0:
        raise UsageError(f"--limit wants 0 (all) or more, got {args.limit}")
    world = open_headless(args.store)
    layer = world.layer(args.layer)
    if args.half_life is not None and not layer.half_life:
        raise UsageError(f"layer {layer.id!r} has no half-life: its scores do not fade")
    pair = pair_asked(world, args.a, args.b)
    at = month_asked(layer, args.at)
    report = explain_report(world, pair, layer, at, half_life=args.half_life)
    if args.json:
        write_json(report)
    elif args.csv:
        head = ["points", "date", "status", "source", "event", "label"]
        rows: list[list[object]] = [
            [p.points, p.date, p.status, p.source, p.event, p.label] for p in report.contributions
        ]
        write(csv_text(head, rows))
    else:
        write(_explained(world, report, args.limit or len(report.contributions)))
    return 0


def _explained(world: World, report: ExplainReport, limit: int) -> str:
    said = meaning(world.layers[report.layer], report.score)
    between = ">" if report.directed else "-"
    lines = [
        f"{report.a}{between}{report.b}  {report.layer} {report.period}: "
        f"{wording.signed(report.score, 2)}, {said}",
        report.method,
    ]
    if report.without_prior is not None:
        without = wording.signed(report.without_prior, 2)
        lines.append(f"pseudo-evidence {report.prior:g} draws it towards 0: without it {without}")
    if report.at_half_lives:
        scores = ", ".join(
            f"{one.months:g} {wording.signed(one.score, 2)}" for one in report.at_half_lives
        )
        lines.append(f"by half-life, months: {scores}")
    if report.coded:
        lines.append(f"{report.coded} of {len(report.contributions)}: {report.caution}")
    lines.append("")
    for part in report.contributions[:limit]:
        event = f"  [{part.event}]" if part.event else ""
        points = f"{wording.signed(part.points, 3):>8}"
        lines.append(
            f"{points}  {part.date:<10} {part.status:<8} "
            f"{wording.part(part, world.cameo)}  {part.source}{event}"
        )
    rest = report.contributions[limit:]
    if rest:
        total = sum(part.points for part in rest)
        lines.append(f"{wording.signed(total, 3):>8}  {len(rest)} others")
    if report.contributions:
        lines.append(f"{wording.signed(report.score, 3):>8}  sum of all: the score")
    return "\n".join(lines)


def story_command(args: "Namespace") -> int:
    """``relations story``."""
    told = story(open_headless(args.store))
    if args.json:
        write_json(told)
    else:
        write(_told(told))
    return 0


def _told(told: Story) -> str:
    lines = [told.title, f"source: {told.source}"]
    for number, page in enumerate(told.pages, 1):
        lines += ["", f"{number}. {page.title}", *(f"   {text}" for text in page.says), ""]
        for row in page.rows:
            known = f"{row.status} {row.grade}".strip()
            if row.scored:
                known = wording.signed(row.score)
            lines.append(f"   {row.label:<44} {known:<12} {row.told}".rstrip())
        lines.append(f"   in the app: {page.by_hand}")
    return "\n".join(lines)
