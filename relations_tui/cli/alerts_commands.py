"""``relations alerts``."""

import sys
from typing import TYPE_CHECKING

from relations_tui.cli.alerting import Alerting
from relations_tui.cli.opening import open_told
from relations_tui.cli.output import write, write_json
from relations_tui.query.timeline import parse_at
from relations_tui.report.alerts import (
    ALERTS_HEAD,
    EXAMPLE,
    AlertsReport,
    alert_cells,
)
from relations_tui.report.tabular import csv_text

if TYPE_CHECKING:
    from argparse import Namespace

STANDS = 10
"""The exit code where an alert stands."""


def alerts(args: "Namespace") -> int:
    """``relations alerts``: exit code 10 if one stands (with ``--new``: a new one)."""
    world, store = open_told(args.store)
    alerting = Alerting(store, args.config)
    at = parse_at(args.at) if args.at else None
    report = alerting.report(world, at, args.at)
    for trouble in report.trouble:
        sys.stderr.write(f"relations: alert {trouble}\n")
    if at is None and not args.keep_new:
        alerting.seen(report.alerts)
    if args.new:
        new = tuple(one for one in report.alerts if one.new)
        report = AlertsReport(report.rules, report.at, new, report.trouble)
    if args.json:
        write_json(report)
    elif args.csv:
        write(csv_text(ALERTS_HEAD, alert_cells(report)))
    else:
        write("\n".join(_told(report, str(alerting.path))))
    return STANDS if report.alerts else 2 if report.trouble else 0


def _told(report: AlertsReport, path: str) -> list[str]:
    if not report.rules:
        return [f"no rule: write one into {path}, such as", "", EXAMPLE]
    when = f" at {report.at}" if report.at else ""
    stand = "alert stands" if len(report.alerts) == 1 else "alerts stand"
    count = f"{len(report.alerts)} {stand}{when}"
    rules = f"{report.rules} rule{'' if report.rules == 1 else 's'}"
    lines = [f"{count}, {report.new} of them new; {rules}"]
    last = ""
    for one in report.alerts:
        if one.rule != last:
            lines += ["", f"{one.rule} ({one.kind})"]
            last = one.rule
        lines.append(f"  {'new ' if one.new else '    '}{one.says}")
    return lines
