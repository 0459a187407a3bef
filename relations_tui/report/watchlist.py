"""What the user keeps an eye on, as it stands now: the headless twin of the watchlist."""

from collections.abc import Iterable
from functools import cache
from statistics import fmean

import msgspec

from relations_tui.model.country import pair_of
from relations_tui.model.layer import Layer
from relations_tui.model.period import period_at, period_text
from relations_tui.model.user import Note, SavedView, Star, UserFile
from relations_tui.query import timeline
from relations_tui.query.partners import TREND_PERIODS, Partners
from relations_tui.query.world import World
from relations_tui.report.pair import meaning

WATCH_HEAD = [
    "target", "name", "since", "layer", "date", "score", "change", "change_from", "evidence",
    "partners", "meaning", "note",
]  # fmt: skip


class Watched(msgspec.Struct, frozen=True):
    """A starred pair or country in one layer at one date."""

    target: str
    """``AZE-IRN`` or ``AZE``."""
    name: str
    since: str
    """The day it was starred."""
    period: str
    """The period of the score; "" if the layer has none by then."""
    score: float | None
    """Of a country the mean of its scores with all partners that have one."""
    change: float | None
    """Against ``change_from``; of a country over the partners that have both values."""
    change_from: str
    evidence: float | None
    """In the layer's unit; None for a country: see ``partners``."""
    partners: int
    """How many partners a country's mean is of; 0 for a pair."""
    meaning: str
    """The score in words."""
    trend: tuple[float | None, ...]
    """The layer's last 24 periods, the newest last; None is no data, or a gap, however long."""
    note: str
    """The user's own note on it."""


class Watchlist(msgspec.Struct, frozen=True):
    """Stars as they stand, notes and saved views."""

    layer: str
    directed: bool
    at: str
    evidence_unit: str
    stars: tuple[Watched, ...]
    """Oldest star first."""
    notes: tuple[Note, ...]
    """The last written first."""
    views: tuple[SavedView, ...]
    """By name."""


def watchlist(world: World, made: UserFile, layer: Layer, at: int) -> Watchlist:
    """What the user made, with the scores of the layer in the month ``at``."""
    notes = {note.target: note.text for note in made.notes}
    partners = cache(lambda iso3: Partners(world, layer, iso3))
    stars = []
    for star in made.stars:
        codes = star.target.split("-")
        known = all(iso3 in world.countries for iso3 in codes)
        watch = _nothing if not known else _pair if len(codes) == 2 else _country
        found = watch(partners(codes[0]), star, at)
        stars.append(msgspec.structs.replace(found, note=notes.get(star.target, "")))
    return Watchlist(
        layer=layer.id,
        directed=layer.directed,
        at=period_text(at, "month"),
        evidence_unit=layer.evidence_unit,
        stars=tuple(stars),
        notes=made.notes,
        views=made.views,
    )


def watch_cells(found: Watchlist) -> list[list[object]]:
    """The stars as rows under ``WATCH_HEAD``."""
    return [
        [one.target, one.name, one.since, found.layer, one.period, one.score, one.change,
         one.change_from, one.evidence, one.partners, one.meaning, one.note]
        for one in found.stars
    ]  # fmt: skip


def _pair(partners: Partners, star: Star, at: int) -> Watched:
    world, layer, pair = partners.world, partners.layer, pair_of(star.target)
    reading = world.reading(layer, pair, at)
    return Watched(
        target=star.target,
        name=" – ".join(world.countries[iso3].name for iso3 in pair),
        since=star.since,
        period=reading.period,
        score=reading.score,
        change=reading.change,
        change_from=reading.change_from,
        evidence=reading.evidence,
        partners=0,
        meaning=meaning(layer, reading.score),
        trend=partners.trend(pair.b, at),
        note="",
    )


def _country(partners: Partners, star: Star, at: int) -> Watched:
    layer = partners.layer
    when = timeline.at_or_before(layer, at)
    now = {} if when is None else partners.scores(when)
    year_ago = None if when is None else partners.year_before(when)
    then = {} if year_ago is None else partners.scores(year_ago)
    both = now.keys() & then.keys()
    score = _mean(now.values())
    change = fmean(now[iso3] - then[iso3] for iso3 in both) / 100 if both else None
    return Watched(
        target=star.target,
        name=partners.world.countries[star.target].name,
        since=star.since,
        period="" if when is None else _period(layer, when),
        score=score,
        change=change,
        change_from="" if when is None else partners.change_from(when),
        evidence=None,
        partners=len(now),
        meaning=meaning(layer, score),
        trend=_trend(partners, at),
        note="",
    )


def _nothing(partners: Partners, star: Star, _at: int) -> Watched:
    """A star on what these data do not know."""
    told = partners.layer.empty_means
    return Watched(star.target, star.target, star.since, "", None, None, "", None, 0, told, (), "")


def _trend(partners: Partners, at: int) -> tuple[float | None, ...]:
    """A country's means in the layer's last periods; one None for a gap, however long it was."""
    layer = partners.layer
    last = timeline.at_or_before(layer, at)
    known = [moment for moment in timeline.months(layer) if last is not None and moment <= last]
    found: list[float | None] = []
    before = None
    for moment in known[-TREND_PERIODS:]:
        period = period_at(moment, layer.frequency)
        if before is not None and period > before + 1 and not layer.hold:
            found.append(None)
        found.append(_mean(partners.scores(moment).values()))
        before = period
    return tuple(found[-TREND_PERIODS:])


def _mean(scores: Iterable[int]) -> float | None:
    values = list(scores)
    return fmean(values) / 100 if values else None


def _period(layer: Layer, at: int) -> str:
    return period_text(period_at(at, layer.frequency), layer.frequency)
