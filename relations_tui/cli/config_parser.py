"""The words of ``relations config``."""

from typing import TYPE_CHECKING

from relations_tui.cli.lazy import lazy

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Callable

CONFIG_HELP = "the configuration file (or set RELATIONS_CONFIG)"


def config_parser(add: "Callable[[str, str], ArgumentParser]") -> None:
    """Register ``config`` and its own commands; without one, it shows what is set."""
    from argparse import SUPPRESS

    config = add("config", "settings and keys: show, init, set, keys")
    config.set_defaults(command=lazy("config_show", "config_commands"))
    actions = config.add_subparsers(metavar="ACTION")
    config.add_argument("--config", metavar="PATH", default=None, help=CONFIG_HELP)
    config.add_argument("--json", action="store_true")

    def action(name: str, about: str) -> "ArgumentParser":
        sub = actions.add_parser(name, help=about, description=about[0].upper() + about[1:] + ".")
        sub.set_defaults(command=lazy(f"config_{name}", "config_commands"))
        # SUPPRESS: what was named before the action must not be forgotten.
        sub.add_argument("--config", metavar="PATH", default=SUPPRESS, help=CONFIG_HELP)
        sub.add_argument("--store", metavar="PATH", default=SUPPRESS, help=SUPPRESS)
        return sub

    show = action("show", "the file, and what is set, there or by default")
    show.add_argument("--json", action="store_true", default=SUPPRESS)
    action("init", "write a file that explains every setting, if there is none")
    change = action("set", "set one thing: theme, clipboard, covid, tour, refresh_every, keys.ID")
    change.add_argument("key", metavar="KEY", help="such as theme, or keys.events")
    change.add_argument("value", metavar="VALUE", help="such as a,ctrl+e; of keys '': as before")
    keys = action("keys", "the id of every command, and its keys")
    keys.add_argument("--json", action="store_true", default=SUPPRESS)
