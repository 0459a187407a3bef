"""What each command does: ask the world, print the answer."""

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from relations_tui import __version__
from relations_tui.cli import plain
from relations_tui.cli.opening import open_headless, open_told
from relations_tui.cli.output import write, write_json
from relations_tui.errors import BadPeriod, RelationsError, UsageError
from relations_tui.model.country import Pair
from relations_tui.model.event import KINDS, STATUSES, Event
from relations_tui.model.layer import Layer
from relations_tui.model.period import check_date
from relations_tui.query import timeline
from relations_tui.query.filters import EventFilter, latest_first
from relations_tui.query.world import World
from relations_tui.report.matrix import matrix_report
from relations_tui.report.pair import pair_report, with_own

if TYPE_CHECKING:
    from argparse import Namespace

    from relations_tui.query.order import Order
    from relations_tui.store.open import Store


def _out(text: str) -> None:
    write(text)


def pair_asked(world: World, a: str, b: str) -> Pair:
    """The pair that two names mean; raises UsageError if they mean one country or none."""
    pair = Pair(world.find(a).iso3, world.find(b).iso3)
    if pair.a == pair.b:
        raise UsageError(f"a pair wants two countries: {a!r} and {b!r} are both {pair.a}")
    return pair


def month_asked(layer: Layer, text: str) -> int:
    """The month asked for; refuses one outside the layer's span rather than show another."""
    if not text:
        return timeline.latest(layer)
    at = timeline.parse_at(text)
    if timeline.frame_period(layer, at) is None:
        first, last = layer.periods[0], layer.periods[-1]
        inside = timeline.months(layer)[0] < at < timeline.latest(layer)
        what = "a gap" if inside else "outside its span"
        raise BadPeriod(f"layer {layer.id!r} has nothing for {text}: {what} ({first} to {last})")
    return at


def band_asked(band: float | None) -> float:
    """The neutral band: as asked for, else as the settings have it."""
    from relations_tui.config.file import load
    from relations_tui.config.path import config_path

    return load(config_path()).settings.neutral_band if band is None else band


def show(args: "Namespace") -> int:
    """``relations show A B``."""
    world, store = open_told(args.store)
    layer = world.layer(args.layer)
    pair, at = pair_asked(world, args.a, args.b), month_asked(layer, args.at)
    report = with_own(pair_report(world, pair, layer, at, until=args.at), store.user.everything())
    if args.json:
        write_json(report)
    else:
        _out(plain.pair(world, report))
    return 0


def matrix(args: "Namespace") -> int:
    """``relations matrix``."""
    world = open_headless(args.store)
    layer = world.layer(args.layer)
    at = month_asked(layer, args.at)
    order = _arranged(world, layer, at, args.order, args.countries)
    report = matrix_report(world, layer, at, order)
    if args.format == "svg":
        from relations_tui.report.matrix_svg import matrix_svg

        _out(matrix_svg(world, layer, at, order))
    elif args.format == "json":
        write_json(report)
    else:
        _out((plain.csv_matrix if args.format == "csv" else plain.matrix)(report))
    return 0


def _arranged(world: World, layer: Layer, at: int, order: "Order", focus: str) -> tuple[str, ...]:
    from relations_tui.query.order import STRUCTURAL

    if order not in STRUCTURAL:
        return world.order(order, focus, at)
    from relations_tui.query.structure import structural

    return structural(world, layer, at, order, focus, band_asked(None))


def events(args: "Namespace") -> int:
    """``relations events``."""
    world, store = open_told(args.store)
    if args.limit < 0:
        raise UsageError(f"--limit wants 0 (all) or more, got {args.limit}")
    if args.kind and args.kind not in KINDS:
        raise UsageError(f"unknown kind {args.kind!r}; there are: {', '.join(KINDS)}")
    if args.status and args.status not in STATUSES:
        raise UsageError(f"unknown status {args.status!r}; there are: {', '.join(STATUSES)}")
    keep = EventFilter(
        kind=args.kind,
        status=args.status or None,
        since=_date(args.since),
        until=_date(args.until),
        covid=not args.no_covid,
    )
    told = _filtered(world, store, args) if args.filter else _events_of(world, store, args)
    found = latest_first(told, keep, args.limit or None)
    if args.json:
        write_json(found)
    elif args.csv:
        _out(plain.csv_events(found))
    else:
        _out(plain.events(world, found))
    return 0


