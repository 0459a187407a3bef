"""The check at the boundary: text is cleaned, numbers and names are checked, the rest is set aside.

Whatever an adapter reads becomes one of our values here or a :class:`BadRecord`; nothing that has
not been through a :class:`Judge` is stored.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta

from msgspec.structs import replace

from relations_tui.model.country import Country
from relations_tui.model.event import KINDS, STATUSES, CameoCode, Event, Marker, Project
from relations_tui.model.fact import Fact
from relations_tui.model.flow import Flow
from relations_tui.model.layer import Layer
from relations_tui.model.period import check_date
from relations_tui.model.record import Bad, Tombstone
from relations_tui.text import clean

KEPT = 64 * 1024
"""Bytes of a bad record that are kept, to look at and to try again after an upgrade."""
PARTIES = 64
"""States an event can name: the largest coalitions of the bundled data have 49."""
TEXT, LONG_TEXT, URL = 500, 4000, 2000
_ID = re.compile(r"[!#-\[\]-~]{1,200}")
_UNIT = re.compile(r"[!-~](?:[ -~]{0,38}[!-~])?")
_GRADE = re.compile(r"[A-F][1-6]")
_CAMEO = re.compile(r"\d{2,4}", re.ASCII)
_URL = re.compile(r"https?://[^\s\"<>\\^`{|}]+")


class BadRecord(ValueError):  # noqa: N818
    """A record that can't be taken in; ``str()`` is the reason, in plain words."""


def bad(reason: str, raw: bytes | str, where: str = "") -> Bad:
    """A record set aside, with as much of it as is kept."""
    kept = raw if isinstance(raw, bytes) else raw.encode(errors="replace")
    return Bad(clean(reason, 300), kept[:KEPT], where)


