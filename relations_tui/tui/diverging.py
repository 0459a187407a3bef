"""Bars that grow from the middle: to the right for more, to the left for less."""


def bar_of(points: float, largest: float, width: int) -> str:
    """A bar of ``width`` columns for a value, of which the largest fills its half."""
    half = width // 2
    eighths = round(abs(points) / largest * half * 8) if largest else 0
    whole, rest = divmod(max(eighths, 1 if points else 0), 8)
    if points >= 0:
        return (" " * half + "█" * whole + " ▏▎▍▌▋▊▉"[rest].strip()).ljust(width)
    left = "█" * whole
    if rest >= 4:  # blocks that fill from the right are few: half or nothing
        left = "▐" + left
    elif not whole:
        left = "▐"
    return left.rjust(half)[-half:].ljust(width)
