"""The command line: its words, and where each goes."""

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from relations_tui.cli.lazy import lazy
from relations_tui.errors import RelationsError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

EXIT_CODES = """\
exit codes: 0 well; 1 something else went wrong, doctor found damage, or validate a bad record;
2 the words of the call are off; 3 some feeds failed; 4 no feed came; 5 the store can't be read or
written; 6 the bundled data is missing; 130 interrupted"""


FORMATS = ("relations-feed", "gdelt-doc", "gdelt-events", "ucdp-ged", "acled", "worldbank")
SUPPRESS_HELP = "==SUPPRESS=="
"""What argparse calls SUPPRESS, which would have to be imported."""


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
    except Exception as error:  # noqa: BLE001 - a user never sees a traceback
        from relations_tui.cli.crash import crashed

        sys.stderr.write(f"{crashed(error)}\n")
        return 1


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
        sub.set_defaults(command=lazy(name))
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
    matrix.add_argument("--format", choices=("table", "csv", "json", "svg"), default="table")

    events = add("events", "events of a pair, of a country, or of all")
    of = events.add_mutually_exclusive_group()
    of.add_argument("--pair", nargs=2, metavar=("A", "B"))
    of.add_argument("--country", metavar="A")
    events.add_argument(
        "--filter", metavar="LINE", default="",
        help="as in the explorer: 'iran -status:coded'; one that begins with - wants --filter=LINE",
    )  # fmt: skip
    events.add_argument("--since", metavar="DATE", default="")
    events.add_argument("--until", metavar="DATE", default="")
    events.add_argument("--kind", metavar="KIND", default="", help="such as visit, arms_transfer")
    events.add_argument("--status", metavar="STATUS", default="", help="such as stated, claimed")
    events.add_argument("--no-covid", action="store_true", help="leave out covid travel bans")
    events.add_argument("--limit", type=int, default=50, metavar="N", help="default 50; 0: all")
    events.add_argument("--withdrawn", action="store_true", help="those that feeds took back")
    form = events.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true")
    form.add_argument("--csv", action="store_true")

    layers = add("layers", "the layers: what they measure, from what, how, and what is wrong")
    layers.add_argument("--json", action="store_true")

    countries = add("countries", "countries and their codes")
    countries.add_argument("text", nargs="?", default="", metavar="TEXT", help="part of a name")
    countries.add_argument("--json", action="store_true")

    from relations_tui.cli.compare_parser import compare_parser
    from relations_tui.cli.config_parser import config_parser
    from relations_tui.cli.country_parser import country_parser
    from relations_tui.cli.explain_parser import explain_parser
    from relations_tui.cli.lens_parser import lens_parser
    from relations_tui.cli.user_parser import user_parser

    explain_parser(add)
    country_parser(add)
    compare_parser(add)
    lens_parser(add)
    fit = add("validate-scores", "hold every layer against a CSV of labelled pairs")
    fit.set_defaults(command=lazy("validate_scores", "validation_commands"))
    fit.add_argument(
        "file", metavar="FILE", nargs="?", default="severed_relations",
        help="columns a,b,from,to,label (1 hostile, 0 other); or one that is bundled: "
        "severed_relations (default), ucdp_primary, ucdp_opposed",
    )  # fmt: skip
    fit.add_argument("--from", dest="since", metavar="DATE", default="", help="only from then on")
    fit.add_argument("--to", dest="until", metavar="DATE", default="", help="only until then")
    fit.add_argument("--resamples", type=int, default=1000, metavar="N", help="default 1000")
    form = fit.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true")
    form.add_argument("--csv", action="store_true")

    _data_parsers(add)
    user_parser(add)
    config_parser(add)
    sources = add("sources", "where the data comes from, its terms and its known defects")
    sources.add_argument("section", nargs="?", default="", metavar="SECTION")

    doctor = add("doctor", "check every checksum and invariant of the store")
    doctor.add_argument("--repair", action="store_true", help="restore the last good generation")
    doctor.add_argument("--json", action="store_true")
    return parser


