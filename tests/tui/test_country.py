"""The country view: partners ranked, movers, events, the small map."""

import pytest

from relations_tui.model.user import View
from relations_tui.query import timeline
from relations_tui.tui.country_screen import CountryScreen
from relations_tui.tui.world_map import WorldMap
from tests.tui.conftest import Running, Start
from tests.tui.hand import Hand

SIZES = [(60, 20), (80, 24), (120, 40), (200, 60)]
THEMES = ["relations-dark", "relations-light", "ansi-dark"]


def screen_of(running: Running) -> CountryScreen:
    """The country view in front."""
    screen = running.app.screen
    assert isinstance(screen, CountryScreen)
    return screen


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES)
async def test_it_opens_at_every_size_and_theme(
    start: Start, size: tuple[int, int], theme: str
) -> None:
    running = start(View(theme=theme))
    async with running.app.run_test(size=size) as pilot:
        hand = Hand(running, pilot)
        await hand.press("c")
        await hand.until(lambda: "matrix > Azerbaijan" in hand.screen)
        first, *_, last = hand.screen.splitlines()
        assert "2025-06" in first
        assert "? help" in last
        for said in ("87 of 197", "by score", "CHN China", "+9.7", "+0.4", "█", "score"):
            assert said in hand.screen, said
        if size[0] >= 100:
            await hand.until(lambda: "On record, stated or claimed" in hand.screen)
            assert "Improved most since 2024-02" in hand.screen
        assert running.app.screen.query_one(WorldMap).display == (size[0] >= 120)


