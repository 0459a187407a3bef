"""The doctor finds every damage, and puts back what can be."""

from pathlib import Path

import pytest

from relations_tui.errors import StoreError
from relations_tui.model.user import Star
from relations_tui.store import doctor, manifest
from relations_tui.store.doctor import Report
from relations_tui.store.document import encode
from relations_tui.store.folder import Folder
from relations_tui.store.open import open_store
from tests.store import worlds
from tests.store.test_store_damage import Damage, damaged, truncate


def write_user_data(store: Path) -> None:
    """Stars in a table file, and one more in the journal."""
    user = open_store(store).user
    user.toggle_star("AZE", "2025-01-01")
    user.toggle_star("RUS", "2025-01-02")
    with Folder(store).transaction() as change:
        change.structural = True
    user.toggle_star("AZE-IRN", "2025-01-03")


def stars(store: Path) -> list[str]:
    return [star.target for star in open_store(store).user.stars()]


def test_a_whole_store_is_whole(store: Path) -> None:
    write_user_data(store)
    report = doctor.examine(store)
    assert report.findings == ()
    assert (report.state, report.exit_code, report.generation) == ("whole", 0, 4)
    assert report.documents > 20
    assert "whole" in report.lines()[0]
    assert doctor.repair(store).state == "whole"


def test_no_store_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store"):
        doctor.examine(tmp_path / "none")


def test_every_file_that_is_harmed_is_found(store: Path) -> None:
    write_user_data(store)
    for path in sorted(store.glob("*.*")):
        whole = path.read_bytes()
        if path.name.startswith("journal") and not path.name.startswith("journal.4"):
            continue  # only the backups' small writes, which their successors hold
        path.write_bytes(whole[:-9] + b"\0" * 9)
        report = doctor.examine(store)
        cut_journal = path.name.startswith("journal")
        assert (report.state == "damaged") != cut_journal, path.name
        if not cut_journal:
            assert path.name in {finding.file for finding in report.findings}
            assert report.exit_code == 1
            assert path.name in "\n".join(report.lines())
        path.write_bytes(whole)
    assert doctor.examine(store).state == "whole"


@damaged
def test_repair_goes_back_to_the_last_good_generation(
    store: Path, bundle: Path, harm: Damage
) -> None:
    write_user_data(store)
    harm(store / Folder(store).snapshot.infos["countries"].file)
    report = doctor.repair(store, bundle)
    assert (report.state, report.exit_code) == ("repaired", 0)
    assert report.done
    assert doctor.examine(store).state == "whole"
    assert stars(store) == ["AZE", "RUS", "AZE-IRN"]


@damaged
def test_repair_without_a_whole_generation_takes_tables_from_the_bundle(
    store: Path, bundle: Path, harm: Damage
) -> None:
    write_user_data(store)
    harm(store / Folder(store).snapshot.infos["events.AZE"].file)
    report = doctor.repair(store, bundle)
    assert report.state == "repaired", report
    assert any("events.AZE" in line for line in report.done)
    assert len(open_store(store).source.all_events()) == len(worlds.EVENTS)
    assert stars(store) == ["AZE", "RUS", "AZE-IRN"]
    names = [c.name for c in open_store(store).source.countries()]
    assert "two" in names, "what was good is of the newest generation"


def test_repair_keeps_what_is_legible_of_the_users_tables(store: Path, bundle: Path) -> None:
    write_user_data(store)
    for path in store.glob("user.stars.*.json"):
        path.write_bytes(path.read_bytes().replace(b'"RUS"', b'"R\xffS"'))
    for path in store.glob("events.AZE.*"):
        truncate(path)
    # Older generations hold no stars: only the harmed file does.
    report = doctor.repair(store, bundle)
    assert report.state == "repaired", report
    assert stars(store) == ["AZE", "AZE-IRN"]
    assert any(p.name.startswith("user.stars") for p in (store / "aside").iterdir())


@damaged
def test_repair_without_any_manifest_uses_the_files(
    store: Path, bundle: Path, harm: Damage
) -> None:
    write_user_data(store)
    for path in store.glob("manifest*"):
        harm(path)
    report = doctor.repair(store, bundle)
    assert report.state == "repaired", report
    assert stars(store) == ["AZE", "RUS", "AZE-IRN"]
    assert len(open_store(store).source.all_events()) == len(worlds.EVENTS)


