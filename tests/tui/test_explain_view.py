"""Why a score is what it is, on the screen."""

import re

from relations_tui.model.user import View
from tests.tui.conftest import Start
from tests.tui.hand import Hand

SIZE = (120, 40)


async def test_the_parts_sum_visibly_to_the_score(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("e")
        await hand.until(lambda: "matrix > why AZE – IRN" in hand.screen)
        found = re.search(r"contributions: \+([\d.]+) -([\d.]+) = ([+-][\d.]+)", hand.screen)
        assert found is not None
        plus, minus, total = map(float, found.groups())
        assert abs(plus - minus - total) <= 0.015
        await hand.press("end")
        assert f"{total:+.2f}  sum of all: the score" in hand.screen


async def test_machine_coded_rows_say_how_often_they_err(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("e")
        await hand.until(lambda: "~ coded" in hand.screen)
        assert "about three in four are not what the code says" in hand.screen


async def test_another_half_life_moves_the_score(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("e")
        await hand.until(lambda: "[6 mo +4.97]" in hand.screen)
        await hand.press("plus")
        assert "[12 mo +5.20]" in hand.screen
        assert "= +5.20" in hand.screen
        assert "half-life 12 months" in hand.screen
        await hand.press("minus", "minus")
        assert "[3 mo" in hand.screen
        assert running.app.looking.layer.half_life == 6.0  # the layer is as it was


async def test_a_layer_without_memory_says_so(start: Start) -> None:
    running = start(View(layer="votes"))
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("e")
        await hand.until(lambda: "votes alike" in hand.screen)
        await hand.press("plus")
        assert any("has no memory" in said for said in hand.said)


async def test_enter_leads_to_the_event(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("e")
        await hand.until(lambda: "~ coded" in hand.screen)
        await hand.press("enter")  # a month of history is no single event
        assert any("no single event" in said for said in hand.said)


async def test_no_score_has_no_parts(start: Start) -> None:
    running = start(View(layer="conflict"))
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("e")
        await hand.until(lambda: "why AZE – IRN" in hand.screen)
        assert "no armed conflict recorded" in hand.screen
        await hand.press("y", "down", "plus", "escape")
        assert "[" in hand.screen
