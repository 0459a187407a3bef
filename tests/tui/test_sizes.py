"""From a small terminal to a wall: what must be in sight is in sight."""

import pytest

from relations_tui.model.user import View
from tests.tui.conftest import Start
from tests.tui.hand import Hand

SIZES = [(60, 20), (80, 24), (100, 30), (120, 40), (200, 60), (250, 80)]


def assert_all_in_sight(hand: Hand) -> None:
    """Cursor, date, keys, scale, and the panel with name, number and evidence."""
    first, *_, last = hand.screen.splitlines()
    assert first.split()[:3] == ["News", "events", "2025-06"]
    assert "/ jump" in last
    assert "? help" in last
    assert hand.seen(hand.running.main.matrix).count("[ +5]") == 1
    assert "· no data" in hand.screen
    lines = hand.panel.splitlines()
    assert any("Azerbaijan – Iran" in line and "AZE–IRN" in line for line in lines)
    for said in ("+10", "2018-01", "▲", "IRN→AZE", "rests on 3,333 point"):
        assert said in hand.panel, said


@pytest.mark.parametrize("size", SIZES)
async def test_it_opens(start: Start, size: tuple[int, int]) -> None:
    running = start()
    async with running.app.run_test(size=size) as pilot:
        hand = Hand(running, pilot)
        await hand.until(lambda: "Azerbaijan" in hand.panel)
        assert_all_in_sight(hand)


async def test_it_is_resized(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=(200, 60)) as pilot:
        hand = Hand(running, pilot)
        for size in (*SIZES, *reversed(SIZES), (60, 20), (250, 80)):
            await pilot.resize_terminal(*size)
            await hand.until(lambda: "Azerbaijan" in hand.panel)
            await pilot.pause()
            assert_all_in_sight(hand)


@pytest.mark.parametrize("size", [(40, 12), (24, 8), (10, 3), (1, 1)])
async def test_a_terminal_too_small_is_no_crash(start: Start, size: tuple[int, int]) -> None:
    running = start(View(row="USA", column="RUS"))
    async with running.app.run_test(size=size) as pilot:
        hand = Hand(running, pilot)
        await hand.press("down", "right", "tab", "tab", "enter", "down", "escape")
        await hand.press("question_mark", "escape")
        await hand.type("slash", "baku")
        assert running.at[0] == "AZE"
        await pilot.resize_terminal(120, 40)
        await hand.until(lambda: "Azerbaijan" in hand.panel)


@pytest.mark.parametrize("size", [(60, 20), (120, 40), (24, 8)])
@pytest.mark.parametrize("key", ["enter", "e"])
async def test_a_view_survives_a_resize(start: Start, size: tuple[int, int], key: str) -> None:
    running = start()
    async with running.app.run_test(size=(100, 30)) as pilot:
        hand = Hand(running, pilot)
        await hand.press(key, "end")
        await pilot.resize_terminal(*size)
        await pilot.pause()
        await hand.press("home")
        assert "Azerbaijan" in hand.screen
        assert "[ +5]" not in hand.screen
        await pilot.resize_terminal(100, 30)
        await hand.press("escape")
        await hand.until(lambda: "[ +5]" in hand.screen)
