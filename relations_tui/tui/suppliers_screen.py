"""Who supplies a country with arms, who says so, and who minds."""

from collections.abc import Iterable

from textual.widget import Widget

from relations_tui.model.country import Pair
from relations_tui.model.user import View
from relations_tui.report import wording
from relations_tui.report.suppliers import (
    SUPPLIERS_HEAD,
    ArmsRival,
    Hostile,
    Supplier,
    SuppliersReport,
    supplier_cells,
    suppliers_report,
)
from relations_tui.report.triads import date_of
from relations_tui.tui import supplier_lines
from relations_tui.tui.answer import Answer
from relations_tui.tui.drawing import Drawing
from relations_tui.tui.lines import Line, indented
from relations_tui.tui.listing import Listing
from relations_tui.tui.view_screen import ViewScreen

Row = Supplier | Hostile | ArmsRival
WINDOWS = (1, 3, 5, 10)


class SuppliersScreen(ViewScreen):
    """The suppliers of a country: shares where there are quantities, claims beside them."""

    VIEW = "suppliers"
    DEFAULT_CSS = """
    SuppliersScreen #head { height: 4; }
    SuppliersScreen #told { height: 8; }
    """

    def __init__(self, view: View) -> None:
        super().__init__(view)
        self._recipient = view.options.get("of") or view.country or view.row
        self._window = 5
        self._rows: list[Row] = []
        self._answer: Answer[SuppliersReport] = Answer(self, self._show)

    @property
    def crumb(self) -> str:
        """Whose they are."""
        return f"suppliers of {self._recipient}"

    @property
    def options(self) -> dict[str, str]:
        """The country that is supplied."""
        return {"of": self._recipient}

    @property
    def country(self) -> str:
        """The country that is supplied."""
        return self._recipient

    def compose_body(self) -> Iterable[Widget]:
        """The number, the suppliers, the record under the cursor."""
        yield Drawing(id="head")
        yield Listing(head=1, id="list")
        yield Drawing(id="told")

    @property
    def listing(self) -> Listing:
        """The suppliers, then what is between them."""
        return self.query_one("#list", Listing)

    def draw(self) -> None:
        """Ask who supplies the country; the answer there was stays meanwhile."""
        world, layer, at, of = self.world, self.looking.layer, self.looking.at, self._recipient
        band, window = self.app.session.neutral_band, self._window
        date = date_of(layer, at)[1]
        self._answer.ask(
            (world, layer.id, at, of, band, window),
            lambda _job: suppliers_report(
                world, of, layer, at, layer_date=date, window=window, band=band
            ),
        )
        self._show()

    def _show(self) -> None:
        report, size = self._answer.value, (self.size.width - 2, self.size.height)
        waits = "being worked out" if self._answer.is_stale else ""
        if report is None:
            head: list[Line] = [[(f"Suppliers of {self._recipient}: {waits}", "name")], []]
            self._rows = []
        else:
            head = supplier_lines.head(report, size, waits)
            self._rows = [*report.suppliers, *report.hostile, *report.arms_rivals]
        has = report is not None and report.window is not None
        self.query_one("#head", Drawing).show(indented(head))
        self.listing.show(
            len(self._rows), self._row,
            head=lambda _y, width: supplier_lines.columns(width, has_quantities=has),
            empty="" if report is None else "no supplier is known or claimed by this date",
        )  # fmt: skip
        self._follow()

    def _row(self, index: int, width: int) -> Line:
        report, row = self._answer.value, self._rows[index]
        assert report is not None
        match row:
            case Supplier():
                return supplier_lines.supplier_row(row, report, width)
            case Hostile():
                return supplier_lines.hostile_row(self.world, row, width)
            case ArmsRival():
                return supplier_lines.rival_row(row, width)

    # --- the one under the cursor -----------------------------------------------------------------

    @property
    def _under(self) -> Row | None:
        cursor = self.listing.cursor
        return self._rows[cursor] if cursor < len(self._rows) else None

    def _follow(self) -> None:
        row, report, width = self._under, self._answer.value, self.size.width
        room = 10 if self.size.height >= 36 else 7 if self.size.height >= supplier_lines.LOW else 5
        lines: list[Line] = []
        if row is not None and report is not None:
            self.be_about(self._pair_of(row))
            supplier = row if isinstance(row, Supplier) else None
            years = supplier_lines.over_time(report.over_time, supplier, width - 2)
            lines = supplier_lines.told(*self._said(row), width - 2, min(4, room - len(years)))
            lines += years
        if report is not None and room - len(lines) > 0:
            lines += supplier_lines.words(report, width - 2, room - len(lines))
        rule: Line = [("─" * width, "faint")]
        self.query_one("#told", Drawing).show([rule, *indented(lines[:room])], height=room + 1)

    def _pair_of(self, row: Row) -> Pair:
        match row:
            case Supplier():
                return Pair(row.iso3, self._recipient)
            case Hostile():
                return Pair(row.a, row.b)
            case ArmsRival():
                return Pair(row.supplier, row.rival)

    def _said(self, row: Row) -> tuple[str, str]:
        """What is known of a row, and who says so."""
        match row:
            case Supplier():
                if row.status is None:
                    return f"{row.name}: by quantity; no claim on record", ""
                return row.says, self._ledger(row.event)
            case Hostile():
                names = " and ".join(self.world.countries[iso3].name for iso3 in (row.a, row.b))
                report = self._answer.value
                when = report.layer_date if report is not None else ""
                return (
                    f"{names} both supply {self.world.countries[self._recipient].name}, and are "
                    f"hostile to each other: {wording.signed(row.score)} in "
                    f"{self.looking.layer.title}, {when}",
                    "their interests may conflict; the score says nothing of these deliveries",
                )
            case ArmsRival():
                return row.says, self._ledger(row.event)

    def _ledger(self, event_id: str) -> str:
        """Who says so, how far to believe it, what the other side says."""
        events = self.world.source.country_events(self._recipient)
        event = next((one for one in events if one.id == event_id), None)
        if event is None:
            events = self.world.events(self.pair)
            event = next((one for one in events if one.id == event_id), None)
        return "" if event is None else wording.sentence(event, self.world.cameo)

    def on_listing_moved(self, _event: Listing.Moved) -> None:
        """Another row."""
        self._follow()

    def on_listing_chosen(self, _event: Listing.Chosen) -> None:
        """Enter: the record in the explorer, else the pair."""
        row = self._under
        event = row.event if isinstance(row, Supplier | ArmsRival) else ""
        if event and row is not None:
            self.open_event(f"pair:{self._pair_of(row).key} kind:arms_transfer", event)
        elif row is not None:
            self.action_open("pair")

    # --- keys -------------------------------------------------------------------------------------

    def action_window(self, by: int) -> None:
        """Shares over more years, or fewer."""
        here = WINDOWS.index(self._window) + by
        if not 0 <= here < len(WINDOWS):
            self.say(f"the {'shortest' if by < 0 else 'longest'} window: {self._window} years")
            return
        self._window = WINDOWS[here]
        self.arrived()

    # --- taking away ------------------------------------------------------------------------------

    @property
    def under_cursor(self) -> str:
        """The row under the cursor in sentences."""
        row = self._under
        if row is None:
            return "No supplier is known or claimed by this date."
        says, more = self._said(row)
        share = ""
        if isinstance(row, Supplier) and row.share is not None:
            share = f"{row.name} has {row.share:.1%} of the quantity. "
        return f"{share}{says}. {more}".strip()

    def report(self) -> object:
        """The headless twin: ``relations suppliers``."""
        return self._answer.value or {"error": "being worked out"}

    def table(self) -> tuple[list[str], list[list[object]]]:
        """A row a supplier."""
        report = self._answer.value
        return list(SUPPLIERS_HEAD), [] if report is None else supplier_cells(report)
