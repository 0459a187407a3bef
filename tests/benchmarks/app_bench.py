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

sys.path.insert(0, str(Path(__file__).parent))

from ptys import Terminal

HERE = Path(__file__).parent
OURS = [sys.executable, "-m", "relations_tui"]
LABEL = [sys.executable, str(HERE / "baselines.py"), "label"]
TABLE = [sys.executable, str(HERE / "baselines.py"), "table"]
START, SCREEN = (160, 50), (200, 60)
PAINTED, READY = b"[\x1b", b"ready"
"""What the first frame with data has (the cursor's bracket), and the baselines' first frame."""
DOWN, UP, RIGHT, LEFT = b"\x1b[B", b"\x1b[A", b"\x1b[C", b"\x1b[D"
PAGE_DOWN, PAGE_UP = b"\x1b[6~", b"\x1b[5~"


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
            f"{self.what:<44}",
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
    command: list[str], ready: bytes, before: bytes, pressed: list[bytes], n: int, **env: str
) -> list[float]:
    """Key to frame, n times, once ``before`` has been pressed."""
    with Terminal(command, SCREEN, **env) as terminal:
        terminal.until(ready)
        terminal.settle(1.0)
        if before:
            terminal.key(before)
            terminal.settle(1.0)
        for key in pressed:
            terminal.key(key)
            terminal.settle(0.15)
        times = []
        for i in range(n):
            times.append(terminal.key(pressed[i % len(pressed)])[0])
            terminal.settle(0.06)
        return times


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    quick = parser.parse_args().quick
    rounds, presses, heavy = (8, 40, 3) if quick else (25, 120, 6)
    folder = tempfile.mkdtemp()
    store = f"{folder}/store"
    os.environ["RELATIONS_STORE"] = store
    with Terminal(OURS, START) as terminal:
        terminal.until(PAINTED)

    def ours(before: bytes, pressed: list[bytes], n: int) -> list[float]:
        return keys(OURS, PAINTED, before, pressed, n)

    rows = starts(store, rounds)
    empty = keys(LABEL, READY, b"", [b"n"], presses)
    rows.append(
        Row("cursor move, key to frame, 200x60", ours(b"", [RIGHT, LEFT], presses), empty, 1.3)
    )
    scroll = keys(TABLE, READY, PAGE_DOWN, [DOWN], heavy)
    page = keys(TABLE, READY, b"", [PAGE_DOWN, PAGE_UP], heavy)
    recolour = keys(TABLE, READY, b"", [b"n"], heavy)
    rows += [
        Row("scroll by a line, key to frame", ours(PAGE_DOWN, [DOWN], presses), scroll, 1 / 80),
        Row(
            "scroll by a page, key to frame",
            ours(b"g", [PAGE_DOWN, PAGE_UP], presses),
            page,
            1 / 80,
        ),
        Row("time step, full screen", ours(b"", [b",", b"."], presses), recolour, 1 / 60, 0.033),
    ]
    print(
        f"{'':<44}  {'n':>3}  {'median ms':>9}  {'p10..p90':^18}  {'baseline':>9}  {'ratio':>8}  {'limit':>7}"
    )
    for row in rows:
        print(row.text())
    with Terminal(OURS, SCREEN) as terminal:
        terminal.until(PAINTED)
        terminal.settle(1.0)
        share, frames = terminal.hold([RIGHT] * 30 + [LEFT] * 30, 30, 3 if quick else 8)
        verdict = "ok" if share <= 0.2 and frames >= 29 else "OVER"
        print(
            f"{'key held at 30 a second':<44}  {share:.1%} of a core (20 %), {frames:.1f} frames/s (29)  {verdict}"
        )
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
    print(
        f"{'memory after a tour of all layers':<44}  {used:.0f} MB (100), a bare app {bare:.0f} MB  {'ok' if used <= 100 else 'OVER'}"
    )


if __name__ == "__main__":
    main()
