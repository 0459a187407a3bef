"""The bounds on what a server may have us do, and why each is what it is."""

from dataclasses import dataclass
from typing import Final

MB: Final = 1 << 20

DOCUMENT: Final = 64 * MB
"""Decoded bytes of an answer that is held whole: a page of the largest known API is under 10 MB."""

JSON_TYPES: Final = frozenset(
    {
        "application/json",
        "application/x-json",
        "application/jsonl",
        "application/x-ndjson",
        "application/ndjson",
        "application/json-seq",
        "text/json",
        "text/plain",
    }
)
"""What JSON is called. Static hosts call it ``text/plain``, and so are plain sentences called:
an answer of these types is believed only if it starts like a JSON document."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one answer. The defaults are generous to feeds; tests pass smaller ones."""

    compressed: int = 2048 * MB
    """Bytes on the wire: a year of GDELT events is about 1.5 GB."""
    decoded: int = 16384 * MB
    """Bytes of a streamed answer once inflated; they are never held together."""
    ratio: float = 200.0
    """Decoded bytes for each one on the wire. Repetitive NDJSON reaches 60, a bomb 1000."""
    ratio_floor: int = 8 * MB
    """Decoded bytes below which the ratio is of no account."""
    redirects: int = 5
    url: int = 8192
    """Characters of a URL: more than any server takes."""
    connect: float = 10.0
    """Seconds until there is a connection, TLS included."""
    read: float = 30.0
    """Seconds of silence."""
    total: float = 600.0
    """Seconds of waiting, in all, for an answer that is held whole: ends a slow drip."""
    stream_total: float = 3600.0
    """The same for a streamed answer; the time that its reader takes is not counted."""
    attempts: int = 4
    backoff: float = 0.5
    """Seconds before the second attempt, doubled for each further one."""
    backoff_max: float = 20.0
    jitter: float = 1.0
    """Seconds at most that chance adds, so that not everyone comes back at once."""
    retry_after_max: float = 60.0
    """Seconds a server can have us wait; asked for more we give up and say so."""
