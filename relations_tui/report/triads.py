"""Who is caught between friends that are foes: ``relations triads``."""

from collections.abc import Sequence

import msgspec

from relations_tui.errors import UsageError
from relations_tui.model.country import Pair
from relations_tui.model.layer import Layer
from relations_tui.model.period import period_at, period_text
from relations_tui.query import timeline
from relations_tui.query.signed_world import NEUTRAL_BAND, signed_graph
from relations_tui.query.triads import (
    Tense,
    Tie,
    Triad,
    rests_on,
    solid,
    tense,
    time_line,
    triad,
)
from relations_tui.query.world import World
from relations_tui.report import wording

METHOD = (
    "balanced: the product of the three signs is positive (Heider 1946; Cartwright and Harary "
    "1956). Weak balance (Davis 1967) allows three foes too. Tension: the size of the weakest of "
    "the three scores, our own choice. Listed are those of which each pair rests on four times the "
    "layer's pseudo-evidence or more, unless asked otherwise"
)
CAUTION = (
    "signs come from a threshold on the layer's scores; whether states seek balance at all is "
    "disputed, and an imbalanced triad may last for decades"
)
TRIADS_HEAD = (
    "a", "b", "c", "signs", "tension", "score_ab", "score_ac", "score_bc", "weakest",
    "would_flip_by", "rests_on",
)  # fmt: skip
LIMIT = 20


class CensusReport(msgspec.Struct, frozen=True):
    """How many closed triads there are of each kind."""

    all_friends: int
    torn: int
    common_foe: int
    all_foes: int
    balanced: float | None
    weakly_balanced: float | None


class TenseTriad(msgspec.Struct, frozen=True):
    """An imbalanced triad and what would balance it."""

    a: str
    b: str
    c: str
    signs: str
    tension: float
    ties: tuple[Tie, Tie, Tie]
    says: str
    """In a sentence."""
    weakest: Tie
    """The tie whose flip is nearest."""
    flips_by: float
    """Points that it must move to have the other sign."""
    rests_on: float
    """The evidence of the tie that has least, in the layer's unit."""


class Moment(msgspec.Struct, frozen=True):
    """A triad in one period."""

    period: str
    signs: str
    """``?`` for a tie without a sign."""
    scores: tuple[float | None, float | None, float | None]
    """Of a-b, a-c and b-c."""
    balanced: bool | None
    """None where it is not closed."""


class TriadsReport(msgspec.Struct, frozen=True):
    """The triads of the world, a region, a country or a pair."""

    layer: str
    date: str
    """The period; "" where the layer has no data."""
    of: tuple[str, ...]
    """The countries that all triads have."""
    among: str
    band: float
    least: float
    """Evidence that each of the three pairs of a triad listed rests on."""
    countries: int
    edges: int
    negative: int
    census: CensusReport | None
    imbalanced: int
    """How many there are with those countries, and with enough evidence."""
    thin: int
    """How many more rest on too little."""
    triads: tuple[TenseTriad, ...]
    evidence_unit: str
    note: str
    method: str = METHOD
    caution: str = CAUTION


class TriadReport(msgspec.Struct, frozen=True):
    """Three countries over time."""

    a: str
    b: str
    c: str
    layer: str
    date: str
    band: float
    signs: str
    balanced: bool | None
    tension: float | None
    says: str
    ties: tuple[Tie, Tie, Tie]
    weakest: Tie
    flips_by: float | None
    time_line: tuple[Moment, ...]
    method: str = METHOD
    caution: str = CAUTION


def date_of(layer: Layer, at: int) -> tuple[int, str]:
    """The month to look at, and the period as the layer writes it."""
    when = timeline.nearest(layer, at)
    if layer.hold and at <= timeline.latest(layer):
        return max(at, when), period_text(
            period_at(max(at, when), layer.frequency), layer.frequency
        )
    return when, period_text(period_at(when, layer.frequency), layer.frequency)


def find_tense(
    world: World,
    layer: Layer,
    at: int,
    of: Sequence[str],
    among: str,
    band: float,
    least: float = 0.0,
) -> Tense | None:
    """The imbalanced triads at a date; None where the layer has no data.

    A country that is asked for counts even if it is not in the focus. Those with a pair that rests
    on less than ``least``, in the layer's unit, are only counted.
    """
    nodes = {*world.order("name", among, at), *of}
    graph = signed_graph(world, layer, at, tuple(sorted(nodes)), band)
    if graph is None:
        return None
    return tense(graph, of, least, lambda pair: rests_on(world, layer, pair, at))


