"""Who supplies a country: quantities where somebody brought them, claims beside them, unmixed."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from relations_tui.model.country import Pair
from relations_tui.model.event import STATUSES, Event
from relations_tui.model.flow import ARMS, UNKNOWN, Flow
from relations_tui.model.layer import Layer
from relations_tui.model.period import month_text
from relations_tui.query import timeline
from relations_tui.query.remember import per_world
from relations_tui.query.signed_world import NEUTRAL_BAND, signed_graph
from relations_tui.query.world import World

WINDOW = 5
"""Years that shares are counted over: single deliveries are too lumpy for one."""
RIVALRY = 10
"""Years for which an armed conflict makes a rival."""
KINDS = {ARMS: "arms_transfer"}
"""By kind of flow: the kind of event that claims one."""
CONFLICT = "conflict"


@dataclass(frozen=True)
class Supply:
    """What a country received in a window of years, in one unit."""

    since: int
    until: int
    unit: str
    values: Mapping[str, float]
    """By known supplier, those above 0."""
    unknown: float
    """From suppliers that nobody knows: part of the whole."""
    is_span: bool
    """Whether it is the source's own total of these years, not the sum of single years."""
    notes: tuple[str, ...] = ()

    @property
    def total(self) -> float:
        """All of it."""
        return sum(self.values.values()) + self.unknown

    def share(self, supplier: str) -> float:
        """A supplier's share of the whole, 0..1."""
        return self.values.get(supplier, 0.0) / self.total if self.total else 0.0


@dataclass(frozen=True)
class Claimed:
    """A supplier that records name without a quantity."""

    supplier: str
    records: tuple[Event, ...]
    """Best established first."""

    @property
    def best(self) -> Event:
        """The best established."""
        return self.records[0]


@dataclass(frozen=True)
class Rival:
    """A country that is hostile to the recipient."""

    iso3: str
    score: float | None
    """In the layer looked at; None where that has no data."""
    fought: str
    """The last year of an armed conflict between them; "" if there was none in ten years."""


@dataclass(frozen=True)
class AlsoArms:
    """A supplier that supplies a rival too."""

    supplier: str
    rival: Rival
    value: float
    """In the same window and unit; 0 where only records say so."""
    records: tuple[Event, ...]


@dataclass(frozen=True)
class Supplied:
    """All that is known of who supplies a country."""

    recipient: str
    what: str
    now: Supply | None
    """None where nobody brought quantities for these years."""
    before: Supply | None
    over_time: tuple[Supply, ...] = ()
    claimed: tuple[Claimed, ...] = ()
    coded: int = 0
    """Machine-coded reports of military aid, which say nothing of who supplies whom."""
    hostile: tuple[tuple[str, str, float], ...] = ()
    """Suppliers that are hostile to each other, and their score; most hostile first."""
    rivals: tuple[Rival, ...] = ()
    also_arms: tuple[AlsoArms, ...] = ()
    other_units: Mapping[str, int] = field(default_factory=dict)
    """Records in units that are not shown: units are never added up."""

    @property
    def suppliers(self) -> tuple[str, ...]:
        """All that are known or claimed: by quantity, then those that are gone, then by claim."""
        ranked = [
            sorted(one.values, key=one.share, reverse=True)
            for one in (self.now, self.before)
            if one is not None
        ]
        claimed = [one.supplier for one in self.claimed]
        return tuple(dict.fromkeys([iso3 for group in (*ranked, claimed) for iso3 in group]))


