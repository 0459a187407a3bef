"""What the user made: out of reach of any feed."""

import msgspec


class View(msgspec.Struct, frozen=True, omit_defaults=True):
    """How the data is looked at: what the history, saved views and the next start go back to."""

    layer: str = "events"
    at: str = ""
    """A month, ``2021-10``; "" is the newest."""
    order: str = "activity"
    focus: str = ""
    """A region, or a comma list of codes; "" is the world."""
    row: str = "AZE"
    column: str = "IRN"
    theme: str = ""
    screen: str = "matrix"
    """Which view lies over the matrix: ``pair``, ``country``, ``events`` ..; see ``tui.views``."""
    country: str = ""
    """The country that a country view or a map is about."""
    filter: str = ""
    """The line of the events explorer, or the region of a ranking."""
    options: dict[str, str] = {}
    """What only its view knows, such as the dates that a comparison is of."""


class Star(msgspec.Struct, frozen=True):
    """A pair or a country the user keeps an eye on."""

    target: str
    """``AZE`` or ``AZE-IRN``."""
    since: str
