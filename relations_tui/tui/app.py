"""The app: it wires, it does not work."""

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.screen import Screen

from relations_tui.model.user import View
from relations_tui.query.world import World
from relations_tui.text import clean
from relations_tui.tui import themes
from relations_tui.tui.commands import bindings
from relations_tui.tui.main_screen import MainScreen
from relations_tui.tui.session import Session

if TYPE_CHECKING:
    from textual.command import Provider


def _finder() -> "type[Provider]":
    from relations_tui.tui.finder import Finder

    return Finder


class RelationsApp(App[None]):
    """A dashboard of how countries get on with each other."""

    TITLE = "relations"
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"
    COMMANDS = {_finder}  # noqa: RUF012
    CSS = "CommandPalette SearchIcon { display: none; }"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(app=True)]

    def __init__(self, world: World, view: View, session: Session) -> None:
        # With the terminal's own colours NO_COLOR means none; else Textual would send greys.
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        self.world = world
        self.session = session
        self._first_view = view
        self.register_theme(themes.DARK)
        self.register_theme(themes.LIGHT)
        known = view.theme in themes.NAMES
        self.theme = view.theme if known else themes.first_theme()

    def get_default_screen(self) -> Screen[None]:
        """The matrix is the first screen and the last."""
        return MainScreen(self.world, self._first_view)

    async def on_event(self, event: events.Event) -> None:
        """What is pasted is as little trusted as a feed: Textual would print escapes raw."""
        if isinstance(event, events.Paste):
            event.text = clean(event.text)
        await super().on_event(event)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """None of Textual's own: the registry has them all."""
        return ()

    def action_next_theme(self) -> None:
        """The next of our themes."""
        names = themes.NAMES
        here = names.index(self.theme) if self.theme in names else -1
        self.theme = names[(here + 1) % len(names)]

    def action_help(self) -> None:
        """All keys."""
        from relations_tui.tui.help import help_screen

        self.push_screen(help_screen())

    async def action_quit(self) -> None:
        """Remember the view and leave."""
        for screen in self.screen_stack:
            if isinstance(screen, MainScreen):
                self.session.remember(screen.view)
        self.exit()
