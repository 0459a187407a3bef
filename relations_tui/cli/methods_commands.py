"""``relations methods``: a pair, or a set of countries, by every method."""

from textwrap import wrap
from typing import TYPE_CHECKING

from relations_tui.cli.commands import pair_asked
from relations_tui.cli.opening import open_headless
from relations_tui.cli.output import write, write_json
from relations_tui.errors import BadPeriod, UsageError
from relations_tui.model.period import month_text
from relations_tui.query import timeline
from relations_tui.query.method_list import RANKED, WAYS
from relations_tui.query.methods import method_table
from relations_tui.query.world import World
from relations_tui.report.methods import (
    DISPUTED_HEAD,
    METHODS_HEAD,
    DisagreementsReport,
    MethodsReport,
    disagreements_report,
    disputed_cells,
    method_cells,
    methods_report,
    newest_month,
    scale_text,
    value_text,
)
from relations_tui.report.tabular import csv_text

if TYPE_CHECKING:
    from argparse import Namespace

WIDTH = 96
TITLES: dict[str, str] = {way.id: way.title for way in WAYS}


def methods(args: "Namespace") -> int:
    """``relations methods A B``, or ``relations methods --countries A,B,C``."""
    if len(args.pair) not in (0, 2):
        raise UsageError(
            f"methods wants two countries, or none and --countries; got {len(args.pair)}"
        )
    if args.pair and args.countries:
        raise UsageError("two countries or --countries: not both")
    if args.limit < 0:
        raise UsageError(f"--limit wants 0 (all) or more, got {args.limit}")
    world = open_headless(args.store)
    pair = pair_asked(world, *args.pair) if args.pair else None
    at = _month(world, args.at)
    among = world.order("name", args.countries, at)
    table = method_table(world, at)
    if pair is not None:
        report = methods_report(world, table, pair)
        if args.json:
            write_json(report)
        elif args.csv:
            write(csv_text(METHODS_HEAD, method_cells(report)))
        else:
            write("\n".join(_pair(report)))
        return 0
    limit = args.limit or None
    if args.csv:
        places = table.disagreements(among)[:limit]
        write(csv_text(DISPUTED_HEAD, disputed_cells(table, places)))
        return 0
    ranking = disagreements_report(world, table, args.countries, among, limit)
    if args.json:
        write_json(ranking)
    else:
        write("\n".join(_ranking(world, ranking)))
    return 0


def _month(world: World, text: str) -> int:
    """The month asked for; refuses one that no method reaches."""
    newest = newest_month(world)
    at = timeline.parse_at(text) if text else newest
    if at // 12 > newest // 12:
        raise BadPeriod(f"no method has anything for {text}: the newest is {month_text(newest)}")
    return at


def _pair(report: MethodsReport) -> list[str]:
    lines = [
        f"{report.name_a} - {report.name_b} by method   {report.date}",
        *_wrapped(report.told, "  "),
        "",
        f"  {'method':<16} {'value':>14}  {'scale':<9} {'above':>7} of pairs  period",
    ]
    for way, one in zip(WAYS, report.methods, strict=True):
        above = "-" if one.percentile is None else f"{one.percentile:.1f} %"
        of = f"{one.known:,}" if one.known else ""
        lines.append(
            f"  {one.title:<16} {value_text(way, one.value, one.high):>14}  {scale_text(way):<9} "
            f"{above:>7} {of:>8}  {one.period or 'nothing by then'}"
        )
    for one in report.methods:
        lines += ["", f"{one.title}", *_wrapped(one.made_of, "  "), *_wrapped(one.paper, "  ")]
        lines += _wrapped(f"mind: {one.limits}", "  ")
    return lines


def _wrapped(text: str, indent: str) -> list[str]:
    return wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent)


def _ranking(world: World, report: DisagreementsReport) -> list[str]:
    periods = ", ".join(
        f"{TITLES[key]} {period}" for key, period in report.periods.items() if key != "s"
    )
    lines = [
        f"methods, {report.countries or 'the world'}   {report.date}",
        *_wrapped(f"each at its newest by then: {periods or 'none has any data'}", "  "),
        f"  {report.disputed:,} pairs with two methods or more",
        "",
        "  rank correlation (Spearman) over these pairs",
    ]
    rho = {(one.one, one.other): one for one in report.correlations}
    lines.append(f"  {'':<16}" + "".join(f"{way.id:>10}" for way in RANKED))
    for row in RANKED:
        cells = ""
        for column in RANKED:
            found = rho.get((row.id, column.id))
            said = "" if found is None else "-" if found.rho is None else f"{found.rho:+.2f}"
            cells += f"{said:>10}"
        lines.append(f"  {row.title:<16}{cells}".rstrip())
    lines += ["", "  where they disagree most: percentiles apart, highest and lowest method"]
    for one in report.pairs:
        top, bottom = one.percentiles[one.highest], one.percentiles[one.lowest]
        names = f"{world.countries[one.a].name} - {world.countries[one.b].name}"
        ends = f"{TITLES[one.highest]} {top:.0f}, {TITLES[one.lowest]} {bottom:.0f}"
        lines.append(f"  {one.spread:5.1f}  {one.a}-{one.b}  {names}: {ends}")
    if hidden := report.disputed - len(report.pairs):
        lines.append(f"  and {hidden:,} more: --limit 0 has all")
    return lines
