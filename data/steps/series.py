"""The series of every layer, in the sources' own units."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from data.steps.reading import Row, rows
from relations_tui.model.country import Pair
from relations_tui.model.event import Event
from relations_tui.model.period import month, month_text
from relations_tui.model.series import (
    BalanceSeries,
    ConflictSeries,
    ConflictYear,
    PositionSeries,
    Strand,
    TravelSeries,
    VoteSeries,
)
from relations_tui.scoring import balance

HISTORY_TO = "2024-02"
FOOTING_MONTHS = 12
"""Months of history whose world volume a day the records are put on a footing with."""
FULL_DAYS_FROM = "2025-05-16"
"""The first day of the 2025 sample that is whole."""


def history(source: Path) -> tuple[dict[str, Strand], dict[str, float], dict[str, int]]:
    """Cooperation and conflict by pair and month, activity by country, days observed by month."""
    sums: dict[str, dict[int, tuple[int, int]]] = defaultdict(dict)
    activity: Counter[str] = Counter()
    days: dict[str, int] = {}
    for r in rows(source / "gdelt_pair_month_2018_2024.csv.gz"):
        coop, conf = round(float(r["pos_sum"]) * 10), round(-float(r["neg_sum"]) * 10)
        sums[f"{r['iso3_a']}-{r['iso3_b']}"][month(r["month"])] = coop, conf
        days[r["month"]] = int(r["days_obs"])
        for iso3 in (r["iso3_a"], r["iso3_b"]):
            activity[iso3] += coop + conf
    strands = {}
    for key, months in sums.items():
        first, last = min(months), max(months)
        span = [months.get(m, (0, 0)) for m in range(first, last + 1)]
        strands[key] = Strand(
            month_text(first), tuple(c for c, _ in span), tuple(k for _, k in span)
        )
    return strands, dict(activity), days


def footing(
    strands: Mapping[str, Strand], days: Mapping[str, int], records: Iterable[Event]
) -> tuple[float, float]:
    """What a point of the records' cooperation and conflict weighs, in points of the history.

    The world's volume a day of the records is made equal to that of the last months of history.
    """
    last = month(HISTORY_TO)
    volume = [0, 0]
    for strand in strands.values():
        start = month(strand.start)
        skip = max(0, last - FOOTING_MONTHS + 1 - start)
        volume[0] += sum(c or 0 for c in strand.coop[skip:])
        volume[1] += sum(k or 0 for k in strand.conf[skip:])
    history_days = sum(days[month_text(m)] for m in range(last - FOOTING_MONTHS + 1, last + 1))
    whole = [e for e in records if e.date >= FULL_DAYS_FROM and balance.counts(e)]
    record_days = len({e.date for e in whole})
    values = [e.goldstein or 0.0 for e in whole]
    coop, conf = sum(v for v in values if v > 0), -sum(v for v in values if v < 0)
    return (
        round(volume[0] / 10 / history_days / (coop / record_days), 4),
        round(volume[1] / 10 / history_days / (conf / record_days), 4),
    )


def balance_series(strands: Mapping[str, Strand], records: Iterable[Event]) -> list[BalanceSeries]:
    """The history and the records of each pair."""
    by_pair: dict[str, list[Event]] = defaultdict(list)
    for event in records:
        for pair in event.pairs:
            by_pair[pair.key].append(event)
    found = []
    for key in sorted({*strands, *by_pair}):
        parts: dict[str, Strand] = {}
        if key in strands:
            parts["history"] = strands[key]
        parts |= balance.strands_of(by_pair.get(key, ()))
        if parts:
            found.append(BalanceSeries(key, parts))
    return found


def vote_series(source: Path) -> list[VoteSeries]:
    """Joint, same and opposed votes by pair and year."""
    by_pair: dict[str, dict[int, tuple[int, int, int]]] = defaultdict(dict)
    for r in rows(source / "unga_pair_year_1946_2023.csv.gz"):
        if r["n_votes"]:
            votes = int(r["n_votes"]), int(r["n_same"]), int(r["n_opposed"])
            by_pair[f"{r['iso3_a']}-{r['iso3_b']}"][int(r["year"])] = votes
    found = []
    for key, years in sorted(by_pair.items()):
        first = min(years)
        span = [years.get(y, (None, None, None)) for y in range(first, max(years) + 1)]
        votes, same, opposed = zip(*span, strict=True)
        found.append(VoteSeries(key, first, votes, same, opposed))
    return found


def position_series(source: Path) -> list[PositionSeries]:
    """Ideal points with their bounds by country and year."""
    by_country: dict[str, dict[int, Row]] = defaultdict(dict)
    for r in rows(source / "unga_ideal_points_1946_2023.csv"):
        by_country[r["iso3"]][int(r["year"])] = r
    found = []
    for iso3, years in sorted(by_country.items()):
        first, last = min(years), max(years)
        columns = [
            tuple(
                round(float(years[y][name]), 3) if y in years and years[y][name] else None
                for y in range(first, last + 1)
            )
            for name in ("ideal_point", "ideal_q05", "ideal_q95")
        ]
        found.append(PositionSeries(iso3, first, *columns))
    return found


def conflict_series(source: Path) -> list[ConflictSeries]:
    """Years of armed conflict by pair."""
    by_pair: dict[str, set[tuple[int, bool, int, int, str]]] = defaultdict(set)
    for r in rows(source / "ucdp_state_pairs_1946_2024.csv"):
        by_pair[f"{r['iso3_a']}-{r['iso3_b']}"].add(
            (
                int(r["year"]),
                r["relation"] == "opposed",
                int(r["intensity"]),
                int(r["conflict_id"]),
                r["incompatibility"],
            )
        )
    return [
        ConflictSeries(key, tuple(ConflictYear(*year) for year in sorted(years)))
        for key, years in sorted(by_pair.items())
    ]


def travel_series(source: Path) -> list[TravelSeries]:
    """Dated visa requirements by pair, both ways."""
    ways: dict[str, dict[str, list[tuple[str, str]]]] = defaultdict(lambda: {"ab": [], "ba": []})
    for r in rows(source / "visa_requirements_2020_2025.csv.gz"):
        pair = Pair(r["iso3_passport"], r["iso3_destination"])
        way = "ab" if pair.a < pair.b else "ba"
        ways[pair.key][way].append((r["date"], r["requirement"]))
    return [
        TravelSeries(key, tuple(sorted(way["ab"])), tuple(sorted(way["ba"])))
        for key, way in sorted(ways.items())
    ]
