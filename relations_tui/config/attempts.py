"""The last attempts at each feed, kept beside the store: a failing refresh changes nothing in it.

They are of use, never of need: what is missing or damaged counts as nothing.
"""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from relations_tui.config import atomic
from relations_tui.model.feed import Attempts, FeedResult


def attempts_path(store: Path) -> Path:
    """The file for a store: its sibling, whatever name the store goes by."""
    folder = store.resolve()
    return folder.parent / f"{folder.name}.feeds.json"


def load(store: Path) -> dict[str, Attempts]:
    """The last attempts by feed; {} if there are none, or they can't be read."""
    try:
        return msgspec.json.decode(attempts_path(store).read_bytes(), type=dict[str, Attempts])
    except (
        OSError,
        RuntimeError,
        msgspec.MsgspecError,
    ):  # RuntimeError: links in a circle, nesting
        return {}


def save(store: Path, results: Iterable[FeedResult]) -> bool:
    """Note how some feeds fared, among the others; return whether it could be written.

    Of several processes that write at once, the last one wins; none leaves half a file.
    """
    kept = load(store)
    for result in results:
        before = kept.get(result.feed, Attempts())
        failed = result.status in ("failed", "cancelled")
        kept[result.feed] = Attempts(result, before.success if failed else result)
    try:
        atomic.replace(attempts_path(store), msgspec.json.encode(kept))
    except (OSError, RuntimeError, UnicodeError):
        return False
    return True
