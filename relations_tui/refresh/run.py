"""A refresh: every feed is asked at once, and all that came whole goes in at one moment."""

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Event as Flag
from typing import TypeVar

from msgspec.structs import replace

from relations_tui.errors import FeedError, FeedUnreachable, RelationsError
from relations_tui.feeds import formats
from relations_tui.feeds.batch import Ask
from relations_tui.feeds.client import Client, Limits
from relations_tui.feeds.parse import Parser
from relations_tui.model.feed import Feed, FeedResult, FeedState
from relations_tui.refresh.commit import Committed, Delivery, commit
from relations_tui.refresh.files import FromFiles
from relations_tui.refresh.outcome import (
    Moved,
    Outcome,
    Progress,
    combined,
    largest,
    touched,
)
from relations_tui.refresh.prepare import Intake, Pool, World
from relations_tui.store.folder import Folder
from relations_tui.store.source import StoreSource

FEED_SECONDS = 2 * 3600.0
"""Seconds for all pages of one feed; a backfill takes what it takes, and can be cancelled."""
TELL_SECONDS = 0.1
"""Least time between two reports of one feed."""
T = TypeVar("T")
R = TypeVar("R")
Tell = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be refreshed, and how."""

    feeds: Sequence[Feed]
    trial: bool = False
    """Find out what would change, and write nothing."""
    since: str = ""
    """First day of a backfill; "" is a refresh of what is new."""
    until: str = ""
    limits: Limits | None = None


def utc_now() -> str:
    """The time as results keep it: UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def utc_moment() -> str:
    """The time as records keep it: finer, so that of two feeds it is known which came first."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A folder for what is on its way, gone when the block ends."""
    with tempfile.TemporaryDirectory(prefix="relations-") as name:
        yield Path(name)


async def refresh(folder: Folder, plan: Plan, tell: Tell = lambda _progress: None) -> Outcome:
    """Bring the store up to date from some feeds.

    Args:
        folder: the store.
        plan: what is asked for.
        tell: told how far it is, some ten times a second.

    Returns:
        How each feed fared, and what changed. A feed that fails leaves its last data as they were.

    Raises:
        StoreError: if the store can't be read or written; it is as it was.
        asyncio.CancelledError: nothing was committed, but the days of a backfill that were done.
    """
    with _running(folder, plan, tell) as run:
        return await run.all()


async def take_files(
    folder: Folder,
    name: str,
    files: FromFiles,
    tell: Tell = lambda _progress: None,
    *,
    trial: bool = False,
) -> Outcome:
    """Take in the records of some files at one moment, as those of the feed ``name``.

    Raises:
        FeedError, UsageError: naming the file; nothing was taken in.
        StoreError: as :func:`refresh`.
    """
    with _running(folder, Plan([Feed(name, "")], trial), tell) as run:
        return await run.files(files)


@contextmanager
def _running(folder: Folder, plan: Plan, tell: Tell) -> Iterator["_Run"]:
    """A run on the newest state of the store; its files and processes are gone afterwards."""
    folder.refresh()
    if not plan.trial:
        folder.check_writable()
    with scratch_folder() as scratch:
        run = _Run(folder, plan, tell, scratch)
        try:
            yield run
        finally:
            run.pool.close()


