"""Work in a thread beside a screen. Nobody hears of it who has left, or has asked anew."""

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, ParamSpec

from textual.worker import Worker, get_current_worker

from relations_tui.query.folding import Cancelled

if TYPE_CHECKING:
    from relations_tui.tui.travelling import Travelling

P = ParamSpec("P")


class Job:
    """A piece of work, as it sees itself from its thread."""

    def __init__(self, screen: "Travelling", worker: Worker[None]) -> None:
        self._screen, self._worker = screen, worker

    @property
    def is_cancelled(self) -> bool:
        """Whether nobody waits for it any more."""
        return self._worker.is_cancelled

    def hand_over(self, take: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> None:
        """Have what was found taken in, where the screen is drawn; raises Cancelled if nobody
        waits for it any more.
        """
        if self.is_cancelled:
            raise Cancelled

        def take_in() -> None:
            # Asked once more where the screen lives: it may have gone while this was on its way.
            if not self.is_cancelled and self._screen in self._screen.app.screen_stack:
                take(*args, **kwargs)

        self._screen.app.call_from_thread(take_in)


def begin(screen: "Travelling", work: Callable[[Job], None], group: str) -> None:
    """Begin a piece of work; what is under way in the same group is not waited for any more."""

    def run() -> None:
        with suppress(Cancelled):
            work(Job(screen, get_current_worker()))

    screen.run_worker(run, thread=True, exclusive=True, group=group)
