"""Rules held against the world: what stands at a date."""

from collections.abc import Iterable, Sequence

from relations_tui.errors import RelationsError, UsageError
from relations_tui.model.alert import STARRED, Alert, Rule
from relations_tui.model.country import Pair, pair_of
from relations_tui.model.layer import NO_DATA, Layer
from relations_tui.model.period import month_text, period_at, period_text
from relations_tui.query import timeline
from relations_tui.query.event_query import parse
from relations_tui.query.ranking import window
from relations_tui.query.signed_world import NEUTRAL_BAND, signed_graph
from relations_tui.query.triads import Triad, rests_on, solid, tense, triad
from relations_tui.query.world import World

MOST = 50
"""Alerts of one rule: the largest."""


def evaluate(
    world: World, rules: Iterable[Rule], starred: Sequence[str], at: int | None = None
) -> tuple[list[Alert], list[str]]:
    """The alerts that stand, by rule and then by size, and rules that can't be looked at.

    Args:
        world: the data.
        rules: in the order of the configuration.
        starred: countries and pairs with a star.
        at: a month; None: the newest date of each rule's layer.
    """
    found: list[Alert] = []
    trouble: list[str] = []
    for rule in rules:
        try:
            own = _RULES[rule.kind](world, rule, starred, at)
        except RelationsError as error:
            trouble.append(f"{rule.name}: {error}")
            continue
        found += sorted(own, key=lambda one: (-one.size, one.what))[:MOST]
    return found, trouble


def _moves(world: World, rule: Rule, starred: Sequence[str], at: int | None) -> list[Alert]:
    layer = world.layer(rule.layer)
    before, after = window(layer, timeline.latest(layer) if at is None else at, rule.months)
    old, new = world.frame(layer, before), world.frame(layer, after)
    wanted = starred if rule.moves == STARRED else [_known(world, rule.moves or "", 2)]
    if old is None or new is None or not wanted:
        return []
    then, now = (_period(layer, month) for month in (before, after))
    found = []
    for key, was, is_ in zip(world.pairs(layer.id), old.scores, new.scores, strict=False):
        if NO_DATA in (was, is_) or abs(is_ - was) < round(rule.by * 100):
            continue
        if not _concerns(key, wanted, directed=layer.directed):
            continue
        a, b = (world.countries[iso3].name for iso3 in pair_of(key))
        between = " to " if layer.directed else " and "
        says = (
            f"{a}{between}{b}: {(is_ - was) / 100:+.1f} in {layer.title} from {then} "
            f"({was / 100:+.1f}) to {now} ({is_ / 100:+.1f})"
        )
        found.append(Alert(rule.name, rule.kind, key, now, says, abs(is_ - was) / 100, key))
    return found


def _concerns(key: str, wanted: Sequence[str], *, directed: bool) -> bool:
    whole = {key, f"{key[4:]}-{key[:3]}"} if directed else {key}
    return any(one in whole or one in (key[:3], key[4:]) for one in wanted)


def _triads(world: World, rule: Rule, _starred: Sequence[str], at: int | None) -> list[Alert]:
    layer = world.layer(rule.layer)
    after = timeline.nearest(layer, timeline.latest(layer) if at is None else at)
    before = timeline.step(layer, after, -1)
    members = _known(world, rule.triad or "", 3).split("-")
    if len(members) == 2:
        raise UsageError(f"triad wants one country or three, got {rule.triad}")
    band = NEUTRAL_BAND if rule.band is None else rule.band
    least = solid(world, layer)
    now = _imbalanced(world, layer, after, members, band, least)
    was = {_id(one) for one in _imbalanced(world, layer, before, members, band, 0.0)}
    if before == after:
        return []
    found = []
    for one in now:
        if _id(one) in was:
            continue
        weakest = one.weakest
        ties = ", ".join(f"{tie.a}-{tie.b} {tie.score or 0.0:+.1f}" for tie in one.ties)
        says = (
            f"{one.a}, {one.b} and {one.c} turned imbalanced ({one.signs}) in {layer.title} "
            f"{_period(layer, after)}: {ties}"
        )
        found.append(
            Alert(
                rule.name, rule.kind, _id(one), _period(layer, after), says, one.tension or 0.0,
                Pair.sorted(weakest.a, weakest.b).key,
            )
        )  # fmt: skip
    return found


def _imbalanced(
    world: World, layer: Layer, at: int, members: Sequence[str], band: float, least: float
) -> list[Triad]:
    """Those of a country that rest on enough; three that were named, whatever they rest on."""
    states = () if len(members) == 3 else world.order("name", "", at)
    graph = signed_graph(world, layer, at, tuple(sorted({*states, *members})), band)
    if graph is None:
        return []
    if len(members) == 3:
        one = triad(graph, members)
        return [one] if one.is_closed and not one.is_balanced else []
    found = tense(graph, members, least, lambda pair: rests_on(world, layer, pair, at))
    return [found[rank] for rank in range(len(found))]


def _id(found: Triad) -> str:
    return f"{found.a}-{found.b}-{found.c}"


def _events(world: World, rule: Rule, _starred: Sequence[str], at: int | None) -> list[Alert]:
    table = world.source.event_table()
    line = f"{rule.event or ''} mag:>={rule.magnitude:g}".strip()
    query = parse(line, table.vocabulary)
    newest = table.events(range(min(1, len(table))))
    if not newest:
        return []
    end = timeline.parse_at(newest[0].date) if at is None else at
    since, until = month_text(end - rule.months + 1), month_text(end)
    rows = table.select(parse(f"{query} since:{since} until:{until}", table.vocabulary))
    found = []
    for event in table.events(rows[: MOST * 4]):
        sides = f"{'+'.join(event.sources)} > {'+'.join(event.targets)}".strip(" >")
        code = world.cameo.get(event.cameo)
        what = event.summary or (code.label if code is not None else event.kind)
        says = f"{event.date} {sides}: {what} ({event.goldstein or 0.0:+.1f}, {event.status})"
        pairs = event.pairs
        found.append(
            Alert(
                rule.name, rule.kind, event.id, event.date, says, abs(event.goldstein or 0.0),
                pairs[0].key if pairs else "", event.id,
            )
        )  # fmt: skip
    return found


def _known(world: World, text: str, most: int) -> str:
    """Codes joined by hyphens, each of them a country.

    Raises:
        UsageError: if one is none, or there are too many.
    """
    codes = text.split("-")
    unknown = next((code for code in codes if code not in world.countries), None)
    if unknown is not None:
        raise UsageError(f"no country {unknown!r}: write codes, AZE or AZE-IRN")
    if len(codes) > most:
        raise UsageError(f"at most {most} countries, got {text}")
    return Pair(codes[0], codes[1]).key if len(codes) == 2 else text


def _period(layer: Layer, at: int) -> str:
    return period_text(period_at(at, layer.frequency), layer.frequency)


_RULES = {"moves": _moves, "triad": _triads, "event": _events}
