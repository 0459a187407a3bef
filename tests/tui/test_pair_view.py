"""The pair view: one walks the months, zooms, and compares before and after."""

import pytest

from relations_tui.model.user import View
from tests.tui.conftest import Start
from tests.tui.hand import Hand

SIZE = (120, 40)


async def test_enter_opens_the_trends_of_all_layers(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("enter")
        await hand.until(lambda: "matrix > AZE – IRN" in hand.screen)
        for text in ("News events", "UN votes", "UN alignment", "Armed conflict", "Visa AZE→IRN",
                     "Visa IRN→AZE", "mostly cooperation", "rests on"):  # fmt: skip
            assert text in hand.screen
        await hand.press("escape")
        assert "[ +5]" in hand.screen


async def test_the_cursor_walks_the_months_and_shows_their_events(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("enter")
        await hand.until(lambda: "2025-06 ▲" in hand.screen)
        assert "Events of 2025-06: 28" in hand.screen
        await hand.press("left")
        assert "2025-05 ▲" in hand.screen
        assert "Events of 2025-05:" in hand.screen
        await hand.press("less_than_sign")
        assert "▲ 2024-02" in hand.screen
        await hand.press("escape")
        assert running.status.split("data to")[0].split()[-1] == running.app.looking.period
        assert running.app.looking.period < "2025"


async def test_claims_say_who_says_so(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("enter")
        await hand.until(lambda: "On record, stated or claimed" in hand.screen)
        (line,) = (row for row in hand.screen.splitlines() if "“ stated" in row)
        assert "2016-06" in line
        assert "IRN→AZE" in line
        assert "B2" in line
        assert "President Ilham Aliyev, in Berlin" in line
        await hand.press("end")
        assert "North-South transport corridor (RUS AZE IRN), since 2016" in hand.screen


async def test_zoom_pan_and_a_free_span(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("enter")
        await hand.until(lambda: "shown: 2018-01 to 2025-06" in hand.screen)
        await hand.press("plus")
        assert "shown: 2020-06 to 2025-06" in hand.screen
        await hand.press("H")
        assert "shown: 2019-03 to 2024-03" in hand.screen
        await hand.press("plus")
        assert "shown: 2024-06 to 2025-06" in hand.screen
        await hand.press("minus", "minus", "minus")
        assert "shown: 1991-07 to 2025-06" in hand.screen
        await hand.type("r", "2013 2019-06")
        assert "shown: 2013-01 to 2019-06" in hand.screen
        await hand.type("r", "never")
        assert "shown: 2013-01 to 2019-06" in hand.screen


async def test_markers_stand_on_the_trend_with_their_names(start: Start) -> None:
    running = start(View(layer="alignment"))
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("enter")
        await hand.until(lambda: "2013-06-14 Hassan Rouhani elected" in hand.screen)
        assert "╎" in hand.screen


async def test_a_gap_is_a_gap(start: Start) -> None:
    """Nothing was observed from March 2024 to March 2025: no line crosses that year."""
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("enter")
        await hand.type("r", "2024-05 2025-02")
        await hand.until(lambda: "shown: 2024-05 to 2025-02" in hand.screen)
        chart = hand.screen.splitlines()[5:18]
        assert not any(0x2800 < ord(char) < 0x2900 for line in chart[:10] for char in line)


async def test_directed_layers_have_both_directions(start: Start) -> None:
    running = start(View(layer="travel"))
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("enter")
        await hand.until(lambda: "Azerbaijan → Iran" in hand.screen)
        await hand.press("x")
        assert "Iran → Azerbaijan" in hand.screen
        assert "matrix > IRN – AZE" in hand.screen


async def test_before_and_after_a_marker_in_plain_words(start: Start) -> None:
    running = start(View(layer="alignment"))
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("enter")
        await hand.type("B", "rouhani")
        await hand.until(lambda: "association, not cause" in hand.screen)
        assert "2013-06" in hand.screen
        await hand.press("1")
        await hand.until(lambda: "it cannot compare" in hand.screen)
        assert "knows this pair from 2018-01" in hand.screen
        await hand.type("B", "no such thing")
        assert "neither a date nor a marker" in hand.screen  # the prompt stays, to be mended


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (200, 60)])
async def test_every_size_has_number_trend_and_events(start: Start, size: tuple[int, int]) -> None:
    running = start()
    async with running.app.run_test(size=size) as pilot:
        hand = Hand(running, pilot)
        await hand.press("enter")
        await hand.until(lambda: "AZE – IRN" in hand.screen)
        assert "▲ 2025-06" in hand.screen or "2025-06 ▲" in hand.screen
        assert "Events of 2025-06" in hand.screen
        assert any(0x2800 < ord(char) < 0x2900 for char in hand.screen)


async def test_a_range_takes_the_cursor_along(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=(120, 40)) as pilot:
        hand = Hand(running, pilot)
        await hand.press("3", "enter")
        await hand.type("r", "2010 2016")
        assert "shown: 2010-01 to 2016-12" in hand.screen
        assert "UN alignment 2016" in hand.screen
        await hand.type("r", "2016-13")
        assert "no two dates: '2016-13'" in hand.screen
        await hand.press("escape")
        assert "shown: 2010-01 to 2016-12" in hand.screen
