"""Texts as a search sees them. Without numpy: the first thing that a view of events needs."""

from relations_tui.query.names import fold

_PLAIN = str.maketrans({chr(c): " " for c in range(128) if not chr(c).isalnum()})


class Cancelled(Exception):  # noqa: N818
    """Nobody wants the answer any more."""


def folded(text: str) -> str:
    """As :func:`~relations_tui.query.names.fold`, quicker for plain texts, which are most."""
    if text.isascii():
        return " ".join(text.lower().translate(_PLAIN).split())
    return fold(text)


def encoded(text: str) -> bytes:
    """Text as bytes; half a character, which no store keeps, is a question mark."""
    return text.encode(errors="replace")
