"""One writer at a time, across processes."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from relations_tui.errors import StoreLocked
from relations_tui.store import files

NAME = "lock"
_POLL = 0.005


@contextmanager
def locked(root: Path, patience: float) -> Iterator[None]:
    """Hold the lock of a store's folder, which is made if need be.

    Raises:
        StoreLocked: if another process holds it for longer than ``patience`` seconds.
    """
    from filelock import FileLock, Timeout  # imports asyncio: only writers pay for it

    with files.disk_errors(root):
        if not root.exists():
            root.mkdir(parents=True, exist_ok=True)
            files.sync_folder(root.parent)
        lock = FileLock(root / NAME)
        try:
            lock.acquire(timeout=patience, poll_interval=_POLL)
        except Timeout:
            raise StoreLocked(
                f"another process has been writing to the store in {root} for more than "
                f"{patience:g} s; nothing was changed: try again when it is done"
            ) from None
    try:
        yield
    finally:
        lock.release()
