"""Pictures of every view at every size, in every kind of terminal; each was looked at."""

import pytest
from msgspec.structs import replace

from relations_tui.model.user import View
from relations_tui.query.world import World
from tests.query.with_flows import with_flows
from tests.tui.conftest import Start
from tests.tui.ruled import Kept
from tests.tui.test_snapshots import Compare, pressing

SIZES = ((60, 20), (80, 24), (120, 40), (200, 60))
THEMES = ("relations-dark", "relations-light", "ansi-dark", "NO_COLOR")
ARMENIA = View(at="2020-10", focus="western asia", order="name", row="ARM", column="AZE")
NAGORNO = View(row="ARM", column="AZE", at="2020-10")
VIEWS: dict[str, tuple[View, list[str], str]] = {
    "world": (View(), [], "2018-01"),
    "region": (ARMENIA, [], "2018-01"),
    "help": (View(), ["question_mark"], "relations: keys"),
    "pair": (NAGORNO, ["enter"], "matrix > ARM – AZE"),
    "explain": (replace(NAGORNO, at="2025-06"), ["e"], "why ARM – AZE"),
    "country": (View(), ["c"], "> Azerbaijan"),
    "map": (View(), ["m"], "matrix >"),
    "events": (View(), ["a"], "62,"),
    "compare": (View(), ["d"], "matrix > "),
    "movers": (View(), ["M"], "matrix > "),
    "story": (View(), ["A", "right"], "2 of 7"),
    "suppliers": (View(), ["W"], "hostile to each other,"),
    "shares": (View(at="2016-12", layer="overall"), ["W"], "suppliers in effect"),
    "triads": (View(at="2023-06"), ["D"], "imbalanced, the most tense first"),
    "balance": (View(), ["N"], f"Oceania{'92.5 %':>19}"),
    "blocs": (View(at="2023-06", layer="overall"), ["C"], "countries in another bloc"),
    "methods": (View(), ["Q"], "matrix > methods"),
    "projects": (View(), ["P"], "matrix > projects"),
    "alerts": (View(), ["exclamation_mark"], "of them new"),
}
"""By view: where one is, the keys that open it, and what is on the screen then."""


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("theme", THEMES)
def test_view(
    start: Start, snap_compare: Compare, monkeypatch: pytest.MonkeyPatch, world: World,
    view: str, size: tuple[int, int], theme: str,
) -> None:  # fmt: skip
    where, keys, shows = VIEWS[view]
    over = with_flows(world) if view == "shares" else world
    where = replace(where, theme=in_theme(theme, monkeypatch))
    app = start(where, over=over, alerts=Kept().report).app
    assert snap_compare(app, terminal_size=size, run_before=pressing(*keys, shows=shows))


def in_theme(theme: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of a theme; a terminal without colour is one by its environment."""
    if theme != "NO_COLOR":
        return theme
    monkeypatch.setenv("NO_COLOR", "1")
    return ""
