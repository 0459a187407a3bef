"""What all our own widgets share: they draw whole lines, in a few named styles."""

from collections.abc import Iterable
from textwrap import wrap
from typing import Self

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from relations_tui.tui import palette as palettes
from relations_tui.tui.inks import inks
from relations_tui.tui.palette import Palette

Piece = tuple[str, str]
"""A text and the name of its style."""
Line = list[Piece]


def paragraph(text: str, width: int) -> list[str]:
    """A text in lines of a width; of one sign each where there is none."""
    return wrap(text, max(1, width))


def clipped(text: str, width: int, rows: int) -> list[str]:
    """A text in at most so many lines; the last one says with an ellipsis that there is more."""
    lines = paragraph(text, width)
    return lines if len(lines) <= rows else [*lines[: rows - 1], fit(lines[rows - 1] + " …", width)]


def fit(text: str, width: int) -> str:
    """The text, cut with an ellipsis if it is longer than the width."""
    return text if len(text) <= width else text[: max(0, width - 1)] + "…"


def indented(lines: Iterable[Line]) -> list[Line]:
    """The lines, a column from the edge."""
    return [[(" ", ""), *line] for line in lines]


def tone(score: float | None) -> str:
    """The style of a score, or of a difference of scores; of no data a quiet one."""
    return "dim" if score is None else f"score:{round(score * 100)}"


STILL, STRONG = 0.05, 2.0
"""Points that a change must have to be told from none, and from which it is strong."""


def tone_of_change(change: float | None) -> str:
    """The style of a change: of its direction, in two strengths; of hardly any a quiet one."""
    if change is None or abs(change) < STILL:
        return "dim"
    size = 800 if abs(change) >= STRONG else 400
    return f"score:{size if change > 0 else -size}"


class LineWidget(Widget):
    """Draws lines straight from strips.

    Textual's own path wraps every line anew in its styles cache, which costs more than drawing and
    loses what a strip has already rendered. Styles are looked up once a theme.
    """

    DEFAULT_CSS = "LineWidget { background: $background; color: $foreground; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        self._styles_by_name: dict[str, Style] = {}
        self._palette: Palette | None = None
        self._kept: dict[int, Strip] = {}
        self._kept_width = 0
        super().__init__(id=id)

    def line(self, y: int, width: int) -> Strip:
        """The line at ``y``, exactly ``width`` cells long."""
        raise NotImplementedError

    def style_of(self, name: str) -> Style:
        """A named style in the current theme; "" is the plain one.

        ``score:430`` is the colour of a number that is such a score in hundredths, ``cell:430``
        that of a cell of the matrix.
        """
        style = self._styles_by_name.get(name)
        if style is None:
            kind, _, score = name.partition(":")
            if kind == "score":
                style = self.palette.text_style(int(score))
            elif kind == "cell":
                style = self.palette.cell_style(int(score))
            else:
                ansi = self.app.current_theme.ansi
                style = inks(self.app.theme_variables, ansi=ansi)[name]
            self._styles_by_name[name] = style
        return style

    @property
    def palette(self) -> Palette:
        """The colours of scores in the current theme."""
        if self._palette is None:
            dark, dim = self.app.current_theme.dark, self.style_of("faint")
            if self.app.no_color:
                self._palette = palettes.plain()
            elif self.app.current_theme.ansi:
                self._palette = palettes.sixteen(self.style_of(""), dim)
            else:
                plain = self.style_of("")
                self._palette = palettes.true_colour(dark=dark, background=plain, dim=dim)
        return self._palette

    def strip(self, pieces: Line, width: int) -> Strip:
        """Pieces of text as a line of a width."""
        segments = []
        used = 0
        for text, name in pieces:
            segments.append(Segment(text, self.style_of(name)))
            used += len(text) if text.isascii() else cell_len(text)
        if used < width:
            segments.append(Segment(" " * (width - used), self.style_of("")))
        return Strip(segments, max(used, width)).crop(0, width)

    def notify_style_update(self) -> None:
        """A new theme wants new styles."""
        super().notify_style_update()
        self._styles_by_name.clear()
        self._palette = None

    def render_line(self, y: int) -> Strip:
        """One line; Textual asks for it in a few places of its own."""
        return self.line(y, self.size.width)

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Draw again: the lines of some regions, or all. Other lines are kept as drawn."""
        for region in regions:
            for y in region.line_range:
                self._kept.pop(y, None)
        if not regions:
            self._kept.clear()
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a part of the widget.

        Every frame asks every widget for all of its lines, changed or not: hence they are kept.
        """
        width = self.size.width
        if width != self._kept_width:
            self._kept.clear()
            self._kept_width = width
        kept = self._kept
        if missing := [y for y in crop.line_range if y not in kept]:
            plain = self.app.no_color
            for y in missing:
                strip = self.line(y, width)
                kept[y] = self._filtered(strip) if plain else strip
        strips = [kept[y] for y in crop.line_range]
        if crop.x == 0 and crop.width >= width:
            return strips
        return [strip.crop(crop.x, crop.right) for strip in strips]

    def _filtered(self, strip: Strip) -> Strip:
        for line_filter in self.get_line_filters():
            strip = strip.apply_filter(line_filter, self.styles.background)
        return strip
