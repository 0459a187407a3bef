"""Pairs of countries, and the pairs an event is about."""

import re
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relations_tui.model.country import Pair, pair_of
from relations_tui.model.event import KINDS, ROOT_KINDS, STATUS_MEANS, STATUSES, Event

codes = st.text("ABCXYZ", min_size=3, max_size=3)


@given(codes, codes)
def test_both_directions_of_a_pair_are_one_pair(a: str, b: str) -> None:
    pair = Pair(a, b)
    assert pair.key == pair.swapped.key == Pair.sorted(a, b).key
    assert Pair.sorted(a, b) == Pair.sorted(b, a) == pair_of(pair.key)
    assert pair.swapped.swapped == pair
    assert sorted(pair) == list(Pair.sorted(a, b))


@pytest.mark.parametrize("key", ["", "AZE", "AZEIRN", "AZE-IR", "AZ-IRN", "AZE-IRN-RUS", "-"])
def test_what_is_no_pair_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match=re.escape(repr(key))):
        pair_of(key)


def event(sources: list[str], targets: list[str], date: str = "2016-06-14") -> Event:
    return Event("x", date, "visit", tuple(sources), tuple(targets), "recorded", "test")


@given(st.lists(codes, max_size=5), st.lists(codes, max_size=5))
def test_an_event_is_about_every_two_that_take_part(sources: list[str], targets: list[str]) -> None:
    found = event(sources, targets)
    everyone = {*sources, *targets}
    assert set(found.countries) == everyone
    assert len(found.countries) == len(everyone)
    assert {frozenset(pair) for pair in found.pairs} == {
        frozenset(two) for two in combinations(everyone, 2)
    }
    assert len(found.pairs) == len(everyone) * (len(everyone) - 1) // 2
    assert all(pair == Pair.sorted(*pair) for pair in found.pairs)


def test_an_event_that_names_one_state_twice_is_about_one_pair() -> None:
    war = event(["AZE", "ARM"], ["ARM", "AZE"])
    assert war.pairs == (Pair("ARM", "AZE"),)
    assert event(["IRN"], ["IRN"]).pairs == ()
    assert event([], ["IRN"]).countries == ("IRN",)


@pytest.mark.parametrize(
    ("date", "exactness"), [("2016", "year"), ("2016-06", "month"), ("2016-06-14", "day")]
)
def test_an_event_says_how_exactly_it_is_dated(date: str, exactness: str) -> None:
    assert event(["AZE"], ["IRN"], date).precision == exactness


def test_every_status_and_every_cameo_root_has_words() -> None:
    assert set(STATUS_MEANS) == set(STATUSES)
    assert len(set(STATUS_MEANS.values())) == len(STATUSES) == 5
    assert len(ROOT_KINDS) == len(set(ROOT_KINDS)) == 20
    assert (ROOT_KINDS[0], ROOT_KINDS[-1]) == ("statement", "mass_violence")
    assert len(set(KINDS.values())) == len(KINDS)
