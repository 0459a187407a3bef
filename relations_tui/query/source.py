"""What a world is read from. The store implements it; tests can build one from literals."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from relations_tui.model.country import Country, Pair
from relations_tui.model.event import CameoCode, Event, Marker, Project
from relations_tui.model.fact import Fact
from relations_tui.model.flow import Flow
from relations_tui.model.layer import Frame, Layer
from relations_tui.model.series import Series

if TYPE_CHECKING:
    from relations_tui.query.event_table import EventTable


class Source(Protocol):
    """Reads of one generation of data. Every call may touch the disk; :class:`World` caches."""

    def countries(self) -> Sequence[Country]:
        """All countries, by code."""

    def layers(self) -> Sequence[Layer]:
        """All layers, in the order they are shown."""

    def cameo(self) -> Sequence[CameoCode]:
        """All CAMEO codes, by code."""

    def markers(self) -> Sequence[Marker]:
        """All markers, by date."""

    def projects(self) -> Sequence[Project]:
        """All projects, by date."""

    def pairs(self, layer: str) -> Sequence[str]:
        """The layer's pair index: ``AZE-IRN`` sorted if undirected, passport-destination if not."""

    def frame(self, layer: str, period: str) -> Frame | None:
        """The scores of one period, or None if the layer has no frame for it."""

    def series(self, layer: str, key: str) -> Series | None:
        """The series of one undirected pair key (of one country, for ``distance`` layers)."""

    def facts(self, iso3: str) -> Sequence[Fact]:
        """What feeds say of a country, newest first."""

    def flows(self) -> Sequence[Flow]:
        """All quantities that one country sent to another, by recipient, year and supplier."""

    def pair_events(self, pair: Pair) -> Sequence[Event]:
        """All events in which both countries take part, oldest first."""

    def country_events(self, iso3: str) -> Sequence[Event]:
        """All events in which the country takes part, oldest first."""

    def all_events(self) -> Sequence[Event]:
        """Every event, oldest first."""

    def event_table(self, told: Callable[[int, int], None] | None = None) -> "EventTable":
        """Every event, newest first, to filter and page through.

        ``told`` hears how much of how much is done, if it takes its time; what it raises stops it.
        """

    def newest_events(self) -> tuple[int, Sequence[Event]] | None:
        """How many events there are and a first page of the newest; None if that is not known
        before :meth:`event_table` is asked.
        """
