"""Whatever a key does on the screen, the mouse does too."""

from textual.events import MouseScrollUp

from relations_tui.tui.matrix import MatrixView
from tests.tui.conftest import Start
from tests.tui.hand import Hand

SIZE = (120, 40)


async def test_a_click_on_a_key_in_the_footer_presses_it(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("enter")
        await hand.until(lambda: "before/after" in hand.screen)
        line = hand.screen.splitlines()[-1]
        await pilot.click("#keys", offset=(line.index("zoom"), 0))
        await hand.until(lambda: "shown: 1991-07" in hand.screen)
        await pilot.click("#keys", offset=(line.index("why") + 1, 0))
        await hand.until(lambda: "why AZE – IRN" in hand.screen)


async def test_a_click_on_a_crumb_goes_back_to_it(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("enter", "e")
        await hand.until(lambda: "> why AZE – IRN" in hand.screen)
        await pilot.click("#crumbs", offset=(hand.screen.index("why AZE") + 1, 0))
        assert "> why AZE – IRN" in hand.screen  # where one is already
        await pilot.click("#crumbs", offset=(hand.screen.index("AZE – IRN") + 1, 0))
        await hand.until(lambda: "> why" not in hand.screen)
        await hand.press("e")
        await pilot.click("#crumbs", offset=(3, 0))
        await hand.until(lambda: running.app.screen is running.main)


async def test_a_click_on_the_trend_goes_to_that_date(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("enter")
        await hand.until(lambda: "2025-06 ▲" in hand.screen)
        axis = next(row for row in hand.screen.splitlines() if "2021" in row and "2022" in row)
        await pilot.click("#trends", offset=(axis.index("2021"), 9))
        await hand.until(lambda: "▲ 2021-0" in hand.screen)
        before = running.app.looking.at
        trends = running.app.screen.query_one("#trends")
        trends.post_message(MouseScrollUp(trends, 30, 9, 0, 0, 0, False, False, False))
        await hand.until(lambda: running.app.looking.at == before - 1)


async def test_a_click_takes_a_row_and_a_double_click_opens_it(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("e")
        await hand.until(lambda: "~ coded" in hand.screen)
        await pilot.click("#list", offset=(40, 4))
        lines = [line for line in hand.screen.splitlines() if line.startswith("▌")]
        assert lines == [hand.seen(running.app.screen.query_one("#list")).splitlines()[4]]
        await pilot.double_click("#list", offset=(40, 1))
        assert any("no single event" in said for said in hand.said)


async def test_a_click_on_a_key_that_asks_opens_its_prompt_and_one_beside_it_leaves(
    start: Start,
) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        line = hand.screen.splitlines()[-1]
        await pilot.click("#keys", offset=(line.index("jump"), 0))
        await hand.until(lambda: "jump to" in hand.screen)
        await hand.press(*"irn")
        assert "IRN Iran" in hand.screen
        await pilot.click("#keys", offset=(line.index("focus"), 0))
        await hand.until(lambda: "jump to" not in hand.screen)
        assert "focus on" not in hand.screen
        await hand.press("down")
        assert running.at[0] != "AZE", "the keys are the matrix's again"


async def test_a_click_beside_the_filters_takes_back_what_was_typed(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("a")
        await hand.until(lambda: "newest first" in hand.screen)
        await hand.press("slash", *"corridor")
        await hand.until(lambda: "corridor ×" in hand.screen)
        await pilot.click("#list", offset=(20, 3))
        await hand.until(lambda: "all events" in hand.screen)


async def test_a_click_on_a_cell_of_the_differences_takes_the_list_along(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("d")
        await hand.until(lambda: "pairs differ" in hand.screen and "╲" in hand.screen)
        await pilot.click("#differences", offset=(4 + 4 * 3 + 1, 2))
        matrix = running.app.screen.query_one("#differences", MatrixView)
        where = matrix.where
        assert where is not None
        names = (running.app.world.countries[iso3].name for iso3 in (where.row, where.column))
        told = hand.seen(running.app.screen.query_one("#told"))
        assert all(name in told for name in names)
