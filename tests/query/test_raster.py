"""The map of the world: where places are drawn, and that no state is missing."""

import math

import pytest

from relations_tui.model.atlas import LonLat
from relations_tui.model.period import month
from relations_tui.query.projection import SOUTH, height, latitude, project, stretch, window
from relations_tui.query.raster import SEA, raster
from relations_tui.query.wander import towards
from relations_tui.query.world import World
from relations_tui.store.atlas import atlas

DATES = ("1950", "1975-06", "1992", "2003", "2025-06")
SIZES = [(58, 26, 1.0), (60, 15, 2.0), (80, 40, 1.0), (200, 110, 1.0)]
"""Columns, rows, and how tall a cell is."""

CITIES: dict[str, LonLat] = {
    "AZE": (49.3, 40.5), "IRN": (51.4, 35.7), "AUS": (149.1, -35.3), "USA": (-77.0, 38.9),
    "RUS": (37.6, 55.8), "BRA": (-47.9, -15.8), "KEN": (36.8, -1.3), "CHN": (116.4, 39.9),
    "IND": (77.2, 28.6), "EGY": (31.2, 30.0), "COD": (15.5, -4.4), "CAN": (-75.7, 45.4),
    "DEU": (13.4, 52.5), "FRA": (2.35, 48.9), "MNG": (106.9, 47.9), "SAU": (46.7, 24.7),
    "ARG": (-60.7, -31.6), "KAZ": (71.4, 51.2), "XKX": (20.9, 42.6), "LSO": (28.2, -29.5),
}  # fmt: skip
EAST_OF_THE_DATE_LINE = (-173.0, 66.5)


def states(world: World, date: str) -> tuple[str, ...]:
    """The states of the matrix at a date."""
    return world.order("name", "", month(date))


@pytest.mark.parametrize("iso3", CITIES)
def test_cities_lie_in_their_countries(iso3: str) -> None:
    view = window(1400, 680)
    grid = raster(atlas(), 1400, 680, view)
    assert grid.country(*view.cell(CITIES[iso3])) == iso3


def test_land_across_the_date_line_and_the_sea() -> None:
    view = window(1400, 680)
    grid = raster(atlas(), 1400, 680, view)
    assert grid.country(*view.cell(EAST_OF_THE_DATE_LINE)) == "RUS"
    column, row = view.cell((-30.0, 0.0))
    assert grid.cells[row * grid.columns + column] == SEA
    assert grid.country(column, row) == ""
    assert grid.country(-1, 0) == grid.country(0, 680) == ""


@pytest.mark.parametrize("date", DATES)
@pytest.mark.parametrize(("columns", "rows", "tall"), SIZES)
def test_every_state_has_a_square_of_its_own(
    world: World, date: str, columns: int, rows: int, tall: float
) -> None:
    wanted = states(world, date)
    points = tuple(sorted(set(wanted) & atlas().points.keys()))
    grid = raster(atlas(), columns, rows, window(columns, rows, tall=tall), points)
    missing = [
        iso3
        for iso3 in wanted
        if iso3 not in grid.anchors or grid.country(*grid.anchors[iso3]) != iso3
    ]
    assert missing == []


def test_states_that_ended_are_there_only_while_they_lasted(world: World) -> None:
    assert "DDR" in states(world, "1975")
    assert "DDR" not in states(world, "2003")
    assert atlas().place("DDR") is not None
    assert atlas().place("ATA") is None


@pytest.mark.parametrize("date", DATES)
def test_the_arrows_reach_every_state(world: World, date: str) -> None:
    places = {iso3: project(place) for iso3 in states(world, date)
              if (place := atlas().place(iso3)) is not None}  # fmt: skip
    assert len(places) == len(states(world, date))
    reached, todo = {"FRA"}, ["FRA"]
    while todo:
        here = places[todo.pop()]
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            to = towards(places, here, dx, dy)
            if to is not None and to not in reached:
                reached.add(to)
                todo.append(to)
    assert places.keys() - reached == set()


def test_an_arrow_goes_where_it_points() -> None:
    places = {iso3: project(place) for iso3 in ("FRA", "DEU", "ESP", "GBR", "POL", "NZL")
              if (place := atlas().place(iso3)) is not None}  # fmt: skip
    assert towards(places, places["DEU"], 1, 0) == "POL"
    assert towards(places, places["DEU"], -1, 0) in ("FRA", "GBR")
    assert towards(places, places["FRA"], 0, -1) == "ESP"
    assert towards(places, places["NZL"], 0, -1) is None


def test_zoom_shows_less_around_a_place() -> None:
    place = CITIES["AZE"]
    view = window(80, 40, zoom=4.0, middle=place)
    column, row = view.cell(place)
    assert abs(column - 40) <= 1
    assert abs(row - 20) <= 1
    grid = raster(atlas(), 80, 40, view)
    whole = raster(atlas(), 80, 40, window(80, 40))
    assert len(grid.rim("AZE")) > len(whole.rim("AZE")) > 0
    assert grid.country(0, 20) not in ("BRA", "USA")
    assert "BRA" not in grid.anchors


def test_a_window_stays_within_the_world() -> None:
    view = window(80, 40, zoom=4.0, middle=(-179.0, -80.0))
    assert view.north - 40 * view.rise == pytest.approx(height(SOUTH))


def test_the_projection_has_the_published_measures() -> None:
    """Width to height 2.05458, and a pole line at 1.3173628 (Šavrič, Patterson & Jenny 2018)."""
    assert height(90.0) == pytest.approx(1.3173627591574)
    assert 180.0 * stretch(0.0) / height(90.0) == pytest.approx(2.05458, abs=1e-5)


@pytest.mark.parametrize("lat", [-80.0, -56.0, -10.0, 0.0, 33.3, 60.0, 84.0])
def test_areas_are_true_and_heights_turn_back(lat: float) -> None:
    step = 1e-4
    rise = (height(lat + step) - height(lat - step)) / (2 * step)
    true = math.cos(math.radians(lat)) * math.radians(1.0) ** 2
    assert stretch(lat) * rise == pytest.approx(true, rel=1e-5)
    assert latitude(height(lat)) == pytest.approx(lat, abs=1e-6)
