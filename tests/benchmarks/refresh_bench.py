"""Refreshing: time and memory against baselines, over the loopback, in the same run.

    python tests/benchmarks/refresh_bench.py [--events N] [--slim FILE] [--quick]

Every measurement is a process of its own; memory is the sum of the proportional set sizes of the
process and its children, looked at five times a second. Limits are those of the issue.
"""

import argparse
import csv
import gzip
import io
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

import msgspec  # noqa: E402

from relations_tui.model.event import Event  # noqa: E402
from relations_tui.store.location import bundle_path  # noqa: E402
from relations_tui.store.reference import reference  # noqa: E402
from tests.benchmarks.ptys import Terminal  # noqa: E402

OURS = [sys.executable, "-m", "relations_tui"]
SLIM = HERE.parents[2] / "shared/data/gdelt_events_2025_slim.csv.gz"
HEADER = (
    b'{%b"format":"relations-feed","version":1,"feed":"load","title":"Load test",'
    b'"licence":"none","generated":"2026-11-23T00:00:00Z"'
)
DECODE = """
import msgspec, sys, time
began = time.perf_counter()
with open(sys.argv[1], "rb") as lines:
    for line in lines:
        msgspec.json.decode(line)
print(time.perf_counter() - began)
"""
GET = "import httpx, sys; httpx.get(sys.argv[1], timeout=60).json()"
ASK = """
import asyncio, httpx, sys
async def main():
    async with httpx.AsyncClient() as client:
        await asyncio.gather(*(client.get(url) for url in sys.argv[1:]))
asyncio.run(main())
"""
RIGHT, LEFT = b"\x1b[C", b"\x1b[D"
PAINTED = b"[\x1b"


@dataclass
class Run:
    """What a process took."""

    seconds: float
    megabytes: float
    out: str


def measure(command: list[str], environment: dict[str, str] | None = None) -> Run:
    """Run a process to its end."""
    began = time.perf_counter()
    env = {**os.environ, **(environment or {})}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env)
    peak, over = 0.0, threading.Event()

    def watch() -> None:
        nonlocal peak
        while not over.wait(0.2):
            peak = max(peak, sum(map(_pss, _family(process.pid))))

    watcher = threading.Thread(target=watch)
    watcher.start()
    out, _ = process.communicate()
    seconds = time.perf_counter() - began
    over.set()
    watcher.join()
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}: {out[-500:]}")
    return Run(seconds, peak, out)


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(one for child in children for one in _family(int(child)))]


def _pss(pid: int) -> float:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    return next(int(line.split()[1]) / 1000 for line in text.splitlines() if line[:4] == "Pss:")


class Rows:
    """Real events, repeated as often as wanted, with an id and an address of their own."""

    def __init__(self, slim: Path) -> None:
        kinds = {code.code: code.kind for code in reference(bundle_path())[1]}
        text = gzip.decompress(slim.read_bytes()).decode()
        self.events = [
            Event(
                "", r["date"], kinds[r["cameo"]], (r["src"],), (r["tgt"],), "coded", "load",
                r["cameo"], float(r["goldstein"] or 0), mentions=int(r["mentions"]),
                actors=f"{r['src']} GOVERNMENT > {r['tgt']} MINISTRY",
            )
            for r in csv.DictReader(io.StringIO(text))
        ]  # fmt: skip

    def write(self, path: Path, count: int, *, document: bool = False, size: int = 0) -> int:
        """Events as NDJSON, or as a document of ``size`` bytes; returns how many there are."""
        encode = msgspec.json.Encoder().encode
        written = number = 0
        with path.open("wb") as out:
            if document:
                out.write(HEADER % b"" + b',\n"events":[\n')
            else:
                out.write(HEADER % b'"type":"header",' + b"}\n")
            while number < count and (not size or written < size):
                event = self.events[number % len(self.events)]
                told = msgspec.structs.replace(
                    event,
                    id=f"load:{number}",
                    url=f"https://www.example.org/{event.date}/a-story-of-the-day-{number}",
                )
                line = encode(told)
                if document:
                    line = (b",\n" if number else b"") + line
                else:
                    line = b'{"type":"event",' + line[1:] + b"\n"
                written += out.write(line)
                number += 1
            if document:
                out.write(b"\n]}\n")
        return number


