"""The four hints of the first run: each goes when it was followed, and none comes back."""

import pytest

from relations_tui.tui.tour import Tour
from tests.tui.hand import Hand
from tests.tui.yours import Begin, begin

__all__ = ["begin"]


def hints(hand: Hand) -> str:
    """What the strip says; "" if it is gone."""
    tours = hand.running.app.screen.query(Tour)
    return hand.seen(tours.first()) if tours else ""


@pytest.mark.parametrize("width", [60, 80, 120])
async def test_four_hints_fit(begin: Begin, width: int) -> None:
    running = begin(tour=True)
    async with running.app.run_test(size=(width, 24)) as pilot:
        hand = Hand(running, pilot)
        await pilot.pause()
        for hint in ("arrows", "enter", " e ", ": ", "story"):
            assert hint in hints(hand)
        assert "/ jump" in hand.screen.splitlines()[-1]


async def test_a_hint_goes_when_it_was_followed(begin: Begin) -> None:
    running = begin(tour=True)
    async with running.app.run_test(size=(120, 40)) as pilot:
        hand = Hand(running, pilot)
        await pilot.pause()
        assert not begin.store.user.state().tour_done
        await hand.press("right")
        await hand.until(lambda: "arrows" not in hints(hand))
        assert begin.store.user.state().tour_done, "who saw them is not shown them again"
        await hand.press("enter", "escape")
        await hand.until(lambda: "opens the pair" not in hints(hand))
        await hand.press("e", "escape")
        await hand.until(lambda: "says why" not in hints(hand))
        assert "Azerbaijan 2016" in hints(hand)
        await hand.press("colon")
        await hand.press("escape")
        await hand.until(lambda: not running.main.query(Tour))


async def test_escape_hides_them_all(begin: Begin) -> None:
    running = begin(tour=True)
    async with running.app.run_test(size=(120, 40)) as pilot:
        hand = Hand(running, pilot)
        await hand.press("escape")
        await hand.until(lambda: not running.main.query(Tour))
        assert begin.store.user.state().tour_done
        await hand.press("escape", "right", "e")
        await hand.until(lambda: "why " in hand.screen)


async def test_they_name_the_keys_as_they_are(begin: Begin) -> None:
    running = begin(tour=True, keys={"explain": "6", "palette": "f2"})
    async with running.app.run_test(size=(120, 40)) as pilot:
        hand = Hand(running, pilot)
        await pilot.pause()
        assert " 6 says why" in hints(hand)
        assert " f2 and Azerbaijan 2016" in hints(hand)


async def test_without_a_tour_there_is_no_strip(begin: Begin) -> None:
    running = begin()
    async with running.app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert not running.main.query(Tour)


async def test_a_store_that_can_t_be_written_is_no_trouble(begin: Begin) -> None:
    running = begin(tour=True, read_only=True)
    async with running.app.run_test(size=(120, 40)) as pilot:
        hand = Hand(running, pilot)
        await hand.press("right", "escape")
        await hand.until(lambda: not running.main.query(Tour))
        assert hand.said == []


async def test_who_does_it_from_another_view_needs_no_hint_either(begin: Begin) -> None:
    running = begin(tour=True)
    async with running.app.run_test(size=(120, 40)) as pilot:
        hand = Hand(running, pilot)
        await hand.press("enter", "e", "escape", "escape")
        await hand.until(lambda: "fly over" in hints(hand))
        assert "says why" not in hints(hand)
        assert "opens the pair" not in hints(hand)
