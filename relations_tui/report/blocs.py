"""Which blocs the world falls into: ``relations blocs``."""

from collections.abc import Sequence

import msgspec
import numpy as np

from relations_tui.model.layer import Layer
from relations_tui.model.period import period_at, period_text
from relations_tui.query import timeline
from relations_tui.query.blocs import Blocs, find_blocs, in_blocs, letter, matched, moved
from relations_tui.query.signed_world import NEUTRAL_BAND
from relations_tui.query.world import World
from relations_tui.report.triads import date_of, note_on

METHOD = (
    "signed modularity (Traag and Bruggeman 2009) of the scores beyond the neutral band, by local "
    "search: the best partition found, not proven to be the best. Firm: stays with its bloc in so "
    "many of 12 graphs whose scores were shaken by up to the band. Bridges: participation "
    "coefficient of friendly ties (Guimerà and Amaral 2005)"
)
CAUTION = (
    "a partition always finds blocs: look at how firm they are, and at the scores between them; "
    "small blocs can be hidden in large ones, and other partitions may be nearly as good"
)
BLOCS_HEAD = ("bloc", "iso3", "name", "firm", "bridging", "before")
BRIDGES = 10
FIRM, LOOSE = 0.9, 0.5
"""Shares of shaken graphs from which a membership is firm, and below which it is loose."""


class Member(msgspec.Struct, frozen=True):
    """A country in a bloc."""

    iso3: str
    name: str
    firm: float
    """The share of shaken graphs in which it stays with its bloc."""
    bridging: float
    """How evenly its friendly ties are spread over the blocs, 0..1."""
    before: str
    """The bloc it was in before; "" if it was in none, or nobody asked."""


class Bloc(msgspec.Struct, frozen=True):
    """A group of countries that get on among themselves better than with others."""

    letter: str
    name: str
    """Its most active members."""
    members: tuple[Member, ...]
    """Those most at home first."""
    inside: float | None
    """Mean score among the members."""
    firm: float
    """The mean of how firm its members are."""


class Between(msgspec.Struct, frozen=True):
    """Two blocs, or one with itself."""

    a: str
    b: str
    score: float | None


class Move(msgspec.Struct, frozen=True):
    """A country that changed blocs."""

    iso3: str
    name: str
    before: str
    after: str
    firm: float


class BlocsReport(msgspec.Struct, frozen=True):
    """The blocs of the world or a region at a date."""

    layer: str
    date: str
    """The period; "" where the layer has no data."""
    among: str
    band: float
    resolution: float
    quality: float
    blocs: tuple[Bloc, ...]
    between: tuple[Between, ...]
    loners: tuple[str, ...]
    """In no bloc: without a signed tie, or at home in none."""
    since: str
    """The period that moves are counted from; "" if the layer does not reach back so far."""
    moves: tuple[Move, ...]
    bridges: tuple[Member, ...]
    note: str
    method: str = METHOD
    caution: str = CAUTION


def find(
    world: World, layer: Layer, at: int, among: str, band: float, resolution: float
) -> Blocs | None:
    """The blocs at a date; None where the layer has no data."""
    when, _ = date_of(layer, at)
    return find_blocs(world, layer, when, world.order("name", among, when), band, resolution)


def before(layer: Layer, at: int, months: int) -> int | None:
    """The month to count moves from; None if the layer does not reach back so far."""
    when, _ = date_of(layer, at)
    found = timeline.at_or_before(layer, when - months)
    return None if found is None or found == when else found


def blocs_report(
    world: World,
    layer: Layer,
    at: int,
    *,
    among: str = "",
    band: float = NEUTRAL_BAND,
    resolution: float = 1.0,
    months: int = 12,
) -> BlocsReport:
    """The blocs at a date, and who moved in the months before.

    Raises:
        UsageError: for a focus that is none, or a band or resolution out of range.
    """
    when, date = date_of(layer, at)
    found = find(world, layer, at, among, band, resolution)
    if found is None:
        return BlocsReport(
            layer.id, "", among, band, resolution, 0.0, (), (), (), "", (), (), layer.empty_means
        )
    earlier = before(layer, at, months)
    old = None if earlier is None else find(world, layer, earlier, among, band, resolution)
    became = {} if old is None else matched(old, found)
    activity = world.order("activity", among, when)
    placed = in_blocs(world, found, activity)
    firm = dict(zip(found.graph.nodes, found.firm.tolist(), strict=True))
    bridging = dict(zip(found.graph.nodes, found.bridging.tolist(), strict=True))

    def member(iso3: str) -> Member:
        was = -1 if old is None else became.get(old.of(iso3), -1)
        name = world.countries[iso3].name
        text = letter(was) if was >= 0 else ""
        return Member(iso3, name, round(firm[iso3], 3), round(bridging[iso3], 3), text)

    blocs = []
    for number in range(found.count):
        own = [iso3 for iso3 in placed if found.of(iso3) == number]
        known = [iso3 for iso3 in activity if found.of(iso3) == number]
        mean_firm = float(np.mean([firm[iso3] for iso3 in own]))
        blocs.append(
            Bloc(letter(number), named(world, known), tuple(map(member, own)),
                 rounded(found.mean(number, number)), round(mean_firm, 3))
        )  # fmt: skip
    moves = [] if old is None else moved(old, found)
    crossing = sorted(
        (iso3 for iso3 in found.graph.nodes if found.of(iso3) >= 0),
        key=lambda iso3: (-bridging[iso3], iso3),
    )
    return BlocsReport(
        layer=layer.id,
        date=date,
        among=among,
        band=band,
        resolution=resolution,
        quality=round(found.quality, 4),
        blocs=tuple(blocs),
        between=tuple(
            Between(letter(a), letter(b), rounded(found.mean(a, b)))
            for a in range(found.count)
            for b in range(a, found.count)
        ),
        loners=found.loners,
        since="" if earlier is None or old is None else (
            period_text(period_at(earlier, layer.frequency), layer.frequency)
        ),
        moves=tuple(
            Move(iso3, world.countries[iso3].name, letter(then), letter(now), round(firm[iso3], 3))
            for iso3, then, now in sorted(moves, key=lambda one: -firm[one[0]])
        ),
        bridges=tuple(member(iso3) for iso3 in crossing[:BRIDGES] if bridging[iso3] > 0),
        note=_note(layer, found),
    )  # fmt: skip


def rounded(score: float | None) -> float | None:
    """A mean score in hundredths."""
    return None if score is None else round(score, 2)


def named(world: World, known: Sequence[str]) -> str:
    """A bloc by its most active members."""
    rest = len(known) - 3
    return ", ".join(known[:3]) + (f" and {rest} more" if rest > 0 else "")


def _note(layer: Layer, found: Blocs) -> str:
    negative = int((found.graph.signs < 0).sum()) // 2
    notes = [
        note_on(layer, negative) if negative else "no pair is hostile: blocs are who meets whom"
    ]
    if layer.id == "events":
        notes.append("news blocs are mostly who has dealings with whom: see the overall score too")
    return "; ".join(filter(None, notes))


def bloc_rows(report: BlocsReport) -> list[list[object]]:
    """A row a country."""
    return [
        [bloc.letter, one.iso3, one.name, one.firm, one.bridging, one.before]
        for bloc in report.blocs
        for one in bloc.members
    ]


def firmness(share: float) -> str:
    """How firm a membership is, in a word."""
    return "firm" if share >= FIRM else "loose" if share < LOOSE else "fairly firm"
