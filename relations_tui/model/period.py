"""Months and years as small integers, and dates known only to the month or the year.

A *month* is the number of months since year 0 (``2016-06`` is 24197), a *year* is itself. Dates of
events stay text in reduced ISO 8601 (``2016``, ``2016-06``, ``2016-06-14``): their length is their
precision, and they sort as they stand.
"""

import re
from datetime import date
from typing import Literal

Frequency = Literal["month", "year"]
Precision = Literal["day", "month", "year"]

FIRST_YEAR, LAST_YEAR = 1816, 2199
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_PRECISION: dict[int, Precision] = {4: "year", 7: "month", 10: "day"}


def check_date(text: str) -> str:
    """Return ``text`` if it is a real date in reduced ISO 8601 between 1816 and 2199.

    Raises:
        ValueError: in plain words, if it is not.
    """
    match = _DATE.fullmatch(text)
    if match is None:
        raise ValueError(f"not a date: {text!r} (want YYYY, YYYY-MM or YYYY-MM-DD)")
    year, month, day = (int(part) if part else 1 for part in match.groups())
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"year out of range {FIRST_YEAR}..{LAST_YEAR}: {text!r}")
    try:
        date(year, month, day)
    except ValueError:
        what = "month" if len(text) == 7 else "day"
        raise ValueError(f"no such {what}: {text!r}") from None
    return text


def precision(day: str) -> Precision:
    """How exactly a (checked) date is known."""
    return _PRECISION[len(day)]


def month(day: str) -> int:
    """The month of a (checked) date; a bare year counts as its December."""
    return int(day[:4]) * 12 + (int(day[5:7]) - 1 if len(day) >= 7 else 11)


def month_text(index: int) -> str:
    """``24197`` is ``2016-06``."""
    return f"{index // 12:04d}-{index % 12 + 1:02d}"


def period(day: str, frequency: Frequency) -> int:
    """The period of a (checked) date: its month, or its year."""
    return month(day) if frequency == "month" else int(day[:4])


def period_at(at: int, frequency: Frequency) -> int:
    """The period in which the month ``at`` lies."""
    return at if frequency == "month" else at // 12


def period_text(index: int, frequency: Frequency) -> str:
    """``2016-06`` or ``2016``."""
    return month_text(index) if frequency == "month" else f"{index:04d}"


def period_end(index: int, frequency: Frequency) -> int:
    """The last month of a period."""
    return index if frequency == "month" else index * 12 + 11
