"""What ``relations feeds`` does: the configuration file, read and changed."""

import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from msgspec.structs import asdict

from relations_tui.cli.opening import open_headless, shorten
from relations_tui.cli.output import write, write_json
from relations_tui.config import attempts, schedule
from relations_tui.config.check import read_feed
from relations_tui.config.file import config_path, find, load, shown
from relations_tui.errors import UnknownCountry, UsageError
from relations_tui.model.country import Country, Pair
from relations_tui.model.feed import Attempts, Feed, FeedResult
from relations_tui.store.location import store_path
from relations_tui.text import clean

if TYPE_CHECKING:
    from argparse import Namespace
    from pathlib import Path

HEADINGS = ("name", "format", "on", "interval", "last success", "last result", "next due", "url")


def feeds_list(args: "Namespace") -> int:
    """``relations feeds [list]``."""
    path = _path(args)
    feeds = load(path).feeds
    tried = attempts.load(store_path(args.store))
    now = datetime.now(UTC)
    if args.json:
        write_json([_facts(feed, tried.get(feed.name), now) for feed in feeds])
    elif feeds:
        write(_columns([HEADINGS, *(_row(feed, tried.get(feed.name), now) for feed in feeds)]))
    else:
        write(f"no feeds in {_named(path)}; add one: relations feeds add NAME URL")
    return 0


def feeds_show(args: "Namespace") -> int:
    """``relations feeds show NAME``."""
    path = _path(args)
    feed = find(path, load(path), args.name)
    tried = attempts.load(store_path(args.store)).get(feed.name)
    now = datetime.now(UTC)
    if args.json:
        write_json(_facts(feed, tried, now))
        return 0
    row = dict(zip(HEADINGS, _row(feed, tried, now), strict=True))
    lines = {
        **row,
        "countries": ", ".join(feed.countries) or "all",
        "pairs": ", ".join(feed.pairs) or "all",
        **{f"header {name}": _variable(variable) for name, variable in feed.headers.items()},
        **{f"option {name}": clean(str(value), 200) for name, value in feed.options.items()},
    }
    if tried and tried.last:
        lines["last attempt"] = _when(tried.last, now)
        if tried.last.error:
            lines["last error"] = clean(tried.last.error)
    if schedule.is_stale(feed, tried, now):
        lines["stale"] = "yes: its data are older than they should be"
    lines["configured in"] = _named(path)
    write(_columns(list(lines.items())))
    return 0


def feeds_add(args: "Namespace") -> int:
    """``relations feeds add NAME URL``."""
    from relations_tui.config.edit import add  # tomlkit is for writing only

    path = _path(args)
    raw = {
        "url": args.url,
        "format": args.format,
        "enabled": not args.disabled,
        "interval": args.interval,
        "headers": dict(_assigned(one, "--header", "NAME=VARIABLE") for one in args.header),
        "options": {
            name: _value(text)
            for name, text in (_assigned(one, "--option", "K=V") for one in args.option)
        },
    }
    read_feed(shown(path), args.name, raw)  # complain before a store is made for the names
    if args.countries or args.pairs:
        find_country = open_headless(args.store).find
        raw["countries"] = [find_country(text).iso3 for text in _split(args.countries)]
        raw["pairs"] = [_pair(find_country, text) for text in _split(args.pairs)]
    feed = add(path, read_feed(shown(path), args.name, raw))
    state = "" if feed.enabled else ", disabled"
    write(f"added {feed.name}: {feed.format}, {_interval(feed)}{state}, {clean(feed.url)}")
    for what, codes in (("countries", feed.countries), ("pairs", feed.pairs)):
        if codes:
            write(f"  {what}: {', '.join(codes)}")
    for name, variable in feed.headers.items():
        write(f"  header {name}: {_variable(variable)}")
    write(f"  in {_named(path)}")
    write(f"next: relations {'refresh' if feed.enabled else 'feeds enable'} {feed.name}")
    return 0


def feeds_remove(args: "Namespace") -> int:
    """``relations feeds remove NAME``."""
    from relations_tui.config.edit import remove

    remove(_path(args), args.name)
    write(f"removed {args.name}; what it brought stays in the store")
    return 0


