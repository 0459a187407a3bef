"""Text that means harm reaches the screen as text, or not at all."""

import pytest
from textual.widgets import Input

from relations_tui.model.event import Event
from relations_tui.model.user import View
from relations_tui.query.world import World
from relations_tui.text import clean
from tests.tui.conftest import Start
from tests.tui.hand import Hand
from tests.tui.tiny import HOSTILE, TinySource
from tests.tui.yours import Begin, begin

__all__ = ["begin"]


def hostile_world() -> World:
    """An event whose every free text is hostile, cleaned as a feed's parser cleans it."""
    said = clean(HOSTILE)
    event = Event(
        id="x", date="2020-01-01", kind=said, sources=("AZE",), targets=("IRN",), status="claimed",
        feed=said, summary=said, speaker=said, url=said, response=said, flag=said, quote=said,
    )  # fmt: skip
    return World(TinySource(event))


def raw(text: str) -> list[str]:
    """What a terminal would obey, or can't print."""
    return sorted({c for c in text if not (c.isprintable() or c == "\n")})


@pytest.mark.parametrize("size", [(60, 20), (120, 40)])
@pytest.mark.parametrize("key", ["", "enter", "i", "question_mark", "colon"])
async def test_markup_and_escapes_are_only_text(
    start: Start, key: str, size: tuple[int, int]
) -> None:
    running = start(over=hostile_world())
    async with running.app.run_test(size=size) as pilot:
        hand = Hand(running, pilot)
        await hand.press(*([key] if key else []))
        await pilot.pause()
        assert "[@click=app.quit]x[/]" in running.panel
        assert raw(hand.screen) == []
        metas = [s.style.meta for strip in hand.strips for s in strip if s.style]
        assert not any("@click" in meta for meta in metas)


async def test_the_pair_view_shows_hostile_words_as_they_are(start: Start) -> None:
    running = start(over=hostile_world())
    async with running.app.run_test(size=(120, 40)) as pilot:
        hand = Hand(running, pilot)
        await hand.press("enter")
        assert hand.screen.count("[/][@click=app.quit]x[/]") >= 1


async def test_a_name_with_markup_is_found_and_shown(start: Start) -> None:
    running = start(View(row="RUS", column="IRN"), over=hostile_world())
    async with running.app.run_test(size=(120, 40)) as pilot:
        hand = Hand(running, pilot)
        await hand.press("slash", *"aze")
        assert "AZE Azerbaijan [/]" in hand.screen
        await hand.press("escape", "colon")
        running.app.screen.query_one(Input).value = "aze"
        await hand.until(lambda: "AZE  Azerbaijan [/]" in hand.screen)
        await hand.press("escape")
        await hand.type("slash", "aze")
        assert "Azerbaijan [/]" in hand.panel


async def test_a_prompt_takes_markup_as_text(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=(120, 40), notifications=True) as pilot:
        hand = Hand(running, pilot)
        keys = ("left_square_bracket", "slash", "right_square_bracket")
        await hand.press("slash", *keys, "enter")
        assert running.at == ("AZE", "IRN")
        await hand.until(lambda: "'[/]'" in hand.screen)


async def test_a_remembered_view_with_escapes(start: Start) -> None:
    said = HOSTILE[:40]
    for view in (View(focus=f"aze,irn{said}"), View(layer=said, order=said, at=said, theme=said)):
        running = start(view)
        async with running.app.run_test(size=(120, 40), notifications=True) as pilot:
            hand = Hand(running, pilot)
            await hand.until(lambda: "Azerbaijan" in hand.panel)  # noqa: B023
            assert raw(hand.screen) == []


async def test_a_note_of_one_s_own_is_only_text(begin: Begin) -> None:
    begin.store.user.set_note("AZE-IRN", f"[bold]note[/] {HOSTILE}", "2026-11-23T10:00:00Z")
    running = begin()
    async with running.app.run_test(size=(120, 40)) as pilot:
        hand = Hand(running, pilot)
        await hand.until(lambda: "[bold]note[/]" in hand.panel)
        for keys in (("n",), ("enter",), ("S",), ("S", "end", "z")):
            await hand.press(*keys)
            await hand.until(lambda: "[bold]note[/]" in hand.screen)
            assert raw(hand.screen) == []
            while len(running.app.screen_stack) > 1 or running.app.screen.query("Prompt"):
                await hand.press("escape")


@pytest.mark.parametrize("name", ["~nobody-there/x.svg", "x" * 5000 + ".svg", "/proc/1/x.csv"])
async def test_a_file_that_can_t_be_is_told(start: Start, name: str) -> None:
    running = start()
    async with running.app.run_test(size=(120, 40)) as pilot:
        hand = Hand(running, pilot)
        await hand.press("E")
        running.app.screen.query_one(Input).value = name
        await hand.press("enter")
        await hand.until(lambda: any("nothing was written" in said for said in hand.said))
