"""Changing the configuration file: only what must change, comments and order stay.

Each change is made to the text, read again, and written only if it says what was meant.
"""

from pathlib import Path

import tomlkit
from msgspec.structs import asdict, replace
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Comment, InlineTable, Item, Key, SingleKey, Table

from relations_tui.config import atomic
from relations_tui.config.check import read_feed
from relations_tui.config.file import Config, find, load, parse, read, shown
from relations_tui.errors import ConfigError
from relations_tui.model.feed import Feed

HEADER = """\
# relations: configuration. Change it here, or with: relations feeds add, remove, enable, disable.
#
# refresh_every = 0             # hours between the app's own refreshes of feeds that have no
#                               # interval; 0: only when asked
#
# [feeds.NAME]
# url = "https://example.org/feed.json"
# format = "relations-feed"     # or gdelt-doc, gdelt-events, ucdp-ged, acled, worldbank, ...
# enabled = true
# interval = 6                  # hours between refreshes; 0: only when asked
# countries = ["AZE", "IRN"]    # to ask for; none: all, where the source can do that
# pairs = ["AZE-IRN"]
# headers = { Authorization = "MY_VARIABLE" }   # the NAME of an environment variable:
#                                               # secrets are never stored here
# options = { version = "25.1" }                # what only its format knows
"""
Body = list[tuple[Key | None, Item]]


def add(path: Path, feed: Feed) -> Feed:
    """Add a feed at the end of the file; return it as the file has it.

    Raises:
        ConfigError: if it makes no sense, there is one by that name, or the file can't be written.
    """
    config = load(path)
    members = {k: v for k, v in asdict(feed).items() if k not in ("name", "enabled")}
    feed = read_feed(shown(path), feed.name, {"enabled": feed.enabled, **members})
    if any(one.name == feed.name for one in config.feeds):
        raise ConfigError(
            f"{shown(path)}: there is a feed {feed.name!r} already: remove it first, "
            "or choose another name"
        )
    old = read(path) or HEADER
    text = f"{old}{'' if old.endswith(chr(10)) else chr(10)}\n{_table(feed)}"
    write(path, text, replace(config, feeds=(*config.feeds, feed)))
    return feed


def remove(path: Path, name: str) -> None:
    """Remove a feed; comments around its table stay, those between its members go.

    Raises:
        ConfigError: if there is none by that name, or the file can't be written.
    """
    config = load(path)
    find(path, config, name)
    found = document(path)
    _cut(found, name)
    left = tuple(one for one in config.feeds if one.name != name)
    write(path, found.as_string(), replace(config, feeds=left))


def set_enabled(path: Path, name: str, enabled: bool) -> bool:
    """Switch a feed on or off; return whether that changed anything.

    Raises:
        ConfigError: if there is none by that name, or the file can't be written.
    """
    config = load(path)
    if find(path, config, name).enabled == enabled:
        return False
    found = document(path)
    _switch(found, name, enabled)
    feeds = tuple(
        replace(one, enabled=enabled) if one.name == name else one for one in config.feeds
    )
    write(path, found.as_string(), replace(config, feeds=feeds))
    return True


def _table(feed: Feed) -> str:
    """The feed as a table of its own, with what is not a default."""
    table = tomlkit.table()
    table["url"] = feed.url
    table["format"] = feed.format
    if not feed.enabled:
        table["enabled"] = False
    if feed.interval:
        table["interval"] = int(feed.interval) if feed.interval.is_integer() else feed.interval
    for member in ("countries", "pairs"):
        if codes := getattr(feed, member):
            table[member] = list(codes)
    for member in ("headers", "options"):
        if named := getattr(feed, member):
            inline = tomlkit.inline_table()
            inline.update(named)
            table[member] = inline
    return f"[feeds.{feed.name}]\n{table.as_string()}"


def document(path: Path) -> tomlkit.TOMLDocument:
    """The file to be changed, with its comments; raises ConfigError."""
    text = read(path)
    try:
        return tomlkit.parse(text if text.endswith("\n") else f"{text}\n")
    except TOMLKitError as error:
        raise _by_hand(path) from error


def _parts(document: tomlkit.TOMLDocument) -> list[tuple[int, Table | InlineTable]]:
    """Every part of ``feeds`` (other tables may lie between them) and where it is."""
    return [
        (at, item)
        for at, (key, item) in enumerate(document.body)
        if key is not None and key.key == "feeds" and isinstance(item, Table | InlineTable)
    ]


def _cut(document: tomlkit.TOMLDocument, name: str) -> None:
    """Take a feed out; the comments at its end stand above the next table, and stay there."""
    for at, feeds in reversed(_parts(document)):
        if isinstance(feeds, InlineTable):
            feeds.remove(name)
            continue
        body = feeds.value.body
        index = _index(body, name)
        if index is None:
            continue
        rest = _trailing(_deepest(body[index][1]))
        previous = body[index - 1][1] if index else None
        del body[index]
        if isinstance(previous, Table):
            _deepest(previous).extend(rest)
        elif previous is not None:
            body[index:index] = rest
        else:
            document.body[at:at] = rest


def _switch(document: tomlkit.TOMLDocument, name: str, enabled: bool) -> None:
    """Say whether a feed is enabled, below its URL if it did not say so before."""
    for _, feeds in _parts(document):
        table = feeds.get(name)
        if isinstance(table, InlineTable) or (isinstance(table, Table) and "enabled" in table):
            table["enabled"] = enabled
        elif isinstance(table, Table) and (url := _index(table.value.body, "url")) is not None:
            line = tomlkit.item(enabled).indent(len(table.value.body[url][1].trivia.indent))
            table.value.body.insert(url + 1, (SingleKey("enabled"), line))


def _index(body: Body, name: str) -> int | None:
    return next((i for i, (key, _) in enumerate(body) if key is not None and key.key == name), None)


def _deepest(item: Item) -> Body:
    """The body of the last table in a table: where tomlkit keeps the comments after it."""
    if not isinstance(item, Table):
        return []
    body: Body = item.value.body
    return _deepest(body[-1][1]) if body and isinstance(body[-1][1], Table) else body


def _trailing(body: Body) -> Body:
    """The comments at the end, with the blank lines around them."""
    keyed = [i for i, (key, _) in enumerate(body) if key is not None]
    rest = body[keyed[-1] + 1 :] if keyed else body
    return rest if any(isinstance(item, Comment) for _, item in rest) else []


def write(path: Path, text: str, meant: Config) -> None:
    """Write the file, if its text says what is meant.

    Raises:
        ConfigError: if it does not, or can't be written; the file is as it was.
    """
    try:
        said = parse(text, path)
    except ConfigError:
        said = None
    if said != meant:
        raise _by_hand(path)
    try:
        atomic.replace(path, text.encode())
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise ConfigError(f"{shown(path)}: can't be written: {reason}; it is as it was") from None


def _by_hand(path: Path) -> ConfigError:
    return ConfigError(
        f"{shown(path)}: can't be changed from here as it is laid out; it is as it was: "
        "edit it by hand, or give each feed a table of its own, [feeds.NAME]"
    )
