"""Numbers three lines high, for the one figure that is the largest on its panel."""

from collections.abc import Sequence

from textual.renderables.digits import DIGITS, DIGITS3X3_BOLD

from relations_tui.tui.lines import Line, fit

_ROWS = DIGITS3X3_BOLD
_HEIGHT = 3


def large(text: str) -> list[str]:
    """``text`` as three lines of equal length; characters without a large form stay small."""
    lines = [""] * _HEIGHT
    for char in text:
        i = DIGITS.find(char)
        glyph = _ROWS[i * _HEIGHT : (i + 1) * _HEIGHT] if i > 0 else [" ", " ", char]
        width = 3 if i > 0 else 1
        lines = [line + row.ljust(width)[:width] for line, row in zip(lines, glyph, strict=True)]
    return lines


def figure(number: str, tone: str, said: Sequence[str], width: int) -> list[Line]:
    """A number in large with three lines of text beside it, the first of them brighter."""
    digits = large(number)
    indent = len(digits[0]) + 2
    styles = ("text", "dim", "dim")
    return [
        [(digit.ljust(indent), tone), (fit(text, width - indent), style)]
        for digit, text, style in zip(digits, said, styles, strict=True)
    ]
