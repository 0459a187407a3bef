"""The words of ``relations methods`` and ``relations projects``."""

from typing import TYPE_CHECKING

from relations_tui.cli.lazy import lazy

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Callable


def lens_parser(add: "Callable[[str, str], ArgumentParser]") -> None:
    """Register the commands."""
    methods = add("methods", "published methods side by side: where they disagree, by how much")
    methods.set_defaults(command=lazy("methods", "methods_commands"))
    methods.add_argument("pair", nargs="*", metavar="A B", help="two countries; none: a ranking")
    methods.add_argument(
        "--countries", metavar="A,B,...", default="", help="names, or a region: default the world"
    )
    methods.add_argument(
        "--at", metavar="DATE", default="", help="2021-10 or 2016; default: newest"
    )
    methods.add_argument(
        "--limit", type=int, default=20, metavar="N", help="pairs of a ranking; 0: all"
    )
    projects = add("projects", "undertakings of several states, and their weakest link")
    projects.set_defaults(command=lazy("projects", "projects_commands"))
    projects.add_argument("id", nargs="?", default="", metavar="ID", help="default: all in short")
    projects.add_argument("--layer", metavar="LAYER", default="events", help="default: events")
    projects.add_argument("--at", metavar="DATE", default="", help="default: newest")
    for parser in (methods, projects):
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--csv", action="store_true")
        form.add_argument("--json", action="store_true")
