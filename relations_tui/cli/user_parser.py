"""The words of ``relations stars``, ``notes``, ``views`` and ``user``."""

from typing import TYPE_CHECKING

from relations_tui.cli.lazy import lazy

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Callable


def user_parser(add: "Callable[[str, str], ArgumentParser]") -> None:
    """The words of what the user makes: stars, notes, saved views."""
    stars = add("stars", "pairs and countries you keep an eye on, as they stand now")
    stars.set_defaults(command=lazy("stars", "user_commands"))
    stars.add_argument("targets", nargs="*", metavar="TARGET", help="AZE, AZE-IRN, or names")
    what = stars.add_mutually_exclusive_group()
    what.add_argument("--add", action="store_true", help="star them")
    what.add_argument("--remove", action="store_true", help="take their stars away")
    stars.add_argument("--layer", metavar="LAYER", default="events", help="default: events")
    stars.add_argument("--at", metavar="DATE", default="", help="2021-10; default: newest")
    form = stars.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true")
    form.add_argument("--csv", action="store_true")

    notes = add("notes", "your notes on pairs, countries and events")
    notes.set_defaults(command=lazy("notes", "user_commands"))
    notes.add_argument("target", nargs="?", default="", metavar="TARGET",
                       help="AZE, AZE-IRN, or event:ID")  # fmt: skip
    change = notes.add_mutually_exclusive_group()
    change.add_argument("--set", dest="text", metavar="TEXT", default=None, help="write it")
    change.add_argument("--remove", action="store_true")
    notes.add_argument("--json", action="store_true")

    views = add("views", "your saved views")
    views.set_defaults(command=lazy("views", "user_commands"))
    change = views.add_mutually_exclusive_group()
    change.add_argument("--remove", metavar="NAME", default="")
    change.add_argument("--rename", nargs=2, metavar=("OLD", "NEW"), default=())
    views.add_argument("--json", action="store_true")

    user = add("user", "all that you made, stars, notes and views, as a file: export, import")
    actions = user.add_subparsers(metavar="ACTION", required=True)
    _action(actions.add_parser("export", help="write it"), "user_export").add_argument(
        "-o", "--output", metavar="FILE", default="", help="default: stdout"
    )
    bring = _action(actions.add_parser("import", help="take it in beside yours"), "user_import")
    bring.add_argument("file", metavar="FILE")
    bring.add_argument("--dry-run", action="store_true", help="say what would change")
    bring.add_argument("--json", action="store_true")


def _action(parser: "ArgumentParser", name: str) -> "ArgumentParser":
    from argparse import SUPPRESS

    parser.set_defaults(command=lazy(name, "user_commands"))
    parser.add_argument("--store", metavar="PATH", default=SUPPRESS, help=SUPPRESS)
    return parser
