"""Sets of days as text: ``2013-04-01..2013-04-30 2013-05-02``, for what a backfill has done."""

from datetime import date, timedelta

DAY = timedelta(days=1)


def days_between(since: str, until: str) -> list[str]:
    """All days from one to another, both included."""
    first, last = date.fromisoformat(since), date.fromisoformat(until)
    return [(first + i * DAY).isoformat() for i in range((last - first).days + 1)]


def later(day: str, by: int) -> str:
    """The day so many days later."""
    return (date.fromisoformat(day) + by * DAY).isoformat()


def has_day(text: str, day: str) -> bool:
    """Whether a day is in the set."""
    return any(first <= day <= last for first, last in _ranges(text))


def add_days(text: str, days: list[str]) -> str:
    """The set with some days more."""
    ranges = sorted([*_ranges(text), *((day, day) for day in days)])
    joined: list[tuple[str, str]] = []
    for first, last in ranges:
        if joined and first <= later(joined[-1][1], 1):
            joined[-1] = joined[-1][0], max(last, joined[-1][1])
        else:
            joined.append((first, last))
    return " ".join(a if a == b else f"{a}..{b}" for a, b in joined)


def _ranges(text: str) -> list[tuple[str, str]]:
    found = []
    for part in text.split():
        first, _, last = part.partition("..")
        found.append((first, last or first))
    return found
