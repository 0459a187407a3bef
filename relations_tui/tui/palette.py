"""The colours of scores: diverging, blue for the high end and orange for the low one.

Blue against orange stays apart for all common kinds of colour blindness, and a signed digit stands
in every cell: colour never carries the meaning alone. One style a whole step of the score, so that
equal neighbours are one run of text on the wire.
"""

from dataclasses import dataclass

from rich.color import Color
from rich.style import Style

from relations_tui.model.layer import NO_DATA

STEPS = 21
"""Levels -10 .. +10."""
CELL_WIDTH = 4

Rgb = tuple[int, int, int]
_Anchors = tuple[Rgb, Rgb, Rgb, Rgb, Rgb]

_DARK: _Anchors = ((247, 148, 64), (150, 82, 30), (46, 50, 57), (32, 92, 148), (110, 182, 255))
_LIGHT: _Anchors = ((176, 70, 0), (246, 178, 120), (233, 231, 225), (150, 196, 240), (12, 84, 160))
"""Colours of -10, -5, 0, +5 and +10."""
_DARK_TEXT: _Anchors = (
    (255, 158, 80), (222, 148, 96), (170, 176, 184), (122, 170, 214), (124, 190, 255),
)  # fmt: skip
_LIGHT_TEXT: _Anchors = (
    (158, 62, 0), (140, 74, 20), (84, 88, 94), (34, 92, 148), (10, 78, 150),
)  # fmt: skip


def level(score: int) -> int:
    """The whole step of a score in hundredths, -10..10; a half goes up."""
    return (score + 1050) // 100 - 10


def label(step: int) -> str:
    """A step as the cell shows it: ``+4``, ``-10``, ``0``."""
    return f"{step:+d}" if step else "0"


def luminance(colour: Rgb) -> float:
    """Relative luminance of an sRGB colour (WCAG 2), 0..1."""
    linear = [c / 3294.6 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: Rgb, b: Rgb) -> float:
    """Contrast ratio of two colours (WCAG 2), 1..21."""
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


def ramp(anchors: _Anchors, step: int) -> Rgb:
    """The colour of a step between the five anchors."""
    place = (step + 10) / 5
    i = min(int(place), 3)
    share = place - i
    a, b = anchors[i], anchors[i + 1]
    return (
        round(a[0] + (b[0] - a[0]) * share),
        round(a[1] + (b[1] - a[1]) * share),
        round(a[2] + (b[2] - a[2]) * share),
    )


def ink(background: Rgb) -> Rgb:
    """Black or white text, whichever stands out more: at least 4.5 on any background."""
    dark, light = (0, 0, 0), (255, 255, 255)
    return dark if contrast(dark, background) >= contrast(light, background) else light


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


def true_colour(*, dark: bool, background: Style, dim: Style) -> Palette:
    """The palette of a dark or a light theme."""
    anchors, texts = (_DARK, _DARK_TEXT) if dark else (_LIGHT, _LIGHT_TEXT)
    grounds = [ramp(anchors, step) for step in range(-10, 11)]
    return Palette(
        cells=tuple(Style(color=_rgb(ink(g)), bgcolor=_rgb(g)) for g in grounds),
        texts=tuple(
            background + Style(color=_rgb(ramp(texts, step)), bold=True) for step in range(-10, 11)
        ),
        no_data=dim,
        diagonal=dim,
    )


def plain() -> Palette:
    """No colour at all: bold from four on, reversed where conflict is strong."""
    styles = tuple(Style(bold=abs(step) >= 4, reverse=step <= -7) for step in range(-10, 11))
    bold = Style(bold=True)
    return Palette(cells=styles, texts=(bold,) * STEPS, no_data=Style(), diagonal=Style())


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
