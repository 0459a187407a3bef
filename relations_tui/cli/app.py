"""``relations`` without a command: open the store, hand the world to the app."""

import gc
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from relations_tui.errors import StoreError
from relations_tui.model.user import View

if TYPE_CHECKING:
    from relations_tui.cli.feeding import Feeding
    from relations_tui.store.open import Store


def app(path: str | None) -> int:
    """Run the app on the store at ``path`` (None: the user's own) until the user leaves it."""
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout)):
        sys.stderr.write("relations: the app wants a terminal; see relations --help for commands\n")
        return 2
    # Start-up only makes objects that stay; the screen turns collection on after its first frame.
    gc.disable()
    from time import strftime

    from relations_tui.cli.opening import open_world, shorten

    world, store = open_world(path)
    from relations_tui.tui.app import RelationsApp
    from relations_tui.tui.session import Session

    session = Session(
        store=shorten(store.path),
        today=strftime("%Y-%m-%d"),
        remember=lambda view: _remember(store, view),
        sources_text=_sources_text,
        read_only=store.read_only,
        notices=tuple(store.notices),
        feeds=lambda: _feeding(store).rows(),
        due=lambda: _feeding(store).due(),
        refresh=lambda names, tell: _feeding(store).refresh(names, tell),
        reload=lambda: _feeding(store).reload(),
    )
    running = RelationsApp(world, store.user.load_view(), session)
    running.run()
    return running.return_code or 0


def _remember(store: "Store", view: View) -> None:
    # Losing the last view is no reason to stop the user from leaving.
    with suppress(StoreError):
        store.user.save_view(view)


def _feeding(store: "Store") -> "Feeding":
    from relations_tui.cli.feeding import Feeding  # not before it is asked for

    return Feeding(store)


def _sources_text() -> str:
    from relations_tui.store.sources_text import sources_text

    return sources_text()
