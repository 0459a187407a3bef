"""Alerts on the screen."""

from collections.abc import Sequence

from relations_tui.model.alert import Alert, Rule
from relations_tui.model.user import View
from relations_tui.query.world import World
from relations_tui.report.alerts import AlertsReport, alerts_report
from tests.tui.conftest import Start
from tests.tui.hand import Hand

SIZE = (120, 40)
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


async def test_what_stands_now_and_then(start: Start) -> None:
    kept = Kept()
    running = start(View(), alerts=kept.report, alerts_seen=kept.look)
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("exclamation_mark")
        await hand.until(lambda: "alerts stand" in hand.screen)
        assert "3 rules in the configuration" in hand.screen
        assert "odd: unknown layer 'nope'" in hand.screen
        assert "new force" in hand.screen
        await hand.until(lambda: bool(kept.seen))
        await hand.press("enter")
        await hand.until(lambda: "> events" in hand.screen)
        await hand.press("escape")
        await hand.until(lambda: "matrix > alerts" in hand.screen)
        for _ in range(4):
            await hand.press("less_than_sign")
        await hand.until(lambda: "Armenia and Azerbaijan: +4.2" in hand.screen)


async def test_without_a_rule_it_tells_how_to_write_one(start: Start) -> None:
    running = start(View(), config_place="~/config.toml")
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("exclamation_mark")
        await hand.until(lambda: "no rule yet: write one into ~/config.toml" in hand.screen)
        assert "[[alerts]]" in hand.screen
