"""The world as a grid of small cells, each of one country: a map is then a look-up of colours."""

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import groupby, pairwise
from math import ceil, floor

from relations_tui.model.atlas import Atlas, Ring
from relations_tui.query.projection import (
    Window,
    east_of_middle,
    latitude,
    stretch,
)

SEA = -1
FAR = 9
"""Squares that a country without one may be moved: much, in a small picture of Europe."""
Cell = tuple[int, int]
"""Column and row, from the north-west."""
Run = tuple[int, int, int]
"""The country above, the country below, and the number of columns that it goes on so."""


@dataclass(frozen=True, eq=False)
class Raster:
    """Which country every cell of a picture shows."""

    columns: int
    rows: int
    codes: tuple[str, ...]
    """The countries; "" is land of no state of ours."""
    cells: "array[int]"
    """Row by row, indexes into ``codes``, or ``SEA``."""
    anchors: Mapping[str, Cell]
    """For every country in the picture a cell that is its own, for a cursor."""
    _rims: dict[str, frozenset[Cell]] = field(default_factory=dict)

    def country(self, column: int, row: int) -> str:
        """The country of a cell; "" for the sea, for land of no state, and outside."""
        if not (0 <= column < self.columns and 0 <= row < self.rows):
            return ""
        found = self.cells[row * self.columns + column]
        return "" if found == SEA else self.codes[found]

    def row(self, row: int) -> "array[int]":
        """The cells of a row."""
        return self.cells[row * self.columns : (row + 1) * self.columns]

    @cached_property
    def halves(self) -> tuple[tuple[Run, ...], ...]:
        """Lines of text, two rows to a line: what stands above and below, and how often."""
        below = array("h", [SEA]) * self.columns
        found = []
        for row in range(0, self.rows, 2):
            low = self.row(row + 1) if row + 1 < self.rows else below
            both = groupby(zip(self.row(row), low, strict=True))
            found.append(tuple((upper, lower, len(list(run))) for (upper, lower), run in both))
        return tuple(found)

    def rim(self, iso3: str) -> frozenset[Cell]:
        """The cells of a country that have another country or the sea beside them."""
        if iso3 not in self._rims:
            self._rims[iso3] = self._rim(iso3) if iso3 in self.anchors else frozenset()
        return self._rims[iso3]

    def _rim(self, iso3: str) -> frozenset[Cell]:
        wanted, wide, cells = self.codes.index(iso3), self.columns, self.cells
        found = set()
        for i, cell in enumerate(cells):
            if cell != wanted:
                continue
            column, row = i % wide, i // wide
            inner = 0 < column < wide - 1 and 0 < row < self.rows - 1
            around = (i - 1, i + 1, i - wide, i + wide)
            if not inner or any(cells[j] != wanted for j in around):
                found.add((column, row))
        return frozenset(found)


@lru_cache(maxsize=12)
def raster(
    atlas: Atlas, columns: int, rows: int, view: Window, points: tuple[str, ...] = ()
) -> Raster:
    """Draw the atlas into a grid.

    A cell is the country at its middle. A strip of land too narrow to have a middle is drawn
    where there is sea, so that isthmuses and islands stay. A country that still has no cell, and
    each of the ``points`` (small states by code), gets the nearest one that nobody lives from.
    The last grids are kept: another date or layer wants other colours, not another grid.

    Args:
        atlas: all outlines.
        columns: of the grid.
        rows: of the grid.
        view: the part of the world that it shows.
        points: countries without outline to be shown.
    """
    drawing = _Drawing(columns, rows, view)
    codes = [shape.iso3 for shape in atlas.shapes]
    narrow: list[tuple[int, int]] = []
    for index, shape in enumerate(atlas.shapes):
        for row, west, east in drawing.spans(shape.rings):
            if not drawing.fill(row, west, east, index):
                narrow.append((drawing.nearest(row, (west + east) / 2), index))
    for place, index in narrow:
        if place >= 0 and drawing.cells[place] == SEA:
            drawing.cells[place] = index
    places = atlas.labels | {iso3: atlas.points[iso3] for iso3 in points if iso3 in atlas.points}
    codes += [iso3 for iso3 in places if iso3 not in codes]
    at = {iso3: view.cell(place) for iso3, place in places.items()}
    anchors = drawing.settle({iso3: codes.index(iso3) for iso3 in places}, at)
    return Raster(columns, rows, tuple(codes), drawing.cells, anchors)


