"""The events explorer, by keyboard: filter, sort, the claim ledger, and on to pair and month."""

import pytest
from textual.pilot import Pilot

from relations_tui.model.event import Event
from relations_tui.model.user import View
from relations_tui.query.world import World
from relations_tui.tui import event_search
from relations_tui.tui.chips import Chips
from relations_tui.tui.events_screen import EventsScreen
from relations_tui.tui.listing import Listing
from tests.tui.conftest import Running, Start
from tests.tui.hand import Hand
from tests.tui.tiny import HOSTILE, TinySource

SIZE = (120, 40)


async def explorer(running: Running, pilot: Pilot[None], *keys: str) -> Hand:
    """A hand in the explorer, once the events are there."""
    hand = Hand(running, pilot)
    await hand.press(*(keys or ("a",)))
    await hand.until(lambda: "newest first" in hand.screen)
    return hand


def screen_of(running: Running) -> EventsScreen:
    top = running.app.screen
    assert isinstance(top, EventsScreen)
    return top


async def test_all_events_newest_first(start: Start, world: World) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = await explorer(running, pilot)
        assert "matrix > events" in hand.screen
        assert f"{len(world.source.all_events()):,} events,  newest first" in hand.screen
        assert "about three in four" in hand.screen
        await hand.press("end")
        assert "1946" in hand.screen
        await hand.press("home", "pagedown")
        assert "2025-06" in hand.screen


