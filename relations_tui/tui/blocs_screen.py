"""Blocs: who stands together, who moved, who bridges."""

from collections.abc import Iterable

from msgspec.structs import replace
from textual.widget import Widget

from relations_tui.model.country import Pair
from relations_tui.model.user import View
from relations_tui.report.blocs import (
    BLOCS_HEAD,
    Bloc,
    BlocsReport,
    Member,
    bloc_rows,
    blocs_report,
    firmness,
)
from relations_tui.tui import bloc_lines
from relations_tui.tui.answer import Answer
from relations_tui.tui.drawing import Drawing
from relations_tui.tui.lines import Line, indented
from relations_tui.tui.listing import Listing
from relations_tui.tui.ranked_screen import RankedScreen

LISTS = ("blocs", "moves", "bridges")
RESOLUTIONS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
MONTHS = 12
Row = tuple[Bloc, Member | None]
"""A country and its bloc; a bloc's own row has no country."""


class BlocsScreen(RankedScreen):
    """The blocs with their members, those that moved within a year, and the bridges."""

    VIEW = "blocs"
    DEFAULT_CSS = """
    BlocsScreen #head { height: 4; }
    BlocsScreen #told { height: 8; }
    """

    def __init__(self, view: View) -> None:
        super().__init__(view)
        shown = view.options.get("list", LISTS[0])
        self._list = shown if shown in LISTS else LISTS[0]
        self._resolution = 1.0
        self._rows: list[Row] = []
        self._answer: Answer[BlocsReport] = Answer(self, self._show)

    @property
    def crumb(self) -> str:
        """What it is."""
        return "blocs"

    @property
    def options(self) -> dict[str, str]:
        """Which of the lists is shown."""
        return {**super().options, "list": self._list}

    def compose_body(self) -> Iterable[Widget]:
        """How many there are, the list, the scores between them."""
        yield Drawing(id="head")
        yield Listing(head=1, id="list")
        yield Drawing(id="told")

    def draw(self) -> None:
        """Ask for the blocs; those there were stay meanwhile."""
        self.countries()  # a focus that means nothing any more is given up
        world, layer, at = self.world, self.looking.layer, self.looking.at
        among, band, resolution = self.among, self.app.session.neutral_band, self._resolution
        self._answer.ask(
            (world, layer.id, at, among, band, resolution),
            lambda _job: blocs_report(
                world, layer, at, among=among, band=band, resolution=resolution, months=MONTHS
            ),
        )
        self._show()

    def _show(self) -> None:
        report, size = self._answer.value, (self.size.width - 2, self.size.height)
        stale = self._answer.is_stale
        if report is None or not report.date:
            what = "being worked out" if stale else self._answer.trouble or "no data"
            head: list[Line] = [[(f"Blocs of {self.where}: {what}", "name")], []]
        else:
            title = self.world.layers[report.layer].title
            head = bloc_lines.head(report, title, self.where, size, stale=stale)
        self.query_one("#head", Drawing).show(indented(head))
        self._rows = [] if report is None else self._listed(report)
        empty = {
            "moves": "no country changed blocs within a year", "bridges": "no bridge", "blocs": ""
        }[self._list]  # fmt: skip
        self.listing.show(
            len(self._rows), self._row, empty="" if report is None else empty,
            head=lambda _y, width: bloc_lines.columns(width, grouped=self._list == "blocs"),
        )  # fmt: skip
        room = 10 if self.size.height >= 36 else 8 if self.size.height >= bloc_lines.LOW else 4
        lines = [] if report is None else bloc_lines.told(report, (size[0], room))
        rule: Line = [("─" * self.size.width, "faint")]
        self.query_one("#told", Drawing).show([rule, *indented(lines)], height=room + 1)
        self._follow()

    def _listed(self, report: BlocsReport) -> list[Row]:
        everyone = [(bloc, one) for bloc in report.blocs for one in bloc.members]
        if self._list == "blocs":
            return [row for bloc in report.blocs
                    for row in ((bloc, None), *((bloc, one) for one in bloc.members))]  # fmt: skip
        if self._list == "moves":
            moved = {one.iso3 for one in report.moves}
            found = [(bloc, one) for bloc, one in everyone if one.iso3 in moved]
            return [*sorted(found, key=lambda row: (-row[1].firm, row[1].iso3))]
        return [*sorted(everyone, key=lambda row: (-row[1].bridging, row[1].iso3))]

    def _row(self, index: int, width: int) -> Line:
        bloc, member = self._rows[index]
        if member is None:
            return bloc_lines.bloc_row(bloc, width)
        return bloc_lines.member_row(bloc.letter, member, width)

    @property
    def _under(self) -> Row | None:
        cursor = self.listing.cursor
        return self._rows[cursor] if cursor < len(self._rows) else None

    def _follow(self) -> None:
        row = self._under
        if row is not None and row[1] is not None and row[1].iso3 != self.pair.a:
            self.be_about(Pair(row[1].iso3, self.pair.a))

    def on_listing_moved(self, _event: Listing.Moved) -> None:
        """Another country."""
        self._follow()

    @property
    def country(self) -> str:
        """The country under the cursor."""
        row = self._under
        return super().country if row is None or row[1] is None else row[1].iso3

    def on_listing_chosen(self, _event: Listing.Chosen) -> None:
        """Enter: the country, or the best known of the bloc."""
        row = self._under
        if row is not None:
            iso3 = row[0].members[0].iso3 if row[1] is None else row[1].iso3
            self.be_about(Pair(iso3, self.pair.b if self.pair.b != iso3 else self.pair.a))
            self.action_open("country")

    # --- keys -------------------------------------------------------------------------------------

    def action_list(self) -> None:
        """The blocs, those that moved, the bridges."""
        self._list = LISTS[(LISTS.index(self._list) + 1) % len(LISTS)]
        self.listing.go_to(0)
        self._show()

    def action_resolution(self, by: int) -> None:
        """More and smaller blocs, or fewer and larger."""
        here = RESOLUTIONS.index(self._resolution) + by
        if not 0 <= here < len(RESOLUTIONS):
            self.say(f"the {'lowest' if by < 0 else 'highest'} resolution: {self._resolution:g}")
            return
        self._resolution = RESOLUTIONS[here]
        self.arrived()

    def action_in_matrix(self) -> None:
        """The matrix in the order of the blocs."""
        view = replace(self.looking.view, screen="matrix", order="blocs", focus=self.among)
        self.app.restore(view)

    # --- taking away ------------------------------------------------------------------------------

    @property
    def under_cursor(self) -> str:
        """The country or bloc under the cursor in sentences."""
        row, report = self._under, self._answer.value
        if row is None or report is None:
            return f"No blocs of {self.where}."
        bloc, member = row
        whose = f"bloc {bloc.letter} ({bloc.name}) in {self.looking.layer.title} {report.date}"
        if member is None:
            return f"{len(bloc.members)} countries are in {whose}, {firmness(bloc.firm)}."
        moved = member.before and member.before != bloc.letter
        was = f" It was in bloc {member.before} in {report.since}." if moved else ""
        return (
            f"{member.name} is in {whose}: {firmness(member.firm)}, it stays in "
            f"{member.firm * 100:.0f} % of shaken graphs.{was}"
        )

    def report(self) -> object:
        """The headless twin: ``relations blocs``."""
        return self._answer.value or {"error": self._answer.trouble or "being worked out"}

    def table(self) -> tuple[list[str], list[list[object]]]:
        """A row a country."""
        report = self._answer.value
        return list(BLOCS_HEAD), [] if report is None else bloc_rows(report)
