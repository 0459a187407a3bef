"""The lines around the matrix: where one is, what the colours say, which keys there are."""

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from relations_tui.model.layer import Layer
from relations_tui.query.order import Order
from relations_tui.report.wording import age
from relations_tui.tui.commands import COMMANDS, FOOTER_KEYS
from relations_tui.tui.palette import Palette
from relations_tui.tui.session import Session

WIDE = 100
"""Columns from which there is room for everything."""
Piece = tuple[str, str]
"""A text and the name of its style."""


class Bar(Widget):
    """One line of pieces, the left ones first, the right ones at the end if there is room."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "bar--name", "bar--text", "bar--dim", "bar--accent", "bar--warn",
    }  # fmt: skip
    DEFAULT_CSS = """
    Bar {
        height: 1;
        .bar--name { color: $foreground; text-style: bold; }
        .bar--text { color: $foreground; }
        .bar--dim { color: $secondary; }
        .bar--accent { color: $accent; text-style: bold; }
        .bar--warn { color: $warning; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.left: list[Piece] = []
        self.right: list[Piece] = []

    def show(self, left: list[Piece], right: list[Piece] | None = None) -> None:
        """Replace what the line says; the right end stays where it is not given."""
        self.left = left
        self.right = self.right if right is None else right
        self.refresh()

    @property
    def text(self) -> str:
        """The line as plain text."""
        return self.render_line(0).text.rstrip()

    def render_line(self, y: int) -> Strip:
        """The line."""
        width = self.size.width
        left = self._segments(self.left)
        right = self._segments(self.right)
        used = sum(segment.cell_length for segment in left)
        room = width - used - sum(segment.cell_length for segment in right)
        if room > 0:
            left += [Segment(" " * room, self.rich_style), *right]
        return Strip(left).adjust_cell_length(width, self.rich_style).crop(0, width)

    def _segments(self, pieces: list[Piece]) -> list[Segment]:
        return [Segment(text, self.style_of(name)) for text, name in pieces if text]

    def style_of(self, name: str) -> Style:
        """The style of a piece."""
        return self.get_component_rich_style(f"bar--{name}")


class KeyBar(Bar):
    """At most eight keys, from the registry; a click on the help key is not needed to find it."""

    def on_resize(self) -> None:
        """Leave out what does not fit, from the middle: jump comes first, help last."""
        shown = [(FOOTER_KEYS.get(c.footer, c.shown), c.footer) for c in COMMANDS if c.footer]
        while len(shown) > 2 and sum(len(k) + len(w) + 4 for k, w in shown) > self.size.width:
            del shown[-2]
        pieces: list[Piece] = []
        for key, word in shown:
            pieces += [(f" {key}", "accent"), (f" {word}  ", "dim")]
        self.show(pieces)


class StatusBar(Bar):
    """Layer, date, age of the data, order and focus, store."""

    def tell(
        self,
        layer: Layer,
        period: str,
        scope: tuple[Order, str, int],
        session: Session,
        *,
        playing: bool,
    ) -> None:
        """Say where one is. ``scope``: the order, the focus, and how many countries that makes."""
        order, focus, count = scope
        newest = layer.periods[-1]
        gone = f"data to {newest}, {age(newest, session.today)}"
        days = layer.observed.get(period)
        left: list[Piece] = [
            (f" {layer.title} ", "name"),
            (" ▶ " if playing else "  ", "accent"),
            (f"{period}", "accent"),
            (f" · {days} days seen" if days and self.size.width >= WIDE else "", "dim"),
            (f"  {gone}", "dim"),
        ]
        if self.size.width >= WIDE:
            left.append((f"  {count} of {focus or 'the world'} by {order}", "dim"))
        read_only = " read-only" if session.read_only else ""
        self.show(left, [(f"{session.store}", "dim"), (read_only, "warn"), (" ", "dim")])


def _step(score: int) -> str:
    return f"{score:+d}".rjust(3) + " " if score else "  0 "


class Legend(Bar):
    """What the colours mean in the layer shown."""

    def explain(self, palette: Palette, layer: Layer) -> None:
        """Draw the scale between the words for its two ends."""
        self._palette = palette
        scale: list[Piece] = [(_step(s), f"score:{s * 100}") for s in range(-10, 11, 2)]
        self.show(
            [(f" {layer.low_means} ", "dim"), *scale, (f" {layer.high_means}", "dim")],
            [(f"· {layer.empty_means} ", "dim")],
        )

    def style_of(self, name: str) -> Style:
        """The style of a piece; those of the scale are the matrix's own."""
        if name.startswith("score:"):
            return self._palette.cell_style(int(name[6:]))
        return super().style_of(name)
