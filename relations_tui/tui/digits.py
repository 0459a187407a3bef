"""Numbers three lines high, for the one figure that is the largest on its panel."""

from textual.renderables.digits import DIGITS, DIGITS3X3_BOLD

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
