"""The store against TinyDB's own JSONStorage, on the same documents, in the same run.

    python tests/benchmarks/store_bench.py [--events 1000000] [--folder DIR]

Prints a table: what, how often, median, spread (half the distance of the quartiles), the baseline's
median, the ratio, the limit and whether it holds. Exit code 1 if one does not.
"""

import argparse
import gc
import json
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
from tinydb import TinyDB, where

from relations_tui.model.country import Pair
from relations_tui.model.event import Event
from relations_tui.store import manifest, publish
from relations_tui.store.folder import Folder
from relations_tui.store.source import StoreSource, placed
from relations_tui.store.storage import Database
from relations_tui.store.tablefile import encode_table, with_key
from relations_tui.store.user import UserData
from tests.store import worlds

COUNTRIES = [a + b + c for a in "ABCDEF" for b in "GHIJKL" for c in "MNOPQR"][:200]
MERGED = 10_000
FULL = 1_000_000
"""Events at which the limits that are ratios were set: the baseline grows with every document."""


def make_events(count: int, start: int, seed: int) -> list[Event]:
    """Events between random countries; as in life, few pairs have most of them."""
    rng = random.Random(seed)
    events = []
    dates = [f"20{y}-{m:02d}-14" for y in range(18, 26) for m in range(1, 13)]
    for number in range(start, start + count):
        a, b = sorted(int(rng.random() ** 2 * len(COUNTRIES)) for _ in "ab")
        if a == b:
            b = a + 1 if a + 1 < len(COUNTRIES) else a - 1
        events.append(
            Event(
                id=f"gdelt-{number}",
                date=rng.choice(dates),
                kind="consult",
                sources=(COUNTRIES[a],),
                targets=(COUNTRIES[b],),
                status="coded",
                feed="gdelt-2025",
                cameo="040",
                goldstein=1.0,
                actors="SOME ACTOR > ANOTHER ACTOR",
                url=f"https://www.example.org/2025/05/a-story-about-two-countries-{number}/",
                mentions=rng.randrange(1, 40),
            )
        )
    return events


def sharded(events: list[Event]) -> dict[str, list[bytes]]:
    """Encoded events by the table they belong in."""
    shards: dict[str, list[bytes]] = defaultdict(list)
    for event in events:
        table, key = placed(event)
        shards[table].append(with_key(event, key))
    return shards


def build(path: Path, shards: dict[str, list[bytes]]) -> None:
    """A store of these tables, as one generation."""
    path.mkdir()
    infos = {}
    for table, documents in shards.items():
        data, info = encode_table(table, documents)
        infos[table] = msgspec.structs.replace(info, file=f"{table}.1.json")
        (path / f"{table}.1.json").write_bytes(data)
    os.sync()
    publish.seal(path, publish.describe(1, infos, manifest.empty()))


def build_baseline(path: Path, shards: dict[str, list[bytes]]) -> None:
    """The same documents as TinyDB keeps them: one table in one file."""
    with path.open("wb") as out:
        out.write(b'{"events": {')
        number = 0
        for documents in shards.values():
            for document in documents:
                number += 1
                out.write(b'%s"%d": %s' % (b", " if number > 1 else b"", number, document))
        out.write(b"}}")


def timed(times: int, work: Callable[[int], Any]) -> list[float]:
    """Seconds of each of so many calls."""
    taken = []
    for i in range(times):
        gc.collect()
        start = time.perf_counter()
        work(i)
        taken.append(time.perf_counter() - start)
    return taken


def spread(taken: list[float]) -> float:
    """Half the distance between the quartiles."""
    if len(taken) < 2:
        return 0.0
    low, _, high = statistics.quantiles(taken, n=4)
    return (high - low) / 2


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--events", type=int, default=FULL)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    base = Path(tempfile.mkdtemp(dir=options.folder))
    try:
        return measure(base, options.events)
    finally:
        shutil.rmtree(base)


