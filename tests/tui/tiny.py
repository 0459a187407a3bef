"""A world made by hand: two or three countries, and an event that means harm."""

from array import array
from collections.abc import Callable, Sequence

from relations_tui.model.country import Country, Pair
from relations_tui.model.event import CameoCode, Event, Marker, Project
from relations_tui.model.fact import Fact
from relations_tui.model.flow import Flow
from relations_tui.model.layer import NO_DATA, Frame, Layer
from relations_tui.model.series import BalanceSeries, Series, Strand
from relations_tui.query.event_table import EventTable

HOSTILE = "[/][@click=app.quit]x[/] \x1b[31m \x1b]8;;http://e\x07 \u202e \x9b1m \ud800 [bold"


class TinySource:
    """Three countries, one layer of two months, one event of AZE and IRN."""

    def __init__(self, event: Event) -> None:
        self._event = event

    def countries(self) -> Sequence[Country]:
        """Azerbaijan, Iran, Russia."""
        names = {"AZE": "Azerbaijan [/]", "IRN": "Iran", "RUS": "Russia"}
        return [Country(iso3, name, state=True) for iso3, name in names.items()]

    def layers(self) -> Sequence[Layer]:
        """News events of two months."""
        return [
            Layer(
                id="events", title="News [/] events", method="balance", frequency="month",
                directed=False, high_means="cooperation", low_means="conflict",
                empty_means="no data", evidence_unit="points", source="s", citation="c",
                licence="l", how="h", periods=("2020-01", "2020-02"), half_life=6.0,
            )
        ]  # fmt: skip

    def cameo(self) -> Sequence[CameoCode]:
        """None."""
        return []

    def flows(self) -> Sequence[Flow]:
        return ()

    def facts(self, iso3: str) -> Sequence[Fact]:
        return []

    def markers(self) -> Sequence[Marker]:
        """None."""
        return []

    def projects(self) -> Sequence[Project]:
        """None."""
        return []

    def pairs(self, layer: str) -> Sequence[str]:
        """One pair."""
        return ["AZE-IRN"]

    def frame(self, layer: str, period: str) -> Frame | None:
        """A score of +5."""
        return Frame(layer, period, array("h", [500, NO_DATA]))

    def series(self, layer: str, key: str) -> Series | None:
        """Three parts cooperation, one part conflict."""
        if key != "AZE-IRN":
            return None
        return BalanceSeries(key, {"history": Strand("2020-01", (300,), (100,))})

    def pair_events(self, pair: Pair) -> Sequence[Event]:
        """The event, of its pair."""
        return [self._event] if set(pair) == set(self._event.countries) else []

    def country_events(self, iso3: str) -> Sequence[Event]:
        """The event, of its countries."""
        return [self._event] if iso3 in self._event.countries else []

    def all_events(self) -> Sequence[Event]:
        """The event."""
        return [self._event]

    def event_table(self, told: Callable[[int, int], None] | None = None) -> EventTable:
        """The event."""
        return EventTable.of([self._event], self.countries(), self.cameo())

    def newest_events(self) -> tuple[int, Sequence[Event]] | None:
        """Not known at once."""
        return None
