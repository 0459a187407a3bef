"""Triads and balance asked of the bundle."""

import pytest

from relations_tui.errors import UsageError
from relations_tui.model.country import Pair
from relations_tui.model.period import month
from relations_tui.query.signed_world import signed_graph
from relations_tui.query.triads import sign_of, solid, tense, time_line, triad
from relations_tui.query.whole_balance import balance_at, balance_series
from relations_tui.query.world import World
from relations_tui.report.triads import says, triads_report

AT = month("2023-06")


def test_the_two_triads_of_the_story_in_the_news(world: World) -> None:
    """What the bundle itself says: Iran and Israel, Armenia and Azerbaijan, friends between."""
    layer = world.layer("events")
    graph = signed_graph(world, layer, AT, world.order("name", "", AT))
    assert graph is not None
    for members, middle in ((("AZE", "IRN", "ISR"), "AZE"), (("AZE", "ARM", "RUS"), "RUS")):
        found = triad(graph, members)
        assert found.signs == "++-"
        assert not found.is_balanced
        foes = next(tie for tie in found.ties if tie.sign < 0)
        assert middle not in (foes.a, foes.b)
        assert says(world, found).startswith(world.countries[middle].name)
        only = tense(graph, members)
        assert (len(only), only[0]) == (1, found)


def test_scores_and_signs_are_those_of_the_matrix(world: World) -> None:
    layer = world.layer("events")
    graph = signed_graph(world, layer, AT, ("IRN", "AZE", "ISR", "ARM"), band=1.0)
    assert graph is not None
    assert graph.nodes == ("ARM", "AZE", "IRN", "ISR")
    for pair in (Pair("AZE", "IRN"), Pair("IRN", "ISR"), Pair("ISR", "IRN")):
        score = world.reading(layer, pair, AT).score
        assert score is not None
        assert graph.score(pair) == pytest.approx(score, abs=0.0051)
        assert graph.sign(pair) == sign_of(score, 1.0)
    wide = signed_graph(world, layer, AT, graph.nodes, band=9.9)
    assert wide is not None
    assert wide.edges == 0


def test_of_a_directed_layer_the_mean_of_both_ways_counts(world: World) -> None:
    layer, at = world.layer("travel"), month("2025-01")
    graph = signed_graph(world, layer, at, ("AZE", "IRN"))
    assert graph is not None
    pair = Pair("AZE", "IRN")
    both = [world.reading(layer, way, at).score for way in (pair, pair.swapped)]
    assert graph.score(Pair("AZE", "IRN")) == pytest.approx(sum(one or 0 for one in both) / 2)


def test_the_most_tense_come_first_and_rest_on_something(world: World) -> None:
    report = triads_report(world, world.layer("events"), AT, of=("AZE",), limit=40)
    tensions = [one.tension for one in report.triads]
    assert tensions == sorted(tensions, reverse=True)
    assert report.least == 4 * world.layer("events").prior == 200
    assert (report.imbalanced, report.thin) == (71, 291)
    everything = triads_report(world, world.layer("events"), AT, of=("AZE",), least=0, limit=None)
    assert (everything.imbalanced, everything.thin) == (362, 0)
    solid = [one for one in everything.triads if one.rests_on >= 200]
    assert [one.ties for one in solid[:40]] == [one.ties for one in report.triads]
    for one in report.triads:
        assert "AZE" in (one.a, one.b, one.c)
        assert one.tension == min(abs(tie.score or 0) for tie in one.ties)
        assert one.flips_by == pytest.approx(one.tension + 1.0)
        assert one.rests_on >= report.least


def test_a_composite_rests_on_what_its_backbone_does(world: World) -> None:
    overall, pair = world.layer("overall"), Pair("AZE", "RUS")
    assert solid(world, overall) == 200
    assert world.evidence(overall, pair, AT) == world.evidence(world.layer("events"), pair, AT) > 0
    assert solid(world, world.layer("votes")) == 0


def test_the_time_line_is_that_of_the_dates(world: World) -> None:
    layer = world.layer("events")
    line = dict(time_line(world, layer, ("AZE", "IRN", "ISR")))
    assert list(line) == list(layer.periods)
    for period in ("2018-06", "2023-02", "2025-06"):
        graph = signed_graph(world, layer, month(period), ("AZE", "IRN", "ISR"))
        assert graph is not None
        assert triad(graph, ("ISR", "AZE", "IRN")).signs == line[period].signs


def test_a_layer_without_data_then_has_no_graph(world: World) -> None:
    assert signed_graph(world, world.layer("events"), month("2024-08"), ("AZE", "IRN")) is None
    report = triads_report(world, world.layer("votes"), month("2024-08"))
    assert (report.date, report.census is None) == ("2019", False)
    assert "distance, not hostility" in report.note


def test_what_cannot_be_asked(world: World) -> None:
    layer = world.layer("events")
    with pytest.raises(UsageError, match="neutral band"):
        signed_graph(world, layer, AT, ("AZE", "IRN"), band=10)
    graph = signed_graph(world, layer, AT, ("AZE", "IRN", "ISR"))
    assert graph is not None
    with pytest.raises(UsageError, match="three countries"):
        triad(graph, ("AZE", "IRN", "IRN"))
    with pytest.raises(UsageError, match="not among"):
        triad(graph, ("AZE", "IRN", "USA"))
    with pytest.raises(UsageError, match="not among"):
        tense(graph, ("USA",))
    with pytest.raises(UsageError, match="least evidence"):
        triads_report(world, layer, AT, least=-1)


def test_the_balance_of_the_world_and_of_a_region(world: World) -> None:
    layer = world.layer("events")
    one = balance_at(world, layer, "2023-06")
    assert one is not None
    assert one.line_low <= one.line_high <= one.negative
    assert one.balanced == pytest.approx(0.843, abs=0.001)
    assert one.normalised == pytest.approx(1 - 2 * one.line_high / one.edges)
    seen: list[tuple[int, int]] = []
    europe = balance_series(
        world, layer, "Europe", since=month("2022-01"), until=month("2022-06"),
        told=lambda done, of: seen.append((done, of)),
    )  # fmt: skip
    assert [one.period for one in europe] == [f"2022-0{m}" for m in range(1, 7)]
    assert seen == [(done, 6) for done in range(6)]
    assert all(one.countries < 45 for one in europe)


def test_votes_leave_hardly_a_foe(world: World) -> None:
    one = balance_at(world, world.layer("votes"), "2019")
    assert one is not None
    assert one.negative / one.edges < 0.1
    assert one.balanced is not None
    assert one.balanced > 0.9
