"""The app's speed and memory, as ratios against baselines measured in the same run.

    python tests/benchmarks/app_bench.py [--quick]

Baselines: a bare Textual app that paints a label, and the same matrix as a DataTable.
"""

import argparse
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from tests.benchmarks.ptys import QUIET, Terminal

HERE = Path(__file__).parent
OURS = [sys.executable, "-m", "relations_tui"]
LABEL = [sys.executable, str(HERE / "baselines.py"), "label"]
TABLE = [sys.executable, str(HERE / "baselines.py"), "table"]
START, SCREEN = (160, 50), (200, 60)
PAINTED, READY = b"[\x1b", b"ready"
"""What the first frame with data has (the cursor's bracket), and the baselines' first frame."""
DOWN, RIGHT, LEFT = b"\x1b[B", b"\x1b[C", b"\x1b[D"
PAGE_DOWN, PAGE_UP = b"\x1b[6~", b"\x1b[5~"
FIRST, FRAME, COMPLETE = 0.0, QUIET, 3.0
"""Quiet after which: a small frame, a large one, all the frames of a DataTable have come."""
HEAD = ("", "n", "median ms", "p10..p90", "baseline", "ratio", "limit")


@dataclass
class Row:
    """One line of the table: times in seconds, a baseline, and a limit to their ratio."""

    what: str
    ours: list[float]
    base: list[float]
    limit: float
    """At most this many times the baseline; 0 for none."""
    at_most: float = 0.0
    """Seconds, at most; 0 for none."""

    def text(self) -> str:
        """The line, with its verdict."""
        ours = median(self.ours)
        cells = [
            f"{self.what:<40}",
            f"{len(self.ours):>3}",
            f"{ours * 1e3:>9.2f}",
            _spread(self.ours),
        ]
        good = not self.at_most or ours <= self.at_most
        if self.base:
            base = median(self.base)
            ratio = ours / base
            good = good and (not self.limit or ratio <= self.limit)
            shown = f"{ratio:.2f}" if ratio > 0.2 else f"1/{1 / ratio:.0f}"
            wanted = f"{self.limit:.2f}" if self.limit > 0.2 else f"1/{1 / self.limit:.0f}"
            cells += [f"{base * 1e3:>9.2f}", f"{shown:>8}", f"{wanted:>7}"]
        else:
            cells += [f"{'':>9}", f"{'':>8}", f"{self.at_most * 1e3:>5.0f}ms"]
        return "  ".join([*cells, "ok" if good else "OVER"])


def _spread(values: list[float]) -> str:
    low, *_, high = quantiles(values, n=10) if len(values) > 2 else (min(values), max(values))
    return f"{low * 1e3:>8.2f}..{high * 1e3:<8.2f}"


def starts(store: str, rounds: int) -> list[Row]:
    """From exec to the first frame, and a first run that makes the store."""
    ours, bare, first = [], [], []
    for _ in range(rounds):
        with Terminal(LABEL, START) as terminal:
            bare.append(terminal.until(READY))
        with Terminal(OURS, START, RELATIONS_STORE=store) as terminal:
            ours.append(terminal.until(PAINTED))
    for _ in range(max(3, rounds // 4)):
        with (
            tempfile.TemporaryDirectory() as folder,
            Terminal(OURS, START, RELATIONS_STORE=f"{folder}/store") as terminal,
        ):
            first.append(terminal.until(PAINTED))
    return [
        Row("exec to the first matrix, 160x50", ours, bare, 1.35),
        Row("first run: store made, first matrix", first, [], 0, 3.0),
    ]


def keys(
    command: list[str], ready: bytes, before: bytes, pressed: list[bytes], n: int, quiet: float
) -> list[float]:
    """Key to frame, n times, once ``before`` has been pressed and each key once to warm up."""
    with Terminal(command, SCREEN) as terminal:
        terminal.until(ready)
        terminal.settle(1.0)
        for key in [*([before] if before else []), *pressed]:
            terminal.key(key)
            terminal.settle(max(0.3, quiet))
        times = []
        for i in range(n):
            times.append(terminal.key(pressed[i % len(pressed)], quiet))
            terminal.settle(0.1)
        return times


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    quick = parser.parse_args().quick
    rounds, presses, heavy = (8, 40, 2) if quick else (25, 100, 4)
    folder = tempfile.mkdtemp()
    store = f"{folder}/store"
    os.environ["RELATIONS_STORE"] = store
    with Terminal(OURS, START) as terminal:
        terminal.until(PAINTED)

    def ours(before: bytes, pressed: list[bytes], quiet: float) -> list[float]:
        return keys(OURS, PAINTED, before, pressed, presses, quiet)

    def table(before: bytes, pressed: list[bytes]) -> list[float]:
        return keys(TABLE, READY, before, pressed, heavy, COMPLETE)

    rows = starts(store, rounds)
    empty = keys(LABEL, READY, b"", [b"n"], presses, FIRST)
    move = ours(b"", [RIGHT, LEFT], FIRST)
    line, page = ours(PAGE_DOWN, [DOWN], FRAME), ours(b"g", [PAGE_DOWN, PAGE_UP], FRAME)
    rows += [
        Row("cursor move, key to frame, 200x60", move, empty, 1.3),
        Row("scroll by a line, key to frame", line, table(PAGE_DOWN, [DOWN]), 1 / 80),
        Row("scroll by a page, key to frame", page, table(b"", [PAGE_DOWN, PAGE_UP]), 1 / 80),
        Row("time step", ours(b"", [b",", b"."], FRAME), table(b"", [b"n"]), 1 / 60, 0.033),
    ]
    print("{:<40}  {:>3}  {:>9}  {:^18}  {:>9}  {:>8}  {:>7}".format(*HEAD))
    for row in rows:
        print(row.text())
    hold(3 if quick else 8)
    memory()


def hold(seconds: float) -> None:
    """A key held down: processor and frames."""
    with Terminal(OURS, SCREEN) as terminal:
        terminal.until(PAINTED)
        terminal.settle(1.0)
        share, frames = terminal.hold([RIGHT] * 30 + [LEFT] * 30, 30, seconds)
    good = "ok" if share <= 0.2 and frames >= 29 else "OVER"
    said = f"{share:.1%} of a core (20 %), {frames:.1f} frames/s (29)"
    print(f"{'key held at 30 a second':<40}  {said}  {good}")


def memory() -> None:
    """Memory after a tour, beside that of a bare app."""
    with Terminal(OURS, SCREEN) as terminal:
        terminal.until(PAINTED)
        terminal.settle(1.0)
        for key in (b"1", b"2", b"3", b"4", b"5", b"1", b","):
            terminal.key(key)
            terminal.settle(0.1)
        for i in range(100):
            terminal.key(DOWN if i % 20 < 19 else PAGE_UP)
        used = terminal.memory()
    with Terminal(LABEL, SCREEN) as terminal:
        terminal.until(READY)
        terminal.settle(0.5)
        bare = terminal.memory()
    good = "ok" if used <= 100 else "OVER"
    said = f"{used:.0f} MB (100), a bare app {bare:.0f} MB"
    print(f"{'memory after a tour of all layers':<40}  {said}  {good}")


if __name__ == "__main__":
    main()
