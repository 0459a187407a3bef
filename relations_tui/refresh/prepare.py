"""Parsing and staging of what feeds bring, here or, if it is much, in other processes."""

import asyncio
import os
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from relations_tui.feeds.batch import Batch, Chunk, Record
from relations_tui.feeds.judge import Judge
from relations_tui.feeds.parse import Parser, bodies_of
from relations_tui.model.country import Country
from relations_tui.model.event import CameoCode
from relations_tui.model.record import Bad
from relations_tui.refresh.commit import Delivery
from relations_tui.store.intake import KEPT_BAD
from relations_tui.store.merge import Slice
from relations_tui.store.stage import Stage
from relations_tui.store.view import no_gc

SHARE = 3 << 20
"""Bytes that are parsed in one go: what a process is given, or is spilled at once."""
MUCH = 6 * SHARE
"""A feed beyond so many bytes is shared out to processes."""
WORKERS = max(2, min(4, os.cpu_count() or 1))


class Prepared(NamedTuple):
    """One share, staged."""

    slices: dict[str, Slice]
    records: list[Record]
    bad: list[Bad]
    more_bad: int
    total: int
    """Records, the bad ones included."""


class World(NamedTuple):
    """What a judge has to know, as it is sent to other processes."""

    countries: tuple[Country, ...]
    codes: tuple[CameoCode, ...]
    today: str

    def judge(self) -> Judge:
        """The judge."""
        return Judge(self.countries, self.codes, self.today)


_parser: Parser | None = None


def start_worker(world: World) -> None:
    """What a process does first; ctrl+c is for its parent to act on."""
    global _parser
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _parser = Parser(world.judge())


def prepare(chunks: Sequence[Chunk], path: Path, parser: Parser | None = None) -> Prepared:
    """Parse some chunks and stage their events in a new file."""
    parser = parser or _parser
    assert parser is not None
    stage = Stage()
    records: list[Record] = []
    bad: list[Bad] = []
    count = 0
    with no_gc():
        for chunk in chunks:
            parsed = parser.parse(chunk)
            stage.add(parsed.events, parsed.bodies)
            records += parsed.records
            bad += parsed.bad
            count += len(parsed.events) + len(parsed.records) + len(parsed.bad)
        slices = stage.spill(path)
    return Prepared(slices, records, bad[:KEPT_BAD], max(0, len(bad) - KEPT_BAD), count)


class Pool:
    """Processes that are started when the first one is needed."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._executor: Executor | None = None

    @property
    def started(self) -> bool:
        """Whether there are any."""
        return self._executor is not None

    @property
    def executor(self) -> Executor:
        """The processes."""
        if self._executor is None:
            self._executor = ProcessPoolExecutor(
                WORKERS, get_context("spawn"), start_worker, (self._world,)
            )
        return self._executor

    def close(self) -> None:
        """Let them go, work that is not begun undone."""
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)


class Intake:
    """Takes the batches of one feed, in their order, and stages them."""

    def __init__(
        self,
        via: str,
        folder: Path,
        parser: Parser,
        pool: Pool,
        on_records: Callable[[int], None],
    ) -> None:
        self._via, self._folder, self._parser, self._pool = via, folder, parser, pool
        self._on_records = on_records
        self._chunks: list[Chunk] = []
        self._size = 0
        self._total = 0
        self._files = 0
        self._jobs: list[asyncio.Future[Prepared]] = []
        self.delivery = Delivery(via)

    async def take(self, batch: Batch) -> None:
        """Take in a batch."""
        if batch.chunk is not None:
            self._chunks.append(batch.chunk)
            self._size += len(batch.chunk.data)
            self._total += len(batch.chunk.data)
            if self._size >= SHARE:
                await self._share()
        if batch.events:
            stage = Stage()
            stage.add(batch.events, bodies_of(batch.events))
            slices = stage.spill(self._next_file())
            self._add(Prepared(slices, [], [], 0, len(batch.events)))
        if batch.records or batch.bad:
            count = len(batch.records) + len(batch.bad)
            self._add(Prepared({}, list(batch.records), list(batch.bad), 0, count))
        if batch.state is not None:
            self.delivery.state = batch.state

    async def finish(self) -> Delivery:
        """Everything that was taken in; the next batch begins another delivery."""
        await self._share(last=True)
        done, self.delivery = self.delivery, Delivery(self._via)
        self._total = 0
        return done

    def cancel(self) -> None:
        """Forget what is under way."""
        for job in self._jobs:
            job.cancel()

    async def _share(self, *, last: bool = False) -> None:
        chunks, self._chunks, self._size = self._chunks, [], 0
        if chunks:
            path = self._next_file()
            if self._total > MUCH:
                loop = asyncio.get_running_loop()
                job = loop.run_in_executor(self._pool.executor, prepare, chunks, path)
                self._jobs.append(job)
            else:
                await self._land(0)  # the order in which they came
                self._add(prepare(chunks, path, self._parser))
        # As many as keep the processes busy, no more: memory must not grow with the feed.
        await self._land(0 if last else WORKERS)

    async def _land(self, leave: int) -> None:
        while len(self._jobs) > leave:
            self._add(await self._jobs.pop(0))

    def _next_file(self) -> Path:
        self._files += 1
        return self._folder / f"{self._via}.{self._files:08d}"

    def _add(self, prepared: Prepared) -> None:
        to = self.delivery
        for table, one in prepared.slices.items():
            to.slices[table].append(one)
        to.records += prepared.records
        room = max(0, KEPT_BAD - len(to.bad))
        to.bad += prepared.bad[:room]
        to.more_bad += prepared.more_bad + len(prepared.bad[room:])
        self._on_records(prepared.total)
