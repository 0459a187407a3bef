"""The movers on the screen: what changed most, how unusual that is, and what made it."""

import json

import pytest

from relations_tui.model.user import View
from relations_tui.tui.exporting import contents
from relations_tui.tui.movers_screen import MoversScreen
from tests.tui.conftest import Start
from tests.tui.hand import Hand

SIZE = (120, 40)


def movers(hand: Hand) -> MoversScreen:
    screen = hand.running.app.screen
    assert isinstance(screen, MoversScreen)
    return screen


def top(hand: Hand) -> str:
    """The first row of the list."""
    return hand.seen(movers(hand).listing).splitlines()[1]


async def judged(hand: Hand) -> None:
    """Wait until it is known how unusual the changes are."""
    await hand.until(lambda: "being worked out" not in hand.screen and "▌" in hand.screen)


async def test_the_largest_changes_and_what_made_the_first(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("M")
        await judged(hand)
        assert "matrix > movers" in hand.screen
        assert "2024-02 to 2025-06" in hand.screen
        assert "no data 12 months before 2025-06" in hand.screen
        assert "Kenya – Qatar" in top(hand)
        made = hand.seen(movers(hand).query_one("#made"))
        assert "unusual for the pair" in made
        assert "as what came before it fades" in made
        assert "~ coded" in made
        assert "● recorded" in made
        await hand.press("down")
        assert "India – Liberia" in hand.seen(movers(hand).query_one("#made"))


async def test_by_how_unusual(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("M")
        await judged(hand)
        before = top(hand)
        await hand.press("o")
        assert "by how unusual it is for the pair" in hand.screen
        assert top(hand) != before
        assert "Canada – United States" in top(hand)
        await hand.press("o")
        assert top(hand) == before


async def test_the_window_is_longer_and_shorter(start: Start) -> None:
    running = start(View(at="2024-01"))
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("M")
        assert "2023-01 to 2024-01" in hand.screen
        await hand.press("plus")
        assert "2022-01 to 2024-01" in hand.screen
        await hand.press("minus", "minus")
        assert "2023-07 to 2024-01" in hand.screen
        await hand.press("minus", "minus", "minus")
        assert any("shortest window" in said for said in hand.said)
        await hand.press("2")  # votes go by the year
        assert "to 2019" in hand.screen
        assert "1 year:" in hand.screen


async def test_only_a_region(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("M")
        await hand.type("f", "oceania")
        await hand.until(lambda: "oceania, by size" in hand.screen)
        assert running.app.looking.focus == ""  # the matrix keeps its own
        await hand.type("f", "atlantis")
        await hand.until(lambda: "no region or country 'atlantis'" in hand.screen)
        await hand.press("escape", "w")
        assert "the world, by size" in hand.screen


async def test_time_goes_on_and_the_beginning_has_no_window(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("M", "comma")
        assert "2024-02 to 2025-05" in hand.screen
        await hand.press("left_curly_bracket")
        assert "begins in 2018-01" in hand.seen(movers(hand).listing)
        await hand.press("down", "enter", "y", "o", "right_curly_bracket")
        await judged(hand)
        assert "pairs moved" in hand.screen


@pytest.mark.parametrize("key", ["enter", "p", "e"])
async def test_on_to_the_pair_and_back_to_the_same_row(start: Start, key: str) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("M")
        await judged(hand)
        await hand.press("down", "down", key)
        await hand.until(lambda: "Cyprus – Vatican City" in hand.screen.splitlines()[1])
        await hand.press("escape")
        assert movers(hand).listing.cursor == 2
        await hand.press("escape", "left_square_bracket")
        await hand.until(lambda: isinstance(running.app.screen, MoversScreen))
        await judged(hand)
        assert movers(hand).pair == ("CYP", "VAT")


async def test_the_view_can_be_taken_away(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("M")
        await judged(hand)
        screen = movers(hand)
        report = json.loads(contents(screen, "json") or "")
        assert report["movers"][0]["mover"]["z"] is not None
        csv = (contents(screen, "csv") or "").splitlines()
        assert csv[0] == "a,b,before,after,change,evidence_before,evidence_after,z,history"
        assert len(csv) == 1 + screen.listing.count
        assert "Kenya and Qatar: -12.1" in screen.under_cursor


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (200, 60), (24, 8), (1, 1)])
@pytest.mark.parametrize("layer", ["events", "travel", "conflict"])
async def test_every_size_and_layer(start: Start, size: tuple[int, int], layer: str) -> None:
    running = start(View(layer=layer))
    async with running.app.run_test(size=size) as pilot:
        hand = Hand(running, pilot)
        await hand.press("M", "end", "home", "o", "plus")
        assert isinstance(running.app.screen, MoversScreen)
        if size[0] >= 60:
            assert "▌" in hand.screen
            assert " to 202" in hand.screen
