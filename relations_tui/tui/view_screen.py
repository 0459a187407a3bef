"""What all views over the matrix share: where one is above, the keys below, the way back."""

from collections.abc import Iterable
from typing import ClassVar

from msgspec.structs import replace
from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.widget import Widget

from relations_tui.errors import RelationsError
from relations_tui.model.country import Pair
from relations_tui.model.user import View
from relations_tui.report.wording import age
from relations_tui.tui.bars import Bar, KeyBar
from relations_tui.tui.commands import bindings
from relations_tui.tui.lines import Piece
from relations_tui.tui.pair_lines import STAR
from relations_tui.tui.travelling import Travelling

STARRED = ("pair", "explain", "country", "map")
"""The views that are about one pair or country."""


class Crumbs(Bar):
    """The way here, the layer and the date."""

    def pieces(self, width: int) -> tuple[list[Piece], list[Piece]]:
        """The way on the left; layer, date and age on the right. Far places go first."""
        screen = self.screen
        assert isinstance(screen, ViewScreen)
        today = screen.app.session.today
        looking = screen.looking
        newest = looking.layer.periods[-1]
        mark = "▶ " if screen.is_playing else ""
        right: list[Piece] = [
            (f"{looking.layer.title} ", "text"),
            (f"{mark}{looking.period} ", "accent"),
        ]
        if width >= 100:
            right.append((f" data to {newest}, {age(newest, today)} ", "dim"))
        room = width - sum(len(text) for text, _ in right) - 2
        names = self._names(room)
        left: list[Piece] = []
        for name in names[:-1]:
            left += [(f" {name}", "dim"), (" >", "faint")]
        left.append((f" {names[-1]}"[: max(1, room)], "name"))
        if screen.VIEW in STARRED and screen.app.yours.is_starred(screen.target):
            left.append((f" {STAR}", "accent"))
        return left, right

    def _names(self, room: int) -> list[str]:
        screen = self.screen
        assert isinstance(screen, ViewScreen)
        names = screen.way
        while len(names) > 1 and sum(len(name) + 3 for name in names) > room:
            names = names[1:]
        return names

    def on_click(self, event: events.Click) -> None:
        """A crumb that is clicked is gone back to."""
        screen = self.screen
        assert isinstance(screen, ViewScreen)
        left, _ = self.pieces(self.size.width)
        end, steps = 0, sum(style == "dim" for _, style in left)
        for text, style in left:
            end += len(text)
            if event.x < end:
                break
            steps -= style == "dim"
        for _ in range(max(0, steps) if event.x < end else 0):
            screen.app.close_view()


class ViewScreen(Travelling):
    """One question, asked over the matrix. A subclass draws the answer.

    It is made from a :class:`View`, which leads back to it: from the history, a saved view, or a
    breadcrumb.
    """

    VIEW: ClassVar[str]
    """Its id in ``tui.views`` and in the registry of commands."""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (150, "-generous")]  # noqa: RUF012
    DEFAULT_CSS = """
    ViewScreen {
        background: $background;
        #view { height: 1fr; width: 100%; }
    }
    """

    def __init_subclass__(cls, **kwargs: bool) -> None:
        """Its keys are those of the registry."""
        cls.BINDINGS = [*bindings(cls.VIEW)]
        super().__init_subclass__(**kwargs)

    def __init__(self, view: View) -> None:
        super().__init__()
        self._about = view
        self._drawn_for: tuple[object, ...] = ()

    # --- what a subclass says ---------------------------------------------------------------------

    @property
    def crumb(self) -> str:
        """Its name in the breadcrumbs, short."""
        raise NotImplementedError

    def compose_body(self) -> Iterable[Widget]:
        """The widgets between crumbs and keys."""
        raise NotImplementedError

    def draw(self) -> None:
        """Show the answer for this layer and date. Must be quick: data that takes its time comes
        from a worker, and what is stale meanwhile is marked.
        """
        raise NotImplementedError

    @property
    def options(self) -> dict[str, str]:
        """What only this view knows, for the way back."""
        return {}

    @property
    def filter_line(self) -> str:
        """What narrows the view, for the way back."""
        return ""

    # --- the frame --------------------------------------------------------------------------------

    @property
    def view(self) -> View:
        """What leads back here."""
        return replace(
            self.looking.view,
            screen=self.VIEW,
            row=self._about.row,
            column=self._about.column,
            country=self._about.country,
            filter=self.filter_line,
            options=self.options,
        )

    @property
    def pair(self) -> Pair:
        """The pair that the view is about, or the one under its cursor."""
        return Pair(self._about.row, self._about.column)

    def be_about(self, pair: Pair) -> None:
        """Be about another pair; it is not drawn yet."""
        self._about = replace(self._about, row=pair.a, column=pair.b)

    def open_event(self, line: str, event_id: str = "") -> None:
        """Open the explorer with a line of filters, the cursor on an event."""
        options = {"event": event_id} if event_id else {}
        self.app.open_view(replace(self.view, screen="events", filter=line, options=options))

    def view_of(self, screen: str, options: dict[str, str]) -> View:
        """What leads from here to another view."""
        return replace(self.view, screen=screen, filter="", options=options)

    @property
    def country(self) -> str:
        """The country that the view is about, or the one under its cursor."""
        return self._about.country or self._about.row

    @property
    def way(self) -> list[str]:
        """The breadcrumbs from the matrix to here."""
        views = [s for s in self.app.screen_stack if isinstance(s, ViewScreen)]
        return ["matrix", *(s.crumb for s in views[: views.index(self) + 1])]

    def compose(self) -> ComposeResult:
        """Crumbs, the answer, the keys."""
        yield Crumbs(id="crumbs")
        with Container(id="view"):
            yield from self.compose_body()
        yield KeyBar(self.VIEW, id="keys")

    def on_mount(self) -> None:
        """Draw at once: the size is that of the terminal."""
        self.app.theme_changed_signal.subscribe(self, lambda _theme: self.call_later(self.arrived))
        self.arrived()

    @property
    def _seen(self) -> tuple[object, ...]:
        """What a drawing depends on, beside the view's own state."""
        looking = self.looking
        return (looking.world, looking.layer.id, looking.at, looking.covid, self.size)

    def on_screen_resume(self) -> None:
        """Another screen may have changed layer or date meanwhile."""
        self._draw_if_stale()

    def on_resize(self) -> None:
        """Another size wants another drawing."""
        self._draw_if_stale()

    def _draw_if_stale(self) -> None:
        if self._drawn_for and self._drawn_for != self._seen:
            self.arrived()

    def arrived(self) -> None:
        """Draw, and say where one is."""
        self._drawn_for = self._seen
        self.query_one(Crumbs).refresh()
        try:
            self.draw()
        except RelationsError as error:  # a date without data, a file that can't be read
            self.say(str(error), wrong=True)

    def action_back(self) -> None:
        """Out of a prompt, else back to where one came from."""
        if not self.leave_prompt():
            self.app.close_view()

    @property
    def home(self) -> Widget | None:
        """The first widget of the body that takes keys."""
        focusable = (widget for widget in self.query("#view *") if widget.can_focus)
        return next(focusable, None)
