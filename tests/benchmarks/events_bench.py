"""The events explorer on a million events: from key to frame on a pty, and without a screen.

    python tests/benchmarks/events_bench.py [--quick] [--events 1000000] [--folder DIR]

Baselines, in the same run: without a screen, what the source had before: ``all_events``, sorted and
looked through one by one; on the pty a bare Textual app that pushes a screen with one label on it.
Limits as in the issue: first page 100 ms, filter by text 300 ms, scrolling a page 20 ms; medians.
"first ever" makes the index and has no limit; "first in a session" imports numpy too.
Exit code 1 if a limit is passed. Takes about two minutes.
"""

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

import msgspec  # noqa: E402

from relations_tui.model.event import Event  # noqa: E402
from relations_tui.query.event_query import parse  # noqa: E402
from relations_tui.query.filters import EventFilter, latest_first  # noqa: E402
from relations_tui.query.folding import folded  # noqa: E402
from relations_tui.store import publish  # noqa: E402
from relations_tui.store.event_head import FOLDER  # noqa: E402
from relations_tui.store.folder import Folder  # noqa: E402
from relations_tui.store.open import open_store  # noqa: E402
from relations_tui.store.source import EVENTS, StoreSource  # noqa: E402
from relations_tui.store.tablefile import encode_table  # noqa: E402
from tests.benchmarks.app_bench import (  # noqa: E402
    FORM,
    HEAD,
    OURS,
    PAGE_DOWN,
    PAINTED,
    QUIET,
    READY,
    SCREEN,
    Row,
    has,
)
from tests.benchmarks.ptys import Seen, Terminal  # noqa: E402
from tests.benchmarks.store_bench import sharded  # noqa: E402

SCREENS = [sys.executable, str(HERE / "baselines.py"), "screens"]
ESCAPE = b"\x1b"
PAGE, TEXT, SCROLL = 0.100, 0.300, 0.020
ROWS = 60
"""Events of a page."""
THINGS = (
    "weapons", "talks", "border", "oil", "pipeline", "minister", "visit", "sanctions", "trade",
    "drone", "port", "railway", "gas", "embassy", "summit", "treaty", "water", "tariff", "visa",
)  # fmt: skip
WHO = [f"{a} {b}" for a in ("PRESIDENT", "ARMY", "REBEL", "FIRM") for b in THINGS]
QUERIES = {
    "a word": "weapons",
    "two words": "weapons pipeline",
    "a word in every fourth": "number",
    "no word of any": "zzzz",
    "words, dates, magnitude": "weapons since:2019 until:2021-06 value:>5 value:<-5 -status:stated",
}


def make(count: int, codes: list[str]) -> list[Event]:
    """Events between real countries; a few have most, every fourth has a text of its own."""
    rng = random.Random(7)
    dates = [f"20{y}-{m:02d}-{d:02d}" for y in range(18, 26) for m in range(1, 13) for d in (4, 9)]
    found = []
    for number in range(count):
        a, b = rng.sample(range(len(codes)), 2) if number % 3 else rng.sample(range(20), 2)
        told = f"{rng.choice(THINGS)} {rng.choice(THINGS)} number {number}"
        found.append(
            Event(
                f"gdelt-{number * 7919 % 9999991:09d}", rng.choice(dates), "consult", (codes[a],),
                (codes[b],), "coded", "gdelt-2025", cameo=rng.choice(("040", "190", "051")),
                goldstein=rng.randrange(-100, 101) / 10, mentions=rng.randrange(1, 60),
                actors=f"{rng.choice(WHO)} > {rng.choice(WHO)}",
                summary="" if number % 4 else told,
                url=f"https://www.paper{rng.randrange(8000)}.org/2025/{number}",
            )
        )  # fmt: skip
    return found


def build(path: Path, count: int) -> None:
    """The bundle, with other events."""
    store = open_store(path)
    codes = [c.iso3 for c in sorted(store.source.countries(), key=lambda c: -c.activity) if c.state]
    old = store.folder.snapshot.manifest
    infos = {name: info for name, info in old.tables.items() if not name.startswith(EVENTS)}
    for table, documents in sharded(make(count, codes)).items():
        data, info = encode_table(table, documents)
        infos[table] = msgspec.structs.replace(info, file=f"{table}.2.json")
        (path / f"{table}.2.json").write_bytes(data)
    publish.seal(path, publish.describe(2, infos, old))


