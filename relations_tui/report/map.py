"""The world as one country gets on with it: a table, and a picture."""

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Final

import msgspec

from relations_tui.model.atlas import Atlas, LonLat, Ring
from relations_tui.model.event import STATUS_MEANS
from relations_tui.model.layer import Layer
from relations_tui.query.partners import Partners
from relations_tui.query.projection import (
    MERIDIAN,
    NORTH,
    SOUTH,
    WORLD_HEIGHT,
    WORLD_WIDTH,
    east_of_middle,
    height,
    project,
    stretch,
)
from relations_tui.query.world import World
from relations_tui.report.colours import LIGHT, ink, level, ramp

MAP_SOURCE = "Borders: Natural Earth 1:110m, de facto, of today. Projection: Equal Earth."


class CountryScore(msgspec.Struct, frozen=True):
    """A country and its score with the one that the map is about."""

    iso3: str
    name: str
    score: float | None
    """None is no data, which is not 0."""


class MapReport(msgspec.Struct, frozen=True):
    """The scores of one country with all others: what a map shows by colour."""

    iso3: str
    name: str
    layer: str
    directed: bool
    """If so the scores are from the country to the others."""
    date: str
    empty_means: str
    countries: tuple[CountryScore, ...]
    """All states of that date, by name."""


def map_report(world: World, iso3: str, layer: Layer, at: int) -> MapReport:
    """The scores of ``iso3`` with every state of the month ``at``."""
    frame = world.frame(layer, at)
    found = Partners(world, layer, iso3).ranked(at, world.order("name", "", at), "name")
    return MapReport(
        iso3=iso3,
        name=world.countries[iso3].name,
        layer=layer.id,
        directed=layer.directed,
        date="" if frame is None else frame.period,
        empty_means=layer.empty_means,
        countries=tuple(
            CountryScore(
                one.iso3,
                world.countries[one.iso3].name,
                one.score / 100 if one.has_data else None,
            )
            for one in found
        ),
    )


MAP_HEAD = ["iso3", "name", "score"]
"""The columns of the map as a table."""


def map_cells(report: MapReport) -> list[list[object]]:
    """A row a country, as ``MAP_HEAD`` names them; None is no data."""
    return [[one.iso3, one.name, one.score] for one in report.countries]


def map_svg(world: World, atlas: Atlas, iso3: str, layer: Layer, at: int) -> str:
    """The same as an SVG that stands by itself: title, date, scale, source, and the gaps.

    Every country says its name and score to a pointer; no data is hatched, never a colour of the
    scale. Small states are dots.
    """
    report = map_report(world, iso3, layer, at)
    scores = {one.iso3: one.score for one in report.countries}
    names = {one.iso3: one.name for one in report.countries} | {iso3: report.name}
    drawing = _Picture(report, layer, scores, names)
    return drawing.svg(atlas)


WIDTH: Final = 1200
EDGE: Final = 24
TOP: Final = 84
SCALE: Final = (WIDTH - 2 * EDGE) / WORLD_WIDTH
MAP_HEIGHT: Final = WORLD_HEIGHT * SCALE
HEIGHT: Final = round(TOP + MAP_HEIGHT + 112)
PAPER, INK, QUIET, WATER, RIM = "#fbfaf7", "#1f2328", "#5b6470", "#eef1f3", "#b9b6ae"
FONT = "Inter, 'Helvetica Neue', 'DejaVu Sans', Arial, sans-serif"
DOT: Final = 3.2


