"""The list of themes: each is on while the cursor is on it."""

from relations_tui.tui import themes
from tests.tui.conftest import Start
from tests.tui.hand import Hand

SIZE = (100, 30)


async def test_moving_shows_a_theme_and_escape_takes_the_one_before(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        before = running.app.theme
        await hand.press("T")
        await hand.until(lambda: "▌ dark" in hand.screen)
        for name in themes.NAMES[1:]:
            await hand.press("down")
            assert running.app.theme == name
        await hand.press("escape")
        assert running.app.theme == before
        assert running.app.screen is running.main


async def test_enter_keeps_it_and_it_is_remembered(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("e", "T", "j", "enter")
        assert running.app.theme == themes.LIGHT.name
        await hand.press("q")
    assert [view.theme for view in running.remembered] == [themes.LIGHT.name]


async def test_it_begins_where_one_is(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=(60, 20)) as pilot:
        hand = Hand(running, pilot)
        await hand.press("t", "T")
        await hand.until(lambda: "▌ light" in hand.screen)
        await hand.press("t", "t", "t")
        assert running.app.theme == themes.DARK.name
