"""Methods side by side over the bundled data: published facts, and one ruler for all."""

import numpy as np
import pytest
from scipy.stats import spearmanr

from relations_tui.model.country import Pair
from relations_tui.model.event import Event
from relations_tui.model.period import month
from relations_tui.query.method_list import OPINIONS, RANKED, WAYS, MethodId, Way
from relations_tui.query.method_series import value_at, values
from relations_tui.query.methods import MethodTable, method_table
from relations_tui.query.world import World
from relations_tui.report.methods import disagreements_report, methods_report, newest_month, verdict
from tests.tui.tiny import TinySource

ARM_AZE, AZE_IRN = Pair("ARM", "AZE"), Pair("AZE", "IRN")


def way(method: MethodId) -> Way:
    return next(one for one in WAYS if one.id == method)


def net(world: World, pair: Pair, date: str) -> float:
    found = value_at(world, way("net"), pair, month(date))
    assert found is not None
    assert found.period == month(date)
    assert found.value is not None
    return found.value


@pytest.fixture(scope="module")
def table(world: World) -> MethodTable:
    return method_table(world, month("2019-12"))


@pytest.mark.parametrize(
    ("date", "balance"),
    [("2020-09", -0.99), ("2020-10", -0.97), ("2022-09", -0.89), ("2023-09", -0.95)],
)
def test_the_wars_over_karabakh_show_in_the_raw_month(
    world: World, date: str, balance: float
) -> None:
    assert round(net(world, ARM_AZE, date), 2) == pytest.approx(balance, abs=0.0051)


@pytest.mark.parametrize("date", ["2021-10", *(f"2023-0{i}" for i in range(1, 7))])
def test_azerbaijan_and_iran_fall_out(world: World, date: str) -> None:
    assert net(world, AZE_IRN, date) < 0
    assert net(world, AZE_IRN.swapped, date) < 0


def test_a_pair_is_the_same_alone_and_among_all(world: World, table: MethodTable) -> None:
    steps = {"goldstein": 0.005, "agreement": 0.00025, "s": 0.0005}  # frames have hundredths
    places = list(range(0, len(table.keys), 997))
    assert len(places) > 15
    for place in places:
        for one in RANKED:
            found = value_at(world, one, table.pair(place), table.at)
            alone = None if found is None else found.value
            among = table.value(one, place)
            assert (alone is None) == (among is None), (table.keys[place], one.id)
            if alone is not None:
                assert among == pytest.approx(alone, abs=steps.get(one.id, 0) + 1e-9)


def test_every_state_stays_on_its_scale(world: World) -> None:
    for date in ("2018-01", "2022-03", "2025-06"):
        found = method_table(world, month(date))
        for i, one in enumerate(RANKED):
            known = found.values[i][~np.isnan(found.values[i])]
            assert len(known) > 1000
            if one.id == "ideal":
                assert known.min() >= 0
            else:
                assert known.min() >= one.low
                assert known.max() <= one.high


def test_the_ruler_is_the_percentile_and_close_is_high(table: MethodTable) -> None:
    for i in range(len(RANKED)):
        known = ~np.isnan(table.values[i])
        assert np.isnan(table.ranks[i][~known]).all()
        assert table.ranks[i][known].mean() == pytest.approx(50)
    ideal = RANKED.index(way("ideal"))
    known = ~np.isnan(table.values[ideal])
    rho = spearmanr(table.values[ideal][known], table.ranks[ideal][known]).statistic
    assert rho == pytest.approx(-1)


def test_s_ranks_as_agreement_does_and_is_no_second_opinion(table: MethodTable) -> None:
    agreement, s = RANKED.index(way("agreement")), RANKED.index(way("s"))
    known = ~np.isnan(table.values[s])
    assert table.values[s][known] == pytest.approx(2 * table.values[agreement][known] - 1)
    assert table.ranks[s][known] == pytest.approx(table.ranks[agreement][known])
    assert way("s") not in OPINIONS
    own = table.ranks[[RANKED.index(one) for one in OPINIONS]]
    several = (~np.isnan(own)).sum(axis=0) > 1
    assert np.isnan(table.spread[~several]).all()
    widest = np.nanmax(own[:, several], axis=0) - np.nanmin(own[:, several], axis=0)
    assert table.spread[several] == pytest.approx(widest)


