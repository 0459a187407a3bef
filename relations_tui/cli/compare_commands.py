"""``relations compare``, ``movers`` and ``before-after``."""

from typing import TYPE_CHECKING

from relations_tui.cli.commands import month_asked, pair_asked
from relations_tui.cli.opening import open_headless
from relations_tui.cli.output import write, write_json
from relations_tui.errors import BadPeriod, UsageError
from relations_tui.model.country import Pair
from relations_tui.model.layer import Layer
from relations_tui.model.period import period_at
from relations_tui.query import timeline
from relations_tui.query.before_after import before_after
from relations_tui.query.compare import (
    Comparison,
    compare_dates,
    compare_directions,
    compare_layers,
)
from relations_tui.query.pair_columns import in_either
from relations_tui.query.ranking import how_unusual, rank_movers, window
from relations_tui.query.world import World
from relations_tui.report import wording
from relations_tui.report.compare import (
    COMPARE_HEAD,
    CompareReport,
    compare_cells,
    compare_report,
)
from relations_tui.report.movers import MOVERS_HEAD, MoversReport, mover_cells, movers_report
from relations_tui.report.tabular import csv_text

if TYPE_CHECKING:
    from argparse import Namespace

    from relations_tui.query.ranking import By

MADE_SHOWN = 3
"""Contributions told with each mover; ``--json`` has ten."""


def compare(args: "Namespace") -> int:
    """``relations compare``: exactly one of two dates, two layers, two directions."""
    if bool(args.since) + bool(args.layers) + args.directed != 1:
        raise UsageError("compare wants one of: --from DATE [--to DATE], --layers A B, --directed")
    if args.limit < 0:
        raise UsageError(f"--limit wants 0 (all) or more, got {args.limit}")
    if args.until and not args.since:
        raise UsageError("--to wants a --from")
    world = open_headless(args.store)
    if args.since:
        found = _dates(world, args)
    elif args.layers:
        found = _layers(world, args)
    else:
        found = _directions(world, args)
    report = compare_report(world, found, args.countries, args.limit or None)
    if args.json:
        write_json(report)
    elif args.csv:
        write(csv_text(COMPARE_HEAD, compare_cells(report)))
    else:
        write("\n".join(_compared(world, report)))
    return 0


def _dates(world: World, args: "Namespace") -> Comparison:
    if args.at:
        raise UsageError("--at is for --layers and --directed; dates are --from and --to")
    layer = world.layer(args.layer or "events")
    before, after = month_asked(layer, args.since), month_asked(layer, args.until)
    if period_at(before, layer.frequency) == period_at(after, layer.frequency):
        raise UsageError(f"two dates are wanted: layer {layer.id!r} goes by the {layer.frequency}")
    among = in_either(world, args.countries, before, after)
    return compare_dates(world, layer, before, after, among)


def _layers(world: World, args: "Namespace") -> Comparison:
    if args.layer:
        raise UsageError("--layers names both layers: leave --layer out")
    left, right = (world.layer(name) for name in args.layers)
    newest = max(timeline.latest(layer) for layer in (left, right))
    at = timeline.parse_at(args.at) if args.at else newest
    return compare_layers(world, left, right, at, world.order("name", args.countries, at))


def _directions(world: World, args: "Namespace") -> Comparison:
    layer = world.layer(args.layer or _first_directed(world))
    at = month_asked(layer, args.at)
    return compare_directions(world, layer, at, world.order("name", args.countries, at))


def _first_directed(world: World) -> str:
    found = next((layer.id for layer in world.layers.values() if layer.directed), "")
    if not found:
        raise UsageError("no layer has directions")
    return found


def _compared(world: World, report: CompareReport) -> list[str]:
    left, right = report.left, report.right
    sides = {
        "dates": f"{left.title}: {left.period} to {right.period}",
        "layers": f"{left.title} {left.period} against {right.title} {right.period}",
        "directions": f"{left.title} {left.period}: there and back",
    }[report.kind]
    rho = "" if report.correlation is None else f"; rank correlation {report.correlation:+.2f}"
    lines = [
        f"{sides}{f', {report.focus}' if report.focus else ''}",
        f"  {report.pairs:,} pairs on both sides, {report.different:,} differ{rho}",
        f"  columns: {report.method}; both scores; what each rests on ({_unit(world, report)})",
        *(f"  {note}" for note in report.notes),
        "",
    ]
    between = ">" if report.kind == "directions" else "-"
    for row in report.rows:
        digits = 0 if report.kind == "layers" else 1
        said = f"{wording.signed(row.left):>5} {wording.signed(row.right):>6}"
        if row.left_rank is not None and row.right_rank is not None:
            said = (
                f"{wording.signed(row.left):>5} ({row.left_rank:2.0f} %) "
                f"{wording.signed(row.right):>6} ({row.right_rank:2.0f} %)"
            )
        gap = wording.signed(row.difference, digits)
        rests = f"{wording.amount(row.left_evidence):>7} {wording.amount(row.right_evidence):>7}"
        lines.append(f"  {gap:>6}  {said} {rests}  {_names(world, row.a, row.b, between)}")
    if hidden := report.pairs - len(report.rows):
        lines.append(f"  and {hidden:,} more: --limit 0 has all")
    return lines


