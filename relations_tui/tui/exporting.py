"""A view as a file: SVG, CSV, JSON or plain text, as the name's ending says."""

from contextlib import suppress
from pathlib import Path

import msgspec

from relations_tui.report.tabular import csv_text
from relations_tui.tui.prompt import Prompt
from relations_tui.tui.travelling import Travelling

KINDS = ("svg", "csv", "json", "txt")


async def ask(screen: Travelling) -> None:
    """Ask for the file."""
    view = screen.view
    what = f"{view.row}-{view.column}" if view.screen in ("pair", "explain") else view.country
    parts = ("relations", view.screen, what, view.layer, screen.looking.period)
    name = "-".join(part.lower() for part in parts if part)
    await screen.ask(Prompt("export", "export to", lambda text: hint(screen, text), f"{name}.svg"))


def hint(screen: Travelling, text: str) -> str:
    """What writing to such a file would do."""
    path = _path(text)
    kind = _kind(path)
    if kind not in KINDS:
        return "a name that ends in .svg, .csv, .json or .txt"
    if kind == "csv" and screen.table() is None:
        return "this view is no table: .svg, .json or .txt"
    return "is there: enter replaces it" if _is_there(path) else f"writes {kind.upper()}"


def _path(text: str) -> Path:
    """The file that a text names; what can't be one is told when it is written."""
    path = Path(text.strip())
    with suppress(RuntimeError):  # ~ of a user whom nobody knows
        return path.expanduser()
    return path


def _is_there(path: Path) -> bool:
    with suppress(OSError):  # a name that is too long, a folder that can't be looked into
        return path.exists()
    return False


def _kind(path: Path) -> str:
    return path.suffix.removeprefix(".").lower()


def write(screen: Travelling, text: str) -> None:
    """Write the view to the file, or say in a line why that can't be."""
    if not text:
        return
    path = _path(text)
    kind = _kind(path)
    content = contents(screen, kind)
    if content is None:
        screen.say(f"nothing was written: {hint(screen, text)}", wrong=True)
        return
    try:
        path.write_text(content, encoding="utf-8")
    except OSError as error:
        screen.say(f"nothing was written: {path}: {error.strerror}", wrong=True)
    else:
        screen.say(f"written: {path}, {len(content.encode()) / 1000:,.0f} kB")


def contents(screen: Travelling, kind: str) -> str | None:
    """The view in a format; None if it can't be had in it."""
    if kind == "svg":
        return screen.svg()
    if kind == "json":
        report = msgspec.json.encode(screen.report())
        return msgspec.json.format(report, indent=2).decode() + "\n"
    if kind == "txt":
        return screen.text
    table = screen.table() if kind == "csv" else None
    return None if table is None else csv_text(*table)