class _Drawing:
    """A grid under the pencil."""

    def __init__(self, columns: int, rows: int, view: Window) -> None:
        self.columns, self.rows, self.view = columns, rows, view
        self.cells = array("h", [SEA]) * (columns * rows)
        middles = [latitude(view.north - (row + 0.5) * view.rise) for row in range(rows)]
        self._stretch = [stretch(lat) for lat in middles]
        self._ladder = [-lat for lat in middles]
        """Southings of the rows' middles: ascending, as bisection wants it."""

    def spans(self, rings: Collection[Ring]) -> Iterator[tuple[int, float, float]]:
        """Where the middles of rows lie inside rings: row, longitudes from the map's middle."""
        crossings: dict[int, list[float]] = {}
        for ring in rings:
            for (x0, y0), (x1, y1) in pairwise(ring):
                low, high = (y0, y1) if y0 < y1 else (y1, y0)
                first, last = bisect_left(self._ladder, -high), bisect_left(self._ladder, -low)
                for row in range(first, last):
                    share = (-self._ladder[row] - y0) / (y1 - y0)
                    crossings.setdefault(row, []).append(x0 + share * (x1 - x0))
        for row, found in crossings.items():
            found.sort()
            for west, east in zip(found[::2], found[1::2], strict=True):
                yield from _parted(row, west, east)

    def fill(self, row: int, west: float, east: float, index: int) -> bool:
        """Give a country the cells of a row whose middles lie in a span; False if none does.

        True too if the span is out of the picture: there is nothing to draw then.
        """
        unit, view = self._stretch[row], self.view
        first = ceil((west * unit - view.west) / view.pitch - 0.5)
        last = floor((east * unit - view.west) / view.pitch - 0.5)
        if last < first:
            return False
        first, last = max(first, 0), min(last, self.columns - 1)
        if first <= last:
            start = row * self.columns
            self.cells[start + first : start + last + 1] = array("h", [index]) * (last - first + 1)
        return True

    def nearest(self, row: int, lon: float) -> int:
        """The cell of a row in which a longitude lies; -1 outside the picture."""
        column = floor((lon * self._stretch[row] - self.view.west) / self.view.pitch)
        return row * self.columns + column if 0 <= column < self.columns else -1

    def settle(self, wanted: Mapping[str, int], at: Mapping[str, Cell]) -> dict[str, Cell]:
        """See that every country in the picture has a cell; where a cursor on it goes."""
        owned = Counter(self.cells)
        anchors: dict[str, Cell] = {}
        homeless = []
        for iso3, index in wanted.items():
            column, row = at[iso3]
            inside = 0 <= column < self.columns and 0 <= row < self.rows
            if inside and self.cells[row * self.columns + column] == index:
                anchors[iso3] = at[iso3]
            elif inside and not owned[index]:
                homeless.append(iso3)
            elif owned[index]:
                anchors[iso3] = self._closest(index, column, row)
        taken = set(anchors.values())
        for iso3 in homeless:
            cell = self._free(at[iso3], taken, owned)
            if cell is not None:
                taken.add(cell)
                place = cell[1] * self.columns + cell[0]
                owned[self.cells[place]] -= 1
                owned[wanted[iso3]] += 1
                self.cells[place] = wanted[iso3]
                anchors[iso3] = cell
        return anchors

    def _closest(self, index: int, column: int, row: int) -> Cell:
        own = (divmod(i, self.columns)[::-1] for i, cell in enumerate(self.cells) if cell == index)
        return min(own, key=lambda cell: (cell[0] - column) ** 2 + (cell[1] - row) ** 2)

    def _free(self, at: Cell, taken: Collection[Cell], owned: Mapping[int, int]) -> Cell | None:
        """The nearest cell that is nobody's anchor and nobody's last, the sea before land."""
        column, row = at
        reach = range(-FAR, FAR + 1)
        around = sorted(
            ((dx, dy) for dx in reach for dy in reach), key=lambda d: d[0] ** 2 + d[1] ** 2
        )
        best: tuple[float, Cell] | None = None
        for dx, dy in around:
            cell = column + dx, row + dy
            inside = 0 <= cell[0] < self.columns and 0 <= cell[1] < self.rows
            if not inside or cell in taken:
                continue
            owner = self.cells[cell[1] * self.columns + cell[0]]
            if owner != SEA and owned[owner] < 2:
                continue
            cost = dx * dx + dy * dy + (0.5 if owner != SEA else 0.0)
            if best is None or cost < best[0]:
                best = cost, cell
        return None if best is None else best[1]


def _parted(row: int, west: float, east: float) -> Iterator[tuple[int, float, float]]:
    """A span of longitudes as seen from the map's middle: in two if the map's edge parts it."""
    start = east_of_middle(west)
    end = start + east - west
    if end <= 180.0:
        yield row, start, end
    else:
        yield row, start, 180.0
        yield row, -180.0, end - 360.0
