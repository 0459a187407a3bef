"""What is compared with what: two dates, two layers, or both directions."""

from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from relations_tui.errors import BadPeriod, UsageError
from relations_tui.model.layer import Layer
from relations_tui.model.period import month_text, period_at, period_text
from relations_tui.query import timeline
from relations_tui.query.compare import (
    KINDS,
    Comparison,
    Kind,
    compare_dates,
    compare_directions,
    compare_layers,
)
from relations_tui.query.pair_columns import in_either
from relations_tui.tui.looking import Looking

if TYPE_CHECKING:
    from relations_tui.tui.travelling import Travelling

YEAR = 12


class Sides:
    """Both sides of a comparison. One is what is looked at, the other is kept here."""

    def __init__(self, screen: "Travelling", options: Mapping[str, str]) -> None:
        self._screen = screen
        self.kind: Kind = next((kind for kind in KINDS if kind == options.get("kind")), "dates")
        self._since = 0
        """The first of two dates; 0: a year before the other."""
        with suppress(BadPeriod):  # a remembered date that is none
            self._since = timeline.parse_at(options["from"]) if "from" in options else 0
        self._with = options.get("with", "")
        """The other of two layers; "": the next one."""

    @property
    def _looking(self) -> Looking:
        return self._screen.looking

    @property
    def options(self) -> dict[str, str]:
        """What leads back to them."""
        found: dict[str, str] = {"kind": self.kind}
        if self._since:
            found["from"] = month_text(self._since)
        return found | ({"with": self._with} if self._with else {})

    @property
    def layer(self) -> Layer:
        """The layer looked at: of two the first."""
        return self._looking.layer

    @property
    def other(self) -> Layer:
        """The layer that the one looked at is compared with."""
        layers = list(self._looking.world.layers.values())
        chosen = self._looking.world.layers.get(self._with)
        if chosen is None or chosen.id == self.layer.id:
            return layers[(layers.index(self.layer) + 1) % len(layers)]
        return chosen

    @property
    def before(self) -> int:
        """The first of two dates: a month that the layer has, another than the second."""
        at = self._looking.at
        found = timeline.nearest(self.layer, self._since or at - YEAR)
        return timeline.step(self.layer, at, -1) if self._is_now(found) else found

    def _is_now(self, at: int) -> bool:
        """Whether a month lies in the period looked at."""
        return self._period(at) == self._looking.period

    def _period(self, at: int) -> str:
        frequency = self.layer.frequency
        return period_text(period_at(at, frequency), frequency)

    @property
    def when(self) -> str:
        """The date or dates, as a person reads them."""
        now = self._looking.period
        return f"{self._period(self.before)} to {now}" if self.kind == "dates" else now

    def compare(self, countries: tuple[str, ...], among: str) -> Comparison:
        """Put both sides together.

        Args:
            countries: those in focus at the date looked at.
            among: the focus itself: of two dates the countries of either count.

        Raises:
            UsageError: if that can't be.
        """
        world, layer, at = self._looking.world, self.layer, self._looking.at
        if self.kind == "layers":
            return compare_layers(world, layer, self.other, at, countries)
        if self.kind == "directions":
            return compare_directions(world, layer, at, countries)
        both = in_either(world, among, self.before, at)
        return compare_dates(world, layer, self.before, at, both)

    # --- changing them ----------------------------------------------------------------------------

    def turn(self, by: int) -> None:
        """To the next kind of comparison."""
        self.kind = KINDS[(KINDS.index(self.kind) + by) % len(KINDS)]

    def step(self, by: int) -> str:
        """Another first date, or another layer to compare with; why not, or "" if it was done."""
        if self.kind == "dates":
            to = timeline.step(self.layer, self.before, by)
            if self._is_now(to):
                to = timeline.step(self.layer, to, by)
            if to == self.before:
                return f"{self.layer.title} {'begins' if by < 0 else 'ends'} here"
            self._since = to
        elif self.kind == "layers":
            layers = self._looking.world.layers.values()
            others = [one for one in layers if one.id != self.layer.id]
            if not others:
                return f"{self.layer.title} is the only layer"
            self._with = others[(others.index(self.other) + by) % len(others)].id
        else:
            return "both directions are of one date"
        return ""

    def be_since(self, at: int) -> None:
        """Compare with this month."""
        self._since = at

    def be_with(self, layer: Layer) -> None:
        """Compare with this layer."""
        self._with = layer.id

    # --- reading them -----------------------------------------------------------------------------

    def layer_of(self, text: str) -> Layer | None:
        """The layer that a text names by its id or a part of its title."""
        folded = text.strip().casefold()
        layers = self._looking.world.layers.values()
        found = (one for one in layers if folded and folded in f"{one.id} {one.title}".casefold())
        return next(found, None)

    def dates_of(self, text: str) -> list[int]:
        """One or two months that the layer has; raises BadPeriod if a word is no date."""
        words = text.replace(",", " ").split()[:2]
        return [timeline.nearest(self.layer, timeline.parse_at(word)) for word in words]

    def hint(self, text: str) -> str:
        """What a text would do that names both sides, or the other layer."""
        if self.kind == "layers":
            named = self.layer_of(text)
            return named.title if named else ", ".join(self._looking.world.layers)
        try:
            both = [month_text(at) for at in self.dates_of(text)]
        except UsageError as error:
            return str(error)
        known = f"{self.layer.title} has {self.layer.periods[0]} to {self.layer.periods[-1]}"
        return " to ".join(both) or f"such as 2019-12 2023-01; {known}"
