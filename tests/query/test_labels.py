"""A CSV of labelled pairs: what can be read goes in, the rest says why not."""

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relations_tui.errors import UsageError
from relations_tui.model.country import Pair
from relations_tui.model.period import month
from relations_tui.query.labels import Labelled, by_year, read_labels
from relations_tui.query.world import World

HEAD = "a,b,from,to,label\n"


def test_names_codes_dates_and_columns_in_any_order(world: World) -> None:
    text = (
        "\ufefflabel,note,B,A,to,from\n1,x,Iran,AZE,2019,2018-03\n\nother,,usa,Canada,2020,2020\n"
    )
    found = read_labels(world, text)
    assert found.rows == (
        Labelled(Pair("AZE", "IRN"), month("2018-03"), month("2019-12"), True),
        Labelled(Pair("CAN", "USA"), month("2020-01"), month("2020-12"), False),
    )
    assert found.has_others
    assert not found.bad


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("AZE,Atlantis,2018,2019,1", "Atlantis"),
        ("AZE,AZE,2018,2019,1", "a pair of one country"),
        ("AZE,IRN,2019,2018,1", "ends before it begins"),
        ("AZE,IRN,2018-13,2019,1", "no such month"),
        ("AZE,IRN,2018,soon,1", "not a date"),
        ("AZE,IRN,2018,2019,maybe", "label must be 1 or 0"),
        ("AZE,IRN,2018,2019", "nothing in column label"),
    ],
)
def test_a_bad_row_is_set_aside_with_its_line(world: World, row: str, reason: str) -> None:
    found = read_labels(world, f"{HEAD}IRN,ISR,2018,2019,1\n{row}\n")
    assert len(found.rows) == 1
    assert [(one.line, reason in one.reason) for one in found.bad] == [(3, True)]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no column a, b, from, to, label"),
        ("a,b,from,to\nAZE,IRN,2018,2019\n", "no column label"),
        (f"{HEAD}AZE,IRN,2018,2019,0\n", "no pair is labelled hostile"),
        (f"{HEAD}AZE,Xyzzy,2018,2019,1\n", "line 2"),
    ],
)
def test_a_file_without_a_truth_is_refused(world: World, text: str, reason: str) -> None:
    with pytest.raises(UsageError, match=reason):
        read_labels(world, text)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.text())
def test_whatever_the_file_holds(world: World, text: str) -> None:
    good = "IRN,ISR,2018,2019,1\n"
    with suppress(UsageError):  # it says in a line that it is no CSV
        assert read_labels(world, HEAD + good + text).rows


def test_units_are_years() -> None:
    row = Labelled(Pair("IRN", "ISR"), month("2018-03"), month("2020-02"), True)
    spans = [(unit.since, unit.until) for unit in by_year((row,))]
    assert spans == [
        (month("2018-03"), month("2018-12")),
        (month("2019-01"), month("2019-12")),
        (month("2020-01"), month("2020-02")),
    ]
