"""Suppliers: published shares, claims beside them, who minds."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relations_tui.cli.main import run
from relations_tui.model.flow import Flow
from relations_tui.model.period import month
from relations_tui.query.suppliers import rolling, supplied, supply
from relations_tui.query.world import World
from relations_tui.report.suppliers import suppliers_report
from relations_tui.scoring.concentration import effective_bounds, hhi, hhi_bounds
from relations_tui.store.open import open_store
from tests.query.with_flows import with_flows

NOW = month("2025-06")
SHARES_2014_18 = {"RUS": 51.0, "ISR": 43.0, "TUR": 2.8, "": 3.2}
"""SIPRI's, as APA reported them; the rest is unlisted."""


def span(shares: dict[str, float], since: str, until: str, unit: str = "TIV") -> list[Flow]:
    return [Flow("AZE", supplier, since, until, value, unit) for supplier, value in shares.items()]


def test_the_five_that_the_president_named_and_no_share_of_any(world: World) -> None:
    report = suppliers_report(world, "AZE", world.layer("events"), NOW)
    claimed = {one.iso3: (one.status, one.grade, one.records) for one in report.suppliers}
    assert claimed == {
        "RUS": ("stated", "B2", 1), "TUR": ("stated", "B2", 1), "ISR": ("stated", "B2", 1),
        "BLR": ("stated", "B2", 1), "IRN": ("stated", "B2", 2),
    }  # fmt: skip
    assert (report.window, report.badge, report.unit) == (None, "", "")
    assert all(one.share is None and one.value is None for one in report.suppliers)
    assert "relations import FILE" in report.notes[0]


def test_claims_count_from_their_date_on(world: World) -> None:
    layer = world.layer("conflict")
    before = suppliers_report(world, "AZE", layer, month("2016-05"))
    assert [(one.iso3, one.status, one.grade) for one in before.suppliers] == [
        ("IRN", "claimed", "C3")
    ]
    assert suppliers_report(world, "AZE", layer, month("2016-03")).suppliers == ()


def test_suppliers_that_are_foes_and_one_that_arms_the_rival(world: World) -> None:
    found = supplied(world, "AZE", world.layer("events"), NOW)
    assert [(a, b) for a, b, _ in found.hostile] == [("IRN", "ISR")]
    assert found.hostile[0][2] < -1
    rival = next(one for one in found.rivals if one.iso3 == "ARM")
    assert rival.fought == "2023"
    (russia,) = [one for one in found.also_arms if one.rival.iso3 == "ARM"]
    assert (russia.supplier, russia.records[0].status) == ("RUS", "stated")


def test_the_published_shares_of_2014_to_2018(world: World) -> None:
    flows = span(SHARES_2014_18, "2014", "2018")
    report = suppliers_report(
        with_flows(world, flows), "AZE", world.layer("conflict"), month("2018-12")
    )
    window = report.window
    assert window is not None
    assert window.hhi.low == pytest.approx(0.4458, abs=5e-5)
    assert window.hhi.high == pytest.approx(0.4468, abs=5e-5)
    assert window.effective.low == pytest.approx(2.24, abs=0.006)
    assert window.unknown == pytest.approx(0.032)
    assert "5 suppliers are named" in report.badge
    assert "as if there were 2.2 equal ones" in report.badge
    assert [one.iso3 for one in report.suppliers] == ["RUS", "ISR", "TUR", "BLR", "IRN"]


def test_new_and_lost_against_the_window_before(world: World) -> None:
    flows = [
        *(Flow("AZE", "RUS", str(y), str(y), 10, "TIV") for y in range(2009, 2019)),
        *(Flow("AZE", "UKR", str(y), str(y), 5, "TIV") for y in range(2009, 2013)),
        *(Flow("AZE", "ISR", str(y), str(y), 5, "TIV") for y in range(2016, 2019)),
        Flow("AZE", "TUR", "2018", "2018", 7, "mn USD"),
    ]
    report = suppliers_report(
        with_flows(world, flows), "AZE", world.layer("conflict"), month("2018-12")
    )
    assert (report.new, report.lost) == (("ISR",), ("UKR",))
    assert any("mn USD" in note for note in report.notes)  # units are never added up
    assert report.unit == "TIV"
    assert [one.until for one in report.over_time] == list(range(2013, 2019))
    russia = report.suppliers[0]
    assert russia.share == pytest.approx(50 / 65)
    assert russia.share_before == pytest.approx(50 / 70)


