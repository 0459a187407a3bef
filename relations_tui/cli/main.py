"""The command line: its words, and where each goes."""

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from relations_tui.errors import RelationsError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

EXIT_CODES = """\
exit codes: 0 well; 1 something else went wrong, or doctor found damage; 2 the words of the call
are off; 5 the store can't be read or written; 6 the bundled data is missing; 130 interrupted"""


def run(argv: Sequence[str] | None = None) -> int:
    """Do what the words say (``sys.argv`` by default); return the exit code."""
    words = sys.argv[1:] if argv is None else list(argv)
    try:
        if not words:  # the app must not wait for a parser that has nothing to parse
            from relations_tui.cli.app import app

            return app(None)
        args = _parser().parse_args(words)
        command: Callable[[Namespace], int] = args.command
        return command(args)
    except RelationsError as error:
        sys.stderr.write(f"relations: {error}\n")
        return error.exit_code
    except BrokenPipeError:
        # The reader of our output (head, less) has left: that is its right.
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        return 130


def _lazy(name: str) -> "Callable[[Namespace], int]":
    """The command by that name, imported when it runs: the app must not wait for the others."""

    def call(args: "Namespace") -> int:
        from relations_tui.cli import commands

        command: Callable[[Namespace], int] = getattr(commands, name)
        return command(args)

    return call


def _parser() -> "ArgumentParser":
    from argparse import SUPPRESS, ArgumentParser, RawDescriptionHelpFormatter

    parser = ArgumentParser(
        prog="relations",
        description="How countries get on with each other. Without a command: the matrix.",
        epilog=EXIT_CODES,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="store_true", help="program and data version")
    parser.add_argument(
        "--store", metavar="PATH", help="the store's folder (or set RELATIONS_STORE)"
    )
    parser.set_defaults(command=_app_or_version)
    commands = parser.add_subparsers(metavar="COMMAND")

    def add(name: str, about: str) -> "ArgumentParser":
        sub = commands.add_parser(name, help=about, description=about[0].upper() + about[1:] + ".")
        sub.set_defaults(command=_lazy(name))
        # The store may be named before the command or after it.
        sub.add_argument("--store", metavar="PATH", default=SUPPRESS, help=SUPPRESS)
        return sub

    show = add("show", "a pair: score, change, reasons, all layers, events")
    show.add_argument("a", metavar="A", help="a country by name or code")
    show.add_argument("b", metavar="B")
    _layer_at(show)
    show.add_argument("--json", action="store_true")

    matrix = add("matrix", "scores of every country with every other")
    _layer_at(matrix)
    matrix.add_argument(
        "--countries", metavar="A,B,...", default="", help="names or codes, or a region"
    )
    matrix.add_argument("--order", choices=("activity", "region", "name"), default="activity")
    matrix.add_argument("--format", choices=("table", "csv", "json"), default="table")

    events = add("events", "events of a pair, of a country, or of all")
    of = events.add_mutually_exclusive_group()
    of.add_argument("--pair", nargs=2, metavar=("A", "B"))
    of.add_argument("--country", metavar="A")
    events.add_argument("--since", metavar="DATE", default="")
    events.add_argument("--until", metavar="DATE", default="")
    events.add_argument("--kind", metavar="KIND", default="", help="such as visit, arms_transfer")
    events.add_argument("--status", metavar="STATUS", default="", help="such as stated, claimed")
    events.add_argument("--no-covid", action="store_true", help="leave out covid travel bans")
    events.add_argument("--limit", type=int, default=50, metavar="N", help="default 50; 0: all")
    events.add_argument("--json", action="store_true")

    layers = add("layers", "the layers: what they measure, from what, how, and what is wrong")
    layers.add_argument("--json", action="store_true")

    countries = add("countries", "countries and their codes")
    countries.add_argument("text", nargs="?", default="", metavar="TEXT", help="part of a name")
    countries.add_argument("--json", action="store_true")

    sources = add("sources", "where the data comes from, its terms and its known defects")
    sources.add_argument("section", nargs="?", default="", metavar="SECTION")

    doctor = add("doctor", "check every checksum and invariant of the store")
    doctor.add_argument("--repair", action="store_true", help="restore the last good generation")
    doctor.add_argument("--json", action="store_true")
    return parser


def _layer_at(parser: "ArgumentParser") -> None:
    parser.add_argument("--layer", metavar="LAYER", default="events", help="default: events")
    parser.add_argument("--at", metavar="DATE", default="", help="2021-10 or 2016; default: newest")


def _app_or_version(args: "Namespace") -> int:
    if args.version:
        return _lazy("version")(args)
    from relations_tui.cli.app import app

    return app(args.store)
