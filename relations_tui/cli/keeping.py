"""What the app is given of the user's own things, and of the user's settings."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from relations_tui.errors import ConfigError
from relations_tui.model.user import View
from relations_tui.store.open import Store
from relations_tui.tui.session import UserActions

if TYPE_CHECKING:
    from relations_tui.config.settings import Settings


def user_actions(store: Store) -> UserActions:
    """The user's own things in a store; each raises StoreError or UsageError if it can't be."""
    user = store.user

    def save_view(name: str, view: View) -> str:
        return user.keep_view(name, view, _now())

    return UserActions(
        made=user.everything,
        toggle_star=lambda target: user.toggle_star(target, _now()[:10]),
        set_note=lambda target, text: user.set_note(target, text, _now()),
        save_view=save_view,
        rename_view=user.rename_view,
        remove_view=user.drop_view,
        tour_done=lambda: user.set_state(replace(user.state(), tour_done=True)),
    )


def configured() -> "tuple[Settings | None, dict[str, str], tuple[str, ...]]":
    """The settings (None: all by default), the keys, and what is wrong with them.

    A mistake in it must not keep the user from the data: then all is by default. Without a file
    (the usual case) nothing that reads one is loaded.
    """
    from relations_tui.config.path import config_path

    path: Path = config_path()
    if not path.exists():
        return None, {}, ()
    from relations_tui.cli.keys import checked_keys
    from relations_tui.config.file import load

    try:
        config = load(path)
    except ConfigError as error:
        return None, {}, (f"{error}; all settings are by default",)
    try:
        return config.settings, checked_keys(config, path), ()
    except ConfigError as error:
        return config.settings, {}, (f"{error}; all keys are as usual",)


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
