"""The founding story, page by page; every page leads to the view it is told from."""

from collections.abc import Iterable
from contextlib import suppress
from typing import cast

from msgspec.structs import replace
from textual.widget import Widget

from relations_tui.model.country import Pair
from relations_tui.model.event import Status
from relations_tui.model.user import View
from relations_tui.query.timeline import latest
from relations_tui.query.world import World
from relations_tui.report import wording
from relations_tui.report.story import Page, Row, Story, story
from relations_tui.tui import pair_chart
from relations_tui.tui.drawing import Drawing
from relations_tui.tui.lines import Line, fit, indented, paragraph, tone
from relations_tui.tui.listing import Listing
from relations_tui.tui.pair_chart import Subject, layer_span
from relations_tui.tui.view_screen import ViewScreen

LABEL = 36
TEXT_WIDTH = 92
NARROW, WIDE = 70, 90
"""Columns below which what a row rests on stands under it; from which its label is full."""
LEAST_TREND, MOST_TREND = 8, 18
"""Lines of the trend below a page."""


class StoryScreen(ViewScreen):
    """A guided view: left and right turn its pages, enter opens what a page is about."""

    VIEW = "story"
    DEFAULT_CSS = """
    StoryScreen #page { height: 8; }
    StoryScreen #list { height: 8; }
    StoryScreen #trend { height: 1fr; }
    """

    def __init__(self, view: View) -> None:
        super().__init__(view)
        self._story: Story | None = None
        self._of: World | None = None
        """The world that the story was read from."""
        self._page = 0
        with suppress(ValueError):  # a remembered page that is none
            self._page = int(view.options.get("page", "0"))
        self._lines: list[tuple[int, Line]] = []
        """Every line of the list with the index of the row that it is of."""

    @property
    def crumb(self) -> str:
        """Its title."""
        return "Azerbaijan 2016"

    @property
    def options(self) -> dict[str, str]:
        """The page."""
        return {"page": str(self._page)}

    @property
    def page(self) -> Page:
        """The page in front."""
        if self._story is None or self._of is not self.world:
            self._story, self._of = story(self.world), self.world
        self._page = min(max(self._page, 0), len(self._story.pages) - 1)
        return self._story.pages[self._page]

    @property
    def pair(self) -> Pair:
        """The pair of the row under the cursor, else of the page."""
        rows = self.page.rows
        cursor = self.query_one(Listing).cursor
        index = self._lines[cursor][0] if cursor < len(self._lines) else len(rows)
        key = rows[index].pair if index < len(rows) else ""
        view = self.page.view
        return Pair(*key.split("-")) if key else Pair(view.row, view.column)

    @property
    def country(self) -> str:
        """The country of the page."""
        return self.page.view.country or self.pair.a

    def compose_body(self) -> Iterable[Widget]:
        """What is told above, what it rests on below."""
        yield Drawing(id="page")
        yield Listing(id="list")
        yield Drawing(id="trend")

    def draw(self) -> None:
        """Show the page."""
        page, width = self.page, self.size.width - 2
        pages = self._story.pages if self._story else ()
        number = f"{self._page + 1} of {len(pages)}   left, right"
        room = width - len(number) - 1
        lines: list[Line] = [[(fit(page.title, room).ljust(room), "name"), (number, "dim")], []]
        for text in page.says:
            lines += [[(row, "text")] for row in paragraph(text, min(width, TEXT_WIDTH))]
        lines.append([])
        self.query_one("#page", Drawing).show(indented(lines))
        self._lines = [
            (i, line) for i, row in enumerate(page.rows) for line in row_lines(row, width - 1)
        ]
        end = len(page.rows)
        self._lines += [
            (end, []),
            (end, [("the page", "accent"), (f"  is told from {_names(page.view)}", "dim")]),
            (end, [("by hand", "accent"), (f"   {fit(page.by_hand, width - 10)}", "dim")]),
        ]
        listing = self.query_one(Listing)
        room = self.size.height - 2 - len(lines)
        listing.styles.height = min(len(self._lines), max(3, room))
        listing.show(len(self._lines), lambda index, _width: self._lines[index][1])
        self._draw_trend(room - len(self._lines))

    def _draw_trend(self, rows: int) -> None:
        """Below, where there is room: the trend of the pair under the cursor."""
        trend = self.query_one("#trend", Drawing)
        trend.lines = []
        pair, layer = self.pair, self.world.layers.get(self.page.view.layer, self.looking.layer)
        if rows >= LEAST_TREND and set(pair) <= set(self.world.countries) and pair.a != pair.b:
            span = layer_span(self.world, layer, pair)
            of = Subject(self.world, layer, pair, latest(layer), span, None, False)
            names = " – ".join(self.world.countries[iso3].name for iso3 in pair)
            drawn = pair_chart.draw(of, self.size.width - 2, min(rows - 2, MOST_TREND))
            trend.lines = [[], [(f" {names}", "head")], *indented(drawn)]
        trend.refresh()

    def on_listing_moved(self, _event: Listing.Moved) -> None:
        """The trend follows the cursor."""
        self._draw_trend(self.query_one("#trend").size.height)

    def on_listing_chosen(self, event: Listing.Chosen) -> None:
        """Enter: what the row is about; below the rows, the view the page is told from."""
        index = self._lines[event.index][0]
        view = self.page.view
        if index < len(self.page.rows):
            view = opened(self.page.rows[index], view)
        if view.screen == "matrix":
            self.app.restore(view)
            return
        self.looking.adopt(view)
        self.app.open_view(view)

    def action_turn(self, by: int) -> None:
        """The next page, or the one before."""
        last = len(self._story.pages) - 1 if self._story else 0
        if not 0 <= self._page + by <= last:
            self.say("the story begins here" if by < 0 else "the story ends here: esc to go back")
            return
        self._page += by
        self.query_one(Listing).cursor = 0
        self.draw()

    def report(self) -> object:
        """The headless twin: ``relations story``."""
        return story(self.world)

    def table(self) -> tuple[list[str], list[list[object]]]:
        """A row a line of every page."""
        told = story(self.world)
        rows: list[list[object]] = [
            [page.title, row.label, row.score, row.status, row.grade, row.told, row.event]
            for page in told.pages
            for row in page.rows
        ]
        return ["page", "label", "score", "status", "grade", "told", "event"], rows