def test_the_sources_own_total_goes_before_a_sum_that_differs() -> None:
    years = [Flow("AZE", "RUS", str(y), str(y), 1, "TIV") for y in range(2014, 2019)]
    found = supply([*years, *span(SHARES_2014_18, "2014", "2018")], "TIV", 2018, 5)
    assert found is not None
    assert (found.total, found.is_span) == (100.0, True)
    assert found.notes == ("single years add up to 5, the source's total is 100",)
    assert supply(years, "TIV", 2012, 5) is None
    later = supply(span(SHARES_2014_18, "2014", "2018"), "TIV", 2022, 5)
    assert later is not None
    assert later.notes == ("only the total of 2014 to 2018 is known",)


def test_windows_that_reach_before_the_data_are_no_part_of_the_trend() -> None:
    years = [Flow("AZE", "RUS", str(y), str(y), 1, "TIV") for y in range(2014, 2021)]
    assert [(one.since, one.until) for one in rolling(years, "TIV", 5, 2020)] == [
        (2014, 2018), (2015, 2019), (2016, 2020),
    ]  # fmt: skip


shares = st.lists(st.floats(0.01, 1), min_size=1, max_size=12)


@given(shares, st.randoms(use_true_random=False))
def test_hhi_lies_between_even_and_one(parts: list[float], random: object) -> None:
    total = sum(parts)
    even = [part / total for part in parts]
    index = hhi(even)
    assert 1 / len(even) - 1e-9 <= index <= 1 + 1e-9
    mixed = random.sample(even, len(even))  # type: ignore[attr-defined]
    assert hhi(mixed) == pytest.approx(index)


@given(shares, st.floats(0, 0.9))
def test_bounds_hold_whatever_the_unknown_part_is(parts: list[float], unknown: float) -> None:
    known = [part / sum(parts) * (1 - unknown) for part in parts]
    low, high = hhi_bounds(known, unknown)
    assert low <= hhi([*known, unknown / 2, unknown / 2]) + 1e-12
    assert hhi([*known, unknown / 2, unknown / 2]) <= high + 1e-12
    fewest, most = effective_bounds(known, unknown)
    assert fewest == pytest.approx(1 / high)
    assert most == pytest.approx(1 / low)


def test_from_the_file_to_the_answer(
    tmp_path: Path, store_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The table as SIPRI gives it, imported, and no way out of it by an export."""
    table = tmp_path / "sipri.csv"
    table.write_text(
        "Figures are in millions of SIPRI trend-indicator values\n"
        "Supplier,2014-2018,Percentage\nRussia,51,51%\nIsrael,43,43%\nTurkiye,2.8,2.8%\n"
        "unknown supplier(s),3.2,3.2%\nTotal exports to Azerbaijan,100,100%\n"
    )
    store = tmp_path / "store"
    open_store(store)
    assert run(["--store", str(store), "import", str(table)]) == 0
    capsys.readouterr()
    assert run(["--store", str(store), "suppliers", "AZE", "--at", "2018"]) == 0
    said = capsys.readouterr().out
    assert "effective number 2.24 to 2.24" in said
    assert "51.0%  RUS" in said
    out = tmp_path / "out.json"
    assert run(["--store", str(store), "export", "--countries", "AZE", "-o", str(out)]) == 0
    assert "TIV" not in out.read_text()
    again = ["--store", str(store), "export", "--countries", "AZE", "--restricted", "-o", str(out)]
    assert run(again) == 0
    assert "TIV" in out.read_text()


def test_a_window_ends_where_the_data_do_and_says_so(world: World) -> None:
    layer = world.layer("conflict")
    report = suppliers_report(with_flows(world), "AZE", layer, month("2020-12"))
    assert report.window is not None
    assert (report.window.since, report.window.until) == (2012, 2016)
    assert "quantities end in 2016" in report.notes
    assert report.lost == ("UKR",)
    first = suppliers_report(with_flows(world), "AZE", layer, month("2013-12"))
    assert (first.new, first.lost) == ((), ())  # the data begin within the window before
    assert any("who is new can't be told" in note for note in first.notes)
