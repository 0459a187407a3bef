"""Flying over the matrix."""

import pytest
from textual.color import Color
from textual.events import MouseScrollDown, MouseScrollUp
from textual.geometry import Region
from textual.theme import Theme

from relations_tui.model.layer import NO_DATA
from relations_tui.model.user import View
from relations_tui.report import colours
from relations_tui.tui import palette, themes
from relations_tui.tui.matrix import MatrixView
from tests.tui.conftest import Start
from tests.tui.hand import Hand

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
        ("G shift+up", ("ARM", "AZE")), ("end shift+left", ("ARM", "ARM")),
        ("L K J H", ("TUR", "ARM")), ("G down j J pagedown", ("TUR", "AZE")),
        ("home left h H", ("ARM", "ARM")), ("end right l L end", ("ARM", "TUR")),
    ],
)  # fmt: skip
async def test_keys_move_the_cursor(start: Start, keys: str, to: tuple[str, str]) -> None:
    running = start(CAUCASUS)
    async with running.app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*keys.split())
        await pilot.pause()
        assert running.at == to
        assert running.cell[0] + running.cell[4] == "[]"
        a, b = (running.app.world.countries[iso3].name for iso3 in to)
        assert (f"{a} – {b}" if a != b else f"{a}\n\n No score") in running.panel


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
                assert shown == (wanted or palette.label(colours.level(score)))


async def test_no_data_is_not_zero(start: Start) -> None:
    running = start(View(layer="conflict", row="RUS", column="UKR", at="2023"))
    async with running.app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert running.cell == "[-10]"
        text = "\n".join(s.text for s in running.main.matrix.render_lines(Region(0, 0, 70, 30)))
        assert "·" in text
        assert " 0 " not in text


async def test_no_data_and_zero_look_different_in_every_theme(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=(200, 60)) as pilot:
        for _ in themes.NAMES:
            await pilot.press("t")
            await pilot.pause()
            zero, empty = (running.main.matrix.palette.cell_style(s) for s in (0, NO_DATA))
            assert zero != empty, running.app.theme
            text = [s.text for s in running.main.matrix.render_lines(Region(0, 1, 130, 40))]
            assert any("  0" in line for line in text)
            assert any("  ·" in line for line in text)


@pytest.mark.parametrize("pair", [("AZE", "IRN"), ("AZE", "AZE")])
async def test_the_cursor_keeps_its_pair(start: Start, pair: tuple[str, str]) -> None:
    running = start(View(row=pair[0], column=pair[1]))
    async with running.app.run_test(size=(120, 40)) as pilot:
        for key in ("o", "tab", "less_than_sign", "o", "comma", "w", "t"):
            await pilot.press(key)
            await pilot.pause()
            assert running.at == tuple(running.main.pair) == pair
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
        assert running.app.top.view.screen == "pair"
        assert "Armenia – Iran" in running.panel


async def test_the_wheel_scrolls_and_leaves_the_cursor(start: Start) -> None:
    running = start(View(row="USA", column="RUS"))
    async with running.app.run_test(size=(120, 40)) as pilot:
        matrix = running.main.matrix
        await pilot._post_mouse_events([MouseScrollDown], "#matrix", button=0)
        assert matrix.top == 3
        assert running.at == ("USA", "RUS")
        await pilot.press("down")
        assert matrix.top == 0


async def test_the_wheel_stops_at_the_edges_and_goes_sideways_with_shift(start: Start) -> None:
    running = start(View(row="USA", column="RUS"))
    async with running.app.run_test(size=(120, 40)) as pilot:
        matrix = running.main.matrix
        await pilot._post_mouse_events([MouseScrollUp], "#matrix", button=0)
        assert matrix.top == 0
        for kind, left in ((MouseScrollDown, 1), (MouseScrollDown, 2), (MouseScrollUp, 1)):
            await pilot._post_mouse_events([kind], "#matrix", button=0, shift=True)
            assert (matrix.top, matrix.left) == (0, left)
        for _ in range(80):
            matrix.post_message(_wheel(MouseScrollDown, matrix))
        await pilot.pause()
        count = running.status.partition(" of the world")[0].split()[-1]
        assert matrix.top + matrix.size.height - 1 == int(count)
        assert matrix.render_lines(matrix.region.reset_offset)[-1].text.strip()


def _wheel(kind: type[MouseScrollDown], matrix: MatrixView) -> MouseScrollDown:
    return kind(
        widget=matrix, x=9, y=9, delta_x=0, delta_y=1, button=0, shift=False, meta=False, ctrl=False
    )


@pytest.mark.parametrize("key", ["down", "right"])
async def test_two_cells_are_kept_between_the_cursor_and_the_edge(start: Start, key: str) -> None:
    running = start(View(row="USA", column="USA"))
    async with running.app.run_test(size=(100, 30)) as pilot:
        matrix = running.main.matrix
        shown = (matrix.size.height - 1, (matrix.size.width - 5) // 4)[key == "right"]
        await Hand(running, pilot).burst(*[key] * (shown + 5))
        row, column = matrix.row - matrix.top, matrix.column - matrix.left
        assert (row, column)[key == "right"] == shown - 3
        await Hand(running, pilot).burst(*["up" if key == "down" else "left"] * (shown - 5))
        row, column = matrix.row - matrix.top, matrix.column - matrix.left
        assert (row, column)[key == "right"] == 2


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
        styles = {s.style for strip in strips for s in strip if s.style}
        assert 5 < len({style.bgcolor for style in styles}) <= len(styles) <= 33


@pytest.mark.parametrize("anchors", [colours.DARK, colours.LIGHT])
def test_every_step_is_legible(anchors: colours.Anchors) -> None:
    grounds = [colours.ramp(anchors, step) for step in range(-10, 11)]
    assert len(set(grounds)) == palette.STEPS
    for ground in grounds:
        assert colours.contrast(colours.ink(ground), ground) >= 4.5


@pytest.mark.parametrize(
    ("theme", "anchors"),
    [(themes.DARK, colours.DARK_TEXT), (themes.LIGHT, colours.LIGHT_TEXT)],
)
def test_numbers_and_words_are_legible(theme: Theme, anchors: colours.Anchors) -> None:
    inks = [colours.ramp(anchors, step) for step in range(-10, 11)]
    named = (theme.foreground, theme.secondary, theme.accent, theme.warning)
    inks += [Color.parse(name).rgb for name in named if name]
    assert len(inks) == 21 + 4
    assert theme.background
    for ink in inks:
        assert colours.contrast(ink, Color.parse(theme.background).rgb) >= 4.5


def test_a_level_is_the_nearest_whole_step() -> None:
    assert [colours.level(s) for s in (-1000, -951, -40, 0, 49, 50, 949, 1000)] == [
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
