"""An answer that takes its time: it is worked out beside the screen, and the last one stays."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from relations_tui.errors import RelationsError
from relations_tui.tui import aside
from relations_tui.tui.aside import Job
from relations_tui.tui.travelling import Travelling

T = TypeVar("T")


class Answer(Generic[T]):
    """What a screen shows, and whether it is still that of an earlier question."""

    def __init__(self, screen: Travelling, changed: Callable[[], None]) -> None:
        """``changed`` draws the screen anew when an answer, or how far it is, comes in."""
        self._screen, self._changed = screen, changed
        self._asked: Hashable = None
        self.value: T | None = None
        """The last answer; None before the first."""
        self.is_stale = True
        """Whether the value answers an earlier question."""
        self.trouble = ""
        """Why there is none; "" if there is one or it is under way."""
        self.progress = ""
        """How far it is, where the work tells."""

    def ask(self, question: Hashable, work: Callable[[Job], T]) -> None:
        """Begin to work out the answer to another question; to the same there is one already."""
        if question == self._asked:
            return
        self._asked, self.is_stale, self.trouble, self.progress = question, True, "", ""

        def run(job: Job) -> None:
            try:
                found = work(job)
            except RelationsError as error:
                job.hand_over(self._fail, question, str(error))
            else:
                job.hand_over(self._take, question, found)

        aside.begin(self._screen, run, "answer")

    def tell(self, job: Job, text: str) -> None:
        """Say how far it is, from the thread; raises Cancelled if nobody waits any more."""
        job.hand_over(self._progressed, self._asked, text)

    def _take(self, question: Hashable, found: T) -> None:
        if question == self._asked:
            self.value, self.is_stale, self.progress = found, False, ""
            self._changed()

    def _fail(self, question: Hashable, reason: str) -> None:
        if question == self._asked:
            self.value, self.is_stale, self.trouble = None, False, reason
            self._changed()

    def _progressed(self, question: Hashable, text: str) -> None:
        if question == self._asked:
            self.progress = text
            self._changed()
