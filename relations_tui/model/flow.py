"""Flows: quantities that one country sends to another, such as transfers of arms."""

from relations_tui.model.record import Brought

ARMS = "arms"
UNKNOWN = ""
"""The supplier of a flow whose origin nobody knows; it stays in every denominator."""


class Flow(Brought, frozen=True, omit_defaults=True):
    """What a country received from a supplier in one year, or in a span that is known as a whole.

    Only quantities that somebody brought: a statement that A sells to B is an event.
    """

    key: str
    """The recipient."""
    supplier: str
    """``UNKNOWN`` if the source does not know it."""
    since: str
    """First year."""
    until: str
    """Last year, the same as ``since`` for a single one."""
    value: float
    """0 or more, in ``unit``."""
    unit: str
    what: str = ARMS
    feed: str = ""
    """Where the figure is from, as a citation would name it."""

    @property
    def id(self) -> str:
        """``arms/RUS-AZE/2014-2018/TIV``; the unknown supplier is ``?``."""
        pair = f"{self.supplier or '?'}-{self.key}"
        return f"{self.what}/{pair}/{self.since}-{self.until}/{self.unit.replace(' ', '_')}"


def recipient_of(flow_id: str) -> str:
    """The recipient that an id of a flow names; "" if it is none."""
    return flow_id.partition("/")[2].partition("/")[0].rpartition("-")[2]
