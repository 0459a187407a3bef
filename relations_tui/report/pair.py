"""All there is to say of a pair at a date: the headless twin of the pair panel."""

import msgspec
from msgspec.structs import replace

from relations_tui.model.country import Pair
from relations_tui.model.event import Event, Marker, Project
from relations_tui.model.fact import Fact
from relations_tui.model.layer import Layer
from relations_tui.model.score import Contribution
from relations_tui.model.user import Note, UserFile
from relations_tui.query.filters import EventFilter, latest_first
from relations_tui.query.world import Reading, World

LATEST_EVENTS = 20


class Explained(msgspec.Struct, frozen=True):
    """The contributions that sum to the score, largest first."""

    method: str
    sum: float | None
    contributions: tuple[Contribution, ...]


class PairReport(msgspec.Struct, frozen=True):
    """A pair, its score in one layer with the reasons, its value in all layers, its events."""

    a: str
    b: str
    name_a: str
    name_b: str
    layer: str
    directed: bool
    date: str
    score: float | None
    evidence: float
    evidence_unit: str
    change: float | None
    change_from: str
    meaning: str
    days_observed: int | None
    """Of a month with missing days; None where the layer has no such gaps."""
    layers: tuple[Reading, ...]
    explain: Explained
    on_record: tuple[Event, ...]
    """The newest that people put on record, stated or claimed, covid bans apart."""
    events: tuple[Event, ...]
    """The newest of all, in both directions, by the date asked for."""
    projects: tuple[Project, ...]
    markers: tuple[Marker, ...]
    facts: tuple[Fact, ...]
    """The newest figure of each indicator that feeds have of either country."""
    notes: tuple[str, ...]
    """Known defects of the sources that concern either country."""
    starred: str = ""
    """The day that the user starred the pair; "" if not."""
    own_notes: tuple[Note, ...] = ()
    """The user's own notes on the pair and on either country."""


def pair_report(world: World, pair: Pair, layer: Layer, at: int, until: str = "") -> PairReport:
    """Everything about ``pair`` in the month ``at``; events up to the date ``until`` ("": all)."""
    reading = world.reading(layer, pair, at)
    events = world.events(pair)
    told = [event for event in events if event.status != "coded"]
    explanation = world.explain(layer, pair, at)
    a, b = world.countries[pair.a], world.countries[pair.b]
    return PairReport(
        a=pair.a,
        b=pair.b,
        name_a=a.name,
        name_b=b.name,
        layer=layer.id,
        directed=layer.directed,
        date=reading.period,
        score=reading.score,
        evidence=reading.evidence,
        evidence_unit=layer.evidence_unit,
        change=reading.change,
        change_from=reading.change_from,
        meaning=meaning(layer, reading.score),
        days_observed=layer.observed.get(reading.period),
        layers=tuple(world.reading(one, pair, at) for one in world.layers.values()),
        explain=Explained(explanation.method, explanation.score, explanation.contributions),
        on_record=tuple(latest_first(told, EventFilter(until=until, covid=False), LATEST_EVENTS)),
        events=tuple(latest_first(events, EventFilter(until=until), LATEST_EVENTS)),
        projects=tuple(world.projects_of(pair)),
        markers=tuple(world.markers_of(pair)),
        facts=(*world.facts(pair.a), *world.facts(pair.b)),
        notes=tuple(f"{c.name}: {c.note}" for c in (a, b) if c.note),
    )


def with_own(report: PairReport, made: UserFile) -> PairReport:
    """The report, with what the user made of the pair and of either country."""
    pair = Pair(report.a, report.b)
    targets = (pair.key, *pair)
    return replace(
        report,
        starred=next((star.since for star in made.stars if star.target == pair.key), ""),
        own_notes=tuple(note for note in made.notes if note.target in targets),
    )


def meaning(layer: Layer, score: float | None) -> str:
    """The score in words: ``mostly conflict``."""
    if score is None:
        return layer.empty_means
    if layer.method == "conflict":  # four values, not a scale
        from relations_tui.scoring.conflict import MEANS

        return MEANS[round(score, 2)]
    side = layer.high_means if score > 0 else layer.low_means
    if abs(score) < 1:
        return f"between {layer.low_means} and {layer.high_means}"
    degrees = ((3.5, "more {}"), (7.0, "mostly {}"))
    return next((text for limit, text in degrees if abs(score) < limit), "{}").format(side)
