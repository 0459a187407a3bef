"""Feed the program thousands of mutated feeds: outside the usual tests.

    python tests/refresh/fuzz.py [FEEDS] [SEED]

Each is a good feed with some bytes, records or values changed. It is validated and imported:
no traceback, and the two agree; the store that took all of them in holds nothing that a judge would
not take, no control character in any text, and the doctor finds it whole.
"""

import asyncio
import copy
import json
import random
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any

import msgspec

from relations_tui.errors import FeedError
from relations_tui.feeds.judge import Judge
from relations_tui.refresh.files import FromFiles, Validation, validate_file
from relations_tui.refresh.run import take_files, utc_now
from relations_tui.store.doctor import examine
from relations_tui.store.open import Store, open_store
from relations_tui.text import clean
from tests.refresh import small, world
from tests.refresh.test_records import EVERYTHING
from tests.refresh.texts import HOSTILE
from tests.refresh.world import Json, event, tombstone

SLOW = 5.0
"""Seconds that no feed of this size may take."""
CHECKED = 250
"""Feeds that one store takes in before it is looked through."""
GOOD: dict[str, list[Json]] = {
    **EVERYTHING,
    "source_series": [
        *EVERYTHING["source_series"],
        {"layer": "visa", "series": {"type": "travel", "key": "AZE-TUR",
                                     "ab": [["2016-03-01", "visa free"]], "ba": []}},
        {"layer": "conflict", "series": {"type": "conflict", "key": "ARM-AZE",
                                         "years": [[1992, True, 2, 388, "territory"]]}},
        {"layer": "events", "series": {"type": "balance", "key": "AZE-IRN", "strands": {
            "history": {"start": "2016-05", "coop": [5, 30], "conf": [0, None]}}}},
    ],
    "events": [
        *EVERYTHING["events"],
        event("e3", "ARM", "TUR", "2015", -5.0, url="https://example.org/a", grade="B2",
              cameo="190", mentions=3, quote='He said: "},{" and left', end="2015-02"),
        event("e4", "GEO", summary="Three of them", targets=["AZE", "TUR"], status="recorded"),
    ],
    "tombstones": [tombstone("e9"), tombstone("AZE/POP/2015", "fact")],
}  # fmt: skip
BYTES = b'{}[],:"\\ \n\t\r\x00\x1b\x9b\xff0-9eE.+truefalsenull\xe2\x80\xae\xef\xbb\xbf'
VALUES: tuple[Any, ...] = (
    None, True, 0, -1, 1.5, 10**9, 10**18, -(10**18), 10**400, 1e308,
    float("inf"), "", "x", "AZE", "AZE-IRN",
    "IRN-AZE", "2016", "2016-13", "9999", "0000-01", [], {}, [[]], [None], ["AZE"], [1, 2, 3],
    {"x": 1}, "events", "user.stars", "../x", *HOSTILE,
)  # fmt: skip


# ------------------------------------------------------------------------------- mutations


def flip(rng: random.Random, data: bytes) -> bytes:
    found = bytearray(data)
    for _ in range(rng.randrange(1, 6)):
        found[rng.randrange(len(found))] = rng.choice((rng.choice(BYTES), rng.randrange(256)))
    return bytes(found)


def cut(rng: random.Random, data: bytes) -> bytes:
    start = rng.randrange(len(data))
    end = min(len(data), start + rng.choice((1, 2, 10, 1000, 10**6)))
    return data[:start] + data[end:]


def double(rng: random.Random, data: bytes) -> bytes:
    start = rng.randrange(len(data))
    end = min(len(data), start + rng.choice((1, 5, 50, 1000)))
    return data[:end] + data[start:end] * rng.choice((1, 1, 1, 30)) + data[end:]


def insert(rng: random.Random, data: bytes) -> bytes:
    at = rng.randrange(len(data))
    piece = bytes(rng.choice(BYTES) for _ in range(rng.choice((1, 2, 3, 200))))
    return data[:at] + piece + data[at:]


