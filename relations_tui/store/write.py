"""What is computed from records: series, frames and whole tables, within one transaction.

    with store.folder.transaction() as change:
        put_series(change, "events", series)
        put_frames(change, "events", pairs, {"2025-06": scores})

Nothing here can name a table of the user's.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import msgspec

from relations_tui.errors import StoreError
from relations_tui.model.layer import NO_DATA, Layer
from relations_tui.model.series import BalanceSeries, Series
from relations_tui.store.document import encode
from relations_tui.store.journal import USER
from relations_tui.store.source import PAIRS, decoder
from relations_tui.store.view import Transaction


def put_series(change: Transaction, layer: str, series: Collection[Series]) -> None:
    """Put series of our own in place of those with the same keys; what feeds brought stays."""
    table = f"series.{layer}"
    there: dict[str, tuple[int, Series]] = {}
    found = change.read_groups(table, {one.key for one in series}, decoder(Series))
    for doc_id, old in found.items():
        if not old.via:
            there[old.key] = int(doc_id), old
    following = change.next_id(table)
    for one in series:
        number, before = there.get(one.key, (following, None))
        if isinstance(one, BalanceSeries) and not one.strands:
            if before is not None:
                change.remove(table, number)
        elif one != before:
            following += before is None
            change.put(table, number, encode(one, table))


def put_layer(change: Transaction, layer: Layer) -> None:
    """Put a layer in place of the one with the same id from the same feed."""
    for doc_id, old in change.read_table("layers", decoder(Layer)).items():
        if (old.id, old.via) == (layer.id, layer.via):
            change.put("layers", int(doc_id), encode(layer, "layers"))


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
