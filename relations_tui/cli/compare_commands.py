"""``relations compare``, ``movers`` and ``before-after``."""

from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from relations_tui.cli.commands import month_asked, pair_asked
from relations_tui.cli.opening import open_headless
from relations_tui.cli.output import write, write_json
from relations_tui.errors import BadPeriod, UsageError
from relations_tui.model.layer import Layer
from relations_tui.query import timeline
from relations_tui.query.before_after import before_after
from relations_tui.query.compare import compare_dates, compare_directions, compare_layers
from relations_tui.query.ranking import Made, Movers, made_by, rank_movers
from relations_tui.query.world import World
from relations_tui.report import wording
from relations_tui.report.tabular import csv_text

if TYPE_CHECKING:
    from argparse import Namespace

MADE_SHOWN = 3
"""Events told with each mover."""

Table = tuple[list[str], list[list[object]]]


def compare(args: "Namespace") -> int:
    """``relations compare``: exactly one of two dates, two layers, two directions."""
    wanted = [bool(args.since), bool(args.layers), args.directed]
    if sum(wanted) != 1:
        raise UsageError("compare wants one of: --from DATE [--to DATE], --layers A B, --directed")
    if args.limit < 0:
        raise UsageError(f"--limit wants 0 (all) or more, got {args.limit}")
    world = open_headless(args.store)
    limit = args.limit or None
    if args.since:
        report, table, said = _dates(world, args, limit)
    elif args.layers:
        report, table, said = _layers(world, args, limit)
    else:
        report, table, said = _directions(world, args, limit)
    if args.json:
        write_json(report)
    elif args.csv:
        write(csv_text(*table))
    else:
        write("\n".join(said))
    return 0


def _among(world: World, countries: str, at: int) -> tuple[str, ...]:
    return world.order("activity", countries, at)


def _dates(world: World, args: "Namespace", limit: int | None) -> tuple[object, Table, list[str]]:
    layer = world.layer(args.layer or "events")
    before, after = month_asked(layer, args.since), month_asked(layer, args.until)
    found = compare_dates(world, layer, before, after, _among(world, args.countries, after))
    shown = found.changed[:limit]
    table: Table = (
        ["pair", "before", "after", "change"],
        [[m.pair, m.before, m.after, round(m.change, 2)] for m in shown],
    )
    said = [
        f"{layer.title}: {found.before} to {found.after}",
        f"{len(found.changed)} pairs changed, {found.unchanged} stayed; "
        f"{len(found.appeared)} known only in {found.after}, {len(found.gone)} only in "
        f"{found.before} (their change is unknown)",
        "",
        *(
            f"{wording.signed(m.change):>6}  {_names(world, m.pair, layer):<44} "
            f"{wording.signed(m.before):>5} > {wording.signed(m.after)}"
            for m in shown
        ),
    ]
    return replace(found, changed=shown), table, said


def _layers(world: World, args: "Namespace", limit: int | None) -> tuple[object, Table, list[str]]:
    first, second = (world.layer(name) for name in args.layers)
    at = _month(args.at) if args.at else min(timeline.latest(first), timeline.latest(second))
    found = compare_layers(world, first, second, at, _among(world, args.countries, at))
    shown = found.disagreements[:limit]
    table: Table = (
        ["pair", first.id, second.id, f"{first.id}_rank", f"{second.id}_rank", "gap"],
        [[d.pair, d.first, d.second, d.first_rank, d.second_rank, d.gap] for d in shown],
    )
    rho = "-" if found.agreement is None else f"{found.agreement:+.2f}"
    said = [
        f"{first.title} {found.first_period} against {second.title} {found.second_period}",
        f"{found.pairs} pairs known to both; rank correlation {rho}; "
        "ranks are shares of pairs that stand lower, in %",
        "",
        *(
            f"{d.gap:+6.0f}  {_names(world, d.pair, first):<44} {first.id} "
            f"{wording.signed(d.first):>5} ({d.first_rank:.0f} %)  {second.id} "
            f"{wording.signed(d.second):>5} ({d.second_rank:.0f} %)"
            for d in shown
        ),
    ]
    return replace(found, disagreements=shown), table, said


