"""Movers: the largest changes, how unusual they are, and what made them."""

import statistics

import pytest

from relations_tui.errors import BadPeriod, UsageError
from relations_tui.model.country import pair_of
from relations_tui.model.period import month
from relations_tui.query import timeline
from relations_tui.query.ranking import made_by, rank_movers
from relations_tui.query.world import World

AT = month("2024-01")


@pytest.fixture(scope="module")
def everyone(world: World) -> tuple[str, ...]:
    return world.order("activity", "", AT)


def test_the_largest_changes_first(world: World, everyone: tuple[str, ...]) -> None:
    layer = world.layer("events")
    found = rank_movers(world, layer, AT, 12, everyone)
    assert (found.before, found.after) == ("2023-01", "2024-01")
    sizes = [abs(mover.change) for mover in found.ranked]
    assert sizes == sorted(sizes, reverse=True)
    first = found.ranked[0]
    trend = {p.period: p.score for p in world.trend(layer, pair_of(first.pair))}
    then, now = trend[month("2023-01")], trend[AT]
    assert then is not None
    assert now is not None
    assert first.change == pytest.approx(now - then, abs=0.011)


def test_the_robust_z_score_is_that_of_the_pairs_own_history(
    world: World, everyone: tuple[str, ...]
) -> None:
    """Worked out again by hand from the trend: median, 1.4826 times the median deviation."""
    layer = world.layer("events")
    found = rank_movers(world, layer, AT, 12, everyone)
    for mover in [m for m in found.ranked if m.z is not None][:20]:
        trend = {p.period: p.score for p in world.trend(layer, pair_of(mover.pair))}
        changes = []
        for when in timeline.months(layer):
            then, now = trend.get(when - 12), trend.get(when)
            if then is not None and now is not None:
                changes.append(round(now, 2) - round(then, 2))
        assert mover.history == len(changes) >= 12
        median = statistics.median(changes)
        spread = 1.4826 * statistics.median(abs(c - median) for c in changes)
        assert mover.z == pytest.approx((mover.change - median) / max(spread, 0.05), rel=0.02)


def test_by_anomaly_the_unusual_come_first(world: World, everyone: tuple[str, ...]) -> None:
    found = rank_movers(world, world.layer("events"), AT, 12, everyone, by="anomaly")
    scores = [mover.z for mover in found.ranked]
    assert all(z is not None for z in scores)
    sizes = [abs(z) for z in scores if z is not None]
    assert sizes == sorted(sizes, reverse=True)


def test_a_region_and_a_limit(world: World) -> None:
    among = world.order("activity", "europe", AT)
    found = rank_movers(world, world.layer("events"), AT, 6, among, region="europe", limit=7)
    assert len(found.ranked) == 7
    for mover in found.ranked:
        assert {world.countries[c].region for c in pair_of(mover.pair)} == {"Europe"}


def test_a_gap_widens_the_window_and_the_dates_say_so(
    world: World, everyone: tuple[str, ...]
) -> None:
    layer = world.layer("events")
    found = rank_movers(world, layer, timeline.latest(layer), 12, everyone, limit=1)
    assert (found.before, found.after) == ("2024-02", "2025-06")


@pytest.mark.parametrize(("months", "error"), [(0, UsageError), (-1, UsageError), (999, BadPeriod)])
def test_a_window_that_cannot_be(
    world: World, everyone: tuple[str, ...], months: int, error: type[Exception]
) -> None:
    with pytest.raises(error):
        rank_movers(world, world.layer("events"), AT, months, everyone)


def test_what_made_a_mover_lies_within_the_window(world: World, everyone: tuple[str, ...]) -> None:
    layer = world.layer("events")
    found = rank_movers(world, layer, timeline.latest(layer), 12, everyone, limit=5)
    for mover in found.ranked:
        made = made_by(world, layer, mover, found.before, found.after)
        assert made.contributions
        assert all(found.before < part.date <= "2025-06-31" for part in made.contributions)
        whole = world.explain(layer, pair_of(mover.pair), timeline.latest(layer))
        assert set(made.contributions) <= set(whole.contributions)


@pytest.mark.parametrize("name", ["votes", "alignment", "conflict", "travel"])
def test_every_layer_has_movers(world: World, everyone: tuple[str, ...], name: str) -> None:
    layer = world.layer(name)
    found = rank_movers(world, layer, timeline.latest(layer), 24, everyone, limit=3)
    for mover in found.ranked:
        assert mover.change != 0
        assert made_by(world, layer, mover, found.before, found.after).contributions
