"""One country and all others: the same numbers as pair by pair."""

import pytest

from relations_tui.model.country import Pair
from relations_tui.model.layer import NO_DATA
from relations_tui.query import timeline
from relations_tui.query.partners import TREND_PERIODS, Partners, movers_of
from relations_tui.query.world import World

LAYERS = ("events", "votes", "alignment", "conflict", "travel")


def partners_of(world: World, layer: str, iso3: str) -> tuple[Partners, int, tuple[str, ...]]:
    """The partners in the newest month of a layer."""
    at = timeline.latest(world.layer(layer))
    return Partners(world, world.layer(layer), iso3), at, world.order("name", "", at)


@pytest.mark.parametrize("layer", LAYERS)
def test_scores_and_changes_are_those_of_the_pairs(world: World, layer: str) -> None:
    partners, at, among = partners_of(world, layer, "AZE")
    for one in partners.ranked(at, among)[::7]:
        pair = Pair("AZE", one.iso3)
        reading = world.reading(world.layer(layer), pair, at)
        if reading.score is None:
            assert one.score == NO_DATA
            continue
        assert one.score / 100 == pytest.approx(reading.score, abs=0.0051)
        assert partners.evidence(one.iso3, at) == pytest.approx(reading.evidence)
        if reading.change is None:
            assert one.change is None
        else:
            assert one.change is not None
            assert one.change / 100 == pytest.approx(reading.change, abs=0.0101)
            assert partners.change_from(at) == reading.change_from


def test_a_directed_layer_has_two_ways(world: World) -> None:
    partners, at, among = partners_of(world, "travel", "AZE")
    there = {one.iso3: one for one in partners.ranked(at, among)}
    back = {one.iso3: one for one in partners.ranked(at, among, back=True)}
    layer = world.layer("travel")
    assert there["ARM"].score != there["ARM"].back
    for iso3 in ("ARM", "DEU", "IRN", "USA"):
        assert (there[iso3].score, there[iso3].back) == (back[iso3].back, back[iso3].score)
        reading = world.reading(layer, Pair(iso3, "AZE"), at)
        assert back[iso3].score / 100 == pytest.approx(reading.score)


def test_no_data_comes_last_and_is_no_score(world: World) -> None:
    partners, at, among = partners_of(world, "events", "AZE")
    ranked = partners.ranked(at, among)
    known = [one for one in ranked if one.has_data]
    assert "AZE" not in [one.iso3 for one in ranked]
    assert ranked[: len(known)] == known
    assert [one.score for one in known] == sorted((one.score for one in known), reverse=True)
    assert set(partners.scores(at)) >= {one.iso3 for one in known}
    assert len(ranked) == len(among) - 1


def test_ranked_by_change_and_by_name(world: World) -> None:
    partners, at, among = partners_of(world, "events", "IRN")
    changes = [one.change for one in partners.ranked(at, among, "change")]
    told = [change for change in changes if change is not None]
    assert told == sorted(told, reverse=True)
    assert changes[: len(told)] == told
    names = [world.countries[one.iso3].name for one in partners.ranked(at, among, "name")]
    assert names == sorted(names)


def test_movers_are_the_ends_of_the_changes(world: World) -> None:
    partners, at, among = partners_of(world, "events", "IRN")
    ranked = partners.ranked(at, among)
    better, worse = movers_of(ranked, 3)
    changes = sorted(one.change for one in ranked if one.change is not None)
    assert [one.change for one in worse] == changes[:3]
    assert [one.change for one in better] == changes[:-4:-1]


@pytest.mark.parametrize("layer", LAYERS)
def test_the_small_trend_ends_with_the_score(world: World, layer: str) -> None:
    partners, at, among = partners_of(world, layer, "FRA")
    known = [one for one in partners.ranked(at, among) if one.has_data]
    for one in known[::11]:
        trend = partners.trend(one.iso3, at)
        assert len(trend) == TREND_PERIODS
        assert trend[-1] == pytest.approx(one.score / 100, abs=0.0051)


def test_a_gap_between_periods_is_one_empty_place(world: World) -> None:
    """2024-03 to 2025-04 has no news data: two months follow the gap."""
    partners, at, _ = partners_of(world, "events", "AZE")
    trend = partners.trend("TUR", at)
    assert [value is None for value in trend[-4:]] == [False, True, False, False]


def test_a_date_without_a_frame_has_no_scores(world: World) -> None:
    partners, _, among = partners_of(world, "events", "AZE")
    at = timeline.parse_at("2024-09")
    assert partners.scores(at) == {}
    assert not any(one.has_data for one in partners.ranked(at, among))
