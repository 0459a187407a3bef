"""The world map: one country and all others, by colour, with a cursor that goes among them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual.strip import Strip
from textual.widget import Widget

from relations_tui.errors import BundleError, UsageError
from relations_tui.model.atlas import Atlas, empty
from relations_tui.model.country import Pair
from relations_tui.model.user import View
from relations_tui.query.partners import Partners
from relations_tui.query.projection import project
from relations_tui.query.wander import towards
from relations_tui.query.world import Reading
from relations_tui.report import wording
from relations_tui.report.pair import meaning
from relations_tui.tui import hints
from relations_tui.tui.lines import Line, LineWidget, fit, tone
from relations_tui.tui.palette import label
from relations_tui.tui.prompt import Prompt
from relations_tui.tui.travelling import Travelling
from relations_tui.tui.view_screen import ViewScreen
from relations_tui.tui.world_map import Picture, WorldMap, sign

if TYPE_CHECKING:
    from relations_tui.report.map import MapReport


def atlas_for(screen: Travelling) -> Atlas:
    """The outlines; if they can't be read that is said, and the map stays empty."""
    try:
        return screen.app.session.atlas()
    except BundleError as error:
        screen.say(str(error), wrong=True)
        return empty()


class Below(LineWidget):
    """What the colours mean, the country under the cursor, what its score rests on."""

    DEFAULT_CSS = "Below { height: 3; }"

    def line(self, y: int, width: int) -> Strip:
        """One of the three."""
        screen = self.screen
        assert isinstance(screen, MapScreen)
        lines = (_key, _country, _rests)
        return self.strip(lines[y](screen, width) if y < len(lines) else [], width)


