"""The founding story by keyboard: who arms whom between Baku, Tehran and Yerevan, and who minds."""

from tests.tui.conftest import Start
from tests.tui.hand import Hand

SIZE = (120, 40)
SUPPLIERS = ("RUS→AZE", "TUR→AZE", "ISR→AZE", "BLR→AZE", "IRN→AZE")


async def test_the_guided_view_from_the_palette_in_25_keys(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("colon", *"az 2016")
        await hand.until(lambda: "Azerbaijan 2016" in hand.screen)
        await hand.press("enter")
        await hand.until(lambda: "1 of 7" in hand.screen)
        assert "officially for the first time" in hand.screen
        for name in ("Russia", "Türkiye", "Israel", "Belarus", "Iran", "Armenia"):
            assert f"Azerbaijan – {name}" in hand.screen

        await hand.press("right")
        said = [line for line in hand.screen.splitlines() if "Arms transfer" in line]
        for supplier in SUPPLIERS:
            assert any(supplier in line and "“ stated B2" in line for line in said)
        assert any("IRN→AZE" in line and "? claimed C3" in line for line in said)
        assert "No quantities are known" in hand.screen

        await hand.press("right")
        assert "Russia sells to both sides" in hand.screen
        assert "RUS→ARM" in hand.screen

        await hand.press("right")
        assert "before and after Rouhani's election" in hand.screen
        assert "mean +2.2 before 2013" in hand.screen
        assert "knows this pair from 2018-01" in hand.screen  # the news can't reach 2013

        await hand.press("right")
        for text in ("who says so", "Lt Gen (reserve) Yashar Aydemirov, to APA", "did not answer",
                     "President Ilham Aliyev, in Berlin"):  # fmt: skip
            assert text in hand.screen

        await hand.press("right")
        assert "North-South transport corridor" in hand.screen
        for names in ("Russia – Azerbaijan", "Azerbaijan – Iran", "Russia – Iran"):
            assert names in hand.screen

        await hand.press("right")
        assert "Israel – Iran" in hand.screen
        assert "-6.0" in hand.screen
        await hand.press("enter")
        await hand.until(lambda: "why ISR – IRN" in hand.screen)
        await hand.press("escape")
        assert "7 of 7" in hand.screen
    assert hand.pressed <= 25


async def test_the_same_by_hand_in_25_keys(start: Start) -> None:
    """The AZE row, Iran's word and the claim, before and after the election, the corridor."""
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("3", "enter")
        await hand.until(lambda: "UN alignment 2023" in hand.screen)
        assert "2013-06-14 Hassan Rouhani elected" in hand.screen
        await hand.type("B", "rouh")
        await hand.until(lambda: "association, not cause" in hand.screen)
        stated = next(line for line in hand.screen.splitlines() if "“ stated" in line)
        assert "IRN→AZE" in stated
        assert "President Ilham Aliyev, in Berlin" in stated
        assert "? claimed" in hand.screen
        await hand.press("end")
        assert "North-South transport corridor (RUS AZE IRN), since 2016" in hand.screen
        await hand.press("escape")
        await hand.type("slash", "il az")
        await hand.until(lambda: "ISR–AZE" in hand.panel)
        await hand.until(lambda: "ISR→AZE  Arms transfer" in hand.panel)
    assert hand.pressed <= 25


async def test_the_story_of_a_store_without_its_records_says_so(start: Start) -> None:
    from tests.tui.test_hostile import hostile_world

    running = start(over=hostile_world())
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("A", *["right"] * 6, *["left"] * 7)
        assert any("begins here" in said for said in hand.said)


async def test_a_row_opens_what_it_is_about(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("A", "down", "enter")  # Azerbaijan and Türkiye
        await hand.until(lambda: "> AZE – TUR" in hand.screen)
        await hand.press("escape", "right", "enter")  # the claim
        await hand.until(lambda: "Aydemirov" in hand.screen)
        assert "pair:AZE-IRN" in hand.screen
        await hand.press("escape", "end", "enter")  # the page itself
        await hand.until(lambda: "> suppliers of AZE" in hand.screen)
        await hand.press("escape")
        assert "2 of 7" in hand.screen


async def test_the_story_is_the_same_from_any_date(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("A")
        page = hand.screen.splitlines()[2:]
        await hand.press("escape", "left_curly_bracket", "A")
        assert hand.screen.splitlines()[2:] == page
