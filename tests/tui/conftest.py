"""The app over the bundled world, with nothing outside it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from relations_tui.model.user import View
from relations_tui.query.world import World
from relations_tui.store.atlas import atlas
from relations_tui.store.sources_text import sources_text
from relations_tui.tui.app import RelationsApp
from relations_tui.tui.main_screen import MainScreen
from relations_tui.tui.session import FeedRow, Session


@dataclass
class Running:
    """An app and what it was asked to remember."""

    app: RelationsApp
    remembered: list[View] = field(default_factory=list)

    @property
    def main(self) -> MainScreen:
        """The main screen, whatever lies over it."""
        return next(s for s in self.app.screen_stack if isinstance(s, MainScreen))

    @property
    def at(self) -> tuple[str, str]:
        """The pair under the cursor."""
        where = self.main.matrix.where
        assert where is not None
        return where.row, where.column

    @property
    def cell(self) -> str:
        """What the cell under the cursor shows, brackets included."""
        matrix = self.main.matrix
        y = 1 + matrix.row - matrix.top
        x = 4 + (matrix.column - matrix.left) * 4
        line = matrix.render_lines(matrix.region.reset_offset)[y].text
        return line[x : x + 5]

    @property
    def status(self) -> str:
        """The first line."""
        return self.main.status.text

    @property
    def panel(self) -> str:
        """All of the pair panel, once it has caught up with the cursor."""
        self.main._follow()
        return self.main.panel.text


Start = Callable[..., Running]


@pytest.fixture
def start(world: World, monkeypatch: pytest.MonkeyPatch) -> Start:
    """Makes an app that remembers into a list; the colours are the tests' own to choose."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("COLORFGBG", raising=False)

    def make(
        view: View | None = None,
        over: World | None = None,
        feeds: Sequence[FeedRow] = (),
        **more: Any,
    ) -> Running:
        remembered: list[View] = []
        session = Session(
            store="~/.local/share/relations/store",
            today="2026-11-23",
            remember=remembered.append,
            sources_text=sources_text,
            atlas=atlas,
            feeds=lambda: feeds,
            **more,
        )
        return Running(RelationsApp(over or world, view or View(), session), remembered)

    return make
