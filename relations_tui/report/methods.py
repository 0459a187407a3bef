"""Methods side by side: the headless twin of the view, ``relations methods``."""

from collections.abc import Collection, Iterator
from itertools import combinations, islice

import msgspec

from relations_tui.errors import BadPeriod
from relations_tui.model.country import Pair
from relations_tui.model.period import month_text, period_text
from relations_tui.query import timeline
from relations_tui.query.method_list import RANKED, WAYS, MethodId, Way, layer_of
from relations_tui.query.method_series import Value, value_at, values
from relations_tui.query.methods import MethodTable, Places
from relations_tui.query.world import World
from relations_tui.report import wording


class MethodPoint(msgspec.Struct, frozen=True):
    """A method's value in a period of its layer."""

    period: str
    value: float | None
    high: float | None = None
    """Of kappa the upper end of its range."""


class MethodReading(msgspec.Struct, frozen=True):
    """What one method says of the pair, and what it is."""

    id: str
    title: str
    layer: str
    """The layer whose data it is made of; "" if there is none."""
    period: str
    """The newest by the date asked for; "" if the layer begins later."""
    value: float | None
    """On the method's own scale; of kappa the lower end of its range."""
    high: float | None
    scale: tuple[float, float]
    """From conflict, or disagreement, to cooperation, or agreement."""
    percentile: float | None
    """Among all pairs of the world that the method knows at the date, 0..100, ties shared."""
    known: int
    """How many pairs these are."""
    made_of: str
    paper: str
    limits: str
    trend: tuple[MethodPoint, ...]
    """Every period of the layer up to the date."""


class MethodsReport(msgspec.Struct, frozen=True):
    """A pair at a date by every method, and how far they disagree."""

    a: str
    b: str
    name_a: str
    name_b: str
    date: str
    methods: tuple[MethodReading, ...]
    spread: float | None
    """Percentiles between the highest and the lowest method; None if fewer than two know it."""
    highest: str
    """Its id; "" if there is none."""
    lowest: str
    told: str
    """The disagreement in a sentence."""


class Correlation(msgspec.Struct, frozen=True):
    """How far two methods rank some pairs alike."""

    one: str
    other: str
    rho: float | None
    """Spearman's; None below three pairs, or of no spread."""
    pairs: int


class Disputed(msgspec.Struct, frozen=True):
    """A pair with what each method makes of it; by method id, without those that have no data."""

    a: str
    b: str
    spread: float | None
    """As in the report of a pair."""
    highest: str
    lowest: str
    values: dict[str, float]
    percentiles: dict[str, float]


class DisagreementsReport(msgspec.Struct, frozen=True):
    """Where the methods disagree among some countries at a date."""

    date: str
    countries: str
    """The focus asked for; "" is the world."""
    periods: dict[MethodId, str]
    """By method the period looked at; those that begin later are missing."""
    disputed: int
    """Pairs on which two methods or more have an opinion."""
    correlations: tuple[Correlation, ...]
    """Over the pairs of these countries that both methods know."""
    pairs: tuple[Disputed, ...]
    """The widest disagreement first."""


def newest_month(world: World) -> int:
    """The newest month of any method; raises BadPeriod if no layer is there to make one of."""
    layers = (layer_of(world, way) for way in WAYS)
    found = [timeline.latest(layer) for layer in layers if layer is not None and layer.periods]
    if not found:
        raise BadPeriod("there is no layer that any of the methods is made of")
    return max(found)


def methods_report(world: World, table: MethodTable, pair: Pair) -> MethodsReport:
    """A pair by every method, at the date of the table."""
    place = table.place(pair)
    ends = None if place < 0 else table.ends(place)
    return MethodsReport(
        a=pair.a,
        b=pair.b,
        name_a=world.countries[pair.a].name,
        name_b=world.countries[pair.b].name,
        date=month_text(table.at),
        methods=tuple(_reading(world, way, pair, table, place) for way in WAYS),
        spread=table.gap(place),
        highest=ends[0].id if ends else "",
        lowest=ends[1].id if ends else "",
        told=told(table, place),
    )


def _reading(world: World, way: Way, pair: Pair, table: MethodTable, place: int) -> MethodReading:
    layer = layer_of(world, way)
    frequency = "month" if layer is None else layer.frequency
    found = value_at(world, way, pair, table.at)

    def point(one: Value) -> MethodPoint:
        return MethodPoint(period_text(one.period, frequency), one.value, one.high)

    ranked = way in RANKED
    upto = -1 if found is None else found.period
    return MethodReading(
        id=way.id,
        title=way.title,
        layer="" if layer is None else layer.id,
        period="" if found is None else period_text(found.period, frequency),
        value=None if found is None else found.value,
        high=None if found is None else found.high,
        scale=(way.low, way.high),
        percentile=table.rank(way, place) if ranked else None,
        known=table.known(way) if ranked else 0,
        made_of=way.made_of,
        paper=way.paper,
        limits=way.limits,
        trend=tuple(point(one) for one in values(world, way.id, pair) if one.period <= upto),
    )


