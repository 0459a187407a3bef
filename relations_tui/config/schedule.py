"""When a feed is due, whether its data are stale, and how long ago something was."""

from datetime import UTC, datetime, timedelta

from relations_tui.model.feed import Attempts, Feed, FeedResult

STALE_INTERVALS = 2
"""Intervals without a success after which a feed's data are stale."""


def moment(result: FeedResult | None) -> datetime | None:
    """When an attempt ended; None if there was none, or it does not say."""
    try:
        at = datetime.fromisoformat(result.at) if result else None
    except ValueError:
        return None
    return at.replace(tzinfo=UTC) if at and at.tzinfo is None else at


def next_due(feed: Feed, last: Attempts | None, now: datetime) -> datetime | None:
    """When the feed is due: its interval after the last attempt, however that ended.

    Returns:
        A moment that may have passed; ``now`` if it was never tried, or in the future, by a clock
        that has been set back since; None if it is off, or refreshed only when asked.
    """
    if not feed.enabled or not feed.interval:
        return None
    at = moment(last.last) if last else None
    return now if at is None or at > now else at + timedelta(hours=feed.interval)


def is_stale(feed: Feed, last: Attempts | None, now: datetime) -> bool:
    """Whether the feed's data are too old: it failed since, or is long overdue."""
    good = moment(last.success) if last else None
    if last is None or good is None:
        return False
    failed = last.last is not None and last.last.status == "failed"
    late = timedelta(hours=feed.interval * STALE_INTERVALS)
    return failed or (feed.enabled and bool(late) and now - good > late)


def age_text(seconds: float) -> str:
    """How long ago: ``3 min ago``, ``2 h ago``, ``5 days ago``."""
    return f"{_span(seconds)} ago" if seconds >= 60 else "just now"


def wait_text(seconds: float) -> str:
    """How long until: ``in 3 min``, ``in 2 h``, ``in 5 days``, ``now``."""
    return f"in {_span(seconds)}" if seconds >= 60 else "now"


def _span(seconds: float) -> str:
    minutes = int(seconds // 60)
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 48 * 60:
        return f"{minutes // 60} h"
    return f"{minutes // (24 * 60)} days"
