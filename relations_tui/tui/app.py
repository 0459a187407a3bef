"""The app: it wires, it does not work."""

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import events
from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.screen import Screen

from relations_tui.model.user import View
from relations_tui.query.world import World
from relations_tui.text import clean
from relations_tui.tui import themes
from relations_tui.tui.commands import app_bindings
from relations_tui.tui.history import History
from relations_tui.tui.looking import Looking
from relations_tui.tui.main_screen import MainScreen
from relations_tui.tui.session import Session
from relations_tui.tui.travelling import TYPED, Travelling
from relations_tui.tui.views import VIEWS, make
from relations_tui.tui.yours import Yours

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
    BINDINGS: ClassVar[list[BindingType]] = [*app_bindings()]

    def __init__(self, world: World, view: View, session: Session) -> None:
        # With the terminal's own colours NO_COLOR means none; else Textual would send greys.
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        self.session = session
        if session.keys:
            self.set_keymap(dict(session.keys))
        self.looking = Looking(world, view)
        self.looking.covid = session.covid
        self.history = History()
        self.yours = Yours(session.user)
        self.register_theme(themes.DARK)
        self.register_theme(themes.LIGHT)
        known = view.theme in themes.NAMES
        self.theme = view.theme if known else themes.first_theme()

    def get_default_screen(self) -> Screen[None]:
        """The matrix is the first screen and the last."""
        return MainScreen()

    # --- views ------------------------------------------------------------------------------------

    @property
    def world(self) -> World:
        """The data."""
        return self.looking.world

    @property
    def main(self) -> MainScreen:
        """The matrix, whatever lies over it."""
        return next(s for s in self.screen_stack if isinstance(s, MainScreen))

    @property
    def top(self) -> Travelling:
        """The view in front, below any page of text."""
        views = [s for s in self.screen_stack if isinstance(s, Travelling)]
        return views[-1]

    def open_view(self, view: View) -> None:
        """Open a view over the one in front; where that was is remembered."""
        self.history.leave(self.top.view)
        self._show(view)
        self.history.visit(view)
        self.main.opened(view.screen)

    def visit(self, view: View) -> bool:
        """Go straight to a view, over the matrix; False if these data don't have what it is of."""
        known = self.world.countries
        codes = {view.row, view.column, view.country or view.row}
        if not codes <= known.keys() or (view.screen != "matrix" and view.screen not in VIEWS):
            return False
        self.history.leave(self.top.view)
        self.restore(view)
        self.history.visit(view)
        return True

    def close_view(self) -> None:
        """Back to the view below."""
        self.history.leave(self.top.view)
        self.pop_screen()
        self.history.visit(self.top.view)

    def travel_history(self, by: int) -> None:
        """Go to the view looked at before, or the one gone back from."""
        self.history.leave(self.top.view)
        view = self.history.go(by)
        if view is None:
            self.top.say("no view before this one" if by < 0 else "no view after this one")
        else:
            self.restore(view)

    def restore(self, view: View) -> None:
        """Look at what a view was of: straight over the matrix."""
        while not isinstance(self.screen, MainScreen):
            self.pop_screen()
        self.looking.adopt(view)
        self.main.take_up()
        if view.screen != "matrix":
            self._show(view)

    def _show(self, view: View) -> None:
        self.push_screen(make(view))

    async def on_event(self, event: events.Event) -> None:
        """What is pasted is as little trusted as a feed: Textual would print escapes raw."""
        if isinstance(event, events.Paste):
            event.text = clean(event.text, TYPED)
        await super().on_event(event)

    def _fatal_error(self) -> None:
        """One line in place of Textual's traceback, which has no public hook."""
        if self._exception is not None:
            self.panic(Text(self.session.crashed(self._exception)))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """None of Textual's own: the registry has them all."""
        return ()

    def action_next_theme(self) -> None:
        """The next of our themes."""
        names = themes.NAMES
        here = names.index(self.theme) if self.theme in names else -1
        self.theme = names[(here + 1) % len(names)]

    def action_preview_themes(self) -> None:
        """Each theme as it looks, before one is chosen."""
        from relations_tui.tui.theme_list import ThemeList

        self.push_screen(ThemeList())

    def action_help(self) -> None:
        """All keys."""
        from relations_tui.tui.help import help_screen

        self.push_screen(help_screen(self.top.view.screen, self.session.keys, self.size.width))

    async def action_quit(self) -> None:
        """Remember the view and leave."""
        self.session.remember(self.main.view)
        self.exit()
