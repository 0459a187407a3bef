"""What the user made: out of reach of any feed."""

import re
from typing import Final, Literal

import msgspec

from relations_tui.model.country import Pair

EVENT: Final = "event:"
"""How the target of a note on an event begins."""
NOTE_LENGTH: Final = 2000
"""Characters of a note at most."""
NAME_LENGTH: Final = 60
"""Characters of a saved view's name at most."""
_CODE = re.compile(r"[A-Z]{3}")
_ID = re.compile(r"[!-~]{1,200}")


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
    """The day it was starred."""


class Note(msgspec.Struct, frozen=True):
    """What the user wrote down on a pair, a country or an event."""

    target: str
    """``AZE``, ``AZE-IRN`` or ``event:ID``."""
    text: str
    changed: str
    """When it was last written, UTC."""


class SavedView(msgspec.Struct, frozen=True):
    """A view under a name."""

    name: str
    view: View
    saved: str
    """When, UTC."""


class UserState(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the program remembers of its user, beside what the user made."""

    tour_done: bool = False
    """Whether the hints of the first run were seen."""
    alerts_seen: tuple[str, ...] = ()
    """Keys of the alerts that stood when they were last looked at."""


class UserFile(msgspec.Struct, frozen=True):
    """Stars, notes and saved views as a file that moves them to another store."""

    format: Literal["relations-user"] = "relations-user"
    version: Literal[1] = 1
    stars: tuple[Star, ...] = ()
    notes: tuple[Note, ...] = ()
    views: tuple[SavedView, ...] = ()


def target_of(text: str) -> str:
    """The target that a text is, a pair in the order of its codes: ``IRN-AZE`` is ``AZE-IRN``.

    Raises:
        ValueError: if it is none.
    """
    if text.startswith(EVENT) and _ID.fullmatch(text.removeprefix(EVENT)):
        return text
    codes = text.split("-")
    if all(map(_CODE.fullmatch, codes)):
        if len(codes) == 1:
            return text
        if len(codes) == 2 and codes[0] != codes[1]:
            return Pair(codes[0], codes[1]).key
    raise ValueError("wants a country (AZE), a pair (AZE-IRN) or an event (event:ID)")
