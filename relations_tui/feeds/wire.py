"""The feed format ``relations-feed``, version 1: what goes over the wire.

Documented for publishers in ``data/FEED.md``; ``data/feed.schema.json`` is made from these structs
(:mod:`relations_tui.feeds.schema`). They are apart from the model on purpose: the format is a
promise to others, and nothing of how a record came here is part of it.
"""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from relations_tui.model.event import Status
from relations_tui.model.layer import Method
from relations_tui.model.period import Frequency
from relations_tui.model.series import Series

FORMAT: Literal["relations-feed"] = "relations-feed"
VERSION = 1

Code = Annotated[str, Meta(pattern="^[A-Z]{3}$", description="ISO 3166 alpha-3, or XKX")]
Date = Annotated[
    str,
    Meta(
        pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$",
        description="Reduced ISO 8601, as exact as it is known: 2016, 2016-06 or 2016-06-14",
    ),
]
Id = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=200,
        description="Visible ASCII without quotes, backslashes and spaces",
    ),
]
Year = Annotated[str, Meta(pattern="^([0-9]{4})?$", description="A year, 1816 to 2199")]
Supplier = Annotated[str, Meta(pattern="^([A-Z]{3}|[?])?$", description='"" or "?": unknown')]
Grade = Annotated[str, Meta(description="NATO Admiralty code, A1 to F6")]
Score = Annotated[float, Meta(ge=-10, le=10)]
Amount = Annotated[float, Meta(ge=0, le=1e12)]


class Header(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the feed is. In a document its members stand before the lists of records."""

    format: Literal["relations-feed"]
    version: int
    feed: Annotated[str, Meta(min_length=1, max_length=60, description="The feed's own id")]
    title: str
    licence: str
    generated: str
    """UTC, ISO 8601."""
    next: str = ""
    """Address of the next page, absolute or relative to this one."""


class Event(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Something that states did to, or with, one another."""

    id: Id
    date: str
    kind: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    status: Status
    feed: str = ""
    """The collection it is from, as a citation would name it; the header's ``feed`` if absent."""
    cameo: str = ""
    goldstein: Annotated[float, Meta(ge=-10, le=10)] | None = None
    end: str = ""
    summary: str = ""
    actors: str = ""
    speaker: str = ""
    quote: str = ""
    response: str = ""
    url: str = ""
    grade: str = ""
    mentions: Annotated[int, Meta(ge=0, le=10**9)] = 0
    flag: str = ""


class EventLine(Event, frozen=True, omit_defaults=True, gc=False, tag_field="type", tag="event"):
    """An event as a line of NDJSON."""


class Layer(msgspec.Struct, frozen=True, omit_defaults=True):
    """An indicator of relations; a feed's own has method ``given``."""

    id: Id
    title: str
    method: Method
    frequency: Frequency
    directed: bool
    high_means: str
    low_means: str
    empty_means: str
    evidence_unit: str
    source: str
    citation: str
    licence: str
    how: str
    defects: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    """Periods that the layer looked at, data or none; those with data are added."""
    observed: dict[str, int] = {}
    hold: bool = False
    floor: float = 0.0
    prior: float = 0.0
    half_life: float = 0.0
    weights: dict[str, tuple[float, float]] = {}


class GivenScores(msgspec.Struct, frozen=True, omit_defaults=True):
    """Scores of one pair in a layer whose method is ``given``, period by period."""

    layer: str
    pair: Annotated[str, Meta(pattern="^[A-Z]{3}-[A-Z]{3}$")]
    """In alphabetical order; in a directed layer the first acts on the second."""
    start: Date
    values: Annotated[tuple[Score | None, ...], Meta(max_length=5000)]
    evidence: Annotated[tuple[Amount | None, ...], Meta(max_length=5000)] = ()


class SourceSeries(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a bundled layer knows of a pair before scoring, in the source's own units."""

    layer: str
    series: Series


class Project(msgspec.Struct, frozen=True, omit_defaults=True):
    """A standing undertaking of several states."""

    id: Id
    title: str
    members: tuple[Code, ...]
    since: Date
    summary: str
    status: Status
    feed: str = ""
    grade: Grade = ""
    until: str = ""


class Marker(msgspec.Struct, frozen=True, omit_defaults=True):
    """A dated turning point: an election, a treaty."""

    id: Id
    date: Date
    title: str
    countries: tuple[Code, ...]
    status: Status
    feed: str = ""
    grade: Grade = ""


class Fact(msgspec.Struct, frozen=True, omit_defaults=True):
    """One indicator of one country in one year."""

    country: Code
    indicator: Id
    title: str
    date: Date
    value: float
    unit: str = ""
    feed: str = ""


class Flow(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a country received from another in one year, or in a span that is known as a whole."""

    recipient: Code
    since: Year
    value: Annotated[float, Meta(ge=0)]
    unit: Annotated[str, Meta(min_length=1, max_length=40)]
    supplier: Supplier = ""
    """Empty, or "?", if nobody knows: it stays in the whole."""
    until: Year = ""
    """The last year; that of ``since`` if absent."""
    what: Id = "arms"
    feed: str = ""


class Tombstone(msgspec.Struct, frozen=True, omit_defaults=True):
    """A record of this feed that it takes back."""

    kind: Literal["event", "series", "source_series", "layer", "project", "marker", "fact", "flow"]
    id: Id
    """For series ``layer/AZE-IRN``, for facts ``AZE/indicator/2016``, for flows
    ``arms/RUS-AZE/2014-2018/TIV``.
    """
    reason: str = ""


LISTS = {
    "layers": Layer,
    "series": GivenScores,
    "source_series": SourceSeries,
    "events": Event,
    "projects": Project,
    "markers": Marker,
    "facts": Fact,
    "flows": Flow,
    "tombstones": Tombstone,
}
"""The lists of a document, and what each holds."""

TYPES = {
    "layer": "layers",
    "series": "series",
    "source_series": "source_series",
    "event": "events",
    "project": "projects",
    "marker": "markers",
    "fact": "facts",
    "flow": "flows",
    "tombstone": "tombstones",
}
"""What a line of NDJSON says in its member ``type``, and the list that such records are in."""
