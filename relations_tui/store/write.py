"""What a refresh writes: events, series, frames and whole tables, within one transaction.

    with store.folder.transaction() as change:
        merged = merge_events(change, events)
        put_series(change, "events", series)
        put_frames(change, "events", pairs, {"2025-06": scores})

Nothing here can name a table of the user's.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from relations_tui.errors import StoreError
from relations_tui.model.event import Event
from relations_tui.model.layer import NO_DATA
from relations_tui.model.series import Series
from relations_tui.store.document import Doc, encode, with_key
from relations_tui.store.journal import USER
from relations_tui.store.source import PAIRS, decoder, placed
from relations_tui.store.view import Transaction


class Merged(NamedTuple):
    """What became of the events of a refresh."""

    added: int
    changed: int
    same: int


def merge_events(change: Transaction, events: Iterable[Event]) -> Merged:
    """Add events that are new; replace those that have come before, by their id, and differ.

    An event is looked for among those of the same countries; of several with one id the last
    counts.
    """
    groups: dict[tuple[str, str], dict[str, Event]] = defaultdict(dict)
    for event in events:
        groups[placed(event)][event.id] = event
    added = changed = same = 0
    following: dict[str, int] = {}
    for (table, key), incoming in groups.items():
        there = change.read_group(table, key, decoder(Event))
        ids = {event.id: int(doc_id) for doc_id, event in there.items()}
        for event in incoming.values():
            doc_id = ids.get(event.id)
            if doc_id is not None and there[str(doc_id)] == event:
                same += 1
                continue
            if doc_id is None:
                doc_id = following.get(table) or change.next_id(table)
                following[table] = doc_id + 1
                added += 1
            else:
                changed += 1
            change.put(table, doc_id, Doc(key, with_key(event, key)))
    return Merged(added, changed, same)


def put_series(change: Transaction, layer: str, series: Iterable[Series]) -> None:
    """Put series in place of those with the same keys."""
    table = f"series.{layer}"
    following = change.next_id(table)
    for one in series:
        ids = [int(i) for i in change.read_group(table, one.key, decoder(msgspec.Raw))]
        doc_id = ids[0] if ids else following
        following += not ids
        change.put(table, doc_id, encode(one, table))


def put_frames(
    change: Transaction,
    layer: str,
    pairs: Sequence[str] | None,
    frames: Mapping[str, Sequence[int]],
) -> None:
    """Put frames in place of those of the same periods, scores in hundredths or ``NO_DATA``.

    ``pairs`` replaces the pair index; it may grow at its end, and then older frames stay right.
    """
    table = f"frames.{layer}"
    documents: dict[str, dict[str, Any]] = {}
    if pairs is not None:
        documents[PAIRS] = {"key": PAIRS, "pairs": list(pairs)}
    for period, scores in frames.items():
        plain = [None if score == NO_DATA else score for score in scores]
        while plain and plain[-1] is None:
            plain.pop()
        documents[period] = {"key": period, "scores": plain}
    following = change.next_id(table)
    for key, document in documents.items():
        ids = [int(i) for i in change.read_group(table, key, decoder(msgspec.Raw))]
        change.put(table, ids[0] if ids else following, encode(document, table))
        following += not ids


def put_table(change: Transaction, table: str, documents: Iterable[object]) -> None:
    """Make these the only documents of a table, such as ``layers`` or ``meta``.

    Raises:
        StoreError: if it is one of the user's.
    """
    if table.startswith(USER):
        raise StoreError(f"{table} is the user's; nothing was stored")
    encoded = (encode(document, table) for document in documents)
    change.replace(table, dict(enumerate(encoded, 1)))