def measure(base: Path, count: int) -> int:
    """Build both, measure both, print, compare."""
    store, file = base / "store", base / "baseline.json"
    shards = sharded(make_events(count, 0, 1))
    build(store, shards)
    build_baseline(file, shards)
    keys = sorted({json.loads(d)["key"] for docs in shards.values() for d in docs[:50]})
    del shards
    pairs = [Pair(key[:3], key[4:]) for key in random.Random(2).sample(keys, min(200, len(keys)))]

    def cold(i: int) -> None:
        assert StoreSource(Folder(store)).pair_events(pairs[i % len(pairs)])

    open_source = StoreSource(Folder(store))

    def warm(i: int) -> None:
        assert open_source.pair_events(pairs[i % len(pairs)])

    timed(len(pairs), warm)  # what a session has looked at once

    def cold_baseline(i: int) -> None:
        with TinyDB(file) as db:
            assert db.table("events").search(where("key") == pairs[i].key)

    baseline = TinyDB(file)
    events = baseline.table("events")

    def warm_baseline(i: int) -> None:
        assert events.search(where("key") == pairs[i].key)

    new = [sharded(make_events(MERGED, count + MERGED * i, 3 + i)) for i in range(4)]
    as_documents = [
        {table: [json.loads(d) for d in docs] for table, docs in one.items()} for one in new
    ]
    db = Database(store)
    db.table("user.scraps").insert({"text": "imports what only writers need"})

    def merge(i: int) -> None:
        with db.transaction():
            for table, documents in as_documents[i].items():
                db.table(table).insert_multiple(documents)

    again = [make_events(MERGED, count + MERGED * i, 3 + i) for i in (4, 5, 6)]

    worlds.bring(db.folder, [e for one in again for e in one], store.parent, "load")
    again = [[msgspec.structs.replace(e, mentions=e.mentions + 1) for e in one] for one in again]

    def refresh(i: int) -> None:
        worlds.bring(db.folder, again[i], store.parent, "load")

    def merge_baseline(i: int) -> None:
        events.insert_multiple(d for docs in as_documents[3].values() for d in docs)

    user = UserData(Folder(store))

    def star(i: int) -> None:
        user.toggle_star(pairs[i % len(pairs)].key, "2025-06-01")

    def star_baseline(i: int) -> None:
        baseline.table("stars").insert({"target": "AZE-IRN", "since": "2025-06-01"})

    rows = [
        ("a pair's events, cold", timed(50, cold), timed(2, cold_baseline), 1 / 100, None),
        ("a pair's events, warm", timed(500, warm), timed(2, warm_baseline), 1 / 1000, None),
        ("one star, durable", timed(200, star), timed(1, star_baseline), None, 5e-3),
        ("10,000 events merged, durable", timed(3, merge), timed(1, merge_baseline), 1 / 15, None),
    ]
    rows.append(("10,000 refreshed by id, durable", timed(3, refresh), rows[3][2], 1 / 15, None))
    baseline.close()
    print(f"\n{count:,} events; times in ms; baseline: tinydb.TinyDB with its JSONStorage\n")
    titles = ("what", "n", "median", "spread", "baseline", "ratio", "limit", "")
    form = "{:<31}{:>5}{:>11}{:>9}{:>11}{:>9}{:>9}  {}"
    print(form.format(*titles))
    failed = 0
    for what, ours, theirs, share, limit in rows:
        median, other = statistics.median(ours), statistics.median(theirs)
        if share is not None and count < FULL:
            share, verdict, holds = None, "(a ratio for 1,000,000)", True
        else:
            holds = median <= (share * other if share is not None else limit or 0.0)
            verdict = "holds" if holds else "TOO SLOW"
        failed += not holds
        print(
            form.format(
                what,
                len(ours),
                f"{median * 1e3:,.3f}",
                f"{spread(ours) * 1e3:,.3f}",
                f"{other * 1e3:,.0f}",
                f"1/{other / median:,.0f}",
                f"1/{1 / share:,.0f}" if share else f"{limit * 1e3:g} ms" if limit else "",
                verdict,
            )
        )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
