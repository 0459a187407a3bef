"""Decayed balance of cooperation and conflict.

With ``C_m`` the sum of positive Goldstein values of month m, ``K_m`` that of the magnitudes of
negative ones, half-life h and pseudo-evidence k:

    C(t) = sum over m <= t of C_m * 2 ** (-(t - m) / h),   K(t) likewise
    score(t) = 10 * (C(t) - K(t)) / (C(t) + K(t) + k),     evidence(t) = C(t) + K(t)

Values are those of Goldstein (1992), "A Conflict-Cooperation Scale for WEIS Events Data", Journal
of Conflict Resolution 36(2), as CAMEO coders assign them. The decay and k are our own choice.

Evidence comes in *strands* of different units (daily edge sums, single records). A layer's
``weights`` put them on one footing: one unit of a strand's cooperation and of its conflict weighs
as much as makes the strand's world total a day equal that of the reference strand.
"""

from collections.abc import Iterable, Mapping
from itertools import accumulate
from math import fsum

from relations_tui.model.event import Event
from relations_tui.model.layer import Layer
from relations_tui.model.period import check_date, month, month_text, period_text
from relations_tui.model.score import Contribution, Explanation, Point
from relations_tui.model.series import BalanceSeries, Strand

TENTH = 0.1
Weights = Mapping[str, tuple[float, float]]


def decay(half_life: float) -> float:
    """What an event keeps of its weight from one month to the next.

    Raises:
        ValueError: unless the half-life is positive.
    """
    if half_life <= 0:
        raise ValueError(f"half-life must be positive: {half_life}")
    return float(2.0 ** (-1.0 / half_life))


def balance(coop: float, conf: float, prior: float) -> float:
    """The score of decayed cooperation and conflict, -10..+10; 0 where there is nothing at all."""
    total = coop + conf + prior
    return 10.0 * (coop - conf) / total if total else 0.0


def monthly(
    series: BalanceSeries, weights: Weights, first: int, last: int
) -> tuple[list[float], list[float]]:
    """Weighted cooperation and conflict for each month from ``first`` to ``last``, in points.

    Months without observation count as 0: they add no evidence.
    """
    coop, conf = [0.0] * (last - first + 1), [0.0] * (last - first + 1)
    for name, strand in series.strands.items():
        weigh_coop, weigh_conf = (TENTH * w for w in weights.get(name, (1.0, 1.0)))
        offset = month(strand.start) - first
        for i, (c, k) in enumerate(zip(strand.coop, strand.conf, strict=True), offset):
            if 0 <= i < len(coop):
                coop[i] += weigh_coop * (c or 0)
                conf[i] += weigh_conf * (k or 0)
    return coop, conf


def decayed(coop: list[float], conf: list[float], keep: float) -> tuple[list[float], list[float]]:
    """Running decayed sums, month by month."""
    return (
        list(accumulate(coop, lambda total, now: total * keep + now)),
        list(accumulate(conf, lambda total, now: total * keep + now)),
    )


def trend(series: BalanceSeries, layer: Layer) -> list[Point]:
    """The score in every period of the layer; None where evidence is below the layer's floor."""
    periods = [month(check_date(p)) for p in layer.periods]
    if not periods:
        return []
    first = periods[0]
    coop, conf = decayed(
        *monthly(series, layer.weights, first, periods[-1]), decay(layer.half_life)
    )
    points = []
    for at in periods:
        c, k = coop[at - first], conf[at - first]
        score = balance(c, k, layer.prior) if c + k >= layer.floor else None
        points.append(Point(at, score, c + k))
    return points


