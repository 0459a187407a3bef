"""The country by country matrix of one layer at one date."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from relations_tui.model.layer import NO_DATA, Frame, Layer


def cell_index(pairs: Sequence[str], order: Sequence[str], *, directed: bool) -> "array[int]":
    """Where in a frame each cell of an ``n x n`` matrix in this order finds its score.

    Returns a row-major array of ``len(order) ** 2`` frame positions; -1 (which a frame always
    answers with ``NO_DATA``) for the diagonal and for pairs that the layer does not have.
    """
    n = len(order)
    position = {iso3: i for i, iso3 in enumerate(order)}
    index = array("i", [-1]) * (n * n)
    for k, key in enumerate(pairs):
        row, column = position.get(key[:3], -1), position.get(key[4:], -1)
        if row >= 0 and column >= 0:
            index[row * n + column] = k
            if not directed:
                index[column * n + row] = k
    return index


@dataclass(frozen=True, slots=True)
class Matrix:
    """One layer at one date, rows and columns in one order. A cell is a look-up, not a copy."""

    layer: Layer
    at: int
    """The month looked at; a yearly layer shows the year it lies in."""
    order: tuple[str, ...]
    index: "array[int]"
    """From :func:`cell_index`, shared by all dates of a layer in one order."""
    frame: Frame | None
    """None where the layer has no data at this date."""

    def score(self, row: int, column: int) -> int:
        """The score of a cell in hundredths (-1000..1000), or ``NO_DATA``."""
        if self.frame is None:
            return NO_DATA
        return self.frame.scores[self.index[row * len(self.order) + column]]
