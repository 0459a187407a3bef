"""The pair view: its trends in large, the month under the cursor, before and after a date."""

from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

from textual.widget import Widget

from relations_tui.errors import BadPeriod, UsageError
from relations_tui.model.country import Pair
from relations_tui.model.event import Event
from relations_tui.model.period import month, month_text
from relations_tui.model.user import View
from relations_tui.query import timeline
from relations_tui.query.filters import EventFilter, latest_first
from relations_tui.report import wording
from relations_tui.report.pair import meaning, pair_report
from relations_tui.tui import pair_chart
from relations_tui.tui.chart import Span, parse_span
from relations_tui.tui.digits import figure
from relations_tui.tui.drawing import Drawing
from relations_tui.tui.lines import Line, fit, indented, paragraph, tone
from relations_tui.tui.listing import Listing
from relations_tui.tui.pair_chart import (
    Means,
    Subject,
    layer_span,
    reach,
    span_text,
    turns,
)
from relations_tui.tui.prompt import Prompt
from relations_tui.tui.view_screen import ViewScreen

if TYPE_CHECKING:
    from relations_tui.query.before_after import BeforeAfter

ZOOMS: tuple[tuple[str, int], ...] = (("all", 0), ("layer", -1), ("5 years", 60), ("1 year", 12))
"""Names of the spans and their months; 0 is all layers, -1 the layer shown."""

MOST_LISTED = 16
"""Rows for the events below the chart; what a higher screen has more goes to the chart."""

FIRST_TALL, FIRST_LOW = 6, 2
"""What people put on record, said or claimed comes first; so many of it, by height."""


