"""Two dates, two layers, two directions."""

from itertools import pairwise

import pytest

from relations_tui.errors import UsageError
from relations_tui.model.layer import NO_DATA
from relations_tui.model.period import month
from relations_tui.query import timeline
from relations_tui.query.compare import (
    compare_dates,
    compare_directions,
    compare_layers,
    difference_frame,
)
from relations_tui.query.world import World

BEFORE, AFTER = month("2019-12"), month("2023-01")


@pytest.fixture(scope="module")
def everyone(world: World) -> tuple[str, ...]:
    return world.order("activity", "", AFTER)


def test_two_dates_biggest_first(world: World, everyone: tuple[str, ...]) -> None:
    found = compare_dates(world, world.layer("events"), BEFORE, AFTER, everyone)
    assert (found.before, found.after) == ("2019-12", "2023-01")
    sizes = [abs(mover.change) for mover in found.changed]
    assert sizes == sorted(sizes, reverse=True)
    russia = next(m for m in found.changed if m.pair == "RUS-UKR")
    layer, pair = world.layer("events"), ("RUS", "UKR")
    from relations_tui.model.country import Pair

    for at, score in ((BEFORE, russia.before), (AFTER, russia.after)):
        reading = world.reading(layer, Pair(*pair), at)
        assert reading.score == pytest.approx(score, abs=0.005)


def test_a_pair_known_at_one_date_only_has_no_change(
    world: World, everyone: tuple[str, ...]
) -> None:
    found = compare_dates(world, world.layer("events"), BEFORE, AFTER, everyone)
    changed = {mover.pair for mover in found.changed}
    assert found.appeared
    assert found.gone
    assert not changed & {*found.appeared, *found.gone}
    frame = difference_frame(world, world.layer("events"), BEFORE, AFTER)
    place = {key: i for i, key in enumerate(world.source.pairs("events"))}
    for key in (*found.appeared, *found.gone):
        assert frame.scores[place[key]] == NO_DATA
    for mover in found.changed[:50]:
        shown = frame.scores[place[mover.pair]] / 100
        assert shown == pytest.approx(max(-10, min(10, mover.change)), abs=0.005)


def test_turned_round_every_change_has_the_other_sign(
    world: World, everyone: tuple[str, ...]
) -> None:
    layer = world.layer("events")
    there = compare_dates(world, layer, BEFORE, AFTER, everyone)
    back = compare_dates(world, layer, AFTER, BEFORE, everyone)
    assert {(m.pair, m.change) for m in there.changed} == {
        (m.pair, -m.change) for m in back.changed
    }
    assert there.appeared == back.gone


def test_only_countries_asked_for(world: World) -> None:
    among = world.order("name", "aze, arm, irn, tur, rus", AFTER)
    found = compare_dates(world, world.layer("events"), BEFORE, AFTER, among)
    assert found.changed
    assert all({m.pair[:3], m.pair[4:]} <= set(among) for m in found.changed)


def test_no_data_at_a_date_is_said(world: World, everyone: tuple[str, ...]) -> None:
    with pytest.raises(UsageError, match="no data in 2024-08"):
        compare_dates(world, world.layer("events"), BEFORE, month("2024-08"), everyone)


def test_layers_are_compared_by_rank_and_each_says_its_date(
    world: World, everyone: tuple[str, ...]
) -> None:
    events, votes = world.layer("events"), world.layer("votes")
    found = compare_layers(world, events, votes, timeline.latest(events), everyone)
    assert (found.first_period, found.second_period) == ("2025-06", "2019")
    assert found.agreement is not None
    assert -1 <= found.agreement <= 1
    assert all(0 < d.first_rank < 100 and 0 < d.second_rank < 100 for d in found.disagreements)
    for one, other in pairwise(found.disagreements):
        assert abs(one.gap) >= abs(other.gap)
    again = compare_layers(world, votes, events, timeline.latest(events), everyone)
    gaps = {d.pair: -d.gap for d in again.disagreements}
    assert gaps == pytest.approx({d.pair: d.gap for d in found.disagreements})


def test_votes_and_alignment_agree_more_than_votes_and_news(
    world: World, everyone: tuple[str, ...]
) -> None:
    at = month("2019-12")
    votes = world.layer("votes")
    near = compare_layers(world, votes, world.layer("alignment"), at, everyone).agreement
    far = compare_layers(world, votes, world.layer("events"), at, everyone).agreement
    assert near is not None
    assert far is not None
    assert near > 0.8 > far


def test_a_layer_is_not_compared_with_itself(world: World, everyone: tuple[str, ...]) -> None:
    votes = world.layer("votes")
    with pytest.raises(UsageError, match="two layers are wanted"):
        compare_layers(world, votes, votes, AFTER, everyone)


def test_directions_that_differ(world: World, everyone: tuple[str, ...]) -> None:
    travel = world.layer("travel")
    found = compare_directions(world, travel, timeline.latest(travel), everyone)
    (visa,) = (a for a in found.asymmetries if {a.pair[:3], a.pair[4:]} == {"AZE", "ARM"})
    assert (visa.pair, visa.there, visa.back) == ("AZE-ARM", 10.0, -10.0)
    assert all(a.gap > 0 for a in found.asymmetries)
    assert len(found.asymmetries) < found.pairs


def test_an_undirected_layer_has_no_directions(world: World, everyone: tuple[str, ...]) -> None:
    with pytest.raises(UsageError, match="has no directions"):
        compare_directions(world, world.layer("votes"), AFTER, everyone)
