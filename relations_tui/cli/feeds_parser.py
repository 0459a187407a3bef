"""The words of ``relations feeds``."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

CONFIG_HELP = "the configuration file (or set RELATIONS_CONFIG)"


def feeds_parser(add: "Callable[[str, str], ArgumentParser]") -> None:
    """Register ``feeds`` and its own commands; without one, it lists.

    Args:
        add: makes a command of ``relations`` from its name and what it is about.
    """
    from argparse import SUPPRESS

    feeds = add("feeds", "where records come from: list, show, add, remove, enable, disable")
    actions = feeds.add_subparsers(metavar="ACTION")

    def action(name: str, about: str) -> "ArgumentParser":
        sub = actions.add_parser(name, help=about, description=about[0].upper() + about[1:] + ".")
        sub.set_defaults(command=_lazy(f"feeds_{name}"))
        # SUPPRESS: what was named before the action must not be forgotten.
        sub.add_argument("--config", metavar="PATH", default=SUPPRESS, help=CONFIG_HELP)
        sub.add_argument("--store", metavar="PATH", default=SUPPRESS, help=SUPPRESS)
        return sub

    feeds.add_argument("--config", metavar="PATH", default=SUPPRESS, help=CONFIG_HELP)
    feeds.set_defaults(command=_lazy("feeds_list"))
    feeds.add_argument("--json", action="store_true")
    listing = action("list", "every feed, with its last result and when it is due")
    listing.add_argument("--json", action="store_true", default=SUPPRESS)

    show = action("show", "all about one feed")
    show.add_argument("name", metavar="NAME")
    show.add_argument("--json", action="store_true", default=SUPPRESS)

    new = action("add", "add a feed to the configuration file")
    new.add_argument("name", metavar="NAME", help="lower-case letters, digits and hyphens")
    new.add_argument("url", metavar="URL")
    new.add_argument(
        "--format",
        default="relations-feed",
        metavar="F",
        help="relations-feed (default), gdelt-doc, gdelt-events, ucdp-ged, acled, worldbank, "
        "sipri, flows-csv",
    )
    new.add_argument(
        "--interval", type=float, default=0.0, metavar="H", help="hours; 0: only when asked"
    )
    new.add_argument(
        "--countries", default="", metavar="A,B,...", help="to ask for: names or codes"
    )
    new.add_argument("--pairs", default="", metavar="A-B,...", help="to ask for")
    new.add_argument(
        "--header",
        action="append",
        default=[],
        metavar="NAME=VARIABLE",
        help="an HTTP header, and the environment variable that holds its value",
    )
    new.add_argument(
        "--option", action="append", default=[], metavar="K=V", help="what only its format knows"
    )
    new.add_argument("--disabled", action="store_true", help="add it, but do not ask it yet")

    for name, about in (
        ("remove", "take a feed out of the configuration file; its records stay in the store"),
        ("enable", "ask a feed again"),
        ("disable", "no longer ask a feed; its records stay in the store"),
    ):
        action(name, about).add_argument("name", metavar="NAME")


def _lazy(name: str) -> "Callable[[Namespace], int]":
    """The command by that name, imported when it runs."""

    def call(args: "Namespace") -> int:
        from relations_tui.cli import feeds_commands

        command: Callable[[Namespace], int] = getattr(feeds_commands, name)
        return command(args)

    return call
