"""The words of ``relations compare``, ``movers`` and ``before-after``."""

from typing import TYPE_CHECKING

from relations_tui.cli.lazy import lazy

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Callable


def compare_parser(add: "Callable[[str, str], ArgumentParser]") -> None:
    """Register the commands."""
    compare = add("compare", "two dates, two layers, or two directions: where they differ")
    compare.set_defaults(command=lazy("compare", "compare_commands"))
    compare.add_argument("--from", dest="since", metavar="DATE", default="", help="two dates: from")
    compare.add_argument("--to", dest="until", metavar="DATE", default="", help="default: newest")
    compare.add_argument("--layers", nargs=2, metavar=("A", "B"), help="two layers by rank")
    compare.add_argument("--directed", action="store_true", help="A to B against B to A")
    compare.add_argument("--layer", metavar="LAYER", default="", help="default: events, or travel")
    compare.add_argument("--at", metavar="DATE", default="", help="of layers or directions")
    compare.add_argument("--countries", metavar="A,B,...", default="", help="names, or a region")

    movers = add("movers", "the largest changes over a window, and what made them")
    movers.set_defaults(command=lazy("movers", "compare_commands"))
    movers.add_argument("--months", type=int, default=12, metavar="N", help="default: 12")
    movers.add_argument("--region", metavar="REGION", default="", help="or names with commas")
    movers.add_argument("--layer", metavar="LAYER", default="events", help="default: events")
    movers.add_argument("--at", metavar="DATE", default="", help="default: newest")
    movers.add_argument(
        "--anomalies", action="store_true", help="ranked by how unusual for the pair itself"
    )

    both = add("before-after", "a pair before and after a date: the means, and what chance gives")
    both.set_defaults(command=lazy("before_after_command", "compare_commands"))
    both.add_argument("a", metavar="A")
    both.add_argument("b", metavar="B")
    both.add_argument("--at", metavar="DATE", required=True)
    both.add_argument("--layer", metavar="LAYER", default="", help="default: all")
    both.add_argument("--window", type=int, metavar="MONTHS", help="on each side; default: all")
    for parser in (compare, movers):
        parser.add_argument("--limit", type=int, default=20, metavar="N", help="0: all")
    for parser in (compare, movers, both):
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--csv", action="store_true")
        form.add_argument("--json", action="store_true")
