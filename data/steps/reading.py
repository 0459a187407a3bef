"""Reading the source files."""

import csv
import gzip
import io
from collections.abc import Iterator
from pathlib import Path

Row = dict[str, str]


def rows(path: Path) -> Iterator[Row]:
    """The rows of a CSV file, gzip'd or not. No text stands for a missing value ("NA": Namibia)."""
    content = path.read_bytes()
    text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8-sig")
    yield from csv.DictReader(io.StringIO(text, newline=""))


def number(text: str) -> int | None:
    """A whole number, or None for an empty field."""
    return int(text) if text else None
