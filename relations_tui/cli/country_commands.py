"""``relations country`` and ``relations map``: one country and all others."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from relations_tui.cli import plain
from relations_tui.cli.commands import month_asked
from relations_tui.cli.opening import open_headless
from relations_tui.cli.output import write, write_json
from relations_tui.errors import RelationsError, UsageError
from relations_tui.query.order import focus_names
from relations_tui.query.world import World
from relations_tui.report import wording
from relations_tui.report.country import (
    PARTNER_HEAD,
    CountryReport,
    Moved,
    country_report,
    partner_cells,
)
from relations_tui.report.map import MAP_HEAD, MapReport, map_cells, map_report
from relations_tui.report.tabular import csv_text

if TYPE_CHECKING:
    from argparse import Namespace

EVENTS = 8
"""Events that the text shows; ``--json`` has more."""


def country(args: "Namespace") -> int:
    """``relations country COUNTRY``."""
    if args.limit < 0:
        raise UsageError(f"--limit wants 0 (all) or more, got {args.limit}")
    world = open_headless(args.store)
    layer = world.layer(args.layer)
    iso3 = world.find(args.name).iso3
    at = month_asked(layer, args.at)
    regions = focus_names(world.countries.values())
    if (
        args.region
        and "," not in args.region
        and args.region.casefold() not in map(str.casefold, regions)
    ):
        raise UsageError(f"unknown region {args.region!r}; there are: {', '.join(regions)}")
    report = country_report(
        world, iso3, layer, at, region=args.region, by=args.by, until=args.at, limit=args.limit
    )
    if args.json:
        write_json(report)
    elif args.csv:
        write(csv_text(PARTNER_HEAD, partner_cells(report)))
    else:
        write(_country(world, report))
    return 0


def _country(world: World, report: CountryReport) -> str:
    layer = world.layers[report.layer]
    to = "to" if report.directed else "with"
    where = f" in {report.region}" if report.region else ""
    lines = [
        f"{report.name} {to} others{where}   {layer.title}, {report.date or 'no data'}",
        f"  {report.with_data} partners with data, {len(report.no_data)} without: "
        f"{report.empty_means}, which is not a score of 0",
        "",
    ]
    back = "  from it" if report.directed else ""
    since = f"change since {report.change_from}" if report.change_from else "change"
    lines.append(f"  score  change{back}  evidence  partner  ({since}; {report.evidence_unit})")
    for one in report.partners:
        reverse = f"  {wording.signed(one.back):>7}" if report.directed else ""
        lines.append(
            f"  {wording.signed(one.score):>5}  {wording.signed(one.change):>6}{reverse}  "
            f"{wording.amount(one.evidence):>8}  {one.iso3}  {one.name}: {one.meaning}"
        )
    if hidden := report.with_data - len(report.partners):
        lines.append(f"  and {hidden} more: --limit 0 has all")
    lines += _moved("improved most", report.improved) + _moved("worsened most", report.worsened)
    lines.append("")
    lines += [f"project: {p.title} ({' '.join(p.members)}), since {p.since}, {p.status} {p.grade}"
              for p in report.projects]  # fmt: skip
    lines += [f"marker: {m.date} {m.title}, {m.status} {m.grade}" for m in report.markers]
    lines += [f"fact: {wording.fact(fact)}" for fact in report.facts]
    if report.note:
        lines.append(f"note: {report.note}")
    lines += ["", "on record or claimed:", plain.events(world, report.on_record[:EVENTS])]
    lines += ["", "latest events:", plain.events(world, report.events[:EVENTS])]
    return "\n".join(lines)


def _moved(title: str, found: Sequence[Moved]) -> list[str]:
    if not found:
        return []
    told = (f"{wording.signed(one.change):>6}  {one.iso3}  {one.name}, now "
            f"{wording.signed(one.score)}" for one in found)  # fmt: skip
    return ["", f"{title}:", *told]


def world_map(args: "Namespace") -> int:
    """``relations map COUNTRY``."""
    world = open_headless(args.store)
    layer = world.layer(args.layer)
    iso3 = world.find(args.name).iso3
    at = month_asked(layer, args.at)
    if (args.json or args.csv) and args.output:
        raise UsageError("-o writes the picture: leave it out for --json and --csv")
    if args.output:
        if args.output != "-" and Path(args.output).suffix.lower() != ".svg":
            raise UsageError(
                f"the map is drawn as SVG: -o wants a name in .svg, not {args.output!r}"
            )
        from relations_tui.report.map import map_svg
        from relations_tui.store.atlas import atlas

        _save(args.output, map_svg(world, atlas(), iso3, layer, at))
        return 0
    report = map_report(world, iso3, layer, at)
    if args.json:
        write_json(report)
    elif args.csv:
        write(csv_text(MAP_HEAD, map_cells(report)))
    else:
        write(_map(world, report))
    return 0


def _save(name: str, svg: str) -> None:
    if name == "-":
        write(svg, encoding="utf-8")
        return
    path = Path(name)
    try:
        path.write_text(svg, encoding="utf-8")
    except (OSError, ValueError) as error:  # a name with a NUL is a ValueError
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise RelationsError(f"{name} can't be written: {reason}") from error
    sys.stderr.write(f"relations: wrote {name} ({len(svg.encode()):,} bytes)\n")


def _map(world: World, report: MapReport) -> str:
    """The scores in columns, by name."""
    layer = world.layers[report.layer]
    to = "to" if report.directed else "and"
    lines = [
        f"{report.name} {to} the world   {layer.title}, {report.date or 'no data'}",
        f"  - is {report.empty_means}; -o map.svg draws it",
    ]
    for one in report.countries:
        score = "-" if one.score is None else wording.signed(one.score)
        lines.append(f"  {score:>5}  {one.iso3}  {one.name}")
    return "\n".join(lines)
