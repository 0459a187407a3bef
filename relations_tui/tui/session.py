"""What the app is given from outside: it does not know the store."""

from collections.abc import Callable
from dataclasses import dataclass

from relations_tui.model.user import View


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
