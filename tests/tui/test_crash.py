"""An error of the program itself ends the app with a line, not with screens of code."""

from dataclasses import replace

import pytest

from relations_tui.model.user import View
from relations_tui.query.world import World
from relations_tui.tui.app import RelationsApp
from tests.tui.conftest import Start


class Failing(RelationsApp):
    """Fails at a key."""

    def action_help(self) -> None:
        """Nobody expects this."""
        raise ZeroDivisionError("nobody expected this")


async def press_help(app: RelationsApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("question_mark")
        await pilot.pause()


async def test_it_is_kept_and_told_in_a_line(start: Start, world: World) -> None:
    kept: list[str] = []

    def keep(error: BaseException) -> str:
        kept.append(repr(error))
        return "one line"

    app = Failing(world, View(), replace(start().app.session, crashed=keep))
    with pytest.raises(ZeroDivisionError):
        await press_help(app)
    assert kept == ["ZeroDivisionError('nobody expected this')"]
