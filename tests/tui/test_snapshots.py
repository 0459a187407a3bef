"""Pictures of the screens, each looked at before it was kept."""

from collections.abc import Callable
from typing import Any

import pytest

from relations_tui.model.user import View
from tests.tui.conftest import Start

Compare = Callable[..., bool]


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40), (200, 60)])
def test_main(start: Start, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert snap_compare(start().app, terminal_size=size)


@pytest.mark.parametrize("theme", ["relations-light", "ansi-dark"])
def test_themes(start: Start, snap_compare: Compare, theme: str) -> None:
    view = View(
        theme=theme, at="2020-10", focus="western asia", order="name", row="ARM", column="AZE"
    )
    assert snap_compare(start(view).app, terminal_size=(120, 40))


def test_without_colour(
    start: Start, snap_compare: Compare, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(start().app, terminal_size=(100, 30))


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("help", ["question_mark"]),
        ("about", ["i"]),
        ("full", ["enter"]),
        ("prompt", ["slash", *"baku"]),
        ("travel", ["5"]),
    ],
)
def test_screens(start: Start, snap_compare: Compare, name: str, keys: list[str]) -> None:
    def run_before(pilot: Any) -> Any:
        return pilot.press(*keys)

    assert snap_compare(start().app, terminal_size=(100, 30), run_before=run_before)
