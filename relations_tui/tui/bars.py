"""The lines around the matrix: where one is, what the colours say, which keys there are."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import events
from textual.strip import Strip

from relations_tui.model.layer import Layer
from relations_tui.report.wording import age
from relations_tui.tui.commands import Command, footer
from relations_tui.tui.keymap import footer_key
from relations_tui.tui.lines import LineWidget, Piece
from relations_tui.tui.palette import label
from relations_tui.tui.prompt import Prompt
from relations_tui.tui.session import Session

if TYPE_CHECKING:
    from relations_tui.tui.app import RelationsApp

WIDE = 100
"""Columns from which there is room for everything."""
MIN_KEYS = 3
FOCUS_WIDTH = 24


class Bar(LineWidget):
    """One line of pieces, the left ones first, the right ones at the end if there is room."""

    DEFAULT_CSS = "Bar { height: 1; }"

    def pieces(self, width: int) -> tuple[list[Piece], list[Piece]]:
        """What the line says at a width: from the left, and at the right end."""
        raise NotImplementedError

    @property
    def text(self) -> str:
        """The line as plain text."""
        return self.render_line(0).text.rstrip()

    def line(self, y: int, width: int) -> Strip:
        """The left end, and the right one if there is room."""
        left, right = self.pieces(width)
        room = width - sum(cell_len(text) for text, _ in (*left, *right))
        return self.strip([*left, (" " * room, ""), *right] if room > 0 else left, width)


class KeyBar(Bar):
    """At most eight keys, from the registry."""

    app: "RelationsApp"

    def __init__(self, view: str, *, id: str | None = None) -> None:  # noqa: A002
        """The keys of a view."""
        super().__init__(id=id)
        self._view = view

    def _shown(self, width: int) -> list[tuple[Command, str]]:
        """Commands and their keys. What does not fit is left out from the middle: help is last."""
        keys = self.app.session.keys
        shown = [(c, footer_key(c, self._view, keys)) for c in footer(self._view)]
        while len(shown) > MIN_KEYS and sum(len(k) + len(c.footer) + 4 for c, k in shown) > width:
            del shown[-2]
        return shown

    def pieces(self, width: int) -> tuple[list[Piece], list[Piece]]:
        """Each key with its word."""
        said: list[Piece] = []
        for command, key in self._shown(width):
            said += [(f" {key}", "accent"), (f" {command.footer}  ", "dim")]
        return said, []

    async def on_click(self, event: events.Click) -> None:
        """A key that is clicked is pressed; beside a prompt it only leaves the prompt."""
        if self.screen.query(Prompt):
            return
        event.stop()
        end = 0
        for command, key in self._shown(self.size.width):
            end += len(key) + len(command.footer) + 4
            if event.x < end:
                await self.app.run_action(command.action, self.screen)
                return


@dataclass(frozen=True, slots=True)
class Place:
    """Where one is: what the status line says."""

    layer: Layer
    period: str
    order: str
    focus: str
    count: int
    """How many countries the matrix has."""
    playing: bool


class StatusBar(Bar):
    """Layer, date, age of the data, order and focus, store."""

    def __init__(self, session: Session, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._session = session
        self._place: Place | None = None

    def tell(self, place: Place) -> None:
        """Say where one is."""
        self._place = place
        self.refresh()

    def pieces(self, width: int) -> tuple[list[Piece], list[Piece]]:
        """The date is always there; the rest as there is room."""
        place, session = self._place, self._session
        if place is None:
            return [], []
        layer = place.layer
        newest = layer.periods[-1]
        left: list[Piece] = [
            (f" {layer.title} ", "name"),
            (" ▶ " if place.playing else "  ", "accent"),
            (place.period, "accent"),
            (f"   data to {newest}, {age(newest, session.today)}", "dim"),
        ]
        if width >= WIDE:
            focus = place.focus or "the world"
            if len(focus) > FOCUS_WIDTH:
                focus = f"{focus[: FOCUS_WIDTH - 1]}…"
            left.append((f"   {place.count} of {focus}", "dim"))
            left.append((f", by {place.order}", "dim"))
        read_only = " read-only" if session.read_only else ""
        return left, [(session.store, "dim"), (read_only, "warn"), (" ", "dim")]


class Legend(Bar):
    """What the colours mean in the layer shown."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._layer: Layer | None = None

    def explain(self, layer: Layer) -> None:
        """Draw a layer's scale."""
        self._layer = layer
        self.refresh()

    def pieces(self, width: int) -> tuple[list[Piece], list[Piece]]:
        """The scale between the words for its two ends, coarser where it is tight."""
        layer = self._layer
        if layer is None:
            return [], []
        words = len(layer.low_means) + len(layer.high_means) + len(layer.empty_means) + 8
        by = next((by for by in (2, 5) if words + (20 // by + 1) * 4 <= width), 10)
        scale: list[Piece] = [(_step(s), f"cell:{s * 100}") for s in range(-10, 11, by)]
        ends = (f" {layer.low_means} ", "dim"), (f" {layer.high_means} ", "dim")
        return [ends[0], *scale, ends[1]], [(f"· {layer.empty_means} ", "dim")]


def _step(score: int) -> str:
    return label(score).rjust(3) + " "
