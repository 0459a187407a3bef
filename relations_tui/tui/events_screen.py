"""The events explorer: every event there is, filtered by a line, each with its claim ledger."""

from collections.abc import Iterable
from contextlib import suppress

from msgspec.structs import replace
from textual.widget import Widget

from relations_tui.errors import StoreError, UsageError
from relations_tui.model.country import Pair
from relations_tui.model.event import Event
from relations_tui.model.period import month, month_text
from relations_tui.model.user import View
from relations_tui.query import timeline
from relations_tui.query.event_query import SORTS, Piece, parse
from relations_tui.query.event_words import KEYS
from relations_tui.report import wording
from relations_tui.report.ledger import LONGEST, EventsReport
from relations_tui.tui import event_lines
from relations_tui.tui.chips import Chips
from relations_tui.tui.claim_pane import ClaimPane
from relations_tui.tui.event_search import EventSearch
from relations_tui.tui.filter_prompt import FilterPrompt
from relations_tui.tui.lines import Line, fit
from relations_tui.tui.listing import Listing
from relations_tui.tui.prompt import Prompt
from relations_tui.tui.view_screen import ViewScreen


class EventsScreen(ViewScreen):
    """All events; what the line of filters leaves of them; the one under the cursor in full."""

    VIEW = "events"
    DEFAULT_CSS = """
    EventsScreen {
        #view { layout: horizontal; }
        #chips { height: 1; dock: top; }
        #list { width: 1fr; }
        #rule { width: 1; height: 1fr; border-left: solid $panel; }
        #claim { width: 44; height: 1fr; }
        &.-generous #claim { width: 72; }
        &.-narrow #view { layout: vertical; }
        &.-narrow #list { width: 100%; height: 1fr; }
        &.-narrow #rule { width: 100%; height: 1; border: none; border-top: solid $panel; }
        &.-narrow #claim { width: 100%; height: 35%; min-height: 6; }
    }
    """

    def __init__(self, view: View) -> None:
        super().__init__(view)
        options = view.options
        self.search = EventSearch(
            self,
            line=view.filter,
            sort=options.get("sort", "newest"),
            event=options.get("event", ""),
        )
        self._before = ""
        """The filters before the prompt was opened."""

    # --- where one is -----------------------------------------------------------------------------

    @property
    def crumb(self) -> str:
        """What it is."""
        return "events"

    @property
    def filter_line(self) -> str:
        """The filters."""
        return self.search.line

    @property
    def options(self) -> dict[str, str]:
        """The order, and the event under the cursor."""
        sort, event = self.search.sort, self.event_id
        found: dict[str, str] = {} if sort == "newest" else {"sort": sort}
        return {**found, "event": event} if event else found

    @property
    def event(self) -> Event | None:
        """The event under the cursor; None if there is none, or it can't be read."""
        with suppress(IndexError, StoreError):
            return self.search.event(self._list.cursor)
        return None

    @property
    def pair(self) -> Pair:
        """The pair of the event under the cursor."""
        event, about = self.event, super().pair
        if event is None or len(event.countries) < 2:
            return about
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
        yield Listing(head=1, id="list")
        yield Widget(id="rule")
        yield ClaimPane(id="claim")

    @property
    def _list(self) -> Listing:
        return self.query_one(Listing)

    def draw(self) -> None:
        """Show the events of this world."""
        self.search.use(self.world)
        self.show()

    def show(self, cursor: int = -1) -> None:
        """Show what the search has found so far; ``cursor``: the row to go to, -1 to stay."""
        search = self.search
        self.query_one(Chips).show(search.chips, search.told)
        nothing = f"no event passes: {self.key('filter.less')} takes the last filter away, "
        self._list.show(
            len(search), self._row, cursor=cursor,
            empty=f"{nothing}{self.key('filter')} changes them" if search.is_ready else search.told,
            head=lambda _y, width: event_lines.head(width),
        )  # fmt: skip
        self._show_claim()

    def _row(self, index: int, width: int) -> Line:
        try:
            event = self.search.event(index)
        except StoreError as error:
            return [(fit(str(error), width), "warn")]
        line = event_lines.row(self.world, event, width)
        return [(text, "dim") for text, _ in line] if self.search.is_stale else line

    def _show_claim(self) -> None:
        self.query_one(ClaimPane).show(self.world, self.event)

    def on_listing_moved(self, _event: Listing.Moved) -> None:
        """The ledger follows the cursor."""
        self._show_claim()

    def on_listing_chosen(self, _event: Listing.Chosen) -> None:
        """Enter: the pair of the event."""
        self.action_open("pair")

    # --- filters ----------------------------------------------------------------------------------

    async def action_choose_filter(self) -> None:
        """Edit the line."""
        search = self.search
        self._before = search.line
        await self.ask(FilterPrompt(search.line, lambda: search.words, self._hint))

    def _hint(self, text: str) -> str:
        """What a line would do."""
        if not text.strip():
            return f"words, or {' '.join(f'{key}:' for key in KEYS)}"
        try:
            parse(text, self.search.words)
        except UsageError as error:
            return str(error)
        return "tab completes; a minus before a word leaves it out"

    def on_filter_prompt_typed(self, event: FilterPrompt.Typed) -> None:
        """Show at once what a line that can be read leaves."""
        with suppress(UsageError):
            query = parse(event.text, self.search.words)
            if query != self.search.query:
                self.search.filter(query)

    def on_prompt_left(self, _event: Prompt.Left) -> None:
        """The filters stay as they were before."""
        if self.search.line != self._before and self.query(FilterPrompt):
            self.search.ask(self._before)

    def answered(self, purpose: str, text: str) -> None:
        """Another line of filters."""
        if purpose == "filter":
            self.search.ask(text)
        else:
            super().answered(purpose, text)

    def on_chips_removed(self, event: Chips.Removed) -> None:
        """A click takes a filter away."""
        self._remove(event.index)

    def action_remove_filter(self) -> None:
        """Take the last filter away."""
        self._remove(-1)

    def _remove(self, index: int) -> None:
        query = self.search.query
        if query is None or not query.pieces:
            self.say("no filter: these are all events")
            return
        self.search.filter(query.without(index))

    def action_clear_filters(self) -> None:
        """All events."""
        self.search.ask("")

    def action_covid(self) -> None:
        """Covid travel bans among the events or not."""
        self.search.toggle(Piece("covid", "no"))

    def action_only_pair(self) -> None:
        """Only the pair under the cursor; again, all as before."""
        event = self.event
        if event is None or len(event.countries) < 2:
            self.say("no pair here")
            return
        self.search.toggle(Piece("pair", self.pair.key))

    def action_sort(self, by: int) -> None:
        """The next order."""
        self.search.order_by(SORTS[(SORTS.index(self.search.sort) + by) % len(SORTS)])

    # --- from an event on -------------------------------------------------------------------------

    def action_when(self) -> None:
        """The matrix in the month of the event, at its pair."""
        event = self.event
        if event is None:
            self.say("no event here")
            return
        at, pair, here = month(event.date), self.pair, self.looking.layer
        having = [
            layer
            for layer in (here, *self.world.layers.values())
            if timeline.frame_period(layer, at) is not None
        ]
        layer = having[0] if having else here
        when = month_text(timeline.nearest(layer, at))
        view = replace(self.looking.view, layer=layer.id, screen="matrix", at=when)
        self.app.restore(replace(view, row=pair.a, column=pair.b))
        if layer is not here:
            self.app.main.say(f"{here.title} has nothing for {month_text(at)}: {layer.title} has")
        elif not having:
            self.app.main.say(f"no layer has {month_text(at)}: this is the nearest of {here.title}")

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

    def report(self) -> object:
        """The headless twin: ``relations events --filter``."""
        search = self.search
        return EventsReport(
            search.line, search.sort, len(search), search.of, search.events(LONGEST)
        )

    def table(self) -> tuple[list[str], list[list[object]]]:
        """A row an event, as ``relations events --csv`` has it."""
        names = Event.__struct_fields__
        rows: list[list[object]] = [
            [" ".join(v) if isinstance(v := getattr(e, n), tuple) else v for n in names]
            for e in self.search.events(LONGEST)
        ]
        return list(names), rows
