"""Keys of one's own: they work, and footer, help and palette name them."""

from collections import Counter

import pytest

from relations_tui.tui import keymap
from relations_tui.tui.commands import COMMANDS
from relations_tui.tui.keymap import key_name, key_shown
from relations_tui.tui.reader import Reader
from tests.tui.hand import Hand
from tests.tui.yours import Begin, begin

__all__ = ["begin"]
SIZE = (120, 40)


@pytest.mark.parametrize(
    ("written", "name", "shown"),
    [
        ("/", "slash", "/"), ("slash", "slash", "/"), (",", "comma", ","), ("A", "A", "A"),
        ("ctrl+e", "ctrl+e", "ctrl+e"), ("ctrl+/", "ctrl+slash", "ctrl+/"), ("f5", "f5", "f5"),
        ("escape", "escape", "esc"), ("shift+up", "shift+up", "shift+up"), ("ж", "ж", "ж"),
        ("space", "space", "space"), ("alt+x", "alt+x", "alt+x"), ("pageup", "pageup", "PgUp"),
    ],
)  # fmt: skip
def test_a_key_has_a_name_and_a_look(written: str, name: str, shown: str) -> None:
    assert key_name(written) == name
    assert key_shown(name) == shown


@pytest.mark.parametrize("written", ["", " ", "foo", "ctrl+", "ctrl+foo", "\x1b", "ab", "<any>"])
def test_what_is_no_key_has_no_name(written: str) -> None:
    assert key_name(written) is None


def test_every_key_of_every_command_has_a_name() -> None:
    found = keymap.bound()
    assert [one for one, n in Counter(id_ for id_, _, _ in found).items() if n > 1] == []
    for id_, keys, views in found:
        assert views, id_
        for key in keys.split(","):
            assert key_name(key) == key, id_
    assert {c.id for c in COMMANDS} < {id_ for id_, _, _ in found}


async def test_the_new_key_works_and_the_old_one_does_not(begin: Begin) -> None:
    running = begin(keys={"explain": "6,ctrl+e", "matrix.right": "n", "note": "f4"})
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        before = running.at
        await hand.press("e", "right", "l")
        assert running.app.screen is running.main
        assert running.at == before
        await hand.press("n")
        assert running.at != before
        for key in ("6", "ctrl+e"):
            await hand.press(key)
            await hand.until(lambda: "> why" in hand.screen)
            await hand.press("escape")


async def test_two_commands_swap_their_keys(begin: Begin) -> None:
    running = begin(keys={"explain": "c", "country": "e"})
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("e")
        await hand.until(lambda: "matrix > Azerbaijan" in hand.screen)
        await hand.press("escape", "c")
        await hand.until(lambda: "> why" in hand.screen)


async def test_a_list_goes_by_its_own_keys(begin: Begin) -> None:
    for target in ("AZE", "RUS"):
        begin.store.user.toggle_star(target, "2026-01-01")
    running = begin(keys={"list.down": "6"})
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("S")
        assert "▌ AZE" in hand.screen
        await hand.press("6")
        assert "▌ RUS" in hand.screen


async def test_footer_help_and_palette_name_it(begin: Begin) -> None:
    running = begin(keys={"explain": "ctrl+e", "month.on": "6", "quit": "f10", "help": "f9,?"})
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await pilot.pause()
        footer = hand.screen.splitlines()[-1]
        for said in ("ctrl+e why", ", 6 month", "< > year", "f9 help", "/ jump"):
            assert said in footer
        await hand.press("f9")
        await hand.until(lambda: "relations: keys" in hand.screen)
        page = running.app.screen
        assert isinstance(page, Reader)
        lines = page.content.plain.splitlines()
        assert any(line.startswith("  ctrl+e ") and "Why this score" in line for line in lines)
        assert any(line.startswith("  f10 ") and "Quit" in line for line in lines)
        await hand.press("escape", "colon", *"quit")
        await hand.until(lambda: "Quit" in hand.screen)
        await hand.press("escape")
        await hand.press("f10")
        assert running.remembered


async def test_a_prompt_still_takes_every_letter(begin: Begin) -> None:
    running = begin(keys={"jump": "j,slash", "matrix.down": "down"})
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.type("j", "japan")
        assert running.at[0] == "JPN"