def feeds_enable(args: "Namespace") -> int:
    """``relations feeds enable NAME``."""
    return _switch(args, True)


def feeds_disable(args: "Namespace") -> int:
    """``relations feeds disable NAME``."""
    return _switch(args, False)


def _switch(args: "Namespace", enabled: bool) -> int:
    from relations_tui.config.edit import set_enabled

    word = "enabled" if enabled else "disabled"
    changed = set_enabled(_path(args), args.name, enabled)
    write(f"{word} {args.name}" if changed else f"{args.name} was {word} already")
    return 0


def _path(args: "Namespace") -> "Path":
    return config_path(getattr(args, "config", None))


def _named(path: "Path") -> str:
    return clean(shorten(path), 300)


def _facts(feed: Feed, tried: Attempts | None, now: datetime) -> dict[str, Any]:
    due = schedule.next_due(feed, tried, now)
    tried = tried or Attempts()
    return {
        **asdict(feed),
        "last": asdict(tried.last) if tried.last else None,
        "success": asdict(tried.success) if tried.success else None,
        "stale": schedule.is_stale(feed, tried, now),
        "next_due": due.strftime("%Y-%m-%dT%H:%M:%SZ") if due else None,
    }


def _row(feed: Feed, tried: Attempts | None, now: datetime) -> tuple[str, ...]:
    due = schedule.next_due(feed, tried, now)
    waits = "when asked" if feed.enabled else "-"
    stale = ", stale" if schedule.is_stale(feed, tried, now) else ""
    return (
        feed.name,
        feed.format,
        "on" if feed.enabled else "off",
        _interval(feed),
        f"{_when(tried.success if tried else None, now)}{stale}",
        _result(tried.last if tried else None),
        schedule.wait_text((due - now).total_seconds()) if due else waits,
        clean(feed.url),
    )


def _when(result: FeedResult | None, now: datetime) -> str:
    at = schedule.moment(result)
    if at is None:
        return "never"
    return f"{at:%Y-%m-%d %H:%M}, {schedule.age_text((now - at).total_seconds())}"


def _result(result: FeedResult | None) -> str:
    if result is None:
        return "-"
    if result.error:
        return f"{result.status}: {clean(result.error, 40)}"
    counts = {name: getattr(result, name) for name in ("new", "changed", "withdrawn")}
    told = ", ".join(f"{count:,} {name}" for name, count in counts.items() if count)
    return told or result.status


def _interval(feed: Feed) -> str:
    return f"{feed.interval:g} h" if feed.interval else "when asked"


def _variable(name: str) -> str:
    return f"from ${name}" + ("" if name in os.environ else ", which is not set")


def _columns(rows: Sequence[Sequence[str]]) -> str:
    """Rows as text; the last column is as wide as it likes."""
    widths = [*(max(map(len, column)) for column in list(zip(*rows, strict=True))[:-1]), 0]
    lines = (zip(row, widths, strict=True) for row in rows)
    return "\n".join("  ".join(f"{cell:<{width}}" for cell, width in line) for line in lines)


def _assigned(text: str, flag: str, form: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise UsageError(f"{flag} wants {form}")  # not the text: it may be a secret
    return name.strip(), value.strip()


def _value(text: str) -> str | int | bool:
    """An option as TOML would have it; a number with a point may be a version, so it stays text."""
    if text in ("true", "false"):
        return text == "true"
    whole = text.isascii() and text.isdigit() and len(text) < 19 and str(int(text)) == text
    return int(text) if whole else text


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _pair(find_country: Callable[[str], Country], text: str) -> str:
    """The pair that two names joined by a hyphen mean; a name may have hyphens of its own."""
    words = text.split("-")
    trouble = UsageError(f"a pair is two countries such as AZE-IRN, not {clean(text, 60)!r}")
    for cut in range(1, len(words)):
        try:
            a, b = (find_country("-".join(part)) for part in (words[:cut], words[cut:]))
        except UnknownCountry as error:
            trouble = error
            continue
        if a == b:
            raise UsageError(f"a pair wants two countries: {clean(text, 60)!r} is {a.iso3} twice")
        return Pair(a.iso3, b.iso3).key
    raise trouble
