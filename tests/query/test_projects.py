"""Projects: the relations among the members, and the weakest link over time."""

import numpy as np
import pytest

from relations_tui.errors import UsageError
from relations_tui.model.country import Pair
from relations_tui.model.period import month, period_at
from relations_tui.query import timeline
from relations_tui.query.project_course import course
from relations_tui.query.projects import (
    events_among,
    find_project,
    known_text,
    markers_among,
    pairs_of,
    phase,
    standing,
)
from relations_tui.query.world import World
from relations_tui.report.projects import project_report
from tests.query.with_projects import project, with_projects

AZE_IRN = Pair("AZE", "IRN")


def test_the_corridor_rests_on_azerbaijan_and_iran(world: World) -> None:
    corridor, layer = find_project(world, "north-south-corridor"), world.layer("events")
    report = project_report(world, corridor, layer, month("2023-05"))
    assert report.members == ("RUS", "AZE", "IRN")
    assert report.weakest is not None
    assert (report.weakest.a, report.weakest.b) == AZE_IRN
    # AZE-IRN fell under both others in 2020-10, and has been the lowest ever since.
    assert report.weakest_since == "2020-10"
    assert report.weakest_periods == 32
    assert not report.weakest_from_start
    assert report.known == report.pairs == 3
    assert [link.score for link in report.links] == sorted(link.score or 0 for link in report.links)
    assert report.trend[-1].period == "2023-05"
    assert any(event.status == "stated" for event in report.events)
    assert any(marker.id == "rouhani-elected" for marker in report.markers)


@pytest.mark.parametrize("layer_id", ["events", "votes", "alignment", "conflict", "travel"])
def test_over_time_it_is_what_every_date_says(world: World, layer_id: str) -> None:
    layer = world.layer(layer_id)
    one = project("p", "RUS", "UKR", "BLR", "KAZ", "ARM")
    found = course(world, layer_id, one.members)
    stages = {stage.period: stage for stage in found.stages}
    assert len(stages) == len(layer.periods)
    for at in timeline.months(layer)[::7]:
        now = standing(world, one, layer, at)
        stage = stages[period_at(at, layer.frequency)]
        assert stage.known == len(now.scored)
        assert (stage.mean is None) == (now.mean is None)
        if now.mean is not None:
            assert stage.mean == pytest.approx(now.mean)
            assert now.weakest is not None
            assert stage.low == pytest.approx(now.weakest.score)
            lowest = min(link.score for link in now.scored if link.score is not None)
            assert now.weakest.score == lowest <= now.mean


def test_a_directed_layer_counts_both_ways(world: World) -> None:
    layer, at = world.layer("travel"), month("2025-01")
    link = standing(world, project("p", "AZE", "ARM"), layer, at).links[0]
    there, back = (
        world.reading(layer, pair, at).score for pair in (Pair("AZE", "ARM"), Pair("ARM", "AZE"))
    )
    assert there is not None
    assert back is not None
    assert there != back
    assert link.score == pytest.approx((there + back) / 2, abs=0.01)


def test_no_data_is_not_0(world: World) -> None:
    layer, at = world.layer("conflict"), month("2024-06")
    now = standing(world, project("p", "AZE", "IRN", "RUS"), layer, at)
    assert now.mean is None
    assert now.weakest is None
    assert known_text(now) == "0 of 3 pairs with data"
    report = project_report(world, project("p", "AZE", "IRN", "RUS"), layer, at)
    assert (report.mean, report.weakest, report.weakest_since) == (None, None, "")
    assert "no link can be called the weakest" in report.told
    # Georgia is missing from the news: one link of three is known, and the mean is of that one.
    now = standing(
        world, project("p", "AZE", "GEO", "TUR"), world.layer("events"), month("2023-01")
    )
    assert known_text(now) == "1 of 3 pairs with data"
    assert now.mean == now.scored[0].score


def test_a_reign_steps_over_gaps_and_ends_where_another_was_lower(world: World) -> None:
    members = ("AZE", "IRN", "RUS")
    found = course(world, "events", members)
    last = found.periods[-1]
    reign = found.reign(AZE_IRN, last)
    assert reign is not None
    first = found.periods.index(reign.since)
    lowest = np.nanargmin(found.scores, axis=1)
    column = found.pairs.index(AZE_IRN)
    assert (lowest[first:] == column).all()
    assert lowest[first - 1] != column
    assert reign.periods == len(found.periods) - first < last - reign.since + 1
    assert found.reign(Pair("AZE", "RUS"), last) is None
    alone = course(world, "events", ("AZE", "IRN")).reign(AZE_IRN, last)
    assert alone is not None
    assert alone.from_the_start
    assert alone.since == month("2018-01")


def test_what_happened_is_between_members_and_by_the_date(world: World) -> None:
    corridor = find_project(world, "corridor")
    found = events_among(world, corridor, "2016-04")
    assert found[0].date == "2016-04"
    assert all(len(set(event.countries) & set(corridor.members)) > 1 for event in found)
    assert all(event.status != "coded" for event in found)
    assert len(found) < len(events_among(world, corridor))
    assert markers_among(world, project("p", "TUV", "NRU")) == ()


def test_a_project_by_id_or_by_its_title(world: World) -> None:
    other = with_projects(world, project("one", "AZE", "IRN"), project("two", "AZE", "TUR"))
    assert find_project(other, "one").id == "one"
    assert find_project(other, "TWO project").id == "two"
    with pytest.raises(UsageError, match=r"several projects .* 'project'.*one, two"):
        find_project(other, "project")
    with pytest.raises(UsageError, match="no project 'three'; there are: one, two"):
        find_project(other, "three")
    with pytest.raises(UsageError, match="none in these data"):
        find_project(with_projects(world), "x")


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("2017-12", "not begun"),
        ("2018-01", "running"),
        ("2022-09", "running"),
        ("2022-10", "ended"),
    ],
)
def test_before_in_and_after_its_time(date: str, said: str) -> None:
    assert phase(project("p", "AZE", "IRN", until="2022-09-26"), month(date)) == said


def test_members_are_paired_once() -> None:
    assert pairs_of(("RUS", "AZE", "RUS")) == (Pair("AZE", "RUS"),)
    assert pairs_of(("AZE",)) == ()


def test_many_members(world: World) -> None:
    everyone = world.order("name", "", month("2025-06"))
    one = project("all", *everyone)
    report = project_report(world, one, world.layer("events"), month("2025-06"))
    assert report.pairs == len(everyone) * (len(everyone) - 1) // 2
    assert 0 < report.known < report.pairs
    assert report.weakest is not None
    assert report.weakest.score == min(x.score for x in report.links if x.score is not None)
