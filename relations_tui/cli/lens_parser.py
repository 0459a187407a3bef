"""The words of the lenses."""

from typing import TYPE_CHECKING

from relations_tui.cli.lazy import lazy

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Callable


def lens_parser(add: "Callable[[str, str], ArgumentParser]") -> None:
    """The words of all lenses."""
    _methods_and_projects(add)
    triads = add("triads", "who is caught between friends that are foes")
    triads.set_defaults(command=lazy("triads", "triads_commands"))
    triads.add_argument(
        "countries", nargs="*", metavar="COUNTRY", help="one, a pair, or three: their time line"
    )
    triads.add_argument("--region", metavar="R", default="", help="among these: a region, or names")
    triads.add_argument("--limit", type=int, default=20, metavar="N", help="default 20; 0: all")
    triads.add_argument(
        "--evidence", type=float, default=None, metavar="N",
        help="only where each pair rests on that much; default: four times the layer's "
        "pseudo-evidence; 0: all",
    )  # fmt: skip
    triads.add_argument("--at", metavar="DATE", default="", help="2021-10; default: newest")

    balance = add("balance", "how balanced the world or a region is, over time")
    balance.set_defaults(command=lazy("balance", "triads_commands"))
    balance.add_argument("--region", metavar="R", default="", help="a region, or names: aze,arm")
    balance.add_argument("--from", dest="since", metavar="DATE", default="")
    balance.add_argument("--to", dest="until", metavar="DATE", default="")
    blocs = add("blocs", "which blocs the world falls into, who moved, who bridges")
    blocs.set_defaults(command=lazy("blocs", "blocs_commands"))
    blocs.add_argument("--region", metavar="R", default="", help="a region, or names: aze,arm")
    blocs.add_argument("--at", metavar="DATE", default="", help="2021-10; default: newest")
    blocs.add_argument(
        "--months", type=int, default=12, metavar="N", help="moves since; default 12"
    )
    blocs.add_argument(
        "--resolution", type=float, default=1.0, metavar="G", help="more makes for smaller blocs"
    )
    suppliers = add(
        "suppliers", "who supplies a country with arms, and how dependent that makes it"
    )
    suppliers.set_defaults(command=lazy("suppliers", "suppliers_commands"))
    suppliers.add_argument("name", metavar="COUNTRY", help="by name or code")
    suppliers.add_argument("--what", metavar="KIND", default="arms", help="kind of flow: arms")
    suppliers.add_argument("--window", type=int, default=5, metavar="N", help="years; default 5")
    suppliers.add_argument("--at", metavar="DATE", default="", help="known by then: 2016-06")
    alerts = add("alerts", "what stands by your rules; exit code 10 if anything does")
    alerts.set_defaults(command=lazy("alerts", "alerts_commands"))
    alerts.add_argument("--at", metavar="DATE", default="", help="as they would have stood then")
    alerts.add_argument("--new", action="store_true", help="only those that did not stand before")
    alerts.add_argument("--keep-new", action="store_true", help="new ones stay new")
    alerts.add_argument("--config", metavar="FILE", default=None, help="configuration file")
    form = alerts.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true")
    form.add_argument("--csv", action="store_true")
    for parser in (triads, balance, blocs, suppliers):
        parser.add_argument(
            "--band", type=float, default=None, metavar="X",
            help="scores of at most this size have no sign; default: as in the settings, or 1",
        )  # fmt: skip
        _common(parser)


def _common(parser: "ArgumentParser") -> None:
    parser.add_argument("--layer", metavar="LAYER", default="events", help="default: events")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true")
    form.add_argument("--csv", action="store_true")


def _methods_and_projects(add: "Callable[[str, str], ArgumentParser]") -> None:
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
