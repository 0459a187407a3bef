"""Suppliers on the screen."""

import json

from relations_tui.model.user import View
from relations_tui.tui.exporting import contents
from tests.tui.conftest import Start
from tests.tui.hand import Hand

SIZE = (120, 40)


async def found(hand: Hand) -> None:
    """Wait for the answer to the question of now."""
    await hand.until(lambda: "being worked out" not in hand.screen and "▌" in hand.screen)


async def test_who_arms_azerbaijan_and_who_minds(start: Start) -> None:
    running = start(View(row="AZE", column="IRN"))
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("W")
        await found(hand)
        assert "suppliers of arms to Azerbaijan are named, known by 2025-06" in hand.screen
        assert hand.screen.count("“ stated") == 6  # five suppliers, and Russia's to Armenia
        assert "Iran – Israel" in hand.screen
        assert "Russia supplies Armenia too" in hand.screen
        assert "relations import" in hand.screen
        await hand.press("down")  # Iran
        await hand.until(lambda: "the first official word of it" in hand.screen)
        await hand.press("z")
        await hand.until(lambda: "Stated, grade B2" in hand.screen)


async def test_a_supplier_leads_to_its_record(start: Start) -> None:
    running = start(View(row="AZE", column="IRN"))
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("W")
        await found(hand)
        await hand.press("down", "enter")
        await hand.until(lambda: "> events" in hand.screen and "arms_transfer" in hand.screen)
        await hand.press("escape")
        await hand.until(lambda: "suppliers of AZE" in hand.screen)
        await hand.press("end", "up", "enter")  # two suppliers that are foes: their pair
        await hand.until(lambda: "> IRN – ISR" in hand.screen)


async def test_at_another_date(start: Start) -> None:
    running = start(View(row="AZE", column="IRN", layer="conflict", at="2015"))
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("W")
        await hand.until(lambda: "no supplier is known or claimed by this date" in hand.screen)
        await hand.press("full_stop")
        await hand.until(lambda: "known by 2016-12" in hand.screen)
        report = json.loads(contents(running.app.screen, "json") or "")  # type: ignore[arg-type]
        assert len(report["suppliers"]) == 5
        assert contents(running.app.screen, "csv")  # type: ignore[arg-type]
