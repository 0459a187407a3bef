"""What a user does, by keyboard."""

import pytest
from textual.widgets import Input

from relations_tui.model.period import month
from relations_tui.model.user import View
from relations_tui.tui.commands import COMMANDS
from relations_tui.tui.prompt import Prompt
from relations_tui.tui.reader import Reader
from tests.tui.conftest import Start
from tests.tui.hand import Hand

SIZE = (120, 40)


@pytest.mark.parametrize(
    ("text", "to"),
    [
        ("aze", ("AZE", "RUS")), ("baku", ("AZE", "RUS")), ("aze irn", ("AZE", "IRN")),
        ("south korea", ("KOR", "RUS")), ("japan,baku", ("JPN", "AZE")),
        ("", ("USA", "RUS")), ("rus", ("RUS", "USA")),
    ],
)  # fmt: skip
async def test_jump(start: Start, text: str, to: tuple[str, str]) -> None:
    running = start(View(row="USA", column="RUS"))
    async with running.app.run_test(size=SIZE) as pilot:
        await Hand(running, pilot).type("slash", text)
        assert running.at == to
        assert running.cell[0] == "["
        assert not running.app.query(Prompt)


async def test_a_jump_can_be_left(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        await Hand(running, pilot).type("slash", "jap", end="escape")
        assert running.at == ("AZE", "IRN")
        assert not running.app.query(Prompt)
        await pilot.press("right")
        assert running.at != ("AZE", "IRN")


async def test_a_jump_out_of_focus_opens_the_world(start: Start) -> None:
    running = start(View(focus="aze, irn", row="AZE", column="IRN"))
    async with running.app.run_test(size=SIZE) as pilot:
        await Hand(running, pilot).type("slash", "japan")
        assert running.at[0] == "JPN"
        assert "the world" in running.status


async def test_the_panel_follows_by_itself(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        await Hand(running, pilot).burst(*["right"] * 9, *["down"] * 9)
        names = [running.app.world.countries[iso3].name for iso3 in running.at]
        for _ in range(100):
            await pilot.pause(0.02)
            if " – ".join(names) in running.main.panel.text:
                break
        assert " – ".join(names) in running.main.panel.text


async def test_layers(start: Start) -> None:
    running = start()
    titles = [
        "News events", "UN votes", "UN alignment", "Armed conflict", "Visa openness",
        "Overall score",
    ]  # fmt: skip
    async with running.app.run_test(size=SIZE) as pilot:
        for title in [*titles[1:], titles[0]]:
            await pilot.press("tab")
            await pilot.pause()
            assert running.status.startswith(f" {title}")
        await pilot.press("shift+tab")
        assert running.status.startswith(" Overall score")
        for number, title in enumerate(titles, 1):
            await pilot.press(str(number))
            assert running.status.startswith(f" {title}")


async def test_the_time_machine(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        for key, date in (
            ("comma", "2025-05"), ("comma", "2024-02"), ("less_than_sign", "2023-02"),
            ("full_stop", "2023-03"), ("greater_than_sign", "2024-02"), ("full_stop", "2025-05"),
            ("left_curly_bracket", "2018-01"), ("comma", "2018-01"),
            ("right_curly_bracket", "2025-06"), ("full_stop", "2025-06"),
        ):  # fmt: skip
            await pilot.press(key)
            await pilot.pause()
            assert f" {date} " in running.status, key
            assert f"News events {date}" in running.panel


async def test_play_and_pause(start: Start) -> None:
    running = start(View(at="2018-01"))
    async with running.app.run_test(size=SIZE) as pilot:
        await pilot.press("space")
        assert running.main.is_playing
        for _ in range(200):
            await pilot.pause(0.02)
            if running.app.looking.at >= month("2018-03"):
                break
        assert running.app.looking.at >= month("2018-03")
        await pilot.press("space")
        stopped = running.app.looking.at
        await pilot.pause(0.25)
        assert running.app.looking.at == stopped


async def test_playing_at_the_end_starts_over(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        await pilot.press("space")
        await pilot.pause()
        assert running.app.looking.at < month("2018-06")


async def test_orders_and_focus(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        await Hand(running, pilot).type("f", "europe")
        assert " of europe" in running.status
        assert running.app.world.countries[running.at[0]].region == "Europe"
        await Hand(running, pilot).type("f", "aze,arm,irn")
        assert "3 of aze,arm,irn" in running.status
        await Hand(running, pilot).type("f", "atlantis")
        assert "3 of aze,arm,irn" in running.status
        await pilot.press("escape", "w", "o")
        await pilot.pause()
        assert "the world, by region" in running.status


async def test_states_of_their_time(start: Start) -> None:
    running = start(View(layer="votes", at="1970"))
    async with running.app.run_test(size=SIZE) as pilot:
        await Hand(running, pilot).type("slash", "yugoslavia")
        assert running.at[0] == "YUG"
        await pilot.press("right_curly_bracket")
        await pilot.pause()
        assert "YUG" not in running.at
        assert running.cell[0] == "["


async def test_covid_bans_are_hidden_until_asked_for(start: Start) -> None:
    running = start(View(at="2023-06"))
    async with running.app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "Covid" not in running.panel
        await pilot.press("v")
        assert "Covid tr" in running.panel


async def test_help_lists_every_command(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        await pilot.press("question_mark")
        await pilot.pause()
        page = running.app.screen
        assert isinstance(page, Reader)
        for command in COMMANDS:
            assert command.title in page.content.plain or command.id.startswith("layer.")
        await pilot.press("escape")
        assert running.app.screen is running.main


@pytest.mark.parametrize("name", ["events", "votes", "alignment", "conflict", "travel"])
async def test_about_tells_source_terms_and_defects(start: Start, name: str) -> None:
    running = start(View(layer=name))
    async with running.app.run_test(size=SIZE) as pilot:
        await pilot.press("i")
        await pilot.pause()
        page = running.app.screen
        assert isinstance(page, Reader)
        layer = running.app.world.layer(name)
        for text in (layer.source, layer.licence, layer.how, layer.defects[0]):
            assert text in page.content.plain
        assert "Vestnik Kavkaza" in page.content.plain


@pytest.mark.parametrize(
    ("query", "to"),
    [("aze irn", ("AZE", "IRN")), ("japan", ("JPN", "RUS")), ("swap row", ("RUS", "USA"))],
)
async def test_the_palette_finds(start: Start, query: str, to: tuple[str, str]) -> None:
    running = start(View(row="USA", column="RUS"))
    async with running.app.run_test(size=SIZE) as pilot:
        await pilot.press("colon")
        await pilot.pause()
        running.app.screen.query_one(Input).value = query
        for _ in range(100):
            await pilot.pause(0.02)
            if running.app.screen.query("OptionList.-loading, CommandList"):
                await pilot.press("down", "enter")
                await pilot.pause()
            if running.at == to:
                break
        assert running.at == to


async def test_leaving_remembers_and_starting_restores(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        await pilot.press("2", "less_than_sign", "o", "right", "t")
        await Hand(running, pilot).type("f", "asia")
        await pilot.press("q")
        await pilot.pause()
    (view,) = running.remembered
    assert (view.layer, view.at, view.focus) == ("votes", "2018-12", "asia")
    again = start(view)
    async with again.app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert again.at == (view.row, view.column)
        assert again.main.view == view


@pytest.mark.parametrize(
    "view",
    [
        View(layer="gone"), View(focus="atlantis"), View(row="XXX", column="YYY"), View(at="1700"),
        View(at="nonsense"), View(order="luck"), View(theme="gone"), View(row="AZE", column="AZE"),
    ],
)  # fmt: skip
async def test_a_view_that_makes_no_sense_opens_all_the_same(start: Start, view: View) -> None:
    running = start(view)
    async with running.app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert running.cell[0] == "["


async def test_every_theme_draws(start: Start) -> None:
    running = start()
    seen = set()
    async with running.app.run_test(size=SIZE) as pilot:
        for _ in range(4):
            await pilot.press("t")
            await pilot.pause()
            seen.add((running.app.theme, str(running.main.matrix.palette.cells[0])))
            assert running.cell[0] == "["
    assert len(seen) == 4
