"""Whatever feeds bring in whatever order: the scores are those of what is there then."""

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relations_tui.store.doctor import examine
from relations_tui.store.open import Store, open_store
from tests.refresh import world
from tests.refresh.test_records import LAYER
from tests.refresh.world import Json, check_whole, document, event, imported, ndjson, tombstone

IDS = ("e1", "e2", "e3", "b1", "b2")
COUNTRIES = ("AZE", "IRN", "RUS", "TUR")
MONTHS = ("2016-06-14", "2016-06", "2015-11-01", "2016-09-30", "2016", "2014-02", "2026-10-31")


@st.composite
def events(draw: st.DrawFn) -> Json:
    """An event between two or three countries; ids repeat a lot."""
    who = draw(st.lists(st.sampled_from(COUNTRIES), min_size=2, max_size=3, unique=True))
    value = draw(st.sampled_from((-10.0, -2.5, 0.0, 1.0, 7.4)))
    more: Json = {"targets": who[1:]}
    if draw(st.booleans()):
        more["status"] = draw(st.sampled_from(("coded", "recorded")))
        more["feed"] = draw(st.sampled_from(("wire", "elsewhere", "bundled")))
    day = draw(st.sampled_from(MONTHS))
    return event(draw(st.sampled_from(IDS)), who[0], date=day, value=value, **more)


@st.composite
def scores(draw: st.DrawFn) -> Json:
    """A series of a layer of scores."""
    a, b = sorted(draw(st.permutations(COUNTRIES))[:2])
    start = draw(st.integers(2010, 2020))
    values = draw(st.lists(st.none() | st.integers(-10, 10), min_size=1, max_size=4))
    return {"layer": "trade", "pair": f"{a}-{b}", "start": str(start), "values": values}


SOURCE_SERIES = st.sampled_from(
    [
        {"layer": "votes", "series": {"type": "agreement", "key": key, "start": start,
                                      "votes": [9] * len(same), "same": same,
                                      "opposed": [0] * len(same)}}
        for key in ("AZE-IRN", "IRN-RUS")
        for start, same in ((2014, [3, 4, 5]), (2010, [1]), (2015, [2, None]))
    ]
    + [
        {"layer": "events", "series": {"type": "balance", "key": key, "strands": {
            "history": {"start": start, "coop": [5, 30], "conf": [0, 12]}}}}
        for key in ("AZE-IRN", "RUS-TUR")
        for start in ("2016-05", "2015-12", "2017-01")
    ]
    + [
        {"layer": "visa", "series": {"type": "travel", "key": "AZE-TUR",
                                     "ab": [[day, rule]], "ba": []}}
        for day, rule in (("2016-03-01", "visa free"), ("2017-01", "e-visa"))
    ]
)  # fmt: skip
LOST = [tombstone(id_) for id_ in IDS] + [
    tombstone(f"{layer}/{key}", "source_series")
    for layer, key in (("votes", "AZE-IRN"), ("votes", "IRN-RUS"), ("events", "AZE-IRN"),
                       ("events", "RUS-TUR"), ("visa", "AZE-TUR"))
] + [tombstone("trade/AZE-IRN", "series"), tombstone("trade", "layer")]  # fmt: skip


@st.composite
def feeds(draw: st.DrawFn) -> dict[str, list[Json]]:
    """What a feed says at one time; no id under two pairs at once, which is another test's."""
    found = draw(st.lists(events(), max_size=4, unique_by=lambda one: str(one["id"])))
    return {
        "layers": [LAYER] if draw(st.booleans()) else [],
        "series": draw(st.lists(scores(), max_size=2)),
        "source_series": draw(st.lists(SOURCE_SERIES, max_size=2)),
        "events": found,
        "tombstones": draw(st.lists(st.sampled_from(LOST), max_size=2)),
    }


def taken_in(path: Path, template: Path, steps: list[tuple[str, dict[str, list[Json]]]]) -> Store:
    """A store that took some feeds in, checked after each step."""
    store = open_store(world.copy(template, path / "store"))
    for via, lists in steps:
        body = document(**lists) if len(via) % 2 else ndjson(**lists)
        result = imported(store, body, via)
        assert result.status in ("changed", "same")
        check_whole(store)
        files = world.to_the_byte(store.path)
        assert imported(store, body, via).status == "same"
        assert world.to_the_byte(store.path) == files
    assert examine(store.path).lines()[1:] == []
    return store


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(st.tuples(st.sampled_from(("one", "four")), feeds()), max_size=5))
def test_scores_are_those_of_what_is_there(template: Path, steps: list[Any]) -> None:
    with tempfile.TemporaryDirectory() as path:
        taken_in(Path(path), template, steps)


def test_a_layer_without_a_floor(store: Store) -> None:
    layer = {**LAYER, "id": "own", "method": "balance", "frequency": "month", "directed": False,
             "half_life": 6, "prior": 1}  # fmt: skip
    for key, start in (("AZE-IRN", "2016-01"), ("AZE-RUS", "2012-01")):
        series = {"type": "balance", "key": key,
                  "strands": {"x": {"start": start, "coop": [5], "conf": [1]}}}  # fmt: skip
        source_series = [{"layer": "own", "series": series}]
        assert imported(store, document(layers=[layer], source_series=source_series)).new
    check_whole(store)
