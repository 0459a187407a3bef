"""How balanced the world is, and over time: ``relations balance``."""

from collections.abc import Callable

import msgspec

from relations_tui.model.layer import Layer
from relations_tui.query.signed_world import NEUTRAL_BAND
from relations_tui.query.whole_balance import Balance, balance_series
from relations_tui.query.world import World
from relations_tui.report.triads import CAUTION, note_on

METHOD = (
    "balanced: share of closed triads whose signs multiply to plus (Cartwright and Harary 1956); "
    "walks: share of positive closed walks of three steps and more, k steps weighing 1/k! (after "
    "Estrada and Benzi 2014); line index L: the fewest pairs against any split in two camps "
    "(Harary 1959), between its bounds; F = 1 - 2L/m (Aref and Wilson 2018), at the upper bound"
)
BALANCE_HEAD = Balance.__struct_fields__


class BalanceReport(msgspec.Struct, frozen=True):
    """The balance of the world or a region in every period."""

    layer: str
    region: str
    """"" is the world."""
    band: float
    periods: tuple[Balance, ...]
    note: str
    method: str = METHOD
    caution: str = CAUTION


def balance_report(
    world: World,
    layer: Layer,
    region: str = "",
    band: float = NEUTRAL_BAND,
    *,
    since: int | None = None,
    until: int | None = None,
    told: Callable[[int, int], None] | None = None,
) -> BalanceReport:
    """Every period between two months; ``told`` hears how far it is.

    Raises:
        UsageError: if it would end before it begins, for a region that is none, or a band out of
            range.
    """
    found = balance_series(world, layer, region, band, since=since, until=until, told=told)
    negative = sum(one.negative for one in found)
    note = note_on(layer, negative) if found else layer.empty_means
    return BalanceReport(layer.id, region, band, tuple(found), note)


def balance_cells(found: Balance) -> list[object]:
    """A row of the table; an empty cell is no data."""
    *numbers, camp = msgspec.structs.astuple(found)
    return [*("" if value is None else value for value in numbers), " ".join(camp)]
