"""The app over the bundled world, with a store of its own for what the user makes."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from relations_tui.cli.keeping import user_actions
from relations_tui.model.user import View
from relations_tui.query.world import World
from relations_tui.store.atlas import atlas
from relations_tui.store.open import Store, open_store
from relations_tui.store.sources_text import sources_text
from relations_tui.tui.app import RelationsApp
from relations_tui.tui.session import Session
from tests.tui.conftest import Running


class Begin:
    """Makes apps, one after the other, that keep what the user makes in one store."""

    def __init__(self, world: World, path: Path) -> None:
        self._world = world
        self.store: Store = open_store(path, empty=True)

    def __call__(
        self,
        view: View | None = None,
        *,
        keys: Mapping[str, str] | None = None,
        tour: bool = False,
        read_only: bool = False,
        clipboard: str = "osc52",
    ) -> Running:
        """An app."""
        self.store.folder.read_only = read_only
        remembered: list[View] = []
        session = Session(
            store="~/store",
            today="2026-11-23",
            remember=remembered.append,
            sources_text=sources_text,
            atlas=atlas,
            read_only=read_only,
            user=user_actions(self.store),
            keys=keys or {},
            tour=tour,
            clipboard=clipboard,
        )
        return Running(RelationsApp(self._world, view or View(), session), remembered)


@pytest.fixture
def begin(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Begin:
    """An app that keeps what the user makes."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("COLORFGBG", raising=False)
    return Begin(world, tmp_path / "store")
