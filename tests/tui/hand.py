"""A user's hands and eyes: keys that are counted, and the screen as the terminal shows it."""

from collections.abc import Callable

from textual import events
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widget import Widget

from tests.tui.conftest import Running

_NAMES = {" ": "space", ",": "comma", "-": "minus"}
PATIENCE = 200
"""Looks at the screen before something that should happen is said not to."""


class Hand:
    """Presses keys on a running app and reads its screen."""

    def __init__(self, running: Running, pilot: Pilot[None]) -> None:
        self.running, self.pilot = running, pilot
        self.pressed = 0

    async def press(self, *keys: str) -> None:
        """Press keys, and let the app draw."""
        self.pressed += len(keys)
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def type(self, key: str, text: str, end: str = "enter") -> None:
        """Open a prompt with a key, type, and leave it, as fast as a terminal can deliver it."""
        await self.burst(key, *text, end)

    async def burst(self, *keys: str) -> None:
        """Press keys so fast that the app gets them all before it has dealt with the first."""
        self.pressed += len(keys)
        app = self.running.app
        driver = app._driver
        assert driver is not None
        for key in keys:
            event = events.Key(_NAMES.get(key, key), key if len(key) == 1 else None)
            event.set_sender(app)
            driver.send_message(event)
        await self.pilot.pause()
        await self.pilot.pause()

    @property
    def screen(self) -> str:
        """All that is on the screen now."""
        return "\n".join(strip.text for strip in self.strips)

    def seen(self, widget: Widget) -> str:
        """What is on the screen where a widget is."""
        x, y, width, height = widget.region
        return "\n".join(strip.crop(x, x + width).text for strip in self.strips[y : y + height])

    @property
    def panel(self) -> str:
        """What is on the screen where the pair panel is."""
        return self.seen(self.running.main.panel)

    @property
    def said(self) -> list[str]:
        """The messages shown so far, as plain text."""
        return [notice.message for notice in self.running.app._notifications]

    async def until(self, happened: Callable[[], bool]) -> None:
        """Wait for something, for a while; fails if it does not come."""
        for _ in range(PATIENCE):
            if happened():
                return
            await self.pilot.pause(0.02)
        raise AssertionError(f"never happened; the screen:\n{self.screen}")

    async def settle(self) -> None:
        """Wait until the screen stays as it is."""
        last = ""
        for _ in range(PATIENCE):
            if self.screen == last:
                return
            last = self.screen
            await self.pilot.pause(0.02)
        raise AssertionError(f"the screen never came to rest:\n{last}")

    @property
    def strips(self) -> list[Strip]:
        """The lines of the screen, with their styles."""
        return self.running.app.screen._compositor.render_strips()