def supplied(
    world: World,
    recipient: str,
    layer: Layer,
    at: int,
    *,
    what: str = ARMS,
    window: int = WINDOW,
    band: float = NEUTRAL_BAND,
) -> Supplied:
    """Who supplies a country by the month ``at``, and who of them gets on with whom."""
    own = [flow for flow in world.flows if flow.key == recipient and flow.what == what]
    units = Counter(flow.unit for flow in own)
    unit = min(units, key=lambda one: (-units[one], one), default="")
    chosen = [flow for flow in own if flow.unit == unit]
    # A window that reached beyond the data would be one of fewer years.
    year = min(at // 12, max((int(flow.until) for flow in chosen), default=0))
    now = supply(chosen, unit, year, window)
    before = None if now is None else _before(chosen, now, window)
    claimed, coded = claims(world, recipient, KINDS.get(what, what), at)
    names = tuple(
        dict.fromkeys(
            [*(now.values if now is not None else ()), *(one.supplier for one in claimed)]
        )
    )
    rivals = rivals_of(world, recipient, layer, at, band)
    return Supplied(
        recipient=recipient,
        what=what,
        now=now,
        before=before,
        over_time=tuple(rolling(chosen, unit, window, year)),
        claimed=claimed,
        coded=coded,
        hostile=tuple(hostile_pairs(world, names, layer, at, band)),
        rivals=rivals,
        also_arms=tuple(_also_arms(world, names, rivals, what, now, at)),
        other_units={other: count for other, count in units.items() if other != unit},
    )


def _before(flows: Sequence[Flow], now: Supply, window: int) -> Supply | None:
    """The window before; None where the data begin within it: who is new could not be told."""
    found = supply(flows, now.unit, now.since - 1, window)
    first = min(int(flow.since) for flow in flows)
    return found if found is not None and found.since >= first else None


def supply(flows: Sequence[Flow], unit: str, until: int, window: int) -> Supply | None:
    """What the flows of one unit say of the years up to ``until``.

    The source's own total of just these years is taken where there is one; else single years are
    added up; where there are none, the newest total of a span that ends by then.
    """
    since = until - window + 1
    single = [f for f in flows if f.since == f.until and since <= int(f.since) <= until]
    spans = {(int(f.since), int(f.until)) for f in flows if f.since != f.until}
    whole = (since, until) if (since, until) in spans else None
    if whole is None and not single:
        whole = max(
            (span for span in spans if span[1] <= until), key=lambda s: (s[1], s[0]), default=None
        )
        if whole is None:
            return None
    if whole is None:
        return _summed(single, unit, since, until, is_span=False)
    chosen = [f for f in flows if (int(f.since), int(f.until)) == whole]
    inside = [f for f in flows if f.since == f.until and whole[0] <= int(f.since) <= whole[1]]
    notes = []
    years, total = sum(f.value for f in inside), sum(f.value for f in chosen)
    if inside and abs(years - total) > max(1.0, 0.01 * total):
        notes.append(f"single years add up to {years:,.0f}, the source's total is {total:,.0f}")
    if whole != (since, until):
        notes.append(f"only the total of {whole[0]} to {whole[1]} is known")
    return _summed(chosen, unit, *whole, is_span=True, notes=tuple(notes))


def _summed(
    flows: Iterable[Flow],
    unit: str,
    since: int,
    until: int,
    *,
    is_span: bool,
    notes: tuple[str, ...] = (),
) -> Supply | None:
    values: dict[str, float] = {}
    for flow in flows:
        values[flow.supplier] = values.get(flow.supplier, 0.0) + flow.value
    unknown = values.pop(UNKNOWN, 0.0)
    known = {supplier: value for supplier, value in values.items() if value > 0}
    if not known and not unknown:
        return None
    return Supply(since, until, unit, known, unknown, is_span, notes)


def rolling(flows: Sequence[Flow], unit: str, window: int, until: int) -> list[Supply]:
    """The supply of every window that lies within the years with data, oldest first."""
    years = sorted({int(flow.until) for flow in flows if int(flow.until) <= until})
    first = min((int(flow.since) for flow in flows), default=0)
    found = []
    for year in years:
        one = supply(flows, unit, year, window)
        if one is not None and one.until == year and one.since >= first:
            found.append(one)
    return found


def claims(world: World, recipient: str, kind: str, at: int) -> tuple[tuple[Claimed, ...], int]:
    """Who is said or recorded to supply a country, by the month ``at``; and how many are coded."""
    until = month_text(at)
    found: dict[str, list[Event]] = {}
    coded = 0
    for event in world.source.country_events(recipient):
        if recipient not in event.targets or event.date[:7] > until:
            continue
        if event.status == "coded":
            coded += event.cameo.startswith("072")
        elif event.kind == kind:
            for supplier in event.sources:
                found.setdefault(supplier, []).append(event)
    claimed = [
        Claimed(supplier, tuple(sorted(events, key=_standing)))
        for supplier, events in found.items()
    ]
    return tuple(sorted(claimed, key=lambda one: (_standing(one.best), one.supplier))), coded


def _standing(event: Event) -> tuple[int, str, str]:
    """Best established first: by status, then by grade."""
    return STATUSES.index(event.status), event.grade or "Z", event.id


def hostile_pairs(
    world: World, names: Collection[str], layer: Layer, at: int, band: float
) -> list[tuple[str, str, float]]:
    """The pairs among some countries that are hostile in a layer, most hostile first."""
    graph = signed_graph(world, layer, timeline.nearest(layer, at), tuple(sorted(names)), band)
    if graph is None:
        return []
    found = []
    for i, a in enumerate(graph.nodes):
        for b in graph.nodes[i + 1 :]:
            score = graph.score(Pair(a, b))
            if score is not None and graph.sign(Pair(a, b)) < 0:
                found.append((a, b, score))
    return sorted(found, key=lambda one: (one[2], one[0], one[1]))


def rivals_of(
    world: World, recipient: str, layer: Layer, at: int, band: float
) -> tuple[Rival, ...]:
    """The countries that are hostile to one in a layer, or fought it within ten years."""
    states = world.order("name", "", at)
    scores: dict[str, float] = {}
    among = tuple(sorted({*states, recipient}))
    graph = signed_graph(world, layer, timeline.nearest(layer, at), among, band)
    for iso3 in among if graph is not None else ():
        score = graph.score(Pair(recipient, iso3)) if graph is not None else None
        if score is not None:
            scores[iso3] = score
    foes = {iso3 for iso3, score in scores.items() if score < -band}
    fought = {
        iso3: year
        for iso3 in states
        if iso3 != recipient and (year := _last_war(world, Pair(recipient, iso3), at))
    }
    found = [Rival(iso3, scores.get(iso3), fought.get(iso3, "")) for iso3 in foes | set(fought)]
    return tuple(sorted(found, key=lambda one: (not one.fought, one.score or 0.0, one.iso3)))


def _last_war(world: World, pair: Pair, at: int) -> str:
    layer = world.layers.get(CONFLICT)
    if layer is None or pair.key not in _at_war(world):
        return ""
    years = [
        point.period
        for point in world.trend(layer, pair)
        if point.score is not None
        and point.score < 0
        and at // 12 - RIVALRY <= point.period <= at // 12
    ]
    return str(max(years)) if years else ""


@per_world(1)
def _at_war(world: World) -> frozenset[str]:
    return frozenset(world.pairs(CONFLICT))


def _also_arms(
    world: World,
    names: Collection[str],
    rivals: Iterable[Rival],
    what: str,
    now: Supply | None,
    at: int,
) -> Iterable[AlsoArms]:
    """The suppliers that a rival is supplied by too."""
    for rival in rivals:
        said, _ = claims(world, rival.iso3, KINDS.get(what, what), at)
        by_record = {one.supplier: one.records for one in said}
        given: dict[str, float] = {}
        if now is not None:
            own = [
                f for f in world.flows if (f.key, f.what, f.unit) == (rival.iso3, what, now.unit)
            ]
            found = supply(own, now.unit, now.until, now.until - now.since + 1)
            given = {} if found is None else dict(found.values)
        for supplier in names:
            if supplier in by_record or supplier in given:
                yield AlsoArms(
                    supplier, rival, given.get(supplier, 0.0), by_record.get(supplier, ())
                )
