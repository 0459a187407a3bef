"""Two dates, two layers, two directions on the screen."""

import json

import pytest

from relations_tui.model.user import View
from relations_tui.tui.compare_screen import CompareScreen
from relations_tui.tui.exporting import contents
from tests.tui.conftest import Start
from tests.tui.hand import Hand

SIZE = (120, 40)


def compare(hand: Hand) -> CompareScreen:
    screen = hand.running.app.screen
    assert isinstance(screen, CompareScreen)
    return screen


def top(hand: Hand) -> str:
    """The first row of the list."""
    return hand.seen(compare(hand).listing).splitlines()[1]


async def test_two_dates_with_the_biggest_first_and_the_rest_apart(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("d")
        await hand.type("r", "2019-12 2023-01")
        await hand.until(lambda: "2019-12 to 2023-01" in hand.screen)
        assert running.app.looking.period == "2023-01"
        assert "+13.9" in top(hand)
        assert "Somalia – Taiwan" in top(hand)
        assert "change not known: 2,054 known in 2019-12 only" in hand.screen
        # The matrix stands at the same pair, cut at the end of its scale.
        assert "[+10]" in hand.seen(compare(hand).matrix)
        await hand.press("down")
        assert "South Korea – North Korea: +7.2 in 2019-12" in hand.screen
        assert "[-10]" in hand.seen(compare(hand).matrix)


async def test_the_other_date_walks_and_sides_swap(start: Start) -> None:
    running = start(View(layer="votes", at="2010"))
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("d")
        assert "2009 to 2010" in hand.screen
        await hand.press("minus")
        assert "2008 to 2010" in hand.screen
        await hand.press("plus", "plus")  # the same year is stepped over
        assert "2011 to 2010" in hand.screen
        await hand.press("x")
        assert "2010 to 2011" in hand.screen
        await hand.press("full_stop")
        assert "2010 to 2012" in hand.screen


async def test_where_news_and_votes_disagree(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("d", "o")
        assert "News events 2025-06 against UN votes 2019" in hand.screen
        assert "5 years apart" in hand.screen
        assert "rank correlation" in hand.screen
        assert "Kuwait – Somalia" in top(hand)
        await hand.press("plus")
        assert "against UN alignment 2023" in hand.screen
        await hand.type("r", "travel")
        await hand.until(lambda: "against Visa openness" in hand.screen)
        await hand.press("x")
        assert "Visa openness 2025-01 against News events" in hand.screen


async def test_there_and_back_goes_to_a_layer_that_has_directions(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("d", "o", "o")
        assert any("News events has no directions" in said for said in hand.said)
        assert running.app.looking.layer.id == "travel"
        assert "Azerbaijan → Armenia" in top(hand)
        assert "ARM → AZE -10.0: +20.0 points apart" in hand.screen
        await hand.press("1")
        assert "has no directions; these have: travel" in hand.seen(compare(hand).listing)


async def test_the_matrix_takes_the_keys_and_the_list_follows(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("d", "v", "right")
        screen = compare(hand)
        where = screen.matrix.where
        assert where is not None
        assert screen.pair == (where.row, where.column)
        row = screen._under
        if row is not None:
            assert {row.a, row.b} == {where.row, where.column}
        await hand.press("home", "g", "right")
        assert screen.pair == ("USA", "RUS")
        assert "United States" in hand.seen(screen.listing)
        await hand.press("v", "down")
        assert screen.matrix.where is not None
        assert screen.pair == (screen.matrix.where.row, screen.matrix.where.column)


async def test_where_it_is_narrow_the_matrix_takes_the_place_of_the_list(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=(60, 20)) as pilot:
        hand = Hand(running, pilot)
        await hand.press("d")
        assert "Kenya – Qatar" in hand.screen
        assert "[-10]" not in hand.screen
        await hand.press("v")
        await hand.until(lambda: "[-10]" in hand.screen)
        await hand.press("v")
        await hand.until(lambda: "India – Liberia" in hand.screen)


@pytest.mark.parametrize("key", ["enter", "e"])
async def test_on_to_the_pair_and_back(start: Start, key: str) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("d", "minus", "down", "down", key)
        await hand.until(lambda: not isinstance(running.app.screen, CompareScreen))
        pair = " – ".join(running.app.top.pair)
        assert pair in hand.screen.splitlines()[0]
        await hand.press("escape")
        assert " – ".join(compare(hand).pair) == pair
        await hand.press("escape", "left_square_bracket")
        await hand.until(lambda: isinstance(running.app.screen, CompareScreen))
        assert " – ".join(compare(hand).pair) == pair
        assert "2024-01 to 2025-06" in hand.screen


async def test_a_focus_of_its_own_also_of_a_set(start: Start) -> None:
    running = start(View(focus="western asia"))
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("d")
        assert "western asia" in hand.screen
        await hand.type("f", "aze, arm, irn")
        await hand.until(lambda: "aze, arm, irn" in hand.screen.splitlines()[1])
        assert compare(hand).listing.count == 3
        await hand.press("w")
        assert "the world" in hand.screen
        assert running.app.looking.focus == "western asia"


async def test_words_that_are_no_dates_change_nothing(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("d")
        for text, reason in (("tomorrow", "not a date"), ("2019-13 2020", "no such month")):
            await hand.type("r", text)
            await hand.until(lambda: reason in hand.screen)  # noqa: B023
            assert "2024-02 to 2025-06" in hand.screen
            await hand.press("escape")
        await hand.type("r", "")
        await hand.until(lambda: "from, to" not in hand.screen)
        assert "2024-02 to 2025-06" in hand.screen


async def test_the_view_can_be_taken_away(start: Start) -> None:
    running = start(View(focus="western asia"))
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("d")
        screen = compare(hand)
        report = json.loads(contents(screen, "json") or "")
        assert report["pairs"] == len(report["rows"]) == screen.listing.count
        csv = (contents(screen, "csv") or "").splitlines()
        assert csv[0].startswith("a,b,left,right,difference")
        assert len(csv) == 1 + report["pairs"] + report["only_left"] + report["only_right"]
        assert " in 2024-02, " in screen.under_cursor


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (200, 60), (24, 8), (1, 1)])
@pytest.mark.parametrize("keys", [(), ("o",), ("o", "o"), ("v",)])
async def test_every_size_and_kind(
    start: Start, size: tuple[int, int], keys: tuple[str, ...]
) -> None:
    running = start()
    async with running.app.run_test(size=size) as pilot:
        hand = Hand(running, pilot)
        await hand.press("d", *keys, "end", "home", "tab")
        assert isinstance(running.app.screen, CompareScreen)
        if size[0] >= 60:
            assert "matrix > compare" in hand.screen.splitlines()[0]
