"""The matrix as a table: the headless twin of the main screen."""

import msgspec

from relations_tui.model.layer import NO_DATA, Layer
from relations_tui.query.world import World


class MatrixReport(msgspec.Struct, frozen=True):
    """Scores of every row country with every column country; None is no data."""

    layer: str
    date: str
    directed: bool
    countries: tuple[str, ...]
    scores: tuple[tuple[float | None, ...], ...]


def matrix_report(world: World, layer: Layer, at: int, order: tuple[str, ...]) -> MatrixReport:
    """The layer's matrix in the month ``at`` for the countries in ``order``."""
    matrix = world.matrix(layer, at, order)
    n = len(order)
    found = (tuple(matrix.score(row, column) for column in range(n)) for row in range(n))
    return MatrixReport(
        layer=layer.id,
        date="" if matrix.frame is None else matrix.frame.period,
        directed=layer.directed,
        countries=order,
        scores=tuple(tuple(None if s == NO_DATA else s / 100 for s in row) for row in found),
    )