async def test_the_claim_ledger_of_the_iranian_weapons(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = await explorer(running, pilot)
        await hand.type("slash", "weapons pair:aze-irn status:stated")
        await hand.until(lambda: "1 of 62," in hand.screen)
        ledger = " ".join(hand.seen(running.app.screen.query_one("#claim")).split())
        for told in (
            "Azerbaijan – Iran",
            "2016-06 (to the month)",
            "who says so President Ilham Aliyev, in Berlin",
            "said, not verified",
            "B2: source usually reliable; information probably true",
            "dossier-azerbaijan-2016",
        ):
            assert told in ledger
        assert screen_of(running).view.filter == "weapons pair:AZE-IRN status:stated"
        assert "Aliyev" in screen_of(running).under_cursor


async def test_filters_are_chips_that_come_off(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = await explorer(running, pilot)
        await hand.type("slash", "iran -status:coded kind:arms_transfer")
        chips = running.app.screen.query_one(Chips)
        assert list(chips.chips) == ["iran", "-status:coded", "kind:arms_transfer"]
        few = len(screen_of(running).search)
        await hand.press("backspace")
        assert list(chips.chips) == ["iran", "-status:coded"]
        assert len(screen_of(running).search) > few
        await pilot.click(Chips, offset=(3, 0))
        await hand.until(lambda: chips.chips == ("-status:coded",))
        await hand.press("delete")
        assert not chips.chips
        await hand.press("backspace")
        assert any("no filter" in said for said in hand.said)


async def test_the_list_follows_while_one_types_and_escape_undoes(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = await explorer(running, pilot)
        await hand.press("slash", *"corridor")
        await hand.until(lambda: "/" not in hand.screen.splitlines()[1])
        assert "corridor ×" in hand.screen
        await hand.press("escape")
        await hand.until(lambda: "events,  newest first" in hand.screen)
        assert "matrix > events" in hand.screen


async def test_tab_completes_keys_and_values(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = await explorer(running, pilot)
        await hand.press("slash", *"kin")
        assert "tab: kind:" in hand.screen
        await hand.press(
            "tab", *"arms", "tab", *"pai", "tab", *"aze", "tab", *"ira", "tab", "enter"
        )
        await hand.until(lambda: "kind:arms_transfer ×" in hand.screen)
        assert "pair:AZE-IRN ×" in hand.screen


async def test_tab_again_offers_the_next(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = await explorer(running, pilot)
        await hand.press("slash", *"status:", "tab", "tab", "tab", "shift+tab", "enter")
        await hand.until(lambda: "status:stated ×" in hand.screen)


async def test_a_line_that_is_off_is_told_and_can_be_mended(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = await explorer(running, pilot)
        await hand.press("slash", *"kind:vist", "enter")
        assert "did you mean visit" in hand.screen
        await hand.press("backspace", "backspace", *"sit", "enter")
        await hand.until(lambda: "kind:visit ×" in hand.screen)


async def test_orders_go_round_and_keep_the_event(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = await explorer(running, pilot)
        await hand.press("down", "down")
        event = screen_of(running).event
        assert event is not None
        for told in ("oldest", "largest magnitude", "most reported", "best grade", "newest"):
            await hand.press("o")
            assert f"{told} " in hand.screen
            assert screen_of(running).event == event
        await hand.press("O")
        assert "best grade" in hand.screen


@pytest.mark.parametrize(
    ("keys", "chip"),
    [
        (("enter", "a"), "pair:AZE-IRN"),
        (("e", "a"), "pair:AZE-IRN"),
        (("c", "a"), "country:"),
        (("a",), ""),
    ],
)
async def test_it_begins_with_what_one_came_from(
    start: Start, keys: tuple[str, ...], chip: str
) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        await explorer(running, pilot, *keys)
        line = screen_of(running).filter_line
        assert line.startswith(chip) if chip else line == ""


async def test_an_event_of_the_pair_view_is_found_here(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = await explorer(running, pilot, "enter", "down", "down", "enter")
        event = screen_of(running).event
        assert event is not None
        assert screen_of(running).query_one(Listing).cursor > 0
        assert event.id == screen_of(running).view.options["event"]
        await hand.press("escape")
        assert "AZE – IRN" in hand.screen.splitlines()[0]


async def test_on_to_the_pair_and_the_month(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = await explorer(running, pilot)
        await hand.type("slash", "country:ukraine until:2019-06 -kind:visa -kind:covid_ban")
        await hand.until(lambda: "country:UKR ×" in hand.screen)
        pair = screen_of(running).pair
        await hand.press("p")
        await hand.until(lambda: f"> {pair.a} – {pair.b}" in hand.screen)
        await hand.press("escape", "enter")
        await hand.until(lambda: f"> {pair.a} – {pair.b}" in hand.screen)
        await hand.press("escape")
        event = screen_of(running).event
        assert event is not None
        await hand.press("w")
        assert running.app.screen is running.main
        assert running.at == pair
        assert running.app.looking.period[:4] == event.date[:4]


async def test_back_to_the_same_filters_and_event(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = await explorer(running, pilot)
        await hand.type("slash", "kind:war_onset")
        await hand.press("down", "down", "o")
        event = screen_of(running).event
        await hand.press("escape", "left_square_bracket")
        await hand.until(lambda: "kind:war_onset ×" in hand.screen and "oldest" in hand.screen)
        assert screen_of(running).event == event


async def test_covid_bans_and_one_pair_on_and_off(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = await explorer(running, pilot)
        await hand.press("v")
        assert "covid:no ×" in hand.screen
        await hand.press("f")
        assert f"pair:{screen_of(running).pair.key} ×" in hand.screen
        await hand.press("v", "f")
        assert "events,  newest first" in hand.screen


async def test_links_open_only_if_they_are_of_the_web(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    running = start()
    monkeypatch.setattr(running.app, "open_url", lambda url, **_: opened.append(url))
    async with running.app.run_test(size=SIZE) as pilot:
        hand = await explorer(running, pilot)
        await hand.press("u")
        assert [url[:4] for url in opened] == ["http"]
    event = Event("x", "2020-01", "visit", ("AZE",), ("IRN",), "coded", "f", url="file:///etc")
    running = start(over=World(TinySource(event)))
    monkeypatch.setattr(running.app, "open_url", lambda url, **_: opened.append(url))
    async with running.app.run_test(size=SIZE) as pilot:
        hand = await explorer(running, pilot)
        await hand.press("u")
        assert len(opened) == 1
        assert any("no web address" in said for said in hand.said)


async def test_no_event_passes(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = await explorer(running, pilot)
        await hand.type("slash", "zzzzz")
        await hand.until(lambda: "no event passes" in hand.screen)
        await hand.press("enter", "u", "w", "f", "o", "down", "backspace")
        assert "events,  oldest first" in hand.screen


async def test_many_events_are_filtered_beside_the_screen(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(event_search, "AT_ONCE", 10)
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = await explorer(running, pilot)
        await hand.press("slash", *"corridor", "enter")
        await hand.until(
            lambda: "of 62," in hand.screen and "… " not in hand.screen.splitlines()[1]
        )
        assert "corridor ×" in hand.screen
        await hand.press("o", "o")
        await hand.until(lambda: "largest magnitude first" in hand.screen)


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (200, 60)])
async def test_every_size_shows_events_and_one_in_full(start: Start, size: tuple[int, int]) -> None:
    running = start()
    async with running.app.run_test(size=size) as pilot:
        hand = await explorer(running, pilot)
        await hand.type("slash", "weapons pair:aze-irn status:stated")
        await hand.until(lambda: "1 of 62," in hand.screen)
        assert "2016-06" in hand.seen(running.app.screen.query_one(Listing))
        assert "said, not" in hand.seen(running.app.screen.query_one("#claim"))
        assert all(len(line) <= size[0] for line in hand.screen.splitlines())


async def test_hostile_text_is_only_text(start: Start) -> None:
    event = Event(
        HOSTILE, "2020-01", "visit", ("AZE",), ("IRN",), "claimed", HOSTILE, summary=HOSTILE,
        speaker=HOSTILE, quote=HOSTILE, response=HOSTILE, flag=HOSTILE, grade="[/",
    )  # fmt: skip
    running = start(View(), over=World(TinySource(event)))
    async with running.app.run_test(size=SIZE) as pilot:
        hand = await explorer(running, pilot)
        assert "[/][@click" in hand.screen
        await hand.press("slash", *"[/]", "enter", "o", "y", "u", "w")
        assert running.app.is_running


async def test_exports_hold_what_is_selected(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = await explorer(running, pilot)
        await hand.type("slash", "kind:arms_transfer")
        await hand.until(lambda: "kind:arms_transfer ×" in hand.screen)
        screen = screen_of(running)
        head, rows = screen.table()
        assert [row[head.index("kind")] for row in rows] == ["arms_transfer"] * len(screen.search)
        assert rows
