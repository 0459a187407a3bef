"""Pictures of what is the user's own, each looked at before it was kept."""

import pytest

from relations_tui.model.user import View
from tests.tui.test_snapshots import Compare, pressing
from tests.tui.test_view_snapshots import SIZES, THEMES, in_theme
from tests.tui.yours import Begin, begin

__all__ = ["begin"]
NOW = "2026-11-23T10:00:00Z"


@pytest.fixture
def full(begin: Begin) -> Begin:
    """A store in which there is something of everything."""
    user = begin.store.user
    for day, target in enumerate(("AZE-IRN", "ARM-AZE", "AZE", "IRN-ISR", "RUS-UKR", "TUR"), 1):
        user.toggle_star(target, f"2026-01-{day:02}")
    user.set_note("AZE-IRN", "The corridor: who pays for the track from Rasht to Astara?", NOW)
    user.set_note("IRN", "Elections in 2013: Rouhani", NOW)
    user.keep_view("Western Asia by name", View(order="name", focus="western asia"), NOW)
    user.keep_view("Votes of 2016", View(layer="votes", at="2016"), NOW)
    return begin


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("theme", THEMES)
def test_stars(
    full: Begin, snap_compare: Compare, monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int], theme: str,
) -> None:  # fmt: skip
    ready = pressing("S", "down", shows="Saved views" if size[1] > 20 else "Notes")
    app = full(View(theme=in_theme(theme, monkeypatch))).app
    assert snap_compare(app, terminal_size=size, run_before=ready)


def test_no_stars(begin: Begin, snap_compare: Compare) -> None:
    ready = pressing("S", shows="Saved views")
    assert snap_compare(begin().app, terminal_size=(80, 24), run_before=ready)


@pytest.mark.parametrize("size", [(60, 20), (120, 40)], ids=["60x20", "120x40"])
def test_tour(full: Begin, snap_compare: Compare, size: tuple[int, int]) -> None:
    """With a star and a note in the panel."""
    ready = pressing(shows="arrows")
    assert snap_compare(full(tour=True).app, terminal_size=size, run_before=ready)


@pytest.mark.parametrize("size", [(60, 20), (100, 30)], ids=["60x20", "100x30"])
def test_theme_list(full: Begin, snap_compare: Compare, size: tuple[int, int]) -> None:
    ready = pressing("T", "down", shows="enter keeps it")
    assert snap_compare(full().app, terminal_size=size, run_before=ready)
