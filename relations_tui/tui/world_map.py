"""The world as one country gets on with it, in half blocks: two small squares to a cell.

Where a theme has no colours of its own, a country is filled with a sign instead: its sign says
whether cooperation or conflict, its ink how much.
"""

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from rich.color import Color
from rich.color_triplet import ColorTriplet
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from relations_tui.model.atlas import Atlas, LonLat, empty
from relations_tui.query.projection import MERIDIAN, window
from relations_tui.query.raster import Cell, Raster, raster
from relations_tui.report.colours import level
from relations_tui.tui.lines import LineWidget

NO_DATA, LAND, HOME, CURSOR, SEA = range(21, 26)
"""What a square can be, beside the 21 steps of a score: no data is not 0."""
MOST_ZOOM = 8.0
EDGE = 0.15
"""The share of the window's width at its ends in which the cursor draws the window along."""


def sign(step: int) -> str:
    """What stands for a step of the score where there are no colours."""
    size = abs(step)
    if not size:
        return "0"
    return ("░▒▓" if step > 0 else "-=#")[0 if size < 4 else 1 if size < 7 else 2]


@dataclass(frozen=True)
class Picture:
    """What a map shows."""

    scores: Mapping[str, int] = field(default_factory=dict)
    """In hundredths, by country; those without data are missing."""
    home: str = ""
    """The country that the scores are with."""
    states: frozenset[str] = frozenset()
    """The states of the date: other land is left blank."""


