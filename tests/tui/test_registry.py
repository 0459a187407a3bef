"""One registry of commands: nothing twice, nothing dead."""

from collections import Counter

import pytest
from textual.binding import Binding

from relations_tui.model.user import View
from relations_tui.tui.app import RelationsApp
from relations_tui.tui.bars import KeyBar
from relations_tui.tui.commands import COMMANDS, Command, footer, of_view
from relations_tui.tui.main_screen import MainScreen
from relations_tui.tui.matrix import MatrixView
from relations_tui.tui.views import VIEWS, make
from tests.tui.conftest import Start
from tests.tui.hand import Hand

KEY_NAMES = {
    "/": "slash", ",": "comma", ".": "full_stop", "<": "less_than_sign", ">": "greater_than_sign",
    "{": "left_curly_bracket", "}": "right_curly_bracket", "?": "question_mark", ":": "colon",
    "esc": "escape", "+": "plus", "-": "minus", "[": "left_square_bracket",
    "]": "right_square_bracket", "!": "exclamation_mark", "H": "shift+left", "L": "shift+right",
}  # fmt: skip
"""Textual's names of the keys that have another on the keyboard."""


@pytest.mark.parametrize("view", ["matrix", *VIEWS])
def test_ids_and_keys_are_unique(view: str) -> None:
    moves = [binding for binding in MatrixView.BINDINGS if isinstance(binding, Binding)]
    commands = [c for c in of_view(view) if c.keys]
    ids = [c.id for c in commands] + [binding.id or "" for binding in moves]
    keys = [key for c in commands for key in c.keys.split(",")]
    if view == "matrix":
        keys += [key for binding in moves for key in binding.key.split(",")]
    assert [one for one, n in Counter(ids).items() if n > 1] == []
    assert [one for one, n in Counter(keys).items() if n > 1] == []


def test_ids_are_unique_among_all() -> None:
    assert [one for one, n in Counter(c.id for c in COMMANDS).items() if n > 1] == []


@pytest.mark.parametrize("view", ["matrix", *VIEWS])
def test_every_command_does_something_and_says_what(view: str) -> None:
    screen = MainScreen if view == "matrix" else type(make(View(screen=view)))
    for command in of_view(view):
        owner, _, action = command.action.partition(".")
        name = f"action_{action.partition('(')[0]}"
        assert hasattr({"app": RelationsApp, "screen": screen}[owner], name), command.id
        assert command.title
        assert command.help


@pytest.mark.parametrize("view", ["matrix", *VIEWS])
def test_at_most_eight_keys_in_the_footer(view: str) -> None:
    assert 3 <= len(footer(view)) <= 8


def test_the_key_shown_is_the_first_that_works() -> None:
    for command in COMMANDS:
        shown = KEY_NAMES.get(command.shown, command.shown)
        assert shown == command.keys.split(",")[0], command.id


@pytest.mark.parametrize("command", of_view("matrix"), ids=lambda c: c.id)
async def test_every_key_of_every_command_does_something(start: Start, command: Command) -> None:
    """Pressed in the middle of things, each key changes what one sees."""
    if command.id == "refresh.cancel":
        pytest.skip("wants a refresh that runs: see test_refreshing")
    if command.id == "back":
        pytest.skip("leads back to the matrix: see test_views")
    for key in command.keys.split(","):
        layer = "votes" if command.id == "layer.1" else "events"
        view = View(layer=layer, at="2021-06", focus="asia", row="ARM", column="AZE")
        running = start(view)
        async with running.app.run_test(size=(120, 40)) as pilot:
            hand = Hand(running, pilot)
            await hand.until(lambda: "Armenia" in hand.panel)  # noqa: B023
            before = hand.screen, running.app.theme, hand.said
            await hand.press(key)
            if command.id == "quit":
                assert [view.row for view in running.remembered] == ["ARM"]
                continue
            await hand.until(lambda: (hand.screen, running.app.theme, hand.said) != before)  # noqa: B023


@pytest.mark.parametrize("width", [60, 80, 120])
async def test_the_footer_fits(start: Start, width: int) -> None:
    running = start()
    async with running.app.run_test(size=(width, 24)) as pilot:
        await pilot.pause()
        bar = running.main.query_one(KeyBar)
        assert len(bar.text) <= width
        assert "/ jump" in bar.text
        assert "? help" in bar.text
