"""Questions over the bundled world."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relations_tui.errors import UnknownLayer, UsageError
from relations_tui.model.country import Pair
from relations_tui.model.layer import NO_DATA
from relations_tui.model.period import month, period_at
from relations_tui.query import timeline
from relations_tui.query.filters import EventFilter, latest_first
from relations_tui.query.matrix import cell_index
from relations_tui.query.world import World

LAYERS = ["events", "votes", "alignment", "conflict", "travel"]


@given(st.permutations(["AZE", "IRN", "RUS", "TUR", "ARM"]), st.booleans())
def test_a_cell_finds_its_pair_in_any_order(order: list[str], directed: bool) -> None:
    pairs = ["ARM-AZE", "AZE-IRN", "IRN-TUR", "RUS-ZZZ"]
    index = cell_index(pairs, order, directed=directed)
    for row, a in enumerate(order):
        for column, b in enumerate(order):
            keys = [f"{a}-{b}"] if directed else [f"{a}-{b}", f"{b}-{a}"]
            wanted = next((pairs.index(key) for key in keys if key in pairs), -1)
            assert index[row * len(order) + column] == wanted


@pytest.mark.parametrize("name", LAYERS)
def test_matrix_trend_and_explain_agree(world: World, name: str) -> None:
    layer = world.layer(name)
    rng = random.Random(name)
    pairs = rng.sample(list(world.source.pairs(name)), 150)
    order = tuple(sorted({iso3 for key in pairs for iso3 in (key[:3], key[4:])}))
    for at in rng.sample(timeline.months(layer), 4):
        matrix = world.matrix(layer, at, order)
        for key in pairs:
            pair = Pair(key[:3], key[4:])
            score = matrix.score(order.index(pair.a), order.index(pair.b))
            trend = {p.period: p.score for p in world.trend(layer, pair)}
            wanted = trend[period_at(at, layer.frequency)]
            explained = world.explain(layer, pair, at)
            if score == NO_DATA:
                assert wanted is None
                assert explained.score is None
                continue
            assert wanted is not None
            assert explained.score == pytest.approx(wanted, abs=1e-9)
            assert score == round(wanted * 100)
            total = sum(part.points for part in explained.contributions)
            assert total == pytest.approx(wanted, abs=1e-9)


@pytest.mark.parametrize("name", LAYERS[:4])
def test_swapping_an_undirected_pair_changes_nothing(world: World, name: str) -> None:
    layer, pair, at = world.layer(name), Pair("IRN", "AZE"), month("2016-12")
    assert world.trend(layer, pair) == world.trend(layer, pair.swapped)
    assert world.reading(layer, pair, at) == world.reading(layer, pair.swapped, at)
    assert world.explain(layer, pair, at) == world.explain(layer, pair.swapped, at)


def test_a_directed_layer_has_two_sides(world: World) -> None:
    travel, at = world.layer("travel"), month("2025-01")
    there = world.reading(travel, Pair("AZE", "IRN"), at)
    back = world.reading(travel, Pair("IRN", "AZE"), at)
    assert (there.note, back.note) == ("14 days visa-free", "e-visa")


def test_a_reading_carries_its_own_date(world: World) -> None:
    pair, at = Pair("AZE", "IRN"), month("2025-06")
    periods = {name: world.reading(world.layer(name), pair, at).period for name in LAYERS}
    assert periods == {
        "events": "2025-06", "votes": "2019", "alignment": "2023", "conflict": "2024",
        "travel": "2025-01",
    }  # fmt: skip
    early = world.reading(world.layer("events"), pair, month("2016-06"))
    assert (early.score, early.period) == (None, "")


def test_change_is_against_the_year_before(world: World) -> None:
    events, pair = world.layer("events"), Pair("AZE", "IRN")
    now = world.reading(events, pair, month("2023-06"))
    then = world.reading(events, pair, month("2022-06"))
    assert now.change_from == "2022-06"
    assert now.score is not None
    assert then.score is not None
    assert now.change == pytest.approx(round(now.score, 2) - round(then.score, 2))
    after_gap = world.reading(events, pair, month("2025-05"))
    assert after_gap.change_from == "2024-02"


def test_states_that_ended_are_there_in_their_time_only(world: World) -> None:
    then, now = (set(world.order("name", "", month(year))) for year in ("1975", "2020"))
    assert {"DDR", "YUG", "CSK", "YMD"} <= then
    assert not {"DDR", "YUG", "CSK", "YMD"} & now
    assert len(now) > 190


def test_orders_and_focus(world: World) -> None:
    at = month("2020-01")
    by_name = [world.countries[iso3].name for iso3 in world.order("name", "", at)]
    assert by_name == sorted(by_name)
    activity = [world.countries[iso3].activity for iso3 in world.order("activity", "", at)]
    assert activity == sorted(activity, reverse=True)
    europe = world.order("region", "europe", at)
    assert {world.countries[iso3].region for iso3 in europe} == {"Europe"}
    assert set(world.order("name", "Baku, arm, Iran", at)) == {"AZE", "ARM", "IRN"}
    with pytest.raises(UsageError, match="two or more"):
        world.order("name", "aze, azerbaijan", at)
    with pytest.raises(UsageError, match="no region or country"):
        world.order("name", "aze, atlantis", at)


def test_events_of_a_country_are_those_of_its_pairs(world: World) -> None:
    mine = list(world.source.country_events("AZE"))
    assert [e.date for e in mine] == sorted(e.date for e in mine)
    assert all("AZE" in e.countries for e in mine)
    with_iran = {e.id for e in mine if "IRN" in e.countries}
    assert with_iran == {e.id for e in world.events(Pair("IRN", "AZE"))}
    both_ways = {(e.sources, e.targets) for e in mine if e.status == "coded"}
    assert {(("AZE",), ("IRN",)), (("IRN",), ("AZE",))} <= both_ways
    everything = [e.id for e in world.source.all_events() if "AZE" in e.countries]
    assert sorted(everything) == sorted(e.id for e in mine)


def test_filters_compose(world: World) -> None:
    found = world.source.country_events("AZE")
    arms = latest_first(found, EventFilter(kind="arms_transfer", status="stated"), None)
    assert len(arms) == 5
    assert len(latest_first(found, EventFilter(kind="arms_transfer"), 2)) == 2
    spring = latest_first(found, EventFilter(since="2016-04", until="2016-04", covid=False), None)
    assert {e.date[:7] for e in spring} == {"2016-04"}
    year = latest_first(found, EventFilter(since="2016", until="2016"), None)
    assert {e.date[:4] for e in year} == {"2016"}
    covid = [e for e in found if e.kind == "covid_ban"]
    assert covid
    assert not latest_first(covid, EventFilter(covid=False), None)


def test_movers_are_the_largest_changes(world: World) -> None:
    events = world.layer("events")
    before, after = month("2020-06"), month("2020-10")
    among = set(world.order("name", "asia", after))
    top = world.movers(events, before, after, among, 20)
    naive = []
    for key in world.source.pairs("events"):
        if not {key[:3], key[4:]} <= among:
            continue
        trend = {p.period: p.score for p in world.trend(events, Pair(key[:3], key[4:]))}
        old, new = trend[before], trend[after]
        if old is not None and new is not None:
            naive.append(abs(round(new * 100) - round(old * 100)) / 100)
    assert [round(abs(m.change), 2) for m in top] == sorted(naive, reverse=True)[:20]
    assert world.movers(events, month("2016-01"), after, among, 5) == []


def test_an_unknown_layer_is_named_with_the_known(world: World) -> None:
    with pytest.raises(UnknownLayer, match="events, votes"):
        world.layer("trade")
