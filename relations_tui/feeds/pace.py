"""A guest's manners: the least time between two requests to one host."""

import asyncio
from time import monotonic


class Pace:
    """Hands out times to start, host by host, in the order in which they are asked for."""

    def __init__(self) -> None:
        self._free: dict[str, float] = {}

    async def wait(self, host: str, seconds: float) -> None:
        """Return when ``host`` may be asked, ``seconds`` after it was last allowed."""
        if seconds <= 0:
            return
        now = monotonic()
        start = max(now, self._free.get(host, now))
        self._free[host] = start + seconds  # taken before the first await: needs no lock
        if start > now:
            await asyncio.sleep(start - now)


SHARED = Pace()
"""Two feeds at one host are one guest there."""


class Budget:
    """Seconds of waiting that are left for one answer.

    They are spent wait by wait and not by the clock on the wall: an ``asyncio.timeout`` held open
    across a ``yield`` would go off in whatever its consumer is awaiting (PEP 789).
    """

    def __init__(self, seconds: float) -> None:
        self.left = seconds
        self._start = 0.0
        self._scope: asyncio.Timeout | None = None

    async def __aenter__(self) -> None:
        self._start = monotonic()
        self._scope = asyncio.timeout(max(self.left, 0.0))
        await self._scope.__aenter__()

    async def __aexit__(self, *raised: object) -> None:
        assert self._scope is not None
        self.left -= monotonic() - self._start
        await self._scope.__aexit__(*raised)  # type: ignore[arg-type]
