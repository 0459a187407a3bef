"""The outlines of countries, for a map of the world."""

import msgspec

LonLat = tuple[float, float]
"""A place in degrees: longitude -180..180, latitude -90..90."""
Ring = tuple[LonLat, ...]
"""A closed line: its last point is its first. One across the 180th meridian goes on beyond it."""


class Shape(msgspec.Struct, frozen=True):
    """A country as a map draws it."""

    iso3: str
    """"" for land that belongs to no state of ours: drawn, never coloured or selected."""
    label: LonLat
    """A place well inside its largest part, for a cursor or a name."""
    rings: tuple[Ring, ...]
    """A place is in the country if a line from it to infinity crosses the rings an odd number of
    times: so a ring within another is a hole."""


class Atlas(msgspec.Struct, frozen=True, eq=False):
    """All countries with an outline, and the places of those too small for one.

    There is one in a process: it is compared by identity, so that what was drawn of it can be kept.
    """

    shapes: tuple[Shape, ...]
    points: dict[str, LonLat]
    """Small states, and states that ended, at the seat of their government."""
    labels: dict[str, LonLat]
    """The places of the countries that have an outline."""

    def place(self, iso3: str) -> LonLat | None:
        """Where the country is; None if the map does not have it."""
        return self.points.get(iso3) or self.labels.get(iso3)


def empty() -> Atlas:
    """A map of nothing but sea."""
    return Atlas((), {}, {})


class _Packed(msgspec.Struct, frozen=True):
    iso3: str
    label: tuple[int, int]
    rings: list[list[int]]


class _Document(msgspec.Struct, frozen=True):
    units: int
    shapes: list[_Packed]
    points: dict[str, tuple[int, int]]


def decode(data: bytes) -> Atlas:
    """The atlas from its JSON, in which a ring is its first point and steps from there.

    Raises:
        msgspec.DecodeError: if it is not such a document.
    """
    found = msgspec.json.decode(data, type=_Document)
    units = found.units
    shapes = tuple(
        Shape(
            one.iso3,
            (one.label[0] / units, one.label[1] / units),
            tuple(_ring(flat, units) for flat in one.rings),
        )
        for one in found.shapes
    )
    places = {iso3: (x / units, y / units) for iso3, (x, y) in found.points.items()}
    return Atlas(shapes, places, {shape.iso3: shape.label for shape in shapes if shape.iso3})


def _ring(flat: list[int], units: int) -> Ring:
    x = y = 0
    ring = []
    for i in range(0, len(flat) - 1, 2):
        x, y = x + flat[i], y + flat[i + 1]
        ring.append((x / units, y / units))
    return tuple(ring)