class WorldMap(LineWidget):
    """Draws a picture of the world, with a cursor on a country."""

    @dataclass
    class Pointed(Message):
        """A country was clicked; ``twice``: double."""

        iso3: str
        twice: bool

    DEFAULT_CSS = "WorldMap { height: 1fr; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._atlas: Atlas | None = None
        self._picture = Picture()
        self._raster: Raster | None = None
        self._paint: array[int] = array("b")
        self._rim: frozenset[Cell] | None = None
        self._inks: list[Color] = []
        self._halves: dict[tuple[int, int], tuple[str, Style]] = {}
        self.cursor = ""
        """The country under the cursor; "" for none."""
        self.zoom = 1.0
        self._middle: LonLat = (MERIDIAN, 0.0)

    @property
    def is_coloured(self) -> bool:
        """Whether squares can be told apart by colours of ours."""
        return not (self.app.no_color or self.app.current_theme.ansi)

    # --- what is shown ----------------------------------------------------------------------------

    def show(self, atlas: Atlas, picture: Picture, cursor: str) -> None:
        """Show a picture, with the cursor on a country."""
        if atlas is not self._atlas or picture.states != self._picture.states:
            self._raster = None
        self._atlas, self._picture, self.cursor = atlas, picture, cursor
        self._follow()
        self._paint = array("b")
        self._rim = None
        self.refresh()

    def point(self, iso3: str) -> None:
        """Put the cursor on a country."""
        before, old = self.grid, self.rim
        self.cursor, self._rim = iso3, None
        self._follow()
        if self.grid is not before:
            self.refresh()
            return
        lines = {row // self._rows_a_line for _, row in old | self.rim}
        self.refresh(*(Region(0, y, self.size.width, 1) for y in lines))

    def zoom_by(self, factor: float) -> None:
        """Look at a smaller part of the world, around the cursor, or a larger."""
        self.zoom = min(max(self.zoom * factor, 1.0), MOST_ZOOM)
        place = self._atlas.place(self.cursor) if self._atlas else None
        self._middle = place or self._middle
        self._renew()

    def _follow(self) -> None:
        """Move the window if the cursor's country is at its end or beyond."""
        if self.zoom == 1.0 or self._atlas is None or not self.size:
            return
        place = self._atlas.place(self.cursor)
        grid = self.grid
        cell = grid.anchors.get(self.cursor)
        inside = cell is not None and all(
            EDGE * size <= at < (1 - EDGE) * size
            for at, size in zip(cell, (grid.columns, grid.rows), strict=True)
        )
        if place is not None and not inside:
            self._middle = place
            self._raster = self._rim = None
            self._paint = array("b")

    @property
    def _rows_a_line(self) -> int:
        return 2 if self.is_coloured else 1

    def _fits(self, grid: Raster) -> bool:
        columns, lines = max(1, self.size.width), max(1, self.size.height)
        return (grid.columns, grid.rows) == (columns, lines * self._rows_a_line)

    @property
    def grid(self) -> Raster:
        """The squares and their countries, at the size of the widget."""
        if self._raster is None or not self._fits(self._raster):
            columns, rows = max(1, self.size.width), max(1, self.size.height) * self._rows_a_line
            self._paint, self._rim = array("b"), None
            atlas = self._atlas or empty()
            view = window(
                columns, rows, tall=2.0 / self._rows_a_line, zoom=self.zoom, middle=self._middle
            )
            points = tuple(sorted(self._picture.states & atlas.points.keys()))
            self._raster = raster(atlas, columns, rows, view, points)
        return self._raster

    def in_signs(self) -> list[str]:
        """The map as plain text, at the size of the widget."""
        columns, lines = max(1, self.size.width), max(1, self.size.height)
        view = window(columns, lines, tall=2.0, zoom=self.zoom, middle=self._middle)
        atlas = self._atlas or empty()
        points = tuple(sorted(self._picture.states & atlas.points.keys()))
        grid = raster(atlas, columns, lines, view, points)
        signs = [_letter(_paint(self._picture, iso3)) for iso3 in grid.codes] + [" "]
        return ["".join(signs[cell] for cell in grid.row(y)).rstrip() for y in range(lines)]

    @property
    def rim(self) -> frozenset[Cell]:
        """The outline of the country under the cursor."""
        if self._rim is None:
            self._rim = self.grid.rim(self.cursor) if self.cursor else frozenset()
        return self._rim

    def on_resize(self, _event: events.Resize) -> None:
        """Another size wants another grid."""
        if self._raster is not None and not self._fits(self._raster):
            self._renew()

    def notify_style_update(self) -> None:
        """Another theme wants other colours, and perhaps signs instead."""
        super().notify_style_update()
        self._inks, self._halves = [], {}

    def _renew(self) -> None:
        self._raster = self._rim = None
        self._paint = array("b")
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Point at a country."""
        for row in range(event.y * self._rows_a_line, (event.y + 1) * self._rows_a_line):
            iso3 = self.grid.country(event.x, row)
            if iso3 in self._picture.states:
                self.post_message(self.Pointed(iso3, event.chain > 1))
                return

    # --- drawing ----------------------------------------------------------------------------------

    @property
    def _paints(self) -> "array[int]":
        """What the squares of each country of the grid are; the last is the sea (at -1)."""
        if not self._paint:
            picture = self._picture
            self._paint = array("b", [*(map(partial(_paint, picture), self.grid.codes)), SEA])
        return self._paint

    def line(self, y: int, width: int) -> Strip:
        """A line of the map."""
        grid = self.grid
        if width != grid.columns or y * self._rows_a_line >= grid.rows:
            return Strip.blank(width, self.style_of(""))
        if not self.is_coloured:
            return self._signs(y, width)
        paint = self._paints
        runs = [(paint[upper], paint[lower], count) for upper, lower, count in grid.halves[y]]
        if any(row // 2 == y for _, row in self.rim):
            runs = self._with_rim(y, [(u, v) for u, v, count in runs for _ in range(count)])
        segments: list[Segment] = []
        last, length = (SEA, SEA), 0
        for upper, lower, count in runs:
            if (upper, lower) != last:
                if length:
                    text, style = self._half(last)
                    segments.append(Segment(text * length, style))
                last, length = (upper, lower), 0
            length += count
        text, style = self._half(last)
        segments.append(Segment(text * length, style))
        return Strip(segments, width)

    def _with_rim(self, y: int, cells: list[tuple[int, int]]) -> "list[tuple[int, int, int]]":
        """The line, with the outline of the cursor's country."""
        rim = self.rim
        return [
            (
                CURSOR if (column, 2 * y) in rim else upper,
                CURSOR if (column, 2 * y + 1) in rim else lower,
                1,
            )
            for column, (upper, lower) in enumerate(cells)
        ]

    def _half(self, both: tuple[int, int]) -> tuple[str, Style]:
        """The character and the style of an upper and a lower square."""
        found = self._halves.get(both)
        if found is None:
            inks = self._colours
            upper, lower = both
            if NO_DATA in both and not set(both) - {NO_DATA, SEA}:
                # Coasts too: texture is told from a colour at a glance, a small grey square is not.
                found = "░", Style(color=self.style_of("faint").color, bgcolor=inks[SEA])
            elif upper == lower:
                found = " ", Style(bgcolor=inks[upper])
            else:
                found = "▀", Style(color=inks[upper], bgcolor=inks[lower])
            self._halves[both] = found
        return found

    @property
    def _colours(self) -> list[Color]:
        if not self._inks:
            plain = self.style_of("")
            ground, faint = _rgb(plain.bgcolor), _rgb(self.style_of("faint").color)
            no_data = Color.from_triplet(_blend(ground, faint, 0.4))
            land = Color.from_triplet(_blend(ground, faint, 0.15))
            home = Color.from_triplet(_rgb(self.style_of("name").color))
            cursor = Color.from_triplet(_rgb(self.style_of("accent").color))
            steps = [Color.from_triplet(_rgb(style.bgcolor)) for style in self.palette.cells]
            self._inks = [*steps, no_data, land, home, cursor, Color.from_triplet(ground)]
        return self._inks

    def _signs(self, y: int, width: int) -> Strip:
        """A line of signs, for themes without colours of ours and for plain text."""
        paint, grid = self._paints, self.grid
        segments = []
        for cell in grid.row(y):
            own = cell >= 0 and grid.codes[cell] == self.cursor != ""
            text, style = self._sign(CURSOR if own else paint[cell])
            segments.append(Segment(text, style))
        return Strip(segments, width).simplify()

    def _sign(self, what: int) -> tuple[str, Style]:
        if what <= 20:
            return _letter(what), self.palette.text_style((what - 10) * 100)
        names = {HOME: "name", CURSOR: "accent"}
        return _letter(what), self.style_of(names.get(what, "dim"))


def _letter(what: int) -> str:
    """A square as plain text."""
    return sign(what - 10) if what <= 20 else {NO_DATA: "·", HOME: "@", CURSOR: "█"}.get(what, " ")


def _paint(picture: Picture, iso3: str) -> int:
    if iso3 == picture.home and iso3:
        return HOME
    score = picture.scores.get(iso3)
    if score is not None:
        return level(score) + 10
    return NO_DATA if iso3 in picture.states else LAND


def _rgb(colour: Color | None) -> ColorTriplet:
    return ColorTriplet(0, 0, 0) if colour is None else colour.get_truecolor()


def _blend(a: ColorTriplet, b: ColorTriplet, share: float) -> ColorTriplet:
    return ColorTriplet(*(round(x + (y - x) * share) for x, y in zip(a, b, strict=True)))
