"""``relations`` without a command: open the store, hand the world to the app."""

import gc
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec.structs import replace

from relations_tui.errors import StoreError
from relations_tui.model.user import View

if TYPE_CHECKING:
    from relations_tui.cli.alerting import Alerting
    from relations_tui.cli.feeding import Feeding
    from relations_tui.model.atlas import Atlas
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
    from relations_tui.cli.keeping import configured, user_actions
    from relations_tui.tui.app import RelationsApp
    from relations_tui.tui.session import Session

    settings, keys, wrong = configured()
    session = Session(
        store=shorten(store.path),
        today=strftime("%Y-%m-%d"),
        remember=lambda view: _remember(store, view),
        sources_text=_sources_text,
        atlas=_atlas,
        read_only=store.read_only,
        notices=(*store.notices, *wrong),
        feeds=lambda: _feeding(store).rows(),
        due=lambda: _feeding(store).due(),
        refresh=lambda names, tell: _feeding(store).refresh(names, tell),
        reload=lambda: _feeding(store).reload(),
        user=user_actions(store),
        keys=keys,
        covid=settings is not None and settings.covid,
        clipboard="both" if settings is None else settings.clipboard,
        tour=_wants_tour(store) and (settings is None or settings.tour),
        crashed=_crashed,
        alerts=lambda world, at: _alerting(store).report(world, at),
        alerts_seen=lambda alerts: _alerting(store).seen(alerts),
        config_place=_config_place(),
        neutral_band=1.0 if settings is None else settings.neutral_band,
    )
    view = store.user.load_view()
    if settings is not None and settings.theme:
        view = replace(view, theme=settings.theme)
    running = RelationsApp(world, view, session)
    running.run()
    return running.return_code or 0


def _remember(store: "Store", view: View) -> None:
    # Losing the last view is no reason to stop the user from leaving.
    with suppress(StoreError):
        store.user.save_view(view)


def _wants_tour(store: "Store") -> bool:
    """Who can't be remembered to have seen the hints would see them at every start."""
    return not store.read_only and not store.user.state().tour_done


def _feeding(store: "Store") -> "Feeding":
    from relations_tui.cli.feeding import Feeding  # not before it is asked for

    return Feeding(store)


def _alerting(store: "Store") -> "Alerting":
    from relations_tui.cli.alerting import Alerting

    return Alerting(store)


def _config_place() -> str:
    from relations_tui.cli.opening import shorten
    from relations_tui.config.path import config_path

    return shorten(config_path())


def _crashed(error: BaseException) -> str:
    from relations_tui.cli.crash import crashed

    return crashed(error)


def _sources_text() -> str:
    from relations_tui.store.sources_text import sources_text

    return sources_text()


def _atlas() -> "Atlas":
    from relations_tui.store.atlas import atlas

    return atlas()
