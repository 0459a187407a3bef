"""``relations refresh``, ``import`` and ``validate``: what brings data in."""

import asyncio
import os
import re
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from relations_tui.cli import plain_refresh
from relations_tui.cli.meter import meter
from relations_tui.cli.opening import open_world
from relations_tui.cli.output import write, write_json
from relations_tui.cli.user_commands import take_user, told_taken
from relations_tui.config import attempts
from relations_tui.config.check import NAME
from relations_tui.config.file import config_path, load
from relations_tui.errors import BadPeriod, UsageError
from relations_tui.feeds.judge import Judge
from relations_tui.model.feed import Feed
from relations_tui.model.period import check_date
from relations_tui.refresh import user_file
from relations_tui.refresh.files import FromFiles, validate_file, validate_url
from relations_tui.refresh.outcome import Outcome, Progress
from relations_tui.refresh.run import Plan, refresh, take_files, utc_now
from relations_tui.store.location import bundle_path
from relations_tui.store.open import Store
from relations_tui.store.reference import reference

if TYPE_CHECKING:
    from argparse import Namespace

T = TypeVar("T")
NICE = 10
"""How far a refresh that the app started stands back: keys come first."""
_json = msgspec.json.Encoder().encode


def _run(work: Coroutine[Any, Any, T]) -> T:
    """Run to the end; ctrl+c undoes it and says so."""
    try:
        return asyncio.run(work)
    except KeyboardInterrupt:
        sys.stderr.write("relations: cancelled; the store is as it was\n")
        raise


def refresh_command(args: "Namespace") -> int:
    """``relations refresh [FEED|URL ...]``."""
    _, store = open_world(args.store, empty=args.empty)
    feeds = _narrowed(_wanted(args), args, store)
    plan = Plan(feeds, args.dry_run, _date(args.since), _date(args.until))
    if args.stream:
        os.nice(NICE)
        outcome = _run(refresh(store.folder, plan, _tell_lines))
    else:
        with meter(len(feeds)) as tell:
            outcome = _run(refresh(store.folder, plan, tell))
    if not args.dry_run:
        attempts.save(store.path, outcome.feeds)
    if not args.stream:
        _tell_alerts(args, store, outcome)
    _answer(args, outcome)
    return outcome.exit_code


def _tell_alerts(args: "Namespace", store: Store, outcome: Outcome) -> None:
    """New data may set off the user's rules."""
    if outcome.committed and not args.dry_run:
        from relations_tui.cli.alerting import told_after_refresh

        if said := told_after_refresh(store, args.config):
            sys.stderr.write(f"relations: {said}\n")


def _tell_lines(progress: Progress) -> None:
    """For a program that watches: the app."""
    sys.stdout.write(_json(progress).decode() + "\n")
    sys.stdout.flush()


def _answer(args: "Namespace", outcome: Outcome) -> None:
    if getattr(args, "stream", False):
        write(_json(outcome).decode(), encoding="utf-8")
    elif args.json:
        write_json(outcome)
    else:
        write(plain_refresh.outcome(outcome))


def _wanted(args: "Namespace") -> list[Feed]:
    """The feeds that are named, by name or URL, or all that are enabled."""
    known = {feed.name: feed for feed in load(config_path(args.config)).feeds}
    if not args.feeds:
        enabled = [feed for feed in known.values() if feed.enabled]
        if not enabled:
            raise UsageError(
                "no feed is configured and enabled: name one by its URL, or "
                "relations feeds add NAME URL"
            )
        return enabled
    found = []
    for text in dict.fromkeys(args.feeds):
        if text in known:
            found.append(known[text])
        elif re.match(r"https?://", text):
            by_url = [feed for feed in known.values() if feed.url == text]
            found.append(by_url[0] if by_url else Feed(name_of(text), text))
        else:
            names = ", ".join(known) or "none"
            raise UsageError(f"no feed {text!r}; configured are: {names}; or give a URL")
    return found


def name_of(url: str) -> str:
    """What a feed is called that has only a URL: the host and path in plain letters."""
    place = url.lower().partition("://")[2].partition("?")[0]
    host, slash, path = place.partition("/")
    plain = re.sub(r"[^a-z0-9]+", "-", host.rpartition("@")[2] + slash + path).strip("-")
    return plain[:40].strip("-") or "feed"


def _narrowed(feeds: list[Feed], args: "Namespace", store: Store) -> list[Feed]:
    """The feeds asked only for some countries."""
    if bool(args.until) > bool(args.since):
        raise UsageError("--to wants a --from")
    if args.since and any(feed.format not in ("gdelt-events", "gdelt-doc") for feed in feeds):
        raise UsageError("--from is for feeds of the formats gdelt-events and gdelt-doc")
    if not args.countries:
        return feeds
    from relations_tui.query.world import World

    world = World(store.source)
    codes = tuple(world.find(text).iso3 for text in args.countries.split(","))
    return [msgspec.structs.replace(feed, countries=codes, pairs=()) for feed in feeds]


def _date(text: str) -> str:
    try:
        if text and len(check_date(text)) != 10:
            raise ValueError(f"want a day, YYYY-MM-DD, not {text!r}")
    except ValueError as error:
        raise BadPeriod(str(error)) from None
    return text


def import_command(args: "Namespace") -> int:
    """``relations import FILE...``."""
    _, store = open_world(args.store, empty=args.empty)
    if NAME.fullmatch(args.name) is None:
        raise UsageError(f"--name wants small letters, digits and hyphens, not {args.name!r}")
    made = user_file.read(Path(args.with_user)) if args.with_user else None
    files = FromFiles([Path(name) for name in args.files], args.format)
    with meter(1) as tell:
        outcome = _run(take_files(store.folder, args.name, files, tell, trial=args.dry_run))
    if made is not None:
        taken = take_user(store, made, trial=args.dry_run)
        sys.stderr.write(f"relations: {told_taken(taken, trial=args.dry_run)}\n")
    _tell_alerts(args, store, outcome)
    _answer(args, outcome)
    return outcome.exit_code


def validate_command(args: "Namespace") -> int:
    """``relations validate FILE|URL``: exit code 1 if a record is bad, 4 if it can't be read."""
    judge = Judge(*reference(bundle_path()), utc_now()[:10])
    if re.match(r"https?://", args.what):
        known = {feed.url: feed for feed in load(config_path(args.config)).feeds}
        feed = known.get(args.what, Feed(name_of(args.what), args.what))
        if args.format:
            feed = msgspec.structs.replace(feed, format=args.format)
        found = _run(validate_url(feed, judge))
    else:
        found = validate_file(Path(args.what), judge, args.format)
    if args.json:
        write_json(found)
    else:
        write(plain_refresh.validation(found))
    return 4 if found.error else 1 if found.bad else 0
