"""The time machine: where it steps, what it says, and who lived then."""

import pytest

from relations_tui.model.period import month
from relations_tui.model.user import View
from tests.tui.conftest import Start
from tests.tui.hand import Hand

SIZE = (120, 40)


async def test_the_matrix_and_the_panel_follow_the_date(start: Start) -> None:
    running = start(View(row="ARM", column="AZE", at="2020-09"))
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        for key, date in (("full_stop", "2020-10"), ("comma", "2020-09"), ("comma", "2020-08")):
            await hand.press(key)
            assert f" {date} " in running.status
            world = running.app.world
            reading = world.reading(world.layer("events"), running.main.pair, month(date))
            assert reading.score is not None
            assert running.cell == f"[{round(reading.score):+3d}]"
            await hand.until(lambda: f"News events {date}" in hand.panel)  # noqa: B023


@pytest.mark.parametrize(
    ("layer", "at", "key", "to", "said"),
    [
        ("events", "2024-02", "full_stop", "2025-05", ["14 months without data stepped over"]),
        ("events", "2025-05", "comma", "2024-02", ["14 months without data stepped over"]),
        ("events", "2024-02", "greater_than_sign", "2025-05", None),
        ("events", "2021-05", "full_stop", "2021-06", []),
        ("events", "2018-01", "comma", "2018-01", ["News events begins here"]),
        ("events", "2025-06", "greater_than_sign", "2025-06", ["News events ends here"]),
        ("votes", "2018", "full_stop", "2019", []),
        ("votes", "2018", "less_than_sign", "2017", []),
        ("conflict", "1946", "less_than_sign", "1946", ["Armed conflict begins here"]),
    ],
)  # fmt: skip
async def test_steps_land_on_data_and_say_what_they_skip(
    start: Start, layer: str, at: str, key: str, to: str, said: list[str] | None
) -> None:
    running = start(View(layer=layer, at=at))
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press(key)
        assert f" {to} " in running.status
        if said is not None:
            assert hand.said == said


async def test_rules_that_hold_have_no_gaps_to_speak_of(start: Start) -> None:
    running = start(View(layer="travel"))
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        periods = running.app.world.layer("travel").periods
        for period in reversed(periods[:-1]):
            await hand.press("comma")
            assert f" {period} " in running.status
        assert hand.said == []


async def test_every_layer_at_both_ends(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        for layer in running.app.world.layers.values():
            await hand.press("left_curly_bracket")
            assert f" {layer.periods[0]} " in running.status
            assert running.cell[0] == "["
            await hand.press("right_curly_bracket")
            assert f" {layer.periods[-1]} " in running.status
            await hand.press("tab")


async def test_going_through_all_layers_and_back_keeps_the_date(start: Start) -> None:
    running = start(View(at="2021-03"))
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        dates = []
        for _ in range(5):
            await hand.press("tab")
            dates.append(running.status.split("data to")[0].split()[-1])
        # visa rules hold from change to change: that of February is the one of March
        assert dates == ["2019", "2021", "2021", "2021-02", "2021-03"]


async def test_play_stops_at_the_end(start: Start) -> None:
    running = start(View(at="2024-01"))
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("space")
        assert "▶" in running.status
        await hand.until(lambda: not running.main.is_playing)
        assert " 2025-06 " in running.status
        assert "▶" not in running.status


async def test_one_can_fly_while_time_runs(start: Start) -> None:
    running = start(View(at="2018-01", row="ARM", column="AZE"))
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("space", "down", "right")
        here = running.at
        assert here != ("ARM", "AZE")
        await hand.until(lambda: running.app.looking.at >= month("2018-04"))
        assert running.at == here
        await hand.press("2")
        assert running.status.startswith(" UN votes")
        await hand.press("space")
        assert not running.main.is_playing


async def test_states_that_ended_are_there_in_their_time_only(start: Start) -> None:
    running = start(View(layer="votes", at="1980", order="name"))
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        for name, code in (("east germany", "DDR"), ("yugoslavia", "YUG"), ("czechoslov", "CSK")):
            await hand.type("slash", name)
            assert running.at[0] == code
            assert running.cell.strip("[] ").lstrip("+-").isdigit()
        await hand.press("right_curly_bracket")
        row, column = running.at
        assert row != "CSK"
        assert running.panel.splitlines()[0].endswith(f"{row}–{column}")  # they agree
        assert running.main.pair == (row, column)
        assert running.main.matrix.matrix is not None
        order = running.main.matrix.matrix.order
        assert not {"DDR", "YUG", "CSK"} & set(order)
        assert "DEU" in order
