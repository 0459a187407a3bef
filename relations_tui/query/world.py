"""The loaded world: every question the screens and the command line ask of the data."""

from array import array
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import msgspec

from relations_tui.errors import UnknownLayer
from relations_tui.model.country import Country, Pair
from relations_tui.model.event import CameoCode, Event, Marker, Project
from relations_tui.model.fact import Fact
from relations_tui.model.flow import Flow
from relations_tui.model.layer import Frame, Layer
from relations_tui.model.period import period_at, period_text
from relations_tui.model.score import Explanation, Point
from relations_tui.model.series import PositionSeries
from relations_tui.query import names, timeline
from relations_tui.query.derived import overall
from relations_tui.query.matrix import Matrix, cell_index
from relations_tui.query.movers import Mover, movers
from relations_tui.query.order import Order, arrange, in_focus
from relations_tui.query.source import Source

if TYPE_CHECKING:
    from relations_tui.scoring.score_series import Found

CHANGE_MONTHS = 12


class Reading(msgspec.Struct, frozen=True):
    """What a layer says of a pair at a date: the newest value it has by then."""

    layer: str
    period: str
    """The period the value belongs to; "" if the layer has none by then."""
    score: float | None
    evidence: float
    change: float | None
    """Against the value twelve months before, or the last one before that; None if missing."""
    change_from: str
    note: str = ""


