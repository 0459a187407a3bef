"""Blocs on the screen, and the matrix in their order."""

import json

from relations_tui.model.user import View
from relations_tui.tui.exporting import contents
from tests.tui.conftest import Running, Start
from tests.tui.hand import Hand

SIZE = (120, 40)
SIDES = View(row="BLR", column="IRN", at="2023-06", layer="overall")


def order(running: Running) -> tuple[str, ...]:
    """The countries as the matrix has them."""
    matrix = running.main.matrix.matrix
    assert matrix is not None
    return matrix.order


async def found(hand: Hand) -> None:
    """Wait for the answer to the question of now."""
    await hand.until(lambda: "being worked out" not in hand.screen)


async def test_who_stands_together_who_moved_who_bridges(start: Start) -> None:
    running = start(SIDES)
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("C")
        await found(hand)
        assert "blocs of the world: Overall score, 2023-06" in hand.screen
        assert "mean score between blocs" in hand.screen
        assert "among themselves" in hand.screen
        await hand.press("o")
        assert "bloc before" in hand.screen
        await hand.press("o")
        assert "bridg" in hand.screen
        await hand.press("enter")
        await hand.until(lambda: "matrix > blocs > " in hand.screen)


async def test_the_resolution_and_the_time_machine(start: Start) -> None:
    running = start(SIDES)
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("C")
        await found(hand)
        await hand.press("plus")
        await hand.until(lambda: "resolution 1.25" in hand.screen)
        await hand.press("comma")
        await hand.until(lambda: "Overall score, 2023-05" in hand.screen)
        report = json.loads(contents(running.app.screen, "json") or "")  # type: ignore[arg-type]
        assert (report["date"], report["resolution"]) == ("2023-05", 1.25)
        await hand.press("z")
        await hand.until(lambda: "bloc A (" in hand.screen)


async def test_the_matrix_takes_the_order_of_the_blocs(start: Start) -> None:
    running = start(SIDES)
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("C")
        await found(hand)
        await hand.press("v")
        await hand.until(lambda: "by blocs" in running.status)
        await hand.until(lambda: "being worked out" not in running.status)
        assert running.at == ("BLR", "IRN")
        codes = order(running)
        russia, america = (codes.index(iso3) for iso3 in ("RUS", "USA"))
        assert abs(codes.index("CHN") - russia) < abs(america - russia)
        await hand.press("o")
        await hand.until(lambda: "by similarity" in running.status)


async def test_an_order_of_another_month_says_so_until_the_new_one_comes(start: Start) -> None:
    running = start(SIDES)
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("o", "o", "o")
        await hand.until(lambda: "by blocs " in running.status + " ")
        await hand.until(lambda: "being worked out" not in running.status)
        first = order(running)
        await hand.press("comma")
        assert "by blocs" in running.status
        await hand.until(lambda: "of 2023-06" not in running.status)
        assert set(order(running)) == set(first)
