"""Two dates, two layers or two directions side by side: where they differ most."""

from collections.abc import Iterable
from dataclasses import replace

from textual import events
from textual.widget import Widget

from relations_tui.errors import UsageError
from relations_tui.model.country import Pair
from relations_tui.model.user import View
from relations_tui.query.compare import Compared, Comparison
from relations_tui.report.compare import COMPARE_HEAD, compare_cells, compare_report
from relations_tui.tui import compare_lines
from relations_tui.tui.compare_sides import Sides
from relations_tui.tui.country_side import SideList
from relations_tui.tui.drawing import Drawing
from relations_tui.tui.lines import Line, indented, paragraph
from relations_tui.tui.listing import Listing
from relations_tui.tui.matrix import MatrixView
from relations_tui.tui.names import both
from relations_tui.tui.prompt import Prompt
from relations_tui.tui.ranked_screen import TALL, RankedScreen

WIDE, VERY_WIDE = 100, 150
"""Columns from which matrix and list stand side by side, and from which there is much room."""


class CompareScreen(RankedScreen):
    """The matrix of differences, and the pairs that differ most."""

    VIEW = "compare"
    AUTO_FOCUS = "#list"
    DEFAULT_CSS = """
    CompareScreen #head { height: 4; }
    CompareScreen #view { layout: horizontal; }
    CompareScreen #head { dock: top; }
    CompareScreen #told { dock: bottom; }
    CompareScreen #told { height: 2; }
    CompareScreen MatrixView { width: 1fr; height: 1fr; }
    """

    def __init__(self, view: View) -> None:
        super().__init__(view)
        self._sides = Sides(self, view.options)
        self._returns = "kind" in view.options
        self._found: Comparison | None = None

    @property
    def crumb(self) -> str:
        """What it is."""
        return f"compare {compare_lines.TITLES[self._sides.kind]}"

    @property
    def options(self) -> dict[str, str]:
        """What is compared."""
        return super().options | self._sides.options

    def compose_body(self) -> Iterable[Widget]:
        """What it is of; matrix and list; the pair under the cursor."""
        yield Drawing(id="head")
        yield MatrixView(id="differences")
        yield SideList(head=1, id="list")
        yield Drawing(id="told")

    @property
    def home(self) -> Widget | None:
        """The list has the keys, or the matrix if it was asked for."""
        return self.matrix if self.is_matrix else self.listing

    @property
    def is_matrix(self) -> bool:
        """Whether the cursor is the matrix's, and not the list's."""
        return self.has_class("-matrix")

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Who has the keys has the cursor; a prompt only borrows them."""
        if event.widget in (self.matrix, self.listing):
            to_matrix = event.widget is self.matrix
            if to_matrix != self.is_matrix:
                self.set_class(to_matrix, "-matrix")
                self._tell()

    @property
    def matrix(self) -> MatrixView:
        """The differences as a matrix."""
        return self.query_one(MatrixView)

    # --- drawing ----------------------------------------------------------------------------------

    def draw(self) -> None:
        """Compare, and show it."""
        self._found, self._trouble = None, ""
        try:
            self._found = self._sides.compare(self.countries(), self.among)
        except UsageError as error:
            self._trouble = str(error)
        found = self._found
        self._arrange()
        self._draw_head()
        # Of the pair itself, before the list's cursor turns to another.
        place = 0 if found is None else self.place(found.rank_of(self.pair))
        if self.matrix.matrix is None:  # the list comes first: the matrix is a frame of its own
            self.call_after_refresh(self._draw_matrix)
        else:
            self._draw_matrix()
        self.listing.show(
            0 if found is None else len(found), self._row, head=self._columns, cursor=place,
            empty=self._trouble or f"no pair that both sides know among {self.where}",
        )  # fmt: skip
        if not self.is_matrix:
            self._follow_list()
        self._tell()

    def _arrange(self) -> None:
        """Matrix and list side by side, or one of them: set before the first layout, so that there
        is no second.
        """
        width = self.size.width
        listing, matrix = self.listing, self.matrix
        together = width >= WIDE
        listing.display = together or not self.is_matrix
        matrix.display = together or self.is_matrix
        listing.styles.width = (80 if width >= VERY_WIDE else 62) if together else "100%"

    def _draw_head(self) -> None:
        lines = compare_lines.head(self._sides, self._found, self.where, self.size.width - 2)
        air: list[Line] = [[]] if self.size.height >= TALL else []
        self.query_one("#head", Drawing).show(indented([*lines, *air]))

    def _draw_matrix(self) -> None:
        layer, at, found = self.looking.layer, self.looking.at, self._found
        if found is None:
            empty = self.world.matrix(layer, at, self.countries())
            self.matrix.show(replace(empty, frame=None), note=self._trouble)
            return
        whole = self.world.matrix(found.layer, at, self.countries())
        self.matrix.show(replace(whole, frame=found.frame))
        self.matrix.move_to(*self.pair)

    def _columns(self, _y: int, width: int) -> Line:
        return [] if self._found is None else compare_lines.columns(self._found, width)

    def _row(self, index: int, width: int) -> Line:
        assert self._found is not None
        return compare_lines.row(self.world, self._found, index, width)

    @property
    def _under(self) -> Compared | None:
        """The row of the pair under the cursor; None if it is not on both sides."""
        found = self._found
        if found is None:
            return None
        rank = found.rank_of(self.pair) if self.is_matrix else self.listing.cursor
        return found.row(rank) if 0 <= rank < len(found) else None

    def _tell(self) -> None:
        said = paragraph(self.under_cursor, self.size.width - 2)
        told: list[Line] = [[(" ", ""), (text, "text")] for text in said]
        self.query_one("#told", Drawing).show([[], *told])

    # --- the cursors ------------------------------------------------------------------------------

    def _follow_list(self) -> None:
        """The matrix goes to the pair in the list."""
        row = self._under
        if row is not None:
            self.be_about(Pair(row.a, row.b))
            self.matrix.move_to(row.a, row.b)

    def on_listing_moved(self, _event: Listing.Moved) -> None:
        """Another pair in the list; the matrix has it already if that is where it came from."""
        if self.is_matrix:
            return
        self._follow_list()
        self._tell()

    def on_matrix_view_moved(self, event: MatrixView.Moved) -> None:
        """Another cell: the list goes to its pair, if it has it."""
        if not self.is_matrix:
            return
        self.be_about(Pair(event.row, event.column))
        rank = -1 if self._found is None else self._found.rank_of(self.pair)
        if rank >= 0:
            self.listing.go_to(rank)
        self._tell()

    def on_matrix_view_chosen(self, _event: MatrixView.Chosen) -> None:
        """A double click on a cell: the pair in large."""
        self.action_open("pair")

    # --- keys -------------------------------------------------------------------------------------

    def action_kind(self, by: int) -> None:
        """Two dates, two layers, two directions; the last in a layer that has them."""
        self._sides.turn(by)
        self.listing.go_to(0)
        layer = self.looking.layer
        if self._sides.kind == "directions" and not layer.directed:
            directed = next((one for one in self.world.layers.values() if one.directed), None)
            if directed is not None:
                self.say(f"{layer.title} has no directions: {directed.title} has")
                self._turn_to(directed)
                return
        self.arrived()

    def action_other(self, by: int) -> None:
        """Another first date, or another layer to compare with."""
        why_not = self._sides.step(by)
        if why_not:
            self.say(why_not)
        else:
            self.draw()

    def action_swap(self) -> None:
        """Left is right, and right left."""
        sides = self._sides
        if sides.kind == "dates":
            to = sides.before
            sides.be_since(self.looking.at)
            self.go_to_month(to)
        elif sides.kind == "layers":
            other = sides.other
            sides.be_with(sides.layer)
            self._turn_to(other)
        else:
            self.say("the list names the higher direction first")

    async def action_choose_sides(self) -> None:
        """Ask for both dates, or for the other layer."""
        label = "against layer" if self._sides.kind == "layers" else "from, to"
        await self.ask(Prompt("sides", label, self._sides.hint))

    def answered(self, purpose: str, text: str) -> None:
        """Both sides."""
        if purpose != "sides":
            super().answered(purpose, text)
        elif self._sides.kind != "layers":
            self._go_to_dates(text)
        elif (named := self._sides.layer_of(text)) is None:
            raise UsageError(f"no layer answers to {text!r}")
        else:
            self._sides.be_with(named)
            self.draw()

    def _go_to_dates(self, text: str) -> None:
        sides = self._sides
        dates = sides.dates_of(text)
        if sides.kind == "dates" and dates:
            sides.be_since(dates[0])
        if len(dates) > 1 or (dates and sides.kind == "directions"):
            self.go_to_month(dates[-1])
        else:
            self.draw()

    def action_switch(self) -> None:
        """The keys go to the matrix, or back to the list."""
        self.set_class(not self.is_matrix, "-matrix")
        self._arrange()
        self.set_focus(self.home)
        if not self.is_matrix:
            self._follow_list()
        self._tell()

    # --- taking away ------------------------------------------------------------------------------

    @property
    def under_cursor(self) -> str:
        """The difference of the pair under the cursor, in a sentence."""
        found, one = self._found, self._under
        if found is None:
            return self._trouble
        if one is not None:
            return compare_lines.sentence(self.world, found, one)
        if self.pair.a == self.pair.b:
            return ""
        names = both(self.world, self.pair, directed=found.layer.directed)
        return f"{names}: not known on both sides, so that there is no difference to tell"

    def report(self) -> object:
        """The headless twin: ``relations compare``."""
        if self._found is None:
            return {"error": self._trouble}
        return compare_report(self.world, self._found, self.among)

    def table(self) -> tuple[list[str], list[list[object]]]:
        """A row a pair."""
        if self._found is None:
            return COMPARE_HEAD, []
        return COMPARE_HEAD, compare_cells(compare_report(self.world, self._found, self.among))
