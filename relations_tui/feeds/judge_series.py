"""The check of series: keys, periods, and numbers in the bounds that each method sets."""

from collections.abc import Sequence

from msgspec.structs import replace

from relations_tui.feeds.judge import BadRecord, Judge
from relations_tui.model.period import FIRST_YEAR, month
from relations_tui.model.series import (
    BalanceSeries,
    ConflictSeries,
    ConflictYear,
    GivenSeries,
    PositionSeries,
    SeriesOf,
    TravelSeries,
    VoteSeries,
)
from relations_tui.scoring.travel import openness
from relations_tui.text import clean

SPAN = 5000
"""Periods of a series at most."""
LARGE = 10**9
"""Monthly sums and counts are below this: a thousand times the largest of the bundled data."""


def judge_series(judge: Judge, found: SeriesOf) -> SeriesOf:
    """The series, cleaned of how it says that it came: that is for us to say.

    Raises:
        BadRecord: for anything that can't be right.
    """
    series = found.series
    judge.identity(found.layer)
    match series:
        case PositionSeries():
            judge.country(series.key)
        case _:
            _pair(judge, series.key, directed=isinstance(series, GivenSeries))
    match series:
        case GivenSeries():
            judge.day(series.start)
            if len(series.start) > 7:
                raise BadRecord(f"starts {series.start}, which is no month or year")
            _same_length(series.values, series.evidence or series.values)
            _until_now(judge, series.start, len(series.values))
            _numbers(series.values, -10, 10)
            _numbers(series.evidence, 0, 1e12)
        case BalanceSeries():
            if len(series.strands) > 50:
                raise BadRecord(f"{len(series.strands)} strands, more than 50")
            for name, strand in series.strands.items():
                judge.identity(name)
                judge.day(strand.start)
                if len(strand.start) != 7:
                    raise BadRecord(f"starts {strand.start}, which is no month")
                _same_length(strand.coop, strand.conf)
                _until_now(judge, strand.start, len(strand.coop))
                _numbers((*strand.coop, *strand.conf), 0, LARGE)
        case VoteSeries():
            _years(judge, series.start, len(series.votes))
            _same_length(series.votes, series.same, series.opposed)
            _numbers((*series.votes, *series.same, *series.opposed), 0, 10_000)
            for votes, same, opposed in zip(series.votes, series.same, series.opposed, strict=True):
                if (same or 0) + (opposed or 0) > (votes or 0):
                    raise BadRecord("more votes alike and opposed than votes")
        case PositionSeries():
            _years(judge, series.start, len(series.point))
            _same_length(series.point, series.low, series.high)
            _numbers((*series.point, *series.low, *series.high), -20, 20)
        case ConflictSeries():
            for one in series.years:
                _years(judge, one.year, 1)
                if one.intensity not in (1, 2):
                    raise BadRecord(f"intensity {one.intensity} is not 1 or 2")
            years = tuple(_plain(one, judge) for one in series.years)
            series = replace(series, years=years)
        case TravelSeries():
            for date, _ in (*series.ab, *series.ba):
                judge.day(date)
            series = replace(series, ab=_rules(series.ab), ba=_rules(series.ba))
    return SeriesOf(found.layer, replace(series, via="", seen="", changed="", withdrawn=""))


def _plain(one: ConflictYear, judge: Judge) -> ConflictYear:
    judge.number(one.conflict, 0, 10**9, "conflict")
    return replace(one, over=clean(one.over, 40))


def _rules(dated: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    if len(dated) > SPAN:
        raise BadRecord(f"{len(dated)} rules, more than {SPAN}")
    if [date for date, _ in dated] != sorted({date for date, _ in dated}):
        raise BadRecord("rules out of order, or two on one day")
    for date, rule in dated:
        if len(date) < 7:
            raise BadRecord(f"a rule from {date}, which is no month or day")
        try:
            openness(rule)
        except ValueError:
            raise BadRecord(f"unknown visa rule {clean(rule, 40)!r}") from None
    return dated


def _pair(judge: Judge, key: str, *, directed: bool) -> None:
    a, sep, b = key.partition("-")
    if not sep:
        raise BadRecord(f"not a pair: {clean(key, 40)!r}")
    judge.country(a)
    judge.country(b)
    if a == b:
        raise BadRecord(f"a pair wants two countries: {a}")
    if not directed and a > b:
        raise BadRecord(f"pair {key} is not in alphabetical order")


def _same_length(*columns: Sequence[object]) -> None:
    if len({len(column) for column in columns}) > 1:
        raise BadRecord(f"columns of {', '.join(str(len(c)) for c in columns)} values")


def _numbers(values: Sequence[float | None], low: float, high: float) -> None:
    for value in values:
        if value is not None and not low <= value <= high:  # NaN is not
            raise BadRecord(f"a value is not within {low:g} to {high:g}")


def _until_now(judge: Judge, start: str, count: int) -> None:
    if len(start) == 4:
        _years(judge, int(start), count)
    elif count > SPAN or month(start) + count - 1 > month(judge.today):
        raise BadRecord(f"{count} months from {start} go beyond today")


def _years(judge: Judge, start: int, count: int) -> None:
    if not FIRST_YEAR <= start <= start + count - 1 <= int(judge.today[:4]):
        raise BadRecord(f"{count} years from {start} are not within {FIRST_YEAR} to today")
