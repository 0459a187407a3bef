"""The Tsinghua state and the net cooperation of months of news."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from relations_tui.scoring import impact, impact_month

SUMS = st.lists(
    st.tuples(st.floats(0, 1e12), st.floats(0, 1e12)), min_size=1, max_size=40
)  # fmt: skip


def states(months: list[tuple[float, float]], prior: float) -> list[float]:
    """The states of one pair."""
    columns = [(np.array([c]), np.array([k])) for c, k in months]
    return [float(state[0]) for state in impact_month.states(columns, prior)]


@given(SUMS, st.floats(0, 1e6))
@example([(0.0, 5e-324)], 0.0)
def test_no_news_takes_a_state_off_its_scale(
    months: list[tuple[float, float]], prior: float
) -> None:
    assert all(abs(state) <= impact.LIMIT for state in states(months, prior))


@given(SUMS)
def test_a_month_is_two_events_that_meet_the_state_of_its_beginning(
    months: list[tuple[float, float]],
) -> None:
    state = 0.0
    for (coop, conf), found in zip(months, states(months, 50.0), strict=True):
        good, bad = impact_month.impacts(np.array([coop]), np.array([conf]), 50.0)
        state = impact.month_batch([float(good[0]), -float(bad[0])], state)
        assert found == pytest.approx(state, abs=1e-9)


def test_it_does_not_matter_in_how_many_events_a_month_is_told() -> None:
    # The published vector has three; summed by sign they move the state by the same.
    assert impact.month_batch([1.5 + 0.6, -0.8], 3.0) == pytest.approx(3.333333, abs=5e-7)


def test_months_without_news_leave_the_state_and_the_first_news_begin_at_0() -> None:
    found = states([(0, 0), (100, 0), (0, 0), (0, 0), (0, 100)], 0.0)
    assert found[0] == 0
    assert found[1] == found[2] == found[3] == 1
    assert found[4] == pytest.approx(1 - 10 / 9)


def test_all_good_news_lead_to_the_end_of_the_scale_and_never_over_it() -> None:
    found = states([(1e9, 0)] * 400, 0.0)
    assert found == sorted(found)
    assert found[5] == pytest.approx(9 * (1 - (8 / 9) ** 6))  # half way in half a year
    assert found[-1] == pytest.approx(9.0)


def test_much_news_counts_no_more_than_its_tone() -> None:
    few, many = states([(30, 10)] * 60, 0.0), states([(30_000, 10_000)] * 60, 0.0)
    assert few == pytest.approx(many)
    assert few[-1] == pytest.approx(9 * 0.5, abs=0.01)  # where tone would have it for good


def test_net_cooperation_is_of_the_month_alone_and_nothing_below_the_floor() -> None:
    coop, conf = np.array([30.0, 0, 5, 0]), np.array([10.0, 40, 4, 0])
    found = impact_month.net_cooperation(coop, conf, 20.0)
    assert found[:2].tolist() == [0.5, -1.0]
    assert np.isnan(found[2:]).all()
    assert np.isnan(impact_month.net_cooperation(coop, conf, 0.0)[3])  # nothing is not 0
