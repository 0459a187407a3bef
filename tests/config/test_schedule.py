"""When a feed is due, and how long ago things were."""

from datetime import UTC, datetime, timedelta

import pytest

from relations_tui.config.schedule import age_text, is_stale, next_due, wait_text
from relations_tui.model.feed import Attempts, Feed, FeedResult

NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)
EVERY_6 = Feed("a", "https://example.org/", interval=6)


def ago(hours: float, status: str = "same") -> FeedResult:
    """An attempt so long ago."""
    at = (NOW - timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%SZ")
    return FeedResult("a", status, at=at)  # type: ignore[arg-type]


def test_due_an_interval_after_the_last_attempt_however_it_ended() -> None:
    assert next_due(EVERY_6, Attempts(ago(2), ago(2)), NOW) == NOW + timedelta(hours=4)
    assert next_due(EVERY_6, Attempts(ago(2, "failed"), ago(9)), NOW) == NOW + timedelta(hours=4)
    assert next_due(EVERY_6, Attempts(ago(9), ago(9)), NOW) == NOW - timedelta(hours=3)


def test_due_now_if_never_tried_or_by_a_clock_set_back_or_nonsense() -> None:
    for last in (None, Attempts(), Attempts(ago(-5)), Attempts(FeedResult("a", "same", at="x"))):
        assert next_due(EVERY_6, last, NOW) == NOW


def test_never_due_if_off_or_only_when_asked() -> None:
    assert next_due(Feed("a", "https://example.org/"), None, NOW) is None
    off = Feed("a", "https://example.org/", interval=6, enabled=False)
    assert next_due(off, Attempts(ago(99)), NOW) is None


def test_a_moment_without_a_zone_is_utc() -> None:
    last = Attempts(FeedResult("a", "same", at="2025-06-01T11:00:00"))
    assert next_due(EVERY_6, last, NOW) == NOW + timedelta(hours=5)


def test_stale_after_a_failure_or_two_intervals() -> None:
    asked = Feed("a", "https://example.org/")
    assert not is_stale(EVERY_6, None, NOW)
    assert not is_stale(EVERY_6, Attempts(ago(1, "failed")), NOW)  # it has no data to be stale
    assert not is_stale(EVERY_6, Attempts(ago(12), ago(12)), NOW)
    assert is_stale(EVERY_6, Attempts(ago(13), ago(13)), NOW)
    assert is_stale(asked, Attempts(ago(1, "failed"), ago(2)), NOW)
    assert not is_stale(asked, Attempts(ago(1, "cancelled"), ago(2)), NOW)
    assert not is_stale(asked, Attempts(ago(9999), ago(9999)), NOW)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (-5, "just now"),
        (59.9, "just now"),
        (60, "1 min ago"),
        (3 * 60 + 5, "3 min ago"),
        (3599, "59 min ago"),
        (2 * 3600, "2 h ago"),
        (47 * 3600 + 3599, "47 h ago"),
        (48 * 3600, "2 days ago"),
        (5 * 86400, "5 days ago"),
    ],
)
def test_ages(seconds: float, text: str) -> None:
    assert age_text(seconds) == text


def test_waits() -> None:
    assert [wait_text(s) for s in (-9, 10, 300, 7200)] == ["now", "now", "in 5 min", "in 2 h"]