async def test_without_colour_it_says_the_same(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    running = start()
    async with running.app.run_test(size=(120, 40)) as pilot:
        hand = Hand(running, pilot)
        await hand.press("c")
        await hand.until(lambda: "+9.7" in hand.screen)
        await hand.press("end")
        await hand.until(lambda: "ZWE" in hand.screen)
        assert "· no data" in hand.screen


async def test_no_data_is_apart_and_no_zero(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=(80, 24)) as pilot:
        hand = Hand(running, pilot)
        await hand.press("c", "end")
        await hand.until(lambda: "ZWE Zimbabwe" in hand.screen)
        line = next(line for line in hand.screen.splitlines() if "ZWE" in line)
        assert line.split("Zimbabwe")[1].strip() == "· no data"


async def test_region_and_order(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=(120, 40)) as pilot:
        hand = Hand(running, pilot)
        await hand.press("c", "f")
        await hand.until(lambda: "in Africa, by score" in hand.screen)
        world = screen_of(running).world
        assert {world.countries[p.iso3].region for p in screen_of(running).ranked} == {"Africa"}
        await hand.press("F", "F")
        await hand.until(lambda: "in Oceania" in hand.screen)
        await hand.press("f", "o")
        await hand.until(lambda: "197, by change" in hand.screen)
        changes = [p.change for p in screen_of(running).ranked if p.change is not None]
        assert changes == sorted(changes, reverse=True)


async def test_movers_lead_to_the_pair_and_back(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=(120, 40)) as pilot:
        hand = Hand(running, pilot)
        await hand.press("c")
        await hand.until(lambda: "+5.8 SYR" in hand.screen)
        await hand.press("right", "down", "enter")
        await hand.until(lambda: "Azerbaijan > AZE – SYR" in hand.screen)
        await hand.press("escape")
        await hand.until(lambda: "matrix > Azerbaijan  " in hand.screen)


async def test_enter_on_a_partner_opens_the_pair(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=(80, 24)) as pilot:
        hand = Hand(running, pilot)
        await hand.press("c", "down", "enter")
        await hand.until(lambda: "Azerbaijan > AZE – KAZ" in hand.screen)
        await hand.press("left_square_bracket")
        await hand.until(lambda: "87 of 197" in hand.screen)
        assert screen_of(running).partner == "KAZ"


async def test_narrow_the_side_takes_the_place_of_the_partners(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=(60, 20)) as pilot:
        hand = Hand(running, pilot)
        await hand.press("c")
        await hand.until(lambda: "CHN China" in hand.screen)
        assert "Improved" not in hand.screen
        await hand.press("right")
        await hand.until(lambda: "Improved most" in hand.screen)
        assert "87 of 197" not in hand.screen
        await hand.press("left")
        await hand.until(lambda: "87 of 197" in hand.screen)


async def test_the_dossier_is_in_sight_with_its_status(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=(200, 60)) as pilot:
        hand = Hand(running, pilot)
        await hand.press("c")
        await hand.until(lambda: "? 2016-04" in hand.screen)
        assert "“ 2016-06    IRN→AZE" in hand.screen
        screen = screen_of(running)
        assert any("North-South" in text for e in screen._entries for text, _ in e.pieces)


async def test_directed_layers_have_two_ways(start: Start) -> None:
    running = start(View(layer="travel"))
    async with running.app.run_test(size=(120, 40)) as pilot:
        hand = Hand(running, pilot)
        await hand.press("c")
        await hand.type("slash", "armenia")
        line = next(x for x in hand.screen.splitlines() if "▌ARM Armenia" in x)
        assert line.index("+10.0") < line.index("-10.0")
        await hand.press("x")
        await hand.until(lambda: "from others to it" in hand.screen)
        assert screen_of(running).partner == "ARM"
        line = next(x for x in hand.screen.splitlines() if "▌ARM Armenia" in x)
        assert line.index("-10.0") < line.index("+10.0")
        assert screen_of(running).pair == ("ARM", "AZE")
        await hand.press("1", "x")
        assert any("has no direction" in said for said in hand.said)


async def test_c_on_a_partner_is_its_own_view(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=(80, 24)) as pilot:
        hand = Hand(running, pilot)
        await hand.press("c", "down", "c")
        await hand.until(lambda: "Azerbaijan > Kazakhstan" in hand.screen)
        await hand.press("m")
        await hand.until(lambda: "Kazakhstan > map of KAZ" in hand.screen)


async def test_it_follows_layer_and_time_and_the_partner(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=(120, 40)) as pilot:
        hand = Hand(running, pilot)
        await hand.press("c")
        await hand.type("slash", "turkey")
        assert screen_of(running).partner == "TUR"
        await hand.press("tab")
        await hand.until(lambda: "UN votes" in hand.screen)
        assert screen_of(running).partner == "TUR"
        await hand.press("comma")
        await hand.until(lambda: "2018" in hand.screen.splitlines()[0])
        assert screen_of(running).partner == "TUR"
        assert running.app.looking.at == timeline.parse_at("2018")


async def test_the_small_map_goes_along(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=(160, 50)) as pilot:
        hand = Hand(running, pilot)
        await hand.press("c", "down", "down")
        screen = screen_of(running)
        assert screen.query_one(WorldMap).cursor == screen.partner != ""
        column, row = screen.query_one(WorldMap).grid.anchors["IND"]
        await pilot.click(WorldMap, offset=(column, row // 2))
        await hand.until(lambda: screen.partner == "IND")


async def test_what_can_be_taken_away(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=(80, 24)) as pilot:
        hand = Hand(running, pilot)
        await hand.press("c")
        head, rows = screen_of(running).table()
        assert head[:2] == ["iso3", "name"]
        assert len(rows) == 87
        assert "Azerbaijan and China" in screen_of(running).under_cursor


@pytest.mark.parametrize("size", [(40, 12), (24, 8), (10, 3), (1, 1)])
async def test_too_small_is_no_crash(start: Start, size: tuple[int, int]) -> None:
    running = start()
    async with running.app.run_test(size=size) as pilot:
        hand = Hand(running, pilot)
        await hand.press("c", "down", "tab", "comma", "right", "down", "left", "f", "o", "escape")
        await pilot.resize_terminal(120, 40)
        await hand.press("c")
        await hand.until(lambda: "by change" in hand.screen or "by score" in hand.screen)
