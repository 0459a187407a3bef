"""What the app is given from outside: it knows no store, no feeds and no configuration."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from relations_tui.model.user import View
from relations_tui.query.world import World
from relations_tui.refresh.outcome import Outcome, Progress


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
