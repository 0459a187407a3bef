"""What a refresh writes, is read back as written, and leaves the user's tables alone."""

from array import array
from pathlib import Path

import msgspec
import pytest

from relations_tui.errors import StoreError
from relations_tui.model.country import Pair
from relations_tui.model.layer import NO_DATA
from relations_tui.model.series import BalanceSeries
from relations_tui.store import doctor
from relations_tui.store.open import open_store
from relations_tui.store.write import put_frames, put_series, put_table
from tests.store import worlds


def test_events_are_added_replaced_or_left(store: Path, tmp_path: Path) -> None:
    opened = open_store(store)
    before = len(opened.source.all_events())
    first = [worlds.event(n, "RUS", "TUR") for n in (10, 11)]
    assert worlds.bring(opened.folder, first, tmp_path) == (2, 0, 0, 0)
    incoming = [
        first[1],
        msgspec.structs.replace(first[0], summary="more is known"),
        worlds.event(12, "RUS", "TUR"),
        worlds.event(12, "RUS", "TUR", date="2024-06"),
        worlds.event(13, "AZE", "RUS", "TUR"),
    ]
    assert worlds.bring(opened.folder, incoming, tmp_path) == (2, 1, 1, 0)
    again = [*incoming[:2], *incoming[3:]]
    assert worlds.bring(opened.folder, again, tmp_path) == (0, 0, 4, 0)
    source = open_store(store).source
    assert len(source.all_events()) == before + 4
    found = source.pair_events(Pair("TUR", "RUS"))
    assert [e.id for e in found] == ["e10", "e11", "e13", "e12"]
    assert found[0].summary == "more is known"
    assert doctor.examine(store).state == "whole"


def test_series_and_frames_take_the_place_of_the_old(store: Path) -> None:
    opened = open_store(store)
    pairs = [*worlds.PAIRS, "TUR-TUR"]
    with opened.folder.transaction() as change:
        put_series(change, "events", [BalanceSeries(k, {}) for k in ("AZE-IRN", "TUR-TUR")])
        scores = array("h", [5, NO_DATA, 7, NO_DATA, NO_DATA])
        put_frames(change, "events", pairs, {"2024-05": scores, "2024-06": [1] * 7})
        put_table(change, "meta", [{"data_version": "next"}])
    source = open_store(store).source
    assert source.series("events", "AZE-IRN") is None
    assert source.series("events", "TUR-TUR") is None  # nothing is known of it
    assert source.series("events", "AZE-RUS") != BalanceSeries("AZE-RUS", {})
    for period, expected in {
        "2024-04": [12, -340, *[NO_DATA] * 6],
        "2024-05": [5, NO_DATA, 7, *[NO_DATA] * 5],
        "2024-06": [*[1] * 7, NO_DATA],
    }.items():
        frame = source.frame("events", period)
        assert frame is not None
        assert list(frame.scores) == expected
    assert source.meta().data_version == "next"
    assert doctor.examine(store).state == "whole"


def test_the_users_tables_are_out_of_reach(store: Path) -> None:
    opened = open_store(store)
    with pytest.raises(StoreError, match="user's"), opened.folder.transaction() as change:
        put_table(change, "user.stars", [])


def test_a_star_does_not_make_the_data_look_new(store: Path, tmp_path: Path) -> None:
    opened = open_store(store)
    before = opened.generation
    opened.user.toggle_star("AZE", "2025-01-01")
    assert opened.generation == before
    other = open_store(store)
    assert other.generation == before
    worlds.bring(other.folder, [worlds.event(20, "AZE", "IRN")], tmp_path)
    other.user.toggle_star("RUS", "2025-01-01")
    assert opened.refresh()
    assert opened.generation == other.generation == open_store(store).generation != before
    assert not opened.refresh()
    assert [star.target for star in opened.user.stars()] == ["AZE", "RUS"]
