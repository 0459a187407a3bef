"""The importer/exporter table of the SIPRI Arms Transfers Database.

A CSV, as such or as ``{"bytes": base64}``: a few lines of text, a head with years and spans, a row
for each supplier, and a last one that names the recipient, "Total exports to Azerbaijan". Unknown
suppliers are a row and stay in the whole. An empty cell or a dash is no data; 0 is a delivery of
less than half a million of SIPRI's trend-indicator values. SIPRI allows fair use, so that users
bring their own copy, and what comes from it does not leave by an export unless they say so.
"""

import base64
import binascii
import re
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from relations_tui.errors import FeedUnreadable
from relations_tui.feeds.actors import Actors
from relations_tui.feeds.adapters import table
from relations_tui.feeds.adapters.flows_csv import NOBODY, country
from relations_tui.feeds.batch import Ask, Batch
from relations_tui.feeds.judge import BadRecord, bad
from relations_tui.model.feed import FeedState
from relations_tui.model.flow import UNKNOWN, Flow
from relations_tui.model.record import Bad

if TYPE_CHECKING:
    from relations_tui.feeds.client import Client

UNIT = "SIPRI TIV, millions"
COLLECTION = "SIPRI Arms Transfers Database"
NOTHING = ("", "-", "–", "..")
OFF = 0.02
"""The share by which a total may differ from the sum of its rows, which are rounded."""
_YEARS = re.compile(r"(\d{4})(?:\s*[-–]\s*(\d{4}))?")
_TOTAL = re.compile(r"total\s*(?:exports|imports)?\s*(?:to|from|of|by)?\s*(.*)", re.IGNORECASE)
_TITLE = re.compile(r"(?:exports to|imports (?:of|by|to))\s+([^,.;\d]+)", re.IGNORECASE)
Span = tuple[str, str]


class _Packed(msgspec.Struct):
    bytes: str


class Sipri:
    """Reads one table, from disk or from the web."""

    async def fetch(self, ask: Ask, client: "Client") -> AsyncIterator[Batch]:
        """The table at the feed's address; raises FeedError."""
        answer = await client.get(ask.feed.url, accept=table.TYPES)
        for batch in self.read(ask, [answer.body]):
            yield batch

    def read(self, ask: Ask, chunks: Iterable[bytes]) -> Iterator[Batch]:
        """The table from a file; raises FeedError."""
        lines = list(_rows(table.whole(chunks)))
        start = next((i for i, (_, cells) in enumerate(lines) if _is_head(cells)), None)
        if start is None:
            raise FeedUnreadable("no line of SIPRI's table begins with Supplier and years")
        spans = _spans(lines[start][1])
        body = lines[start + 1 :]
        actors = Actors(ask.judge.countries)
        recipient, totals = _recipient(ask, actors, lines[:start], body)
        records: list[Flow] = []
        wrong: list[Bad] = []
        sums = [0.0] * len(spans)
        for number, cells in body:
            if _TOTAL.match(cells[0]):
                continue
            for place, span in enumerate(spans):
                cell = cells[place + 1] if place + 1 < len(cells) else ""
                if span is None or cell in NOTHING:
                    continue
                try:
                    found = _flow(ask, actors, recipient, cells[0], span, cell)
                except ValueError as error:  # a BadRecord is one
                    wrong.append(bad(str(error), ",".join(cells), f"line {number}"))
                    break
                sums[place] += found.value
                records.append(found)
        wrong += _off(spans, sums, totals)
        yield Batch(records=records, bad=wrong)
        yield Batch(state=_state(ask))


def _rows(body: bytes) -> Iterator[tuple[int, list[str]]]:
    if body.lstrip()[:1] == b"{":
        try:
            packed = msgspec.json.decode(body, type=_Packed)
            body = base64.b64decode(packed.bytes, validate=True)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise FeedUnreadable(f"not what SIPRI answers: {error}") from None
        except (binascii.Error, ValueError) as error:
            raise FeedUnreadable(f"the table is no base64: {error}") from None
    text = table.text_of(body)
    heads = (line for line in text.splitlines() if line.casefold().startswith(("supplier", '"sup')))
    return table.rows(text, table.separator(next(heads, ",")))


def _is_head(cells: Sequence[str]) -> bool:
    return cells[0].casefold() in ("supplier", "suppliers") and any(map(_YEARS.fullmatch, cells))


def _spans(head: Sequence[str]) -> list[Span | None]:
    """The years of each column behind the first; None for one that is something else."""
    found: list[Span | None] = []
    for cell in head[1:]:
        match = _YEARS.fullmatch(cell)
        found.append(None if match is None else (match[1], match[2] or match[1]))
    return found


def _recipient(
    ask: Ask,
    actors: Actors,
    above: Sequence[tuple[int, list[str]]],
    body: Sequence[tuple[int, list[str]]],
) -> tuple[str, Sequence[str]]:
    """Whose table it is, by its last row or its title, and the cells of its totals."""
    for _, cells in reversed(body):
        match = _TOTAL.match(cells[0])
        if match is not None and match[1].strip():
            try:
                return country(ask, actors, match[1].strip()), cells[1:]
            except BadRecord as error:
                raise FeedUnreadable(f"whose table is it? {error}") from None
    for _, cells in above:
        match = _TITLE.search(" ".join(cells))
        if match is not None and (found := actors.country(match[1].strip())):
            return found, ()
    raise FeedUnreadable('no row "Total exports to ..." says whose table it is')


def _flow(ask: Ask, actors: Actors, recipient: str, name: str, span: Span, cell: str) -> Flow:
    plain = name.rstrip("*").strip()
    supplier = UNKNOWN if plain.casefold() in NOBODY else country(ask, actors, plain)
    if supplier == recipient:
        raise BadRecord(f"{name!r} is the recipient itself")
    since, until = span
    return ask.judge.flow(
        Flow(recipient, supplier, since, until, table.number(cell), UNIT, feed=COLLECTION)
    )


def _off(
    spans: Sequence[Span | None], sums: Sequence[float], totals: Sequence[str]
) -> Iterator[Bad]:
    """Totals of the table that its rows do not make: said, while the rows go in."""
    for span, summed, cell in zip(spans, sums, totals, strict=False):
        if span is None or cell in NOTHING or not summed:
            continue
        try:
            total = table.number(cell)
        except ValueError:
            continue
        if abs(total - summed) > max(2.0, OFF * total):
            years = span[0] if span[0] == span[1] else f"{span[0]}-{span[1]}"
            reason = f"rows of {years} add up to {summed:g}, the table's total is {total:g}"
            yield bad(f"{reason}: the rows are taken as they are", cell, f"total of {years}")


def _state(ask: Ask) -> FeedState:
    return FeedState(
        ask.feed.name,
        title=COLLECTION,
        licence="SIPRI: fair use with citation; the data must not be passed on",
        bookmarks=ask.state.bookmarks,
        restricted=True,
    )
