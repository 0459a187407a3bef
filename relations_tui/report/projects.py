"""Undertakings of several states and their weakest link: ``relations projects``."""

import msgspec

from relations_tui.model.event import Event, Marker, Project
from relations_tui.model.layer import Layer
from relations_tui.model.period import period_at, period_text
from relations_tui.query import timeline
from relations_tui.query.project_course import Course, Reign, course
from relations_tui.query.projects import (
    Link,
    Standing,
    events_among,
    known_text,
    markers_among,
    phase,
    standing,
)
from relations_tui.query.world import World
from relations_tui.report import wording
from relations_tui.report.pair import meaning

EVENTS = 20


class LinkReport(msgspec.Struct, frozen=True):
    """Two members and how they get on; None is no data."""

    a: str
    b: str
    score: float | None
    meaning: str


class StageReport(msgspec.Struct, frozen=True):
    """A period: the mean of the pairs with data, the weakest of them, and how many there are."""

    period: str
    mean: float | None
    weakest: float | None
    a: str
    """The two of the weakest link; "" if no pair has data."""
    b: str
    known: int


class ProjectReport(msgspec.Struct, frozen=True):
    """A project, the relations among its members in a layer, and the weakest link."""

    id: str
    title: str
    summary: str
    members: tuple[str, ...]
    names: tuple[str, ...]
    since: str
    until: str
    phase: str
    """"not begun", "running" or "ended" at the date."""
    status: str
    """How it is known that there is such a project."""
    grade: str
    source: str
    layer: str
    date: str
    mean: float | None
    """Of the pairs of members that have data."""
    known: int
    pairs: int
    weakest: LinkReport | None
    weakest_since: str
    """The first period of the unbroken time in which that link has been the weakest; "" if there
    is none.
    """
    weakest_periods: int
    """How many periods with data that are."""
    weakest_from_start: bool
    """Whether the data begin no earlier."""
    links: tuple[LinkReport, ...]
    """The weakest first, those without data last."""
    trend: tuple[StageReport, ...]
    """Every period of the layer up to the date."""
    events: tuple[Event, ...]
    """On record between members by the date, the newest first."""
    markers: tuple[Marker, ...]
    told: str
    """The weakest link in a sentence."""


def project_report(
    world: World, project: Project, layer: Layer, at: int, until: str = ""
) -> ProjectReport:
    """Everything about a project in the month ``at``; events up to the date ``until`` ("": all)."""
    now, found = standing(world, project, layer, at), course(world, layer.id, project.members)
    period = period_at(timeline.nearest(layer, at), layer.frequency)
    weakest = now.weakest
    reign = None if weakest is None else found.reign(weakest.pair, period)
    links = sorted(now.links, key=lambda one: (one.score is None, one.score or 0.0, one.pair))
    frame = world.frame(layer, at)
    return ProjectReport(
        id=project.id,
        title=project.title,
        summary=project.summary,
        members=project.members,
        names=tuple(world.countries[iso3].name for iso3 in project.members),
        since=project.since,
        until=project.until,
        phase=phase(project, at),
        status=project.status,
        grade=project.grade,
        source=project.feed,
        layer=layer.id,
        date="" if frame is None else frame.period,
        mean=None if now.mean is None else round(now.mean, 4),
        known=len(now.scored),
        pairs=len(now.links),
        weakest=None if weakest is None else _link(layer, weakest),
        weakest_since="" if reign is None else period_text(reign.since, layer.frequency),
        weakest_periods=0 if reign is None else reign.periods,
        weakest_from_start=reign is not None and reign.from_the_start,
        links=tuple(_link(layer, link) for link in links),
        trend=_trend(found, layer, period),
        events=tuple(events_among(world, project, until)[:EVENTS]),
        markers=markers_among(world, project),
        told=told(world, layer, now, reign),
    )


def _link(layer: Layer, link: Link) -> LinkReport:
    score = None if link.score is None else round(link.score, 4)
    return LinkReport(*link.pair, score, meaning(layer, score))


def _trend(found: Course, layer: Layer, upto: int) -> tuple[StageReport, ...]:
    stages = (stage for stage in found.stages if stage.period <= upto)
    return tuple(
        StageReport(
            period_text(stage.period, layer.frequency),
            None if stage.mean is None else round(stage.mean, 4),
            stage.low,
            *(stage.weakest or ("", "")),
            stage.known,
        )
        for stage in stages
    )


def told(world: World, layer: Layer, now: Standing, reign: Reign | None) -> str:
    """The weakest link in a sentence: who, since when, and of how much."""
    weakest, mean = now.weakest, now.mean
    if weakest is None or mean is None:
        return f"{layer.empty_means} among the members: no link can be called the weakest"
    a, b = (world.countries[iso3].name for iso3 in weakest.pair)
    said = f"{a} and {b} are the weakest link at {wording.signed(weakest.score)}"
    said += f"{since_text(layer, reign)}; the mean of {known_text(now)} is {wording.signed(mean)}"
    return said


def since_text(layer: Layer, reign: Reign | None) -> str:
    """Since when a link has been the weakest: ``, since 2022-11 (8 months with data)``."""
    if reign is None:
        return ""
    unit = layer.frequency if reign.periods == 1 else f"{layer.frequency}s"
    at_least = "at least " if reign.from_the_start else ""
    since = period_text(reign.since, layer.frequency)
    return f", since {at_least}{since} ({reign.periods} {unit} with data)"


PROJECTS_HEAD = [
    "id", "title", "members", "since", "until", "phase", "status", "grade", "layer", "date",
    "mean", "weakest", "a", "b", "weakest_since", "known", "pairs",
]  # fmt: skip
"""The columns of projects as a table, a row a project."""


def project_cells(report: ProjectReport) -> list[object]:
    """A project as a row; an empty cell is no data."""
    weakest = report.weakest
    link = (None, "", "") if weakest is None else (weakest.score, weakest.a, weakest.b)
    return [
        report.id, report.title, " ".join(report.members), report.since, report.until,
        report.phase, report.status, report.grade, report.layer, report.date, report.mean,
        *link, report.weakest_since, report.known, report.pairs,
    ]  # fmt: skip


STAGE_HEAD = ["id", "layer", "period", "mean", "weakest", "a", "b", "known", "pairs"]
"""The columns of one project over time, a row a period."""


def stage_cells(report: ProjectReport) -> list[list[object]]:
    """A row a period; an empty cell is no data."""
    return [
        [report.id, report.layer, s.period, s.mean, s.weakest, s.a, s.b, s.known, report.pairs]
        for s in report.trend
    ]
