"""Series: what a layer knows of one pair over time, in the source's own units, before scoring."""

from typing import TypeAlias

import msgspec

from relations_tui.model.record import Brought


class Strand(msgspec.Struct, frozen=True):
    """Monthly sums of cooperation and conflict from one kind of evidence.

    Integers in tenths of a Goldstein point, so that sums are exact; conflict as a magnitude.
    ``None`` is a month that was not observed.
    """

    start: str
    """First month, ``2018-01``."""
    coop: tuple[int | None, ...]
    conf: tuple[int | None, ...]


class BalanceSeries(Brought, frozen=True, omit_defaults=True, tag="balance"):
    """Cooperation and conflict of a pair in coded news: strands ``history`` and ``records``."""

    key: str
    strands: dict[str, Strand]


class VoteSeries(Brought, frozen=True, omit_defaults=True, tag="agreement"):
    """Joint roll calls of a pair in the UN General Assembly, by year. ``None``: no joint vote."""

    key: str
    start: int
    votes: tuple[int | None, ...]
    same: tuple[int | None, ...]
    opposed: tuple[int | None, ...]


class PositionSeries(Brought, frozen=True, omit_defaults=True, tag="distance"):
    """UN ideal points of one *country* by year, with their 5 and 95 % bounds. Key: its code."""

    key: str
    start: int
    point: tuple[float | None, ...]
    low: tuple[float | None, ...]
    high: tuple[float | None, ...]


class ConflictYear(msgspec.Struct, frozen=True, array_like=True):
    """One armed conflict in which both countries took part in a year."""

    year: int
    opposed: bool
    """True if on opposite sides, False if on one side."""
    intensity: int
    """1: 25 to 999 battle deaths in the year, 2: 1,000 or more."""
    conflict: int
    """UCDP conflict id."""
    over: str
    """Incompatibility: territory, government or both."""


class ConflictSeries(Brought, frozen=True, omit_defaults=True, tag="conflict"):
    """Years in which a pair fought each other or side by side."""

    key: str
    years: tuple[ConflictYear, ...]


class TravelSeries(Brought, frozen=True, omit_defaults=True, tag="travel"):
    """Visa rules between two countries, each as (date, requirement) from that day on.

    ``ab``: holders of the first country's passport who go to the second; ``ba`` the reverse.
    """

    key: str
    ab: tuple[tuple[str, str], ...] = ()
    ba: tuple[tuple[str, str], ...] = ()


class GivenSeries(Brought, frozen=True, omit_defaults=True, tag="given"):
    """Scores of a pair as their source gives them, -10..+10. ``None`` is no data.

    Key: the pair in order; in a directed layer the first acts on the second.
    """

    key: str
    start: str
    """First period: ``2016-01`` or ``2016``, as the layer's frequency says."""
    values: tuple[float | None, ...]
    evidence: tuple[float | None, ...] = ()
    """How much each value rests on, in the layer's unit; () if the source does not say."""


Series: TypeAlias = (
    BalanceSeries | VoteSeries | PositionSeries | ConflictSeries | TravelSeries | GivenSeries
)


class SeriesOf(msgspec.Struct, frozen=True):
    """A series and the layer it belongs to."""

    layer: str
    series: Series
