"""The whole matrix as a picture: every country, whatever fits on the screen."""

from html import escape

from relations_tui.model.layer import NO_DATA, Layer
from relations_tui.query.world import World
from relations_tui.report.colours import LIGHT, ink, level, ramp

CELL = 16
HEAD = 54
LEFT = 46
FOOT = 62


def matrix_svg(world: World, layer: Layer, at: int, order: tuple[str, ...]) -> str:
    """An SVG of the layer in the month ``at`` for the countries in ``order``.

    Every cell has its signed score, so that colour never stands alone; no data stays empty.
    """
    matrix = world.matrix(layer, at, order)
    n = len(order)
    width, height = LEFT + n * CELL + 12, HEAD + n * CELL + FOOT
    date = "no data" if matrix.frame is None else matrix.frame.period
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" font-family="DejaVu Sans Mono, Menlo, monospace">',
        f'<rect width="{width}" height="{height}" fill="#fbfaf7"/>',
        f'<text x="8" y="20" font-size="14" fill="#1f2328">{escape(layer.title)}, {date}: '
        f"{n} countries{', from row to column' if layer.directed else ''}</text>",
        f"<defs>{''.join(_cell(step) for step in range(-10, 11))}</defs>",
    ]
    for i, iso3 in enumerate(order):
        x, y = LEFT + i * CELL, HEAD + i * CELL
        name = escape(world.countries[iso3].name)
        out.append(
            f'<text x="8" y="{y + 12}" font-size="10" fill="#5b6470">{iso3}<title>{name}</title>'
            f'</text><text transform="translate({x + 11},{HEAD - 4}) rotate(-60)" font-size="10" '
            f'fill="#5b6470">{iso3}</text>'
        )
    for row in range(n):
        for column in range(n):
            score = matrix.score(row, column)
            if score == NO_DATA or row == column:
                continue
            x, y = LEFT + column * CELL, HEAD + row * CELL
            out.append(f'<use href="#s{level(score)}" x="{x}" y="{y}"/>')
    foot = HEAD + n * CELL
    out.append(
        f'<text x="8" y="{foot + 24}" font-size="11" fill="#5b6470">-10 {escape(layer.low_means)}, '
        f"+10 {escape(layer.high_means)}; empty: {escape(layer.empty_means)}</text>"
        f'<text x="8" y="{foot + 42}" font-size="11" fill="#5b6470">{escape(layer.source)}</text>'
        "</svg>\n"
    )
    return "\n".join(out)


def _cell(step: int) -> str:
    """One of the 21 cells there are: tens of thousands of them would fill megabytes."""
    ground = ramp(LIGHT, step)
    text = f"{step:+d}" if step else "0"
    return (
        f'<g id="s{step}"><rect width="{CELL}" height="{CELL}" fill="rgb{ground}"/>'
        f'<text x="{CELL / 2:g}" y="11" font-size="8" text-anchor="middle" '
        f'fill="rgb{ink(ground)}">{text}</text></g>'
    )
