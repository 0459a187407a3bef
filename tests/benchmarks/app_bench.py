"""The app's speed and memory against baselines, on real ptys, in the same run.

    python tests/benchmarks/app_bench.py [--quick]

Baselines (``baselines.py``): a bare Textual app that paints a label, and the same matrix as a
DataTable. Ours and the baseline take turns, so that whatever else the machine does hits both.

"frame" is the time from the key (or exec) to the end of the first frame that shows the change: not
a cursor moved by one frame and the scrolled rows brought by the next. "last" is the last byte of
all that the key brought. Limits are of "frame". Prints a table; exit code 1 if a limit is passed.
Takes about five minutes, ``--quick`` two.
"""

import argparse
import gc
import re
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from tests.benchmarks.ptys import Change, Held, Seen, Terminal  # noqa: E402

OURS = [sys.executable, "-m", "relations_tui"]
LABEL = [sys.executable, str(HERE / "baselines.py"), "label"]
TABLE = [sys.executable, str(HERE / "baselines.py"), "table"]
START, SCREEN = (160, 50), (200, 60)
PAINTED, READY = b"[\x1b", b"ready"
"""What the first frame with data has: the bracket of the cursor's cell, the baselines' word."""
DOWN, UP, RIGHT, LEFT = b"\x1b[B", b"\x1b[A", b"\x1b[C", b"\x1b[D"
PAGE_DOWN, PAGE_UP = b"\x1b[6~", b"\x1b[5~"
QUIET = 0.08
"""Seconds without output after which nothing more comes of a key."""
QUIET_TABLE = 0.4
RATE = 30
"""Keys a second of a key held down."""
LAYERS, MOVES = 5, 100
MB, SHARE, FRAMES = 100.0, 0.20, 29.0
FORM = "{:<34}{:>4}{:>10}  {:<17}{:>8}{:>6}{:>10}  {:<17}{:>8}{:>8}  {}"
HEAD = ("ms", "n", "frame", "p10..p90", "last", "kB", "baseline", "p10..p90", "ratio", "limit", "")


def spread(values: Sequence[float]) -> str:
    """From the 10th to the 90th percentile, in milliseconds."""
    if len(values) < 3:
        low, high = min(values), max(values)
    else:
        low, *_, high = statistics.quantiles(values, n=10, method="inclusive")
    return f"{low * 1e3:.1f}..{high * 1e3:.1f}"


def share_text(ratio: float) -> str:
    """A ratio as one reads it: 1.24, 1/90."""
    return f"{ratio:.2f}" if ratio > 0.2 else f"1/{1 / ratio:.0f}"


@dataclass
class Row:
    """One line of the table."""

    what: str
    ratio: float = 0.0
    """At most so many times the baseline; 0 for no such limit."""
    seconds: float = 0.0
    """At most so long; 0 for no such limit."""
    ours: list[Seen] = field(default_factory=list)
    base: list[Seen] = field(default_factory=list)

    @property
    def found(self) -> float:
        """Our median."""
        return statistics.median(seen.frame for seen in self.ours)

    @property
    def baseline(self) -> float:
        """The baseline's median."""
        return statistics.median(seen.frame for seen in self.base)

    @property
    def good(self) -> bool:
        """Whether all limits hold."""
        within = not self.ratio or self.found <= self.ratio * self.baseline
        return within and (not self.seconds or self.found <= self.seconds)

    @property
    def text(self) -> str:
        """The line, with its verdict."""
        limit = share_text(self.ratio) if self.ratio else f"{self.seconds * 1e3:.0f} ms"
        base = [seen.frame for seen in self.base]
        return FORM.format(
            self.what,
            len(self.ours),
            f"{self.found * 1e3:.2f}",
            spread([seen.frame for seen in self.ours]),
            f"{statistics.median(seen.last for seen in self.ours) * 1e3:.2f}",
            f"{statistics.median(seen.size for seen in self.ours) / 1e3:.1f}",
            f"{self.baseline * 1e3:.2f}" if base else "",
            spread(base) if base else "",
            share_text(self.found / self.baseline) if base else "",
            limit,
            "ok" if self.good else "OVER",
        )


