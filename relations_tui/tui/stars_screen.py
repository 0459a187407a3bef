"""The watchlist: what is starred as it stands now, notes, and saved views."""

from collections.abc import Iterable, Sequence

from textual.widget import Widget

from relations_tui.model.country import Pair, pair_of
from relations_tui.model.user import EVENT, Note, SavedView, View
from relations_tui.report import wording
from relations_tui.report.watchlist import (
    WATCH_HEAD,
    Watched,
    Watchlist,
    watch_cells,
    watchlist,
)
from relations_tui.tui import pair_chart, yours
from relations_tui.tui.commands import by_id
from relations_tui.tui.drawing import Drawing
from relations_tui.tui.keymap import shown
from relations_tui.tui.lines import Line, fit, indented, tone, tone_of_change
from relations_tui.tui.listing import Listing
from relations_tui.tui.pair_chart import Subject, layer_span
from relations_tui.tui.partner_list import sparks
from relations_tui.tui.prompt import Prompt
from relations_tui.tui.view_screen import ViewScreen

WIDE = 110
"""Columns from which there is room for the evidence and the note."""
CODES, SCORE, CHANGE, RESTS = 9, 6, 8, 26
LONG_TREND, SHORT_TREND = 24, 12
NAME = 28
LEAST_CHART, MOST_CHART = 9, 32
"""Lines of the chart below."""
RENAME = "rename "

Row = Watched | Note | SavedView | str
"""A text is a heading, or what is said of an empty section: the cursor passes over it."""
STARS = "Stars"


class Sections(Listing):
    """A list whose headings the cursor passes over."""

    headings: frozenset[int] = frozenset()

    def _go(self, to: int) -> None:
        way = 1 if to > self.cursor else -1
        to = min(max(to, 0), max(0, self.count - 1))
        while to in self.headings and 0 <= to + way < self.count:
            to += way
        if to not in self.headings:
            super()._go(to)


