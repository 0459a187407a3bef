"""The views' speed from key to frame, on a real pty, against a bare app in the same run.

    python tests/benchmarks/views_bench.py [--quick]

Baseline: a bare Textual app that pushes a screen with one label on it. "frame" is the time from the
key to the end of the first frame that shows the view. Limits as in the issue: a view opens, and
changes its filter, layer or date, within 50 ms (median). Exit code 1 if a limit is passed.
"""

import argparse
import sys
import tempfile
from itertools import pairwise
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from tests.benchmarks.app_bench import FORM, HEAD, OURS, PAINTED, QUIET, READY, SCREEN, Row, has  # noqa: E402
from tests.benchmarks.ptys import Terminal  # noqa: E402

SCREENS = [sys.executable, str(HERE / "baselines.py"), "screens"]
LIMIT = 0.050
MAP_LIMIT = 0.033
"""A frame of the map: another date or layer is a look-up of colours."""
ESCAPE = b"\x1b"


VIEWS = {
    "pair": b"\r", "explain": b"e", "country": b"c", "map": b"m", "events": b"a", "compare": b"d",
    "movers": b"M", "stars": b"S", "story": b"A", "suppliers": b"W", "triads": b"D",
    "balance": b"N", "blocs": b"C", "methods": b"Q", "projects": b"P", "alerts": b"!",
}  # fmt: skip
"""Names and the keys that open them."""
PLAYED = (
    "pair", "explain", "country", "map", "movers", "suppliers", "triads", "balance", "blocs",
    "methods", "projects",
)  # fmt: skip
TICK = 0.1
"""Seconds from month to month when time runs."""
CHANGES = (("a month", b",", b"."), ("a layer", b"\t", b"\x1b[Z"))


def main() -> int:
    """Measure every view; print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("only", nargs="*", help="names of views")
    args = parser.parse_args()
    rounds = 8 if args.quick else 30
    print(FORM.format(*HEAD))
    good = True
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for view in args.only or VIEWS:
            for row in measure(view, folder, rounds):
                print(row.text, flush=True)
                good &= row.good
        print("\nplay, ten months a second: work a frame, and the latest frame behind its time")
        for view in ("matrix", *(args.only or PLAYED)):
            text, within = play(view, folder, 4 if args.quick else 7)
            print(text, flush=True)
            good &= within
    return 0 if good else 1


def measure(view: str, folder: Path, rounds: int) -> list[Row]:
    """Open and leave a view, over and over, in turn with the bare app."""
    row = Row(f"open {view}, {SCREEN[0]}x{SCREEN[1]}", seconds=LIMIT)
    ours = Terminal(OURS, SCREEN, folder, str(folder / "store"))
    base = Terminal(SCREENS, SCREEN, folder, str(folder / "store"))
    rows = [row]
    with ours, base:
        ours.start(PAINTED, 1.0)
        base.start(READY, 0.5)
        for i in range(-2, rounds):
            seen = ours.key(VIEWS[view], has(b"matrix"), QUIET)
            bare = base.key(b"n", has(b"pushed"), QUIET)
            if i >= 0:
                row.ours.append(seen)
                row.base.append(bare)
            if i < rounds - 1:
                ours.key(ESCAPE, has(PAINTED), QUIET)
                base.press(ESCAPE, QUIET)
        for what, key, back in CHANGES:
            limit = MAP_LIMIT if view == "map" else LIMIT
            change = Row(f"  {view}: {what}", seconds=limit)
            for i in range(max(4, rounds // 2) * 2):
                change.ours.append(ours.key((key, back)[i % 2], has(b""), QUIET))
            rows.append(change)
    return rows


def play(view: str, folder: Path, seconds: float) -> tuple[str, bool]:
    """Let time run in a view from the first month: no frame may take, or be late by, 50 ms."""
    with Terminal(OURS, SCREEN, folder, str(folder / "store")) as ours:
        ours.start(PAINTED, 1.0)
        if view in VIEWS:
            ours.press(VIEWS[view], 0.5)
        ours.press(b"{", 0.5)
        before = ours.cpu()
        ends = ours.watch(b" ", seconds)
        work = (ours.cpu() - before) / max(1, len(ends))
    gaps = [b - a for a, b in pairwise(ends[1:])]
    late = max(gaps) - TICK
    within = len(ends) > seconds / TICK * 0.7 and work < LIMIT and late < LIMIT
    verdict = "ok" if within else "OVER"
    text = f"  {view:<10} {len(ends):>3} frames  {work * 1e3:5.1f} ms  {late * 1e3:5.1f} ms  50 ms"
    return f"{text}  {verdict}", within


if __name__ == "__main__":
    raise SystemExit(main())