def _data_parsers(add: "Callable[[str, str], ArgumentParser]") -> None:
    """The commands that bring data in and out."""
    from relations_tui.cli.feeds_parser import feeds_parser

    feeds_parser(add)
    refresh = add("refresh", "bring the store up to date from feeds")
    refresh.set_defaults(command=lazy("refresh_command", "refresh_commands"))
    refresh.add_argument("feeds", nargs="*", metavar="FEED|URL", help="default: all enabled")
    refresh.add_argument("--dry-run", action="store_true", help="say what would change")
    refresh.add_argument("--from", dest="since", metavar="DAY", default="", help="backfill: from")
    refresh.add_argument("--to", dest="until", metavar="DAY", default="", help="backfill: to")
    refresh.add_argument("--countries", metavar="A,B,...", default="", help="ask only for these")
    refresh.add_argument("--json", action="store_true")
    refresh.add_argument("--stream", action="store_true", help=SUPPRESS_HELP)

    bring = add("import", "take in the records of files: a feed, or what an adapter reads")
    bring.set_defaults(command=lazy("import_command", "refresh_commands"))
    bring.add_argument("files", nargs="+", metavar="FILE")
    bring.add_argument("--name", default="import", help="the feed they count as (default: import)")
    bring.add_argument("--dry-run", action="store_true", help="say what would change")
    bring.add_argument("--json", action="store_true")
    for parser in (refresh, bring):
        parser.add_argument("--config", metavar="FILE", default=None, help="configuration file")
        parser.add_argument(
            "--empty", action="store_true", help="if there is no store: begin without bundled data"
        )

    validate = add("validate", "say what is wrong with a feed, record by record; stores nothing")
    validate.set_defaults(command=lazy("validate_command", "refresh_commands"))
    validate.add_argument("what", metavar="FILE|URL")
    validate.add_argument("--config", metavar="FILE", default=None, help="configuration file")
    validate.add_argument("--json", action="store_true")
    for parser in (bring, validate):
        parser.add_argument("--format", choices=FORMATS, help="default: by the look of it")

    export = add("export", "write a feed from the store")
    export.set_defaults(command=lazy("export_command", "exchange_commands"))
    export.add_argument("--since", metavar="DATE", default="", help="events from this date on")
    export.add_argument("--countries", metavar="A,B,...", default="")
    export.add_argument("--layer", metavar="LAYER", action="append", default=[])
    export.add_argument("-o", "--output", metavar="FILE", default="", help=".json, .ndjson, + .gz")
    export.add_argument("--ndjson", action="store_true", help="a record a line, for large feeds")
    export.add_argument("--feed-id", default="relations-export", metavar="ID")
    export.add_argument("--title", default="Exported from relations")
    export.add_argument(
        "--restricted", action="store_true", help="also what its terms forbid passing on"
    )
    export.add_argument(
        "--with-user", metavar="FILE", default="", help="and your stars, notes and views to here"
    )
    bring.add_argument(
        "--with-user", metavar="FILE", default="", help="and stars, notes and views from here"
    )

    quarantine = add("quarantine", "records that were set aside, and why")
    quarantine.set_defaults(command=lazy("quarantine_command", "exchange_commands"))
    quarantine.add_argument("feed", nargs="?", default="", metavar="FEED")
    quarantine.add_argument("--retry", action="store_true", help="try them again")
    quarantine.add_argument("--clear", action="store_true", help="forget them")
    quarantine.add_argument("--json", action="store_true")


def _layer_at(parser: "ArgumentParser") -> None:
    parser.add_argument("--layer", metavar="LAYER", default="events", help="default: events")
    parser.add_argument("--at", metavar="DATE", default="", help="2021-10 or 2016; default: newest")


def _app_or_version(args: "Namespace") -> int:
    if args.version:
        return lazy("version")(args)
    from relations_tui.cli.app import app

    return app(args.store)