class World:
    """One generation of data, read on demand and kept while it is looked at."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._frames = lru_cache(maxsize=64)(self._frame)
        self._indexes = lru_cache(maxsize=8)(self._cell_index)
        self._trends = lru_cache(maxsize=64)(self._trend)
        self._facts = lru_cache(maxsize=16)(source.facts)
        self._events = lru_cache(maxsize=16)(source.pair_events)

    @cached_property
    def countries(self) -> dict[str, Country]:
        """All countries by code."""
        return {c.iso3: c for c in self.source.countries()}

    @cached_property
    def layers(self) -> dict[str, Layer]:
        """All layers by id, in the order they are shown."""
        found = {layer.id: layer for layer in self.source.layers()}
        if (made := overall(found)) is not None:
            found[made.id] = made
        return found

    @cached_property
    def cameo(self) -> dict[str, CameoCode]:
        """All CAMEO codes."""
        return {code.code: code for code in self.source.cameo()}

    @cached_property
    def projects(self) -> tuple[Project, ...]:
        """All projects."""
        return tuple(self.source.projects())

    @cached_property
    def markers(self) -> tuple[Marker, ...]:
        """All markers."""
        return tuple(self.source.markers())

    def layer(self, name: str) -> Layer:
        """The layer by that id.

        Raises:
            UnknownLayer: if there is none.
        """
        try:
            return self.layers[name]
        except KeyError:
            raise UnknownLayer(name, tuple(self.layers)) from None

    def find(self, text: str) -> Country:
        """The one country that ``text`` names; raises UnknownCountry."""
        return names.find(list(self.countries.values()), text)

    def search(self, text: str) -> list[Country]:
        """The countries that answer to ``text``, best first."""
        return names.search(self.countries.values(), text)

    def named(self, text: str) -> list[Country]:
        """The one or two countries that a line names: ``aze``, ``aze irn``, ``south korea, japan``.

        Two names are split at a comma, a hyphen or " - " if there is one, else at a space. The best
        answer to each counts. Empty if a part names nothing.
        """
        whole = self.search(text)
        for separator in (",", "–", "-", "/", " "):
            left, found, right = text.partition(separator)
            while found:
                if left.strip() and right.strip():
                    a, b = self.search(left), self.search(right)
                    if a and b and a[0] != b[0] and not (separator == " " and whole):
                        return [a[0], b[0]]
                more, found, right = right.partition(separator)
                left = f"{left}{separator}{more}"
        return whole[:1]

    def order(self, order: Order, focus: str, at: int) -> tuple[str, ...]:
        """The codes of the matrix, in order; see :mod:`relations_tui.query.order`."""
        return arrange(in_focus(self.countries, focus, at), order)

    def matrix(self, layer: Layer, at: int, order: tuple[str, ...]) -> Matrix:
        """The layer in the month ``at``. No frame where the layer has no data then."""
        return Matrix(layer, at, order, self._indexes(layer.id, order), self.frame(layer, at))

    def frame(self, layer: Layer, at: int) -> Frame | None:
        """All scores of the layer in the month ``at``."""
        period = timeline.frame_period(layer, at)
        return None if period is None else self._frames(layer.id, period)

    def pairs(self, layer: str) -> Sequence[str]:
        """The layer's pair index; that of a composite is its backbone's."""
        parts = self.layers[layer].parts
        return self.source.pairs(next(iter(parts), layer))

    def _frame(self, layer: str, period: str) -> Frame | None:
        parts = self.layers[layer].parts
        if not parts:
            return self.source.frame(layer, period)
        from relations_tui.query.overall import overall_frame

        return overall_frame(self, self.layers[layer], period)

    def _cell_index(self, layer: str, order: tuple[str, ...]) -> "array[int]":
        pairs = self.pairs(layer)
        return cell_index(pairs, order, directed=self.layers[layer].directed)

    def trend(self, layer: Layer, pair: Pair) -> tuple[Point, ...]:
        """The pair's score in every period of the layer; empty if the layer does not know it."""
        return self._trends(layer.id, pair if layer.directed else Pair.sorted(*pair))

    def _trend(self, layer: str, pair: Pair) -> tuple[Point, ...]:
        # Scoring is imported when a pair is first looked at: the matrix itself only reads.
        from relations_tui.scoring import score_series

        if self.layers[layer].parts:
            from relations_tui.query.overall import overall_trend

            return overall_trend(self, self.layers[layer], pair)
        found = self.series(self.layers[layer], pair)
        return () if found is None else tuple(score_series.trend(found, self.layers[layer], pair))

    def series(self, layer: Layer, pair: Pair) -> "Found | None":
        """What a layer that is no composite knows of a pair, before scoring."""
        if layer.method == "given" and layer.directed:
            return self.source.series(layer.id, f"{pair.a}-{pair.b}")
        if layer.method != "distance":
            return self.source.series(layer.id, pair.key)
        a, b = (self.source.series(layer.id, iso3) for iso3 in Pair.sorted(*pair))
        if isinstance(a, PositionSeries) and isinstance(b, PositionSeries):
            return a, b
        return None

    def reading(self, layer: Layer, pair: Pair, at: int) -> Reading:
        """The newest value of the layer by the month ``at``, and how it changed in a year."""
        trend = {p.period: p for p in self.trend(layer, pair)}
        when = timeline.at_or_before(layer, at)
        if when is None:
            return Reading(layer.id, "", None, 0.0, None, "")
        period = period_at(when, layer.frequency)
        year_ago = timeline.at_or_before(layer, when - CHANGE_MONTHS)
        before = None if year_ago is None else period_at(year_ago, layer.frequency)
        now = trend.get(period, Point(period, None, 0.0))
        then = None if before is None else trend.get(before)
        change = None
        if now.score is not None and then is not None and then.score is not None:
            # Of scores as they are shown, in hundredths: the same number in every view.
            change = (round(now.score * 100) - round(then.score * 100)) / 100
        return Reading(
            layer=layer.id,
            period=period_text(period, layer.frequency),
            score=now.score,
            evidence=now.evidence,
            change=change,
            change_from="" if before is None else period_text(before, layer.frequency),
            note=now.note,
        )

    def evidence(self, layer: Layer, pair: Pair, at: int) -> float:
        """What the score in the period of the month ``at`` rests on, in the layer's unit; 0 if
        there is none. That of a composite is its backbone's.
        """
        if layer.parts:
            return self.evidence(self.layer(next(iter(layer.parts))), pair, at)
        period = period_at(timeline.nearest(layer, at), layer.frequency)
        return next((p.evidence for p in self.trend(layer, pair) if p.period == period), 0.0)

    def score(self, layer: Layer, pair: Pair, at: int) -> float | None:
        """The score in the period of the month ``at``, also of a layer with other settings.

        None where there is no data, as in :meth:`explain`.
        """
        from relations_tui.scoring import score_series

        if layer.parts:
            return next((p.score for p in self.trend(layer, pair) if p.period == at), None)
        found = self.series(layer, pair if layer.directed else Pair.sorted(*pair))
        if found is None:
            return None
        period = period_at(timeline.nearest(layer, at), layer.frequency)
        points = score_series.trend(found, layer, pair)
        return next((p.score for p in points if p.period == period), None)

    def explain(self, layer: Layer, pair: Pair, at: int) -> Explanation:
        """Take the layer's newest value by the month ``at`` apart."""
        when = timeline.nearest(layer, at)
        period = period_at(when, layer.frequency)
        shown = pair if layer.directed else Pair.sorted(*pair)
        if layer.parts:
            from relations_tui.query.overall import overall_explanation

            return overall_explanation(self, layer, shown, when)
        found = self.series(layer, shown)
        if found is None:
            text = period_text(period, layer.frequency)
            return Explanation(layer.id, text, None, 0.0, (), layer.empty_means)
        from relations_tui.scoring import score_series

        events = self.events(shown) if layer.method == "balance" else ()
        return score_series.explain(found, layer, shown, period, events)

    def events(self, pair: Pair) -> tuple[Event, ...]:
        """All events in which both countries take part, oldest first."""
        return tuple(self._events(Pair.sorted(*pair)))

    @cached_property
    def flows(self) -> tuple[Flow, ...]:
        """All quantities that one country sent to another."""
        return tuple(self.source.flows())

    def facts(self, iso3: str) -> list[Fact]:
        """What feeds say of a country: of each indicator the newest figure."""
        newest: dict[str, Fact] = {}
        for fact in self._facts(iso3):
            newest.setdefault(fact.indicator, fact)
        return list(newest.values())

    def markers_of(self, pair: Pair) -> list[Marker]:
        """The markers that concern either country."""
        return [m for m in self.markers if pair.a in m.countries or pair.b in m.countries]

    def projects_of(self, pair: Pair) -> list[Project]:
        """The projects of which both countries are members."""
        return [p for p in self.projects if pair.a in p.members and pair.b in p.members]

    def movers(
        self, layer: Layer, before: int, after: int, among: Iterable[str], limit: int
    ) -> list[Mover]:
        """The largest changes of the layer between two months, among some countries."""
        old, new = self.frame(layer, before), self.frame(layer, after)
        if old is None or new is None:
            return []
        return movers(self.pairs(layer.id), old, new, frozenset(among), limit)