class PairScreen(ViewScreen):
    """A pair over time."""

    VIEW = "pair"
    DEFAULT_CSS = """
    PairScreen #trends { height: 12; }
    """

    def __init__(self, view: View) -> None:
        super().__init__(view)
        self._zoom = view.options.get("zoom", "layer")
        self._free: Span | None = None
        self._break = 0
        """The month of before and after; 0: none."""
        with suppress(BadPeriod):  # a remembered date that is none
            self._break = timeline.parse_at(view.options["break"]) if "break" in view.options else 0
        self._found: BeforeAfter | None = None
        self._rows: list[Event | str] = []

    @property
    def crumb(self) -> str:
        """The pair."""
        return f"{self.pair.a} – {self.pair.b}"

    @property
    def options(self) -> dict[str, str]:
        """Zoom and the date of before and after."""
        return {"zoom": self._zoom, **({"break": month_text(self._break)} if self._break else {})}

    def compose_body(self) -> Iterable[Widget]:
        """Trends above, events below."""
        yield Drawing(id="trends")
        yield Listing(id="list")

    # --- drawing ----------------------------------------------------------------------------------

    @property
    def span(self) -> Span:
        """The stretch of time shown."""
        if self._free is not None:
            return self._free
        layer = self.looking.layer
        months = dict(ZOOMS).get(self._zoom, -1)
        whole = reach(self.world, self.pair)
        if months == -1:
            return layer_span(self.world, layer, self.pair)
        return whole.around(self.looking.at, months) if months else whole

    def subject(self) -> Subject:
        """What the chart is of."""
        looking, means = self.looking, None
        if self._found is not None and self._found.association is not None:
            one = self._found.association
            means = Means(self._break, one.mean_before, one.mean_after)
        pair = self.pair
        return Subject(self.world, looking.layer, pair, looking.at, self.span, means, looking.covid)

    def draw(self) -> None:
        """Headline, chart, the month's events."""
        trends = self.query_one(Drawing)
        width, height = self.size.width, self.size.height - 2
        self._find_break()
        head = self._headline(width - 2, low=height < 30)
        below = self._below(width - 2)
        room = height - len(head) - len(below)
        listed = min(max(5, room - height * 6 // 10), MOST_LISTED)
        chart = pair_chart.draw(self.subject(), width - 2, max(5, room - listed))
        trends.show(indented([*head, *chart, *below]))
        self._list_events()

    def _headline(self, width: int, *, low: bool) -> list[Line]:
        world, layer, pair = self.world, self.looking.layer, self.pair
        reading = world.reading(layer, pair, self.looking.at)
        between = wording.arrow(layer)
        names = f"{world.countries[pair.a].name} {between} {world.countries[pair.b].name}"
        number = wording.signed(reading.score)
        style = tone(reading.score)
        told = [meaning(layer, reading.score)]
        if reading.change is not None:
            told.append(f"{wording.signed(reading.change)} since {reading.change_from}")
        if reading.evidence:
            told.append(f"rests on {wording.weight(reading.evidence, layer.evidence_unit)}")
        if reading.note:
            told.append(reading.note)
        where = f"{layer.title} {reading.period or 'no date'}"
        zoom = span_text(self.span)
        if low:
            if len(names) + len(number) + len(zoom) + 5 > width:
                zoom = ""  # the chart's axis says it too
            front = fit(names, width - len(zoom) - len(number) - 3)
            gap = width - len(front) - len(number) - len(zoom) - 2
            return [
                [(front, "name"), ("  ", ""), (number, style), (" " * gap, ""), (zoom, "dim")],
                [(fit(" · ".join(told), width), "dim")],
            ]
        said = (f"{told[0]}, {where}", " · ".join(told[1:]), f"shown: {zoom}")
        gap = width - len(names) - len(pair.key) - 1
        return [
            [(names, "name"), (" " * max(1, gap), ""), (f"{pair.a}{between}{pair.b}", "dim")],
            *figure(number, style, said, width),
            [],
        ]

    def _below(self, width: int) -> list[Line]:
        """Before and after, in plain words."""
        if self._found is None:
            return [[]]
        return [[], *([(text, "text")] for text in paragraph(self._found.text, min(width, 110)))]

    # --- events -----------------------------------------------------------------------------------

    def _list_events(self) -> None:
        """What was put on record, said or claimed; then the period under the cursor."""
        world, looking = self.world, self.looking
        period = looking.period
        events = world.events(self.pair)
        keep = EventFilter(since=period, until=period, covid=looking.covid)
        here = latest_first(events, keep, None)
        told = [e for e in events if e.status != "coded"]
        told = latest_first(told, EventFilter(covid=looking.covid), None)
        key = self.key("events")
        hidden = "" if looking.covid else f"   {self.key('covid')}: covid bans"
        first = told[: FIRST_TALL if self.size.height >= 30 else FIRST_LOW]
        rest = len(told) - len(first)
        more = f"   {key}: the other {rest}" if rest else ""
        note = self.app.yours.note(self.pair.key)
        self._rows = [f"Your note: {note}"] if note else []
        self._rows += [f"On record, stated or claimed: {len(told)}{more}{hidden}", *first]
        self._rows += [f"Events of {period}: {len(here)}", *here]
        coded = sum(e.status == "coded" for e in events)
        read = f"Read off the news by a machine, all dates: {coded:,}   {key}: all of them"
        self._rows.append(read)
        self._rows += self._standing()
        self.query_one(Listing).show(len(self._rows), self._row)

    def _standing(self) -> list[str]:
        """Projects of both, turning points, figures, and what is known to be wrong."""
        world, pair = self.world, self.pair
        said = []
        for project in world.projects_of(pair):
            members = " ".join(project.members)
            known = f"{project.status} {project.grade}".strip()
            said.append(f"Project: {project.title} ({members}), since {project.since}, {known}")
        said += [f"Marker: {m.date} {m.title}, {m.status}" for m in world.markers_of(pair)]
        facts = (*world.facts(pair.a), *world.facts(pair.b))
        said += [f"Fact: {wording.fact(fact)}" for fact in facts]
        return [*said, *(f"! {c}: {note}" for c in pair if (note := world.countries[c].note))]

    def _row(self, index: int, width: int) -> Line:
        row = self._rows[index]
        if isinstance(row, str):
            return [(fit(row, width), "head")]
        glyph = f"{wording.STATUS_GLYPHS[row.status]} {row.status:<8} {row.grade:<2} "
        front = f" {row.date:<10} {wording.parties(row, self.pair):<8} "
        what = wording.what(row, self.world.cameo)
        value = "" if row.goldstein is None else f" {row.goldstein:+.1f}"
        room = width - len(front) - len(glyph) - len(value)
        rest = f" · {wording.source(row)} · {row.summary or row.actors}"
        text = fit(what, room)
        tail = fit(rest, room - len(text)) if room - len(text) > 12 else ""
        return [
            (front, "dim"), (glyph, "head"), (text, "text"),
            (value, tone(row.goldstein or 0)), (tail, "dim"),
            *([("  !", "warn")] if row.flag else []),
        ]  # fmt: skip

    def on_listing_chosen(self, event: Listing.Chosen) -> None:
        """Enter: the event in the explorer, with who says so."""
        row = self._rows[event.index]
        self.open_event(f"pair:{self.pair.key}", "" if isinstance(row, str) else row.id)

    # --- mouse ------------------------------------------------------------------------------------

    def on_drawing_clicked(self, event: Drawing.Clicked) -> None:
        """The cursor goes to the date under the mouse."""
        inner = pair_chart.inner_width(self.size.width - 2)
        column = event.column - 1 - pair_chart.MARGIN
        if 0 <= column < inner:
            at = self.span.at(column, inner)
            self.go_to_month(timeline.nearest(self.looking.layer, at))

    def on_drawing_wheeled(self, event: Drawing.Wheeled) -> None:
        """The wheel walks through time."""
        self.action_step(event.way)

    # --- keys -------------------------------------------------------------------------------------

    def action_swap(self) -> None:
        """The other direction."""
        self.be_about(self.pair.swapped)
        self.looking.pair = self.pair
        self.arrived()

    def action_zoom(self, by: int) -> None:
        """A shorter or longer span."""
        names = [name for name, _ in ZOOMS]
        here = names.index(self._zoom) if self._zoom in names else 1
        self._free = None
        self._zoom = names[min(max(here + by, 0), len(names) - 1)]
        self.draw()

    def action_pan(self, way: int) -> None:
        """A quarter of the span back or on."""
        span = self.span
        whole = reach(self.world, self.pair)
        length = span.last - span.first
        by = way * max(1, length // 4)
        first = min(max(span.first + by, whole.first), max(whole.first, whole.last - length))
        self._free = Span(first, first + length)
        self.draw()

    async def action_choose_range(self) -> None:
        """Ask for two dates."""
        await self.ask(Prompt("range", "show from to", self._range_hint))

    def _range_hint(self, text: str) -> str:
        whole = reach(self.world, self.pair)
        if not text.strip():
            return f"two dates, such as 2013 2019; the layers reach {span_text(whole)}"
        span = parse_span(text, whole)
        return "two dates: 2013 2019-06" if span is None else span_text(span)

    def _show_range(self, text: str) -> None:
        """Two dates; the cursor comes along, into what is shown."""
        if not text:
            return
        span = parse_span(text, reach(self.world, self.pair))
        if span is None:
            raise UsageError(f"no two dates: {text!r}; such as 2013 2019-06")
        self._free = span
        looking = self.looking
        inside = min(max(looking.at, span.first), span.last)
        if inside != looking.at:
            looking.go_to(timeline.nearest(looking.layer, inside))

    def action_before_after(self) -> None:
        """Before and after the month under the cursor; again to take it away."""
        self._break = 0 if self._break == self.looking.at else self.looking.at
        self.draw()
        if self._found is not None and self._found.association is None:
            self.say(f"{self.key('before.after.at')} asks for another date, or a marker")

    async def action_choose_break(self) -> None:
        """Ask for a date or a marker."""
        await self.ask(Prompt("break", "before and after", self._break_hint))

    def _break_hint(self, text: str) -> str:
        at = self._break_of(text)
        if at:
            return month_text(at)
        known = "; ".join(f"{turn.date} {turn.title}" for turn in turns(self.world, self.pair))
        return f"a date, or a word of: {known}" if known else "a date such as 2013-06"

    def _break_of(self, text: str) -> int:
        from relations_tui.model.period import check_date

        text = text.strip()
        try:
            return month(check_date(text)) if text else 0
        except ValueError:
            known = turns(self.world, self.pair)
            found = (turn for turn in known if text.casefold() in turn.title.casefold())
            return next((month(turn.date) for turn in found), 0)

    def _find_break(self) -> None:
        self._found = None
        if self._break:
            from relations_tui.query.before_after import before_after

            self._found = before_after(
                self.world, self.looking.layer, self.pair, month_text(self._break), None
            )

    def answered(self, purpose: str, text: str) -> None:
        """A span, or a date of before and after."""
        if purpose == "range":
            self._show_range(text)
        elif purpose == "break":
            at = self._break_of(text)
            if text and not at:
                raise UsageError(f"neither a date nor a marker of this pair: {text!r}")
            self._break = at
        else:
            super().answered(purpose, text)
            return
        self.draw()

    # --- taking away ------------------------------------------------------------------------------

    @property
    def under_cursor(self) -> str:
        """The event under the cursor, else the score in sentences."""
        listing = self.query_one(Listing)
        row = self._rows[listing.cursor] if self._rows else ""
        if isinstance(row, str):
            return super().under_cursor
        return wording.sentence(row, self.world.cameo)

    @property
    def event_id(self) -> str:
        """The event under the cursor."""
        row = self._rows[self.query_one(Listing).cursor] if self._rows else ""
        return "" if isinstance(row, str) else row.id

    def report(self) -> object:
        """The headless twin: ``relations show``."""
        looking = self.looking
        return pair_report(self.world, self.pair, looking.layer, looking.at)

    def table(self) -> tuple[list[str], list[list[object]]]:
        """The trends of all layers, long: a row a layer, direction and period."""
        from relations_tui.model.period import period_text

        rows: list[list[object]] = []
        for layer in self.world.layers.values():
            both: tuple[Pair, ...] = (self.pair, self.pair.swapped)
            for pair in both if layer.directed else both[:1]:
                for p in self.world.trend(layer, pair):
                    date = period_text(p.period, layer.frequency)
                    rows.append([layer.id, pair.a, pair.b, date, p.score, p.evidence])
        return ["layer", "a", "b", "period", "score", "evidence"], rows
