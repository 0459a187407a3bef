"""The founding story by hand: who arms whom between Baku, Tehran and Yerevan."""

from relations_tui.model.user import View
from tests.tui.conftest import Start
from tests.tui.hand import Hand


async def test_the_founding_story_in_25_keys(start: Start) -> None:
    """The pair, its number, the claims about arms, Rouhani, the corridor; then the other two."""
    running = start(View(row="USA", column="RUS"))
    async with running.app.run_test(size=(120, 40)) as pilot:
        hand = Hand(running, pilot)

        await hand.type("slash", "az ir")
        await hand.until(lambda: "Azerbaijan – Iran" in hand.panel)
        assert running.cell == "[ +5]"
        assert "mostly cooperation" in hand.panel
        assert "rests on" in hand.panel
        assert "North-South transport corridor" in hand.panel

        await hand.press("3")
        await hand.until(lambda: "UN alignment 2023" in hand.panel)
        assert "╵ 2013-06-14 Hassan Rouhani elected" in hand.panel

        await hand.press("enter")
        text = hand.screen
        assert "North-South transport corridor (RUS AZE IRN), since 2016" in text
        assert "President Ilham Aliyev, in Berlin" in text
        for said in ("“ stated B2", "? claimed C3"):
            lines = text.splitlines()
            (i,) = (i for i, line in enumerate(lines) if said in line)
            assert "IRN→AZE  Arms transfer" in lines[i - 1]
        await hand.press("escape")

        for names, codes in (("il az", "ISR→AZE"), ("ru am", "RUS→ARM")):
            await hand.type("slash", names)
            await hand.until(lambda: codes.replace("→", "–") in hand.panel)  # noqa: B023
            lines = hand.panel.splitlines()
            (i,) = (i for i, line in enumerate(lines) if "“ stated" in line)
            assert lines[i - 1].split() == ["2016-06", codes, "Arms", "transfer"]
    assert hand.pressed <= 25
