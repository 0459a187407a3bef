"""The few named styles of our lines, from the colours of a theme."""

from collections.abc import Mapping
from functools import lru_cache

from rich.style import Style
from textual.color import Color

NAMES = ("", "name", "text", "dim", "faint", "head", "accent", "warn", "cursor")
_WANTED = ("background", "foreground", "secondary", "accent", "warning", "panel")


def inks(variables: Mapping[str, str], *, ansi: bool) -> dict[str, Style]:
    """Style by name in a theme.

    They are made once a theme and shared by all widgets: as component classes Textual would work
    each of them out again for every widget of every screen.

    Args:
        variables: the theme's, as ``App.theme_variables`` has them.
        ansi: whether they are the terminal's own colours; dimness is then its bright black.
    """
    return _inks(tuple(variables[name] for name in _WANTED), ansi)


@lru_cache(maxsize=8)
def _inks(colours: tuple[str, ...], ansi: bool) -> dict[str, Style]:
    background, foreground, secondary, accent, warning, panel = map(Color.parse, colours)
    dim = faint = Color.parse("ansi_bright_black")
    if not ansi:
        dim, faint = secondary, background.blend(secondary, 0.5)

    def ink(colour: Color, *, bold: bool = False, ground: Color = background) -> Style:
        return Style(color=colour.rich_color, bgcolor=ground.rich_color, bold=bold or None)

    return {
        "": ink(foreground),
        "text": ink(foreground),
        "name": ink(foreground, bold=True),
        "dim": ink(dim),
        "faint": ink(faint),
        "head": ink(dim, bold=True),
        "accent": ink(accent, bold=True),
        "warn": ink(warning),
        "cursor": ink(foreground, ground=background if ansi else panel),
    }
