"""Movers: the largest changes, how unusual they are, and what made them."""

import statistics

import pytest

from relations_tui.errors import BadPeriod, UsageError
from relations_tui.model.country import Pair
from relations_tui.model.period import month
from relations_tui.query import timeline
from relations_tui.query.ranking import By, Moves, Ranked, how_unusual, made_by, rank_movers, window
from relations_tui.query.world import World
from relations_tui.report.movers import movers_report, unusual_text

AT = month("2024-01")


@pytest.fixture(scope="module")
def everyone(world: World) -> tuple[str, ...]:
    return world.order("activity", "", AT)


def ranked(
    world: World, layer: str, at: int, months: int, among: tuple[str, ...], by: By = "change"
) -> Moves:
    one = world.layer(layer)
    unusual = how_unusual(world, one, *window(one, at, months))
    return rank_movers(world, one, at, months, among, by=by, unusual=unusual)


def rows(found: Moves) -> list[Ranked]:
    return [found.row(i) for i in range(len(found))]


def test_the_largest_changes_first(world: World, everyone: tuple[str, ...]) -> None:
    found = ranked(world, "events", AT, 12, everyone)
    assert found.periods == ("2023-01", "2024-01")
    sizes = [abs(mover.change) for mover in rows(found)]
    assert sizes == sorted(sizes, reverse=True)
    assert found.known > len(found)
    first = found.row(0)
    trend = {p.period: p.score for p in world.trend(found.layer, Pair(first.a, first.b))}
    then, now = trend[month("2023-01")], trend[AT]
    assert then is not None
    assert now is not None
    assert first.change == pytest.approx(now - then, abs=0.011)


def test_the_robust_z_score_is_that_of_the_pairs_own_earlier_changes(
    world: World, everyone: tuple[str, ...]
) -> None:
    """Worked out again by hand from the trend: median, 1.4826 times the median deviation."""
    found = ranked(world, "events", AT, 12, everyone)
    judged = [m for m in rows(found) if m.z is not None]
    for mover in judged[:20]:
        trend = {p.period: p.score for p in world.trend(found.layer, Pair(mover.a, mover.b))}
        changes = []
        for when in timeline.months(found.layer):
            then, now = trend.get(when - 12), trend.get(when)
            if when <= AT - 12 and then is not None and now is not None:
                changes.append(round(now, 2) - round(then, 2))
        assert mover.history == len(changes) >= 12
        median = statistics.median(changes)
        spread = 1.4826 * statistics.median(abs(c - median) for c in changes)
        assert mover.z == pytest.approx((mover.change - median) / max(spread, 0.25), rel=0.02)


def test_a_history_too_short_is_said_and_has_no_z(world: World, everyone: tuple[str, ...]) -> None:
    found = ranked(world, "events", month("2019-06"), 12, everyone)
    assert found.row(0).z is None
    assert "history too short" in unusual_text(found.row(0))


def test_by_anomaly_the_unusual_come_first(world: World, everyone: tuple[str, ...]) -> None:
    found = ranked(world, "events", AT, 12, everyone, by="anomaly")
    sizes = [-1.0 if mover.z is None else abs(mover.z) for mover in rows(found)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > 3.5
    assert -1.0 in sizes  # those of which nothing can be said come last


def test_only_a_region(world: World) -> None:
    found = ranked(world, "events", AT, 6, world.order("activity", "europe", AT))
    assert len(found) > 7
    for mover in rows(found):
        assert {world.countries[c].region for c in (mover.a, mover.b)} == {"Europe"}


def test_a_gap_widens_the_window_and_the_report_says_so(
    world: World, everyone: tuple[str, ...]
) -> None:
    found = ranked(world, "events", month("2025-06"), 12, everyone)
    assert found.periods == ("2024-02", "2025-06")
    report = movers_report(world, found, 12, region="", by="change", limit=2)
    assert "16 months before" in report.note
    assert len(report.movers) == 2


def test_a_year_is_the_shortest_window_of_a_yearly_layer(
    world: World, everyone: tuple[str, ...]
) -> None:
    found = ranked(world, "votes", month("2019-12"), 3, everyone)
    assert found.periods == ("2018", "2019")
    assert "steps by years" in movers_report(
        world, found, 3, region="", by="change", limit=1
    ).note  # fmt: skip


@pytest.mark.parametrize("date", ["2023-06", "2025-06"])
def test_a_change_is_the_same_number_as_beside_the_pair(world: World, date: str) -> None:
    layer, at = world.layer("events"), month(date)
    among = world.order("name", "aze, arm, irn, isr, rus, tur, usa, can", at)
    found = rank_movers(world, layer, at, 12, among)
    for row in (found.row(i) for i in range(len(found))):
        assert row.change == world.reading(layer, Pair(row.a, row.b), at).change


def test_where_values_stand_a_window_begins_between_changes(
    world: World, everyone: tuple[str, ...]
) -> None:
    travel = world.layer("travel")
    assert "2021-06" not in travel.periods
    found = ranked(world, "travel", month("2022-06"), 12, everyone)
    assert found.periods == ("2021-06", "2022-06")


@pytest.mark.parametrize(("months", "error"), [(0, UsageError), (-1, UsageError), (999, BadPeriod)])
def test_a_window_that_cannot_be(
    world: World, everyone: tuple[str, ...], months: int, error: type[Exception]
) -> None:
    with pytest.raises(error):
        rank_movers(world, world.layer("events"), AT, months, everyone)


def test_what_made_a_mover_is_new_or_fades_and_adds_up(
    world: World, everyone: tuple[str, ...]
) -> None:
    layer = world.layer("events")
    found = ranked(world, "events", timeline.latest(layer), 12, everyone)
    for mover in rows(found)[:5]:
        made = made_by(world, layer, Pair(mover.a, mover.b), found.before, found.after)
        assert made.contributions
        assert made.since == "2024-03"
        assert made.within is not None
        assert made.faded is not None
        assert made.within + made.faded == pytest.approx(mover.change, abs=0.011)
        fresh = [part.points for part in made.contributions if part.date >= made.since]
        assert made.within == pytest.approx(sum(fresh))
        moved = sum(part.points for part in made.contributions)
        assert moved == pytest.approx(made.within + made.faded, abs=1e-9)


@pytest.mark.parametrize("name", ["votes", "alignment", "conflict", "travel"])
def test_every_layer_has_movers_and_says_what_changed(
    world: World, everyone: tuple[str, ...], name: str
) -> None:
    layer = world.layer(name)
    found = ranked(world, name, timeline.latest(layer), 24, everyone)
    for mover in rows(found)[:3]:
        assert mover.change != 0
        made = made_by(world, layer, Pair(mover.a, mover.b), found.before, found.after)
        assert made.contributions
        assert made.told