class _Picture:
    """The parts of the picture, from the back to the front."""

    def __init__(
        self,
        report: MapReport,
        layer: Layer,
        scores: Mapping[str, float | None],
        names: Mapping[str, str],
    ) -> None:
        self.report, self.layer, self.scores, self.names = report, layer, scores, names

    def svg(self, atlas: Atlas) -> str:
        """All of it."""
        return "\n".join([*self._head(), *self._land(atlas), *self._dots(atlas), *self._foot()])

    def _head(self) -> Iterator[str]:
        report, layer = self.report, self.layer
        known = sum(score is not None for score in self.scores.values())
        way = f"From {report.name} to the others. " if report.directed else ""
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
            f'width="{WIDTH}" height="{HEIGHT}" font-family="{FONT}">'
        )
        yield f"<title>{escape(f'{report.name}: {layer.title}, {report.date}')}</title>"
        yield (
            '<defs><pattern id="none" width="6" height="6" patternUnits="userSpaceOnUse" '
            f'patternTransform="rotate(45)"><rect width="6" height="6" fill="{PAPER}"/>'
            f'<path d="M0 0V6" stroke="{RIM}" stroke-width="2"/></pattern></defs>'
        )
        yield f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/>'
        yield _text(EDGE, 40, f"{report.name} and the world", 26, INK, bold=True)
        said = f"{way}{layer.title}, {report.date or 'no data'}: {known} countries with a score"
        yield _text(EDGE, 64, said, 15, QUIET)
        yield f'<path d="{_frame()}" fill="{WATER}"/>'

    def _land(self, atlas: Atlas) -> Iterator[str]:
        yield f'<g stroke="{PAPER}" stroke-width="0.6" stroke-linejoin="round">'
        for shape in sorted(atlas.shapes, key=lambda one: one.iso3 in self.names):
            parts = f'<path d="{"".join(map(_outline, shape.rings))}"/>'
            rim = "" if shape.iso3 in self.names else f' stroke="{RIM}"'
            yield f'<g fill="{self._fill(shape.iso3)}"{rim}>{self._tip(shape.iso3)}{parts}</g>'
        yield "</g>"

    def _dots(self, atlas: Atlas) -> Iterator[str]:
        """Small states; those of another time are left out."""
        yield f'<g stroke="{QUIET}" stroke-width="0.6">'
        for iso3, place in atlas.points.items():
            if iso3 in self.names:
                x, y = _at(place)
                yield (
                    f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{DOT}" fill="{self._fill(iso3)}">'
                    f"{self._tip(iso3)}</circle>"
                )
        yield "</g>"
        home = atlas.place(self.report.iso3)
        if home is not None:
            x, y = _at(home)
            yield (
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="9" fill="none" stroke="{INK}" '
                f'stroke-width="1.6"/><circle cx="{x:.1f}" cy="{y:.1f}" r="2" fill="{PAPER}"/>'
            )

    def _fill(self, iso3: str) -> str:
        if iso3 == self.report.iso3:
            return INK
        if iso3 not in self.scores:
            return PAPER
        score = self.scores[iso3]
        return "url(#none)" if score is None else _rgb(level(round(score * 100)))

    def _tip(self, iso3: str) -> str:
        name = self.names.get(iso3)
        if name is None:
            return ""
        score = self.scores.get(iso3)
        said = "" if iso3 == self.report.iso3 else f": {self._said(score)}"
        return f"<title>{escape(name + said)}</title>"

    def _said(self, score: float | None) -> str:
        return self.layer.empty_means if score is None else f"{score:+.1f}"

    def _foot(self) -> Iterator[str]:
        """The scale with its signed steps, what the two ends mean, and where it is all from."""
        layer, top, wide = self.layer, TOP + MAP_HEIGHT + 14, 30
        x = float(EDGE)
        for step in range(-10, 11, 2):
            ground = ramp(LIGHT, step)
            label = f"{step:+d}" if step else "0"
            yield f'<rect x="{x:.1f}" y="{top:.1f}" width="{wide}" height="18" fill="rgb{ground}"/>'
            yield (
                f'<text x="{x + wide / 2:.1f}" y="{top + 13:.1f}" font-size="11" '
                f'text-anchor="middle" fill="rgb{ink(ground)}">{label}</text>'
            )
            x += wide
        yield _text(EDGE, top + 34, layer.low_means, 12, QUIET)
        yield _text(x, top + 34, layer.high_means, 12, QUIET, anchor="end")
        for fill, told in (
            ("url(#none)", layer.empty_means),
            (PAPER, "not one of the states"),
            (INK, self.report.name),
        ):
            x += 24
            yield (
                f'<rect x="{x:.1f}" y="{top:.1f}" width="26" height="18" fill="{fill}" '
                f'stroke="{RIM}" stroke-width="0.6"/>'
            )
            yield _text(x + 34, top + 13, told, 12, QUIET)
            x += 34 + 6.6 * len(told)
        yield _text(EDGE, top + 56, _cut(f"Source: {layer.source}", 190), 11, QUIET)
        licence = _cut(f"{MAP_SOURCE} Licence of the data: {layer.licence}", 190)
        yield _text(EDGE, top + 72, licence, 11, QUIET)
        if layer.method == "balance":
            caution = f"News events are mostly {STATUS_MEANS['coded']}."
            yield _text(EDGE, top + 88, caution, 11, QUIET)
        yield "</svg>\n"


def _text(
    x: float, y: float, said: str, size: int, fill: str, *, bold: bool = False, anchor: str = ""
) -> str:
    weight = ' font-weight="600"' if bold else ""
    place = f' text-anchor="{anchor}"' if anchor else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}"{weight}{place} fill="{fill}">'
        f"{escape(said)}</text>"
    )


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def _rgb(step: int) -> str:
    return "#{:02x}{:02x}{:02x}".format(*ramp(LIGHT, step))


def _at(place: LonLat) -> tuple[float, float]:
    x, y = project(place)
    return _screen(x, y)


def _screen(x: float, y: float) -> tuple[float, float]:
    return WIDTH / 2 + x * SCALE, TOP + (height(NORTH) - y) * SCALE


def _frame() -> str:
    """The edge of the world that is shown."""
    lats = [SOUTH + (NORTH - SOUTH) * i / 60 for i in range(61)]
    half = 180.0
    edge = [(half * stretch(lat), height(lat)) for lat in lats]
    edge += [(-x, y) for x, y in reversed(edge)]
    return _path(_screen(x, y) for x, y in edge)


def _placed(ring: Ring) -> list[tuple[float, float]]:
    """The ring on the picture: as a whole on that side of the map's edge where most of it is."""
    middle = sum(lon for lon, _ in ring) / len(ring)
    shift = east_of_middle(middle) - (middle - MERIDIAN)
    return [_screen(stretch(lat) * (lon - MERIDIAN + shift), height(lat)) for lon, lat in ring]


def _outline(ring: Ring) -> str:
    return _path(_placed(ring)[:-1])


def _path(points: Iterable[tuple[float, float]]) -> str:
    """A closed line as SVG path data, in tenths of a pixel: where it starts, then steps."""
    said: list[str] = []
    x = y = 0
    for px, py in points:
        nx, ny = round(px * 10), round(py * 10)
        if not said:
            said.append(f"M{nx / 10:g} {ny / 10:g}l")
        elif (nx, ny) != (x, y):
            said.append(f"{(nx - x) / 10:g} {(ny - y) / 10:g} ")
        x, y = nx, ny
    return "".join(said).rstrip() + "z"
