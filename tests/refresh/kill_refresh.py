"""Kill a refresh at random moments and check what it left.

    python tests/refresh/kill_refresh.py [KILLS]

One process brings a feed into a store, from a file or from a web site, and is killed; after each
kill the store opens without a notice and is the old state or the new one to the last record, never
between, and the doctor finds it whole.
"""

import hashlib
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from relations_tui.cli.refresh_commands import name_of
from relations_tui.store.doctor import examine
from relations_tui.store.open import open_store
from tests.refresh import small, world
from tests.refresh.world import Json, Site, document, event, ndjson, tombstone

ROOT = Path(__file__).resolve().parents[2]
EVENTS = 6000
"""Enough for the commit to take a good part of the time."""


@dataclass
class Tally:
    """What a run of kills came to."""

    old: int = 0
    new: int = 0
    late: int = 0
    """Of the new ones: those that ended before the kill."""
    times: list[float] = field(default_factory=list)


def records(turn: int) -> dict[str, list[Json]]:
    """What the feed says at its n-th turn: some is new, some corrected, some withdrawn."""
    rng = random.Random(turn)
    codes = small.CODES
    events = []
    for number in range(EVENTS):
        a, b = rng.sample(codes, 2)
        day = f"201{rng.randrange(10)}-{rng.randrange(1, 13):02d}-11"
        events.append(event(f"e{number}", a, b, day, rng.choice((-5.0, 1.0, 7.0))))
    marker = {"id": "m1", "date": "2016", "title": f"turn {turn}", "countries": ["AZE"],
              "status": "recorded"}  # fmt: skip
    lost = [tombstone(f"e{number}") for number in range(turn % 7, EVENTS, 11)]
    return {"events": events, "markers": [marker], "tombstones": lost}


def digest(path: Path) -> str:
    """What is in the store, but for when it came."""
    store = open_store(path)
    assert store.notices == [], store.notices
    found = hashlib.sha256(repr(world.content(store)).encode())
    return found.hexdigest()


def command(store: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "relations_tui", "--store", str(store), *words]


def environment(base: Path) -> dict[str, str]:
    """The user's own, but for where configuration and temporary files are."""
    scratch = base / "tmp"
    scratch.mkdir(exist_ok=True)
    return {
        **os.environ,
        "XDG_CONFIG_HOME": str(base),
        "TMPDIR": str(scratch),
        "PYTHONPATH": str(ROOT),
    }


def timed(words: Sequence[str], env: dict[str, str]) -> float:
    """Run to the end; how long it took."""
    start = monotonic()
    done = subprocess.run(words, env=env, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    return monotonic() - start


def killed(words: Sequence[str], env: dict[str, str], after: float) -> bool:
    """Run, and kill after some seconds; False if it had ended by then."""
    with subprocess.Popen(
        words, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as child:
        timer = threading.Timer(after, child.kill)
        timer.start()
        assert child.stderr is not None
        said = child.stderr.read()
        timer.cancel()
        status = child.wait()
    assert b"Traceback" not in said, said
    assert status in (0, -9), (status, said)
    return status == -9


def run(kills: int, base: Path, site: Site, seed: int = 1) -> Tally:
    """Kill so many times, checking after each."""
    rng, tally, env = random.Random(seed), Tally(), environment(base)
    bundle = small.write_bundle(base / "bundle")
    store, rehearsal = base / "store", base / "rehearsal"
    open_store(store, bundle=bundle)
    before = digest(store)
    turn = 0
    lasts: dict[str, float] = {}
    after, words = "", list[str]()
    for number in range(kills):
        if not words or before == after:  # the last one went in: another turn
            turn += 1
            how, words = arranged(store, base, site, turn)
            shutil.rmtree(rehearsal, ignore_errors=True)
            shutil.copytree(store, rehearsal)
            lasts[how] = timed([*command(rehearsal), *words], env)
            after = digest(rehearsal)
            assert after != before
            tally.times.append(lasts[how])
        # The first third is imports, where there is nothing to break.
        ended = not killed([*command(store), *words], env, lasts[how] * rng.uniform(0.4, 1.1))
        found = digest(store)
        assert found in (before, after), f"between two states after kill {number}"
        assert not ended or found == after
        report = examine(store)
        assert report.state == "whole", report.lines()
        tally.old += found == before
        tally.new += found == after
        tally.late += ended
        before = found
    return tally


def arranged(store: Path, base: Path, site: Site, turn: int) -> tuple[str, list[str]]:
    """Put the feed up; how it is brought in, and the words that do it.

    It is one feed whichever way it comes: of two, which one is shown depends on the second in
    which they came, and the rehearsal has other seconds.
    """
    if turn % 2:
        path = base / "feed.ndjson"
        path.write_bytes(ndjson(**records(turn)))
        return "import", ["import", "--name", name_of(f"{site}/wire"), str(path)]
    site.put("wire", document(**records(turn)))
    return "refresh", ["refresh", f"{site}/wire"]


def main() -> None:
    """The command."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    with tempfile.TemporaryDirectory() as base, world.serve_site() as site:
        tally = run(kills, Path(base), site)
    print(
        f"{kills} kills: {tally.old} left the old state, {tally.new} the new one "
        f"({tally.late} had ended), {len(tally.times)} turns of {max(tally.times):.2f} s at most"
    )


if __name__ == "__main__":
    main()
