"""The words of ``relations country`` and ``relations map``."""

from typing import TYPE_CHECKING

from relations_tui.cli.lazy import lazy

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Callable


def country_parser(add: "Callable[[str, str], ArgumentParser]") -> None:
    """The words of both commands."""
    country = add("country", "a country: its partners ranked, what moved, its events")
    country.set_defaults(command=lazy("country", "country_commands"))
    country.add_argument("--region", metavar="R", default="", help="a region, or names: aze,arm")
    country.add_argument(
        "--by", choices=("score", "change", "name"), default="score", help="order of the partners"
    )
    country.add_argument("--limit", type=int, default=20, metavar="N", help="default 20; 0: all")
    world_map = add("map", "the world as a country gets on with it: a picture, or its scores")
    world_map.set_defaults(command=lazy("world_map", "country_commands"))
    world_map.add_argument(
        "-o", "--output", metavar="FILE", default="", help="write an SVG here; -: to stdout"
    )
    for parser in (country, world_map):
        parser.add_argument("name", metavar="COUNTRY", help="by name or code")
        parser.add_argument("--layer", metavar="LAYER", default="events", help="default: events")
        parser.add_argument("--at", metavar="DATE", default="", help="2021-10; default: newest")
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--json", action="store_true")
        form.add_argument("--csv", action="store_true")