def triads_report(
    world: World,
    layer: Layer,
    at: int,
    *,
    of: Sequence[str] = (),
    among: str = "",
    band: float = NEUTRAL_BAND,
    least: float | None = None,
    limit: int | None = LIMIT,
) -> TriadsReport:
    """The imbalanced triads with all the countries ``of`` (none, one or two), most tense first.

    Those with a pair that rests on less than ``least`` are only counted; None: ``solid`` decides.

    Raises:
        UsageError: for a focus that is none, or a band or an evidence out of range.
    """
    least = solid(world, layer) if least is None else least
    if not least >= 0:
        raise UsageError(f"the least evidence is 0 or more, not {least:g}")
    when, date = date_of(layer, at)
    found = find_tense(world, layer, when, of, among, band, least)
    if found is None:
        return TriadsReport(
            layer.id, "", tuple(of), among, band, least, 0, 0, 0, None, 0, 0, (),
            layer.evidence_unit, layer.empty_means,
        )  # fmt: skip
    counts, signs = found.census, found.graph.signs
    negative = int((signs < 0).sum()) // 2
    shown = range(len(found) if limit is None else min(limit, len(found)))
    return TriadsReport(
        layer=layer.id,
        date=date,
        of=tuple(of),
        among=among,
        band=band,
        least=least,
        countries=int(signs.any(axis=1).sum()),
        edges=found.graph.edges,
        negative=negative,
        census=CensusReport(
            counts.all_friends, counts.torn, counts.common_foe, counts.all_foes,
            counts.balanced, counts.weakly_balanced,
        ),
        imbalanced=len(found),
        thin=found.thin,
        triads=tuple(told(world, layer, when, found[rank], band) for rank in shown),
        evidence_unit=layer.evidence_unit,
        note=note_on(layer, negative),
    )  # fmt: skip


def note_on(layer: Layer, negative: int) -> str:
    """What the layer's signs can't say."""
    notes = []
    if layer.directed:
        notes.append("of each pair the mean of both directions")
    if layer.method in ("agreement", "distance"):
        notes.append("votes tell who stands together: a minus is distance, not hostility")
    if layer.method == "conflict":
        notes.append("only pairs in an armed conflict have a sign")
    if not negative:
        notes.append("no pair is hostile, so that no triad can be imbalanced")
    return "; ".join(notes)


def told(world: World, layer: Layer, at: int, found: Triad, band: float) -> TenseTriad:
    """An imbalanced triad with its sentence and what it rests on."""
    weakest = found.weakest
    return TenseTriad(
        a=found.a,
        b=found.b,
        c=found.c,
        signs=found.signs,
        tension=found.tension or 0.0,
        ties=found.ties,
        says=says(world, found),
        weakest=weakest,
        flips_by=flips_by(weakest, band),
        rests_on=min(rests_on(world, layer, Pair(tie.a, tie.b), at) for tie in found.ties),
    )


def flips_by(tie: Tie, band: float) -> float:
    """Points that a tie must move until it has the other sign: past 0 and the neutral band."""
    return round(abs(tie.score or 0.0) + band, 2)


def says(world: World, found: Triad) -> str:
    """A triad in a sentence."""
    names = {iso3: world.countries[iso3].name for iso3 in (found.a, found.b, found.c)}
    open_ = [tie for tie in found.ties if not tie.sign]
    if open_:
        pairs = ", ".join(f"{names[tie.a]} and {names[tie.b]}" for tie in open_)
        return f"not closed: no sign between {pairs}"
    foes = [tie for tie in found.ties if tie.sign < 0]
    if not foes:
        return f"{names[found.a]}, {names[found.b]} and {names[found.c]} all get on"
    if len(foes) == 3:
        return f"{names[found.a]}, {names[found.b]} and {names[found.c]} are all foes"
    if len(foes) == 1:
        a, b = foes[0].a, foes[0].b
        (other,) = {found.a, found.b, found.c} - {a, b}
        return (
            f"{names[other]} gets on with {names[a]} and with {names[b]}, "
            "who do not get on with each other"
        )
    friends = next(tie for tie in found.ties if tie.sign > 0)
    (foe,) = {found.a, found.b, found.c} - {friends.a, friends.b}
    return f"{names[friends.a]} and {names[friends.b]} get on; {names[foe]} is a foe of both"


def triad_report(
    world: World, layer: Layer, at: int, members: Sequence[str], band: float = NEUTRAL_BAND
) -> TriadReport:
    """Three countries at a date, and over time.

    Raises:
        UsageError: if they are not three, or the band is out of range.
    """
    when, date = date_of(layer, at)
    graph = signed_graph(world, layer, when, tuple(sorted(members)), band)
    line = time_line(world, layer, members, band)
    found = line[-1][1] if graph is None else triad(graph, members)
    weakest = found.weakest
    return TriadReport(
        a=found.a,
        b=found.b,
        c=found.c,
        layer=layer.id,
        date="" if graph is None else date,
        band=band,
        signs=found.signs,
        balanced=found.is_balanced if found.is_closed else None,
        tension=found.tension,
        says=says(world, found),
        ties=found.ties,
        weakest=weakest,
        flips_by=flips_by(weakest, band) if weakest.sign else None,
        time_line=tuple(
            Moment(
                period=period,
                signs=one.signs,
                scores=(one.ties[0].score, one.ties[1].score, one.ties[2].score),
                balanced=one.is_balanced if one.is_closed else None,
            )
            for period, one in line
        ),
    )


def triad_cells(found: TenseTriad) -> list[object]:
    """A row of the table."""
    return [
        found.a, found.b, found.c, found.signs, found.tension,
        *("" if tie.score is None else tie.score for tie in found.ties),
        f"{found.weakest.a}-{found.weakest.b}", found.flips_by, found.rests_on,
    ]  # fmt: skip


def would_balance(found: TenseTriad) -> str:
    """What would balance it, in words."""
    tie = found.weakest
    way = "turn friendly" if tie.sign < 0 else "turn hostile"
    return (
        f"nearest to it: {tie.a} and {tie.b} ({wording.signed(tie.score, 2)}) would have to {way}, "
        f"{found.flips_by:.1f} points away; any one flip balances it"
    )
