"""``relations validate-scores``."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from relations_tui.cli.opening import open_headless
from relations_tui.cli.output import write, write_json
from relations_tui.errors import RelationsError, UsageError
from relations_tui.query.labels import read_labels
from relations_tui.query.timeline import parse_at
from relations_tui.report.tabular import csv_text
from relations_tui.report.validation import (
    Interval,
    LayerFit,
    ValidationReport,
    validation_report,
)
from relations_tui.store.truths import TRUTHS, truth_text

if TYPE_CHECKING:
    from argparse import Namespace

LARGEST = 50_000_000
"""Bytes of a file of labels."""
HEAD = (
    "layer", "auc", "auc_low", "auc_high", "hostile_units", "hostile_pairs", "other_units",
    "coverage", "overall_is_better_by", "better_low", "better_high",
)  # fmt: skip


def validate_scores(args: "Namespace") -> int:
    """Hold every layer against a CSV of labelled pairs: the user's own, or one that is bundled."""
    if not 100 <= args.resamples <= 100_000:
        raise UsageError(f"--resamples wants 100 to 100,000, got {args.resamples}")
    text = truth_text(args.file) if args.file in TRUTHS else _read(args.file)
    world = open_headless(args.store)
    report = validation_report(
        world,
        read_labels(world, text),
        Path(args.file).name,
        since=_month(args.since, first=True),
        until=_month(args.until, first=False),
        resamples=args.resamples,
        told=_told if sys.stderr.isatty() else None,
    )
    for reason in report.set_aside:
        sys.stderr.write(f"relations: set aside {reason}\n")
    if args.json:
        write_json(report)
    elif args.csv:
        write(csv_text(HEAD, [_cells(fit) for fit in report.layers]))
    else:
        write("\n".join(told_in_words(report)))
    return 0


def _month(text: str, *, first: bool) -> int | None:
    if not text:
        return None
    return int(text) * 12 if first and len(text) == 4 and text.isdigit() else parse_at(text)


def _read(name: str) -> str:
    try:
        path = Path(name)
        if path.stat().st_size > LARGEST:
            raise UsageError(f"{name} is larger than {LARGEST // 1_000_000} MB: cut it in parts")
        return path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:  # a name with a NUL, or bytes that are no UTF-8
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise RelationsError(f"{name} can't be read: {reason}") from error


def _told(done: int, of: int) -> None:
    sys.stderr.write("\r\x1b[K" if done == of else f"\r\x1b[Klayer {done} of {of}")
    sys.stderr.flush()


def _cells(fit: LayerFit) -> list[object]:
    auc, better = fit.auc, fit.overall_is_better
    return [
        fit.layer,
        *_bounds(auc),
        fit.hostile,
        fit.hostile_pairs,
        fit.others,
        fit.coverage,
        *_bounds(better),
    ]


def _bounds(found: Interval | None) -> list[object]:
    if found is None:
        return ["", "", ""]
    return ["" if value is None else value for value in (found.value, found.low, found.high)]


def told_in_words(report: ValidationReport) -> list[str]:
    """The report in lines."""
    years = f"{report.years[0]} to {report.years[-1]}"
    lines = [
        f"{report.truth}: {report.hostile:,} hostile units ({report.unit}), "
        f"{report.hostile_pairs} pair{'' if report.hostile_pairs == 1 else 's'}, {years}",
        f"against {report.others_are}",
        "",
        f"AUC: how often a hostile pair scores lower than another; 95 % by {report.resamples:,} "
        "bootstraps of pairs",
        f"  {'layer':<11} {'AUC':>5}  {'95 %':<12} {'hostile':>8} {'pairs':>5} {'others':>8}"
        "   overall better by",
    ]
    for fit in report.layers:
        auc = "  -    no hostile unit has a score" if fit.auc is None else _interval(fit.auc)
        counts = f"{fit.hostile:>8,} {fit.hostile_pairs:>5} {fit.others:>8,}"
        better = "" if fit.overall_is_better is None else _interval(fit.overall_is_better, "+")
        row = f"  {fit.layer:<11} {auc}"
        lines.append(f"{row} {counts}   {better}" if fit.auc else row)
    lines += ["", f"calibration of {report.calibrated}: the share that is hostile, by score"]
    for one in report.calibration:
        share = "no data" if one.share is None else f"{one.share:7.2%}"
        band = "" if one.share is None else f"  {one.low:.2%} to {one.high:.2%}"
        lines.append(
            f"  {one.since:+5.0f} to {one.until:+3.0f}  {one.hostile:>5,} of {one.units:>7,}"
            f"  {share}{band}"
        )
    if report.without:
        lines += ["", "the overall score with a part left out"]
    for less in report.without:
        if less.auc is None or less.auc_whole is None or less.spearman is None:
            continue
        lines.append(
            f"  without {less.part:<10} ranks correlate {less.spearman:.2f}; "
            f"AUC {less.auc:.3f}, whole {less.auc_whole:.3f} ({less.units:,} units)"
        )
    return [*lines, "", report.caution]


def _interval(found: Interval, sign: str = "") -> str:
    if found.low is None or found.high is None:
        return f"{found.value:{sign}.3f}  {'few pairs':<12}"
    return f"{found.value:{sign}.3f}  {found.low:{sign}.2f} to {found.high:{sign}.2f}"
