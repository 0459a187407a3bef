"""Tables as people save them: CSV with any of the usual separators, in UTF-8 or Latin-1."""

import csv
from collections.abc import Iterable, Iterator

from relations_tui.errors import FeedTooLarge, FeedUnreadable

LARGEST = 64 << 20
"""Bytes of a table: it is read whole."""
TYPES = frozenset({
    "text/csv", "text/plain", "application/csv", "application/json", "application/octet-stream",
    "text/tab-separated-values", "application/vnd.ms-excel",
})  # fmt: skip
"""Media types that servers send tables as."""
SEPARATORS = ",;\t"
WIDEST = 1 << 17
"""Characters of a cell."""


def whole(chunks: Iterable[bytes]) -> bytes:
    """All bytes of a table; raises FeedTooLarge above 64 MB."""
    parts: list[bytes] = []
    total = 0
    for chunk in chunks:
        total += len(chunk)
        if total > LARGEST:
            raise FeedTooLarge(f"a table of more than {LARGEST >> 20} MB")
        parts.append(chunk)
    return b"".join(parts)


def text_of(body: bytes) -> str:
    """The text of a table: UTF-8 with or without a mark, else Latin-1."""
    if b"\x00" in body:
        raise FeedUnreadable("not a table: it has bytes of zero")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("latin-1")


def separator(line: str) -> str:
    """What parts the cells of a head: the commonest of comma, semicolon and tab."""
    return max(SEPARATORS, key=line.count)


def rows(text: str, between: str) -> Iterator[tuple[int, list[str]]]:
    """The lines of a table that are not empty, by number from 1, with their cells trimmed.

    Raises:
        FeedUnreadable: where it is no CSV.
    """
    csv.field_size_limit(WIDEST)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=between)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, [cell.strip() for cell in cells]
    except csv.Error as error:
        raise FeedUnreadable(f"line {reader.line_num} is no CSV: {error}") from None


def number(text: str) -> float:
    """A number as these tables write it, with commas between thousands.

    Raises:
        ValueError: if it is none, or has a decimal comma.
    """
    groups = text.split(",")
    thousands = len(groups) > 1 and all(len(one.partition(".")[0]) == 3 for one in groups[1:])
    if len(groups) > 1 and not (thousands and 0 < len(groups[0]) <= 3):
        raise ValueError(f"{text[:40]!r} has a decimal comma: write a point")
    try:
        return float("".join(groups))
    except ValueError:
        raise ValueError(f"{text[:40]!r} is no number") from None
