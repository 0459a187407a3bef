"""The order of the countries in the matrix, where it hangs on a layer and a date."""

from collections.abc import Callable

from relations_tui.query.order import STRUCTURAL
from relations_tui.tui.answer import Answer
from relations_tui.tui.travelling import Travelling

Codes = tuple[str, ...]


class Arranging:
    """Works an order out beside the screen; meanwhile the countries stand as they did."""

    def __init__(self, screen: Travelling, changed: Callable[[], None]) -> None:
        """``changed`` is called when an order is known."""
        self._screen = screen
        self._answer: Answer[tuple[str, Codes]] = Answer(screen, changed)

    @property
    def told(self) -> str:
        """The order, and of when it is, for the status line."""
        looking = self._screen.looking
        if looking.order not in STRUCTURAL or not self._answer.is_stale:
            return looking.order
        known = self._answer.value
        return f"{looking.order}, {'being worked out' if known is None else f'of {known[0]}'}"

    def codes(self) -> Codes:
        """The countries in the order that is known now; another is asked for if it should be.

        While time runs the order stays that of where it began: else no row would keep its place.

        Raises:
            UsageError: for a focus that is none.
        """
        looking, world = self._screen.looking, self._screen.world
        plain = world.order(looking.order, looking.focus, looking.at)
        if looking.order not in STRUCTURAL:
            return plain
        layer, at, order, focus = looking.layer, looking.at, looking.order, looking.focus
        band, period = self._screen.app.session.neutral_band, looking.period
        if not self._screen.is_playing:

            def work(_job: object) -> tuple[str, Codes]:
                from relations_tui.query.structure import structural

                return period, structural(world, layer, at, order, focus, band)

            self._answer.ask((world, layer.id, at, order, focus, band), work)
        known = self._answer.value
        if known is None or set(known[1]) != set(plain):
            return plain
        return known[1]
