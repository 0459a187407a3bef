"""From view to view and back: breadcrumbs, history, shared layer and date."""

import pytest

from relations_tui.model.user import View
from tests.tui.conftest import Start
from tests.tui.hand import Hand
from tests.tui.yours import Begin, begin

__all__ = ["begin"]

SIZE = (120, 40)


async def test_escape_goes_back_one_view_at_a_time(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("enter", "e")
        await hand.until(lambda: "matrix > AZE – IRN > why AZE – IRN" in hand.screen)
        await hand.press("escape")
        assert "matrix > AZE – IRN  " in hand.screen
        await hand.press("escape")
        assert running.app.screen is running.main
        await hand.press("escape")
        assert running.app.screen is running.main


async def test_history_goes_back_and_forth(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("enter", "left", "escape", "right", "e")
        await hand.until(lambda: "why AZE" in hand.screen)
        await hand.press("left_square_bracket")
        assert running.app.screen is running.main
        await hand.press("left_square_bracket")
        await hand.until(lambda: "matrix > AZE – IRN" in hand.screen)
        assert "2025-05 ▲" in hand.screen
        await hand.press("right_square_bracket", "right_square_bracket")
        await hand.until(lambda: "why AZE" in hand.screen)
        await hand.press("right_square_bracket")
        assert any("no view after this one" in said for said in hand.said)


async def test_views_share_layer_and_date(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("enter", "tab", "comma")
        await hand.until(lambda: "UN votes 2018" in hand.screen)
        await hand.press("e")
        await hand.until(lambda: "votes alike" in hand.screen)
        assert "2018" in hand.screen.splitlines()[0]
        await hand.press("escape", "escape")
        assert "UN votes" in running.status
        assert "2018" in running.status


async def test_time_plays_in_a_view_and_stops_when_it_is_left(start: Start) -> None:
    running = start(View(at="2018-01"))
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("enter", "space")
        await hand.until(lambda: "▲ 2018-04" in hand.screen)
        await hand.press("escape")
        at = running.app.looking.at
        await pilot.pause(0.3)
        assert running.app.looking.at - at <= 1


async def test_the_diagonal_has_no_pair(start: Start) -> None:
    running = start(View(row="AZE", column="AZE"))
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("enter")
        assert running.app.screen is running.main
        assert any("no score with itself" in said for said in hand.said)


async def test_help_begins_with_the_view_in_front(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("enter", "question_mark")
        await hand.until(lambda: "Here, in the view: pair" in hand.screen)
        assert "Before and after" in hand.screen
        await hand.press("escape")
        assert "AZE – IRN" in hand.screen


async def test_the_palette_does_it_in_the_view_in_front(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("enter", "colon", *"zoom in")
        await hand.until(lambda: "Zoom in" in hand.screen)
        await hand.press("enter")
        await hand.until(lambda: "shown: 2020-06 to 2025-06" in hand.screen)


@pytest.mark.parametrize(
    ("screen", "options"),
    [
        ("pair", {"break": "never", "zoom": "?"}),
        ("explain", {"half_life": "nan"}),
        ("story", {"page": "first"}),
        ("compare", {"kind": "dates", "from": "someday", "with": "nothing"}),
        ("movers", {"months": "many", "by": "luck"}),
        ("events", {"sort": "up", "event": "[/]"}),
        ("country", {"by": "size", "partner": "XXX"}),
    ],
)
async def test_a_saved_view_with_odd_options_opens_all_the_same(
    start: Start, screen: str, options: dict[str, str]
) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        assert running.app.visit(View(screen=screen, options=options))
        await hand.until(lambda: "matrix > " in hand.screen)


@pytest.mark.parametrize("key", ["M", "c", "a"])
async def test_a_view_left_at_once_takes_its_work_along(start: Start, key: str) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        for _ in range(3):
            await hand.burst(key, "escape")
        await hand.until(lambda: running.app.screen is running.main)
        await running.app.workers.wait_for_complete()
        await hand.press("right")
        assert running.app.is_running


async def test_covid_bans_come_and_go_where_the_views_name_the_key(start: Start) -> None:
    running = start(View(row="AZE", column="RUS", layer="travel", at="2021-06"))
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("enter")
        await hand.until(lambda: "v: covid bans" in hand.screen)
        await hand.press("v")
        await hand.until(lambda: "v: covid bans" not in hand.screen)


async def test_help_of_a_view_names_its_own_keys_as_they_are(begin: Begin) -> None:
    running = begin(keys={"zoom.in": "f4", "list.down": "f5"})
    async with running.app.run_test(size=(120, 60)) as pilot:
        hand = Hand(running, pilot)
        await hand.press("enter", "question_mark")
        await hand.until(lambda: "Here, in the view: pair" in hand.screen)
        rows = [line.split() for line in hand.screen.splitlines()]
        assert any("f4" in row and "Zoom" in row for row in rows)
        assert "up f5" in hand.screen
        assert "Longer window" not in hand.screen, "that key is of another view"
