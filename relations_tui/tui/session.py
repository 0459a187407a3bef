"""What the app is given from outside: it knows no store, no feeds and no configuration."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from relations_tui.model.user import UserFile, View
from relations_tui.query.world import World
from relations_tui.refresh.outcome import Outcome, Progress

if TYPE_CHECKING:
    from relations_tui.model.alert import Alert
    from relations_tui.model.atlas import Atlas
    from relations_tui.report.alerts import AlertsReport


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A feed as the panel of feeds shows it; text is ready to be printed."""

    name: str
    enabled: bool
    success: str
    """Age of the last refresh that did not fail: ``2 h ago``; "" for never."""
    result: str
    """What the last attempt brought, or why it failed."""
    failed: bool
    stale: bool
    """True if what the store has of it is older than it should be."""
    due: str
    """``in 4 h``; "" if only when asked."""


Refresh = Callable[[Sequence[str], Callable[[Progress], None]], Awaitable[Outcome]]
"""Refreshes the feeds of some names, all enabled ones if there are none, and tells how far it is.

Raises RelationsError if it can't; cancelling it leaves the store as it was.
"""


async def _no_refresh(_names: Sequence[str], _tell: Callable[[Progress], None]) -> Outcome:
    return Outcome(())


def _no_alerts(_world: World, _at: int | None) -> "AlertsReport":
    from relations_tui.report.alerts import AlertsReport

    return AlertsReport(0, "", (), ())


@dataclass(frozen=True, slots=True)
class UserActions:
    """What the user made, to read and to change: it lies in the store, apart from all data.

    Each raises RelationsError, in a line for the user, if it can't be done; a store that is
    read-only can't be changed.
    """

    made: Callable[[], UserFile] = UserFile
    """All stars, notes and saved views."""
    toggle_star: Callable[[str], bool] = lambda _target: False
    """Stars a country or a pair, or takes its star away; returns whether it has one now."""
    set_note: Callable[[str, str], str] = lambda _target, text: text
    """Writes the note on a target, "" removes it; returns the text as it is kept."""
    save_view: Callable[[str, View], str] = lambda name, _view: name
    """Saves a view under a name; returns the name as it is kept."""
    rename_view: Callable[[str, str], str] = lambda _old, new: new
    remove_view: Callable[[str], bool] = lambda _name: False
    tour_done: Callable[[], None] = lambda: None
    """Remembers that the hints of the first run were seen."""


@dataclass(frozen=True, slots=True)
class Session:
    """One run of the app."""

    store: str
    """Where the data lies, as a person would write it."""
    today: str
    """ISO date, for the age of the data."""
    remember: Callable[[View], None]
    """Keeps the view for the next start; must not raise for a store that can't be written."""
    sources_text: Callable[[], str]
    """The text of SOURCES.md."""
    atlas: "Callable[[], Atlas]"
    """The outlines of the world map, the same at every call; raises BundleError."""
    alerts: "Callable[[World, int | None], AlertsReport]" = _no_alerts
    """What stands by the user's rules at a month (None: the newest); raises RelationsError. May be
    called from a thread."""
    alerts_seen: "Callable[[Sequence[Alert]], None]" = lambda _alerts: None
    """Remembers which alerts were looked at."""
    config_place: str = "the configuration"
    """The configuration file, as a person would write it."""
    neutral_band: float = 1.0
    """Points on either side of 0 within which a pair has no sign."""
    read_only: bool = False
    notices: tuple[str, ...] = ()
    """What happened while the store was opened, for the user to know."""
    feeds: Callable[[], Sequence[FeedRow]] = tuple
    """The feeds of the configuration, as they stand now; raises ConfigError."""
    due: Callable[[], Sequence[str]] = tuple
    """Names of the feeds that want an automatic refresh now."""
    refresh: Refresh = _no_refresh
    reload: Callable[[], World | None] = lambda: None
    """The world anew, if the store has another state than the one that was loaded."""
    user: UserActions = UserActions()
    keys: Mapping[str, str] = field(default_factory=dict)
    """By the ids of commands the keys that the user chose, joined by commas; checked."""
    covid: bool = False
    """Whether covid travel bans are among the events at the start."""
    clipboard: str = "osc52"
    """Where to copy to: ``osc52``, the terminal; ``system``; or ``both``."""
    tour: bool = False
    """Whether to show the hints of the first run."""
    crashed: Callable[[BaseException], str] = repr
    """Keeps the details of an error of the program itself; returns a line for the user."""
