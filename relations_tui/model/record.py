"""What every record says of how it came, whichever feed brought it."""

import msgspec


class Brought(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """By which feed a record came and when. All empty for what was bundled.

    A feed can change and withdraw only what it brought itself: ``via`` and the record's id, or key,
    are its identity.
    """

    via: str = ""
    """The name, in the user's configuration, of the feed that brought it."""
    seen: str = ""
    """When that feed first brought it: UTC, to the millisecond."""
    changed: str = ""
    """When it last brought it with another content; "" if it never did."""
    withdrawn: str = ""
    """When, and in its words why, the feed took it back; "" while it stands."""


class Tombstone(msgspec.Struct, frozen=True, omit_defaults=True):
    """A feed takes back a record that it brought."""

    kind: str
    """``event``, ``series``, ``source_series``, ``layer``, ``project``, ``marker`` or ``fact``."""
    id: str
    """The record's id; for a series, its layer and key: ``events/AZE-IRN``."""
    reason: str = ""


class Bad(msgspec.Struct, frozen=True):
    """A record that was set aside, and why."""

    reason: str
    """In plain words, cleaned."""
    raw: bytes
    """The record as it came, as far as it is kept."""
    where: str = ""
    """Its place: ``line 17``, ``events[3]``, ``page 2``."""