def test_disagreement_is_the_widest_gap_and_ranks_by_it(world: World, table: MethodTable) -> None:
    everyone = world.order("name", "", table.at)
    places = table.disagreements(everyone)
    spread = table.spread[places]
    assert (spread[:-1] >= spread[1:]).all()
    pair = Pair("CHN", "USA")
    assert table.pair(int(places[0])) == pair  # trade and visits in the news, apart in every vote
    high, low = table.ends(int(places[0])) or (None, None)
    assert high is way("tsinghua")
    assert low is way("agreement")
    report = methods_report(world, table, pair)
    ranks = [m.percentile for m in report.methods if m.percentile is not None]
    assert report.spread == pytest.approx(max(ranks) - min(ranks))
    assert "they contradict each other" in report.told


def test_correlations_are_spearmans(world: World, table: MethodTable) -> None:
    places = table.among(world.order("name", "Europe", table.at))
    one, other = way("goldstein"), way("ideal")
    rho, count = table.correlation(one, other, places)
    first, second = (table.values[RANKED.index(w), places] for w in (one, other))
    both = ~(np.isnan(first) | np.isnan(second))
    assert count == both.sum() > 100
    assert rho == pytest.approx(spearmanr(first[both], -second[both]).statistic)


def test_each_method_has_its_newest_by_then(world: World) -> None:
    assert method_table(world, month("2025-06")).periods == {
        "goldstein": "2025-06", "tsinghua": "2025-06", "net": "2025-06", "agreement": "2019",
        "s": "2019", "ideal": "2023",
    }  # fmt: skip
    assert method_table(world, month("2024-09")).periods["net"] == "2024-02"  # in the gap
    early = method_table(world, month("1990"))
    assert set(early.periods) == {"agreement", "s", "ideal"}
    assert early.value(way("net"), early.place(Pair("FRA", "USA"))) is None
    none = methods_report(world, method_table(world, month("1940")), AZE_IRN)
    assert none.spread is None
    assert all(one.value is None and one.period == "" for one in none.methods)


def test_kappa_is_a_range_without_a_place_on_the_ruler(world: World, table: MethodTable) -> None:
    report = methods_report(world, table, AZE_IRN)
    kappa = next(one for one in report.methods if one.id == "kappa")
    assert kappa.value is not None
    assert kappa.high is not None
    assert kappa.value < kappa.high
    assert kappa.percentile is None
    assert "single roll calls" in kappa.made_of


def test_a_set_of_countries(world: World, table: MethodTable) -> None:
    focus = "aze, irn, rus, tur"
    among = world.order("name", focus, table.at)
    report = disagreements_report(world, table, focus, among, None)
    assert report.disputed == len(report.pairs) == 6
    spreads = [one.spread or 0.0 for one in report.pairs]
    assert spreads == sorted(spreads, reverse=True)
    assert len(report.correlations) == 15
    same = next(c for c in report.correlations if (c.one, c.other) == ("agreement", "s"))
    assert same.rho == pytest.approx(1)


def test_a_world_of_news_alone_has_no_disagreement_with_votes() -> None:
    event = Event(
        id="x", date="2020-01-01", kind="visit", sources=("AZE",), targets=("IRN",),
        status="claimed", feed="f",
    )  # fmt: skip
    small = World(TinySource(event))
    assert newest_month(small) == month("2020-02")
    table = method_table(small, month("2020-02"))
    assert set(table.periods) == {"goldstein", "tsinghua", "net"}
    report = methods_report(small, table, AZE_IRN)
    found = {one.id: one.value for one in report.methods}
    assert found["goldstein"] is not None
    assert found["net"] is None  # no news that month
    assert found["tsinghua"] == pytest.approx(0.5)  # of January: 3 to 1, without a prior
    assert found["agreement"] is None
    assert values(small, "agreement", AZE_IRN) == ()


@pytest.mark.parametrize(
    ("gap", "said"), [(0, "agree"), (20, "differ"), (50, "disagree"), (90, "contradict")]
)
def test_a_gap_in_words(gap: float, said: str) -> None:
    assert said in verdict(gap)
