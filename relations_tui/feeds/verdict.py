"""An answer is judged before it is believed: its status, its type, how its body begins."""

import re
from codecs import getincrementaldecoder
from collections.abc import Collection, Mapping
from http import HTTPStatus
from typing import Final

from relations_tui.errors import FeedError, FeedRefused, FeedUnreadable
from relations_tui.feeds.limits import JSON_TYPES, Limits
from relations_tui.feeds.trouble import Busy, retry_after
from relations_tui.text import clean

EXCERPT: Final = 4096
"""Bytes of an answer that are looked at for an error message."""
QUOTED: Final = 120
_HTML: Final = frozenset({"text/html", "application/xhtml+xml"})
_STOP: Final = re.compile(r"\b(stop|block(ed)?|bann?ed|suspended|quota|per day|daily)\b")
_TITLE: Final = re.compile(r"<title[^>]*>([^<]*)", re.IGNORECASE)
BOM: Final = b"\xef\xbb\xbf"
"""What some Windows programs begin UTF-8 with."""


def is_accepted(media: str, accept: Collection[str]) -> bool:
    """True for one of ``accept``; a missing or generic type says nothing and passes."""
    return not media or media == "application/octet-stream" or media in accept


def not_data(media: str, body: bytes, name: str) -> FeedError:
    """The error for an answer of a type that was not asked for, by how its body begins."""
    said = excerpt(body)
    if media not in _HTML:
        return FeedUnreadable(f"{name}: answered with {clean(media, 60)} instead of data")
    if said and body.lstrip()[:1] != b"<":
        return FeedRefused(f"{name}: answered with words instead of data: {said}")
    title = f": {said}" if said else ""
    return FeedUnreadable(f"{name}: answered with an HTML page instead of data{title}")


def wants_json(accept: Collection[str]) -> bool:
    """True where everything that is accepted is some name of JSON."""
    return JSON_TYPES.issuperset(accept)


def check_start(start: bytes, name: str) -> bool:
    """Check that a body begins like JSON; False if there is only white space so far.

    Raises:
        FeedRefused: if it is a plain sentence, as GDELT answers errors: it is quoted.
        FeedUnreadable: if it is markup, or no text.
    """
    seen = start.removeprefix(BOM).lstrip()
    if not seen:
        return False
    if seen[:1] in (b"{", b"["):
        return True
    if seen[:1] == b"<":
        raise FeedUnreadable(f"{name}: answered with an HTML page where it promised data")
    if said := sentence(seen):
        raise FeedRefused(f"{name}: answered with words instead of data: {said}")
    raise FeedUnreadable(f"{name}: what came is no text in UTF-8")


def sentence(body: bytes) -> str:
    """The first sentence of a body, cleaned; "" if it is no text in UTF-8."""
    try:
        text = getincrementaldecoder("utf-8")().decode(body[:EXCERPT])  # may end inside a letter
    except UnicodeDecodeError:
        return ""
    if "\0" in text:
        return ""
    text = clean(text, EXCERPT)
    first = re.match(r".{12,}?[.!?](?=\s|$)", text)
    return clean(first[0] if first else text, QUOTED)


def refusal(
    status: int,
    headers: Mapping[str, str],
    body: bytes,
    limits: Limits,
    name: str,
    credentials: Mapping[str, str],
) -> FeedError:
    """The error for an answer that is not 200; one to try again later is ``Busy``.

    ``credentials`` are the configured headers: name to environment variable, to value in none.
    """
    try:
        words = f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        words = str(status)
    said = excerpt(body)
    text = f"{name}: the server answered {words}" + (f": {said}" if said else "")
    if status in (401, 403):
        sent = ", ".join(f"{header} from ${variable}" for header, variable in credentials.items())
        return FeedRefused(f"{text} (sent: {sent})" if sent else f"{text} (no credentials sent)")
    after = retry_after(headers.get("retry-after"))
    if status in (429, 502, 503, 504) and after is not None and after > limits.retry_after_max:
        return FeedRefused(f"{text} (asks to come back in {after:.0f} seconds: try again later)")
    if status in (502, 503, 504):
        return Busy(text, after)
    if status == 429 and after is not None and not _STOP.search(said.lower()):
        return Busy(text, after)
    return FeedRefused(text, status)


def excerpt(body: bytes) -> str:
    """A few words of what a server says about its refusal."""
    body = body.removeprefix(BOM).lstrip()
    if body[:1] != b"<":
        return sentence(body)
    title = _TITLE.search(body.decode("utf-8", "replace"))
    return clean(title[1], QUOTED) if title else ""
