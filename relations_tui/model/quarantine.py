"""Records that were set aside: kept with the reason, to look at and to try again."""

import msgspec


class Quarantined(msgspec.Struct, frozen=True, omit_defaults=True):
    """A record that a feed brought and that could not be taken in."""

    key: str
    """The feed."""
    reason: str
    raw: str
    """The record as it came, as far as it is kept; what is not UTF-8 is replaced."""
    where: str = ""
    seen: str = ""
    """When it first came: UTC, to the second."""
    cut: bool = False
    """True if more came than is kept, so that it can't be tried again."""
