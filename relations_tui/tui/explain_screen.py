"""Why a score is what it is: every contribution, and what the half-life and the prior do."""

from collections.abc import Iterable

from msgspec.structs import replace
from textual.widget import Widget

from relations_tui.model.event import Event
from relations_tui.model.layer import Layer
from relations_tui.model.score import Contribution
from relations_tui.model.user import View
from relations_tui.report import wording
from relations_tui.report.explain import HALF_LIVES, ExplainReport, explain_report
from relations_tui.report.pair import meaning
from relations_tui.tui.digits import figure
from relations_tui.tui.diverging import bar_of
from relations_tui.tui.drawing import Drawing
from relations_tui.tui.lines import Line, fit, indented, paragraph, tone
from relations_tui.tui.listing import Listing
from relations_tui.tui.view_screen import ViewScreen

BAR = 20
"""Columns of the bars, half for either sign."""
WIDE = 100
"""Columns from which there is room for words beside glyphs and units."""
TALL = 22
"""Lines from which there is room for the formula."""


class ExplainScreen(ViewScreen):
    """The contributions to one number, largest first; they sum to it."""

    VIEW = "explain"
    DEFAULT_CSS = """
    ExplainScreen #why { height: 8; }
    """

    def __init__(self, view: View) -> None:
        super().__init__(view)
        asked = view.options.get("half_life", "")
        self._half_life = next((one for one in HALF_LIVES if f"{one:g}" == asked), 0.0)
        """Months, another than the layer's; 0: the layer's own."""
        self._report: ExplainReport
        self._events: dict[str, Event] = {}
        self._below: list[str] = []
        """Lines below the sum: the formula, where there is no room for it above."""

    @property
    def crumb(self) -> str:
        """The pair, and that it is about why."""
        return f"why {self.pair.a} – {self.pair.b}"

    @property
    def options(self) -> dict[str, str]:
        """The half-life, if it is not the layer's."""
        return {"half_life": f"{self._half_life:g}"} if self._half_life else {}

    def compose_body(self) -> Iterable[Widget]:
        """The number above, its parts below."""
        yield Drawing(id="why")
        yield Listing(head=1, id="list")

    @property
    def shown_layer(self) -> Layer:
        """The layer, with the half-life that was chosen."""
        layer = self.looking.layer
        if self._half_life and layer.half_life:
            return replace(layer, half_life=self._half_life)
        return layer

    def draw(self) -> None:
        """Take the score apart."""
        looking, pair = self.looking, self.pair
        self._report = explain_report(
            self.world, pair, looking.layer, looking.at, half_life=self._half_life or None
        )
        self._events = {event.id: event for event in self.world.events(pair)}
        self.query_one("#why", Drawing).show(indented(self._head(self.size.width - 2)))
        parts = self._report.contributions
        self._below = []
        if not self._is_tall:
            width = self.size.width - 2
            self._below = [row for text in self._formula() for row in paragraph(text, width)]
        count = len(parts) + 1 + len(self._below) if parts else 0
        listing = self.query_one(Listing)
        listing.show(count, self._row, empty=self._report.method, head=self._columns)

    # --- the number -------------------------------------------------------------------------------

    def _head(self, width: int) -> list[Line]:
        report, layer = self._report, self.shown_layer
        a, b = (self.world.countries[iso3].name for iso3 in self.pair)
        number = wording.signed(report.score, 2)
        style = tone(report.score)
        title: Line = [(fit(f"{a} {wording.arrow(layer)} {b}", width), "name")]
        plus, minus = report.gains, report.losses
        sums = f"{wording.signed(plus, 2)} {wording.signed(minus, 2)} = {number}"
        counted = len(report.contributions)
        said = (
            f"{meaning(layer, report.score)}, {layer.title} {report.period}",
            f"{counted:,} contributions: {sums}" if counted else "",
            f"rests on {wording.weight(report.evidence, layer.evidence_unit)}",
        )
        if self.size.height < 26:
            summed = f"{wording.signed(plus, 2)} {wording.signed(minus, 2)}, {counted:,} parts"
            told = " · ".join(filter(None, (summed if counted else "", said[0])))
            lines = [title, [(number, style), (f" = {fit(told, width - len(number) - 3)}", "dim")]]
        else:
            lines = [title, *figure(number, style, said, width)]
        for text in (*(self._formula() if self._is_tall else ()), *self._memory()):
            lines += [[(row, "dim")] for row in paragraph(text, width)]
        return [*lines, []]

    @property
    def _is_tall(self) -> bool:
        """Whether the formula has room above; else it stands below the sum."""
        return self.size.height >= TALL

    def _formula(self) -> list[str]:
        """The formula with its numbers, and what pseudo-evidence does to it."""
        report = self._report
        said = [report.method]
        if report.without_prior is not None:
            said.append(
                f"pseudo-evidence {report.prior:g} draws it towards 0: without it "
                f"{wording.signed(report.without_prior, 2)}"
            )
        return said

    def _memory(self) -> list[str]:
        """What other half-lives make of it, and how far to trust what a machine read."""
        report, said = self._report, []
        if report.at_half_lives:
            unit, gap = (" mo", "   ") if self.size.width >= WIDE else ("", "  ")
            scores = gap.join(
                f"{'[' if one.chosen else ''}{one.months:g}{unit} {wording.signed(one.score, 2)}"
                f"{']' if one.chosen else ''}"
                for one in report.at_half_lives
            )
            keys = (self.key(f"half.life.{way}") for way in ("longer", "shorter"))
            said.append(f"half-life ({' '.join(keys)}): {scores}")
        if report.coded:
            said.append(f"~ {report.coded} of them: {report.caution}")
        return said

    # --- its parts --------------------------------------------------------------------------------

    def _columns(self, _y: int, width: int) -> Line:
        bar, status = self._bar_width(width), "status".ljust(10) if width >= WIDE - 1 else " "
        return [
            (f" {'points':>7}  {'':<{bar}}  {'date':<10} {status} ", "dim"),
            ("what adds to the score", "dim"),
        ]

    @staticmethod
    def _bar_width(width: int) -> int:
        return BAR if width >= WIDE - 1 else BAR // 2

    def _row(self, index: int, width: int) -> Line:
        parts = self._report.contributions
        if index == len(parts):
            total = self._report.score
            return [
                (f"{wording.signed(total, 2):>7}", tone(total)),
                ("  sum of all: the score", "dim"),
            ]
        if index > len(parts):
            return [(fit(self._below[index - len(parts) - 1], width), "dim")]
        part = parts[index]
        style = f"score:{600 if part.points > 0 else -600 if part.points < 0 else 0}"
        bar = bar_of(part.points, self._report.largest, self._bar_width(width))
        glyph = wording.STATUS_GLYPHS[part.status] if part.status else " "
        known = f"{glyph} {part.status}".ljust(10) if width >= WIDE - 1 else glyph
        front = f"  {part.date:<10} {known} "
        used = 7 + 2 + self._bar_width(width) + len(front)
        return [
            (f"{wording.signed(part.points, 2):>7}", style), ("  ", ""),
            (bar, style), (front, "dim"),
            (fit(self._told(part), width - used), "text"),
        ]  # fmt: skip

    def _told(self, part: Contribution) -> str:
        """What an event was and where it is from; of other parts their label."""
        event = self._events.get(part.event)
        if event is None:
            return f"{part.label}   {part.source}"
        what = wording.what(event, self.world.cameo)
        flag = "  !" + event.flag if event.flag else ""
        source = wording.source(event)
        said = event.summary or event.actors
        return f"{wording.parties(event)} {what} · {said} · {source}{flag}"

    def on_listing_chosen(self, event: Listing.Chosen) -> None:
        """Enter: the event in the explorer."""
        parts = self._report.contributions
        part = parts[event.index] if event.index < len(parts) else None
        if part is None or not part.event:
            self.say("this part is no single event")
            return
        self.open_event(f"pair:{self.pair.key}", part.event)

    # --- keys -------------------------------------------------------------------------------------

    def action_half_life(self, by: int) -> None:
        """Another half-life; the layer itself stays as it is."""
        own = self.looking.layer.half_life
        if not own:
            self.say(f"{self.looking.layer.title} has no memory: each period stands for itself")
            return
        known = sorted({*HALF_LIVES, own})
        here = known.index(self._half_life or own)
        chosen = known[min(max(here + by, 0), len(known) - 1)]
        self._half_life = 0.0 if chosen == own else chosen
        self.draw()

    def action_swap(self) -> None:
        """The other direction."""
        self.be_about(self.pair.swapped)
        self.arrived()

    # --- taking away ------------------------------------------------------------------------------

    @property
    def under_cursor(self) -> str:
        """The contribution under the cursor."""
        index, parts = self.query_one(Listing).cursor, self._report.contributions
        if index >= len(parts):
            return super().under_cursor
        part = parts[index]
        event = self._events.get(part.event)
        points = (
            f"{wording.signed(part.points, 3)} points of {wording.signed(self._report.score, 2)}"
        )
        said = wording.sentence(event, self.world.cameo) if event else f"{part.date} {part.label}."
        return f"{points}: {said}"

    @property
    def event_id(self) -> str:
        """The event of the contribution under the cursor."""
        index, parts = self.query_one(Listing).cursor, self._report.contributions
        return parts[index].event if index < len(parts) else ""

    def report(self) -> object:
        """The headless twin: ``relations explain``."""
        return self._report

    def table(self) -> tuple[list[str], list[list[object]]]:
        """A row a contribution."""
        rows: list[list[object]] = [
            [p.points, p.date, p.status, p.source, p.event, p.label]
            for p in self._report.contributions
        ]
        return ["points", "date", "status", "source", "event", "label"], rows
