"""Opening the store from the command line."""

import sys
import time
from pathlib import Path

from relations_tui.query.world import World
from relations_tui.store.location import store_path
from relations_tui.store.open import Store, open_store

PATIENCE = 0.5
"""Seconds of a first run before it says what it is doing."""


class Progress:
    """A line on stderr that grows, for a first run that takes its time."""

    def __init__(self) -> None:
        self.began = time.monotonic()
        self.shown = False

    def __call__(self, done: int, of: int) -> None:
        """Tell how far it is, once it has taken long enough to wonder."""
        if not sys.stderr.isatty() or time.monotonic() - self.began < PATIENCE:
            return
        self.shown = True
        sys.stderr.write(f"\rmaking the store from the bundled data: {done * 100 // of} %")
        sys.stderr.flush()

    def close(self) -> None:
        """Leave the line clean."""
        if self.shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def open_world(path: str | None, *, empty: bool = False) -> tuple[World, Store]:
    """The world of the user's store; made from the bundle at the first run.

    ``empty``: a store that must be made is made with countries and codes only.

    Raises:
        StoreError, BundleError: as the store says.
    """
    progress = Progress()
    try:
        store = open_store(store_path(path), progress=progress, empty=empty)
    finally:
        progress.close()
    return World(store.source), store


def open_told(path: str | None) -> tuple[World, Store]:
    """As :func:`open_world`, with the store's notices on stderr."""
    world, store = open_world(path)
    for notice in store.notices:
        sys.stderr.write(f"relations: {notice}\n")
    return world, store


def open_headless(path: str | None) -> World:
    """The world alone, with the store's notices on stderr."""
    return open_told(path)[0]


def shorten(path: Path) -> str:
    """The path with the home folder as ``~``."""
    try:
        return f"~/{path.resolve().relative_to(Path.home())}"
    except ValueError:
        return str(path)
