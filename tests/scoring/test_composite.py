"""The weighted mean of layers, and how exact it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relations_tui.model.layer import NO_DATA
from relations_tui.model.series import BalanceSeries, Strand
from relations_tui.scoring import balance, uncertainty
from relations_tui.scoring.composite import combine, combined, stands_for
from tests.scoring.test_properties import layer

scores = st.just(NO_DATA) | st.integers(-1000, 1000)
weights = st.lists(st.sampled_from([0.1, 0.2, 0.3, 0.5, 0.7]), min_size=1, max_size=4)


@given(weights, st.data())
def test_a_frame_is_its_pairs(parts: list[float], data: st.DataObject) -> None:
    columns = [data.draw(st.lists(scores, min_size=6, max_size=6)) for _ in parts]
    frame = combine(parts, columns).tolist()
    for i, score in enumerate(frame):
        row = [column[i] for column in columns]
        assert score == combined(zip(parts, row, strict=True))
        known = [one for one in row if one != NO_DATA]
        if row[0] == NO_DATA:
            assert score == NO_DATA
        else:
            assert min(known) <= score <= max(known)


def test_a_yearly_part_stands_for_its_year_and_three_more() -> None:
    votes = layer("distance", ("2018", "2019", "2023"))
    assert stands_for(votes, 2019 * 12) == 2019
    assert stands_for(votes, 2022 * 12 + 11) == 2019
    assert stands_for(votes, 2025 * 12) == 2023
    assert stands_for(votes, 2027 * 12) is None
    assert stands_for(votes, 2017 * 12) is None


def test_a_monthly_part_stands_for_its_month_only() -> None:
    news = layer("balance", ("2019-01", "2019-03"))
    assert stands_for(news, 2019 * 12) == 2019 * 12
    assert stands_for(news, 2019 * 12 + 1) is None


def test_the_jackknife_by_hand() -> None:
    """Two months without decay worth the name: scores without each are 10 and -10."""
    news = layer("balance", ("2019-02",), half_life=1e9)
    series = BalanceSeries("ARM-AZE", {"history": Strand("2019-01", (100, 0), (0, 100))})
    error = uncertainty.of_balance(series, news)[2019 * 12 + 1]
    assert error == pytest.approx(10.0)  # sqrt(1/2 * (10^2 + 10^2))


def test_a_score_of_one_month_is_hardly_known() -> None:
    news = layer("balance", ("2019-01",), half_life=6.0)
    series = BalanceSeries("ARM-AZE", {"history": Strand("2019-01", (100,), (20,))})
    assert uncertainty.of_balance(series, news)[2019 * 12] == pytest.approx(5.7735, abs=1e-4)


months = st.lists(st.tuples(st.integers(0, 9999), st.integers(0, 9999)), min_size=1, max_size=20)


@given(months, st.floats(0, 50), st.floats(0.5, 60))
def test_an_error_is_a_number_of_points(
    sums: list[tuple[int, int]], prior: float, half_life: float
) -> None:
    news = layer("balance", ("2019-06", "2020-12"), half_life=half_life, prior=prior)
    coop, conf = zip(*sums, strict=True)
    series = BalanceSeries("ARM-AZE", {"history": Strand("2019-01", coop, conf)})
    for at, error in uncertainty.of_balance(series, news).items():
        assert 0 <= error < 60
        assert at in {point.period for point in balance.trend(series, news)}
