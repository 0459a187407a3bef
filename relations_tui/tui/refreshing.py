"""Refreshing from within the app: in the background, one at a time, cancelled at will."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.worker import Worker

from relations_tui.errors import RelationsError
from relations_tui.refresh.outcome import Outcome, Progress
from relations_tui.tui import aside
from relations_tui.tui.aside import Job
from relations_tui.tui.feeds_panel import FeedsPanel
from relations_tui.tui.session import FeedRow

if TYPE_CHECKING:
    from relations_tui.tui.main_screen import MainScreen

DUE_SECONDS = 60.0
"""How often feeds with an interval are looked at."""


class Refreshing:
    """The refresh of a main screen."""

    def __init__(self, screen: "MainScreen") -> None:
        self._screen = screen
        self._worker: Worker[None] | None = None

    @property
    def panel(self) -> FeedsPanel | None:
        """The panel of feeds, if it is open."""
        return next(iter(self._screen.query(FeedsPanel)), None)

    @property
    def is_running(self) -> bool:
        """Whether a refresh is under way."""
        return self._worker is not None and self._worker.is_running

    def watch(self) -> None:
        """From now on refresh feeds when they are due."""
        self._screen.set_interval(DUE_SECONDS, self._when_due)

    async def toggle(self) -> None:
        """Open or close the panel of feeds."""
        panel = self.panel
        if panel is not None:
            await panel.remove()
            self._screen.remove_class("-feeds")
        else:
            await self._open()

    async def _open(self) -> FeedsPanel:
        panel = self.panel
        if panel is None:
            panel = FeedsPanel(id="feeds")
            await self._screen.mount(panel, before="#keys")
            self._screen.add_class("-feeds")  # where it is narrow the pair makes room
            if self.is_running:
                panel.begin()
        panel.show(self._rows())
        return panel

    async def start(self, names: Sequence[str] = ()) -> None:
        """Refresh the feeds of some names, or all, unless a refresh is running."""
        panel = await self._open()
        if self.is_running or not any(row.enabled for row in self._rows()):
            return
        panel.begin()
        self._begin(names)

    def cancel(self) -> None:
        """Stop; what was there stays."""
        if self._worker is not None and self.is_running:
            self._worker.cancel()
        else:
            self._screen.say("no refresh is running")

    def _begin(self, names: Sequence[str]) -> None:
        self._worker = self._screen.run_worker(self._run(names), exit_on_error=False)

    def _when_due(self) -> None:
        if not self.is_running and (due := self._screen.app.session.due()):
            self._begin(due)

    def _rows(self) -> Sequence[FeedRow]:
        try:
            return self._screen.app.session.feeds()
        except RelationsError as error:
            self._screen.say(str(error), wrong=True)
            return ()

    async def _run(self, names: Sequence[str]) -> None:
        said = "cancelled: the store is as it was"
        try:
            outcome = await self._screen.app.session.refresh(names, self._tell)
            said = _said(outcome)
            if outcome.committed:
                self._screen.take_in(outcome)
                self._look_for_alerts()
        except RelationsError as error:
            said = str(error)
        finally:
            self._end(said)

    def _look_for_alerts(self) -> None:
        """Hold the user's rules against the new data, beside the screen; new alerts are told."""
        world, session = self._screen.world, self._screen.app.session

        def work(job: Job) -> None:
            try:
                new = session.alerts(world, None).new
            except RelationsError as error:
                job.hand_over(self._screen.say, str(error), wrong=True)
                return
            if new:
                plural = "" if new == 1 else "s"
                key = self._screen.key("alerts")
                job.hand_over(self._screen.say, f"{new} new alert{plural}: {key} shows them")

        aside.begin(self._screen, work, "alerts")

    def _tell(self, progress: Progress) -> None:
        panel = self.panel
        if panel is not None:
            panel.tell(progress)

    def _end(self, said: str) -> None:
        panel = self.panel
        if panel is None:
            self._screen.say(said)
            return
        panel.end()
        panel.show(self._rows(), said=said)


def _said(outcome: Outcome) -> str:
    """What a refresh brought, in a line."""
    failed = [feed.feed for feed in outcome.feeds if feed.status == "failed"]
    parts = []
    if outcome.committed:
        new = sum(feed.new for feed in outcome.feeds)
        changed = sum(feed.changed + feed.withdrawn for feed in outcome.feeds)
        parts.append(f"{new:,} new, {changed:,} changed; {outcome.scores_moved:,} scores moved")
    elif not failed:
        parts.append("nothing new")
    if failed:
        parts.append(f"failed: {', '.join(failed)}; what they brought before is kept")
    return "; ".join(parts)
