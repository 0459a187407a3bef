"""Decayed balance of cooperation and conflict.

With ``C_m`` the sum of positive Goldstein values of month m, ``K_m`` that of the magnitudes of
negative ones, half-life h and pseudo-evidence k:

    C(t) = sum over m <= t of C_m * 2 ** (-(t - m) / h),   K(t) likewise
    score(t) = 10 * (C(t) - K(t)) / (C(t) + K(t) + k),     evidence(t) = C(t) + K(t)

Values are those of Goldstein (1992), "A Conflict-Cooperation Scale for WEIS Events Data", Journal
of Conflict Resolution 36(2), as CAMEO coders assign them. The decay and k are our own choice.

Evidence comes in *strands* of different units: ``history`` (daily edge sums), and for each
collection of single records one that bears its name. A layer's ``weights`` put them on one footing:
one unit of a strand's cooperation and of its conflict weighs as much as makes the strand's world
total a day equal that of the reference strand. ``*`` is the weight of collections not named.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from math import fsum

from relations_tui.model.event import Event
from relations_tui.model.layer import Layer
from relations_tui.model.period import check_date, month, month_text, period_text
from relations_tui.model.score import Contribution, Explanation, Point
from relations_tui.model.series import BalanceSeries, Strand

TENTH = 0.1
HISTORY = "history"
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
    return 10.0 * ((coop - conf) / total) if total else 0.0


def weight(weights: Weights, strand: str) -> tuple[float, float]:
    """What a unit of a strand's cooperation and of its conflict weighs."""
    return weights.get(strand) or weights.get("*") or (1.0, 1.0)


def monthly(series: BalanceSeries, weights: Weights) -> dict[int, tuple[float, float]]:
    """Weighted cooperation and conflict, in points, of the months that have any."""
    found: dict[int, tuple[float, float]] = {}
    for name, strand in series.strands.items():
        weigh_coop, weigh_conf = (TENTH * w for w in weight(weights, name))
        for when, (c, k) in enumerate(
            zip(strand.coop, strand.conf, strict=True), month(strand.start)
        ):
            if c or k:
                coop, conf = found.get(when, (0.0, 0.0))
                found[when] = coop + weigh_coop * (c or 0), conf + weigh_conf * (k or 0)
    return found


def trend(series: BalanceSeries, layer: Layer) -> list[Point]:
    """The score in every period of the layer; None where evidence is below the layer's floor."""
    periods = _months(layer.periods)
    return [
        Point(at, balance(c, k, layer.prior) if 0 < c + k >= layer.floor else None, c + k)
        for at, c, k in decayed(monthly(series, layer.weights), periods, decay(layer.half_life))
    ]


@lru_cache(maxsize=8)
def _months(periods: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(month(check_date(p)) for p in periods)


def decayed(
    months: Mapping[int, tuple[float, float]], periods: Iterable[int], keep: float
) -> Iterator[tuple[int, float, float]]:
    """Each period with the decayed sums of all months up to it."""
    todo = sorted(months)[::-1]
    coop = conf = 0.0
    last = 0
    for at in periods:
        while todo and todo[-1] <= at:
            when = todo.pop()
            c, k = months[when]
            factor = keep ** (when - last)
            coop, conf, last = coop * factor + c, conf * factor + k, when
        factor = keep ** (at - last)
        yield at, coop * factor, conf * factor


def explain(
    series: BalanceSeries, layer: Layer, at: int, events: Iterable[Event] = ()
) -> Explanation:
    """Take the score of the month ``at`` apart into months of history and single events.

    Args:
        series: the pair's strands.
        layer: the layer, with its half-life, prior, floor and weights.
        at: a month.
        events: the pair's events; those that count (:func:`counts`) stand one by one for the
            strand of their collection. A month whose events are not all there is given whole.
    """
    keep = decay(layer.half_life)
    parts: list[tuple[float, Contribution]] = []
    by_strand = _by_collection(events)
    for name, strand in series.strands.items():
        singles = _by_month(by_strand.get(name, ()))
        weights = weight(layer.weights, name)
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


def strands_of(events: Iterable[Event]) -> dict[str, Strand]:
    """The monthly sums of the events that count, by collection."""
    found = {}
    for name, own in _by_collection(events).items():
        months = {when: _sums(of) for when, of in _by_month(own).items()}
        found[name] = strand(months)
    return found


def strand(months: Mapping[int, tuple[int, int]]) -> Strand:
    """Sums by month, at least one, as a strand."""
    first, last = min(months), max(months)
    span = [months.get(m, (0, 0)) for m in range(first, last + 1)]
    return Strand(month_text(first), tuple(c for c, _ in span), tuple(k for _, k in span))


def _tenths(event: Event) -> int:
    return round((event.goldstein or 0.0) * 10)


def _sums(events: Iterable[Event]) -> tuple[int, int]:
    values = [_tenths(event) for event in events]
    return sum(v for v in values if v > 0), -sum(v for v in values if v < 0)


def _by_collection(events: Iterable[Event]) -> dict[str, list[Event]]:
    found: dict[str, list[Event]] = {}
    for event in events:
        if counts(event):
            found.setdefault(event.feed, []).append(event)
    return found


def _by_month(events: Iterable[Event]) -> dict[int, list[Event]]:
    months: dict[int, list[Event]] = {}
    for event in events:
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
