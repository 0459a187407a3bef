"""Export: another store that takes it in is as this one; and what stays at home."""

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from relations_tui.feeds.judge import Judge
from relations_tui.model.feed import FeedState
from relations_tui.refresh.export import Form, Selection, export
from relations_tui.refresh.files import validate_file
from relations_tui.store.doctor import examine
from relations_tui.store.document import encode
from relations_tui.store.open import Store, open_store
from relations_tui.store.source import decoder
from tests.refresh import small, world
from tests.refresh.test_records import EVERYTHING
from tests.refresh.test_scores import feeds
from tests.refresh.world import (
    Json,
    check_whole,
    document,
    event,
    imported,
    refreshed,
    tombstone,
)

FORMS: tuple[Form, ...] = ("json", "ndjson")


def exported(store: Store, form: Form = "json", **chosen: Any) -> bytes:
    return b"".join(export(store.folder, Selection(**chosen), form, "mine", "My store"))


def shown(store: Store, *, periods: bool = True) -> dict[str, object]:
    """All that a store shows, but by which feeds it came and when."""
    source = store.source

    def plain(records: Any) -> list[str]:
        return sorted(repr(replace(r, via="", seen="", changed="")) for r in records)

    layers = source.layers()
    return {
        "layers": plain(layers),
        "series": {layer.id: plain(map(_sorted, source.all_series(layer.id))) for layer in layers},
        "scores": world.scores(store),
        "events": plain(source.all_events()),
        "markers": plain(source.markers()),
        "projects": plain(source.projects()),
        "flows": plain(source.flows()),
        "facts": plain(f for country in source.countries() for f in source.facts(country.iso3)),
    }


def _sorted(series: Any) -> Any:
    if hasattr(series, "strands"):
        return replace(series, strands=dict(sorted(series.strands.items())))
    return series


def round_trip(path: Path, bundle: Path, body: bytes) -> Store:
    """An empty store that took it in."""
    store = world.empty_store(path, bundle)
    result = imported(store, body, path.name)
    assert (result.quarantined, store.source.quarantine()) == (0, [])
    check_whole(store)
    assert examine(path).lines()[1:] == []
    return store


@pytest.mark.parametrize("form", FORMS)
def test_an_export_gives_an_equal_store(
    store: Store, tmp_path: Path, small_bundle: Path, form: Form
) -> None:
    imported(store, document(**EVERYTHING))
    imported(store, document(event("e3"), tombstones=[tombstone("e1")]))
    body = exported(store, form)
    other = round_trip(tmp_path / "other", small_bundle, body)
    assert shown(other) == shown(store)
    withdrawn = {e.id: e.withdrawn for e in other.source.all_records() if e.withdrawn}
    assert withdrawn.keys() == {"e1"}
    assert "a mistake" in withdrawn["e1"]
    files = world.to_the_byte(other.path)
    assert imported(other, body, "other").status == "same"
    assert world.to_the_byte(other.path) == files


def test_both_forms_say_the_same(store: Store, tmp_path: Path, small_bundle: Path) -> None:
    imported(store, document(**EVERYTHING))
    found = []
    for form in FORMS:
        body = exported(store, form)
        assert body == exported(store, form)
        other = world.empty_store(tmp_path / form, small_bundle)
        imported(other, body, "same-name")
        found.append(world.content(other))
    assert found[0] == found[1]


def test_the_export_of_an_export_is_the_same(
    store: Store, tmp_path: Path, small_bundle: Path
) -> None:
    imported(store, document(**EVERYTHING))
    imported(store, document(event("e3"), tombstones=[tombstone("e1")]))
    for form in FORMS:
        body = exported(store, form)
        again = exported(round_trip(tmp_path / form, small_bundle, body), form)
        first, second = (_records(form, text) for text in (body, again))
        assert first == second


def _records(form: Form, body: bytes) -> list[str]:
    """The records of an export; not the header, which says when, nor their order, nor whether
    a zero is said or left out.
    """
    if form == "json":
        lists = json.loads(body).items()
        found = [(name, one) for name, own in lists if isinstance(own, list) for one in own]
    else:
        lines = [json.loads(line) for line in body.splitlines()]
        found = [(line.pop("type"), line) for line in lines[1:]]
    said = [(name, {k: v for k, v in one.items() if v != 0}) for name, one in found]
    return sorted(json.dumps(one, sort_keys=True) for one in said)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    brought=st.lists(feeds(), max_size=3),
    form=st.sampled_from(FORMS),
)
def test_any_store_of_one_feed_goes_through(
    template: Path, small_bundle: Path, brought: list[Any], form: Form
) -> None:
    with tempfile.TemporaryDirectory() as path:
        store = open_store(world.copy(template, Path(path) / "store"))
        for lists in brought:
            own = [{**one, "id": f"x-{one['id']}"} for one in lists["events"]]
            imported(store, document(**{**lists, "events": own}), "one")
        other = round_trip(Path(path) / "other", small_bundle, exported(store, form))
        assert shown(other) == shown(store)


def test_two_feeds_that_use_the_same_ids(store: Store, tmp_path: Path, small_bundle: Path) -> None:
    imported(store, document(event("1", "AZE", "IRN")), "one")
    imported(store, document(event("1", "RUS", "TUR")), "two")
    other = round_trip(tmp_path / "other", small_bundle, exported(store))
    assert world.scores(other) == world.scores(store)


