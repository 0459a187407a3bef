"""What stands by the user's rules: ``relations alerts``."""

from collections.abc import Collection, Sequence

import msgspec
from msgspec.structs import replace

from relations_tui.model.alert import Alert, Rule
from relations_tui.query.alerts import evaluate
from relations_tui.query.world import World

ALERTS_HEAD = ("rule", "kind", "what", "date", "size", "new", "says")
EXAMPLE = """\
[[alerts]]
name = "my pairs"
moves = "starred"          # or "AZE-IRN", or "AZE": all its pairs
by = 2.0                   # points
months = 12

[[alerts]]
name = "between friends"
triad = "AZE-IRN-ISR"      # or "AZE": all its triads
layer = "overall"

[[alerts]]
name = "force"
event = "country:AZE"      # filters as in the explorer; "" is all
magnitude = 9
months = 1
"""
"""What the configuration wants, to be shown where there is no rule yet."""


class AlertsReport(msgspec.Struct, frozen=True):
    """The alerts that stand."""

    rules: int
    at: str
    """The date asked for; "" is the newest of each layer."""
    alerts: tuple[Alert, ...]
    """New ones first, then in the order of the rules, largest first."""
    trouble: tuple[str, ...]
    """Rules that can't be looked at, and why."""

    @property
    def new(self) -> int:
        """How many did not stand before."""
        return sum(one.new for one in self.alerts)


def alerts_report(
    world: World,
    rules: Sequence[Rule],
    starred: Sequence[str],
    seen: Collection[str],
    *,
    at: int | None = None,
    at_text: str = "",
) -> AlertsReport:
    """Hold the rules against the world; ``seen`` are the keys of alerts that stood before."""
    found, trouble = evaluate(world, rules, starred, at)
    told = [replace(one, new=one.key not in seen) for one in found]
    told.sort(key=lambda one: not one.new)
    return AlertsReport(len(rules), at_text, tuple(told), tuple(trouble))


def alert_cells(report: AlertsReport) -> list[list[object]]:
    """A row an alert."""
    return [
        [one.rule, one.kind, one.what, one.date, round(one.size, 2), one.new, one.says]
        for one in report.alerts
    ]
