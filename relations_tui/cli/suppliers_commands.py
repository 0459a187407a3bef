"""``relations suppliers``."""

from typing import TYPE_CHECKING

from relations_tui.cli.commands import band_asked
from relations_tui.cli.opening import open_headless
from relations_tui.cli.output import write, write_json
from relations_tui.errors import UsageError
from relations_tui.query import timeline
from relations_tui.query.world import World
from relations_tui.report import wording
from relations_tui.report.suppliers import (
    SUPPLIERS_HEAD,
    Supplier,
    SuppliersReport,
    Window,
    supplier_cells,
    suppliers_report,
)
from relations_tui.report.tabular import csv_text
from relations_tui.report.triads import date_of

if TYPE_CHECKING:
    from argparse import Namespace


def suppliers(args: "Namespace") -> int:
    """``relations suppliers COUNTRY``."""
    if not 1 <= args.window <= 50:
        raise UsageError(f"--window wants 1 to 50 years, got {args.window}")
    world = open_headless(args.store)
    layer = world.layer(args.layer)
    recipient = world.find(args.name).iso3
    # Records and quantities reach back further than most layers: any date will do.
    at = timeline.parse_at(args.at) if args.at else timeline.latest(layer)
    report = suppliers_report(
        world, recipient, layer, at, layer_date=date_of(layer, at)[1], what=args.what,
        window=args.window, band=band_asked(args.band),
    )  # fmt: skip
    if args.json:
        write_json(report)
    elif args.csv:
        write(csv_text(SUPPLIERS_HEAD, supplier_cells(report)))
    else:
        write("\n".join(_told(world, report)))
    return 0


def _told(world: World, report: SuppliersReport) -> list[str]:
    lines = [f"{report.name}: suppliers of {report.what}, as known by {report.at}"]
    if report.window is not None:
        lines += [f"  {report.badge}", f"  {_window(report.window)}, in {report.unit}"]
    for note in report.notes:
        lines.append(f"  note: {note}")
    lines.append("")
    lines += [f"  {_row(one)}" for one in report.suppliers]
    if not report.suppliers:
        lines.append("  no supplier is known or claimed")
    if report.new or report.lost:
        lines += ["", f"new: {' '.join(report.new) or '-'}; gone: {' '.join(report.lost) or '-'}"]
    title = world.layers[report.layer].title
    if report.hostile:
        lines += ["", f"suppliers hostile to each other ({title} {report.layer_date}):"]
        lines += [f"  {one.a}-{one.b}  {wording.signed(one.score)}" for one in report.hostile]
    if report.arms_rivals:
        lines += ["", "suppliers that also supply a rival:"]
        for rival in report.arms_rivals:
            known = f"{rival.status} {rival.grade}" if rival.status else f"{rival.value:,.0f}"
            lines.append(f"  {rival.says} ({known})")
    if len(report.over_time) > 1:
        lines += ["", "over time:"]
        lines += [f"  {_window(one)}" for one in report.over_time]
    return [*lines, "", report.method]


def _window(one: Window) -> str:
    unknown = f", {one.unknown:.1%} of unknown origin" if one.unknown else ""
    return (
        f"{one.since} to {one.until}: {one.total:,.0f}, {one.suppliers} suppliers{unknown}; HHI "
        f"{one.hhi.low:.3f} to {one.hhi.high:.3f}, effective number {one.effective.low:.2f} to "
        f"{one.effective.high:.2f}"
    )


def _row(one: Supplier) -> str:
    share = "     -" if one.share is None else f"{one.share:6.1%}"
    was = "" if one.share_before is None else f" ({one.share_before:.1%} before)"
    claim = "no claim on record"
    if one.status is not None:
        glyph = wording.STATUS_GLYPHS[one.status]
        more = f", {one.records} records" if one.records > 1 else ""
        said = f": {one.speaker}" if one.speaker else ""
        claim = f"{glyph} {one.status} {one.grade} {one.date}{more}{said}"
    return f"{share}{was}  {one.iso3}  {one.name:<16} {claim}"
