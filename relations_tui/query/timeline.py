"""Which periods a layer has, and how the time machine steps through them."""

from bisect import bisect_left, bisect_right
from functools import lru_cache

from relations_tui.errors import BadPeriod
from relations_tui.model.layer import Layer
from relations_tui.model.period import Frequency, check_date, month, period_end, period_text


@lru_cache(maxsize=32)
def _months(periods: tuple[str, ...], frequency: Frequency) -> tuple[int, ...]:
    return tuple(
        month(p) if frequency == "month" else period_end(int(p), frequency) for p in periods
    )


def months(layer: Layer) -> tuple[int, ...]:
    """The (last) month of every period that the layer has, in order."""
    return _months(layer.periods, layer.frequency)


def parse_at(text: str) -> int:
    """The month that a user's date means; a bare year is its December.

    Raises:
        BadPeriod: if it is not a date.
    """
    try:
        return month(check_date(text.strip()))
    except ValueError as error:
        raise BadPeriod(str(error)) from None


def latest(layer: Layer) -> int:
    """The layer's newest month with data."""
    return months(layer)[-1]


def at_or_before(layer: Layer, at: int) -> int | None:
    """The month of the newest period that begins by the month ``at``, or None."""
    known = months(layer)
    end = at if layer.frequency == "month" else period_end(at // 12, "year")
    i = bisect_right(known, end)
    return known[i - 1] if i else None


def nearest(layer: Layer, at: int) -> int:
    """The layer's month with data to look at for ``at``: the one before, else the first."""
    found = at_or_before(layer, at)
    return months(layer)[0] if found is None else found


def frame_period(layer: Layer, at: int) -> str | None:
    """The period whose frame shows the month ``at``: its own, or the last where rules hold."""
    found = at_or_before(layer, at)
    if found is None:
        return None
    same = found == at if layer.frequency == "month" else found // 12 == at // 12
    if not same and not (layer.hold and at <= latest(layer)):
        return None
    return period_text(found if layer.frequency == "month" else found // 12, layer.frequency)


def step(layer: Layer, at: int, by: int) -> int:
    """The month to go to from ``at``: at most ``by`` months on, but at least one period.

    Periods without data are stepped over; at the ends of the span there is nowhere to go.
    """
    known = months(layer)
    if by > 0:
        i = max(bisect_right(known, at + by) - 1, bisect_right(known, at))
    else:
        i = min(bisect_left(known, at + by), bisect_left(known, at) - 1)
    return known[min(max(i, 0), len(known) - 1)]
