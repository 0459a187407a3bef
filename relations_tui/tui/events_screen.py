"""The events explorer: every event there is, filtered by a line, each with its claim ledger."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from msgspec.structs import replace
from rich.cells import cell_len
from textual import events as terminal
from textual.containers import Container
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.worker import get_current_worker

from relations_tui.errors import RelationsError, StoreError
from relations_tui.model.country import Pair
from relations_tui.model.event import Event
from relations_tui.model.period import month, month_text
from relations_tui.model.user import View
from relations_tui.query import event_query, timeline
from relations_tui.query.event_query import SORT_MEANS, SORTS, EventQuery, Sort, parse
from relations_tui.query.event_words import Vocabulary
from relations_tui.query.folding import Cancelled
from relations_tui.query.world import World
from relations_tui.report import wording
from relations_tui.tui import event_lines
from relations_tui.tui.bars import Bar
from relations_tui.tui.filter_prompt import FilterPrompt
from relations_tui.tui.lines import Line, LineWidget, Piece, fit
from relations_tui.tui.listing import Listing
from relations_tui.tui.prompt import Prompt
from relations_tui.tui.view_screen import ViewScreen

if TYPE_CHECKING:
    from relations_tui.query.event_table import EventTable, Rows

AT_ONCE = 150_000
"""Up to so many events are filtered at once; of more the old list stays until the new one is there.
"""
WIDE = 100
NOTHING: "Rows | tuple[int, ...]" = ()

_tables: "WeakKeyDictionary[World, EventTable]" = WeakKeyDictionary()
"""The tables of worlds that were looked at."""


class Chips(Bar):
    """The pieces of the filter; a click takes one away."""

    @dataclass
    class Removed(Message):
        """A click on a piece."""

        index: int

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.chips: tuple[str, ...] = ()
        self.told = ""
        """How many events there are, and how they are sorted."""

    def pieces(self, width: int) -> tuple[list[Piece], list[Piece]]:
        """The pieces, and what they leave of all events."""
        left: list[Piece] = [(" ", "")]
        for chip in self.chips:
            left += [(f" {chip} ", "cursor"), ("×", "dim"), (" ", "")]
        if not self.chips:
            left.append(("all events", "text"))
            if width >= WIDE:
                left.append(("   / to filter: words, pair:, kind:, status:, since: …", "dim"))
        told = f"{self.told} "
        used = sum(cell_len(text) for text, _ in left)
        if used + len(told) < width:
            return left, [(told, "dim")]
        short = self.told.partition(",  ")[0]
        return left, [(f"{short} ", "dim")]

    def on_click(self, event: terminal.Click) -> None:
        """Take away the piece under the mouse."""
        at = 1
        for index, chip in enumerate(self.chips):
            end = at + cell_len(chip) + 3
            if at <= event.x < end:
                self.post_message(self.Removed(index))
                return
            at = end + 1


class Claim(LineWidget):
    """The claim ledger of one event, as wide as there is room."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._event: Event | None = None
        self._lines: list[Line] = []
        self._wide = 0

    def show(self, event: Event | None) -> None:
        """Show another event, or none."""
        self._event, self._wide = event, 0
        self.refresh()

    def line(self, y: int, width: int) -> Strip:
        """The line at ``y``."""
        if width != self._wide:
            self._wide, self._lines = width, []
            screen = self.screen
            if self._event is not None and isinstance(screen, EventsScreen):
                low = screen.size.width < WIDE
                self._lines = event_lines.claim(screen.world, self._event, width - 2, low=low)
        return self.strip([(" ", ""), *self._lines[y]] if y < len(self._lines) else [], width)


