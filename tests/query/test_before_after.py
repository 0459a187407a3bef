"""Before and after a date: what a layer can say of it, and what it can't."""

import pytest

from relations_tui.model.country import Pair
from relations_tui.query.before_after import before_after
from relations_tui.query.world import World

ELECTION = "2013-06-14"
PAIR = Pair("AZE", "IRN")


def test_alignment_before_and_after_rouhani(world: World) -> None:
    found = before_after(world, world.layer("alignment"), PAIR, ELECTION)
    assert found.association is not None
    trend = {p.period: p.score for p in world.trend(world.layer("alignment"), PAIR)}
    after = [score for year, score in trend.items() if score is not None and year >= 2013]
    assert found.association.after == len(after) == 11
    assert found.association.mean_after == pytest.approx(sum(after) / 11)
    assert "This is association, not cause" in found.text
    assert "years at a time" in found.text  # what remembers is shuffled in blocks


def test_news_do_not_reach_the_election_and_say_so(world: World) -> None:
    found = before_after(world, world.layer("events"), PAIR, ELECTION)
    assert found.association is None
    assert "from 2018-01 to 2025-06" in found.text
    assert "0 months before 2013-06" in found.text


def test_a_window_narrows_both_sides(world: World) -> None:
    found = before_after(world, world.layer("events"), PAIR, "2021-01", 12)
    assert found.association is not None
    assert (found.association.before, found.association.after) == (12, 12)


def test_a_pair_that_a_layer_does_not_know(world: World) -> None:
    found = before_after(world, world.layer("conflict"), PAIR, ELECTION)
    assert found.association is None
    assert "no armed conflict recorded" in found.text


@pytest.mark.parametrize(("date", "window"), [("1066", None), ("soon", None), ("2013", 0)])
def test_what_is_no_date_or_window_is_refused(world: World, date: str, window: int | None) -> None:
    with pytest.raises(ValueError, match=r"date|year|window"):
        before_after(world, world.layer("votes"), PAIR, date, window)
