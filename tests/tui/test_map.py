"""The world map: coloured by the relations of one country, with a cursor that goes among them."""

from pathlib import Path

import pytest
from rich.color import Color

from relations_tui.errors import BundleError
from relations_tui.model.atlas import Atlas
from relations_tui.model.country import Pair
from relations_tui.model.user import View
from relations_tui.query import timeline
from relations_tui.report.wording import signed
from relations_tui.tui.map_screen import MapScreen
from relations_tui.tui.world_map import WorldMap
from tests.tui.conftest import Running, Start
from tests.tui.hand import Hand

SIZES = [(60, 20), (80, 24), (120, 40), (200, 60)]
THEMES = ["relations-dark", "relations-light", "ansi-dark", "ansi-light"]


def screen_of(running: Running) -> MapScreen:
    """The map in front."""
    screen = running.app.screen
    assert isinstance(screen, MapScreen)
    return screen


def square(running: Running, iso3: str) -> tuple[Color | None, str]:
    """Colour and character of the map where a country is."""
    world_map = screen_of(running).map
    column, row = world_map.grid.anchors[iso3]
    per_line = 2 if world_map.is_coloured else 1
    strip = world_map.line(row // per_line, world_map.size.width)
    (cell,) = strip.crop(column, column + 1)
    style = cell.style
    assert style is not None
    upper = cell.text == "▀" and row % per_line == 0
    return (style.color if upper else style.bgcolor), cell.text


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES)
async def test_it_opens_at_every_size_and_theme(
    start: Start, size: tuple[int, int], theme: str
) -> None:
    running = start(View(theme=theme))
    async with running.app.run_test(size=size) as pilot:
        hand = Hand(running, pilot)
        await hand.press("m")
        await hand.until(lambda: "map of AZE" in hand.screen)
        first, *_, last = hand.screen.splitlines()
        assert "2025-06" in first
        assert "? help" in last
        for said in ("Azerbaijan – ", "Iran", "+5.0", "rests on 3,333", "no data", "cooperation"):
            assert said in hand.screen, said
        drawn = "".join(hand.seen(screen_of(running).map).split())
        assert len(drawn) > size[0]


async def test_countries_have_the_colour_of_their_score(start: Start) -> None:
    running = start(View(column="TUR"))
    async with running.app.run_test(size=(200, 60)) as pilot:
        await Hand(running, pilot).press("m")
        screen = screen_of(running)
        at = timeline.latest(screen.looking.layer)
        for iso3 in ("CHN", "RUS", "USA", "BRA"):
            score = screen.world.reading(screen.looking.layer, Pair("AZE", iso3), at).score
            assert score is not None
            expected = screen.map.palette.cell_style(round(score * 100)).bgcolor
            colour, text = square(running, iso3)
            assert colour is not None
            assert expected is not None
            assert colour.get_truecolor() == expected.get_truecolor(), iso3
            assert text in " ▀"
        assert square(running, "AGO")[1] == "░"


