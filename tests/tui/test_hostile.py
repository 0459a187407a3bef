"""Text that means harm reaches the screen as text, or not at all."""

import re

import pytest

from relations_tui.model.event import Event
from relations_tui.query.world import World
from relations_tui.text import clean
from tests.tui.conftest import Start
from tests.tui.tiny import HOSTILE, TinySource


@pytest.mark.parametrize("key", ["", "enter", "i", "question_mark"])
async def test_markup_and_escapes_are_only_text(start: Start, key: str) -> None:
    said = clean(HOSTILE)
    event = Event(
        id="x", date="2020-01-01", kind=said, sources=("AZE",), targets=("IRN",), status="claimed",
        feed=said, summary=said, speaker=said, url=said, response=said, flag=said, quote=said,
    )  # fmt: skip
    running = start(over=World(TinySource(event)))
    async with running.app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press(*([key] if key else []))
        await pilot.pause()
        assert "[@click=app.quit]x[/]" in running.panel
        svg = running.app.export_screenshot()
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", svg)


async def test_a_prompt_takes_markup_as_text(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=(120, 40)) as pilot:
        await pilot.press("slash", *["left_square_bracket", "slash", "right_square_bracket"])
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert running.at == ("AZE", "IRN")
