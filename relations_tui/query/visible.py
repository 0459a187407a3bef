"""Which of several records of one thing is shown.

A record that its feed took back is not shown. Where two feeds have a record with the same id, the
one that came first is shown, what was bundled before all; the others stay in the store, and take
its place should it be withdrawn. So nothing moves because another feed repeats what is known.
"""

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from msgspec.structs import replace

from relations_tui.model.event import Event
from relations_tui.model.period import month
from relations_tui.model.series import (
    BalanceSeries,
    ConflictSeries,
    GivenSeries,
    PositionSeries,
    Series,
    Strand,
    TravelSeries,
    VoteSeries,
)


class Told(Protocol):
    """What is asked of a record."""

    @property
    def id(self) -> str:
        """What it is known by across feeds."""

    @property
    def via(self) -> str:
        """The feed that brought it."""

    @property
    def seen(self) -> str:
        """When it came."""

    @property
    def withdrawn(self) -> str:
        """Why it was taken back."""


R = TypeVar("R", bound=Told)


def visible(records: Iterable[R]) -> list[R]:
    """One record for each id, in their order."""
    return _first_of((record.id, record) for record in records)


def visible_events(events: Iterable[Event]) -> list[Event]:
    """One event for each id and the countries that take part: of others, one id is chance."""
    events = list(events)
    if len({event.id for event in events}) == len(events) and not any(
        event.withdrawn for event in events
    ):
        return events  # as all but always
    return _first_of(((event.id, event.countries), event) for event in events)


def _first_of(records: Iterable[tuple[object, R]]) -> list[R]:
    shown: dict[object, R] = {}
    for key, record in records:
        if record.withdrawn:
            continue
        other = shown.setdefault(key, record)
        if other is not record and (record.seen, record.via) < (other.seen, other.via):
            shown[key] = record
    return list(shown.values())


def preferred_series(found: Sequence[Series]) -> Series | None:
    """One series from all that were brought for a pair and a layer.

    The one that reaches furthest, of equals the one that came first. Of a balance each strand is
    chosen so by itself.
    """
    standing = [one for one in found if not one.withdrawn]
    if len(standing) < 2:
        return standing[0] if standing else None
    standing.sort(key=lambda one: (one.seen, one.via))
    first = standing[0]
    if isinstance(first, BalanceSeries):
        strands: dict[str, Strand] = {}
        for one in standing:
            for name, strand in one.strands.items() if isinstance(one, BalanceSeries) else ():
                if name not in strands or _strand_end(strand) > _strand_end(strands[name]):
                    strands[name] = strand
        return replace(first, strands=strands)
    return max(standing, key=_end)  # the first of equals


def _strand_end(strand: Strand) -> int:
    return month(strand.start) + len(strand.coop)


def _end(series: Series) -> tuple[int, str]:
    match series:
        case VoteSeries():
            return series.start + len(series.votes), ""
        case PositionSeries():
            return series.start + len(series.point), ""
        case ConflictSeries():
            return max((one.year for one in series.years), default=0), ""
        case TravelSeries():
            return 0, max((date for date, _ in (*series.ab, *series.ba)), default="")
        case GivenSeries():
            monthly = len(series.start) == 7
            start = month(series.start) if monthly else int(series.start)
            return start + len(series.values), ""
    return 0, ""
