"""Feeds: where records come from, as the user configured them, and how they fared."""

from typing import Literal

import msgspec

Format = Literal[
    "relations-feed", "gdelt-doc", "gdelt-events", "ucdp-ged", "acled", "worldbank", "sipri",
    "flows-csv",
]  # fmt: skip


class Feed(msgspec.Struct, frozen=True, omit_defaults=True):
    """One feed of the configuration file."""

    name: str
    """Lower-case letters, digits and hyphens; the identity of what it brings."""
    url: str
    format: Format = "relations-feed"
    enabled: bool = True
    interval: float = 0.0
    """Hours between automatic refreshes; 0: only when asked."""
    countries: tuple[str, ...] = ()
    """ISO 3166 alpha-3 codes to ask for; () is all, where the source can do that."""
    pairs: tuple[str, ...] = ()
    """Pairs to ask for, ``AZE-IRN``, where the source is asked pair by pair."""
    headers: dict[str, str] = {}
    """HTTP headers: name to the *name of the environment variable* that holds the value."""
    options: dict[str, str | int | float | bool] = {}
    """What only its format knows, such as ``version`` or ``indicator``."""


class Validators(msgspec.Struct, frozen=True, omit_defaults=True):
    """What lets a server say "not modified" (RFC 9110): kept with the data they stand for."""

    etag: str = ""
    last_modified: str = ""


class FeedState(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the store keeps of a feed, committed together with the records that it brought."""

    key: str
    """The feed's name."""
    title: str = ""
    licence: str = ""
    validators: dict[str, Validators] = {}
    """By URL."""
    bookmarks: dict[str, str] = {}
    """What its adapter wants to know the next time: dates done, the last file read."""
    restricted: bool = False
    """True if its terms forbid passing the data on: an export leaves it out unless told."""


FeedStatus = Literal["changed", "same", "unmodified", "failed", "cancelled"]


class FeedResult(msgspec.Struct, frozen=True, omit_defaults=True):
    """How one feed fared in one refresh. ``error`` is one clear line, with what was kept."""

    feed: str
    status: FeedStatus
    at: str = ""
    """When it ended: UTC, to the second."""
    error: str = ""
    records: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    withdrawn: int = 0
    quarantined: int = 0
    bytes: int = 0
    seconds: float = 0.0


class Attempts(msgspec.Struct, frozen=True, omit_defaults=True):
    """The last attempts at a feed, kept beside the store: they change nothing in it."""

    last: FeedResult | None = None
    success: FeedResult | None = None
    """The last one that did not fail."""