def has(text: bytes) -> Change:
    """A frame with this in it."""
    return lambda frame: text in frame


CURSOR = has(PAINTED)
"""A frame of ours in which the cursor's cell is painted."""
MANY = 30
"""Rows in a frame from which it is the matrix that is painted, not a cell or two."""
TABLE_ROWS = SCREEN[1] - 2
"""Rows a DataTable shows at once, between its head and its scrollbar."""
PAGES = 2
"""Whole pages there are below the first."""


def scrolled(frame: bytes) -> bool:
    """Whether a frame of ours has the cursor and the rows around it."""
    return PAINTED in frame and frame.count(b"H") > MANY


def table_rows(frame: bytes) -> bool:
    """Whether a frame of the DataTable has all its rows."""
    return len(set(re.findall(rb"R\d{3}", frame))) > MANY


class Bench:
    """A temporary store, and the terminals that look at it."""

    def __init__(self, folder: Path, *, quick: bool) -> None:
        self.folder = folder
        self.rounds, self.presses, self.heavy = (8, 40, 4) if quick else (25, 120, 10)
        self.seconds = 3 if quick else 5
        with self.run(OURS, START) as terminal:
            terminal.start(PAINTED, 0.5)

    def run(
        self, command: list[str], size: tuple[int, int] = SCREEN, store: str = "store"
    ) -> Terminal:
        """A program on a terminal, in a folder that is not ours."""
        return Terminal(command, size, self.folder, str(self.folder / store))

    def starts(self) -> list[Row]:
        """From exec to the first frame with data, and a first run that makes the store."""
        start = Row("exec to the first matrix, 160x50", ratio=1.35)
        first = Row("first run: store made and matrix", seconds=3.0)
        for i in range(self.rounds):
            with self.run(LABEL, START) as terminal:
                start.base.append(terminal.start(READY, QUIET))
            with self.run(OURS, START) as terminal:
                start.ours.append(terminal.start(PAINTED, QUIET))
            if i % 4 == 0:
                with self.run(OURS, START, f"first{i}") as terminal:
                    first.ours.append(terminal.start(PAINTED, QUIET))
        return [start, first]

    def moves(self) -> list[Row]:
        """The cursor to and fro, where nothing scrolls, in turn with an empty app's key."""
        row = Row("cursor move, 200x60", ratio=1.3)
        with self.run(OURS) as ours, self.run(LABEL) as label:
            ours.start(PAINTED, 1.0)
            label.start(READY, 0.3)
            for i in range(-4, self.presses):
                base = label.key(b"n", has(b"ready-"), QUIET)
                seen = ours.key((RIGHT, LEFT, DOWN, UP)[i % 4], CURSOR, QUIET)
                if i >= 0:
                    row.base.append(base)
                    row.ours.append(seen)
        return [row]

    @contextmanager
    def against_table(self) -> Iterator[tuple[Terminal, Terminal]]:
        """Ours and a DataTable, both ready, ours with its cursor below the first row."""
        with self.run(OURS) as ours, self.run(TABLE) as table:
            ours.start(PAINTED, 1.0)
            table.start(READY, 2.0)
            ours.key(DOWN, CURSOR, QUIET)
            yield ours, table

    @property
    def each(self) -> int:
        """Keys of ours for one of a DataTable's."""
        return max(4, self.presses // self.heavy)

    def lines(self) -> list[Row]:
        """Down from the bottom edge."""
        row = Row("scroll by a line, 200x60", ratio=1 / 80)
        with self.against_table() as (ours, table):
            for _ in range(TABLE_ROWS - 1):
                table.key(DOWN, has(b"R"), 0.05)
            for i in range(self.heavy):
                if i % 4 == 0:  # before the matrix ends
                    ours.key(b"g", CURSOR, QUIET)
                    ours.key(PAGE_DOWN, scrolled, QUIET)
                    ours.key(DOWN, scrolled, QUIET)
                row.ours += [ours.key(DOWN, scrolled, QUIET) for _ in range(self.each)]
                new = f"R{TABLE_ROWS + i:03}".encode()
                row.base.append(table.key(DOWN, has(new), QUIET_TABLE))
        return [row]

    def pages(self) -> list[Row]:
        """Whole pages that neither has drawn yet: other colours since the last time."""
        row = Row("scroll by a page, 200x60", ratio=1 / 80)
        with self.against_table() as (ours, table):
            for i in range(self.heavy):
                for j in range(self.each // PAGES):
                    ours.key(b"g", CURSOR, QUIET)
                    ours.key((b",", b".")[j % 2], scrolled, QUIET)
                    row.ours += [ours.key(PAGE_DOWN, scrolled, QUIET) for _ in range(PAGES)]
                table.key(b"n", table_rows, QUIET_TABLE)
                key = (PAGE_DOWN, PAGE_UP)[i % 2]
                row.base.append(table.key(key, table_rows, QUIET_TABLE))
        return [row]

    def steps(self) -> list[Row]:
        """A month back and on, in turn with other colours in every cell of a DataTable."""
        row = Row("time step, 200x60", ratio=1 / 60, seconds=0.033)
        with self.against_table() as (ours, table):
            for _ in range(self.heavy):
                keys = [b",", b"."] * (self.each // 2)
                row.ours += [ours.key(key, scrolled, QUIET) for key in keys]
                row.base.append(table.key(b"n", table_rows, QUIET_TABLE))
        return [row]

    def hold(self) -> list[tuple[str, bool]]:
        """A key held down: within the screen, and across the whole matrix, which scrolls."""
        count = RATE * self.seconds
        ways = [
            ("held key, to and fro on screen", ([RIGHT] * 15 + [LEFT] * 15) * self.seconds),
            ("held key, right: scrolls sideways", [RIGHT] * count),
            ("held key, down: scrolls", [DOWN] * count),
        ]
        lines = []
        with self.run(LABEL) as label:
            label.start(READY, 0.5)
            floor = label.hold([b"n"] * count, has(b"ready-"), RATE)
        for what, keys in ways:
            found = []
            for _ in range(2 if count < 100 else 3):
                with self.run(OURS) as ours:
                    ours.start(PAINTED, 1.0)
                    found.append(ours.hold(keys[:count], CURSOR, RATE))
            lines.append(_held(what, found, floor))
        return lines

    def memory(self) -> tuple[str, bool]:
        """Resident memory after a tour of all layers, and that of a bare app."""
        with self.run(OURS) as ours, self.run(LABEL) as label:
            label.start(READY, 0.5)
            ours.start(PAINTED, 1.0)
            for i in range(MOVES):
                if i % (MOVES // LAYERS) == 0:
                    ours.press(str(1 + i * LAYERS // MOVES).encode(), QUIET)
                ours.press((DOWN, RIGHT, b",", DOWN, PAGE_DOWN, RIGHT, PAGE_UP)[i % 7], 0.03)
            used, bare = ours.memory(), label.memory()
        return _line(
            "memory after all layers, 100 moves",
            f"{used:.0f} MB (at most {MB:.0f}; bare app {bare:.0f})",
            good=used <= MB,
        )


def _held(what: str, found: list[Held], floor: Held) -> tuple[str, bool]:
    shares = [held.share for held in found]
    share, rate = statistics.median(shares), statistics.median(held.rate for held in found)
    said = (
        f"{share:.1%} of a core ({min(shares):.1%}..{max(shares):.1%}; at most {SHARE:.0%}; "
        f"bare app {floor.share:.1%}), {rate:.1f} frames/s (at least {FRAMES:.0f})"
    )
    return _line(what, said, good=share <= SHARE and rate >= FRAMES)


def _line(what: str, said: str, *, good: bool) -> tuple[str, bool]:
    return f"{what:<36}{said}  {'ok' if good else 'OVER'}", good


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    quick = parser.parse_args().quick
    gc.disable()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), quick=quick)
        print(FORM.format(*HEAD))
        good = True
        for part in (bench.starts, bench.moves, bench.lines, bench.pages, bench.steps):
            for row in part():
                print(row.text, flush=True)
                good = good and row.good
        print()
        for line, held in (*bench.hold(), bench.memory()):
            print(line)
            good = good and held
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
