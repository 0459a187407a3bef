"""The words of ``relations explain`` and ``relations story``."""

from typing import TYPE_CHECKING

from relations_tui.cli.lazy import lazy

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Callable


def explain_parser(add: "Callable[[str, str], ArgumentParser]") -> None:
    """The words of both commands."""
    explain = add("explain", "why a score is what it is: every contribution, summing to it")
    explain.set_defaults(command=lazy("explain", "explain_commands"))
    explain.add_argument("a", metavar="A")
    explain.add_argument("b", metavar="B")
    explain.add_argument("--layer", metavar="LAYER", default="events", help="default: events")
    explain.add_argument("--at", metavar="DATE", default="", help="2021-10; default: newest")
    explain.add_argument(
        "--half-life", type=float, metavar="MONTHS", help="in place of the layer's"
    )
    explain.add_argument("--limit", type=int, default=30, metavar="N", help="parts as text; 0: all")
    told = add("story", "who arms Azerbaijan in 2016, and who minds: the guided view as text")
    told.set_defaults(command=lazy("story_command", "explain_commands"))
    form = explain.add_mutually_exclusive_group()
    form.add_argument("--csv", action="store_true")
    form.add_argument("--json", action="store_true")
    told.add_argument("--json", action="store_true")
