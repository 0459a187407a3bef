"""Kill a writing process at random moments and check what it left.

    python tests/store/kill_many.py [KILLS] [FOLDER]

After each kill: the store opens without a notice, holds every write that was acknowledged and at
most one more, whole; every file of its generation is good.
"""

import random
import shutil
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path

from relations_tui.store import recovery
from relations_tui.store.storage import Database

CHILD = Path(__file__).with_name("kill_child.py")
ROUND = 200
"""Writes of one child, if it lives so long."""


@dataclass
class Tally:
    """What a run of kills came to."""

    kills: int = 0
    writes: int = 0
    unacknowledged: int = 0
    generations: int = 0


def kill_once(store: Path, rng: random.Random, longest: float) -> list[int]:
    """Start a writer, kill it at a random moment; the writes that it acknowledged."""
    command = [sys.executable, str(CHILD), str(store), str(rng.randrange(1 << 30)), str(ROUND)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        acknowledged = [int(child.stdout.readline() or 0)]  # imports take far longer than a write
        timer = threading.Timer(rng.uniform(0, longest), child.kill)
        timer.start()
        acknowledged += [int(line) for line in child.stdout if line.endswith(b"\n")]
        timer.cancel()
        child.kill()
    return [n for n in acknowledged if n]


def check(store: Path, acknowledged: int, before: int) -> int:
    """Assert that the store is whole; returns the number of the last write in it."""
    db = Database(store)
    assert db.notices == [], db.notices
    folder = db.folder
    assert recovery.damage(store, folder.snapshot.manifest) == {}
    numbers = [doc["n"] for doc in db.table("log").all()]
    last = numbers[-1] if numbers else 0
    assert numbers == list(range(1, last + 1)), "a write is missing"
    assert acknowledged <= last <= max(acknowledged, before) + 1, (acknowledged, last)
    for name in ("left", "right"):
        assert [doc["n"] for doc in db.table(name)] == ([last] if last else []), "half a write"
    bulk = db.table("bulk").all()
    assert len(bulk) == len({doc.doc_id for doc in bulk})
    return last


def run(kills: int, store: Path, seed: int = 1, longest: float = 0.5) -> Tally:
    """Kill so many times, checking after each."""
    rng, tally, last = random.Random(seed), Tally(), 0
    for _ in range(kills):
        done = kill_once(store, rng, longest)
        reached = check(store, done[-1] if done else last, last)
        tally.kills += 1
        tally.writes += reached - last
        tally.unacknowledged += reached - (done[-1] if done else last)
        last = reached
        folder = Database(store).folder
        tally.generations = folder.snapshot.manifest.generation
    return tally


def main() -> None:
    """The command."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    base = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(tempfile.mkdtemp())
    total = 0
    while total < kills:
        store = base / f"store-{total}"
        tally = run(min(100, kills - total), store, seed=total)
        total += tally.kills
        print(f"{total:,} kills; last hundred: {tally}", flush=True)
        shutil.rmtree(store)


if __name__ == "__main__":
    main()
