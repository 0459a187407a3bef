"""Other ways to sum up events: the Tsinghua monthly score and decayed means."""

from collections.abc import Iterable

LIMIT = 9.0
"""The Tsinghua scale runs from -9 to +9."""


def impact(event: float, state: float, limit: float = LIMIT) -> float:
    """What an event of raw impact ``event`` moves relations that stand at ``state``.

    Yan Xuetong's Tsinghua method: good news counts less where relations are good already, bad news
    less where they are bad: ``(N - P) / N * I`` for I >= 0, ``(N + P) / N * I`` below.

    Raises:
        ValueError: if the state is outside the scale.
    """
    if not -limit <= state <= limit:
        raise ValueError(f"state {state} is outside -{limit}..{limit}")
    return (limit - state) / limit * event if event >= 0 else (limit + state) / limit * event


def month_batch(events: Iterable[float], state: float) -> float:
    """The state after a month whose events all meet the state of its beginning."""
    return state + sum(impact(event, state) for event in events)


def month_sequential(events: Iterable[float], state: float) -> float:
    """The state after a month whose events each meet the state the one before left."""
    for event in events:
        state += impact(event, state)
    return state


def decayed_mean(
    events: Iterable[tuple[float, float]], half_life: float, prior: float = 0.0
) -> tuple[float, float]:
    """Sum and mean of (value, age) pairs whose weight halves every ``half_life``.

    ``prior`` is added to the weights: a mean that rests on little is drawn to 0.
    """
    weighted = [(value, float(2.0 ** (-age / half_life))) for value, age in events]
    total = sum(value * weight for value, weight in weighted)
    return total, total / (sum(weight for _, weight in weighted) + prior)
