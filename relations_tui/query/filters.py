"""Filters of events that compose."""

from collections.abc import Iterable
from dataclasses import dataclass

from relations_tui.model.event import Event, Status

COVID = "covid_ban"


@dataclass(frozen=True, slots=True)
class EventFilter:
    """What an event must be; the fields that are set all hold."""

    kind: str = ""
    status: Status | None = None
    since: str = ""
    """First date; a month or year counts from its beginning."""
    until: str = ""
    """Last date; a month or year counts to its end."""
    covid: bool = True
    """False leaves out changes to and from a covid travel ban."""

    def __call__(self, event: Event) -> bool:
        """Whether the event passes."""
        return (
            (not self.kind or event.kind == self.kind)
            and (self.status is None or event.status == self.status)
            and (not self.since or event.date[: len(self.since)] >= self.since[: len(event.date)])
            and (not self.until or event.date[: len(self.until)] <= self.until)
            and (self.covid or event.kind != COVID)
        )


def latest_first(events: Iterable[Event], keep: EventFilter, limit: int | None) -> list[Event]:
    """The events that pass, newest and most reported first, at most ``limit``."""
    found = sorted(filter(keep, events), key=lambda e: (e.date, e.mentions, e.id), reverse=True)
    return found if limit is None else found[:limit]
