"""Before and after: a difference is told with what chance alone would give."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relations_tui.scoring.association import before_after, memory

STEP = [(year, 1.0 if year < 2000 else 3.0) for year in range(1980, 2020)]
NOISE = [(i, (i * 7919 % 101) / 50 - 1) for i in range(60)]
scores = st.lists(st.floats(-10, 10), min_size=8, max_size=40)


def test_a_step_is_beyond_chance() -> None:
    found = before_after(STEP, 2000)
    assert found is not None
    assert (found.before, found.after) == (20, 20)
    assert (found.mean_before, found.mean_after) == (1.0, 3.0)
    assert found.difference == 2.0
    assert found.low < 0 < found.high < 2.0
    assert found.p < 0.01


def test_noise_is_not() -> None:
    found = before_after(NOISE, 30)
    assert found is not None
    assert found.low <= found.difference <= found.high
    assert found.p > 0.05


def test_what_remembers_is_shuffled_in_blocks_and_claims_less() -> None:
    """A slow wave differs before and after; shuffled year by year that would look like proof."""
    wave = [(i, 5.0 if i % 40 < 20 else -5.0) for i in range(80)]
    single = before_after(wave, 20)
    blocks = before_after(wave, 20, block=memory([score for _, score in wave]))
    assert single is not None
    assert blocks is not None
    assert blocks.block > 1
    assert blocks.p > 10 * single.p
    assert blocks.high - blocks.low > single.high - single.low


@pytest.mark.parametrize("at", [1979, 1982, 2018, 2050])
def test_too_little_on_a_side_is_no_answer(at: int) -> None:
    assert before_after(STEP, at) is None


def test_the_same_seed_gives_the_same() -> None:
    assert before_after(NOISE, 20, seed=3) == before_after(NOISE, 20, seed=3)


@settings(max_examples=50, deadline=None)
@given(scores, st.integers(3, 5))
def test_a_constant_changes_nothing_and_a_sign_turns_it(values: list[float], at: int) -> None:
    plain = before_after(list(enumerate(values)), at, draws=200)
    higher = before_after([(i, v + 7.0) for i, v in enumerate(values)], at, draws=200)
    turned = before_after([(i, -v) for i, v in enumerate(values)], at, draws=200)
    assert plain is not None
    assert higher is not None
    assert turned is not None
    assert higher.difference == pytest.approx(plain.difference, abs=1e-9)
    assert turned.difference == pytest.approx(-plain.difference, abs=1e-9)
    assert turned.low == pytest.approx(-plain.high, abs=1e-9)
    assert 0 < plain.p <= 1


def test_memory_of_known_series() -> None:
    assert memory([0.0] * 20) == 1
    assert memory([(-1.0) ** i for i in range(40)]) == 10  # never stops resembling: a quarter
    assert memory([v for _, v in NOISE]) <= 2
