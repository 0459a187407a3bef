"""Rules held against the bundle."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from relations_tui.model.alert import Alert, Rule
from relations_tui.model.country import Pair
from relations_tui.model.period import month
from relations_tui.query.alerts import evaluate
from relations_tui.query.world import World


def stand(world: World, rule: Rule, at: str = "", stars: tuple[str, ...] = ()) -> list[Alert]:
    found, trouble = evaluate(world, [rule], stars, month(at) if at else None)
    assert trouble == []
    return found


def test_the_war_of_2020_moves_armenia_and_azerbaijan(world: World) -> None:
    rule = Rule("war", moves="ARM-AZE", by=3.0, months=12)
    (one,) = stand(world, rule, "2020-10")
    assert (one.what, one.date, one.pair) == ("ARM-AZE", "2020-10", "ARM-AZE")
    layer = world.layer("events")
    then, now = (
        world.reading(layer, Pair("ARM", "AZE"), month(at)).score for at in ("2019-10", "2020-10")
    )
    assert then is not None
    assert now is not None
    assert one.size == pytest.approx(then - now, abs=0.011)
    assert f"{now:+.1f}" in one.says
    assert stand(world, rule, "2019-10") == []


def test_starred_pairs_and_countries_are_watched(world: World) -> None:
    rule = Rule("mine", moves="starred", by=3.0)
    assert stand(world, rule, "2020-10") == []  # nothing has a star
    assert [one.what for one in stand(world, rule, "2020-10", ("ARM-AZE",))] == ["ARM-AZE"]
    of_country = stand(world, rule, "2020-10", ("ARM",))
    assert "ARM-AZE" in {one.what for one in of_country}
    assert all("ARM" in one.what for one in of_country)
    sizes = [one.size for one in of_country]
    assert sizes == sorted(sizes, reverse=True)


def test_a_triad_that_turns_and_one_that_was_so_before(world: World) -> None:
    found = stand(world, Rule("t", triad="AZE", layer="events"), "2023-06")
    assert found
    for one in found:
        a, b, c = one.what.split("-")
        only = Rule("t", triad=one.what, layer="events")
        assert [again.what for again in stand(world, only, "2023-06")] == [f"{a}-{b}-{c}"]
    lasting = Rule("t", triad="AZE-IRN-ISR")
    assert stand(world, lasting, "2023-06") == []  # imbalanced for years: it did not turn


def test_events_of_a_size_in_the_last_months(world: World) -> None:
    found = stand(world, Rule("e", event="country:AZE", magnitude=10, months=1))
    assert found
    assert {one.date[:7] for one in found} == {"2025-06"}
    assert all(one.size == 10 and one.event for one in found)
    assert stand(world, Rule("e", event="pair:AZE-IRN kind:visit", magnitude=10)) == []


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        (Rule("x", moves="AZE", layer="nope"), "unknown layer 'nope'"),
        (Rule("x", moves="XXX"), "no country 'XXX'"),
        (Rule("x", moves="AZE-IRN-RUS"), "at most 2"),
        (Rule("x", triad="AZE-IRN"), "one country or three"),
        (Rule("x", event="kind:nope"), "nope"),
        (Rule("x", moves="AZE", months=1200), "has no 1200 months before it"),
    ],
)
def test_a_rule_that_cannot_be_looked_at_says_why(world: World, rule: Rule, reason: str) -> None:
    good = Rule("good", moves="ARM-AZE", by=3.0)
    found, (said,) = evaluate(world, [rule, good], (), month("2020-10"))
    assert said.startswith("x: ")
    assert reason in said
    assert [one.rule for one in found] == ["good"]  # the others are looked at all the same


codes = st.sampled_from(["starred", "AZE", "AZE-IRN", "AZE-IRN-ISR", "XXX", "", "SRB", "--"])


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40
)
@given(
    kind=st.sampled_from(["moves", "triad"]), text=codes,
    layer=st.sampled_from(["events", "votes", "conflict", "travel", "overall", "nope"]),
    by=st.floats(0.01, 20), months=st.integers(1, 1200), at=st.integers(1900 * 12, 2100 * 12),
)  # fmt: skip
def test_no_rule_stops_the_others(
    world: World, kind: str, text: str, layer: str, by: float, months: int, at: int
) -> None:
    rule = Rule("x", layer=layer, by=by, months=months)
    rule = replace(rule, moves=text) if kind == "moves" else replace(rule, triad=text)
    found, trouble = evaluate(world, [rule], ("AZE", "ARM-AZE"), at)
    assert all(one.says and one.size > 0 for one in found)
    assert len(trouble) <= 1
