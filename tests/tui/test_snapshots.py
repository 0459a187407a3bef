"""Pictures of what opens over a view, each looked at before it was kept."""

import re
from collections.abc import Awaitable, Callable

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from relations_tui.model.user import View
from relations_tui.tui.session import FeedRow
from tests.tui.conftest import Start
from tests.tui.hand import PATIENCE

Compare = Callable[..., bool]


WAITS = re.compile(r"being worked out|being looked for|\d+ of \d+ periods")
"""What a screen says while an answer is under way."""


def pressing(*keys: str, shows: str = "") -> Callable[[Pilot[None]], Awaitable[None]]:
    """Press keys, wait until a text is on the screen, and still the text cursor."""

    async def run(pilot: Pilot[None]) -> None:
        await _until(pilot, "2018-01")
        await pilot.press(*keys)
        await _until(pilot, shows)
        for box in pilot.app.screen.query(Input):
            box.cursor_blink = False
        await pilot.pause()

    return run


async def _until(pilot: Pilot[None], shows: str) -> None:
    for _ in range(4 * PATIENCE):  # some answers take seconds
        text = "\n".join(s.text for s in pilot.app.screen._compositor.render_strips())
        if shows in text and WAITS.search(text) is None:
            return
        await pilot.pause(0.02)
    raise AssertionError(f"{shows!r} never came")


@pytest.mark.parametrize(
    ("keys", "shows"),
    [
        pytest.param(["i"], "How computed", id="about"),
        pytest.param(["slash", *"baku"], "AZE Azerbaijan", id="prompt"),
        pytest.param(["colon", *"armenia"], "ARM  Armenia", id="palette"),
    ],
)
def test_screens(start: Start, snap_compare: Compare, keys: list[str], shows: str) -> None:
    ready = pressing(*keys, shows=shows)
    assert snap_compare(start().app, terminal_size=(100, 30), run_before=ready)


FEEDS = (
    FeedRow("gdelt-events", True, "12 min ago", "4,102 new, 18 changed", False, False, "in 3 h"),
    FeedRow(
        "ucdp", True, "9 days ago", "failed: https://ucdpapi.pcr.uu.se/api: no connection; its "
        "last data are kept", True, True, "now",
    ),
    FeedRow("acled", False, "", "", False, False, ""),
)  # fmt: skip


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
@pytest.mark.parametrize("theme", ["relations-dark", "relations-light"])
def test_feeds(start: Start, snap_compare: Compare, size: tuple[int, int], theme: str) -> None:
    app = start(View(theme=theme), feeds=FEEDS).app
    assert snap_compare(app, terminal_size=size, run_before=pressing("R", shows="gdelt-events"))