BY_BYTES: tuple[Callable[[random.Random, bytes], bytes], ...] = (flip, cut, double, insert)


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every place within a value: its container and its name there."""
    found: list[tuple[Any, Any]] = []
    if isinstance(value, dict | list):
        for name in value if isinstance(value, dict) else range(len(value)):
            found += [(value, name), *places(value[name])]
    return found


def swap(rng: random.Random, lists: dict[str, list[Json]]) -> dict[str, list[Json]]:
    """Some values changed for others: odd ones, or those of other places."""
    found = copy.deepcopy(lists)
    for _ in range(rng.choice((1, 1, 2, 5))):
        where, name = rng.choice(places([one for own in found.values() for one in own])[1:])
        kind = rng.random()
        if kind < 0.5:
            where[name] = copy.deepcopy(rng.choice(VALUES))
        elif kind < 0.75:
            other, there = rng.choice(places(lists))
            where[name] = copy.deepcopy(other[there])
        elif kind < 0.85 and isinstance(where, dict):
            where[rng.choice(("via", "seen", "withdrawn", "key", "id", "x\x1b"))] = "y"
        elif isinstance(where, dict):
            del where[name]
    return found


def mutated(rng: random.Random) -> bytes:
    """One feed: in either form, with values swapped or bytes changed, or both."""
    lists = swap(rng, GOOD) if rng.random() < 0.6 else GOOD
    make = rng.choice((world.document, world.ndjson))
    try:
        data = make(**lists)
    except TypeError:  # a list that is none any more
        data = json.dumps({**world.HEADER, **lists}).encode()
    if lists is GOOD or rng.random() < 0.3:
        for _ in range(rng.choice((1, 1, 1, 4))):
            data = rng.choice(BY_BYTES)(rng, data) or b" "
    return data


# ------------------------------------------------------------------------------- what must hold


def check(store: Store, judge: Judge) -> None:
    """Nothing in the store that should not be."""
    report = examine(store.path)
    assert report.state == "whole", report.lines()
    source = store.source
    for one in source.all_records():
        plain = msgspec.structs.replace(one, via="", seen="", changed="", withdrawn="")
        assert judge.event(plain) == plain, one
    view = store.folder.snapshot
    for table in view.tables():
        for document in view.read_table(table, _anything).values():
            document = dict(document)
            if table == "quarantine":
                document.pop("raw")  # as it came, on purpose: whoever shows it cleans it
            for text in world.texts(document):
                assert text == clean(text, 10_000), (table, text)
    world.check_whole(store)


_anything = msgspec.json.Decoder(dict[str, dict[str, Any]])


def take(store: Store, path: Path) -> tuple[str, int]:
    """Import a file; what became of it, and how many were set aside."""
    files = FromFiles([path], "relations-feed")
    try:
        (result,) = asyncio.run(take_files(store.folder, "fuzz", files)).feeds
    except FeedError as error:
        said = str(error)
        assert said.isprintable(), said
        return "refused", 0
    return result.status, result.quarantined


def one_feed(rng: random.Random, store: Store, path: Path, judge: Judge) -> str:
    """Validate and import one feed; returns what became of it."""
    path.write_bytes(mutated(rng))
    found: Validation = validate_file(path, judge, "relations-feed")
    before = None if rng.random() < 0.95 else world.to_the_byte(store.path)
    status, _ = take(store, path)
    assert (status == "refused") == bool(found.error), (status, found.error)
    if status == "refused" and before is not None:
        assert world.to_the_byte(store.path) == before
    return f"{status}, with bad records" if found.bad else status


def main() -> int:
    """The command; the number of feeds that broke something."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    tally: Counter[str] = Counter()
    failures: dict[str, list[str]] = {}
    slowest = 0.0
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        bundle = small.write_bundle(base / "bundle")
        store, judge = open_store(base / "store-0", bundle=bundle), small.JUDGE
        source = store.source
        judge = Judge(source.countries(), source.cameo(), utc_now()[:10])
        for number in range(count):
            label, start = f"{seed}-{number}", monotonic()
            try:
                tally[one_feed(random.Random(label), store, base / "feed", judge)] += 1
                if number % CHECKED == CHECKED - 1:
                    check(store, judge)
            except Exception:  # noqa: BLE001
                said = traceback.format_exc().strip().splitlines()
                ours = [line.strip() for line in said if "relations_tui" in line or "fuzz" in line]
                failures.setdefault(f"{ours[-1]}: {said[-1][:200]}", []).append(label)
                keep(base / "feed", label)
            slowest = max(slowest, monotonic() - start)
            if number % CHECKED == CHECKED - 1:
                store = open_store(base / f"store-{number}", bundle=bundle)
    print(f"{count:,} feeds, seed {seed}: {dict(tally.most_common())}; slowest {slowest:.2f} s")
    for what, labels in sorted(failures.items(), key=lambda item: -len(item[1])):
        print(f"{len(labels):5}  {what}\n       e.g. {', '.join(labels[:4])}")
    return len(failures)


def keep(feed: Path, label: str) -> None:
    """Save a feed that broke something."""
    folder = Path(tempfile.gettempdir()) / "relations-fuzz"
    folder.mkdir(exist_ok=True)
    if not list(folder.glob("*")) or len(list(folder.glob("*"))) < 200:
        (folder / label).write_bytes(feed.read_bytes())


if __name__ == "__main__":
    raise SystemExit(min(1, main()))
