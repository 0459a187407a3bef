"""Alerts: rules of the user's, and what stands by them."""

import msgspec

STARRED = "starred"


class Rule(msgspec.Struct, frozen=True, omit_defaults=True):
    """One rule of the configuration; exactly one of ``moves``, ``triad``, ``event`` is set."""

    name: str
    moves: str | None = None
    """``starred``, a pair (``AZE-IRN``) or a country (all its pairs): moves by ``by`` or more."""
    triad: str | None = None
    """Three countries (``AZE-IRN-ISR``), or one (all its triads): turns imbalanced."""
    event: str | None = None
    """A line of filters as in the explorer; "" is all: an event of ``magnitude`` or more."""
    layer: str = "events"
    by: float = 2.0
    """Points."""
    months: int = 12
    """The window of ``moves``; of ``event`` the last months that have data."""
    magnitude: float = 7.0
    """Least size of the Goldstein value."""
    band: float | None = None
    """Scores of at most this size have no sign; None: what the settings say."""

    @property
    def kind(self) -> str:
        """``moves``, ``triad`` or ``event``."""
        return "moves" if self.moves is not None else "triad" if self.triad is not None else "event"


class Alert(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something that a rule was made for."""

    rule: str
    kind: str
    what: str
    """The pair, the triad, or the id of the event."""
    date: str
    """The period or day that it is of."""
    says: str
    """In a sentence, with the numbers."""
    size: float
    """Points, tension or magnitude, by which alerts of a kind are ranked."""
    pair: str
    """The pair to look at."""
    event: str = ""
    new: bool = False
    """Whether it did not stand when alerts were last looked at."""

    @property
    def key(self) -> str:
        """What tells it apart from another alert."""
        return f"{self.rule}/{self.kind}/{self.what}/{self.date}"
