"""The colours of scores: diverging, blue for the high end and orange for the low one.

Blue against orange stays apart for all common kinds of colour blindness. They are only ever beside
a number, a sign or a glyph: colour never carries the meaning alone.
"""

Rgb = tuple[int, int, int]
Anchors = tuple[Rgb, Rgb, Rgb, Rgb, Rgb]

DARK: Anchors = ((247, 148, 64), (150, 82, 30), (46, 50, 57), (32, 92, 148), (110, 182, 255))
LIGHT: Anchors = ((176, 70, 0), (246, 178, 120), (233, 231, 225), (150, 196, 240), (12, 84, 160))
"""Colours of -10, -5, 0, +5 and +10."""
DARK_TEXT: Anchors = (
    (255, 158, 80), (222, 148, 96), (170, 176, 184), (122, 170, 214), (124, 190, 255),
)  # fmt: skip
LIGHT_TEXT: Anchors = (
    (158, 62, 0), (140, 74, 20), (84, 88, 94), (34, 92, 148), (10, 78, 150),
)  # fmt: skip


def level(score: int) -> int:
    """The whole step of a score in hundredths, -10..10; a half goes up."""
    return (score + 1050) // 100 - 10


def luminance(colour: Rgb) -> float:
    """Relative luminance of an sRGB colour (WCAG 2), 0..1."""
    linear = [c / 3294.6 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: Rgb, b: Rgb) -> float:
    """Contrast ratio of two colours (WCAG 2), 1..21."""
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


def ramp(anchors: Anchors, step: int) -> Rgb:
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
