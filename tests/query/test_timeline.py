"""The time machine: which periods there are, and how one steps through them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relations_tui.errors import BadPeriod
from relations_tui.model.layer import Layer
from relations_tui.model.period import check_date, month, month_text, period_text
from relations_tui.query import timeline
from relations_tui.query.world import World


def test_the_gap_is_stepped_over_both_ways(world: World) -> None:
    events = world.layer("events")
    assert timeline.step(events, month("2024-02"), 1) == month("2025-05")
    assert timeline.step(events, month("2025-05"), -1) == month("2024-02")
    assert timeline.frame_period(events, month("2024-07")) is None
    assert timeline.nearest(events, month("2024-07")) == month("2024-02")


def test_years_step_by_years(world: World) -> None:
    votes = world.layer("votes")
    assert month_text(timeline.step(votes, month("2016"), 1)) == "2017-12"
    assert month_text(timeline.step(votes, month("2016"), -12)) == "2015-12"
    assert timeline.frame_period(votes, month("2016-04")) == "2016"


def test_rules_hold_until_the_next_change(world: World) -> None:
    travel = world.layer("travel")
    assert timeline.frame_period(travel, month("2020-12")) == "2020-11"
    assert timeline.frame_period(travel, month("2020-10")) is None
    assert timeline.frame_period(travel, month("2025-02")) is None


@pytest.mark.parametrize("name", ["events", "votes", "alignment", "conflict", "travel"])
@given(at=st.integers(month("1940-01"), month("2030-01")), by=st.sampled_from([-12, -1, 1, 12]))
def test_a_step_lands_on_data_and_goes_the_right_way(
    world: World, name: str, at: int, by: int
) -> None:
    layer = world.layer(name)
    known = timeline.months(layer)
    start = timeline.nearest(layer, at)
    to = timeline.step(layer, start, by)
    assert start in known
    assert to in known
    assert (to - start) * by >= 0
    assert to != start or start == (known[-1] if by > 0 else known[0])
    assert timeline.frame_period(layer, to) is not None


@given(st.dates())
def test_dates_at_every_precision(day: object) -> None:
    text = str(day)
    if not "1816" <= text[:4] <= "2199":
        with pytest.raises(ValueError, match="out of range"):
            check_date(text)
        return
    for length in (4, 7, 10):
        assert check_date(text[:length]) == text[:length]
    assert month_text(month(text)) == text[:7]
    assert period_text(month(text), "month") == text[:7]


@pytest.mark.parametrize(
    "text", ["", "16", "2016-13", "2016-00", "2023-02-29", "0000", "9999-01-01", "2016-6", "soon"]
)
def test_no_date_is_refused(text: str) -> None:
    with pytest.raises(BadPeriod):
        timeline.parse_at(text)


def test_layers_have_their_periods_in_order(world: World) -> None:
    for layer in world.layers.values():
        assert list(layer.periods) == sorted(set(layer.periods))
        assert isinstance(layer, Layer)
