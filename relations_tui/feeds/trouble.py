"""What went wrong on the wire, said as one of our errors."""

import ssl
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from relations_tui.errors import (
    FeedError,
    FeedRefused,
    FeedTooLarge,
    FeedUnreachable,
    FeedUnreadable,
)
from relations_tui.text import clean


class Busy(FeedRefused):
    """The server says: not now. ``after`` is how many seconds it wants, None if it says nothing."""

    def __init__(self, text: str, after: float | None = None) -> None:
        super().__init__(text)
        self.after = after


class Late(FeedUnreachable):
    """All the time there was for an answer is spent: it is not asked for again."""


def again(error: Exception) -> bool | float:
    """Whether to try again after ``error``; a number is the seconds to wait first."""
    if isinstance(error, Busy):
        return True if error.after is None else error.after
    return isinstance(error, FeedUnreachable) and not isinstance(error, Late)


def retry_after(value: str | None, now: datetime | None = None) -> float | None:
    """The seconds that a ``Retry-After`` asks for, given as such or as a date; None if neither."""
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        when = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return max(0.0, (when - (now or datetime.now(UTC))).total_seconds())


def translate(error: httpx.HTTPError | httpx.InvalidURL, name: str, *, begun: bool) -> FeedError:
    """``error`` in our words; ``name`` is the URL as shown, ``begun`` if an answer had begun."""
    said = clean(str(error).partition(": bytearray(")[0], 120)
    match error:
        case httpx.ConnectTimeout() | httpx.PoolTimeout():
            return FeedUnreachable(f"{name}: no connection in time")
        case httpx.TimeoutException():
            what = "fell silent in the middle of its answer" if begun else "did not answer in time"
            return FeedUnreachable(f"{name}: {what}")
        case httpx.ProxyError():
            return FeedUnreachable(f"{name}: the proxy failed: {said}")
        case httpx.ConnectError():
            if certificate := _certificate(error):
                return FeedRefused(f"{name}: its certificate is not trusted: {certificate}")
            return FeedUnreachable(f"{name}: no connection: {said or 'refused'}")
        case httpx.NetworkError():
            what = "broke off its answer" if begun else "closed the connection without an answer"
            return FeedUnreachable(f"{name}: {what}")
        case httpx.ProtocolError():  # a "local" one too: so h2 calls what the server does to it
            return _protocol(said, name, begun)
        case _:
            return FeedRefused(f"{name}: can't be asked: {said}")


def _protocol(said: str, name: str, begun: bool) -> FeedError:
    if begun and "complete" in said:
        return FeedUnreadable(f"{name}: cut short, the connection closed before its end")
    if "BodyLength" in said:
        return FeedUnreadable(f"{name}: not as long as it says, cut short perhaps")
    if "StreamReset" in said or "ConnectionTerminated" in said or "disconnected" in said:
        what = "broke off its answer" if begun else "closed the connection without an answer"
        return FeedUnreachable(f"{name}: {what}")
    if "buffer too long" in said:
        return FeedTooLarge(f"{name}: answers with headers beyond all measure")
    return FeedUnreadable(f"{name}: does not speak HTTP: {said}")


def _certificate(error: BaseException) -> str:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return clean(cause.verify_message or "it can't be verified", 120)
        cause = cause.__cause__ or cause.__context__
    return ""