def _directions(
    world: World, args: "Namespace", limit: int | None
) -> tuple[object, Table, list[str]]:
    layer = world.layer(args.layer or "travel")
    at = month_asked(layer, args.at)
    found = compare_directions(world, layer, at, _among(world, args.countries, at))
    shown = found.asymmetries[:limit]
    table: Table = (
        ["pair", "there", "back", "gap"],
        [[a.pair, a.there, a.back, a.gap] for a in shown],
    )
    said = [
        f"{layer.title} {found.period}: {len(found.asymmetries)} of {found.pairs} pairs are uneven",
        "",
        *(
            f"{a.gap:+6.1f}  {_names(world, a.pair, layer):<44} "
            f"{wording.signed(a.there):>5} there, {wording.signed(a.back):>5} back"
            for a in shown
        ),
    ]
    return replace(found, asymmetries=shown), table, said


def _names(world: World, pair: str, layer: Layer) -> str:
    a, b = world.countries[pair[:3]], world.countries[pair[4:]]
    return f"{a.name} {'>' if layer.directed else '-'} {b.name}"


def _month(text: str) -> int:
    return timeline.parse_at(text)


class MoversReport(msgspec.Struct, frozen=True):
    """The movers, and of each what made it."""

    movers: Movers
    made: tuple[Made, ...]


def movers(args: "Namespace") -> int:
    """``relations movers``."""
    if args.limit < 0:
        raise UsageError(f"--limit wants 0 (all) or more, got {args.limit}")
    world = open_headless(args.store)
    layer = world.layer(args.layer)
    at = month_asked(layer, args.at)
    found = rank_movers(
        world,
        layer,
        at,
        args.months,
        _among(world, args.region, at),
        region=args.region,
        by="anomaly" if args.anomalies else "change",
        limit=args.limit or None,
    )
    if args.csv:
        head = ["pair", "before", "after", "change", "z", "history"]
        write(csv_text(head, [[m.pair, m.before, m.after, m.change, m.z, m.history]
                              for m in found.ranked]))  # fmt: skip
        return 0
    made = [made_by(world, layer, mover, found.before, found.after) for mover in found.ranked]
    if args.json:
        write_json(MoversReport(found, tuple(made)))
        return 0
    order = "how unusual the change is for the pair" if args.anomalies else "the size of the change"
    said = [
        f"{layer.title}: {found.before} to {found.after}, {args.region or 'the world'}, by {order}",
        f"{found.known} pairs with data at both dates; z: robust z-score among the pair's own "
        f"changes over {found.months} months",
    ]
    for mover, parts in zip(found.ranked, made, strict=True):
        unusual = f"z {mover.z:+.1f}" if mover.z is not None else f"{mover.history} changes only"
        said.append(
            f"\n{wording.signed(mover.change):>6}  {_names(world, mover.pair, layer):<44} "
            f"{wording.signed(mover.before):>5} > {wording.signed(mover.after):>5}   {unusual}"
        )
        said += [
            f"        {wording.signed(part.points, 2):>6}  {part.date:<10} {part.status:<8} "
            f"{part.label}  {part.source}"
            for part in parts.contributions[:MADE_SHOWN]
        ]
    write("\n".join(said))
    return 0


def before_after_command(args: "Namespace") -> int:
    """``relations before-after A B --at DATE``."""
    world = open_headless(args.store)
    pair = pair_asked(world, args.a, args.b)
    layers = [world.layer(args.layer)] if args.layer else list(world.layers.values())
    _month(args.at)  # refuses what is no date
    if args.window is not None and args.window < 1:
        raise BadPeriod(f"--window wants one month or more, got {args.window}")
    found = [before_after(world, layer, pair, args.at.strip(), args.window) for layer in layers]
    if args.json:
        write_json(found)
    else:
        write("\n".join(one.text for one in found))
    return 0