def opened(row: Row, view: View) -> View:
    """What a row opens: its event in the explorer, or its pair as its page shows pairs."""
    if row.event:
        return replace(view, screen="events", filter=row_filter(row), options={"event": row.event})
    if not row.pair:
        return view
    a, b = row.pair.split("-")
    screen = view.screen if view.screen in ("pair", "explain") else "pair"
    return replace(view, screen=screen, row=a, column=b)


def row_filter(row: Row) -> str:
    """The line of filters that has the event of a row among others of its pair."""
    return f"pair:{row.pair}" if row.pair else ""


def row_lines(row: Row, width: int) -> list[Line]:
    """A row of a page: its label, its score or status, and what it rests on, wrapped."""
    narrow = width < NARROW
    label = width - 16 if narrow else LABEL if width >= WIDE else width // 2 - 6
    front = f"{fit(row.label, label):<{label}} "
    if row.status:
        glyph = wording.STATUS_GLYPHS[cast(Status, row.status)]
        known = (f"{glyph} {row.status} {row.grade}".ljust(14), "head")
    elif row.scored:
        known = (f"{wording.signed(row.score):>5}  ", tone(row.score))
    else:
        known = ("", "")
    used = len(front) + len(known[0])
    if narrow:
        below: list[Line] = [
            [("    ", ""), (text, "dim")] for text in paragraph(row.told, width - 4)
        ]
        return [[(front, "text"), known], *below]
    first, *more = paragraph(row.told, width - used) or [""]
    lines: list[Line] = [[(front, "text"), known, (first, "dim")]]
    return [*lines, *([(" " * used, ""), (text, "dim")] for text in more)]


def _names(view: View) -> str:
    what = {
        "country": f"the country view of {view.country}",
        "pair": f"the pair view of {view.row} and {view.column}",
        "explain": f"why {view.row} and {view.column} stand so",
        "events": f"the events {view.filter}",
        "suppliers": f"the suppliers of {view.country}",
        "matrix": f"the matrix of {view.focus}",
    }
    return what[view.screen]
