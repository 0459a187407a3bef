"""Projects on the screen: the members, the weakest link, and the way to it."""

import json

import pytest

from relations_tui.model.event import Event, Project
from relations_tui.model.user import View
from relations_tui.query.world import World
from relations_tui.text import clean
from relations_tui.tui.exporting import contents
from relations_tui.tui.projects_screen import ProjectsScreen
from tests.query.with_projects import project, with_projects
from tests.tui.conftest import Start
from tests.tui.hand import Hand
from tests.tui.tiny import HOSTILE, TinySource

SIZE = (120, 40)


def projects(hand: Hand) -> ProjectsScreen:
    screen = hand.running.app.screen
    assert isinstance(screen, ProjectsScreen)
    return screen


async def known(hand: Hand) -> None:
    """Wait until it is known how the members got on over time."""
    await hand.until(lambda: projects(hand)._course is not None)


@pytest.fixture
def several(world: World) -> World:
    """Projects of three members, of many, of two until 2022, and of one."""
    many = (
        "AFG", "ARM", "AZE", "CHN", "DEU", "EGY", "FRA", "GBR", "IRN", "IRQ", "KAZ", "PAK", "POL",
        "RUS", "TUR", "UKR", "USA", "UZB",
    )  # fmt: skip
    return with_projects(
        world,
        project("corridor", "RUS", "AZE", "IRN", since="2016"),
        project("many", *many, status="stated"),
        project("ended", "DEU", "RUS", since="2011", until="2022-09-26", status="disputed"),
        project("alone", "AZE", status="claimed"),
    )


async def test_the_corridor_and_its_weakest_link(start: Start) -> None:
    running = start(View(at="2023-05"))
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("P")
        assert "North-South transport corridor  RUS AZE IRN" in hand.screen
        await known(hand)
        assert "+2.0 AZE-IRN   +7.0      3/3" in hand.screen
        assert "Azerbaijan – Iran" in hand.screen
        assert "weakest since 2020-10, 32 months" in hand.screen
        assert "mean +7.0 of 3 pairs" in hand.screen
        assert "● recorded B2  since 2016, running" in hand.screen
        assert "▲ 2023-05" in hand.screen
        assert "AZE-IRN──" in hand.screen  # whose line it is, over time
        assert "Hassan Rouhani elected" in hand.screen
        assert "“ Arms transfer" in hand.screen  # a statement, not a fact


async def test_it_follows_time_and_layer(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("P", "2")  # votes
        await known(hand)
        assert "+5.2 AZE-RUS" in hand.screen
        assert "weakest since 2013, 7 years" in hand.screen
        assert "since 2016 ╎" in hand.screen
        await hand.press("left_curly_bracket")
        await known(hand)
        assert "not begun" in hand.screen
        assert "1 of 3 pairs with data" in hand.screen
        await hand.press("4", "right_curly_bracket")  # conflict: none among them
        await known(hand)
        assert "which is not a score of 0" in hand.screen


async def test_enter_opens_the_weakest_pair(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("P", "enter")
        await hand.until(lambda: "> AZE – IRN" in hand.screen.splitlines()[0])
        await hand.press("escape", "2", "enter")  # by votes it is another pair
        await hand.until(lambda: "> AZE – RUS" in hand.screen.splitlines()[0])


async def test_the_matrix_of_the_members(start: Start) -> None:
    running = start(View(row="USA", column="CHN"))
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("P", "f")
        assert running.app.screen is running.main
        assert running.app.looking.focus == "RUS,AZE,IRN"
        assert running.at == ("AZE", "IRN")
        await hand.until(lambda: "Azerbaijan" in hand.panel)
        await hand.press("left_square_bracket")
        await hand.until(lambda: isinstance(running.app.screen, ProjectsScreen))


async def test_from_one_to_the_next(start: Start, several: World) -> None:
    running = start(View(row="DEU", column="RUS"), over=several)
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("P")
        # Both are members of two: the cursor begins at the first of them.
        assert projects(hand).listing.cursor == 1
        assert "18 members" in hand.screen
        await known(hand)
        assert "and 6 more: f has all" in hand.screen
        await hand.press("down")
        await known(hand)
        assert "since 2011 to 2022-09-26, ended" in hand.screen
        assert "≠ disputed" in hand.screen
        assert "until 2022-09-26" in hand.screen
        await hand.burst("up", "up", "down", "down", "down")
        await known(hand)
        assert "no weakest link among the members" in hand.screen
        await hand.press("enter", "f", "e")
        assert projects(hand).listing.cursor == 3
        assert "no two members here" in hand.said


async def test_back_to_the_same_project(start: Start, several: World) -> None:
    running = start(over=several)
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("P", "down", "down", "enter", "escape")
        assert projects(hand).listing.cursor == 2
        await hand.press("escape", "left_square_bracket")
        await hand.until(lambda: isinstance(running.app.screen, ProjectsScreen))
        assert projects(hand).listing.cursor == 2


async def test_no_project(start: Start, world: World) -> None:
    running = start(over=with_projects(world))
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("P")
        assert "no project in these data" in hand.screen
        await hand.press("enter", "f", "full_stop", "comma", "tab", "y", "down", "e")
        assert isinstance(running.app.screen, ProjectsScreen)
        assert json.loads(contents(projects(hand), "json") or "") == []


async def test_the_view_can_be_taken_away(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("P")
        screen = projects(hand)
        assert "Azerbaijan and Iran are the weakest link at +5.0" in screen.under_cursor
        assert json.loads(contents(screen, "json") or "")["id"] == "north-south-corridor"
        assert len((contents(screen, "csv") or "").splitlines()) == 77


async def test_words_that_mean_harm(start: Start) -> None:
    said = clean(HOSTILE)
    event = Event(
        id="x", date="2020-01-01", kind=said, sources=("AZE",), targets=("IRN",), status="claimed",
        feed=said, summary=said,
    )  # fmt: skip
    harm = Project("x", said, ("AZE", "IRN"), "2019", said, "claimed", said)
    running = start(over=with_projects(World(TinySource(event)), harm))
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("P")
        await known(hand)
        assert hand.screen.count("[/][@click=app.quit]x[/]") >= 3
        assert all(c.isprintable() or c == "\n" for c in hand.screen)
        metas = [s.style.meta for strip in hand.strips for s in strip if s.style]
        assert not any("@click" in meta for meta in metas)


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (200, 60), (24, 8), (1, 1)])
@pytest.mark.parametrize("layer", ["events", "travel", "conflict", "alignment"])
async def test_every_size_and_layer(
    start: Start, several: World, size: tuple[int, int], layer: str
) -> None:
    running = start(View(layer=layer), over=several)
    async with running.app.run_test(size=size) as pilot:
        hand = Hand(running, pilot)
        await hand.press("P")
        for key in ("down", "down", "down", "home"):
            await hand.press(key)
            await known(hand)
        await hand.press("left_curly_bracket", "right_curly_bracket")
        if size[0] >= 60:
            assert "▌" in hand.screen
            assert "The corridor project" in hand.screen
