"""The keys of a configuration, checked against the commands that there are."""

from pathlib import Path

from relations_tui.config.file import Config, shown
from relations_tui.config.settings import Bound, check_keys


def bound() -> list[Bound]:
    """Every command with the keys that it has by itself."""
    from relations_tui.tui import keymap

    return [Bound(*one) for one in keymap.bound()]


def checked_keys(config: Config, path: Path) -> dict[str, str]:
    """By command the keys that the configuration gives it; raises ConfigError."""
    if not config.keys:
        return {}
    from relations_tui.tui.keymap import key_name

    return check_keys(shown(path), config.keys, bound(), key_name)
