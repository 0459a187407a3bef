"""Labelled pairs: a truth from outside, to hold scores against."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass

from relations_tui.errors import UnknownCountry, UsageError
from relations_tui.model.country import Pair
from relations_tui.model.period import check_date, month
from relations_tui.query.world import World
from relations_tui.text import clean

COLUMNS = ("a", "b", "from", "to", "label")
HOSTILE = {"1": True, "hostile": True, "true": True, "0": False, "other": False, "false": False}
MOST = 200_000
"""Rows of a file."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A pair that was hostile, or was not, over some months."""

    pair: Pair
    """Sorted."""
    since: int
    """First month."""
    until: int
    """Last month."""
    hostile: bool


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that can't be used."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Labels:
    """What a file says."""

    rows: tuple[Labelled, ...]
    bad: tuple[SetAside, ...]

    @property
    def has_others(self) -> bool:
        """Whether it names pairs that are not hostile; else all not named count as such."""
        return any(not row.hostile for row in self.rows)


def read_labels(world: World, text: str) -> Labels:
    """The labelled pairs of a CSV with the columns a, b, from, to, label; others are ignored.

    Countries by name or code; dates to the year, month or day; label 1 or hostile, 0 or other. A
    row that can't be read is set aside with its reason.

    Raises:
        UsageError: if a column is missing, or no row can be used.
    """
    lines = csv.reader(text.removeprefix("\ufeff").splitlines())
    try:
        head = [name.strip().casefold() for name in next(lines, [])]
        missing = [name for name in COLUMNS if name not in head]
        if missing:
            raise UsageError(
                f"no column {', '.join(missing)}: the first line must name {', '.join(COLUMNS)}"
            )
        rows: list[Labelled] = []
        bad: list[SetAside] = []
        for cells in lines:
            if not any(cell.strip() for cell in cells):
                continue
            if len(rows) >= MOST:
                raise UsageError(f"more than {MOST:,} labelled pairs: cut the file in parts")
            try:
                row = dict(zip(head, (cell.strip() for cell in cells), strict=False))
                rows.append(_labelled(world, row))
            except (ValueError, UnknownCountry) as error:
                bad.append(SetAside(lines.line_num, clean(str(error), 200)))
    except csv.Error as error:
        raise UsageError(f"line {lines.line_num} is not CSV: {clean(str(error), 80)}") from None
    if not any(row.hostile for row in rows):
        reason = f"; line {bad[0].line}: {bad[0].reason}" if bad else ""
        raise UsageError(f"no pair is labelled hostile (1){reason}")
    return Labels(tuple(rows), tuple(bad))


def _labelled(world: World, row: dict[str, str]) -> Labelled:
    missing = next((name for name in COLUMNS if not row.get(name)), "")
    if missing:
        raise ValueError(f"nothing in column {missing}")
    a, b = world.find(row["a"]).iso3, world.find(row["b"]).iso3
    if a == b:
        raise ValueError(f"a pair of one country: {a}")
    since, until = check_date(row["from"]), check_date(row["to"])
    first, last = (month(since) if len(since) > 4 else int(since) * 12), month(until)
    if first > last:
        raise ValueError(f"ends before it begins: {since} to {until}")
    hostile = HOSTILE.get(row["label"].casefold())
    if hostile is None:
        raise ValueError(f"label must be 1 or 0, not {row['label'][:20]!r}")
    return Labelled(Pair.sorted(a, b), first, last, hostile)


def by_year(rows: "tuple[Labelled, ...]") -> Iterator[Labelled]:
    """The rows cut at the ends of years: the units that are counted."""
    for row in rows:
        for year in range(row.since // 12, row.until // 12 + 1):
            since, until = max(row.since, year * 12), min(row.until, year * 12 + 11)
            yield Labelled(row.pair, since, until, row.hostile)
