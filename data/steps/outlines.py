"""The outlines of countries for the world map: Natural Earth 1:110m, small states as points."""

import json
import lzma
import math
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from data.steps.reading import rows

HERE = Path(__file__).parent.parent
UNITS = 100
"""Coordinates are kept in hundredths of a degree: 1 km, finer than the outlines are."""
TURN = 360 * UNITS
LEFT_OUT = "010"
"""Antarctica: no state, and much of any map."""
NO_NUMBER = {"Kosovo": "XKX", "N. Cyprus": "", "Somaliland": ""}
"""What Natural Earth draws without an ISO number; "" is land that no state of ours has."""
GRID = 40
"""Candidates each way for the place of a label."""

Point = tuple[int, int]
Ring = list[Point]


def packed_map(source: Path) -> bytes:
    """The map as the program reads it: see ``model.atlas``."""
    numbers = {r["iso_num"]: r["iso3"] for r in rows(source / "countries.csv") if r["iso_num"]}
    shapes = [
        {
            "iso3": iso3,
            "label": label(max(rings, key=lambda ring: abs(area(ring)))),
            "rings": [steps(ring) for ring in rings],
        }
        for iso3, rings in sorted(outlines(numbers))
    ]
    points = {
        r["iso3"]: [round(float(r["lon"]) * UNITS), round(float(r["lat"]) * UNITS)]
        for r in rows(HERE / "input/map_points.csv")
    }
    document = {"units": UNITS, "shapes": shapes, "points": points}
    return lzma.compress(json.dumps(document, separators=(",", ":")).encode(), preset=9)


def outlines(numbers: Mapping[str, str]) -> Iterator[tuple[str, list[Ring]]]:
    """Every country of the atlas with its rings; ``numbers`` are the ISO codes by M49 number."""
    atlas = json.loads((HERE / "input/natural_earth_110m.json").read_text("utf-8"))
    arcs = [decoded(arc, atlas["transform"]) for arc in atlas["arcs"]]
    for found in atlas["objects"]["countries"]["geometries"]:
        if found.get("id") == LEFT_OUT:
            continue
        name = found["properties"]["name"]
        polygons = found["arcs"] if found["type"] == "MultiPolygon" else [found["arcs"]]
        iso3 = numbers[found["id"]] if "id" in found else NO_NUMBER[name]
        yield iso3, [joined(ring, arcs) for polygon in polygons for ring in polygon]


def decoded(arc: list[list[int]], transform: dict[str, Any]) -> Ring:
    """An arc of TopoJSON (steps in a grid) as points in our units."""
    (sx, sy), (tx, ty) = transform["scale"], transform["translate"]
    x = y = 0
    found = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        found.append((round((x * sx + tx) * UNITS), round((y * sy + ty) * UNITS)))
    return found


def joined(numbers: list[int], arcs: list[Ring]) -> Ring:
    """A ring of its arcs; a negative number is an arc backwards. The last point is the first.

    One that crosses the 180th meridian goes on beyond it: Chukotka is at 190 degrees, not at -170.
    """
    ring: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        for x, y in arc[1:] if ring else arc:
            turns = round((ring[-1][0] - x) / TURN) if ring else 0
            point = x + turns * TURN, y
            if not ring or point != ring[-1]:
                ring.append(point)
    return ring


def steps(ring: Ring) -> list[int]:
    """The ring as a flat list: its first point, then steps from point to point."""
    flat = [*ring[0]]
    for (x0, y0), (x1, y1) in pairwise(ring):
        flat += [x1 - x0, y1 - y0]
    return flat


def area(ring: Ring) -> float:
    """The area in square units of a sphere unrolled at its latitude; the sign is the winding."""
    middle = math.cos(math.radians(sum(y for _, y in ring) / len(ring) / UNITS))
    return middle * sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(ring)) / 2


def label(ring: Ring) -> Point:
    """The point inside that is furthest from the border, among those of a grid."""
    west, east = min(x for x, _ in ring), max(x for x, _ in ring)
    south, north = min(y for _, y in ring), max(y for _, y in ring)
    shrink = math.cos(math.radians((south + north) / 2 / UNITS))
    inside = (
        (x, y)
        for x in (west + (east - west) * (i + 0.5) / GRID for i in range(GRID))
        for y in (south + (north - south) * (j + 0.5) / GRID for j in range(GRID))
        if is_inside(ring, x, y)
    )
    x, y = max(inside, key=lambda point: to_border(ring, point[0], point[1], shrink))
    return round(x), round(y)


def is_inside(ring: Ring, x: float, y: float) -> bool:
    """Whether a ray from the point crosses the border an odd number of times."""
    crossed = False
    for (x0, y0), (x1, y1) in pairwise(ring):
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) * (x1 - x0) / (y1 - y0):
            crossed = not crossed
    return crossed


def to_border(ring: Ring, x: float, y: float, shrink: float) -> float:
    """The distance to the nearest edge; a degree of longitude counts ``shrink``."""
    nearest = math.inf
    for (x0, y0), (x1, y1) in pairwise(ring):
        ax, ay, bx, by = (x0 - x) * shrink, y0 - y, (x1 - x) * shrink, y1 - y
        dx, dy = bx - ax, by - ay
        length = dx * dx + dy * dy
        share = min(1.0, max(0.0, -(ax * dx + ay * dy) / length)) if length else 0.0
        nearest = min(nearest, math.hypot(ax + share * dx, ay + share * dy))
    return nearest
