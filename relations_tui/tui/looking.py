"""What all screens look at: one layer, one date, one pair. A screen over another moves them too."""

from contextlib import suppress

from relations_tui.errors import BadPeriod
from relations_tui.model.country import Pair
from relations_tui.model.layer import Layer
from relations_tui.model.period import month_text, period_at, period_text
from relations_tui.model.user import View
from relations_tui.query import timeline
from relations_tui.query.order import ORDERS, Order
from relations_tui.query.world import World
from relations_tui.text import clean


class Looking:
    """The state that screens share. It changes here and nowhere else; screens draw it."""

    def __init__(self, world: World, view: View) -> None:
        self.world = world
        self.covid = False
        """Whether covid travel bans are among the events."""
        self.layer: Layer
        self.at: int
        """The month looked at."""
        self.order: Order
        self.focus: str
        """A region or a set of countries that the matrix shows; "" is the world."""
        self.pair: Pair
        self.adopt(view)

    def adopt(self, view: View) -> None:
        """Look at what a remembered view was of, as far as there is such data."""
        layers = self.world.layers
        self.layer = layers.get(view.layer) or next(iter(layers.values()))
        self.at = timeline.latest(self.layer)
        with suppress(BadPeriod):  # a remembered date that is none
            if view.at:
                self.at = timeline.nearest(self.layer, timeline.parse_at(view.at))
        self._wanted_at = self.at
        self.order = next((o for o in ORDERS if o == view.order), ORDERS[0])
        self.focus = clean(view.focus)
        self.pair = Pair(view.row, view.column)

    @property
    def view(self) -> View:
        """What to remember of it."""
        return View(
            layer=self.layer.id,
            at="" if self.is_newest else month_text(self.at),
            order=self.order,
            focus=self.focus,
            row=self.pair.a,
            column=self.pair.b,
        )

    @property
    def is_newest(self) -> bool:
        """Whether the date is the layer's newest."""
        return self.at == timeline.latest(self.layer)

    @property
    def period(self) -> str:
        """The date as the layer's frequency has it: ``2016-06`` or ``2016``."""
        frequency = self.layer.frequency
        return period_text(period_at(self.at, frequency), frequency)

    def go_to(self, at: int) -> None:
        """Look at another month."""
        self.at = self._wanted_at = at

    def turn_to(self, layer: Layer) -> None:
        """Look at another layer; the date asked for is kept, so that one that lacks it loses none.

        The date shown is then the nearest that the layer has.
        """
        self.layer = layer
        self.at = timeline.nearest(layer, self._wanted_at)

    def renew(self, world: World) -> None:
        """Look at the same in data that was refreshed; who looked at the newest still does."""
        newest = self.is_newest
        self.world = world
        self.layer = world.layers.get(self.layer.id) or next(iter(world.layers.values()))
        if newest:
            self.go_to(timeline.latest(self.layer))
