"""The Equal Earth projection: areas are true, and a parallel is a straight line.

Šavrič, Bojan, Tom Patterson and Bernhard Jenny (2018), "The Equal Earth map projection",
International Journal of Geographical Information Science 33(3), 454-465.
"""

import math
from dataclasses import dataclass

from relations_tui.model.atlas import LonLat

MERIDIAN = 11.0
"""The meridian in the middle: the map is cut in the Bering Strait, where it parts no country."""
SOUTH, NORTH = -56.0, 84.0
"""Latitudes that the map shows: all states, not Antarctica."""

_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = math.sqrt(3) / 2
_ENOUGH = 1e-9


def height(lat: float) -> float:
    """How far from the equator a latitude is drawn, in radii of the globe."""
    t = math.asin(_M * math.sin(math.radians(lat)))
    return t * (_A1 + t * t * (_A2 + t**4 * (_A3 + _A4 * t * t)))


def latitude(y: float) -> float:
    """The latitude that is drawn at a height: :func:`height` the other way, by Newton's method."""
    t = y / _A1
    for _ in range(12):
        off = t * (_A1 + t * t * (_A2 + t**4 * (_A3 + _A4 * t * t))) - y
        step = off / (_A1 + t * t * (3 * _A2 + t**4 * (7 * _A3 + 9 * _A4 * t * t)))
        t -= step
        if abs(step) < _ENOUGH:
            break
    return math.degrees(math.asin(min(1.0, max(-1.0, math.sin(t) / _M))))


def stretch(lat: float) -> float:
    """Length of a degree of longitude as it is drawn at a latitude."""
    t = math.asin(_M * math.sin(math.radians(lat)))
    slope = _A1 + t * t * (3 * _A2 + t**4 * (7 * _A3 + 9 * _A4 * t * t))
    return math.radians(1.0) * math.cos(t) / (_M * slope)


def east_of_middle(lon: float) -> float:
    """A longitude counted from the middle of the map: -180 up to 180 degrees."""
    return (lon - MERIDIAN + 180.0) % 360.0 - 180.0


def project(place: LonLat) -> tuple[float, float]:
    """Where a place is drawn: x to the right and y upwards from the middle, in radii."""
    lon, lat = place
    return stretch(lat) * east_of_middle(lon), height(lat)


WORLD_WIDTH = 2 * 180.0 * stretch(0.0)
WORLD_HEIGHT = height(NORTH) - height(SOUTH)


@dataclass(frozen=True, slots=True)
class Window:
    """The part of the projected world that a picture shows, in radii."""

    west: float
    north: float
    pitch: float
    """Width of a column."""
    rise: float
    """Height of a row."""

    def cell(self, place: LonLat) -> tuple[int, int]:
        """Column and row of a place; outside the picture for a place outside the window."""
        x, y = project(place)
        return math.floor((x - self.west) / self.pitch), math.floor((self.north - y) / self.rise)


def window(
    columns: int,
    rows: int,
    *,
    tall: float = 1.0,
    zoom: float = 1.0,
    middle: LonLat = (MERIDIAN, 0.0),
) -> Window:
    """The window of a picture that shows the whole world, or a part around a place.

    Args:
        columns: of the picture.
        rows: of the picture.
        tall: height of a cell of the picture in widths of it.
        zoom: 1 for the whole world, 2 for half of its width.
        middle: what a part is around; it stays within the world.
    """
    pitch = max(WORLD_WIDTH / columns, WORLD_HEIGHT / (rows * tall)) / zoom
    rise = pitch * tall
    x, y = project(middle)
    world_middle = (height(NORTH) + height(SOUTH)) / 2
    wide, high = columns * pitch, rows * rise
    x = _within(x, 0.0, WORLD_WIDTH, wide)
    y = _within(y, world_middle, WORLD_HEIGHT, high)
    return Window(x - wide / 2, y + high / 2, pitch, rise)


def _within(at: float, middle: float, whole: float, part: float) -> float:
    """The middle of a part, moved so that the part lies within the whole."""
    slack = max(0.0, (whole - part) / 2)
    return min(max(at, middle - slack), middle + slack)