class EventsScreen(ViewScreen):
    """All events; what the line of filters leaves of them; the one under the cursor in full."""

    VIEW = "events"
    DEFAULT_CSS = """
    EventsScreen {
        #chips { height: 1; }
        #found { height: 1fr; layout: horizontal; }
        #list { width: 1fr; }
        #rule { width: 1; height: 1fr; border-left: solid $panel; }
        #claim { width: 44; height: 1fr; }
        &.-generous #claim { width: 72; }
        &.-narrow #found { layout: vertical; }
        &.-narrow #list { width: 100%; height: 1fr; }
        &.-narrow #rule { width: 100%; height: 1; border: none; border-top: solid $panel; }
        &.-narrow #claim { width: 100%; height: 35%; min-height: 6; }
    }
    """

    def __init__(self, view: View) -> None:
        super().__init__(view)
        self._line = view.filter
        self._wanted = view.options.get("event", "")
        """The id of the event to put the cursor on, once there are any."""
        self._sort: Sort = "newest"
        self._given_sort = view.options.get("sort", "newest")
        self._query: EventQuery | None = None
        self._table: EventTable | None = None
        self._of: World | None = None
        """The world that the table is of, or that one is being made of."""
        self._rows: Rows | tuple[int, ...] = NOTHING
        self._first: tuple[int, Sequence[Event]] | None = None
        """Before the table is there: how many events there are, and the newest."""
        self._stale = False
        self._progress = ""
        self._before = ""
        """The filter before the prompt was opened."""

    # --- where one is -----------------------------------------------------------------------------

    @property
    def crumb(self) -> str:
        """What it is."""
        return "events"

    @property
    def filter_line(self) -> str:
        """The filters."""
        return self._line

    @property
    def options(self) -> dict[str, str]:
        """The order, and the event under the cursor."""
        found: dict[str, str] = {} if self._sort == "newest" else {"sort": self._sort}
        event = self.event
        return {**found, "event": event.id} if event else found

    @property
    def event(self) -> Event | None:
        """The event under the cursor."""
        table, listing = self._table, self.query(Listing)
        if table is None and self._first and self._first[1] and listing:
            newest = self._first[1]
            return newest[min(listing.first().cursor, len(newest) - 1)]
        if table is None or not len(self._rows) or not listing:
            return None
        at = min(listing.first().cursor, len(self._rows) - 1)
        with suppress(StoreError):
            return table.event(int(self._rows[at]))
        return None

    @property
    def pair(self) -> Pair:
        """The pair of the event under the cursor."""
        event = self.event
        if event is None or len(event.countries) < 2:
            return super().pair
        about = super().pair
        if {*about} <= {*event.countries} and about.a != about.b:
            return about
        a = event.sources[0] if event.sources else event.countries[0]
        others = [c for c in (*event.targets, *event.countries) if c != a]
        return Pair(a, others[0])

    @property
    def country(self) -> str:
        """Who acts in the event under the cursor."""
        event = self.event
        return event.countries[0] if event and event.countries else super().country

    # --- drawing ----------------------------------------------------------------------------------

    def compose_body(self) -> Iterable[Widget]:
        """The filters above; events, and one of them in full."""
        yield Chips(id="chips")
        with Container(id="found"):
            yield Listing(head=1, id="list")
            yield Widget(id="rule")
            yield Claim(id="claim")

    def draw(self) -> None:
        """Show the events of this world; the table of another one is made first."""
        world = self.world
        if self._of is not world:
            self._of = world
            known = _tables.get(world)
            if known is not None:
                self._take_table(world, known)
                return
            self._progress = "reading the index of events …"
            plain = not self._line and not self._wanted and self._given_sort == "newest"
            if self._table is None and plain:
                with suppress(RelationsError):
                    self._first = world.source.newest_events()
            self._stale = bool(len(self._rows))
            if self._first:  # the newest events are painted before numpy takes its time
                self.call_after_refresh(self._begin_table, world)
            else:
                self._begin_table(world)
        self._show()

    def _begin_table(self, world: World) -> None:
        work = partial(self._make_table, world)
        self.run_worker(work, thread=True, exclusive=True, group="table")

    def _make_table(self, world: World) -> None:
        """In a thread: the index, brought up to date."""
        worker = get_current_worker()

        def told(done: int, of: int) -> None:
            if worker.is_cancelled:
                raise Cancelled
            share = f"{100 * done // of} %" if of else ""
            self.app.call_from_thread(self._tell, f"indexing events, {share}")

        try:
            table = world.source.event_table(told)
        except Cancelled:
            return
        except RelationsError as error:
            self.app.call_from_thread(self._tell, str(error))
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._take_table, world, table)

    def _tell(self, text: str) -> None:
        self._progress = text
        self._show()

    def _take_table(self, world: World, table: "EventTable") -> None:
        """The table is there."""
        _tables[world] = table
        if self._of is not world:
            return
        before = self.event
        self._wanted = self._wanted or (before.id if before else "")
        self._table, self._first, self._progress = table, None, ""
        self._sort = next((sort for sort in SORTS if sort == self._given_sort), "newest")
        self._ask_for(self._line)

    @property
    def _words(self) -> Vocabulary:
        """What the line may be made of."""
        if self._table is None:
            world = self.world
            return Vocabulary(list(world.countries.values()), list(world.cameo.values()))
        return self._table.vocabulary

    def _ask_for(self, line: str) -> bool:
        """Filter by a line; False, and a word, if it can't be read."""
        try:
            query = parse(line, self._words)
        except RelationsError as error:
            self.say(str(error), wrong=True)
            if self._query is None:
                self._filter(EventQuery())
            return False
        self._filter(query)
        return True

    def _filter(self, query: EventQuery) -> None:
        """Show what a query leaves."""
        self._query, self._line = query, str(query)
        table = self._table
        if table is None:
            self._first = None  # they are not what is asked for
            return
        easy = not query.pieces and self._sort in ("newest", "oldest")
        if easy or len(table) <= AT_ONCE:
            self._take_rows(query, self._sort, table.select(query, self._sort))
            return
        self._stale = True
        self._show()
        work = partial(self._select, table, query, self._sort)
        self.run_worker(work, thread=True, exclusive=True, group="select")

    def _select(self, table: "EventTable", query: EventQuery, sort: Sort) -> None:
        """In a thread: the rows of a query."""
        worker = get_current_worker()
        with suppress(Cancelled):
            rows = table.select(query, sort, lambda: worker.is_cancelled)
            if not worker.is_cancelled:
                self.app.call_from_thread(self._take_rows, query, sort, rows)

    def _take_rows(self, query: EventQuery, sort: Sort, rows: "Rows") -> None:
        """The answer, if it is that of what is asked now."""
        if query is not self._query or sort != self._sort or self._table is None:
            return
        before = self._wanted or (event.id if (event := self.event) else "")
        self._rows, self._stale, self._wanted = rows, False, ""
        place = 0
        if before:
            row = self._table.row_of(before, rows)
            place = 0 if row is None else int((rows == row).argmax())
        self._show(place)

    def _show(self, cursor: int = -1) -> None:
        """Draw chips, list and ledger."""
        chips = self.query_one(Chips)
        chips.chips = self._query.chips if self._query else tuple(self._line.split())
        chips.told = self._counted
        chips.refresh()
        listing = self.query_one(Listing)
        count = len(self._rows)
        if self._table is None and self._first:
            count = len(self._first[1])
        listing.show(
            count, self._row, empty=self._nothing, cursor=cursor,
            head=lambda _y, width: event_lines.head(width),
        )  # fmt: skip
        self._show_claim()

    @property
    def _counted(self) -> str:
        if self._table is None and self._first and self._query is None:
            return f"{self._first[0]:,} events,  {SORT_MEANS['newest']}"
        if self._table is None or self._progress:
            return self._progress
        found, of = len(self._rows), len(self._table)
        count = f"{found:,} events" if found == of else f"{found:,} of {of:,}"
        return f"{'… ' if self._stale else ''}{count},  {SORT_MEANS[self._sort]}"

    @property
    def _nothing(self) -> str:
        if self._table is None:
            return self._progress
        return "no event passes: backspace takes the last filter away, / changes them"

    def _row(self, index: int, width: int) -> Line:
        table = self._table
        if table is None and self._first and index < len(self._first[1]):
            return event_lines.row(self.world, self._first[1][index], width)
        if table is None or index >= len(self._rows):
            return []
        try:
            event = table.event(int(self._rows[index]))
        except StoreError as error:
            return [(fit(str(error), width), "warn")]
        line = event_lines.row(self.world, event, width)
        return [(text, "dim") for text, _ in line] if self._stale else line

    def _show_claim(self) -> None:
        self.query_one(Claim).show(self.event)

    def on_listing_moved(self, _event: Listing.Moved) -> None:
        """The ledger follows the cursor."""
        self._show_claim()

    def on_listing_chosen(self, _event: Listing.Chosen) -> None:
        """Enter: the pair of the event."""
        self.action_open("pair")

    # --- filters ----------------------------------------------------------------------------------

    async def action_choose_filter(self) -> None:
        """Edit the line."""
        self._before = self._line
        await self.ask(FilterPrompt(self._line, lambda: self._words, self._hint))

    def _hint(self, text: str) -> str:
        """What a line would do."""
        if not text.strip():
            return "words, or pair: country: kind: root: status: grade: feed: since: until: mag:"
        try:
            parse(text, self._words)
        except RelationsError as error:
            return str(error)
        return "tab completes; a minus before a word leaves it out"

    def on_filter_prompt_typed(self, event: FilterPrompt.Typed) -> None:
        """Show at once what a line that can be read leaves."""
        with suppress(RelationsError):
            query = parse(event.text, self._words)
            if query != self._query:
                self._filter(query)

    def on_prompt_left(self, _event: Prompt.Left) -> None:
        """The filters stay as they were before."""
        if self._line != self._before and self.query(FilterPrompt):
            self._ask_for(self._before)

    def on_prompt_answered(self, event: Prompt.Answered) -> None:
        """A line that can't be read stays, to be mended."""
        if event.purpose == "filter" and not self._ask_for(event.text):
            event.prevent_default()

    def answered(self, purpose: str, text: str) -> None:
        """The line was read already."""
        if purpose != "filter":
            super().answered(purpose, text)

    def on_chips_removed(self, event: Chips.Removed) -> None:
        """A click takes a filter away."""
        self._remove(event.index)

    def action_remove_filter(self) -> None:
        """Take the last filter away."""
        self._remove(-1)

    def _remove(self, index: int) -> None:
        if self._query is None or not self._query.pieces:
            self.say("no filter: these are all events")
            return
        self._filter(self._query.without(index))

    def action_clear_filters(self) -> None:
        """All events."""
        self._ask_for("")

    def action_covid(self) -> None:
        """Covid travel bans among the events or not."""
        if self._query is not None:
            self._toggle(event_query.Piece("covid", "no"))

    def action_only_pair(self) -> None:
        """Only the pair under the cursor; again, all as before."""
        event = self.event
        if event is None or len(event.countries) < 2:
            self.say("no pair here")
            return
        self._toggle(event_query.Piece("pair", self.pair.key))

    def _toggle(self, piece: event_query.Piece) -> None:
        query = self._query
        if query is None:
            return
        if piece in query.pieces:
            self._filter(query.without(query.pieces.index(piece)))
        else:
            self._filter(query.with_piece(piece))

    def action_sort(self, by: int) -> None:
        """The next order."""
        self._sort = self._given_sort = SORTS[(SORTS.index(self._sort) + by) % len(SORTS)]
        if self._query is not None:
            self._filter(self._query)

    # --- from an event on -------------------------------------------------------------------------

    def action_when(self) -> None:
        """The matrix in the month of the event, at its pair."""
        event = self.event
        if event is None:
            self.say("no event here")
            return
        looking, pair = self.looking, self.pair
        at = month_text(timeline.nearest(looking.layer, month(event.date)))
        matrix = replace(looking.view, screen="matrix", at=at, row=pair.a, column=pair.b)
        self.app.restore(matrix)

    def action_open_url(self) -> None:
        """The article or record in a browser."""
        event = self.event
        url = event.url if event else ""
        if not url.startswith(("http://", "https://")):
            self.say("this event has no web address")
            return
        self.app.open_url(url)
        self.say(f"opened: {url}")

    # --- taking away ------------------------------------------------------------------------------

    @property
    def event_id(self) -> str:
        """The event under the cursor."""
        event = self.event
        return "" if event is None else event.id

    @property
    def under_cursor(self) -> str:
        """The event in sentences."""
        event = self.event
        return "no event" if event is None else wording.sentence(event, self.world.cameo)

    def _events(self) -> tuple[Event, ...]:
        from relations_tui.report.ledger import LONGEST

        table = self._table
        return () if table is None else tuple(table.events(self._rows[:LONGEST]))

    def report(self) -> object:
        """The headless twin: ``relations events --filter``."""
        from relations_tui.report.ledger import EventsReport

        of = 0 if self._table is None else len(self._table)
        return EventsReport(self._line, self._sort, len(self._rows), of, self._events())

    def table(self) -> tuple[list[str], list[list[object]]]:
        """A row an event, as ``relations events --csv`` has it."""
        names = Event.__struct_fields__
        rows: list[list[object]] = [
            [" ".join(v) if isinstance(v := getattr(e, n), tuple) else v for n in names]
            for e in self._events()
        ]
        return list(names), rows