async def test_without_colour_signs_say_it(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    running = start(View(column="TUR"))
    async with running.app.run_test(size=(120, 40)) as pilot:
        await Hand(running, pilot).press("m")
        assert square(running, "CHN")[1] == "▓"
        assert square(running, "ZAF")[1] == "-"
        assert square(running, "AGO")[1] == "·"
        assert square(running, "AZE")[1] == "@"
        assert square(running, "TUR")[1] == "█"


async def test_another_theme_draws_it_anew(start: Start) -> None:
    running = start(View(column="TUR", theme="relations-light"))
    async with running.app.run_test(size=(120, 40)) as pilot:
        hand = Hand(running, pilot)
        await hand.press("m")
        before = square(running, "CHN")
        assert "▓" not in hand.screen
        await hand.press("t")  # the terminal's own colours
        await hand.until(lambda: "▓▓▓" in hand.seen(screen_of(running).map))
        while running.app.theme != "relations-light":
            await hand.press("t")
        assert square(running, "CHN") == before
        assert "▓" not in hand.screen


async def test_the_cursor_goes_from_country_to_country(start: Start) -> None:
    running = start(View(column="AZE"))
    async with running.app.run_test(size=(120, 40)) as pilot:
        hand = Hand(running, pilot)
        await hand.press("m")
        await hand.until(lambda: "the map is of this one" in hand.screen)
        await hand.press("left")
        await hand.until(lambda: "Azerbaijan – Armenia" in hand.screen)
        await hand.press("left")
        await hand.until(lambda: "Azerbaijan – Türkiye" in hand.screen)
        screen = screen_of(running)
        reading = screen.world.reading(screen.looking.layer, Pair("AZE", "TUR"), screen.looking.at)
        assert signed(reading.score) in hand.screen
        await hand.press("home")
        assert screen.cursor == "AZE"


async def test_the_cursor_is_drawn_around_its_country(start: Start) -> None:
    running = start(View(column="TUR"))
    async with running.app.run_test(size=(200, 60)) as pilot:
        hand = Hand(running, pilot)
        await hand.press("m")
        accent = screen_of(running).map.style_of("accent").color
        assert accent is not None

        def marked() -> set[str]:
            world_map = screen_of(running).map
            found = set()
            for y in range(world_map.size.height):
                x = 0
                for text, style, _ in world_map.line(y, world_map.size.width):
                    colours = {style.color, style.bgcolor} if style else set()
                    if accent in colours or Color.from_triplet(accent.get_truecolor()) in colours:
                        both = (2 * y, 2 * y + 1)
                        found |= {world_map.grid.country(x, row) for row in both}
                    x += len(text)
            return found

        assert "TUR" in marked()
        before = marked()
        await hand.press("right")
        assert screen_of(running).cursor in marked()
        assert before != marked()


async def test_it_follows_layer_and_time(start: Start) -> None:
    running = start(View(row="IRN", column="IRQ"))
    async with running.app.run_test(size=(120, 40)) as pilot:
        hand = Hand(running, pilot)
        await hand.press("m", "4")
        await hand.until(lambda: "no armed conflict recorded" in hand.screen)
        screen_of(running).go_to_month(timeline.parse_at("1984"))
        await hand.until(lambda: "Iran – Iraq   -10.0" in hand.screen)
        await hand.press("1", "right_curly_bracket")
        before = square(running, "USA")
        await hand.press("less_than_sign")
        assert square(running, "USA") != before
        assert "News events 2025-06" not in hand.screen.splitlines()[0]


async def test_time_plays(start: Start) -> None:
    running = start(View(at="2018-01"))
    async with running.app.run_test(size=(80, 24)) as pilot:
        hand = Hand(running, pilot)
        await hand.press("m", "space")
        await hand.until(lambda: "2018-05" in hand.screen.splitlines()[0])
        await hand.press("space")


async def test_from_the_map_to_pair_country_and_back(start: Start) -> None:
    running = start(View(column="AZE"))
    async with running.app.run_test(size=(120, 40)) as pilot:
        hand = Hand(running, pilot)
        await hand.press("m", "left", "left", "enter")
        await hand.until(lambda: "map of AZE > AZE – TUR" in hand.screen)
        await hand.press("escape")
        await hand.until(lambda: "Azerbaijan – Türkiye" in hand.screen)
        await hand.press("c")
        await hand.until(lambda: "map of AZE > Türkiye" in hand.screen)
        await hand.press("left_square_bracket")
        await hand.until(lambda: "Azerbaijan – Türkiye" in hand.screen)
        assert screen_of(running).cursor == "TUR"


async def test_swap_makes_the_map_of_the_other(start: Start) -> None:
    running = start(View(column="ARM"))
    async with running.app.run_test(size=(120, 40)) as pilot:
        hand = Hand(running, pilot)
        await hand.press("m", "x")
        await hand.until(lambda: "map of ARM" in hand.screen)
        assert "Armenia – Azerbaijan" in hand.screen
        assert screen_of(running).view.country == "ARM"


async def test_jump_and_zoom(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=(120, 40)) as pilot:
        hand = Hand(running, pilot)
        await hand.press("m")
        await hand.type("slash", "singapore")
        await hand.until(lambda: "Azerbaijan – Singapore" in hand.screen)
        world_map = screen_of(running).map
        seen = set(world_map.grid.anchors)
        await hand.press("plus", "plus")
        near = set(world_map.grid.anchors)
        assert "SGP" in near < seen
        assert "BRA" not in near
        await hand.type("slash", "brasil")
        await hand.until(lambda: "Azerbaijan – Brazil" in hand.screen)
        assert "BRA" in world_map.grid.anchors
        await hand.press("minus", "minus")
        assert set(world_map.grid.anchors) == seen
        await hand.type("slash", "atlantis")
        assert "no country answers to 'atlantis'" in hand.screen, "the prompt stays, to be mended"


async def test_a_click_points_and_a_double_click_opens(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=(120, 40)) as pilot:
        hand = Hand(running, pilot)
        await hand.press("m")
        column, row = screen_of(running).map.grid.anchors["AUS"]
        await pilot.click(WorldMap, offset=(column, row // 2))
        await hand.until(lambda: "Azerbaijan – Australia" in hand.screen)
        await pilot.click(WorldMap, offset=(column, row // 2), times=2)
        await hand.until(lambda: "> AZE – AUS" in hand.screen)


async def test_directed_layers_have_the_other_way(start: Start) -> None:
    running = start(View(layer="travel", column="ARM"))
    async with running.app.run_test(size=(120, 40)) as pilot:
        hand = Hand(running, pilot)
        await hand.press("m")
        await hand.until(lambda: "Azerbaijan → Armenia   +10.0" in hand.screen)
        assert "from ARM -10.0" in hand.screen


async def test_the_map_is_copied_as_signs_and_exported(start: Start, tmp_path: Path) -> None:
    running = start()
    async with running.app.run_test(size=(120, 40)) as pilot:
        hand = Hand(running, pilot)
        await hand.press("m")
        text = screen_of(running).text
        assert "@" in text
        assert "▓▓▓" in text
        assert len(text.splitlines()) == 40
        assert screen_of(running).svg().count("<title>") > 190
        head, rows = screen_of(running).table()
        assert head[:2] == ["iso3", "name"]
        assert len(rows) > 190


async def test_damaged_outlines_are_told_and_leave_an_empty_map(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    running = start()

    def missing() -> Atlas:
        raise BundleError("map.json.xz can't be read: install relations again")

    object.__setattr__(running.app.session, "atlas", missing)
    async with running.app.run_test(size=(80, 24)) as pilot:
        hand = Hand(running, pilot)
        await hand.press("m", "right", "plus", "tab")
        assert any("install relations again" in said for said in hand.said)
        assert "map of AZE" in hand.screen


@pytest.mark.parametrize("size", [(40, 12), (24, 8), (10, 3), (1, 1)])
async def test_too_small_is_no_crash(start: Start, size: tuple[int, int]) -> None:
    running = start()
    async with running.app.run_test(size=size) as pilot:
        hand = Hand(running, pilot)
        await hand.press("m", "left", "up", "tab", "comma", "plus", "right", "minus", "escape")
        await pilot.resize_terminal(120, 40)
        await hand.press("m")
        await hand.until(lambda: "map of" in hand.screen)
