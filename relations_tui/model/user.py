"""What the user made: out of reach of any feed."""

import msgspec


class View(msgspec.Struct, frozen=True, omit_defaults=True):
    """How the matrix was last looked at, restored at the next start."""

    layer: str = "events"
    at: str = ""
    """A month, ``2021-10``; "" is the newest."""
    order: str = "activity"
    focus: str = ""
    """A region, or a comma list of codes; "" is the world."""
    row: str = "AZE"
    column: str = "IRN"
    theme: str = ""


class Star(msgspec.Struct, frozen=True):
    """A pair or a country the user keeps an eye on."""

    target: str
    """``AZE`` or ``AZE-IRN``."""
    since: str
