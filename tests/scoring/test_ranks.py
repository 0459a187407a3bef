"""Percentiles and rank correlations, against scipy."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import rankdata, spearmanr

from relations_tui.scoring.ranks import correlation, percentiles, spearman

VALUES = st.lists(st.integers(-5, 5).map(float), min_size=3, max_size=40)


@given(VALUES)
def test_percentiles_are_ranks_with_ties_shared(found: list[float]) -> None:
    values = np.array(found)
    ranks = percentiles(values, np.ones(len(values), dtype=np.bool_))
    assert ranks == pytest.approx((rankdata(values) - 0.5) / len(values) * 100)


def test_what_is_left_out_has_no_percentile() -> None:
    ranks = percentiles(np.array([1.0, np.nan, 3.0]), np.array([True, False, True]))
    assert ranks[[0, 2]].tolist() == [25, 75]
    assert np.isnan(ranks[1])


@given(VALUES)
def test_spearman_is_that_of_scipy(found: list[float]) -> None:
    a = np.array(found)
    b = np.roll(a, 1) + a
    rho, count = spearman(a, b)
    assert count == len(a)
    if len(set(a)) < 2 or len(set(b)) < 2:
        assert rho is None
    else:
        assert rho == pytest.approx(spearmanr(a, b).statistic)


def test_only_what_both_have_counts() -> None:
    a, b = np.array([1, 2, 3, np.nan, 9.0]), np.array([2, 4, 6, 1, np.nan])
    rho, count = spearman(a, b)
    assert count == 3
    assert rho == pytest.approx(1.0)
    assert correlation(a[:2], b[:2]) is None