def _key(screen: "MapScreen", width: int) -> Line:
    """The scale between the words for its two ends, then no data and the country itself."""
    layer, coloured = screen.looking.layer, screen.map.is_coloured
    ends = f" {layer.low_means} ", f" {layer.high_means} "
    right: Line = [
        ("░" if coloured else "·", "faint"),
        (f" {layer.empty_means}  ", "dim"),
        ("█" if coloured else "@", "name"),
        (f" {screen.home_country} ", "dim"),
    ]
    used = sum(len(text) for text in ends) + sum(len(text) for text, _ in right)
    by = next((by for by in (2, 5) if (20 // by + 1) * 4 <= width - used - 1), 10)
    scale: Line = []
    for step in range(-10, 11, by):
        if coloured:
            scale.append((f"{label(step):>3} ", f"cell:{step * 100}"))
        else:
            signs = f"{sign(step)}{label(step)}" if step else "0"
            scale.append((f" {signs}", f"score:{step * 100}"))
    gap = width - used - sum(len(text) for text, _ in scale)
    return [(ends[0], "dim"), *scale, (ends[1] + " " * gap, "dim"), *(right if gap > 0 else [])]


def _country(screen: "MapScreen", width: int) -> Line:
    """The pair, the number, the words for it."""
    layer, reading = screen.looking.layer, screen.reading
    home, there = (screen.world.countries[iso3].name for iso3 in screen.pair)
    if reading is None:
        return [(f" {fit(home, width - 28)}", "name"), ("   the map is of this one", "dim")]
    return [
        (f" {home} {wording.arrow(layer)} ", "dim"),
        (there, "name"),
        (
            f"   {wording.signed(reading.score)}",
            tone(reading.score),
        ),
        (f"  {meaning(layer, reading.score)}", "text"),
    ]


def _rests(screen: "MapScreen", width: int) -> Line:
    """Evidence, the other direction, change, and how it is known."""
    layer, reading = screen.looking.layer, screen.reading
    if reading is None:
        return [(" arrows: another country", "dim")]
    said = []
    if reading.score is not None:
        said.append(f"rests on {wording.weight(reading.evidence, layer.evidence_unit)}")
    if layer.directed:
        back = layer.empty_means if screen.back is None else wording.signed(screen.back)
        said.append(f"from {screen.cursor} {back}")
    if reading.change is not None:
        said.append(f"{wording.signed(reading.change)} since {reading.change_from}")
    said.append(reading.note)
    if layer.method == "balance":
        said.append("coded from news")
    return [(f" {fit(' · '.join(filter(None, said)), width - 2)}", "dim")]


class MapScreen(ViewScreen):
    """One country and the world."""

    VIEW = "map"
    DEFAULT_CSS = "MapScreen WorldMap { height: 1fr; }"

    def __init__(self, view: View) -> None:
        super().__init__(view)
        self.home_country = view.country or view.row
        """The country that the map is of."""
        self.cursor = view.column if view.column != self.home_country else view.row
        """The country under the cursor."""
        self._places: dict[str, tuple[float, float]] = {}
        self.reading: Reading | None = None
        """What the layer says of the pair; None of the country itself."""
        self.back: float | None = None
        """The score the other way, where the layer is directed."""

    @property
    def crumb(self) -> str:
        """Whose map it is."""
        return f"map of {self.home_country}"

    @property
    def view(self) -> View:
        """With the cursor where it is."""
        return replace(
            super().view, country=self.home_country, row=self.home_country, column=self.cursor
        )

    @property
    def pair(self) -> Pair:
        """The country and the one under the cursor."""
        return Pair(self.home_country, self.cursor)

    @property
    def country(self) -> str:
        """The country under the cursor."""
        return self.cursor

    @property
    def map(self) -> WorldMap:
        """The map itself."""
        return self.query_one(WorldMap)

    def compose_body(self) -> Iterable[Widget]:
        """The map, what the colours mean, and the country under the cursor."""
        yield WorldMap(id="map")
        yield Below(id="below")

    def draw(self) -> None:
        """Colour the map by layer and date."""
        looking, atlas = self.looking, atlas_for(self)
        known = self.world.countries
        if self.home_country not in known:
            self.home_country = next(iter(known))
        partners = Partners(self.world, looking.layer, self.home_country)
        states = frozenset(self.world.order("name", "", looking.at))
        self._places = {
            iso3: project(place) for iso3 in states if (place := atlas.place(iso3)) is not None
        }
        if self.cursor not in known:
            self.cursor = self.home_country
        self.map.show(
            atlas, Picture(partners.scores(looking.at), self.home_country, states), self.cursor
        )
        self._tell()

    def _tell(self) -> None:
        """Say what the country under the cursor is."""
        pair, looking = self.pair, self.looking
        self.reading = self.back = None
        if pair.a != pair.b:
            self.reading = self.world.reading(looking.layer, pair, looking.at)
            if looking.layer.directed:
                self.back = self.world.reading(looking.layer, pair.swapped, looking.at).score
        self.query_one(Below).refresh()

    def _go(self, iso3: str) -> None:
        self.cursor = iso3
        self.map.point(iso3)
        self._tell()

    # --- keys -------------------------------------------------------------------------------------

    def action_wander(self, dx: int, dy: int) -> None:
        """To the nearest country in a direction: 1 is right and up."""
        here = self._places.get(self.cursor) or self._places.get(self.home_country)
        to = None if here is None else towards(self._places, here, dx, dy)
        if to is not None:
            self._go(to)

    def action_zoom(self, by: int) -> None:
        """Closer to the cursor, or further off."""
        self.map.zoom_by(2.0**by)

    def action_home(self) -> None:
        """The cursor back to the country that the map is of."""
        self._go(self.home_country)

    def action_swap(self) -> None:
        """The map of the country under the cursor; the cursor on the one it was of."""
        self.home_country, self.cursor = self.cursor, self.home_country
        self.arrived()

    async def action_jump(self) -> None:
        """Ask for a country."""
        await self.ask(Prompt("jump", "go to", self._hint))

    def _hint(self, text: str) -> str:
        return hints.countries(self.world, text, "a country by name, code or capital")

    def answered(self, purpose: str, text: str) -> None:
        """Jump."""
        if purpose != "jump":
            super().answered(purpose, text)
            return
        found = hints.country(self.world, text)
        if found.iso3 not in self._places:
            raise UsageError(f"{found.name} is not on the map at this date")
        self._go(found.iso3)

    def on_world_map_pointed(self, event: WorldMap.Pointed) -> None:
        """The mouse: a click goes there, a double click opens the pair."""
        self._go(event.iso3)
        if event.twice:
            self.action_open("pair")

    # --- taking away ------------------------------------------------------------------------------

    def report(self) -> "MapReport":
        """The headless twin: ``relations map``."""
        from relations_tui.report.map import map_report

        return map_report(self.world, self.home_country, self.looking.layer, self.looking.at)

    def table(self) -> tuple[list[str], list[list[object]]]:
        """A row a country."""
        from relations_tui.report.map import MAP_HEAD, map_cells

        return MAP_HEAD, map_cells(self.report())

    def svg(self) -> str:
        """The map as a picture in its own right, finer than the screen."""
        from relations_tui.report.map import map_svg

        looking = self.looking
        return map_svg(self.world, atlas_for(self), self.home_country, looking.layer, looking.at)

    @property
    def text(self) -> str:
        """The screen, with the map in signs: colours can't be copied."""
        lines = super().text.splitlines()
        return (
            "\n".join([lines[0], *self.map.in_signs(), *lines[1 + self.map.size.height :]]) + "\n"
        )
