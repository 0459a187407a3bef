"""Two dates, two layers, two directions."""

from itertools import pairwise

import pytest

from relations_tui.errors import UsageError
from relations_tui.model.country import Pair
from relations_tui.model.layer import NO_DATA
from relations_tui.model.period import month
from relations_tui.query import timeline
from relations_tui.query.compare import (
    Compared,
    Comparison,
    compare_dates,
    compare_directions,
    compare_layers,
)
from relations_tui.query.world import World
from relations_tui.report.compare import compare_cells, compare_report

BEFORE, AFTER = month("2019-12"), month("2023-01")


@pytest.fixture(scope="module")
def everyone(world: World) -> tuple[str, ...]:
    return world.order("activity", "", AFTER)


def rows(found: Comparison) -> list[Compared]:
    return [found.row(i) for i in range(len(found))]


def test_two_dates_biggest_first(world: World, everyone: tuple[str, ...]) -> None:
    layer, pair = world.layer("events"), Pair("RUS", "UKR")
    found = compare_dates(world, layer, BEFORE, AFTER, everyone)
    assert (found.left.period, found.right.period) == ("2019-12", "2023-01")
    sizes = [abs(row.difference) for row in rows(found)]
    assert sizes == sorted(sizes, reverse=True)
    assert found.changed == sum(size > 0 for size in sizes)
    russia = found.row(found.rank_of(pair))
    assert (russia.a, russia.b) == pair
    for at, score in ((BEFORE, russia.left), (AFTER, russia.right)):
        assert world.reading(layer, pair, at).score == pytest.approx(score, abs=0.005)
    assert russia.difference == pytest.approx(russia.right - russia.left)


def test_a_pair_known_at_one_date_only_has_no_change(
    world: World, everyone: tuple[str, ...]
) -> None:
    layer = world.layer("events")
    found = compare_dates(world, layer, BEFORE, AFTER, everyone)
    compared = {(row.a, row.b) for row in rows(found)}
    place = {key: i for i, key in enumerate(world.source.pairs("events"))}
    for left, at in ((True, BEFORE), (False, AFTER)):
        alone = found.one_sided(left=left)
        assert alone
        for one in alone:
            assert (one.a, one.b) not in compared
            assert found.frame.scores[place[f"{one.a}-{one.b}"]] == NO_DATA
        score = world.reading(layer, Pair(alone[0].a, alone[0].b), at).score
        assert score == pytest.approx(alone[0].score, abs=0.005)
    for row in rows(found)[:50]:
        shown = found.frame.scores[place[f"{row.a}-{row.b}"]] / 100
        assert shown == pytest.approx(max(-10, min(10, row.difference)), abs=0.005)


def test_the_difference_of_a_pair_not_known_is_empty_in_a_table(
    world: World, everyone: tuple[str, ...]
) -> None:
    found = compare_dates(world, world.layer("events"), BEFORE, AFTER, everyone)
    report = compare_report(world, found, limit=3)
    cells = compare_cells(report)
    assert report.only_left > len(report.left_pairs) == 3
    assert [row[4] is None for row in cells] == [False] * 3 + [True] * 6
    assert any("change not known" in note for note in report.notes)


def test_a_row_says_what_both_scores_rest_on(world: World, everyone: tuple[str, ...]) -> None:
    layer = world.layer("events")
    found = compare_dates(world, layer, BEFORE, AFTER, everyone)
    for row in compare_report(world, found, limit=10).rows:
        for at, evidence in ((BEFORE, row.left_evidence), (AFTER, row.right_evidence)):
            reading = world.reading(layer, Pair(row.a, row.b), at)
            assert evidence == reading.evidence > 0


def test_turned_round_every_change_has_the_other_sign(
    world: World, everyone: tuple[str, ...]
) -> None:
    layer = world.layer("events")
    there = compare_dates(world, layer, BEFORE, AFTER, everyone)
    back = compare_dates(world, layer, AFTER, BEFORE, everyone)
    assert {(r.a, r.b, r.difference) for r in rows(there)} == {
        (r.a, r.b, -r.difference) for r in rows(back)
    }
    assert there.one_sided(left=True) == back.one_sided(left=False)


