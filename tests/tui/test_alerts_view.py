"""Alerts on the screen."""

from relations_tui.model.user import View
from tests.tui.conftest import Start
from tests.tui.hand import Hand
from tests.tui.ruled import Kept

SIZE = (120, 40)


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
        await hand.until(lambda: "write one into ~/config.toml, such as" in hand.screen)
        assert "No rule in the configuration" in hand.screen
        assert "[[alerts]]" in hand.screen
