"""The map as a picture that stands by itself."""

import re
from collections.abc import Sequence
from xml.etree import ElementTree

import pytest
from msgspec.structs import replace

from relations_tui.model.country import Country
from relations_tui.model.event import Event
from relations_tui.query import timeline
from relations_tui.query.world import World
from relations_tui.report.map import HEIGHT, MAP_SOURCE, WIDTH, map_report, map_svg
from relations_tui.store.atlas import atlas
from tests.tui.tiny import TinySource

HOSTILE_NAME = """<script>alert("x")</script>&]]>'--"""
SVG = "{http://www.w3.org/2000/svg}"


def picture(world: World, iso3: str, layer: str, at: str = "") -> ElementTree.Element:
    """The parsed SVG."""
    shown = world.layer(layer)
    month = timeline.parse_at(at) if at else timeline.latest(shown)
    return ElementTree.fromstring(map_svg(world, atlas(), iso3, shown, month))


def tips(svg: ElementTree.Element) -> dict[str, str]:
    """By country: what a pointer is told."""
    told = [one.text or "" for one in svg.iter(f"{SVG}title")][1:]
    return dict(text.split(": ", 1) for text in told if ": " in text)


def said(svg: ElementTree.Element) -> str:
    """All text on the picture."""
    return "\n".join(one.text or "" for one in svg.iter(f"{SVG}text"))


@pytest.mark.parametrize("layer", ["events", "votes", "alignment", "conflict", "travel"])
def test_every_state_says_its_name_and_score(world: World, layer: str) -> None:
    shown = world.layer(layer)
    report = map_report(world, "AZE", shown, timeline.latest(shown))
    told = tips(picture(world, "AZE", layer))
    for one in report.countries:
        expected = shown.empty_means if one.score is None else f"{one.score:+.1f}"
        assert told[one.name] == expected, one.name


def test_title_date_scale_source_and_gaps_are_on_it(world: World) -> None:
    text = said(picture(world, "AZE", "events", "2021-06"))
    assert "Azerbaijan and the world" in text
    assert "News events, 2021-06" in text
    for label in ("-10", "0", "+10", "conflict", "cooperation", "no data"):
        assert label in text.splitlines()
    assert "The GDELT Project" in text
    assert MAP_SOURCE in text
    assert "three in four are not what the code says" in text


def test_a_directed_layer_says_the_direction(world: World) -> None:
    assert "From Azerbaijan to the others" in said(picture(world, "AZE", "travel"))


def test_no_data_is_hatched_never_a_colour_of_the_scale(world: World) -> None:
    report = map_report(world, "AZE", world.layer("events"), timeline.parse_at("2021-06"))
    names = {one.name for one in report.countries if one.score is None}
    svg = picture(world, "AZE", "events", "2021-06")
    found = 0
    for shape in [*svg.iter(f"{SVG}g"), *svg.iter(f"{SVG}circle")]:
        title = shape.find(f"{SVG}title")
        if title is not None and title.text and title.text.partition(": ")[0] in names:
            assert shape.get("fill") == "url(#none)"
            found += 1
    assert found == len(names) > 20


def test_small_states_and_states_that_ended_are_dots(world: World) -> None:
    def dots(at: str) -> set[str]:
        svg = picture(world, "FRA", "votes", at)
        titles = [one.find(f"{SVG}title") for one in svg.iter(f"{SVG}circle")]
        return {(t.text or "").partition(": ")[0] for t in titles if t is not None}

    now, then = dots("2019"), dots("1980")
    assert {"Singapore", "Malta", "Tuvalu"} <= now
    east = world.countries["DDR"].name
    assert east in then - now


def test_all_is_drawn_on_the_sheet(world: World) -> None:
    svg = map_svg(world, atlas(), "AZE", world.layer("events"), timeline.parse_at("2021-06"))
    for path in re.findall(r'd="(M[^"]+)"', svg):
        for part in path.split("z"):
            numbers = [float(n) for n in re.findall(r"-?\d+\.?\d*", part)]
            x = y = 0.0
            for dx, dy in zip(numbers[::2], numbers[1::2], strict=False):
                x, y = x + dx, y + dy
                assert -1 <= x <= WIDTH + 1
                assert -1 <= y <= HEIGHT


class Named(TinySource):
    """The tiny world with a country that is called something hostile."""

    def countries(self) -> Sequence[Country]:
        """The first has the name."""
        first, *others = super().countries()
        return [replace(first, name=HOSTILE_NAME), *others]


def test_hostile_names_are_text() -> None:
    event = Event("e", "2020-01-02", "visit", ("AZE",), ("IRN",), "coded", "x")
    world = World(Named(event))
    svg = map_svg(world, atlas(), "AZE", world.layer("events"), timeline.parse_at("2020-02"))
    assert "<script" not in svg
    assert f"{HOSTILE_NAME} and the world" in said(ElementTree.fromstring(svg))
