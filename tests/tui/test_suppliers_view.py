"""Suppliers on the screen."""

import json

from relations_tui.model.user import View
from relations_tui.query.world import World
from relations_tui.tui.exporting import contents
from tests.query.with_flows import with_flows
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


async def test_shares_where_there_are_quantities(start: Start, world: World) -> None:
    running = start(View(row="AZE", column="IRN", at="2016-12", layer="conflict"),
                    over=with_flows(world))  # fmt: skip
    async with running.app.run_test(size=(160, 40)) as pilot:
        hand = Hand(running, pilot)
        await hand.press("W")
        await found(hand)
        assert "suppliers in effect: Azerbaijan, arms, 2012 to 2016" in hand.screen
        assert "5 suppliers are named; by quantity it is as if there were 2.8 equal ones" in (
            hand.screen
        )
        assert "5.2% of unknown origin" in hand.screen
        rows = [line for line in hand.screen.splitlines() if " %" in line]
        assert ["".join(row[1:43].split()) for row in rows] == [
            "49.9%12.4%━━━━━━━━━━", "26.3%78.9%━━━━━", "18.6%1.6%━━━━", "–4.6%gone",
        ]  # fmt: skip
        assert "Ukraine" in rows[3]
        assert "– no claim on record" in rows[3]
        assert "Belarus" in hand.screen  # named, without a quantity
        under = hand.screen.split("─" * 10)[-1]
        assert "windows up to      2011  2012  2013  2014  2015  2016" in under
        assert "effective number   1.56" in under
        assert "Israel              12%" in under
        await hand.press("down", "down", "down")
        await hand.until(lambda: "Ukraine              5%" in hand.screen.split("─" * 10)[-1])
        await hand.press("minus")
        await hand.until(lambda: "suppliers in effect: Azerbaijan, arms, 2014 to" in hand.screen)
        assert "Ukraine" not in hand.screen.split("─" * 10)[0]
