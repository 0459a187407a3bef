"""Methods side by side on the screen: the pair, and where in the world they disagree."""

import json

import pytest

from relations_tui.model.event import Event
from relations_tui.model.user import View
from relations_tui.query.world import World
from relations_tui.tui.exporting import contents
from relations_tui.tui.methods_screen import WAITING, MethodsScreen
from tests.tui.conftest import Start
from tests.tui.hand import Hand
from tests.tui.tiny import TinySource

SIZE = (120, 40)
WAR = View(row="ARM", column="AZE", at="2020-09")


def methods(hand: Hand) -> MethodsScreen:
    screen = hand.running.app.screen
    assert isinstance(screen, MethodsScreen)
    return screen


async def known(hand: Hand) -> None:
    """Wait until the places among all pairs are known, at the date looked at."""
    await hand.until(lambda: methods(hand)._is_fresh and WAITING not in hand.screen)


async def test_a_pair_by_every_method(start: Start) -> None:
    running = start(WAR)
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("Q")
        assert "-0.99" in hand.screen  # its own values are there at once
        await known(hand)
        assert "matrix > methods ARM – AZE" in hand.screen
        assert "Armenia – Azerbaijan, method by method" in hand.screen
        assert "percentiles apart: they disagree" in hand.screen
        rows = hand.seen(methods(hand).listing).splitlines()[1:8]
        titles = [row[1:17].strip() for row in rows]
        assert titles == [
            "Decayed balance", "Tsinghua monthly", "Net cooperation", "UN agreement", "S score",
            "Kappa", "Ideal points",
        ]  # fmt: skip
        assert "needs roll calls" in rows[5]
        assert "2019" in rows[3]
        assert "54  UN agreement over Decayed balance" in hand.screen
        await hand.press("down", "down", "down", "down", "down")
        assert "single roll calls" in hand.seen(methods(hand).query_one("#detail"))
        assert "Häge (2011)" in hand.screen


async def test_where_in_the_world_they_disagree(start: Start) -> None:
    running = start(View(at="2019-12"))
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("Q")
        await known(hand)
        await hand.press("o")
        assert "Where methods disagree, 2019-12" in hand.screen
        rows = hand.seen(methods(hand).listing).splitlines()
        assert "China – United States" in rows[1]
        assert rows[1].startswith("▌  100  ")
        assert "T Tsinghua" in hand.screen
        assert "U UN agreement, I ideal points 2019" in hand.screen
        assert "+0.85" in hand.screen  # agreement and ideal points over all pairs
        await hand.press("down", "enter")
        assert "Israel – Oman, method by method" in hand.screen
        await hand.press("escape")
        assert methods(hand).listing.cursor == 1
        assert "Where methods disagree" in hand.screen


async def test_who_only_looked_at_the_world_keeps_the_pair(start: Start) -> None:
    running = start(WAR)
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("Q")
        await known(hand)
        await hand.press("o", "o")
        assert methods(hand).pair == ("ARM", "AZE")
        await hand.press("o", "down", "o")
        assert methods(hand).pair != ("ARM", "AZE")


async def test_only_some_countries(start: Start) -> None:
    running = start(WAR)
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("Q")
        await hand.type("f", "aze,irn,rus,tur")
        await known(hand)
        assert "6 pairs in aze,irn,rus,tur" in hand.screen
        assert methods(hand).listing.count == 6
        assert running.app.looking.focus == ""  # the matrix keeps its own
        await hand.type("f", "atlantis")
        await hand.until(lambda: "no region or country 'atlantis'" in hand.screen)
        await hand.press("escape", "w")
        await known(hand)
        assert methods(hand).listing.count > 10_000


async def test_it_follows_time_and_layer(start: Start) -> None:
    running = start(WAR)
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("Q")
        await known(hand)
        await hand.press("full_stop")
        await known(hand)
        assert "-0.97" in hand.screen
        await hand.press("2", "left_curly_bracket")  # votes, 1946
        await known(hand)
        rows = hand.seen(methods(hand).listing).splitlines()
        assert "–" in rows[1]
        assert "fewer than two methods know this pair" in hand.screen
        await hand.press("o")
        await known(hand)
        assert methods(hand).listing.count > 500
        assert "Where methods disagree, 1946-12" in hand.screen


async def test_on_to_the_pair_and_why_and_back(start: Start) -> None:
    running = start(WAR)
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("Q", "enter")
        await hand.until(lambda: "> ARM – AZE" in hand.screen.splitlines()[0])
        await hand.press("escape", "e")
        await hand.until(lambda: "why ARM – AZE" in hand.screen)
        await hand.press("escape", "o")
        await known(hand)
        pair = methods(hand).pair
        await hand.press("escape", "left_square_bracket")
        await hand.until(lambda: isinstance(running.app.screen, MethodsScreen))
        await known(hand)
        assert methods(hand).pair == pair
        assert "Where methods disagree" in hand.screen


async def test_a_country_with_itself_has_none(start: Start) -> None:
    running = start(View(row="AZE", column="AZE"))
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("Q")
        assert not isinstance(running.app.screen, MethodsScreen)
        assert any("no score with itself" in said for said in hand.said)


async def test_the_view_can_be_taken_away(start: Start) -> None:
    running = start(WAR)
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("Q", "down", "down")
        screen = methods(hand)
        assert "by Net cooperation, 2020-09: -0.99, above 5 % of" in screen.under_cursor
        assert json.loads(contents(screen, "json") or "")["methods"][2]["period"] == "2020-09"
        assert len((contents(screen, "csv") or "").splitlines()) == 8
        await known(hand)
        await hand.press("o")
        report = json.loads(contents(screen, "json") or "")
        assert len(report["pairs"]) == 200
        assert len((contents(screen, "csv") or "").splitlines()) == 1 + report["disputed"]
        assert "apart, they contradict each other." in screen.under_cursor


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (200, 60), (24, 8), (1, 1)])
@pytest.mark.parametrize("layer", ["events", "travel", "conflict"])
async def test_every_size_and_layer(start: Start, size: tuple[int, int], layer: str) -> None:
    running = start(View(layer=layer))
    async with running.app.run_test(size=size) as pilot:
        hand = Hand(running, pilot)
        await hand.press("Q", "end", "home", "o")
        await hand.until(lambda: methods(hand)._is_fresh)
        await hand.press("end", "home", "left_curly_bracket")
        await hand.until(lambda: methods(hand)._is_fresh)
        if size[0] >= 60:
            assert "▌" in hand.screen
            assert "Where methods disagree" in hand.screen


async def test_a_world_of_news_alone(start: Start) -> None:
    event = Event(
        id="x", date="2020-01-01", kind="visit", sources=("AZE",), targets=("IRN",),
        status="claimed", feed="f",
    )  # fmt: skip
    running = start(over=World(TinySource(event)))
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("Q")
        await known(hand)
        assert "no layer has its data" not in hand.screen
        await hand.press("end")
        assert "no layer has its data" in hand.screen
        await hand.press("o")
        assert "Azerbaijan [/] – Iran" in hand.screen
