"""What the app is given to refresh: feeds as rows, and a refresh in a process of its own.

A process of its own, because decoding a feed would hold the interpreter and the keys with it; and
because its memory is gone when it ends.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime

import msgspec

from relations_tui.cli.plain_refresh import feed_line
from relations_tui.config import attempts
from relations_tui.config.file import config_path, load
from relations_tui.config.schedule import age_text, is_stale, moment, next_due, wait_text
from relations_tui.errors import RelationsError
from relations_tui.model.feed import Attempts
from relations_tui.query.world import World
from relations_tui.refresh.outcome import Outcome, Progress
from relations_tui.store.open import Store
from relations_tui.text import clean
from relations_tui.tui.session import FeedRow

LINE = 64 << 20
"""Bytes of one line of the other process at most: its outcome names every pair that moved."""
GRACE = 10.0
"""Seconds that a cancelled refresh has to clear up."""
_heard = msgspec.json.Decoder(Progress | Outcome)


class Feeding:
    """Feeds and their refresh, for the app."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def rows(self) -> Sequence[FeedRow]:
        """The feeds as they stand; raises ConfigError."""
        now = datetime.now(UTC)
        tried = attempts.load(self._store.path)
        found = []
        for feed in load(config_path()).scheduled:
            last = tried.get(feed.name, Attempts())
            good, due = moment(last.success), next_due(feed, last, now)
            failed = last.last is not None and last.last.status == "failed"
            told = "" if last.last is None else feed_line(last.last).partition(": ")[2]
            wait = 0.0 if due is None else (due - now).total_seconds()
            found.append(
                FeedRow(
                    name=feed.name,
                    enabled=feed.enabled,
                    success="" if good is None else age_text((now - good).total_seconds()),
                    result=clean(told, 200),
                    failed=failed,
                    stale=is_stale(feed, last, now),
                    due="" if due is None else wait_text(wait),
                )
            )
        return found

    def due(self) -> Sequence[str]:
        """Feeds whose interval has passed. A configuration that is off makes none due."""
        now = datetime.now(UTC)
        tried = attempts.load(self._store.path)
        try:
            feeds = load(config_path()).scheduled
        except RelationsError:
            return ()
        times = ((feed, next_due(feed, tried.get(feed.name), now)) for feed in feeds)
        return [f.name for f, due in times if f.enabled and due is not None and due <= now]

    def reload(self) -> World | None:
        """The world anew, if the store's data are not as they were."""
        return World(self._store.source) if self._store.refresh() else None

    async def refresh(self, names: Sequence[str], tell: Callable[[Progress], None]) -> Outcome:
        """Refresh in another process; raises RelationsError with its words if it fails."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "relations_tui", "--store", os.fspath(self._store.path),
            "refresh", "--stream", *names,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            limit=LINE,
        )  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        outcome: Outcome | None = None
        try:
            async for line in process.stdout:
                heard = _heard.decode(line)
                if isinstance(heard, Outcome):
                    outcome = heard
                else:
                    tell(heard)
            said = (await process.stderr.read()).decode(errors="replace").strip()
            await process.wait()
        finally:
            await _end(process)
        if outcome is None:
            raise RelationsError(said.removeprefix("relations: ") or "the refresh ended early")
        return outcome


async def _end(process: asyncio.subprocess.Process) -> None:
    """Let a process that still runs clear up, and see that it goes."""
    if process.returncode is not None:
        return
    with suppress(ProcessLookupError):
        process.send_signal(signal.SIGINT)
    try:
        await asyncio.wait_for(process.wait(), GRACE)
    except TimeoutError:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