def test_a_star_that_was_taken_away_does_not_come_back(store: Path, bundle: Path) -> None:
    write_user_data(store)
    open_store(store).user.toggle_star("AZE-IRN", "2025-02-01")
    with Folder(store).transaction() as change:
        change.structural = True
    for path in store.glob("manifest*"):
        path.unlink()
    assert doctor.repair(store, bundle).state == "repaired"
    assert stars(store) == ["AZE", "RUS"]


def test_without_a_bundle_some_damage_is_beyond_repair(store: Path, tmp_path: Path) -> None:
    truncate(store / Folder(store).snapshot.infos["events.AZE"].file)
    before = {p: p.read_bytes() for p in store.iterdir() if p.name != "lock"}
    (tmp_path / "empty").mkdir()
    report = doctor.repair(store, tmp_path / "empty")
    assert (report.state, report.exit_code) == ("beyond repair", 5)
    assert {p: p.read_bytes() for p in store.iterdir() if p.name != "lock"} == before


def test_only_the_users_damage_wants_no_bundle(store: Path, tmp_path: Path) -> None:
    write_user_data(store)
    with Folder(store).transaction() as change:
        change.structural = True
    for path in store.glob("user.scraps.*.json"):
        path.write_bytes(path.read_bytes().replace(b'"one"', b'"o\xffe"'))
    (tmp_path / "empty").mkdir()
    report = doctor.repair(store, tmp_path / "empty")
    assert report.state == "repaired", report
    assert stars(store) == ["AZE", "RUS", "AZE-IRN"]


BAD: dict[str, tuple[str, dict[str, object], str]] = {
    "not what it should be": ("countries", {"iso3": 5}, "can't be read"),
    "a country twice": ("countries", {"iso3": "AZE", "name": "again"}, "2 times"),
    "too many scores": ("frames.events", {"key": "2024-06", "scores": [0] * 7}, "more scores"),
    "a score out of range": ("frames.events", {"key": "2024-06", "scores": [1001]}, "beyond"),
    "a pair out of order": (
        "series.events",
        {"type": "balance", "key": "TUR-AZE", "strands": {}},
        "in order",
    ),
    "a country nobody knows": (
        "series.events",
        {"type": "balance", "key": "AZE-ZZZ", "strands": {}},
        "unknown country ZZZ",
    ),
    "a star that is none": ("user.stars", {"target": 1}, "can't be read"),
}


@pytest.mark.parametrize("case", BAD)
def test_documents_that_are_wrong_are_found_and_replaced(
    store: Path, bundle: Path, case: str
) -> None:
    table, document, what = BAD[case]
    folder = Folder(store)
    with folder.transaction() as change:
        change.put("user.stars", 1, encode(Star("AZE", "2025-01-01"), "user.stars"))
        change.put(table, 99, encode(document, table))
    report = doctor.examine(store)
    assert [f.table for f in report.findings] == [table]
    assert what in report.findings[0].what
    repaired = doctor.repair(store, bundle)
    assert repaired.state == "repaired", repaired
    assert doctor.examine(store).state == "whole"
    assert stars(store) == ["AZE"]


def test_an_event_under_the_wrong_pair_is_found(store: Path) -> None:
    from relations_tui.store.document import with_key

    with Folder(store).transaction() as change:
        data = with_key(worlds.event(9, "IRN", "RUS"), "AZE-IRN")
        change.put("events.AZE", 99, encode(data, "events.AZE"))
    report: Report = doctor.examine(store)
    assert "wrong pair" in report.findings[0].what


def test_a_damaged_backup_is_found_and_cleared_away(store: Path, bundle: Path) -> None:
    old = manifest.from_bytes((store / manifest.kept_name(2)).read_bytes())
    truncate(store / old.tables["countries"].file)
    report = doctor.examine(store)
    assert [f.what.partition(":")[0] for f in report.findings] == ["backup 2"]
    assert doctor.repair(store, bundle).state == "repaired"
    assert Folder(store).snapshot.manifest.generation == 3
    assert not (store / manifest.kept_name(2)).exists()