def explain(
    series: BalanceSeries, layer: Layer, at: int, events: Iterable[Event] = ()
) -> Explanation:
    """Take the score of the month ``at`` apart into months of history and single events.

    Args:
        series: the pair's strands.
        layer: the layer, with its half-life, prior, floor and weights.
        at: a month.
        events: the pair's events; those that count (:func:`counts`) stand for the ``records``
            strand one by one. A month of records whose events are not all there is given whole.
    """
    keep = decay(layer.half_life)
    parts: list[tuple[float, Contribution]] = []
    for name, strand in series.strands.items():
        singles = _by_month(events) if name == "records" else {}
        weights = layer.weights.get(name, (1.0, 1.0))
        start = month(strand.start)
        for i, (coop, conf) in enumerate(zip(strand.coop, strand.conf, strict=True)):
            when = start + i
            if when > at or not (coop or conf):
                continue
            factor = TENTH * keep ** (at - when)
            own = singles.get(when, [])
            if own and _sums(own) == (coop or 0, conf or 0):
                parts += [_event_part(event, factor, weights) for event in own]
            else:
                parts += _month_parts(name, when, coop or 0, conf or 0, factor, weights)
    coop_total = fsum(v for v, _ in parts if v > 0)
    conf_total = -fsum(v for v, _ in parts if v < 0)
    evidence = coop_total + conf_total
    scale = 10.0 / (evidence + layer.prior) if evidence + layer.prior else 0.0
    contributions = sorted(
        (Contribution(c.label, v * scale, c.date, c.status, c.source, c.event) for v, c in parts),
        key=lambda c: (-abs(c.points), c.date, c.event),
    )
    known = bool(parts) and evidence >= layer.floor
    return Explanation(
        layer=layer.id,
        period=period_text(at, "month"),
        score=fsum(c.points for c in contributions) if known else None,
        evidence=evidence,
        contributions=tuple(contributions),
        method=(
            f"10 x ({coop_total:.1f} cooperation - {conf_total:.1f} conflict) / "
            f"({evidence:.1f} evidence + {layer.prior:g}); half-life {layer.half_life:g} months"
        ),
    )


def counts(event: Event) -> bool:
    """Whether an event enters the balance: machine-coded, between two states, with a value.

    Hand-read records stay out: they would weigh by what their compiler chose to read.
    """
    return event.status == "coded" and event.goldstein is not None and len(event.countries) == 2


def strand_of(events: Iterable[Event]) -> Strand | None:
    """The monthly sums of the events that count, or None if there are none."""
    months = _by_month(events)
    if not months:
        return None
    first, last = min(months), max(months)
    sums = [_sums(months.get(m, [])) for m in range(first, last + 1)]
    return Strand(month_text(first), tuple(c for c, _ in sums), tuple(k for _, k in sums))


def _tenths(event: Event) -> int:
    return round((event.goldstein or 0.0) * 10)


def _sums(events: Iterable[Event]) -> tuple[int, int]:
    values = [_tenths(event) for event in events]
    return sum(v for v in values if v > 0), -sum(v for v in values if v < 0)


def _by_month(events: Iterable[Event]) -> dict[int, list[Event]]:
    months: dict[int, list[Event]] = {}
    for event in events:
        if counts(event):
            months.setdefault(month(event.date), []).append(event)
    return months


def _event_part(
    event: Event, factor: float, weights: tuple[float, float]
) -> tuple[float, Contribution]:
    tenths = _tenths(event)
    label = f"{'+'.join(event.sources)} > {'+'.join(event.targets)} {event.cameo}"
    value = factor * tenths * weights[tenths < 0]
    return value, Contribution(label, 0.0, event.date, event.status, event.feed, event.id)


def _month_parts(
    name: str, when: int, coop: int, conf: int, factor: float, weights: tuple[float, float]
) -> list[tuple[float, Contribution]]:
    text = month_text(when)
    parts = []
    if coop:
        label = f"cooperation in {text} ({coop * TENTH:.1f} points)"
        parts.append((factor * coop * weights[0], Contribution(label, 0.0, text, "coded", name)))
    if conf:
        label = f"conflict in {text} ({conf * TENTH:.1f} points)"
        parts.append((-factor * conf * weights[1], Contribution(label, 0.0, text, "coded", name)))
    return parts
