"""How a country gets on with all others: the headless twin of the country view."""

from collections.abc import Iterable

import msgspec

from relations_tui.model.event import Event, Marker, Project
from relations_tui.model.fact import Fact
from relations_tui.model.layer import NO_DATA, Layer
from relations_tui.query.filters import EventFilter, latest_first
from relations_tui.query.partners import Partner, Partners, Ranking, movers_of
from relations_tui.query.remember import per_world
from relations_tui.query.world import World
from relations_tui.report.pair import meaning

LATEST_EVENTS = 20
MOVERS = 5
VISA_KINDS = ("visa", "covid_ban")


class PartnerReport(msgspec.Struct, frozen=True):
    """A partner and its score. In a directed layer the country acts on the partner."""

    iso3: str
    name: str
    region: str
    score: float | None
    meaning: str
    evidence: float
    change: float | None
    """Against ``change_from`` of the report; None if either value is missing."""
    back: float | None
    """The score from the partner to the country; None where the layer is undirected."""
    trend: tuple[float | None, ...]
    """The last 24 periods, the newest last; None is a gap."""


class Moved(msgspec.Struct, frozen=True):
    """A partner with which things changed."""

    iso3: str
    name: str
    change: float
    score: float


class CountryReport(msgspec.Struct, frozen=True):
    """A country, its partners ranked in one layer at one date, its movers, its events."""

    iso3: str
    name: str
    layer: str
    directed: bool
    date: str
    change_from: str
    evidence_unit: str
    region: str
    """The region that the partners are of; "" is the world."""
    with_data: int
    """How many partners have a score, listed or not."""
    partners: tuple[PartnerReport, ...]
    """Those with data, the highest score first."""
    no_data: tuple[str, ...]
    """Codes of those without: which is not a score of 0."""
    empty_means: str
    """What having no score says in this layer."""
    improved: tuple[Moved, ...]
    worsened: tuple[Moved, ...]
    on_record: tuple[Event, ...]
    """The newest that people put on record, stated or claimed; changes of visa rules apart."""
    events: tuple[Event, ...]
    """The newest of all, by the date asked for."""
    projects: tuple[Project, ...]
    markers: tuple[Marker, ...]
    facts: tuple[Fact, ...]
    note: str
    """A known defect of the sources for this country."""


def country_report(
    world: World,
    iso3: str,
    layer: Layer,
    at: int,
    *,
    region: str = "",
    by: Ranking = "score",
    until: str = "",
    limit: int = 0,
) -> CountryReport:
    """Everything about a country in the month ``at``.

    Args:
        world: the data.
        iso3: the country.
        layer: what the partners are ranked by.
        at: a month.
        region: a region, a subregion or a set of names that the partners are of; "" is the world.
        by: the order of the partners.
        until: events up to this date; "": all.
        limit: at most so many partners; 0: all.

    Raises:
        UnknownCountry, UsageError: if the region is none.
    """
    partners = Partners(world, layer, iso3)
    ranked = partners.ranked(at, world.order("name", region, at), by)
    known = [one for one in ranked if one.has_data]
    better, worse = movers_of(ranked, MOVERS)
    on_record, events = events_of(world, iso3, until=until)
    return CountryReport(
        iso3=iso3,
        name=world.countries[iso3].name,
        layer=layer.id,
        directed=layer.directed,
        date=_period(world, layer, at),
        change_from=partners.change_from(at),
        evidence_unit=layer.evidence_unit,
        region=region,
        with_data=len(known),
        partners=tuple(_row(partners, one, at) for one in known[: limit or None]),
        no_data=tuple(one.iso3 for one in ranked if not one.has_data),
        empty_means=layer.empty_means,
        improved=_moved(world, better),
        worsened=_moved(world, worse),
        on_record=on_record,
        events=events,
        projects=projects_of(world, iso3),
        markers=tuple(marker for marker in world.markers if iso3 in marker.countries),
        facts=tuple(world.facts(iso3)),
        note=world.countries[iso3].note,
    )


PARTNER_HEAD = ["iso3", "name", "region", "score", "change", "back", "evidence"]
"""The columns of a table of partners."""


def partner_cells(report: CountryReport) -> list[list[object]]:
    """A row a partner, as ``PARTNER_HEAD`` names them; None is no data."""
    return [
        [p.iso3, p.name, p.region, p.score, p.change, p.back, round(p.evidence, 2)]
        for p in report.partners
    ]


@per_world(8)
def events_of(
    world: World, iso3: str, *, until: str = "", covid: bool = True, limit: int = LATEST_EVENTS
) -> tuple[tuple[Event, ...], tuple[Event, ...]]:
    """The newest events of a country: those that people put on record, and all.

    Visa rules are left out of the first: a country has hundreds of their changes.
    """
    found = world.source.country_events(iso3)
    told = [e for e in found if e.status != "coded" and e.kind not in VISA_KINDS]
    return (
        tuple(latest_first(told, EventFilter(until=until), limit)),
        tuple(latest_first(found, EventFilter(until=until, covid=covid), limit)),
    )


def projects_of(world: World, iso3: str) -> tuple[Project, ...]:
    """The projects that the country is a member of."""
    return tuple(project for project in world.projects if iso3 in project.members)


def _period(world: World, layer: Layer, at: int) -> str:
    frame = world.frame(layer, at)
    return "" if frame is None else frame.period


def _row(partners: Partners, one: Partner, at: int) -> PartnerReport:
    country, layer = partners.world.countries[one.iso3], partners.layer
    score = one.score / 100
    return PartnerReport(
        iso3=one.iso3,
        name=country.name,
        region=country.region,
        score=score,
        meaning=meaning(layer, score),
        evidence=partners.evidence(one.iso3, at),
        change=None if one.change is None else one.change / 100,
        back=one.back / 100 if layer.directed and one.back != NO_DATA else None,
        trend=partners.trend(one.iso3, at),
    )


def _moved(world: World, found: Iterable[Partner]) -> tuple[Moved, ...]:
    return tuple(
        Moved(one.iso3, world.countries[one.iso3].name, (one.change or 0) / 100, one.score / 100)
        for one in found
    )
