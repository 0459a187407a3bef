"""How one country stands with all others, in one layer at one date."""

from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, get_args

from relations_tui.model.country import Pair
from relations_tui.model.layer import NO_DATA, Frame, Layer
from relations_tui.model.period import period_at, period_text
from relations_tui.query import timeline
from relations_tui.query.remember import per_world
from relations_tui.query.world import CHANGE_MONTHS, World

Ranking = Literal["score", "change", "name"]
RANKINGS: tuple[Ranking, ...] = get_args(Ranking)
TREND_PERIODS = 24
"""Periods of the small trend beside a partner."""


@dataclass(frozen=True, slots=True)
class Partner:
    """A country as another one stands with it. Scores are in hundredths, or ``NO_DATA``."""

    iso3: str
    score: int
    """From the country to the partner, where the layer is directed."""
    change: int | None
    """Against a year before; None if either value is missing."""
    back: int
    """From the partner to the country, where the layer is directed; else as ``score``."""

    @property
    def has_data(self) -> bool:
        """Whether there is a score."""
        return self.score != NO_DATA


class Partners:
    """The scores of one country with all others in a layer: a look-up at any date."""

    def __init__(self, world: World, layer: Layer, iso3: str) -> None:
        self.world, self.layer, self.iso3 = world, layer, iso3

    @property
    def _to(self) -> dict[str, int]:
        """By partner: where a frame has the score from the country to it."""
        return _places(self.world, self.layer.id, self.iso3)[0]

    @property
    def _from(self) -> dict[str, int]:
        """By partner: where a frame has the score from it to the country."""
        return _places(self.world, self.layer.id, self.iso3)[1]

    def scores(self, at: int, *, back: bool = False) -> dict[str, int]:
        """By partner the score in the month ``at``, in hundredths; those without data are missing.

        ``back``: from the partners to the country, where the layer is directed.
        """
        frame = self.world.frame(self.layer, at)
        if frame is None:
            return {}
        found = self._from if back else self._to
        values = frame.scores
        return {iso3: values[i] for iso3, i in found.items() if values[i] != NO_DATA}

    def year_before(self, at: int) -> int | None:
        """The month that a change is counted from: a year before, or the last with data by then."""
        return timeline.at_or_before(self.layer, at - CHANGE_MONTHS)

    def change_from(self, at: int) -> str:
        """The period that a change in the month ``at`` is counted from; "" if there is none."""
        before = self.year_before(at)
        frequency = self.layer.frequency
        return "" if before is None else period_text(period_at(before, frequency), frequency)

    def ranked(
        self, at: int, among: Collection[str], by: Ranking = "score", *, back: bool = False
    ) -> list[Partner]:
        """The country's partners in the month ``at``, the highest first.

        Args:
            at: a month.
            among: the codes asked for; the country itself is left out.
            by: ``change`` has the largest gain first; those without the value come last, by name.
            back: rank by the score from the partners, and show that one first.
        """
        frame, before = self.world.frame(self.layer, at), self.year_before(at)
        old = None if before is None else self.world.frame(self.layer, before)
        to, fro = (self._from, self._to) if back else (self._to, self._from)
        found = []
        for iso3 in among:
            if iso3 == self.iso3:
                continue
            now, then = _of(frame, to.get(iso3, -1)), _of(old, to.get(iso3, -1))
            change = None if NO_DATA in (now, then) else now - then
            found.append(Partner(iso3, now, change, _of(frame, fro.get(iso3, -1))))
        names = {iso3: self.world.countries[iso3].name for iso3 in among}
        found.sort(key=lambda one: names[one.iso3])
        if by == "score":
            found.sort(key=lambda one: one.score, reverse=True)
        elif by == "change":
            found.sort(key=lambda one: NO_DATA if one.change is None else one.change, reverse=True)
        return found

    def trend(self, partner: str, at: int, *, back: bool = False) -> tuple[float | None, ...]:
        """The score with a partner in the layer's last periods up to the month ``at``.

        None is no data, or one None for a gap between periods, however long it was.
        """
        pair = Pair(partner, self.iso3) if back else Pair(self.iso3, partner)
        points = {point.period: point.score for point in self.world.trend(self.layer, pair)}
        found: list[float | None] = []
        standing, before = None, 0
        for period in self._last_periods(at):
            if found and period > before + 1 and not self.layer.hold:
                found.append(None)
            standing = points.get(period, standing if self.layer.hold else None)
            found.append(standing)
            before = period
        return tuple(found[-TREND_PERIODS:])

    def _last_periods(self, at: int) -> list[int]:
        """The layer's periods up to the month ``at``; where rules hold, one more to begin with."""
        known = [period_at(month, self.layer.frequency) for month in timeline.months(self.layer)]
        end = bisect_right(known, period_at(at, self.layer.frequency))
        return known[max(0, end - TREND_PERIODS - self.layer.hold) : end]

    def evidence(self, partner: str, at: int, *, back: bool = False) -> float:
        """What the score of the month ``at`` rests on, in the layer's unit; 0 if there is none."""
        pair = Pair(partner, self.iso3) if back else Pair(self.iso3, partner)
        return self.world.evidence(self.layer, pair, at)


@per_world(64)
def _places(world: World, layer: str, iso3: str) -> tuple[dict[str, int], dict[str, int]]:
    """Where a frame has a country's scores: those to its partners, and those from them."""
    to: dict[str, int] = {}
    back: dict[str, int] = {}
    pairs = world.pairs(layer)
    for i in [i for i, key in enumerate(pairs) if iso3 in key]:
        a, b = pairs[i][:3], pairs[i][4:]
        if a == iso3:
            to[b] = i
        else:
            back[a] = i
    if world.layers[layer].directed:
        return to, back
    both = to | back
    return both, both


def _of(frame: Frame | None, index: int) -> int:
    return NO_DATA if frame is None else frame.scores[index]


def movers_of(ranked: Collection[Partner], limit: int) -> tuple[list[Partner], list[Partner]]:
    """The partners with which things improved most, and worsened most, largest change first."""
    moved = sorted((p for p in ranked if p.change), key=lambda p: (p.change or 0, p.iso3))
    worse = [p for p in moved if (p.change or 0) < 0]
    better = [p for p in reversed(moved) if (p.change or 0) > 0]
    return better[:limit], worse[:limit]
