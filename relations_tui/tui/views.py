"""Every view and the module that draws it, imported when it is first opened."""

from importlib import import_module
from typing import TYPE_CHECKING

from relations_tui.model.user import View

if TYPE_CHECKING:
    from relations_tui.tui.view_screen import ViewScreen

VIEWS: dict[str, tuple[str, str]] = {
    "pair": ("pair_screen", "PairScreen"),
    "explain": ("explain_screen", "ExplainScreen"),
    "country": ("country_screen", "CountryScreen"),
    "map": ("map_screen", "MapScreen"),
    "events": ("events_screen", "EventsScreen"),
    "compare": ("compare_screen", "CompareScreen"),
    "movers": ("movers_screen", "MoversScreen"),
    "triads": ("triads_screen", "TriadsScreen"),
    "balance": ("balance_screen", "BalanceScreen"),
    "blocs": ("blocs_screen", "BlocsScreen"),
    "suppliers": ("suppliers_screen", "SuppliersScreen"),
    "alerts": ("alerts_screen", "AlertsScreen"),
    "stars": ("stars_screen", "StarsScreen"),
    "methods": ("methods_screen", "MethodsScreen"),
    "projects": ("projects_screen", "ProjectsScreen"),
    "story": ("story_screen", "StoryScreen"),
}
"""By id: module and class. The matrix is not among them: it lies under all."""


def make(view: View) -> "ViewScreen":
    """The screen that shows a view; raises KeyError if there is no such view."""
    module, name = VIEWS[view.screen]
    screen: type[ViewScreen] = getattr(import_module(f"relations_tui.tui.{module}"), name)
    return screen(view)
