"""The story of feeds: what they bring, correct, withdraw, and what they can't touch."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from relations_tui.errors import RelationsError
from relations_tui.model.country import Pair
from relations_tui.model.event import Event
from relations_tui.model.feed import Feed
from relations_tui.refresh.outcome import Outcome
from relations_tui.store.doctor import examine
from relations_tui.store.open import Store
from tests.refresh import world
from tests.refresh.world import (
    Site,
    document,
    event,
    one_result,
    refreshed,
    to_the_byte,
    tombstone,
)

AZE_IRN, AZE_TUR, IRN_RUS = Pair("AZE", "IRN"), Pair("AZE", "TUR"), Pair("IRN", "RUS")
ORDER = "events are staged by who takes part, and the order in which they came is lost"


@pytest.fixture(autouse=True)
def whole(store: Store, request: pytest.FixtureRequest) -> Iterator[None]:
    """After whatever a test did, scores are right and the doctor finds nothing."""
    yield
    if request.node.get_closest_marker("xfail") is None:
        check(store)


def check(store: Store) -> None:
    store.refresh()
    assert examine(store.path).lines()[1:] == []
    world.check_whole(store)


def shown(store: Store, pair: Pair) -> list[str]:
    return [one.id for one in store.source.pair_events(pair)]


def record(store: Store, id_: str, via: str = "wire") -> Event:
    (found,) = [e for e in store.source.all_records() if (e.id, e.via) == (id_, via)]
    return found


def test_new_events(store: Store, site: Site) -> None:
    before = world.scores(store)
    feed = site.put("wire", document(event("e1", value=-9.0), event("e2", "RUS", "TUR")))
    outcome = refreshed(store, feed)
    assert (outcome.exit_code, outcome.committed) == (0, True)
    assert (outcome.feeds[0].status, outcome.feeds[0].new) == ("changed", 2)
    assert outcome.pairs_added == ("RUS-TUR",)
    assert {move.pair for move in outcome.moved} == {"AZE-IRN", "RUS-TUR"}
    assert shown(store, AZE_IRN) == ["b1", "b2", "e1"]
    assert (record(store, "e1").feed, record(store, "e1").changed) == ("wire", "")
    now = world.scores(store)["events"]["2016-06"]
    assert now["AZE-IRN"] < before["events"]["2016-06"]["AZE-IRN"]
    assert now["RUS-TUR"] > 0
    assert now["AZE-TUR"] == before["events"]["2016-06"]["AZE-TUR"]


def test_the_same_again_writes_nothing(store: Store, site: Site) -> None:
    lists = {
        "events": [event("e1"), event("e2", "RUS", "TUR"), event("bad", "AZE", "AZE")],
        "markers": [{"id": "m1", "date": "2016", "title": "T", "countries": ["IRN"],
                     "status": "recorded"}],
        "tombstones": [tombstone("e2"), tombstone("never-there")],
    }  # fmt: skip
    feed = site.put("wire", document(**lists), ETag='"1"')
    assert one_result(store, feed).status == "changed"
    before = to_the_byte(store.path)
    assert one_result(store, feed).status == "unmodified"
    site.put("wire", document(**lists), ETag='"2"')
    outcome = refreshed(store, feed)
    assert (outcome.feeds[0].status, outcome.committed) == ("same", False)
    assert outcome.feeds[0].quarantined == 0
    assert to_the_byte(store.path) == before


def test_a_correction_replaces(store: Store, site: Site) -> None:
    one_result(store, site.put("wire", document(event("e1"), event("e2"))))
    seen = record(store, "e1").seen
    result = one_result(store, site.put("wire", document(event("e1", value=-5.0), event("e2"))))
    assert (result.new, result.changed, result.same) == (0, 1, 1)
    assert record(store, "e1").goldstein == -5.0
    assert (record(store, "e1").seen, record(store, "e2").changed) == (seen, "")
    assert record(store, "e1").changed >= seen


def test_countries_are_corrected(store: Store, site: Site) -> None:
    before = world.scores(store)
    one_result(store, site.put("wire", document(event("e1"), event("e2", "RUS", "TUR"))))
    one_result(store, site.put("wire", document(event("e1", "IRN", "RUS"))))
    assert shown(store, AZE_IRN) == ["b1", "b2"]
    assert shown(store, IRN_RUS) == ["e1"]
    assert (
        world.scores(store)["events"]["2016-06"]["AZE-IRN"]
        == (before["events"]["2016-06"]["AZE-IRN"])
    )
    three = {**event("e1"), "targets": ["IRN", "RUS"]}
    one_result(store, site.put("wire", document(three)))
    assert shown(store, AZE_IRN) == ["b1", "b2", "e1"]
    assert world.scores(store)["events"]["2016-06"].get("IRN-RUS") is None
    one_result(store, site.put("wire", document(event("e1", "AZE", "TUR"))))
    assert shown(store, AZE_TUR) == ["b2", "e1"]
    assert [e.id for e in store.source.all_records() if e.via] == ["e1", "e2"]


def test_countries_are_corrected_within_a_document(store: Store, site: Site) -> None:
    events = [event("e1"), event("e2", "RUS", "TUR"), event("e1", "IRN", "RUS")]
    one_result(store, site.put("wire", document(*events)))
    check(store)
    assert shown(store, AZE_IRN) == ["b1", "b2"]
    assert shown(store, IRN_RUS) == ["e1"]
    before = to_the_byte(store.path)
    assert one_result(store, site.put("wire", document(*events))).status == "same"
    assert to_the_byte(store.path) == before


@pytest.mark.parametrize(
    "forms",
    [
        ("RUS", "TUR"),
        ("TUR", "RUS"),
    ],
)
def test_the_last_record_of_an_id_counts(store: Store, site: Site, forms: tuple[str, str]) -> None:
    """Also where others of the same parties came before the one that was corrected."""
    events = [event("e0", "RUS", "TUR"), event("e1", "TUR", "RUS"), event("e1", *forms, value=9.0)]
    one_result(store, site.put("wire", document(*events)))
    assert record(store, "e1").goldstein == 9.0


def test_the_last_place_of_an_id_counts(store: Store, site: Site) -> None:
    events = [event("e0", "RUS", "TUR"), event("e1"), event("e1", "RUS", "TUR")]
    one_result(store, site.put("wire", document(*events)))
    assert shown(store, AZE_IRN) == ["b1", "b2"]


def test_withdrawn_and_back(store: Store, site: Site) -> None:
    before = world.scores(store)
    one_result(store, site.put("wire", document(event("e1", value=-9.0))))
    there = world.scores(store)
    result = one_result(store, site.put("wire", document(tombstones=[tombstone("e1")])))
    assert (result.withdrawn, result.status) == (1, "changed")
    assert shown(store, AZE_IRN) == ["b1", "b2"]
    assert world.scores(store) == before
    (kept,) = [e for e in store.source.pair_records(AZE_IRN) if e.id == "e1"]
    assert "a mistake" in kept.withdrawn
    result = one_result(store, site.put("wire", document(event("e1", value=-9.0))))
    assert result.changed == 1
    assert shown(store, AZE_IRN) == ["b1", "b2", "e1"]
    assert world.scores(store) == there


def test_two_feeds_with_one_id(store: Store, site: Site) -> None:
    first = site.put("wire", document(event("e1", summary="first")))
    second = site.put("other", document(event("e1", summary="second", value=-9.0)))
    one_result(store, first)
    alone = world.scores(store)
    one_result(store, second)
    assert len([e for e in store.source.pair_records(AZE_IRN) if e.id == "e1"]) == 2
    tell = {e.id: e.summary for e in store.source.pair_events(AZE_IRN)}
    # Of what came in the same second the feed's name decides; here the clock is ours to read.
    preferred = min(
        (e.seen, e.via, e.summary) for e in store.source.pair_records(AZE_IRN) if e.id == "e1"
    )[2]
    assert tell["e1"] == preferred
    one_result(store, site.put("wire", document(tombstones=[tombstone("e1")])))
    assert {e.id: e.summary for e in store.source.pair_events(AZE_IRN)}["e1"] == "second"
    one_result(store, site.put("other", document(tombstones=[tombstone("e1")])))
    assert shown(store, AZE_IRN) == ["b1", "b2"]
    assert world.scores(store) != alone


def test_a_feed_touches_only_its_own(store: Store, site: Site) -> None:
    one_result(store, site.put("wire", document(event("e1"))))
    bundled = [e for e in store.source.all_records() if not e.via]
    hostile = document(
        event("b1", value=-10.0),
        tombstones=[
            *map(tombstone, ("e1", "b2")),
            tombstone("m0", "marker"),
            tombstone("p0", "project"),
            tombstone("events", "layer"),
            tombstone("events/AZE-IRN", "source_series"),
            tombstone("votes/AZE-IRN", "source_series"),
        ],
    )
    before = world.scores(store)
    one_result(store, site.put("hostile", hostile))
    assert [e for e in store.source.all_records() if not e.via] == bundled
    assert record(store, "e1").withdrawn == ""
    assert shown(store, AZE_IRN) == ["b1", "b2", "e1"]
    assert {e.id: e.goldstein for e in store.source.pair_events(AZE_IRN)}["b1"] == 1.0
    assert world.scores(store) == before
    assert [one.id for one in store.source.markers()] == ["m0"]
    assert [one.id for one in store.source.projects()] == ["p0"]


def test_what_the_user_made_is_out_of_reach(store: Store, site: Site) -> None:
    store.user.toggle_star("AZE-IRN", "2026-11-01")
    hostile = document(
        event("e1"),
        series=[{"layer": "user.stars", "pair": "AZE-IRN", "start": "2016", "values": [1]}],
        tombstones=[
            tombstone("../user.stars/AZE-IRN", "series"),
            tombstone("user.stars/AZE-IRN", "series"),
            tombstone("AZE-IRN", "marker"),
        ],
    )
    one_result(store, site.put("wire", hostile))
    assert [star.target for star in store.user.stars()] == ["AZE-IRN"]
    (bad,) = store.source.quarantine("wire")
    assert "user.stars" in bad.reason


def test_bad_records_are_set_aside_once(store: Store, site: Site) -> None:
    feed = site.put("wire", document(event("e1"), event("bad", "AZE", "XXX"), event("e2")))
    assert (one_result(store, feed).quarantined, len(shown(store, AZE_IRN))) == (1, 4)
    (bad,) = store.source.quarantine()
    assert bad.key == "wire"
    assert "unknown country 'XXX'" in bad.reason
    assert bad.where == "events[1]"
    assert '"bad"' in bad.raw
    more = site.put("wire", document(event("e3"), event("bad", "AZE", "XXX"), event("e2")))
    assert one_result(store, more).quarantined == 0
    assert len(store.source.quarantine()) == 1


def test_a_dry_run_tells_what_the_real_one_does(store: Store, site: Site) -> None:
    one_result(store, site.put("wire", document(event("e1"), event("e2", "RUS", "TUR"))))
    feed = site.put(
        "wire",
        document(
            event("e1", value=-9.0), event("e3", "ARM", "TUR", "2015-01"), event("x", "XXX"),
            markers=[{"id": "m1", "date": "2016", "title": "T", "countries": ["IRN"],
                      "status": "recorded"}],
            tombstones=[tombstone("e2")],
        ),
    )  # fmt: skip
    before = to_the_byte(store.path)
    trial = refreshed(store, feed, trial=True)
    assert to_the_byte(store.path) == before
    assert (trial.trial, trial.committed) == (True, False)
    real = refreshed(store, feed)
    assert real.committed

    def told(outcome: Outcome) -> object:
        (result,) = outcome.feeds
        counts = (result.new, result.changed, result.same, result.withdrawn, result.quarantined)
        return counts, outcome.pairs_added, outcome.scores_moved, outcome.moved

    assert told(trial) == told(real)
    assert told(real)[0] == (2, 1, 0, 1, 1)  # type: ignore[index]


def test_some_feeds_fail(store: Store, site: Site) -> None:
    good = site.put("wire", document(event("e1")))
    bad = [Feed("gone", f"{site}/gone"), site.put("cut", document(event("e2"))[:-9])]
    outcome = refreshed(store, good, *bad)
    assert outcome.exit_code == 3
    assert [feed.status for feed in outcome.feeds] == ["changed", "failed", "failed"]
    assert all("the store is as it was" in feed.error for feed in outcome.feeds[1:])
    assert shown(store, AZE_IRN) == ["b1", "b2", "e1"]
    before = to_the_byte(store.path)
    site.pages["wire"].status = 500
    outcome = refreshed(store, good, *bad)
    assert outcome.exit_code == 4
    assert "its last data are kept" in outcome.feeds[0].error
    assert to_the_byte(store.path) == before


def test_no_feed_at_all(store: Store) -> None:
    before = to_the_byte(store.path)
    assert refreshed(store).exit_code == 0
    assert to_the_byte(store.path) == before


def test_a_store_that_cannot_be_written(store: Store, site: Site, tmp_path: Path) -> None:
    feed = site.put("wire", document(event("e1")))
    store.folder.read_only = True
    with pytest.raises(RelationsError):
        refreshed(store, feed)
    assert site.asked == []
