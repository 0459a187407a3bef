"""What counts leave of kappa: sharp bounds, by looking at every table there is."""

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relations_tui.scoring import agreement
from relations_tui.scoring.kappa_bounds import kappa_bounds

MOST = 7
A, B = [1, 1, 3, 2, 1, 3, 1, 2], [1, 2, 3, 2, 3, 3, 1, 1]
"""The worked votes of ``scoring_vectors.json``."""


def parts(total: int, count: int) -> Iterator[tuple[int, ...]]:
    """Every way to share a number out."""
    if count == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in parts(total - first, count - 1):
            yield first, *rest


def kappas(votes: int, same: int, opposed: int) -> Iterator[float]:
    """Kappa of every table of votes with such counts."""
    half = votes - same - opposed
    for alike, left, split in product(parts(same, 3), range(opposed + 1), parts(half, 4)):
        row = (alike[0] + left + split[0], alike[1] + split[1] + split[2],
               alike[2] + opposed - left + split[3])  # fmt: skip
        column = (alike[0] + opposed - left + split[1], alike[1] + split[0] + split[3],
                  alike[2] + left + split[2])  # fmt: skip
        chance = sum(r * c for r, c in zip(row, column, strict=True)) / votes**2
        yield (same / votes - chance) / (1 - chance)


@pytest.mark.parametrize(
    ("votes", "same", "opposed"),
    [(n, s, o) for n in range(1, MOST + 1) for s in range(n) for o in range(n - s + 1)],
)
def test_no_table_is_outside_and_some_reach_the_ends(votes: int, same: int, opposed: int) -> None:
    found = list(kappas(votes, same, opposed))
    assert kappa_bounds(votes, same, opposed) == pytest.approx((min(found), max(found)))


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(1, 3)), min_size=1, max_size=60))
def test_the_true_kappa_of_any_votes_is_within(votes: list[tuple[int, int]]) -> None:
    a, b = [x for x, _ in votes], [y for _, y in votes]
    same = sum(x == y for x, y in votes)
    if same == len(votes):
        with pytest.raises(ValueError, match="undefined"):
            kappa_bounds(len(votes), same, 0)
        return
    low, high = kappa_bounds(len(votes), same, sum(abs(x - y) == 2 for x, y in votes))
    assert low - 1e-12 <= agreement.kappa(a, b) <= high + 1e-12


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(1, 3)), min_size=1, max_size=60))
def test_s_is_had_from_counts_exactly(votes: list[tuple[int, int]]) -> None:
    same = sum(x == y for x, y in votes)
    opposed = sum(abs(x - y) == 2 for x, y in votes)
    share = agreement.agreement(len(votes), same, opposed)
    s = agreement.s_score([x for x, _ in votes], [y for _, y in votes])
    assert 2 * share - 1 == pytest.approx(s)


def test_the_worked_vector_is_within() -> None:
    low, high = kappa_bounds(8, 5, 1)
    assert low < agreement.kappa(A, B) < high


@pytest.mark.parametrize("counts", [(0, 0, 0), (5, 4, 2), (5, -1, 0), (5, 1, -1)])
def test_counts_that_do_not_fit(counts: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="do not fit"):
        kappa_bounds(*counts)