def told(table: MethodTable, place: int) -> str:
    """How far the methods disagree on a pair, in a sentence."""
    ends = None if place < 0 else table.ends(place)
    gap = table.gap(place)
    if ends is None or gap is None:
        return "fewer than two methods know this pair by then: nothing to hold side by side"
    high, low = ends
    top, bottom = table.rank(high, place) or 0.0, table.rank(low, place) or 0.0
    if gap < 1:
        return "all methods put the pair on the same place"
    return (
        f"{high.title} has the pair above {share_text(top)} of all pairs, {low.title} above "
        f"{share_text(bottom)}: {gap:.0f} apart, {verdict(gap)}"
    )


def share_text(percentile: float) -> str:
    """A percentile as a share of all pairs; no pair is above all, or above none."""
    if percentile < 0.5:
        return "under 1 %"
    return "over 99 %" if percentile > 99.5 else f"{percentile:.0f} %"


def verdict(gap: float) -> str:
    """A disagreement in percentiles, in words. Five random places are 67 apart on average."""
    words = ((15, "they agree"), (35, "they differ"), (65, "they disagree"))
    return next((text for limit, text in words if gap < limit), "they contradict each other")


def value_text(way: Way, value: float | None, high: float | None = None) -> str:
    """A value on its own scale; of kappa the range."""
    if value is None:
        return "–"
    if high is not None:
        return f"{wording.signed(value, way.digits)} to {wording.signed(high, way.digits)}"
    return wording.signed(value, way.digits) if way.signed else f"{value:.{way.digits}f}"


def scale_text(way: Way) -> str:
    """The ends of a method's scale: ``-9..+9``; ``0 is alike`` for distances."""
    if way.high < way.low:
        return "0 alike"
    return f"{way.low:+g}..{way.high:+g}" if way.signed else f"{way.low:g}..{way.high:g}"


def disagreements_report(
    world: World, table: MethodTable, countries: str, among: Collection[str], limit: int | None
) -> DisagreementsReport:
    """Where the methods disagree among some countries, the first ``limit`` pairs (None: all)."""
    places = table.disagreements(among)
    return DisagreementsReport(
        date=month_text(table.at),
        countries=countries,
        periods=table.periods,
        disputed=len(places),
        correlations=tuple(correlations(table, table.among(among))),
        pairs=tuple(disputed(table, int(place)) for place in islice(places, limit)),
    )


def correlations(table: MethodTable, places: Places) -> Iterator[Correlation]:
    """Every two methods, in the order they are shown."""
    for one, other in combinations(RANKED, 2):
        rho, pairs = table.correlation(one, other, places)
        yield Correlation(one.id, other.id, rho, pairs)


def disputed(table: MethodTable, place: int) -> Disputed:
    """A pair by its place."""
    ends = table.ends(place)
    a, b = table.pair(place)
    own = {way.id: table.value(way, place) for way in RANKED}
    ranks = {way.id: table.rank(way, place) for way in RANKED}
    return Disputed(
        a, b, table.gap(place),
        ends[0].id if ends else "", ends[1].id if ends else "",
        {key: value for key, value in own.items() if value is not None},
        {key: rank for key, rank in ranks.items() if rank is not None},
    )  # fmt: skip


METHODS_HEAD = ["a", "b", "method", "layer", "period", "value", "high", "low_end", "high_end",
                "percentile", "pairs", "paper"]  # fmt: skip
"""The columns of a pair as a table, a row a method."""


def method_cells(report: MethodsReport) -> list[list[object]]:
    """A row a method; an empty cell is no data."""
    return [
        [report.a, report.b, m.id, m.layer, m.period, _short(m.value), _short(m.high), *m.scale,
         _short(m.percentile), m.known, m.paper]
        for m in report.methods
    ]  # fmt: skip


DISPUTED_HEAD = ["a", "b", "spread", "highest", "lowest", *(way.id for way in RANKED),
                 *(f"{way.id}_percentile" for way in RANKED)]  # fmt: skip
"""The columns of disagreements as a table, a row a pair."""


def disputed_cells(table: MethodTable, places: Places) -> list[list[object]]:
    """A row a pair; an empty cell is no data."""
    rows: list[list[object]] = []
    for place in places.tolist():
        one = disputed(table, place)
        rows.append(
            [one.a, one.b, _short(one.spread), one.highest, one.lowest,
             *(_short(one.values.get(way.id)) for way in RANKED),
             *(_short(one.percentiles.get(way.id)) for way in RANKED)]
        )  # fmt: skip
    return rows


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