def timed(work: Callable[[], object]) -> Seen:
    """How long something takes."""
    began = time.perf_counter()
    work()
    taken = time.perf_counter() - began
    return Seen(taken, taken, 0)


def headless(path: Path, rounds: int) -> list[Row]:
    """Without a screen."""
    shutil.rmtree(path / FOLDER, ignore_errors=True)
    first = Row("index, first ever", seconds=600.0)
    first.ours.append(timed(lambda: StoreSource(Folder(path)).event_table()))
    opened = Row("open, first page", seconds=PAGE)
    for _ in range(rounds):
        fresh = StoreSource(Folder(path))
        opened.ours.append(timed(lambda s=fresh: s.event_table().events(range(ROWS))))  # type: ignore[misc]
    source = StoreSource(Folder(path))
    table = source.event_table()
    read: list[Event] = []
    opened.base.append(
        timed(lambda: read.extend(latest_first(source.all_events(), EventFilter(), None)))
    )
    rows = [first, opened]
    for what, line in QUERIES.items():
        row = Row(f"filter: {what}", seconds=TEXT)
        query = parse(line, table.vocabulary)
        for _ in range(rounds):
            row.ours.append(timed(lambda q=query: table.events(table.select(q)[:ROWS])))  # type: ignore[misc]
        if what == "a word":
            row.base.append(timed(lambda: [e for e in read if _says(e, "weapons")]))
        rows.append(row)
    return rows


def _says(event: Event, word: str) -> bool:
    return word in folded(f"{event.summary} {event.quote} {event.actors} {event.url}")


def on_screen(path: Path, rounds: int, folder: Path) -> list[Row]:
    """From key to frame."""
    table = StoreSource(Folder(path)).event_table()
    found = f"{len(table.select(parse('weapons', table.vocabulary))):,} of".encode()
    everything = f"{len(table):,} events,  newest".encode()
    del table
    session = Row("open, first in a session", seconds=PAGE)
    again = Row("open again", seconds=PAGE)
    text = Row("type weapons, all of the list", seconds=TEXT)
    scroll = Row("scroll a page", seconds=SCROLL)
    order = Row("by magnitude", seconds=TEXT)
    for _ in range(max(3, rounds // 4)):
        with Terminal(OURS, SCREEN, folder, str(path)) as ours:
            ours.start(PAINTED, 1.0)
            session.ours.append(ours.key(b"a", has(everything), QUIET))
    ours, base = (Terminal(c, SCREEN, folder, str(path)) for c in (OURS, SCREENS))
    with ours, base:
        ours.start(PAINTED, 1.0)
        base.start(READY, 0.5)
        ours.key(b"a", has(everything), 0.5)
        for _ in range(rounds):
            ours.key(ESCAPE, has(PAINTED), QUIET)
            again.ours.append(ours.key(b"a", has(everything), QUIET))
            again.base.append(base.key(b"n", has(b"pushed"), QUIET))
            base.press(ESCAPE, QUIET)
            for _ in range(3):  # pages that were never read before
                scroll.ours.append(ours.key(PAGE_DOWN, _is_page, QUIET))
            ours.press(b"/", QUIET)
            text.ours.append(ours.key(b"weapons", has(found), QUIET))
            ours.key(ESCAPE, has(everything), QUIET)
            ours.press(b"o", QUIET)
            order.ours.append(ours.key(b"o", has(b"magnitude first"), QUIET))
            ours.press(b"OO", QUIET)
        for row in (scroll, text, order):
            row.base = again.base
    return [session, again, scroll, text, order]


def _is_page(frame: bytes) -> bool:
    return frame.count(b"coded") > ROWS // 2


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--folder", type=Path, help="where the store is made, and kept")
    args = parser.parse_args()
    rounds = 8 if args.quick else 30
    base = args.folder or Path(tempfile.mkdtemp())
    base.mkdir(exist_ok=True)
    path, good = base / "store", True
    try:
        if not path.exists():
            build(path, args.events)
        print(f"{args.events:,} events\n{FORM.format(*HEAD)}")
        for rows in (headless(path, rounds), on_screen(path, rounds, base)):
            for row in rows:
                print(row.text, flush=True)
                good &= row.good
    finally:
        if args.folder is None:
            shutil.rmtree(base)
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