class Judge:
    """Knows the countries and codes there are, and what day it is."""

    def __init__(
        self, countries: Iterable[Country], codes: Iterable[CameoCode], today: str
    ) -> None:
        self.countries: Mapping[str, Country] = {c.iso3: c for c in countries}
        self.codes: Mapping[str, CameoCode] = {c.code: c for c in codes}
        self.today = today
        self._latest = (date.fromisoformat(today) + timedelta(days=1)).isoformat()
        """A day ahead: it may be tomorrow already where the feed is made."""

    def identity(self, text: str) -> str:
        """An id: visible ASCII without quotes and backslashes, at most 200 characters."""
        if _ID.fullmatch(text) is None:
            raise BadRecord(f"id {clean(text, 60)!r} is not 1 to 200 plain characters")
        return text

    def country(self, iso3: str) -> str:
        """A country that we know, by its ISO 3166 alpha-3 code."""
        if iso3 not in self.countries:
            raise BadRecord(f"unknown country {clean(iso3, 40)!r}")
        return iso3

    def day(self, text: str, *, future: bool = False) -> str:
        """A date in reduced ISO 8601, not in the future unless told so."""
        try:
            check_date(text)
        except ValueError as error:
            raise BadRecord(str(error)) from None
        if not future and text > self._latest[: len(text)]:
            raise BadRecord(f"date {text} lies in the future")
        return text

    def number(self, value: float, low: float, high: float, name: str) -> float:
        """A finite number within bounds."""
        if not low <= value <= high:  # NaN is not
            shown = f" {value!r}" if isinstance(value, float) else ""  # a whole one may fill pages
            raise BadRecord(f"{name}{shown} is not within {low:g} to {high:g}")
        return value

    def text(self, value: str, name: str, limit: int = TEXT) -> str:
        """Text that is needed: cleaned, and not empty."""
        cleaned = clean(value, limit)
        if not cleaned:
            raise BadRecord(f"{name} is empty")
        return cleaned

    def url(self, text: str) -> str:
        """A web address, or "" for none."""
        if text and (len(text) > URL or _URL.fullmatch(text) is None or clean(text, URL) != text):
            raise BadRecord(f"not a web address: {clean(text, 80)!r}")
        return text

    def grade(self, text: str) -> str:
        """A grade of the NATO Admiralty code, or "" for none."""
        if text and _GRADE.fullmatch(text) is None:
            raise BadRecord(f"grade {clean(text, 20)!r} is not A1 to F6")
        return text

    def status(self, text: str) -> None:
        """One of the five statuses."""
        if text not in STATUSES:
            raise BadRecord(f"unknown status {clean(text, 40)!r}")

    def span(self, since: str, until: str) -> None:
        """An end that is not before its beginning."""
        if until and until < since[: len(until)]:
            raise BadRecord(f"ends {until}, before it begins {since}")

    def event(self, event: Event) -> Event:
        """The event, cleaned.

        Raises:
            BadRecord: for anything that can't be right.
        """
        self.identity(event.id)
        self.day(event.date)
        if event.end:
            self.day(event.end, future=True)
            self.span(event.date, event.end)
        if event.kind not in KINDS:
            raise BadRecord(f"unknown kind {clean(event.kind, 40)!r}")
        self.status(event.status)
        self.parties(event.sources, event.targets)
        if event.cameo and _CAMEO.fullmatch(event.cameo) is None:
            raise BadRecord(f"CAMEO code {clean(event.cameo, 20)!r} is not two to four digits")
        if event.goldstein is not None:
            self.number(event.goldstein, -10, 10, "Goldstein value")
        self.number(event.mentions, 0, 10**9, "mentions")
        self.grade(event.grade)
        self.url(event.url)
        return replace(
            event,
            feed=self.text(event.feed, "feed", 60),
            summary=clean(event.summary),
            actors=clean(event.actors),
            speaker=clean(event.speaker),
            quote=clean(event.quote, LONG_TEXT),
            response=clean(event.response),
            flag=clean(event.flag),
            via="",
            seen="",
            changed="",
            withdrawn="",
        )

    def parties(self, sources: Collection[str], targets: Collection[str]) -> None:
        """Countries that we know; one alone, or two different ones at least if both sides are."""
        if len(sources) + len(targets) > PARTIES:
            raise BadRecord(f"{len(sources) + len(targets)} parties, more than {PARTIES}")
        for iso3 in (*sources, *targets):
            self.country(iso3)
        if not sources and not targets:
            raise BadRecord("no country takes part")
        if len(sources) + len(targets) > 1 and len({*sources, *targets}) < 2:
            raise BadRecord(f"a pair wants two countries: {[*sources, *targets][0]} is both")

    def project(self, project: Project) -> Project:
        """The project, cleaned; raises BadRecord."""
        self.identity(project.id)
        self.day(project.since)
        if project.until:
            self.day(project.until, future=True)
            self.span(project.since, project.until)
        self.status(project.status)
        self.grade(project.grade)
        self.parties(project.members, ())
        return replace(
            project,
            title=self.text(project.title, "title", 120),
            summary=clean(project.summary),
            feed=self.text(project.feed, "feed", 60),
        )

    def marker(self, marker: Marker) -> Marker:
        """The marker, cleaned; raises BadRecord."""
        self.identity(marker.id)
        self.day(marker.date, future=True)
        self.status(marker.status)
        self.grade(marker.grade)
        if not 0 < len(marker.countries) <= PARTIES:
            raise BadRecord(f"{len(marker.countries)} countries, not 1 to {PARTIES}")
        for iso3 in marker.countries:
            self.country(iso3)
        return replace(
            marker,
            title=self.text(marker.title, "title", 120),
            feed=self.text(marker.feed, "feed", 60),
        )

    def fact(self, fact: Fact) -> Fact:
        """The fact, cleaned; raises BadRecord."""
        self.country(fact.key)
        self.identity(fact.indicator)
        self.day(fact.date, future=True)
        self.number(fact.value, -1e18, 1e18, "value")
        return replace(
            fact,
            title=self.text(fact.title, "title", 120),
            unit=clean(fact.unit, 40),
            feed=self.text(fact.feed, "feed", 60),
        )

    def flow(self, flow: Flow) -> Flow:
        """The flow, cleaned; raises BadRecord."""
        self.country(flow.key)
        if flow.supplier:
            self.country(flow.supplier)
        if flow.supplier == flow.key:
            raise BadRecord(f"{flow.key} is supplier and recipient")
        for year in (flow.since, flow.until):
            if len(self.day(year, future=True)) != 4:
                raise BadRecord(f"{year} is no year")
        self.span(flow.since, flow.until)
        self.number(flow.value, 0, 1e18, "value")
        if _UNIT.fullmatch(flow.unit) is None:
            raise BadRecord(f"unit {clean(flow.unit, 40)!r} is not 1 to 40 plain characters")
        self.identity(flow.what)
        return replace(flow, feed=self.text(flow.feed, "feed", 60))

    def tombstone(self, tombstone: Tombstone) -> Tombstone:
        """The tombstone, cleaned; raises BadRecord."""
        kinds = ("event", "series", "source_series", "layer", "project", "marker", "fact",
                 "flow")  # fmt: skip
        if tombstone.kind not in kinds:
            raise BadRecord(f"unknown kind of record {clean(tombstone.kind, 40)!r}")
        self.identity(tombstone.id)
        return replace(tombstone, reason=clean(tombstone.reason, 200))

    def layer(self, layer: Layer) -> Layer:
        """The layer, cleaned; raises BadRecord. Its periods are ours to find out."""
        if re.fullmatch(r"[a-z][a-z0-9-]{0,39}", layer.id) is None:
            raise BadRecord(
                f"layer id {clean(layer.id, 60)!r} is not up to 40 small letters and digits"
            )
        self.number(layer.floor, 0, 1e9, "floor")
        self.number(layer.prior, 0, 1e9, "prior")
        self.number(layer.half_life, 0, 1200, "half-life")
        if layer.method == "balance" and not layer.half_life:
            raise BadRecord("a balance wants a half-life")
        length = 7 if layer.frequency == "month" else 4
        for period in layer.periods:
            if len(self.day(period)) != length:
                raise BadRecord(f"period {period} is no {layer.frequency}")
        if len(layer.periods) > 5000 or layer.periods != tuple(sorted(set(layer.periods))):
            raise BadRecord("periods out of order, twice, or more than 5000")
        for period, days in layer.observed.items():
            self.day(period)
            self.number(days, 0, 366, "days observed")
        for pair in layer.weights.values():
            for weight in pair:
                self.number(weight, 0, 1e6, "weight")
        return replace(
            layer,
            title=self.text(layer.title, "title", 40),
            high_means=self.text(layer.high_means, "high_means", 60),
            low_means=self.text(layer.low_means, "low_means", 60),
            empty_means=self.text(layer.empty_means, "empty_means", 60),
            evidence_unit=clean(layer.evidence_unit, 40),
            source=self.text(layer.source, "source"),
            citation=clean(layer.citation),
            licence=self.text(layer.licence, "licence"),
            how=self.text(layer.how, "how", LONG_TEXT),
            defects=tuple(clean(text, LONG_TEXT) for text in layer.defects[:20]),
            weights={clean(name, 40): pair for name, pair in layer.weights.items()},
        )