def _filtered(world: World, store: "Store", args: "Namespace") -> "list[Event]":
    """What the line of filters leaves of the events that the other words ask for."""
    from relations_tui.query.event_query import parse
    from relations_tui.query.event_table import EventTable

    if args.pair or args.country or args.withdrawn:
        known = list(world.countries.values()), list(world.cameo.values())
        table = EventTable.of(_events_of(world, store, args), *known)
        # Of a few events not every feed is among the words; all of them are right.
        words = replace(table.vocabulary, feeds=())
    else:
        table = world.source.event_table()
        words = table.vocabulary
    return table.events(table.select(parse(args.filter, words)))


def _events_of(
    world: World, store: "Store", args: "Namespace"
) -> "list[Event] | tuple[Event, ...]":
    if args.withdrawn:
        wanted = set(pair_asked(world, *args.pair)) if args.pair else set()
        wanted |= {world.find(args.country).iso3} if args.country else set()
        records = store.source.all_records()
        return [e for e in records if e.withdrawn and wanted.issubset(e.countries)]
    if args.pair:
        return world.events(pair_asked(world, *args.pair))
    if args.country:
        return list(world.source.country_events(world.find(args.country).iso3))
    return list(world.source.all_events())


def _date(text: str) -> str:
    try:
        return check_date(text.strip()) if text else ""
    except ValueError as error:
        raise BadPeriod(str(error)) from None


def layers(args: "Namespace") -> int:
    """``relations layers``."""
    found = list(open_headless(args.store).layers.values())
    if args.json:
        write_json(found)
    else:
        _out("\n".join(plain.layer(one) for one in found))
    return 0


def countries(args: "Namespace") -> int:
    """``relations countries [TEXT]``."""
    world = open_headless(args.store)
    if args.text:
        found = world.search(args.text)
        if not found:
            world.find(args.text)  # raises, with the nearest matches
    else:
        found = [c for c in world.countries.values() if c.state]
    if args.json:
        write_json(found)
    else:
        _out(plain.countries(found))
    return 0


def sources(args: "Namespace") -> int:
    """``relations sources [SECTION]``."""
    from relations_tui.store.sources_text import sources_text

    text = sources_text()
    if args.section:
        parts = text.split("\n## ")[1:]
        names = [part.partition("\n")[0] for part in parts]
        if args.section not in names:
            raise UsageError(f"no section {args.section!r}; there are: {', '.join(names)}")
        text = parts[names.index(args.section)]
    _out(text)
    return 0


def doctor(args: "Namespace") -> int:
    """``relations doctor [--repair]``."""
    from relations_tui.store import doctor as check
    from relations_tui.store.location import bundle_path, store_path

    path = store_path(args.store)
    report = check.repair(path, bundle_path()) if args.repair else check.examine(path)
    if args.json:
        # A path need not be text: JSON must be.
        named = os.fsencode(report.path).decode(errors="replace")
        write_json(msgspec.structs.replace(report, path=named))
    else:
        _out(plain.doctor(report))
    return report.exit_code


def version(args: "Namespace") -> int:
    """``relations --version``."""
    from relations_tui.cli.opening import open_world

    try:
        world, store = open_world(args.store)
    except RelationsError:
        _out(f"relations {__version__}, no data")
        raise
    _out(f"relations {__version__}, data {store.source.meta().data_version}")
    for layer in world.layers.values():
        _out(f"  {layer.id:<10} {layer.periods[0]} to {layer.periods[-1]}")
    return 0