class StarsScreen(ViewScreen):
    """What the user keeps an eye on. Enter opens it."""

    VIEW = "stars"
    DEFAULT_CSS = """
    StarsScreen #list { height: 1fr; }
    StarsScreen #trend { height: 0; }
    """

    def __init__(self, view: View) -> None:
        super().__init__(view)
        self._found: Watchlist
        self._rows: list[Row] = []
        self._sure: Row | None = None
        """The note or view that the next press of the key removes."""

    @property
    def crumb(self) -> str:
        """What it is."""
        return "yours"

    def compose_body(self) -> Iterable[Widget]:
        """The list, and below it the trend of the pair under the cursor."""
        yield Sections(id="list")
        yield Drawing(id="trend")

    def draw(self) -> None:
        """Stars, notes and views, each under its heading."""
        looking, made = self.looking, self.app.yours.made
        self._found = watchlist(self.world, made, looking.layer, looking.at)
        keys = self.app.session.keys
        s, n, v = (shown(by_id(id_), keys) for id_ in ("star", "note", "view.save"))
        sections: tuple[tuple[str, Sequence[Row], str], ...] = (
            (STARS, self._found.stars, f"{s} stars the pair or the country in front"),
            ("Notes", self._found.notes, f"{n} notes what you know of it"),
            ("Saved views", self._found.views, f"{v} saves the view in front under a name"),
        )
        self._rows = []
        for title, found, empty in sections:
            self._rows += ["", title, *(found or [f" {empty}"])]
        del self._rows[0]
        listing = self.query_one(Sections)
        listing.headings = frozenset(i for i, row in enumerate(self._rows) if isinstance(row, str))
        listing.show(len(self._rows), self._row)
        if listing.cursor in listing.headings:
            listing.action_move(1)
        self._draw_trend()

    def _draw_trend(self) -> None:
        """Where there is room."""
        listing = self.query_one(Sections)
        room = min(self.size.height - 2 - len(self._rows) - 1, MOST_CHART)
        row, layer = self.row, self.looking.layer
        lines: list[Line] = []
        if isinstance(row, Watched) and "-" in row.target and row.period and room >= LEAST_CHART:
            pair = pair_of(row.target)
            span = layer_span(self.world, layer, pair)
            of = Subject(self.world, layer, pair, self.looking.at, span, None, False)
            drawn = pair_chart.draw(of, self.size.width - 2, room - 2)
            title: Line = [(row.name, "head"), (f"  {row.meaning}", "dim")]
            lines = indented([title, [], *drawn])
        self.query_one("#trend", Drawing).show(lines)
        listing.refresh()

    # --- rows -------------------------------------------------------------------------------------

    def _row(self, index: int, width: int) -> Line:
        row = self._rows[index]
        if isinstance(row, Watched):
            return self._star(row, width)
        if isinstance(row, Note):
            front = f" {_codes(row.target):<{CODES}} {row.changed[:10]}  "
            return [(front, "dim"), (fit(row.text, width - len(front)), "text")]
        if isinstance(row, SavedView):
            told = f"{wording.view(row.view)}, saved {row.saved[:10]}"
            name = fit(row.name, max(width // 2, width - len(told) - 3))
            return [(f" {name}  ", "name"), (fit(told, width - len(name) - 3), "dim")]
        if row == STARS and self._found.stars:
            at = width - 1 - sum(self._columns(width)[1:])
            return [
                (f" {row}".ljust(at), "head"),
                (f"{'score':>{SCORE}}{'change':>{CHANGE}}", "faint"),
            ]
        return [(f" {row}", "dim" if row.startswith(" ") else "head")]

    @staticmethod
    def _columns(width: int) -> tuple[int, int, int, int]:
        """How wide the name, score and change, the trend, and the rest are."""
        wide = width >= WIDE
        periods = LONG_TREND if wide else SHORT_TREND
        spare = width - 1 - CODES - SCORE - CHANGE - 2 - periods
        name = min(spare - RESTS - 2, NAME) if wide else spare
        return name, SCORE + CHANGE, 2 + periods, spare - name

    def _star(self, one: Watched, width: int) -> Line:
        room, _, periods, rest = self._columns(width)
        periods -= 2
        change = "" if one.change is None else wording.signed(one.change)
        trend = one.trend[-periods:]
        line: Line = [
            (f" {_codes(one.target):<{CODES}}", "dim"),
            (fit(one.name, room - 1).ljust(room), "name"),
            (wording.signed(one.score).rjust(SCORE), tone(one.score)),
            (change.rjust(CHANGE), tone_of_change(one.change)),
            ("  ", ""), *sparks(trend), (" " * (periods - len(trend)), ""),
        ]  # fmt: skip
        if rest:
            line.append((f"  {fit(self._rests(one), RESTS):<{RESTS}}", "dim"))
            line.append((fit(one.note, rest - RESTS - 2), "text"))
        return line

    def _rests(self, one: Watched) -> str:
        """The date and the evidence: what the number rests on."""
        if one.score is None:
            return one.meaning
        if one.evidence is None:
            return f"{one.period}, mean of {one.partners}"
        return f"{one.period}, {wording.weight(one.evidence, self._found.evidence_unit)}"

    # --- what is under the cursor -----------------------------------------------------------------

    @property
    def row(self) -> Row | None:
        """The row under the cursor; None if there is nothing yet."""
        cursor = self.query_one(Sections).cursor
        row = self._rows[cursor] if cursor < len(self._rows) else None
        return None if isinstance(row, str) else row

    @property
    def target(self) -> str:
        """What the row is on."""
        row = self.row
        if isinstance(row, Watched | Note) and not row.target.startswith(EVENT):
            return row.target
        return super().target

    @property
    def event_id(self) -> str:
        """The event that a note is on."""
        return _event_of(self.row)

    @property
    def pair(self) -> Pair:
        """The pair of the row; of a country twice the same."""
        row = self.row
        if isinstance(row, SavedView):
            return Pair(row.view.row, row.view.column)
        if not isinstance(row, Watched | Note) or _event_of(row):
            return super().pair
        codes = row.target.split("-")
        known = all(iso3 in self.world.countries for iso3 in codes)
        return Pair(codes[0], codes[-1]) if known else super().pair

    @property
    def country(self) -> str:
        """The country of the row."""
        return self.pair.a

    @property
    def under_cursor(self) -> str:
        """The row in words."""
        row = self.row
        if isinstance(row, Note):
            return f"Note on {yours.named(self, row.target)}, {row.changed[:10]}: {row.text}"
        if isinstance(row, SavedView):
            return f"{row.name}: {wording.view(row.view)}"
        if isinstance(row, Watched) and row.score is not None and row.evidence is None:
            return (
                f"{row.name}, {self.looking.layer.title}, {row.period}: "
                f"{wording.signed(row.score)}, the mean of its scores with {row.partners} partners."
            )
        return super().under_cursor

    # --- keys -------------------------------------------------------------------------------------

    def on_listing_moved(self, _event: Listing.Moved) -> None:
        """The trend follows."""
        self._sure = None
        self._draw_trend()

    def on_listing_chosen(self, _event: Listing.Chosen) -> None:
        """Open what the row is on."""
        row = self.row
        if isinstance(row, SavedView):
            if not self.app.visit(row.view):
                self.say("these data don't have what that view is of", wrong=True)
        elif _event_of(row):
            self.open_event("", self.event_id)
        elif row is not None:
            if set(self.target.split("-")) <= self.world.countries.keys():
                self.action_open("pair" if "-" in self.target else "country")
            else:
                self.say(f"these data don't have {self.target}")

    def action_remove(self) -> None:
        """Take a star away; a note or a view, which can't be had back, at the second time."""
        row = self.row
        if isinstance(row, Watched):
            yours.star(self, row.target)
        elif isinstance(row, Note | SavedView) and self._sure is not row:
            self._sure = row
            what = "the note" if isinstance(row, Note) else row.name
            self.say(f"again to remove {what}")
        elif isinstance(row, Note):
            yours.answered(self, f"{yours.NOTE}{row.target}", "")
        elif isinstance(row, SavedView):
            yours.remove_view(self, row.name)
            self.arrived()

    async def action_rename(self) -> None:
        """Ask for another name of a saved view."""
        row = self.row
        if not isinstance(row, SavedView):
            self.say("only saved views have names")
            return
        old = row.name
        await self.ask(Prompt(f"{RENAME}{old}", "rename to", lambda _text: f"now: {old}", old))

    def answered(self, purpose: str, text: str) -> None:
        """A new name, or what is asked for everywhere."""
        if not purpose.startswith(RENAME):
            super().answered(purpose, text)
        elif text:
            yours.rename_view(self, purpose.removeprefix(RENAME), text)
            self.arrived()

    # --- taking away ------------------------------------------------------------------------------

    def report(self) -> object:
        """The headless twin: ``relations stars``."""
        return self._found

    def table(self) -> tuple[list[str], list[list[object]]]:
        """A row a star."""
        return WATCH_HEAD, watch_cells(self._found)


def _event_of(row: Row | None) -> str:
    """The event that a note is on; "" for any other row."""
    if isinstance(row, Note) and row.target.startswith(EVENT):
        return row.target.removeprefix(EVENT)
    return ""


def _codes(target: str) -> str:
    return "event" if target.startswith(EVENT) else target.replace("-", "–")
