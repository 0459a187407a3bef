"""A trend as a braille line: two columns and four rows of dots in every character."""

from collections.abc import Sequence

BLANK = 0x2800
_DOTS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))


def braille(values: Sequence[float | None], width: int, height: int, limit: float) -> list[str]:
    """Draw values between -limit and +limit as ``height`` lines of ``width`` characters.

    Values are spread evenly over the width; None is a gap, never a line through it. Neighbours
    far apart are joined by a vertical run of dots.
    """
    columns, rows = width * 2, height * 4
    grid = [[0] * width for _ in range(height)]
    previous: int | None = None
    for x, value in enumerate(_spread(values, columns)):
        if value is None:
            previous = None
            continue
        share = (limit - min(max(value, -limit), limit)) / (2 * limit)
        y = min(rows - 1, int(share * rows))
        low, high = (y, y) if previous is None else (min(y, previous), max(y, previous))
        for row in range(low, high + 1):
            grid[row // 4][x // 2] |= _DOTS[x % 2][row % 4]
        previous = y
    return ["".join(chr(BLANK + cell) if cell else " " for cell in line) for line in grid]


def column_of(index: int, count: int, width: int) -> int:
    """The character column under which the index-th of ``count`` values is drawn."""
    if count <= 1:
        return 0
    return min(width - 1, (index * (width * 2 - 1) // (count - 1)) // 2)


def _spread(values: Sequence[float | None], columns: int) -> list[float | None]:
    n = len(values)
    if n == 0:
        return [None] * columns
    if n == 1:
        return [values[0], *[None] * (columns - 1)]
    return [values[round(x * (n - 1) / (columns - 1))] for x in range(columns)]
