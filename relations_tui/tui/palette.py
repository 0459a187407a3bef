"""The styles of scores in a theme, made from the colours of ``report.colours``.

One style a whole step of the score, so that equal neighbours are one run of text on the wire.
"""

from dataclasses import dataclass
from functools import lru_cache

from rich.color import Color
from rich.style import Style

from relations_tui.model.layer import NO_DATA
from relations_tui.report.colours import (
    DARK,
    DARK_TEXT,
    LIGHT,
    LIGHT_TEXT,
    Rgb,
    ink,
    level,
    ramp,
)

STEPS = 21
"""Levels -10 .. +10."""
CELL_WIDTH = 4


def label(step: int) -> str:
    """A step as the cell shows it: ``+4``, ``-10``, ``0``."""
    return f"{step:+d}" if step else "0"


@dataclass(frozen=True)
class Palette:
    """The styles of scores in one theme."""

    cells: tuple[Style, ...]
    """Backgrounds of the matrix, by step from -10."""
    texts: tuple[Style, ...]
    """Foregrounds for numbers on a plain background, by step from -10."""
    no_data: Style
    diagonal: Style

    def cell_style(self, score: int) -> Style:
        """The style of a cell with a score in hundredths, or ``NO_DATA``."""
        return self.no_data if score == NO_DATA else self.cells[level(score) + 10]

    def text_style(self, score: int) -> Style:
        """The style of a number that is such a score."""
        return self.texts[level(max(-1000, min(1000, score))) + 10]


def _rgb(colour: Rgb) -> Color:
    return Color.from_rgb(*colour)


@lru_cache(maxsize=4)
def true_colour(*, dark: bool, background: Style, dim: Style) -> Palette:
    """The palette of a dark or a light theme."""
    anchors, texts = (DARK, DARK_TEXT) if dark else (LIGHT, LIGHT_TEXT)
    grounds = [ramp(anchors, step) for step in range(-10, 11)]
    return Palette(
        cells=tuple(Style(color=_rgb(ink(g)), bgcolor=_rgb(g)) for g in grounds),
        texts=tuple(
            background + Style(color=_rgb(ramp(texts, step)), bold=True) for step in range(-10, 11)
        ),
        no_data=dim,
        diagonal=dim,
    )


@lru_cache(maxsize=1)
def plain() -> Palette:
    """No colour at all: bold from four on, reversed where conflict is strong."""
    styles = tuple(Style(bold=abs(step) >= 4, reverse=step <= -7) for step in range(-10, 11))
    bold = Style(bold=True)
    return Palette(cells=styles, texts=(bold,) * STEPS, no_data=Style(), diagonal=Style())


@lru_cache(maxsize=4)
def sixteen(background: Style, dim: Style) -> Palette:
    """The palette in the terminal's own colours; strength is weight, the digit says the rest."""
    strong = {
        True: Style(color="black", bgcolor="cyan"),
        False: Style(color="black", bgcolor="yellow"),
    }
    weak = {True: Style(color="cyan"), False: Style(color="yellow")}

    def style(step: int) -> Style:
        if step == 0:
            return background
        if abs(step) >= 7:
            return background + strong[step > 0]
        return background + weak[step > 0] + Style(bold=abs(step) >= 4)

    cells = tuple(style(step) for step in range(-10, 11))
    texts = tuple(
        background + (weak[step > 0] if step else Style()) + Style(bold=True)
        for step in range(-10, 11)
    )
    return Palette(cells=cells, texts=texts, no_data=dim, diagonal=dim)
