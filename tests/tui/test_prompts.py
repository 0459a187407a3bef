"""Jump and focus: what they find, and that a mistake costs nothing."""

import pytest
from textual import events
from textual.widgets import Input

from relations_tui.model.user import View
from relations_tui.tui.main_screen import MainScreen
from relations_tui.tui.prompt import Prompt
from tests.tui.conftest import Running, Start
from tests.tui.hand import Hand

SIZE = (120, 40)
EUROPE = View(focus="europe", order="name", row="DEU", column="FRA", at="2021-03")


def named(running: Running) -> str:
    """The two codes that the panel is about."""
    return running.panel.splitlines()[0].split()[-1]


async def test_the_hint_tells_what_enter_would_do(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        for text, hint in (
            ("baku", "AZE Azerbaijan"), ("korea", "KOR South Korea"),
            ("rus ukr", "Russia – Ukraine"), ("qqq", "no country"),
        ):  # fmt: skip
            await hand.burst("slash", *text)
            assert hint in hand.seen(running.app.query_one(Prompt))
            await hand.press("escape")
        await hand.burst("f", *"oceania")
        assert "14: " in hand.seen(running.app.query_one(Prompt))
        await hand.press("escape")
        await hand.burst("f", *"narnia")
        assert "narnia" in hand.seen(running.app.query_one(Prompt)).partition("  ")[2]


@pytest.mark.parametrize(
    ("key", "text", "end"),
    [
        ("slash", "japan", "escape"), ("slash", "", "enter"), ("f", "asia", "escape"),
        ("slash", "yugoslavia", "enter"), ("slash", "hong kong", "enter"),
        ("slash", "fra ddr", "enter"),
    ],
)  # fmt: skip
async def test_what_is_left_or_fails_changes_nothing(
    start: Start, key: str, text: str, end: str
) -> None:
    running = start(EUROPE)
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await pilot.pause()
        before = running.main.view, running.at, running.status
        await hand.type(key, text, end)
        assert (running.main.view, running.at, running.status) == before
        assert named(running) == "DEU–FRA"
        assert not running.app.query(Prompt)
        assert bool(hand.said) == (end == "enter" and bool(text))
        await hand.press("right")
        assert running.at != before[1]


@pytest.mark.parametrize(
    ("key", "text", "reason"),
    [
        ("slash", "qqq", "no country answers to 'qqq'"),
        ("f", "narnia", "no region or country 'narnia'"),
        ("f", "aze", "two or more"),
        ("f", "aze, qqq", "no region or country"),
        ("f", ",", "two or more"),
    ],
)
async def test_what_cannot_be_stays_to_be_mended(
    start: Start, key: str, text: str, reason: str
) -> None:
    running = start(EUROPE)
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await pilot.pause()
        before = running.main.view, running.at, running.status
        await hand.type(key, text)
        assert reason in hand.screen
        assert text in hand.screen
        await hand.press("escape")
        assert (running.main.view, running.at, running.status) == before
        await hand.press("right")
        assert running.at != before[1]


async def test_tab_while_typing_is_not_another_layer(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("slash", "j", "tab", "shift+tab", "a", "p", "enter")
        assert running.status.startswith(" News events")
        assert running.at[0] == "JPN"


async def test_a_click_beside_a_prompt_leaves_it(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("slash", "j")
        await pilot.click("#matrix", offset=(20, 5))
        await pilot.pause()
        assert not running.app.query(Prompt)
        here = running.at
        await hand.press("down")
        assert running.at != here


@pytest.mark.parametrize("name", ["qatar", "turkey", "fiji"])
async def test_no_letter_is_lost_however_fast_one_types(start: Start, name: str) -> None:
    """Else ``/qatar`` on a slow line would quit."""
    running = start(View(row="USA", column="RUS"))
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        theme = running.app.theme
        await hand.type("slash", name)
        assert running.at == (running.app.world.find(name).iso3, "RUS")
        assert running.app.theme == theme
        assert running.remembered == []


async def test_the_keys_that_ask_are_letters_while_typing(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.burst("f", *"f/:?q")
        assert running.app.query_one(Input).value == "f/:?q"


async def test_one_prompt_at_a_time(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("slash", "j")
        await running.main.action_choose_focus()  # as the palette does, over an open prompt
        await pilot.pause()
        (prompt,) = running.app.query(Prompt)
        assert "focus on" in hand.seen(prompt)
        await hand.press(*"oceania", "enter")
        assert " of oceania" in running.status


async def test_a_click_on_the_panel_leaves_the_keys_to_the_matrix(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await pilot.click("#panel", offset=(5, 5))
        here = running.at
        await hand.press("right")
        assert running.at != here


async def test_a_paste_brings_no_escapes(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("f")
        running.app.post_message(events.Paste("aze\x1b]0;x\x07\u202e[/],irn\ud800"))
        await hand.until(lambda: "irn" in running.app.query_one(Input).value)
        await pilot.pause()
        assert [c for c in hand.screen if not (c.isprintable() or c == "\n")] == []
        await hand.press("enter")
        assert [c for c in hand.screen if not (c.isprintable() or c == "\n")] == []


async def test_focus_keeps_the_pair_where_it_can(start: Start) -> None:
    running = start(View(row="DEU", column="JPN"))
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.type("f", "deu, jpn, ury, usa")
        assert running.at == ("DEU", "JPN")
        await hand.type("f", "europe")
        assert running.at[0] == "DEU"
        assert named(running) == "–".join(running.at)
        await hand.press("w")
        assert "198 of the world" in running.status
        await hand.type("f", "asia")
        await hand.type("f", "")
        assert "198 of the world" in running.status


async def test_orders_go_round(start: Start) -> None:
    focus = "arg, bol, bra, chl, col, ecu, guy, per, pry, sur, ury, ven"
    running = start(View(focus=focus, row="BRA", column="ARG"))
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        world = running.app.world
        seen = []
        for name in ("region", "name", "blocs", "similarity", "activity"):
            await hand.press("o")
            assert f"by {name}" in running.status
            assert running.at == ("BRA", "ARG")
            seen.append([line[:3] for line in hand.seen(running.main.matrix).splitlines()[1:14]])
        by_name = [c.name for c in map(world.countries.__getitem__, filter(str.strip, seen[1]))]
        assert len(by_name) == 12
        assert by_name == sorted(by_name)
        volume = [c.activity for c in map(world.countries.__getitem__, filter(str.strip, seen[4]))]
        assert volume == sorted(volume, reverse=True)
        assert isinstance(running.app.screen, MainScreen)
