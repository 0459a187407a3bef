"""Undertakings of several states: how their members get on, and the weakest link among them."""

from collections.abc import Iterable, Sequence
from itertools import combinations
from math import fsum
from typing import NamedTuple

from relations_tui.errors import UsageError
from relations_tui.model.country import Pair
from relations_tui.model.event import Event, Marker, Project
from relations_tui.model.layer import NO_DATA, Layer
from relations_tui.model.period import month
from relations_tui.query.names import fold
from relations_tui.query.remember import per_world
from relations_tui.query.world import World


class Link(NamedTuple):
    """A pair of members and its score; None is no data."""

    pair: Pair
    score: float | None


class Standing(NamedTuple):
    """How the members of a project get on with each other in one period of a layer."""

    links: tuple[Link, ...]
    """Every pair of members, sorted by code. Of a directed layer the mean of both directions, or
    the one there is.
    """

    @property
    def scored(self) -> tuple[Link, ...]:
        """Those with data."""
        return tuple(link for link in self.links if link.score is not None)

    @property
    def mean(self) -> float | None:
        """Mean of the pairs that have data; None if none has."""
        scores = [link.score for link in self.links if link.score is not None]
        return fsum(scores) / len(scores) if scores else None

    @property
    def weakest(self) -> Link | None:
        """The lowest of those with data, of equals the first by code."""
        return min(self.scored, key=lambda link: (link.score, link.pair), default=None)


def known_text(now: Standing) -> str:
    """Of how many pairs a mean is: ``3 pairs``, ``2 of 3 pairs with data``."""
    known, pairs = len(now.scored), len(now.links)
    if known < pairs:
        return f"{known} of {pairs} pairs with data"
    return f"{pairs} pairs" if pairs != 1 else "one pair"


def pairs_of(members: Iterable[str]) -> tuple[Pair, ...]:
    """Every two members, sorted by code."""
    return tuple(Pair(a, b) for a, b in combinations(sorted(set(members)), 2))


def find_project(world: World, text: str) -> Project:
    """The project by its id, or by a part of its title that no other has.

    Raises:
        UsageError: if there is none, or several.
    """
    for project in world.projects:
        if project.id == text:
            return project
    wanted = fold(text)
    found = [one for one in world.projects if wanted and wanted in fold(one.title)]
    if len(found) == 1:
        return found[0]
    known = ", ".join(one.id for one in world.projects)
    what = f"several projects are named like {text!r}" if found else f"no project {text!r}"
    raise UsageError(f"{what}; there are: {known or 'none in these data'}")


def phase(project: Project, at: int) -> str:
    """Whether it runs in the month ``at``: "not begun", "running" or "ended"."""
    if at < (month(project.since) if len(project.since) > 4 else int(project.since) * 12):
        return "not begun"
    return "ended" if project.until and at > month(project.until) else "running"


@per_world(8)
def _places(world: World, layer_id: str) -> dict[str, int]:
    return {key: place for place, key in enumerate(world.pairs(layer_id))}


def places(world: World, layer: Layer, pair: Pair) -> tuple[int, ...]:
    """Where a frame of the layer has a pair: nowhere, once, or in both directions."""
    known = _places(world, layer.id)
    keys = dict.fromkeys((f"{pair.a}-{pair.b}", f"{pair.b}-{pair.a}"))
    return tuple(known[key] for key in keys if key in known)


def standing(world: World, project: Project, layer: Layer, at: int) -> Standing:
    """How the members get on in the month ``at``."""
    frame = world.frame(layer, at)
    links = []
    for pair in pairs_of(project.members):
        found = [] if frame is None else [frame.scores[i] for i in places(world, layer, pair)]
        links.append(Link(pair, mean_score(found)))
    return Standing(tuple(links))


def mean_score(hundredths: Sequence[int]) -> float | None:
    """Mean of scores in hundredths, in points; of what is no data nothing counts."""
    known = [score for score in hundredths if score != NO_DATA]
    return sum(known) / (100 * len(known)) if known else None


def events_among(world: World, project: Project, until: str = "") -> list[Event]:
    """What people put on record between members, said or claimed, newest first; visa rules apart.

    Args:
        world: the data.
        project: whose members.
        until: up to this date; "": all.
    """
    found = _on_record(world, project.members)
    return [event for event in found if not until or event.date[: len(until)] <= until]


@per_world(64)
def _on_record(world: World, members: tuple[str, ...]) -> tuple[Event, ...]:
    hidden = ("visa", "covid_ban")
    found = {
        event.id: event
        for pair in pairs_of(members)
        for event in world.source.pair_events(pair)
        if event.status != "coded" and event.kind not in hidden
    }
    return tuple(sorted(found.values(), key=lambda e: (e.date, e.id), reverse=True))


def markers_among(world: World, project: Project) -> tuple[Marker, ...]:
    """The turning points of any member, by date."""
    members = frozenset(project.members)
    return tuple(marker for marker in world.markers if members.intersection(marker.countries))
