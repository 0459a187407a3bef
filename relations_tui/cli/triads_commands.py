"""``relations triads`` and ``relations balance``."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from relations_tui.cli.commands import band_asked, month_asked
from relations_tui.cli.opening import open_headless
from relations_tui.cli.output import write, write_json
from relations_tui.errors import UsageError
from relations_tui.query.timeline import parse_at
from relations_tui.query.triads import Tie
from relations_tui.query.world import World
from relations_tui.report import wording
from relations_tui.report.balance import (
    BALANCE_HEAD,
    BalanceReport,
    balance_cells,
    balance_report,
)
from relations_tui.report.tabular import csv_text
from relations_tui.report.triads import (
    TRIADS_HEAD,
    TriadReport,
    TriadsReport,
    triad_cells,
    triad_report,
    triads_report,
    would_balance,
)

if TYPE_CHECKING:
    from argparse import Namespace

TOLD = 5
"""Triads whose sentence is written out."""


def triads(args: "Namespace") -> int:
    """``relations triads [COUNTRY [COUNTRY [COUNTRY]]]``."""
    if args.limit < 0:
        raise UsageError(f"--limit wants 0 (all) or more, got {args.limit}")
    if len(args.countries) > 3:
        raise UsageError(f"triads wants at most three countries, got {len(args.countries)}")
    world = open_headless(args.store)
    layer = world.layer(args.layer)
    at, band = month_asked(layer, args.at), band_asked(args.band)
    of = [world.find(name).iso3 for name in args.countries]
    if len(set(of)) < len(of):
        raise UsageError(f"the countries must differ, got {', '.join(of)}")
    if len(of) == 3:
        found = triad_report(world, layer, at, of, band)
        _answer(args, found, _triad_head(), _triad_rows(found), _triad(world, found))
        return 0
    report = triads_report(
        world, layer, at, of=of, among=args.region, band=band, least=args.evidence,
        limit=args.limit or None,
    )  # fmt: skip
    rows = [triad_cells(one) for one in report.triads]
    _answer(args, report, TRIADS_HEAD, rows, _triads(world, report))
    return 0


def balance(args: "Namespace") -> int:
    """``relations balance``."""
    world = open_headless(args.store)
    layer = world.layer(args.layer)
    report = balance_report(
        world,
        layer,
        args.region,
        band_asked(args.band),
        since=parse_at(args.since) if args.since else None,
        until=parse_at(args.until) if args.until else None,
        told=_told if sys.stderr.isatty() else None,
    )
    rows = [balance_cells(one) for one in report.periods]
    _answer(args, report, BALANCE_HEAD, rows, _balance(world, report))
    return 0


def _told(done: int, of: int) -> None:
    sys.stderr.write("\r\x1b[K" if done + 1 == of else f"\r\x1b[Kperiod {done + 1} of {of}")
    sys.stderr.flush()


def _answer(
    args: "Namespace",
    report: object,
    head: Sequence[str],
    rows: Sequence[Sequence[object]],
    lines: Sequence[str],
) -> None:
    if args.json:
        write_json(report)
    elif args.csv:
        write(csv_text(head, rows))
    else:
        write("\n".join(lines))


def _ties(ties: Sequence[Tie]) -> str:
    return "  ".join(f"{tie.a}-{tie.b} {wording.signed(tie.score):>5}" for tie in ties)


def _triads(world: World, report: TriadsReport) -> list[str]:
    layer = world.layers[report.layer]
    whose = " and ".join(world.countries[iso3].name for iso3 in report.of)
    title = f"Triads of {whose}" if whose else f"Triads of {report.among or 'the world'}"
    lines = [f"{title}   {layer.title}, {report.date or 'no data'}"]
    counts = report.census
    if counts is None:
        return [*lines, f"  {report.note}"]
    share = "no closed triad" if counts.balanced is None else f"{counts.balanced:.1%} balanced"
    lines += [
        f"  {report.edges:,} pairs with a sign (beyond {report.band:g}), "
        f"{report.negative:,} of them hostile",
        f"  census: +++ {counts.all_friends:,}  ++- {counts.torn:,}  +-- {counts.common_foe:,}  "
        f"--- {counts.all_foes:,}: {share}",
        f"  {report.imbalanced:,} imbalanced here; tension in points, rests on: "
        f"{report.evidence_unit} of the pair with least",
    ]
    if report.thin:
        lines.append(
            f"  {report.thin:,} more are not listed: a pair rests on less than {report.least:g}"
        )
    if report.note:
        lines.append(f"  note: {report.note}")
    lines.append("")
    for rank, one in enumerate(report.triads):
        rests = wording.amount(one.rests_on)
        lines.append(f"  {one.tension:>4.1f}  {one.signs}  {_ties(one.ties)}  rests on {rests}")
        if rank < TOLD:
            lines += [f"        {one.says}", f"        {would_balance(one)}"]
    rest = report.imbalanced - len(report.triads)
    if rest > 0:
        lines.append(f"  and {rest:,} more: --limit 0 has all")
    return [*lines, "", report.method, report.caution]


def _triad_head() -> tuple[str, ...]:
    return ("period", "signs", "score_ab", "score_ac", "score_bc", "balanced")


def _triad_rows(report: TriadReport) -> list[list[object]]:
    return [
        [
            one.period, one.signs, *("" if score is None else score for score in one.scores),
            "" if one.balanced is None else one.balanced,
        ]
        for one in report.time_line
    ]  # fmt: skip


def _triad(world: World, report: TriadReport) -> list[str]:
    layer = world.layers[report.layer]
    how = {None: "not closed", True: "balanced", False: "imbalanced"}[report.balanced]
    lines = [
        f"{report.a}, {report.b}, {report.c}   {layer.title}, {report.date or 'no data'}",
        f"  {report.signs} {how}: {report.says}",
        f"  {_ties(report.ties)}",
    ]
    if report.flips_by is not None:
        tie = report.weakest
        lines.append(f"  weakest tie: {tie.a}-{tie.b}, {report.flips_by:.1f} points from a flip")
    lines += ["", f"  period   signs  {report.a}-{report.b} {report.a}-{report.c} "
              f"{report.b}-{report.c}"]  # fmt: skip
    last = ""
    for one in report.time_line:
        state = {None: "not closed", True: "balanced", False: "imbalanced"}[one.balanced]
        turned = f"  {state}" if state != last else ""
        scores = " ".join(f"{wording.signed(score):>7}" for score in one.scores)
        lines.append(f"  {one.period:<8} {one.signs:<5}  {scores}{turned}")
        last = state
    return [*lines, "", report.method, report.caution]


def _balance(world: World, report: BalanceReport) -> list[str]:
    layer = world.layers[report.layer]
    lines = [
        f"Balance of {report.region or 'the world'}   {layer.title}, signs beyond {report.band:g}",
        "",
        "  period    pairs hostile    triads balanced  walks  line index       F",
    ]
    for one in report.periods:
        shares = (
            "   -   " if share is None else f"{share:6.1%} " for share in (one.balanced, one.walks)
        )
        line = f"{one.line_low:,}" if one.line_low == one.line_high else (
            f"{one.line_low:,} to {one.line_high:,}"
        )  # fmt: skip
        index = "-" if one.normalised is None else f"{one.normalised:.3f}"
        lines.append(
            f"  {one.period:<8} {one.edges:>6,} {one.negative:>7,} {one.triads:>9,}  "
            f"{' '.join(shares)} {line:<14} {index:>6}"
        )
    if not report.periods:
        lines.append(f"  {report.note}")
    elif report.note:
        lines += ["", f"note: {report.note}"]
    return [*lines, "", report.method, report.caution]
