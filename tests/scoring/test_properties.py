"""What must hold for every score: it explains itself, stays on the scale, and is symmetric."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relations_tui.model.country import Pair
from relations_tui.model.event import Event
from relations_tui.model.layer import Layer
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
from relations_tui.scoring import balance, distance, score_series
from relations_tui.scoring.travel import openness

FIRST, MONTHS = month("2019-11"), 20
PAIR = Pair("ARM", "AZE")


def layer(method: Any, periods: tuple[str, ...], **more: Any) -> Layer:
    """A layer with a method and periods, and nothing to say."""
    frequency: Any = "month" if len(periods[0]) == 7 else "year"
    return Layer(
        id="x", title="x", method=method, frequency=frequency, directed=method == "travel",
        high_means="x", low_means="x", empty_means="x", evidence_unit="x", source="x",
        citation="x", licence="x", how="x", periods=periods, **more,
    )  # fmt: skip


months = st.lists(
    st.tuples(st.none() | st.integers(0, 500_000), st.none() | st.integers(0, 500_000)),
    min_size=1,
    max_size=MONTHS,
)


@st.composite
def strands(draw: st.DrawFn) -> Strand:
    values = draw(months)
    start = FIRST + draw(st.integers(0, MONTHS - len(values)))
    return Strand(month_text(start), tuple(c for c, _ in values), tuple(k for _, k in values))


@st.composite
def events(draw: st.DrawFn) -> Event:
    a, b = draw(st.permutations(["ARM", "AZE"]))
    return Event(
        id=f"e{draw(st.integers(0, 10**9))}",
        date=f"{month_text(FIRST + draw(st.integers(0, MONTHS - 1)))}-15",
        kind="consult",
        sources=(a,),
        targets=(b,),
        status=draw(st.sampled_from(["coded", "coded", "stated"])),
        feed="test",
        cameo="040",
        goldstein=draw(st.none() | st.integers(-100, 100).map(lambda tenths: tenths / 10)),
    )


balance_layers = st.builds(
    lambda floor, prior, half_life, coop, conf: layer(
        "balance",
        tuple(month_text(FIRST + i) for i in range(MONTHS)),
        floor=floor,
        prior=prior,
        half_life=half_life,
        weights={"history": (1.0, 1.0), "test": (coop, conf)},
    ),
    st.floats(0, 100), st.floats(0, 200), st.floats(0.5, 60), st.floats(0.1, 50),
    st.floats(0.1, 50),
)  # fmt: skip


@given(strands(), st.lists(events(), max_size=30), balance_layers, st.integers(0, MONTHS - 1))
def test_a_balance_is_the_sum_of_its_contributions(
    history: Strand, found: list[Event], one: Layer, at: int
) -> None:
    parts = {"history": history}
    parts |= balance.strands_of(found)
    series = BalanceSeries(PAIR.key, parts)
    point = balance.trend(series, one)[at]
    whole = balance.explain(series, one, FIRST + at, found)
    by_month = balance.explain(series, one, FIRST + at)
    assert whole.evidence == pytest.approx(point.evidence, rel=1e-9, abs=1e-9)
    if point.score is None or whole.score is None or by_month.score is None:
        assert point.evidence <= one.floor + 1e-6
        return
    assert -10 <= point.score <= 10
    assert sum(c.points for c in whole.contributions) == pytest.approx(whole.score, abs=1e-9)
    assert whole.score == pytest.approx(point.score, abs=1e-9)
    assert by_month.score == pytest.approx(point.score, abs=1e-9)


@given(strands(), balance_layers, st.integers(1, 10_000), st.integers(0, MONTHS - 1))
def test_more_evidence_never_makes_no_data(
    history: Strand, one: Layer, more: int, when: int
) -> None:
    extra = Strand(month_text(FIRST + when), (more,), (0,))
    before = balance.trend(BalanceSeries(PAIR.key, {"history": history}), one)
    after = balance.trend(BalanceSeries(PAIR.key, {"history": history, "test": extra}), one)
    assert not any(
        b.score is not None and a.score is None for b, a in zip(before, after, strict=True)
    )


def test_an_event_weighs_half_after_a_half_life() -> None:
    one = layer(
        "balance", tuple(month_text(FIRST + i) for i in range(MONTHS)), half_life=6.0, prior=7.0
    )
    trend = balance.trend(
        BalanceSeries(PAIR.key, {"history": Strand(month_text(FIRST), (1000,), (0,))}), one
    )
    assert [trend[i].evidence for i in (0, 6, 12)] == pytest.approx([100, 50, 25])
    assert trend[6].score == pytest.approx(10 * 50 / 57)


def test_only_coded_events_between_two_states_count() -> None:
    coded = Event("1", "2020-01-02", "aid", ("AZE",), ("ARM",), "coded", "f", goldstein=7.0)
    assert balance.counts(coded)
    for other in (
        Event("2", "2020-01-02", "aid", ("AZE",), ("ARM",), "stated", "f", goldstein=7.0),
        Event("3", "2020-01-02", "aid", ("AZE", "TUR"), ("ARM",), "coded", "f", goldstein=7.0),
        Event("4", "2020-01-02", "visa", ("AZE",), ("ARM",), "coded", "f"),
    ):
        assert not balance.counts(other)


votes = st.integers(0, 120).flatmap(
    lambda n: st.tuples(st.just(n), st.integers(0, n)).flatmap(
        lambda t: st.tuples(st.just(t[0]), st.just(t[1]), st.integers(0, t[0] - t[1]))
    )
)
positions = st.lists(st.none() | st.floats(-4, 4), min_size=3, max_size=3)


@given(votes)
def test_agreement_explains_itself(counts: tuple[int, int, int]) -> None:
    n, same, opposed = counts
    one = layer("agreement", ("1999",), floor=5.0)
    series = VoteSeries(PAIR.key, 1999, (n or None,), (same,), (opposed,))
    (point,) = score_series.trend(series, one, PAIR)
    explained = score_series.explain(series, one, PAIR, 1999)
    assert (point.score is None) == (explained.score is None) == (n < 5)
    if point.score is not None:
        assert -10 <= point.score <= 10
        assert sum(c.points for c in explained.contributions) == pytest.approx(
            point.score, abs=1e-9
        )


@given(positions, positions)
def test_distance_is_symmetric_and_explains_itself(
    a: list[float | None], b: list[float | None]
) -> None:
    one = layer("distance", ("2000", "2001", "2002"))
    x, y = (
        PositionSeries(key, 2000, tuple(at), tuple(at), tuple(at))
        for key, at in (("ARM", a), ("AZE", b))
    )
    there, back = distance.trend(x, y, one), distance.trend(y, x, one)
    assert [p.score for p in there] == [p.score for p in back]
    for point in there:
        explained = distance.explain(x, y, one, point.period)
        if point.score is None:
            assert explained.score is None
        else:
            total = sum(c.points for c in explained.contributions)
            assert -10 <= point.score <= 10
            assert total == pytest.approx(point.score, abs=1e-9)


@given(
    st.lists(
        st.builds(
            ConflictYear, st.integers(2000, 2003), st.booleans(), st.integers(1, 2),
            st.integers(1, 400), st.just("territory"),
        ),
        max_size=6,
    )
)  # fmt: skip
def test_conflict_explains_itself_and_opposition_decides(years: list[ConflictYear]) -> None:
    one = layer("conflict", ("2000", "2001", "2002", "2003"))
    series = ConflictSeries(PAIR.key, tuple(years))
    for point in score_series.trend(series, one, PAIR):
        own = [year for year in years if year.year == point.period]
        explained = score_series.explain(series, one, PAIR, point.period)
        assert (point.score is None) == (not own)
        if point.score is not None:
            assert (point.score < 0) == any(year.opposed for year in own)
            assert sum(c.points for c in explained.contributions) == point.score


def test_travel_holds_a_rule_until_the_next_and_knows_its_direction() -> None:
    one = layer("travel", ("2021-01", "2021-02", "2021-03"), hold=True)
    series = TravelSeries(
        PAIR.key,
        ab=(("2021-01-10", "covid ban"), ("2021-03-02", "90")),
        ba=(("2021-02-01", "e-visa"),),
    )
    assert [p.score for p in score_series.trend(series, one, PAIR)] == [-10.0, -10.0, 9.0]
    assert [p.score for p in score_series.trend(series, one, PAIR.swapped)] == [None, 0.0, 0.0]
    explained = score_series.explain(series, one, PAIR, month("2021-03"))
    assert explained.score == 9.0
    assert "seen from 2021-03-02" in explained.contributions[0].label


def test_openness_rises_with_the_days() -> None:
    ranked = ["no admission", "visa required", "e-visa", "visa on arrival", "eta", "14", "30", "90"]
    scores = [openness(requirement) for requirement in [*ranked, "360"]]
    assert scores == sorted(scores)
    with pytest.raises(ValueError, match="unknown visa requirement"):
        openness("on a whim")


def test_scores_of_a_layer_are_those_of_its_trends() -> None:
    one = layer("travel", ("2021-01", "2021-02"), hold=True)
    series = [TravelSeries(PAIR.key, ab=(("2021-01-10", "e-visa"),))]
    assert dict(score_series.score_all(one, series)) == {"ARM-AZE": [0, 0]}


@given(st.floats(1e-6, 1e6), st.floats(0, 1e6), st.floats(0, 200))
def test_no_rounding_leaves_the_scale(coop: float, conf: float, prior: float) -> None:
    assert -10 <= balance.balance(coop, conf, prior) <= 10
    assert -10 <= balance.balance(conf, coop, prior) <= 10
