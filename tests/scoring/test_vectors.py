"""Worked numbers for the published methods, checked by hand."""

import pytest

from relations_tui.scoring import agreement, concentration, impact

IMPACTS = [1.5, -0.8, 0.6]
A, B = [1, 1, 3, 2, 1, 3, 1, 2], [1, 2, 3, 2, 3, 3, 1, 1]


def close(value: float) -> object:
    """Equal to the six decimals the vectors give."""
    return pytest.approx(value, abs=5e-7)


def test_tsinghua() -> None:
    assert [impact.impact(i, 3.0) for i in IMPACTS] == pytest.approx([1.0, -1.066667, 0.4])
    assert impact.month_batch(IMPACTS, 3.0) == close(3.333333)
    assert impact.month_sequential(IMPACTS, 3.0) == close(3.254815)
    with pytest.raises(ValueError, match="outside"):
        impact.impact(1.0, 9.5)


def test_decayed_mean() -> None:
    events = [(7.4, 10.0), (-4.0, 45.0), (8.3, 200.0)]
    assert impact.decayed_mean(events, 90) == (close(5.801827), close(3.140719))
    assert impact.decayed_mean(events, 90, prior=1)[1] == close(2.037665)


def test_votes() -> None:
    same = sum(x == y for x, y in zip(A, B, strict=True))
    opposed = sum(abs(x - y) == 2 for x, y in zip(A, B, strict=True))
    assert same / len(A) == 0.625
    assert agreement.agreement(len(A), same, opposed) == agreement.lijphart(A, B) == 0.75
    assert agreement.s_score(A, B) == 0.5
    assert agreement.kappa(A, B) == close(0.428571)
    assert agreement.net_agreement(A, B) == 3
    with pytest.raises(ValueError, match="undefined"):
        agreement.kappa([1, 1], [1, 1])


@pytest.mark.parametrize(
    ("shares", "unlisted", "low", "high", "effective"),
    [
        ([0.51, 0.43, 0.028], 0.032, 0.4458, 0.4468, (2.24, 2.24)),
        ([0.6, 0.31], 0.09, 0.4561, 0.4642, (2.15, 2.19)),
        ([0.2] * 5, 0.0, 0.2, 0.2, (5.0, 5.0)),
    ],
)
def test_hhi(
    shares: list[float], unlisted: float, low: float, high: float, effective: tuple[float, float]
) -> None:
    bounds = concentration.hhi_bounds(shares, unlisted)
    assert list(bounds) == pytest.approx([low, high], abs=5e-5)
    numbers = [concentration.effective_number(bound) for bound in reversed(bounds)]
    assert numbers == pytest.approx(list(effective), abs=6e-3)


def test_shares_that_are_none() -> None:
    with pytest.raises(ValueError, match="at most 1"):
        concentration.hhi([0.7, 0.7])
    with pytest.raises(ValueError, match="no effective number"):
        concentration.effective_number(0.0)
