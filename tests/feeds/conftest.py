"""What the tests of feeds share."""

from collections.abc import Iterator

import pytest

from relations_tui.feeds.judge import Judge
from relations_tui.store.location import bundle_path
from relations_tui.store.reference import reference
from tests.feeds.endpoints import Site, site

TODAY = "2026-11-23"


@pytest.fixture(scope="session")
def judge() -> Judge:
    """A judge who knows all countries and codes."""
    return Judge(*reference(bundle_path()), TODAY)


@pytest.fixture
def web() -> Iterator[Site]:
    """A site to put pages on."""
    with site() as found:
        yield found
