"""Fixtures of the store's tests."""

from pathlib import Path

import pytest

from relations_tui.store.folder import Folder
from tests.store import worlds


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A small bundle."""
    return worlds.write_bundle(tmp_path / "bundle")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A small store of three generations."""
    worlds.write_store(tmp_path / "store")
    return tmp_path / "store"


@pytest.fixture
def folder(store: Path) -> Folder:
    """The small store, open."""
    return Folder(store)
