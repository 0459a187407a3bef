"""What stands by the user's rules, and how to write one."""

from collections.abc import Iterable

from textual.widget import Widget

from relations_tui.model.alert import Alert
from relations_tui.model.country import Pair, pair_of
from relations_tui.model.user import View
from relations_tui.report.alerts import ALERTS_HEAD, EXAMPLE, AlertsReport, alert_cells
from relations_tui.tui.answer import Answer
from relations_tui.tui.digits import figure
from relations_tui.tui.drawing import Drawing
from relations_tui.tui.lines import Line, clipped, fit, indented
from relations_tui.tui.listing import Listing
from relations_tui.tui.view_screen import ViewScreen

LOW = 26
RULE = 18
DATE = 10


class AlertsScreen(ViewScreen):
    """The alerts, new ones first; at another date, as they would have stood."""

    VIEW = "alerts"
    DEFAULT_CSS = """
    AlertsScreen #head { height: 4; }
    AlertsScreen #told { height: 6; }
    """

    def __init__(self, view: View) -> None:
        super().__init__(view)
        self._answer: Answer[AlertsReport] = Answer(self, self._show)
        self._was_new: frozenset[str] = frozenset()
        """Those that were new when the view was opened: they stay marked while it is looked at."""

    @property
    def crumb(self) -> str:
        """What it is."""
        return "alerts"

    def compose_body(self) -> Iterable[Widget]:
        """How many stand, the list, the one under the cursor."""
        yield Drawing(id="head")
        yield Listing(head=1, id="list")
        yield Drawing(id="told")

    @property
    def listing(self) -> Listing:
        """The alerts."""
        return self.query_one("#list", Listing)

    @property
    def _asked_at(self) -> int | None:
        """The date looked at; the newest is that of every layer."""
        return None if self.looking.is_newest else self.looking.at

    def draw(self) -> None:
        """Hold the rules against the data."""
        world, at, look = self.world, self._asked_at, self.app.session.alerts
        self._answer.ask((world, at), lambda _job: look(world, at))
        self._show()

    @property
    def _alerts(self) -> tuple[Alert, ...]:
        return () if self._answer.value is None else self._answer.value.alerts

    def _show(self) -> None:
        report, width = self._answer.value, self.size.width - 2
        if report is None:
            what = "being looked for" if self._answer.is_stale else self._answer.trouble
            lines: list[Line] = [[(fit(f"Alerts: {what}", width), "name")], []]
        else:
            lines = self._head(report, width)
            if not self._answer.is_stale and self._asked_at is None:
                self._was_new |= {one.key for one in report.alerts if one.new}
                self.app.session.alerts_seen(report.alerts)
        self.query_one("#head", Drawing).show(indented(lines))
        self.listing.show(
            len(self._alerts), self._row, head=lambda _y, _width: self._columns(),
            empty="nothing stands by your rules" if report is not None and report.rules else "",
        )  # fmt: skip
        self._follow()

    def _head(self, report: AlertsReport, width: int) -> list[Line]:
        if not report.rules and not report.trouble:
            return [[(fit("No rule in the configuration, so no alert", width), "name")], []]
        when = f" at {self.looking.period}" if self._asked_at is not None else ""
        rules = f"{report.rules} rule{'' if report.rules == 1 else 's'} in the configuration"
        said = (
            f"{'alert stands' if len(report.alerts) == 1 else 'alerts stand'}{when}, "
            f"{report.new} of them new",
            f"{rules}; they are looked at after every refresh",
            "relations alerts tells the same to scripts, by its exit code too",
        )
        number = str(len(report.alerts))
        if self.size.height < LOW:
            lines: list[Line] = [[(fit(f"{number} {said[0]}", width), "text")],
                                 [(fit(said[1], width), "dim")]]  # fmt: skip
        else:
            lines = figure(number, "text", said, width)
        lines += [[(text, "warn")] for one in report.trouble for text in clipped(one, width, 2)]
        return [*lines, []]

    @property
    def _rule_width(self) -> int:
        return min(RULE, max(len("rule"), *(len(one.rule) for one in self._alerts), 0))

    def _columns(self) -> Line:
        return [(f"     {'rule':<{self._rule_width}}  {'date':<{DATE}}  what", "dim")]

    def _row(self, index: int, width: int) -> Line:
        one = self._alerts[index]
        new = "new " if one.new or one.key in self._was_new else "    "
        rule = self._rule_width
        front = f"{fit(one.rule, rule):<{rule}}  {one.date:<{DATE}}  "
        says = one.says.removeprefix(f"{one.date} ")
        return [
            (new, "accent"), (front, "dim"),
            (fit(says, max(1, width - len(new) - len(front))), "text"),
        ]  # fmt: skip

    # --- the one under the cursor -----------------------------------------------------------------

    @property
    def _under(self) -> Alert | None:
        cursor = self.listing.cursor
        return self._alerts[cursor] if cursor < len(self._alerts) else None

    def _follow(self) -> None:
        one, report, width = self._under, self._answer.value, self.size.width
        room = 5
        lines: list[Line] = []
        if one is not None:
            if one.pair:
                self.be_about(pair_of(one.pair))
            lines = [[(text, "text")] for text in clipped(one.says, width - 2, room)]
        elif report is not None and not report.rules:
            place = f"write one into {self.app.session.config_place}, such as"
            lines = [[(fit(place, width - 2), "text")], []]
            lines += [[(fit(text, width - 2), "dim")] for text in EXAMPLE.splitlines()]
            room = min(len(lines), max(5, self.size.height - 12))
        rule: Line = [("─" * width, "faint")]
        told = self.query_one("#told", Drawing)
        told.show([rule, *indented(lines[:room])], height=room + 1)

    def on_listing_moved(self, _event: Listing.Moved) -> None:
        """Another alert."""
        self._follow()

    def on_listing_chosen(self, _event: Listing.Chosen) -> None:
        """Enter: the event in the explorer, or the pair; of a triad its weakest."""
        one = self._under
        if one is None:
            return
        if one.event:
            self.open_event(f"pair:{one.pair}" if one.pair else "", one.event)
        elif one.pair:
            self.be_about(Pair(*pair_of(one.pair)))
            self.action_open("pair")

    # --- taking away ------------------------------------------------------------------------------

    @property
    def under_cursor(self) -> str:
        """The alert under the cursor."""
        one = self._under
        return "No alert stands." if one is None else f"{one.rule}: {one.says}."

    def report(self) -> object:
        """The headless twin: ``relations alerts``."""
        return self._answer.value or {"error": self._answer.trouble or "being looked for"}

    def table(self) -> tuple[list[str], list[list[object]]]:
        """A row an alert."""
        report = self._answer.value
        return list(ALERTS_HEAD), [] if report is None else alert_cells(report)
