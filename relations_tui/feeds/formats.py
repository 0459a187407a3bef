"""The formats of feeds: the module that reads each, and how to tell a file's."""

import re
from importlib import import_module

from relations_tui.errors import FeedUnreadable
from relations_tui.feeds.batch import Adapter
from relations_tui.model.feed import Format

_ADAPTERS: dict[Format, str] = {
    "relations-feed": "relations_feed.RelationsFeed",
    "gdelt-doc": "gdelt_doc.GdeltDoc",
    "gdelt-events": "gdelt_events.GdeltEvents",
    "ucdp-ged": "ucdp_ged.UcdpGed",
    "acled": "acled.Acled",
    "worldbank": "worldbank.WorldBank",
    "sipri": "sipri.Sipri",
    "flows-csv": "flows_csv.FlowsCsv",
}
PACE: dict[Format, float] = {"gdelt-doc": 5.0}
"""Seconds between two requests to a host, where the service asks for it."""
_SHAPES: tuple[tuple[Format, re.Pattern[bytes]], ...] = (
    ("relations-feed", re.compile(rb'\s*\{.{0,200}"format"\s*:\s*"relations-feed"', re.DOTALL)),
    ("gdelt-events", re.compile(rb"PK\x03\x04|\d+\t\d{8}\t\d{6}\t\d{4}\t")),
    ("ucdp-ged", re.compile(rb'\s*\{.{0,2000}"(TotalPages|NextPageUrl)"', re.DOTALL)),
    ("worldbank", re.compile(rb"\s*\[\s*\{.{0,500}\"(pages|message)\"", re.DOTALL)),
    ("gdelt-doc", re.compile(rb'\s*\{\s*("articles"\s*:|\})')),
    ("acled", re.compile(rb'\s*\{.{0,5000}"event_id_cnty"', re.DOTALL)),
    ("sipri", re.compile(rb'\s*\{\s*"bytes"|.{0,2000}SIPRI trend-indicator', re.DOTALL)),
    ("flows-csv", re.compile(rb"(?=[^\n]*\bsupplier\b)(?=[^\n]*\brecipient\b)", re.IGNORECASE)),
)


def adapter(format_: Format) -> Adapter:
    """The adapter of a format; its module is imported now."""
    module, _, name = _ADAPTERS[format_].partition(".")
    found: Adapter = getattr(import_module(f"relations_tui.feeds.adapters.{module}"), name)()
    return found


def guess(first: bytes, name: str) -> Format:
    """The format of a file by its first bytes.

    Raises:
        FeedUnreadable: if it looks like none.
    """
    start = first.removeprefix(b"\xef\xbb\xbf")
    for format_, shape in _SHAPES:
        if shape.match(start):
            return format_
    raise FeedUnreadable(f"{name} looks like none of the formats: name one with --format")