class _Run:
    """One refresh at work."""

    def __init__(self, folder: Folder, plan: Plan, tell: Tell, scratch: Path) -> None:
        source = StoreSource(folder)
        self.folder, self.plan, self.tell, self.scratch = folder, plan, tell, scratch
        self.world = World(tuple(source.countries()), tuple(source.cameo()), utc_now()[:10])
        self.parser = Parser(self.world.judge())
        self.states = source.feeds()
        self.pool = Pool(self.world)
        self.stop = Flag()
        self.results: dict[str, FeedResult] = {}
        self.moves: list[Moved] = []
        self.pairs: set[str] = set()
        self.committed = False

    async def all(self) -> Outcome:
        fetching = [self._fetch(feed) for feed in self.plan.feeds]
        fetched = await asyncio.gather(*fetching)
        deliveries = [delivery for delivery in fetched if delivery is not None]
        if deliveries:
            await self._commit(deliveries)
        return self._outcome()

    async def files(self, files: FromFiles) -> Outcome:
        feed = self.plan.feeds[0]
        meter = _Meter(feed.name, self.tell)
        intake = Intake(feed.name, self.scratch, self.parser, self.pool, meter.records)
        state = self.states.get(feed.name, FeedState(feed.name))
        ask = Ask(feed, state, self.parser.judge, self.world.today, note=meter.note)
        for batch in files.batches(ask):
            if batch.chunk is not None:
                meter.bytes(len(batch.chunk.data))
            await intake.take(batch)
        delivery = await intake.finish()
        self._note(meter, "same")
        await self._commit([delivery])
        return self._outcome()

    def _outcome(self) -> Outcome:
        moves = combined(self.moves)
        order = [feed.name for feed in self.plan.feeds]
        return Outcome(
            feeds=tuple(self.results[name] for name in order),
            committed=self.committed and not self.plan.trial,
            trial=self.plan.trial,
            pairs_added=tuple(sorted(self.pairs)),
            scores_moved=len(moves),
            moved=largest(moves),
            touched=touched(moves),
        )

    async def _fetch(self, feed: Feed) -> Delivery | None:
        """All that a feed has, or None if that is nothing, or it failed; notes the result."""
        meter = _Meter(feed.name, self.tell)
        intake = Intake(feed.name, self.scratch, self.parser, self.pool, meter.records)
        state = self.states.get(feed.name, FeedState(feed.name))
        ask = Ask(
            feed, state, self.parser.judge, self.world.today, self.plan.since, self.plan.until,
            meter.note,
        )  # fmt: skip
        batches = 0
        try:
            adapter = formats.adapter(feed.format)
            pace = formats.PACE.get(feed.format, 0.0)
            async with (
                _within(None if self.plan.since else FEED_SECONDS),
                Client(feed, limits=self.plan.limits, on_bytes=meter.bytes, pace=pace) as client,
            ):
                async for batch in adapter.fetch(ask, client):
                    batches += 1
                    await intake.take(batch)
                    if batch.commit and not self.plan.trial:
                        await self._commit([await intake.finish()])
            delivery = await intake.finish()
        except FeedError as error:
            intake.cancel()
            kept = "its last data are kept" if state.title else "the store is as it was"
            self._note(meter, "failed", error=f"{error}; {kept}")
            return None
        meter.stage("fetched")
        self._note(meter, "same" if batches else "unmodified")
        return delivery if batches else None

    def _note(self, meter: "_Meter", status: str, *, error: str = "") -> None:
        old = self.results.get(meter.feed, FeedResult(meter.feed, "same"))
        if old.status == "changed" and status == "same":
            status = "changed"
        self.results[meter.feed] = replace(
            old,
            status=status,
            at=utc_now(),
            error=error,
            records=meter.progress.records,
            bytes=meter.progress.bytes,
            seconds=round(meter.progress.seconds, 3),
        )

    async def _commit(self, deliveries: Sequence[Delivery]) -> None:
        work = asyncio.get_running_loop().run_in_executor(None, self._commit_now, deliveries)
        try:
            done = await asyncio.shield(work)
        except asyncio.CancelledError:
            self.stop.set()
            await asyncio.wait([work])
            raise
        self.committed |= done.written
        self.moves += done.moves
        self.pairs |= set(done.pairs_added)
        for one in deliveries:
            counts, quarantined = done.counts[one.via], done.quarantined[one.via]
            old = self.results.get(one.via, FeedResult(one.via, "same"))
            changed = counts.new + counts.changed + counts.withdrawn
            self.results[one.via] = replace(
                old,
                status="changed" if changed or old.status == "changed" else old.status,
                new=old.new + counts.new,
                changed=old.changed + counts.changed,
                same=old.same + counts.same,
                withdrawn=old.withdrawn + counts.withdrawn,
                quarantined=old.quarantined + quarantined,
            )

    def _commit_now(self, deliveries: Sequence[Delivery]) -> Committed:
        trial = None
        if self.plan.trial:
            trial = self.scratch / "trial"
            trial.mkdir(exist_ok=True)
        return commit(
            self.folder,
            deliveries,
            utc_moment(),
            mapper=self._map,
            trial=trial,
            tell=lambda stage: self.tell(Progress("", stage)),
        )

    def _map(self, work: Callable[[T], R], jobs: Iterable[T]) -> Iterator[R]:
        """Go through jobs, in processes if there are any, until told to stop."""
        found = self.pool.executor.map(work, jobs) if self.pool.started else map(work, jobs)
        for one in found:
            if self.stop.is_set():
                raise RelationsError("cancelled; the store is as it was")
            yield one


@asynccontextmanager
async def _within(seconds: float | None) -> AsyncIterator[None]:
    """End what takes longer; raises FeedUnreachable."""
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError:
        raise FeedUnreachable(f"it was not through after {seconds:,.0f} seconds") from None


class _Meter:
    """Counts for one feed, and tells now and then."""

    def __init__(self, feed: str, tell: Tell) -> None:
        self.feed, self._tell = feed, tell
        self._began, self._told = time.monotonic(), 0.0
        self.progress = Progress(feed, "waiting")

    def bytes(self, count: int) -> None:
        """Some more came over the wire."""
        self._now(bytes=self.progress.bytes + count, stage="fetching")

    def records(self, count: int) -> None:
        """Some more were checked."""
        self._now(records=self.progress.records + count)

    def note(self, text: str) -> None:
        """What is being done."""
        self._now(note=text)

    def stage(self, stage: str) -> None:
        """Another stage: always told."""
        self._told = 0.0
        self._now(stage=stage)

    def _now(self, **what: object) -> None:
        now = time.monotonic()
        self.progress = replace(self.progress, seconds=now - self._began, **what)
        if now - self._told >= TELL_SECONDS:
            self._told = now
            self._tell(self.progress)
