"""Stars, notes and saved views, keyboard only: made in one place, found again in another."""

import json
from pathlib import Path

import pytest

from relations_tui.model.user import View
from tests.tui.hand import Hand
from tests.tui.yours import Begin, begin

__all__ = ["begin"]
SIZE = (120, 40)
NOW = "2026-11-23T10:00:00Z"


async def test_a_pair_is_starred_and_stands_in_the_watchlist(begin: Begin) -> None:
    running = begin()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("s")
        await hand.until(lambda: "★ AZE–IRN" in hand.panel)
        assert any("Azerbaijan – Iran: starred; S lists" in said for said in hand.said)
        await hand.press("c")
        await hand.until(lambda: "matrix > Azerbaijan" in hand.screen)
        await hand.press("s")
        await hand.until(lambda: "Azerbaijan ★" in hand.screen)
        await hand.press("S")
        await hand.until(lambda: "Stars" in hand.screen)
        pair = next(line for line in hand.screen.splitlines() if "AZE–IRN" in line)
        assert "+5.0" in pair
        assert "-0.6" in pair
        assert "2025-06, 3,333 points" in pair
        assert "mean of 87" in next(x for x in hand.screen.splitlines() if " AZE  " in x)
    assert [star.target for star in begin.store.user.stars()] == ["AZE", "AZE-IRN"]


async def test_a_star_is_taken_back_where_it_was_given_or_in_the_list(begin: Begin) -> None:
    for target in ("AZE-IRN", "AZE-RUS"):
        begin.store.user.toggle_star(target, "2026-01-01")
    running = begin()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.until(lambda: "★ AZE–IRN" in hand.panel)
        await hand.press("s")
        await hand.until(lambda: "★" not in hand.panel)
        await hand.press("S")
        await hand.until(lambda: "AZE–RUS" in hand.screen)
        await hand.press("x")
        await hand.until(lambda: "s stars the pair or the country in front" in hand.screen)
    assert begin.store.user.stars() == ()


async def test_the_watchlist_follows_layer_and_date(begin: Begin) -> None:
    begin.store.user.toggle_star("AZE-IRN", "2026-01-01")
    running = begin()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("S", "2")
        await hand.until(lambda: "2019, " in hand.screen)
        assert "+8.4" in hand.screen
        await hand.press("comma")
        await hand.until(lambda: "2018, " in hand.screen)
        await hand.press("4")
        await hand.until(lambda: "no armed conflict recorded" in hand.screen)
        row = next(line for line in hand.screen.splitlines() if "AZE–IRN" in line)
        assert " 0.0" not in row


async def test_an_empty_watchlist_says_which_key_fills_it(begin: Begin) -> None:
    running = begin(keys={"star": "6", "view.save": "f6"})
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("S")
        await hand.until(lambda: "6 stars the pair or the country in front" in hand.screen)
        assert "n notes what you know of it" in hand.screen
        assert "f6 saves the view in front" in hand.screen
        await hand.press("down", "enter", "x", "R", "e")
        await hand.press("escape", "escape")
        assert running.app.screen is running.main


async def test_a_note_is_written_changed_and_shown_with_its_pair(begin: Begin) -> None:
    running = begin()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.type("n", "qqs: the gas")
        await hand.until(lambda: "Note  qqs: the gas" in hand.panel)
        await hand.type("n", " deal")
        await hand.until(lambda: "Note  qqs: the gas deal" in hand.panel)
        await hand.press("enter")
        await hand.until(lambda: "Your note: qqs: the gas deal" in hand.screen)
        await hand.press("S")
        await hand.until(lambda: "2026" in hand.screen and "the gas deal" in hand.screen)
        await hand.press("x")
        assert begin.store.user.note("AZE-IRN") == "qqs: the gas deal", "once is no answer"
        await hand.press("x")
        await hand.until(lambda: "n notes what you know of it" in hand.screen)
    assert begin.store.user.notes() == ()


async def test_a_note_on_an_event_leads_back_to_it(begin: Begin) -> None:
    running = begin()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("enter", "down")
        await hand.type("n", "who delivered them?")
        (note,) = begin.store.user.notes()
        assert note.target.startswith("event:dossier")
        await hand.press("S")
        await hand.until(lambda: "who delivered them?" in hand.screen)
        await hand.press("enter")
        await hand.until(lambda: "yours > " in hand.screen)
        await hand.until(lambda: "Arms transfer" in hand.screen)