def test_only_countries_asked_for(world: World) -> None:
    among = world.order("name", "aze, arm, irn, tur, rus", AFTER)
    found = compare_dates(world, world.layer("events"), BEFORE, AFTER, among)
    assert 1 < len(found) <= 10
    assert all({row.a, row.b} <= set(among) for row in rows(found))
    index = world.matrix(world.layer("events"), AFTER, among).index
    drawn = sum(found.frame.scores[i] != NO_DATA for i in set(index))
    assert drawn == len(found)


def test_no_data_at_a_date_is_said(world: World, everyone: tuple[str, ...]) -> None:
    with pytest.raises(UsageError, match="no data in 2024-08"):
        compare_dates(world, world.layer("events"), BEFORE, month("2024-08"), everyone)


def test_layers_are_compared_by_rank_and_each_says_its_date(
    world: World, everyone: tuple[str, ...]
) -> None:
    events, votes = world.layer("events"), world.layer("votes")
    at = timeline.latest(events)
    found = compare_layers(world, events, votes, at, everyone)
    assert (found.left.period, found.right.period) == ("2025-06", "2019")
    assert "5 years apart" in compare_report(world, found).notes[0]
    assert found.correlation is not None
    assert -1 <= found.correlation <= 1
    for row in rows(found):
        assert row.left_rank is not None
        assert row.right_rank is not None
        assert 0 < row.left_rank < 100
        assert row.difference == pytest.approx(row.left_rank - row.right_rank, abs=1e-5)
    for one, other in pairwise(rows(found)):
        assert abs(one.difference) >= abs(other.difference)
    again = compare_layers(world, votes, events, at, everyone)
    gaps = {(r.a, r.b): -r.difference for r in rows(again)}
    assert gaps == pytest.approx({(r.a, r.b): r.difference for r in rows(found)})


def test_a_filter_does_not_move_the_ranks(world: World, everyone: tuple[str, ...]) -> None:
    events, votes = world.layer("events"), world.layer("votes")
    at = timeline.latest(events)
    whole = {(r.a, r.b): r for r in rows(compare_layers(world, events, votes, at, everyone))}
    among = world.order("name", "aze, arm, irn, tur, rus", at)
    few = rows(compare_layers(world, events, votes, at, among))
    assert few
    assert all(whole[row.a, row.b] == row for row in few)


def test_a_layer_without_directions_has_one_score_for_both(
    world: World, everyone: tuple[str, ...]
) -> None:
    at = timeline.latest(world.layer("travel"))
    found = compare_layers(world, world.layer("votes"), world.layer("travel"), at, everyone)
    there, back = (
        next(r for r in rows(found) if (r.a, r.b) == pair)
        for pair in (("AZE", "ARM"), ("ARM", "AZE"))
    )
    assert there.left == back.left
    assert (there.right, back.right) == (10.0, -10.0)


def test_votes_and_alignment_agree_more_than_votes_and_news(
    world: World, everyone: tuple[str, ...]
) -> None:
    at = month("2019-12")
    votes = world.layer("votes")
    near = compare_layers(world, votes, world.layer("alignment"), at, everyone).correlation
    far = compare_layers(world, votes, world.layer("events"), at, everyone).correlation
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
    visa = found.row(found.rank_of(Pair("ARM", "AZE")))
    assert (visa.a, visa.b, visa.left, visa.right, visa.difference) == ("AZE", "ARM", 10, -10, 20)
    assert all(row.difference >= 0 for row in rows(found))
    assert len({frozenset((row.a, row.b)) for row in rows(found)}) == len(found)
    places = {key: i for i, key in enumerate(world.source.pairs("travel"))}
    there, back = (found.frame.scores[places[key]] for key in ("AZE-ARM", "ARM-AZE"))
    assert (there, back) == (1000, -1000)  # 20 points, cut at the end of the scale


def test_an_undirected_layer_has_no_directions(world: World, everyone: tuple[str, ...]) -> None:
    with pytest.raises(UsageError, match="has no directions; these have: travel"):
        compare_directions(world, world.layer("votes"), AFTER, everyone)
