"""What many tests share: the bundled data as a store, and the world over it."""

from pathlib import Path

import pytest

from relations_tui.query.world import World
from relations_tui.store.open import Store, open_store


@pytest.fixture(scope="session")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store made from the bundled data, as at a first run."""
    return open_store(tmp_path_factory.mktemp("bundled") / "store")


@pytest.fixture(scope="session")
def store_path(bundled: Store) -> Path:
    """The folder of the bundled store."""
    return bundled.path


@pytest.fixture(scope="session")
def world(bundled: Store) -> World:
    """The world over the bundled data."""
    return World(bundled.source)