async def test_a_long_note_is_not_cut_behind_the_user_s_back(begin: Begin) -> None:
    running = begin()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.type("n", "x" * 1500)
        assert begin.store.user.note("AZE-IRN") == "x" * 1500
        await hand.type("n", "y" * 600)
        assert any("at most 2,000 characters" in said for said in hand.said)
    assert begin.store.user.note("AZE-IRN") == "x" * 1500


async def test_a_view_is_saved_and_opened_again(begin: Begin) -> None:
    running = begin()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.type("f", "aze, irn, rus, tur")
        await hand.press("2", "comma")
        await hand.type("V", "four of them")
        await hand.press("w", "1", "e")
        await hand.type("V", "why so")
        names = {one.name: one.view for one in begin.store.user.views()}
        assert names["why so"].screen == "explain"
        assert (names["four of them"].layer, names["four of them"].at) == ("votes", "2018-12")
        await hand.press("escape", "S")
        await hand.until(lambda: "why so" in hand.screen)
        await hand.press("enter")  # the first of them by name
        await hand.until(lambda: "4 of aze, irn, rus, tur" in running.status)
        assert "UN votes" in running.status
        assert "2018" in running.status
        await hand.press("left_square_bracket")
        await hand.until(lambda: "why so" in hand.screen)
        await hand.press("down", "enter")
        await hand.until(lambda: "matrix > why AZE – IRN" in hand.screen)


async def test_a_saved_view_is_renamed_replaced_and_removed(begin: Begin) -> None:
    begin.store.user.keep_view("one", View(), NOW)
    running = begin()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("2", "V", *"one")
        await hand.until(lambda: "is there: enter replaces it" in hand.screen)
        await hand.press("enter", "S")
        await hand.until(lambda: "votes newest" in hand.screen)
        await hand.type("R", " and only")
        await hand.until(lambda: "one and only" in hand.screen)
        await hand.press("x", "x")
        await hand.until(lambda: "saves the view in front" in hand.screen)
    assert begin.store.user.views() == ()


@pytest.mark.parametrize(
    "view", [View(row="XXX"), View(screen="none"), View(screen="country", country="XXX")]
)
async def test_a_view_of_other_data_is_told_not_opened(begin: Begin, view: View) -> None:
    begin.store.user.keep_view("odd", view, NOW)
    begin.store.user.toggle_star("XXX-YYY", "2026-01-01")
    running = begin()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("S", "end", "enter")
        assert any("these data don't have" in said for said in hand.said)
        await hand.press("home", "enter", "y", "s")
        assert "matrix > yours" in hand.screen


async def test_a_store_that_is_read_only_says_so_and_goes_on(begin: Begin) -> None:
    begin.store.user.toggle_star("AZE-IRN", "2026-01-01")
    running = begin(read_only=True)
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.until(lambda: "★ AZE–IRN" in hand.panel)
        for key in ("s", "n", "V"):
            running.app.clear_notifications()
            await hand.press(key)
            assert any("read-only" in said for said in hand.said), key
        await hand.press("right")
        assert running.at[0] == "AZE"
    assert [star.target for star in begin.store.user.stars()] == ["AZE-IRN"]


async def test_the_watchlist_is_exported(begin: Begin, tmp_path: Path) -> None:
    begin.store.user.toggle_star("AZE-IRN", "2026-01-01")
    running = begin()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("S")
        for name in ("w.json", "w.csv"):
            await hand.press("E", "ctrl+u")
            await hand.burst(*str(tmp_path / name), "enter")
    assert json.loads((tmp_path / "w.json").read_text())["stars"][0]["target"] == "AZE-IRN"
    assert (tmp_path / "w.csv").read_text().splitlines()[1].startswith("AZE-IRN,Azerbaijan")


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40), (200, 60), (24, 8)])
async def test_it_fits(begin: Begin, size: tuple[int, int]) -> None:
    for target in ("AZE-IRN", "AZE", "RUS-UKR"):
        begin.store.user.toggle_star(target, "2026-01-01")
    begin.store.user.set_note("AZE-IRN", "note " * 100, NOW)
    begin.store.user.keep_view("n" * 60, View(focus="asia"), NOW)
    running = begin()
    async with running.app.run_test(size=size) as pilot:
        hand = Hand(running, pilot)
        await hand.press("S", "down", "end", "home")
        assert all(len(line) <= size[0] for line in hand.screen.splitlines())
        if size[0] >= 60:
            row = next(line for line in hand.screen.splitlines() if "AZE–IRN" in line)
            assert "+5.0" in row
            assert "-0.6" in row
        await hand.press("escape")
        assert running.app.screen is running.main
