"""``relations projects``: undertakings of several states, and their weakest link."""

from typing import TYPE_CHECKING

from relations_tui.cli import plain
from relations_tui.cli.commands import month_asked
from relations_tui.cli.opening import open_headless
from relations_tui.cli.output import write, write_json
from relations_tui.model.layer import Layer
from relations_tui.query.projects import find_project
from relations_tui.query.world import World
from relations_tui.report import wording
from relations_tui.report.projects import (
    PROJECTS_HEAD,
    STAGE_HEAD,
    ProjectReport,
    project_cells,
    project_report,
    stage_cells,
)
from relations_tui.report.tabular import csv_text

if TYPE_CHECKING:
    from argparse import Namespace

STAGES = 12
"""Periods that the text shows; ``--json`` and ``--csv`` have all."""
EVENTS = 8


def projects(args: "Namespace") -> int:
    """``relations projects [ID]``."""
    world = open_headless(args.store)
    layer = world.layer(args.layer)
    at = month_asked(layer, args.at)
    asked = (find_project(world, args.id),) if args.id else world.projects
    reports = [project_report(world, one, layer, at, until=args.at) for one in asked]
    if args.json:
        write_json(reports[0] if args.id else reports)
    elif args.csv and args.id:
        write(csv_text(STAGE_HEAD, stage_cells(reports[0])))
    elif args.csv:
        write(csv_text(PROJECTS_HEAD, [project_cells(report) for report in reports]))
    elif not reports:
        write("no project in these data: a feed can bring some")
    elif args.id:
        write("\n".join(_project(world, layer, reports[0])))
    else:
        write("\n".join(line for report in reports for line in _short(layer, report)))
    return 0


def _short(layer: Layer, report: ProjectReport) -> list[str]:
    return [
        f"{report.title}   {' '.join(report.members)}   [{report.id}]",
        f"  {_when(report)}; {report.status} {report.grade}".rstrip() + f", {report.source}",
        f"  {layer.title}, {report.date}: {report.told}",
    ]


def _when(report: ProjectReport) -> str:
    until = f" until {report.until}" if report.until else ""
    return f"since {report.since}{until}, {report.phase}"


def _project(world: World, layer: Layer, report: ProjectReport) -> list[str]:
    lines = [*_short(layer, report), f"  {report.summary}", "", "links, the weakest first:"]
    for link in report.links:
        names = " - ".join(world.countries[iso3].name for iso3 in (link.a, link.b))
        lines.append(
            f"  {wording.signed(link.score):>5}  {link.a}-{link.b}  {names}: {link.meaning}"
        )
    lines += ["", "over time: mean, weakest link, pairs with data"]
    for stage in report.trend[-STAGES:]:
        known = f"{stage.known} of {report.pairs}"
        link_text = f"{stage.a}-{stage.b}" if stage.a else "no data"
        lines.append(
            f"  {stage.period:<7}  {wording.signed(stage.mean):>5}  "
            f"{wording.signed(stage.weakest):>5}  {link_text:<7}  {known}"
        )
    if len(report.trend) > STAGES:
        lines.append(f"  and {len(report.trend) - STAGES} earlier: --csv has all")
    lines += [f"marker: {m.date} {m.title}, {m.status} {m.grade}" for m in report.markers]
    lines += ["", "on record between members:", plain.events(world, report.events[:EVENTS])]
    return lines