class Bench:
    """A folder, a site that serves it, and a store for each run."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.failed = folder, 0
        script = HERE / "site.py"
        self._site = subprocess.Popen(
            [sys.executable, str(script), str(folder)], stdout=subprocess.PIPE, text=True
        )
        assert self._site.stdout is not None
        self.url = self._site.stdout.readline().strip()
        measure([*OURS, "--store", str(folder / "seed"), "countries", "azerbaijan"])

    def close(self) -> None:
        """Stop the site."""
        self._site.kill()
        self._site.wait()

    def fresh(self) -> str:
        """A store as after a first run."""
        path = self.folder / "store"
        shutil.rmtree(path, ignore_errors=True)
        shutil.copytree(self.folder / "seed", path)
        os.sync()
        return str(path)

    def say(self, what: str, found: float, limit: float, unit: str, how: str) -> None:
        """One line of the table."""
        good = found <= limit
        self.failed += not good
        verdict = "ok" if good else "OVER"
        print(
            f"{what:<46}{found:>9.2f} {unit:<3} limit {limit:>8.2f}  {verdict:<5}{how}", flush=True
        )

    def lines(self, rows: Rows, count: int) -> None:
        """NDJSON into the store, against decoding its lines; and twice as much of it."""
        found: list[Run] = []
        for times in (1, 2):
            name = f"events{times}.ndjson"
            rows.write(self.folder / name, count * times)
            run = measure([*OURS, "--store", self.fresh(), "refresh", f"{self.url}/{name}"])
            found.append(run)
            if times == 1:
                base = float(measure([sys.executable, "-c", DECODE, str(self.folder / name)]).out)
                how = f"{run.seconds:.2f} s; decoding line by line {base:.2f} s"
                self.say(f"{count:,} events of NDJSON", run.seconds / base, 4, "x", how)
                self.say("memory meanwhile", run.megabytes, 400, "MB", "")
        ratio = found[1].megabytes / found[0].megabytes
        self.say("memory for twice as many", ratio, 1.3, "x", f"{found[1].seconds:.2f} s")
        (self.folder / "events2.ndjson").unlink()

    def document(self, rows: Rows, size: int) -> None:
        """A large JSON document, against getting and decoding it."""
        count = rows.write(self.folder / "large.json", 10**9, document=True, size=size)
        base = measure([sys.executable, "-c", GET, f"{self.url}/large.json"])
        run = measure([*OURS, "--store", self.fresh(), "refresh", f"{self.url}/large.json"])
        how = f"{base.megabytes:.0f} MB, {base.seconds:.2f} s by httpx and json; {count:,} events"
        what = f"{size // 10**6} MB document"
        self.say(f"{what}: memory", run.megabytes, base.megabytes / 5, "MB", how)
        self.say(f"{what}: time", run.seconds, base.seconds, "s", "")

    def slim(self, rows: Rows) -> None:
        """The real events, imported."""
        path = self.folder / "slim.ndjson"
        count = rows.write(path, len(rows.events))
        run = measure([*OURS, "--store", self.fresh(), "import", str(path)])
        self.say(f"{count:,} real events imported", run.seconds, 10, "s", "")

    def unmodified(self) -> None:
        """Ten feeds that have nothing new, over the network's own time."""
        config, store = str(self.folder / "config.toml"), self.fresh()
        names = [f"feed{i}" for i in range(10)]
        with Path(config).open("w") as out:
            for name in names:
                record = f',"projects":[{{"id":"{name}","title":"t","members":["AZE","IRN"],'
                record += '"since":"2016","summary":"s","status":"stated"}]}'
                (self.folder / f"{name}.json").write_bytes(HEADER % b"" + record.encode())
                out.write(f'[feeds.{name}]\nurl = "{self.url}/{name}.json"\n')
        environment = {"RELATIONS_CONFIG": config}
        ask = [f"{self.url}/{name}.json" for name in names]
        refresh = [*OURS, "--store", store, "refresh"]
        measure(refresh, environment)
        ours = [measure(refresh, environment) for _ in range(7)]
        assert all(run.out.count("not modified") == 10 for run in ours)
        base = [measure([sys.executable, "-c", ASK, *ask]).seconds for _ in range(7)]
        network = statistics.median(base)
        over = statistics.median(run.seconds for run in ours) - network
        self.say("304 from ten feeds, over the network's time", over, 0.5, "s", f"{network:.2f} s")

    def keys(self) -> None:
        """Key to frame while a refresh runs, against the same without."""
        config = self.folder / "config.toml"
        config.write_text(f'[feeds.load]\nurl = "{self.url}/events1.ndjson"\n')
        os.environ["RELATIONS_CONFIG"] = str(config)
        with Terminal(OURS, (200, 60), self.folder, self.fresh()) as terminal:
            terminal.start(PAINTED, 1.0)
            idle = self._presses(terminal, 60)
            terminal.press(b"r", 0.3)
            busy = self._presses(terminal, 60)
        base, median = statistics.median(idle), statistics.median(busy)
        p95 = statistics.quantiles(busy, n=20)[-1] * 1e3
        how = f"{base * 1e3:.1f} ms without, {median * 1e3:.1f} ms with"
        self.say("key to frame while a refresh runs", median / base, 2, "x", how)
        self.say("  its 95th percentile", p95, 50, "ms", "")

    @staticmethod
    def _presses(terminal: Terminal, count: int) -> list[float]:
        def painted(frame: bytes) -> bool:
            return PAINTED in frame

        return [terminal.key((RIGHT, LEFT)[i % 2], painted, 0.03).frame for i in range(count)]


def main() -> int:
    """Measure, print, and say by the exit code whether all limits hold."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--slim", type=Path, default=SLIM, help="the shared sample of real events")
    parser.add_argument("--quick", action="store_true", help="a tenth of the size")
    args = parser.parse_args()
    scale = 10 if args.quick else 1
    with tempfile.TemporaryDirectory(prefix="refresh-bench-") as name:
        bench, rows = Bench(Path(name)), Rows(args.slim)
        try:
            bench.lines(rows, args.events // scale)
            bench.document(rows, 100_000_000 // scale)
            bench.slim(rows)
            bench.unmodified()
            bench.keys()
        finally:
            bench.close()
    return 1 if bench.failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
