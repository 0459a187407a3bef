"""Fixtures of the refresh's tests."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from relations_tui.store.open import Store, open_store
from tests.refresh import small, world


@pytest.fixture(scope="session")
def small_bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle of the small world."""
    return small.write_bundle(tmp_path_factory.mktemp("bundle"))


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory, small_bundle: Path) -> Path:
    """A store of the small world, to be copied."""
    path = tmp_path_factory.mktemp("template") / "store"
    open_store(path, bundle=small_bundle)
    return path


@pytest.fixture
def store(template: Path, tmp_path: Path) -> Store:
    """A store of the small world of its own."""
    return open_store(shutil.copytree(template, tmp_path / "store"))


@pytest.fixture
def site() -> Iterator[world.Site]:
    """A web site to put feeds on."""
    with world.serve_site() as running:
        yield running
