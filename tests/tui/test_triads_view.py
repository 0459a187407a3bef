"""Triads and balance on the screen."""

import json

from relations_tui.model.user import View
from relations_tui.tui.exporting import contents
from tests.tui.conftest import Start
from tests.tui.hand import Hand

SIZE = (120, 40)


async def found(hand: Hand) -> None:
    """Wait for the answer to the question of now."""
    await hand.until(lambda: "being worked out" not in hand.screen and "▌" in hand.screen)


def known(hand: Hand) -> str:
    """The rows of regions whose share is known."""
    return "\n".join(line[1:] for line in hand.screen.splitlines() if " % " in line)


async def told(hand: Hand, region: str) -> None:
    """Wait until the share of a region is known."""
    await hand.until(lambda: f"{region} " in known(hand))


async def test_who_is_caught_between_friends(start: Start) -> None:
    running = start(View(row="AZE", column="IRN", at="2023-06"))
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("D")
        await found(hand)
        assert "matrix > triads of AZE" in hand.screen
        assert "triads are balanced" in hand.screen
        assert (
            "Azerbaijan: 71 imbalanced, the most tense first; 291 more rest on less than 200"
            in hand.screen
        )
        assert "who do not get on with each other" in hand.screen
        assert "points away; any one flip balances it" in hand.screen
        await hand.press("r")
        await hand.until(lambda: "Azerbaijan: 362 imbalanced" in hand.screen)
        await hand.press("r")
        await hand.until(lambda: "Azerbaijan: 71 imbalanced" in hand.screen)
        await hand.press("o")  # of the pair
        await found(hand)
        assert "Azerbaijan and Iran:" in hand.screen
        await hand.until(lambda: "AZE–IRN" in hand.screen)
        await hand.press("o")  # of all
        await found(hand)
        assert "the world: 3,283 imbalanced, the most tense first; 19,965 more" in hand.screen


async def test_the_neutral_band_and_the_time_machine(start: Start) -> None:
    running = start(View(row="AZE", column="IRN", at="2023-06"))
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("D")
        await found(hand)
        await hand.press("plus")
        await hand.until(lambda: "signs beyond 1.5" in hand.screen)
        await hand.press("comma")
        await hand.until(lambda: "2023-05" in hand.screen)
        await found(hand)
        await hand.press("2")  # votes
        await hand.until(lambda: "a minus is distance, not hostility" in hand.screen)


async def test_a_triad_leads_to_its_weakest_pair_and_back(start: Start) -> None:
    running = start(View(row="AZE", column="IRN", at="2023-06"))
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("D")
        await found(hand)
        await hand.press("enter")
        await hand.until(lambda: "> AZE – UKR" in hand.screen)
        await hand.press("escape")
        await hand.until(lambda: "matrix > triads of AZE" in hand.screen)
        await hand.press("z")
        await hand.until(lambda: "tension 7.0" in hand.screen)


async def test_taking_it_away(start: Start) -> None:
    running = start(View(row="AZE", column="IRN", at="2023-06"))
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("D")
        await found(hand)
        screen = running.app.screen
        report = json.loads(contents(screen, "json") or "")  # type: ignore[arg-type]
        assert (report["of"], report["date"]) == (["AZE"], "2023-06")
        table = contents(screen, "csv")  # type: ignore[arg-type]
        assert table is not None
        assert table.count("\n") == 72
        await hand.press("y")
        assert any("copied: " in said for said in hand.said)


async def test_the_balance_of_regions(start: Start) -> None:
    running = start(View(at="2023-06", layer="overall"))
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("N")
        assert "being worked out" in hand.screen
        for region in ("The world", "Africa", "Asia", "Oceania"):  # one after the other
            await told(hand, region)
        await hand.until(lambda: "periods" not in hand.screen)
        assert "closed triads are balanced: the world, 2023-06" in hand.screen
        assert "line index" in hand.screen
        await hand.press("down")
        assert "balanced: Africa, 2023-06" in hand.screen
        await hand.press("less_than_sign")
        assert "balanced: Africa, 2022-06" in hand.screen
        await hand.press("enter")
        await found(hand)
        assert "Africa:" in hand.screen