def test_two_feeds_of_which_one_withdraws(store: Store, tmp_path: Path, small_bundle: Path) -> None:
    imported(store, document(event("1", "AZE", "IRN"), tombstones=[tombstone("1")]), "one")
    imported(store, document(event("1", "RUS", "TUR")), "two")
    other = round_trip(tmp_path / "other", small_bundle, exported(store))
    assert world.scores(other) == world.scores(store)


def _ids(body: bytes, path: Path) -> dict[str, set[str]]:
    """By list, what an export holds; it must be without fault."""
    path.write_bytes(body)
    assert validate_file(path, small.JUDGE, None).bad == ()
    said = json.loads(body)

    def name(one: Json) -> str:
        return str(one.get("id") or one.get("pair") or one.get("series", one).get("key")
                   or one.get("country"))  # fmt: skip

    return {n: set(map(name, found)) for n, found in said.items() if isinstance(found, list)}


def test_what_is_chosen(store: Store, tmp_path: Path) -> None:
    imported(store, document(**EVERYTHING))
    path = tmp_path / "chosen.json"
    late = _ids(exported(store, since="2017"), path)
    assert late["events"] == {"e2"}
    assert "m1" not in late.get("markers", ())
    tur = _ids(exported(store, countries=frozenset({"TUR"})), path)
    assert tur["events"] == {"b2", "e2"}
    assert tur["source_series"] == {"AZE-TUR"}  # the sums of RUS-TUR go out as its events
    assert not {"p0", "p1", "m1"} & {*tur.get("projects", ()), *tur.get("markers", ())}
    trade = _ids(exported(store, layers=frozenset({"trade"})), path)
    assert trade["layers"] == {"trade"}
    assert trade["series"] == {"AZE-IRN"}
    assert not trade.get("events")
    only = _ids(exported(store, layers=frozenset({"events"})), path)
    assert only["layers"] == {"events"}
    assert only["events"] == {"b1", "b2", "e1", "e2"}


def test_what_may_not_be_passed_on_stays(store: Store, tmp_path: Path) -> None:
    imported(store, document(event("e0"), tombstones=[tombstone("gone")]), "open")
    imported(store, document(**EVERYTHING), "acled")
    imported(store, document(event("e9"), event("gone"), tombstones=[tombstone("e9")]), "acled")
    restrict(store, "acled")
    path = tmp_path / "open.json"
    home = _ids(exported(store), path)
    assert home["events"] == {"e0", "b1", "b2"}
    assert "trade" not in home["layers"]
    assert home["source_series"] >= {"AZE-IRN"}
    assert home["source_series"].isdisjoint({"RUS"})
    for kind in ("series", "facts", "flows", "tombstones"):
        assert not home.get(kind)
    assert not {"p1", "m1"} & {*home["projects"], *home["markers"]}
    everything = _ids(exported(store, restricted=True), path)
    assert everything["events"] == {"b1", "b2", "e0", "e1", "e2", "e9", "gone"}


def test_what_was_restricted_once_stays_so_whatever_the_feed_says_later(store: Store) -> None:
    imported(store, document(event("e1", "RUS", "TUR")), "acled")
    restrict(store, "acled")
    imported(store, document(event("e2", "RUS", "TUR")), "acled")  # of a format that is free
    assert b"RUS-TUR" not in exported(store)


def test_sums_of_what_may_not_be_passed_on_stay(store: Store) -> None:
    imported(store, document(event("e1", "RUS", "TUR")), "acled")
    restrict(store, "acled")
    assert b"RUS-TUR" not in exported(store)


def restrict(store: Store, feed: str) -> None:
    with store.folder.transaction() as change:
        for doc_id, state in change.read_table("feeds", decoder(FeedState)).items():
            if state.key == feed:
                change.put("feeds", int(doc_id), encode(replace(state, restricted=True), "feeds"))
        change.structural = True


@pytest.mark.parametrize("form", ["document", "ndjson"])
def test_validate_says_each_bad_record(tmp_path: Path, form: str) -> None:
    events = [
        event("good"),
        event("far", "AZE", "XXX"),
        {**event("many"), "goldstein": 11},
        event("itself", "AZE", "AZE"),
        event("good-too"),
    ]
    path = tmp_path / "feed"
    make = document if form == "document" else world.ndjson
    path.write_bytes(make(*events, tombstones=[{"kind": "nothing", "id": "x"}]))
    found = validate_file(path, small.JUDGE, None)
    assert found.good == {"event": 2}
    assert found.error == ""
    assert len(found.bad) == 4
    where = dict(found.bad)
    first = "events[1]" if form == "document" else "line 3"
    assert "unknown country 'XXX'" in where[first]
    assert all(len(reason) < 301 and reason.isprintable() for reason in where.values())


def test_validate_says_what_ended_it(tmp_path: Path) -> None:
    path = tmp_path / "feed"
    path.write_bytes(document(event("e1"), event("bad", "XXX"))[:-5])
    found = validate_file(path, Judge([], [], small.TODAY), None)
    assert "cut short" in found.error
    assert str(path) in found.error


def test_an_export_over_http(
    store: Store, site: world.Site, tmp_path: Path, small_bundle: Path
) -> None:
    imported(store, document(**EVERYTHING))
    other = world.empty_store(tmp_path / "other", small_bundle)
    refreshed(other, site.put("wire", exported(store, "ndjson"), packed=True))
    assert shown(other) == shown(store)
