"""AUC, intervals and ranks, against brute force and published figures."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relations_tui.scoring.separation import (
    Separation,
    Units,
    draws,
    interval,
    wilson,
)

units = st.lists(
    st.tuples(st.integers(-10, 10), st.booleans(), st.integers(0, 5)), min_size=2, max_size=40
).filter(lambda rows: len({hostile for _, hostile, _ in rows}) == 2)


def made(rows: list[tuple[int, bool, int]]) -> Units:
    """Units of a list of score, label and pair."""
    scores, hostile, pairs = zip(*rows, strict=True)
    return Units(np.array(scores, dtype=np.float64), np.array(hostile), np.array(pairs))


@given(units, st.lists(st.integers(0, 3), min_size=6, max_size=6))
def test_the_auc_counts_every_two_units(
    rows: list[tuple[int, bool, int]], weights: list[int]
) -> None:
    won = whole = 0.0
    for score, hostile, pair in rows:
        for other, other_hostile, other_pair in rows:
            if hostile and not other_hostile:
                weight = weights[pair] * weights[other_pair]
                whole += weight
                won += weight * ((score < other) + 0.5 * (score == other))
    found = Separation(made(rows)).auc(np.array(weights, dtype=np.float64))
    if whole:
        assert found == pytest.approx(won / whole)
    else:
        assert np.isnan(found)


@given(units)
def test_turned_around_it_is_what_is_missing_to_one(rows: list[tuple[int, bool, int]]) -> None:
    turned = [(-score, hostile, pair) for score, hostile, pair in rows]
    both = Separation(made(rows)).auc() + Separation(made(turned)).auc()
    assert both == pytest.approx(1.0)


def test_one_kind_alone_can_not_be_told_apart() -> None:
    with pytest.raises(ValueError, match="wants a hostile pair and another one"):
        Separation(made([(1, True, 0), (2, True, 1)]))


def test_the_interval_draws_pairs_not_years() -> None:
    """Ten years of one pair are one piece of evidence: their interval is as wide as for one."""
    others = [(score, False, 10 + score) for score in range(20)]
    few = [(3, True, 0), (12, True, 1)]
    weights = draws(30, 400)

    def width(rows: list[tuple[int, bool, int]]) -> float:
        found = Separation(made(rows))
        low, high = interval(np.array([found.auc(drawn) for drawn in weights]))
        return high - low

    assert width(few * 10 + others) == pytest.approx(width(few + others))


def test_samples_are_the_same_every_time() -> None:
    first, again = draws(50, 3), draws(50, 3)
    assert all((a == b).all() for a, b in zip(first, again, strict=True))
    assert all(sample.sum() == 50 for sample in first)


def test_wilson_as_published() -> None:
    """Newcombe (1998), "Two-sided confidence intervals for the single proportion", table I."""
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)
    assert wilson(15, 148) == pytest.approx((0.0624, 0.1605), abs=1e-4)
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=1e-4)
    assert wilson(1, 29) == pytest.approx((0.0061, 0.1718), abs=1e-4)
    assert wilson(0, 0) == (0.0, 1.0)
