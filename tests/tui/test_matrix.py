"""Flying over the matrix."""

import pytest
from textual.events import MouseScrollDown
from textual.geometry import Region

from relations_tui.model.layer import NO_DATA
from relations_tui.model.user import View
from relations_tui.tui import palette
from tests.tui.conftest import Start

CAUCASUS = View(focus="aze, arm, irn, tur, rus", order="name", row="ARM", column="AZE")
ORDER = ["ARM", "AZE", "IRN", "RUS", "TUR"]


@pytest.mark.parametrize(
    ("keys", "to"),
    [
        ("right", ("ARM", "IRN")), ("l", ("ARM", "IRN")), ("down", ("AZE", "AZE")),
        ("j", ("AZE", "AZE")), ("left", ("ARM", "ARM")), ("h", ("ARM", "ARM")),
        ("up", ("ARM", "AZE")), ("j k", ("ARM", "AZE")), ("end", ("ARM", "TUR")),
        ("end home", ("ARM", "ARM")), ("G", ("TUR", "AZE")), ("G g", ("ARM", "AZE")),
        ("shift+right", ("ARM", "TUR")), ("shift+down", ("TUR", "AZE")),
        ("pagedown", ("TUR", "AZE")), ("pagedown pageup", ("ARM", "AZE")), ("x", ("AZE", "ARM")),
    ],
)  # fmt: skip
async def test_keys_move_the_cursor(start: Start, keys: str, to: tuple[str, str]) -> None:
    running = start(CAUCASUS)
    async with running.app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*keys.split())
        await pilot.pause()
        assert running.at == to
        a, b = (running.app.world.countries[iso3].name for iso3 in to)
        assert f"{a} – {b}" in running.panel


async def test_cells_say_what_the_world_says(start: Start) -> None:
    view = View(focus=CAUCASUS.focus, order="name", row="ARM", column="AZE", at="2020-10")
    running = start(view)
    async with running.app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert running.cell == "[ -9]"
        matrix = running.main.matrix
        lines = [strip.text for strip in matrix.render_lines(Region(0, 0, 60, 7))]
        assert lines[0].split() == ORDER
        for row, line in enumerate(lines[1:6]):
            assert line.startswith(ORDER[row])
            for column in range(5):
                shown = line[4 + column * 4 : 8 + column * 4].strip(" []")
                assert matrix.matrix is not None
                score = matrix.matrix.score(row, column)
                wanted = "╲" if row == column else "·" if score == NO_DATA else None
                assert shown == (wanted or palette.label(palette.level(score)))


async def test_no_data_is_not_zero(start: Start) -> None:
    running = start(View(layer="conflict", row="RUS", column="UKR", at="2023"))
    async with running.app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert running.cell == "[-10]"
        text = "\n".join(s.text for s in running.main.matrix.render_lines(Region(0, 0, 70, 30)))
        assert "·" in text
        assert " 0 " not in text


async def test_the_cursor_keeps_its_pair(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=(120, 40)) as pilot:
        for key in ("o", "tab", "less_than_sign", "o", "comma", "w", "t"):
            await pilot.press(key)
            await pilot.pause()
            assert running.at == ("AZE", "IRN")
            assert running.cell[0] == "["


async def test_the_mouse(start: Start) -> None:
    running = start(CAUCASUS)
    async with running.app.run_test(size=(120, 40)) as pilot:
        await pilot.click("#matrix", offset=(4 + 2 * 4 + 1, 1 + 3))
        assert running.at == ("RUS", "IRN")
        await pilot.click("#matrix", offset=(1, 1 + 4))
        assert running.at == ("TUR", "IRN")
        await pilot.click("#matrix", offset=(4 + 4 + 2, 0))
        assert running.at == ("TUR", "AZE")
        await pilot.click("#matrix", offset=(4 + 4 + 2, 30))
        assert running.at == ("TUR", "AZE")
        await pilot.double_click("#matrix", offset=(4 + 2 * 4 + 1, 1))
        assert running.main.has_class("-full")


async def test_the_wheel_scrolls_and_leaves_the_cursor(start: Start) -> None:
    running = start(View(row="USA", column="RUS"))
    async with running.app.run_test(size=(120, 40)) as pilot:
        matrix = running.main.matrix
        await pilot._post_mouse_events([MouseScrollDown], "#matrix", button=0)
        assert matrix.top == 3
        assert running.at == ("USA", "RUS")
        await pilot.press("down")
        assert matrix.top == 0


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40), (200, 60), (250, 80)])
async def test_the_cursor_is_always_in_sight(start: Start, size: tuple[int, int]) -> None:
    running = start()
    async with running.app.run_test(size=size) as pilot:
        await pilot.pause()
        for keys in ("pagedown", "shift+right", "G", "end", "g", "home"):
            await pilot.press(keys)
            await pilot.pause()
            assert running.cell[0] == "[", keys
            assert running.cell[4] == "]", keys


async def test_few_colours_and_plain_runs(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=(200, 60)) as pilot:
        await pilot.pause()
        strips = running.main.matrix.render_lines(running.main.matrix.region.reset_offset)
        grounds = {s.style.bgcolor for strip in strips for s in strip if s.style}
        assert 5 < len(grounds) <= 33


@pytest.mark.parametrize("anchors", [palette._DARK, palette._LIGHT])
def test_every_step_is_legible(anchors: palette._Anchors) -> None:
    grounds = [palette.ramp(anchors, step) for step in range(-10, 11)]
    assert len(set(grounds)) == palette.STEPS
    for ground in grounds:
        assert palette.contrast(palette.ink(ground), ground) >= 4.5


def test_a_level_is_the_nearest_whole_step() -> None:
    assert [palette.level(s) for s in (-1000, -951, -40, 0, 49, 50, 949, 1000)] == [
        -10, -10, 0, 0, 0, 1, 9, 10,
    ]  # fmt: skip
    assert [palette.label(step) for step in (-10, 0, 4)] == ["-10", "0", "+4"]


async def test_without_colour_the_cursor_and_the_digits_remain(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    running = start(CAUCASUS)
    async with running.app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert running.app.no_color
        assert running.cell[0] == "["
        assert running.cell[1:4].strip().lstrip("+-").isdigit()
        for strip in running.main.matrix.render_lines(running.main.matrix.region.reset_offset):
            inks = [c for s in strip if s.style for c in (s.style.color, s.style.bgcolor) if c]
            assert all(ink.is_default for ink in inks)
