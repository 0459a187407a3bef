"""Months and years as numbers: there and back, and what is no date."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relations_tui.model import period
from relations_tui.model.period import FIRST_YEAR, LAST_YEAR

months = st.integers(FIRST_YEAR * 12, LAST_YEAR * 12 + 11)


@given(months)
def test_a_month_comes_back_from_its_text(at: int) -> None:
    text = period.month_text(at)
    assert period.check_date(text) == text
    assert period.month(text) == period.period(text, "month") == at
    assert period.period_text(at, "month") == text
    assert period.period_at(at, "month") == period.period_end(at, "month") == at


@given(st.integers(FIRST_YEAR, LAST_YEAR))
def test_a_year_comes_back_and_ends_in_december(year: int) -> None:
    text = period.period_text(year, "year")
    assert period.check_date(text) == text
    assert period.period(text, "year") == period.period(f"{text}-06-14", "year") == year
    end = period.period_end(year, "year")
    assert period.month_text(end) == f"{text}-12"
    assert period.month(text) == end
    assert [period.period_at(at, "year") for at in (end - 11, end, end + 1)] == [
        year, year, year + 1,
    ]  # fmt: skip


@given(months, months)
def test_texts_sort_as_the_months_do(a: int, b: int) -> None:
    assert (a < b) == (period.month_text(a) < period.month_text(b))


def test_a_known_month() -> None:
    assert period.month("2016-06") == period.month("2016-06-14") == 24197
    assert period.month_text(24197) == "2016-06"


@pytest.mark.parametrize(
    ("text", "exactness"), [("2016", "year"), ("2016-06", "month"), ("2016-06-14", "day")]
)
def test_the_length_of_a_date_is_its_precision(text: str, exactness: str) -> None:
    assert period.precision(text) == exactness


@pytest.mark.parametrize("text", ["1816", "2199-12-31", "2024-02-29", "2000-02-29"])
def test_the_first_the_last_and_leap_days_are_dates(text: str) -> None:
    assert period.check_date(text) == text


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "not a date"),
        ("16", "not a date"),
        ("2016-6", "not a date"),
        ("2016/06", "not a date"),
        ("2016-06-14T00:00", "not a date"),
        ("2016-06\n", "not a date"),
        (" 2016", "not a date"),
        ("-2016", "not a date"),
        ("٢٠١٦", "not a date"),  # digits, but not ours
        ("1815", "out of range"),
        ("2200-01", "out of range"),
        ("2016-00", "no such month"),
        ("2016-13", "no such month"),
        ("2023-02-29", "no such day"),
        ("1900-02-29", "no such day"),
        ("2016-04-31", "no such day"),
    ],
)
def test_what_is_no_date_is_told_why(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        period.check_date(text)
