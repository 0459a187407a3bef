"""The events that a line of filters leaves, for the explorer: made, filtered and sorted aside."""

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

from relations_tui.errors import RelationsError, StoreError, UsageError
from relations_tui.model.event import Event
from relations_tui.query.event_query import SORT_MEANS, SORTS, EventQuery, Piece, Sort, parse
from relations_tui.query.event_words import Vocabulary
from relations_tui.query.world import World
from relations_tui.tui import aside
from relations_tui.tui.aside import Job

if TYPE_CHECKING:
    from relations_tui.query.event_table import EventTable, Rows
    from relations_tui.tui.events_screen import EventsScreen

AT_ONCE = 150_000
"""Up to so many events are filtered at once; of more the old list stays until the new one is there.
"""

_tables: "WeakKeyDictionary[World, EventTable]" = WeakKeyDictionary()
"""The tables of worlds that were looked at."""


class Answer(NamedTuple):
    """The rows that a query leaves, in an order; they are places in this table and no other."""

    table: "EventTable"
    rows: "Rows"


class EventSearch:
    """What the explorer shows, and what it is asked for. Its screen is told of every change."""

    def __init__(self, screen: "EventsScreen", *, line: str, sort: str, event: str) -> None:
        """Begin with a line and an order; ``event``: the id to put the cursor on."""
        self._screen = screen
        self.line = line
        self.sort: Sort = next((one for one in SORTS if one == sort), "newest")
        self.query: EventQuery | None = None
        """The line as it was read; None before there is a table."""
        self.is_stale = False
        """Whether what is shown is not yet what is asked for."""
        self._wanted = event
        self._world: World | None = None
        """The world that the table is of, or that one is being made of."""
        self._table: EventTable | None = None
        self._answer: Answer | None = None
        self._newest: tuple[int, Sequence[Event]] | None = None
        """Before the table is there: how many events there are, and the newest."""
        self._progress = ""

    # --- what is there ----------------------------------------------------------------------------

    def __len__(self) -> int:
        """How many events there are to show."""
        if self._answer is not None:
            return len(self._answer.rows)
        return 0 if self._newest is None else len(self._newest[1])

    def event(self, index: int) -> Event:
        """The event of a row; raises IndexError, or StoreError if it can't be read."""
        if not 0 <= index < len(self):
            raise IndexError(index)
        if self._answer is not None:
            return self._answer.table.event(int(self._answer.rows[index]))
        assert self._newest is not None
        return self._newest[1][index]

    def events(self, most: int) -> tuple[Event, ...]:
        """The first events; none before there is a table."""
        answer = self._answer
        return () if answer is None else tuple(answer.table.events(answer.rows[:most]))

    @property
    def of(self) -> int:
        """How many events there are without filters."""
        return 0 if self._table is None else len(self._table)

    @property
    def chips(self) -> tuple[str, ...]:
        """The filters, one by one."""
        return self.query.chips if self.query is not None else tuple(self.line.split())

    @property
    def told(self) -> str:
        """How many events there are and in what order, or how far the work is."""
        if self._answer is None and self._newest is not None:
            return f"{self._newest[0]:,} events,  {SORT_MEANS['newest']}"
        if self._answer is None or self._progress:
            return self._progress
        found, of = len(self), self.of
        count = f"{found:,} events" if found == of else f"{found:,} of {of:,}"
        return f"{'… ' if self.is_stale else ''}{count},  {SORT_MEANS[self.sort]}"

    @property
    def is_ready(self) -> bool:
        """Whether there is an answer, though it be none."""
        return self._answer is not None

    @property
    def words(self) -> Vocabulary:
        """What a line may be made of."""
        if self._table is not None:
            return self._table.vocabulary
        world = self._screen.world
        return Vocabulary(list(world.countries.values()), list(world.cameo.values()))

    # --- the table --------------------------------------------------------------------------------

    def use(self, world: World) -> None:
        """Search the events of a world; what there is of another one stays until they are there."""
        if self._world is world:
            return
        self._world = world
        known = _tables.get(world)
        if known is not None:
            self._take_table(known)
            return
        self._progress = "reading the index of events …"
        self.is_stale = self._answer is not None
        if self._answer is None and not (self.line or self._wanted) and self.sort == "newest":
            with suppress(RelationsError):
                self._newest = world.source.newest_events()
        if self._newest is None:
            self._begin_table(world)
        else:  # the newest events are painted before numpy takes its time
            self._screen.call_after_refresh(self._begin_table, world)

    def _begin_table(self, world: World) -> None:
        def work(job: Job) -> None:
            def told(done: int, of: int) -> None:
                share = f"{100 * done // of} %" if of else ""
                job.hand_over(self._tell, f"indexing events, {share}")

            try:
                table = _tables[world] = world.source.event_table(told)
            except RelationsError as error:
                job.hand_over(self._tell, str(error))
            else:
                job.hand_over(self._take_table, table)

        aside.begin(self._screen, work, "table")

    def _tell(self, text: str) -> None:
        self._progress = text
        self._screen.show()

    def _take_table(self, table: "EventTable") -> None:
        self._wanted = self._wanted or self._screen.event_id
        self._table, self._progress = table, ""
        try:
            self.ask(self.line)
        except UsageError as error:  # a remembered line that no longer means anything
            self._screen.say(str(error), wrong=True)
            self.filter(EventQuery())

    # --- asking -----------------------------------------------------------------------------------

    def ask(self, line: str) -> None:
        """Filter by a line; raises UsageError if it can't be read."""
        self.filter(parse(line, self.words))

    def toggle(self, piece: Piece) -> None:
        """Filter by one thing more; again, not by it."""
        query = self.query
        if query is None:
            self._screen.say("the events are still being read")
        elif piece in query.pieces:
            self.filter(query.without(query.pieces.index(piece)))
        else:
            self.filter(query.with_piece(piece))

    def order_by(self, sort: Sort) -> None:
        """Another order."""
        self.sort = sort
        if self.query is not None:
            self.filter(self.query)

    def filter(self, query: EventQuery) -> None:
        """Show what a query leaves, once there is a table."""
        self.query, self.line = query, str(query)
        table, sort = self._table, self.sort
        if table is None:
            self._newest = None  # they are not what is asked for
            self._screen.show()
            return
        is_easy = not query.pieces and sort in ("newest", "oldest")
        if is_easy or len(table) <= AT_ONCE:
            self._take_rows(table, query, sort, table.select(query, sort))
            return
        self.is_stale = True
        self._screen.show()

        def work(job: Job) -> None:
            rows = table.select(query, sort, lambda: job.is_cancelled)
            job.hand_over(self._take_rows, table, query, sort, rows)

        aside.begin(self._screen, work, "select")

    def _take_rows(self, table: "EventTable", query: EventQuery, sort: Sort, rows: "Rows") -> None:
        """The answer, if it is that of what is asked now; the cursor stays on its event."""
        if table is not self._table or query is not self.query or sort != self.sort:
            return
        event = self._wanted or self._screen.event_id
        self._answer, self._newest = Answer(table, rows), None
        self.is_stale, self._wanted = False, ""
        row = None
        if event:
            with suppress(StoreError):
                row = table.row_of(event, rows)
        self._screen.show(0 if row is None else int((rows == row).argmax()))