def _unit(world: World, report: CompareReport) -> str:
    units = [world.layers[side.layer].evidence_unit for side in (report.left, report.right)]
    return " and ".join(dict.fromkeys(units))


def _names(world: World, a: str, b: str, between: str) -> str:
    names = world.countries[a].name, world.countries[b].name
    return f"{a}{between}{b}  {names[0]} {between} {names[1]}"


def movers(args: "Namespace") -> int:
    """``relations movers``."""
    if args.limit < 0:
        raise UsageError(f"--limit wants 0 (all) or more, got {args.limit}")
    world = open_headless(args.store)
    layer = world.layer(args.layer)
    at = month_asked(layer, args.at)
    among = world.order("name", args.region, at)
    by: By = "anomaly" if args.anomalies else "change"
    unusual = how_unusual(world, layer, *window(layer, at, args.months))
    found = rank_movers(world, layer, at, args.months, among, by=by, unusual=unusual)
    limit = args.limit or None
    if args.csv:
        write(csv_text(MOVERS_HEAD, mover_cells(world, found, limit)))
        return 0
    report = movers_report(world, found, args.months, region=args.region, by=by, limit=limit)
    if args.json:
        write_json(report)
    else:
        write("\n".join(_moved(world, layer, report)))
    return 0


def _moved(world: World, layer: Layer, report: MoversReport) -> list[str]:
    order = "how unusual it is for the pair" if report.by == "anomaly" else "the size of the change"
    lines = [
        f"{layer.title}: {report.before} to {report.after}, {report.region or 'the world'}, "
        f"by {order}",
        f"  {report.known:,} pairs with data at both dates, {report.moved:,} of them moved",
    ]
    if report.note:
        lines.append(f"  {report.note}")
    between = ">" if report.directed else "-"
    for one in report.movers:
        row, made = one.mover, one.made
        lines += [
            "",
            f"{wording.signed(row.change):>6}  {wording.signed(row.before):>5} to "
            f"{wording.signed(row.after):>5}  {_names(world, row.a, row.b, between)}",
            f"        {one.label}; rests on {wording.amount(one.evidence_before)} and "
            f"{wording.weight(one.evidence_after, layer.evidence_unit)}",
            f"        {made.told}",
        ]
        lines += [
            f"        {wording.signed(part.points, 2):>6}  {part.date:<10} {part.status:<8} "
            f"{wording.part(part, world.cameo)}  {part.source}{wording.fading(part, made.since)}"
            for part in made.contributions[:MADE_SHOWN]
        ]
        lines += [
            f"        on record  {event.date:<10} {event.status:<8} {event.summary}"
            for event in made.on_record[:MADE_SHOWN]
        ]
    if hidden := report.moved - len(report.movers):
        lines += ["", f"  and {hidden:,} more: --limit 0 has all"]
    return lines


def before_after_command(args: "Namespace") -> int:
    """``relations before-after A B --at DATE``."""
    if args.window is not None and args.window < 1:
        raise UsageError(f"--window wants one month or more, got {args.window}")
    world = open_headless(args.store)
    pair = pair_asked(world, args.a, args.b)
    layers = [world.layer(args.layer)] if args.layer else list(world.layers.values())
    date = args.at.strip()
    asked = [(layer, way) for layer in layers for way in (
        (pair, Pair(pair.b, pair.a)) if layer.directed else (pair,)
    )]  # fmt: skip
    try:
        found = [before_after(world, layer, way, date, args.window) for layer, way in asked]
    except ValueError as error:
        raise BadPeriod(str(error)) from None
    if args.json:
        write_json(found)
    elif args.csv:
        rows: list[list[object]] = []
        for one in found:
            of = one.association
            tail: list[object] = [None] * 8 if of is None else [
                of.before, of.after, of.mean_before, of.mean_after, of.difference, of.low, of.high,
                of.p,
            ]  # fmt: skip
            rows.append([one.a, one.b, one.layer, one.date, one.window, *tail, one.text])
        write(csv_text(BEFORE_AFTER_HEAD, rows))
    else:
        write("\n".join(one.text for one in found))
    return 0


BEFORE_AFTER_HEAD = [
    "a", "b", "layer", "date", "window", "before", "after", "mean_before", "mean_after",
    "difference", "low", "high", "p", "text",
]  # fmt: skip
"""The columns of before and after as a table, a row a layer."""
