"""A user with rules."""

from collections.abc import Sequence

from relations_tui.model.alert import Alert, Rule
from relations_tui.query.world import World
from relations_tui.report.alerts import AlertsReport, alerts_report

RULES = (
    Rule("war", moves="ARM-AZE", by=3.0),
    Rule("force", event="country:AZE", magnitude=10, months=1),
    Rule("odd", moves="AZE", layer="nope"),
)


class Kept:
    """What the app is given of alerts, and what it says was looked at."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def report(self, world: World, at: int | None) -> AlertsReport:
        return alerts_report(world, RULES, (), self.seen, at=at)

    def look(self, alerts: Sequence[Alert]) -> None:
        self.seen = [one.key for one in alerts]
