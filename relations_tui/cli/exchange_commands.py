"""``relations export`` and ``quarantine``."""

import gzip
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from relations_tui.cli import plain_refresh
from relations_tui.cli.opening import open_world
from relations_tui.cli.output import write, write_json
from relations_tui.cli.user_commands import write_user
from relations_tui.errors import BadPeriod, RelationsError
from relations_tui.model.period import check_date
from relations_tui.refresh.export import Form, Selection, export
from relations_tui.refresh.retry import retry
from relations_tui.store.intake import clear_quarantine

if TYPE_CHECKING:
    from argparse import Namespace


def export_command(args: "Namespace") -> int:
    """``relations export``."""
    world, store = open_world(args.store)
    try:
        since = check_date(args.since) if args.since else ""
    except ValueError as error:
        raise BadPeriod(str(error)) from None
    names = [text for text in args.countries.split(",") if text]
    layers = [world.layer(text).id for text in args.layer]
    chosen = Selection(
        since,
        frozenset(world.find(text).iso3 for text in names),
        frozenset(layers),
        args.restricted,
    )
    stem = args.output.removesuffix(".gz")
    lines = args.ndjson or stem.endswith((".ndjson", ".jsonl"))
    form: Form = "ndjson" if lines else "json"
    pieces = export(store.folder, chosen, form, args.feed_id, args.title)
    if args.with_user:
        write_user(store, args.with_user)
    if not args.output or args.output == "-":
        for piece in pieces:
            write(piece.decode(), encoding="utf-8")
        return 0
    _save(Path(args.output), pieces)
    size = Path(args.output).stat().st_size
    sys.stderr.write(f"relations: wrote {args.output} ({size:,} bytes)\n")
    return 0


def _save(path: Path, pieces: Iterator[bytes]) -> None:
    """Write the file whole or not at all, packed if its name ends in ``.gz``."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as raw:
            # No time and no name within: the same data gives the same bytes.
            packed = gzip.GzipFile("", "wb", 6, raw, 0) if path.suffix == ".gz" else None
            for piece in pieces:
                (packed or raw).write(piece)
            if packed is not None:
                packed.close()
            raw.flush()
            os.fsync(raw.fileno())
        temporary.replace(path)
    except OSError as error:
        raise RelationsError(
            f"{path} could not be written: {error.strerror}; what was there before stands"
        ) from error
    finally:
        with suppress(OSError):
            temporary.unlink()


def quarantine_command(args: "Namespace") -> int:
    """``relations quarantine [FEED] [--retry | --clear]``."""
    _, store = open_world(args.store)
    if args.retry:
        outcome = retry(store.folder, args.feed)
        write(plain_refresh.outcome(outcome))
        return outcome.exit_code
    if args.clear:
        count = clear_quarantine(store.folder, args.feed)
        write(f"{count:,} record(s) forgotten")
        return 0
    found = store.source.quarantine(args.feed)
    if args.json:
        write_json(found)
    else:
        write(plain_refresh.quarantine(found))
    return 0
