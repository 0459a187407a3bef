"""Quiet themes: colour belongs to the scores, one accent marks focus."""

import os

from textual.theme import Theme

DARK = Theme(
    name="relations-dark",
    primary="#c9b458",
    secondary="#8a93a0",
    accent="#e6d06c",
    foreground="#d4d8de",
    background="#101317",
    surface="#171b21",
    panel="#1d222a",
    warning="#e0a458",
    error="#e07a5f",
    success="#6fa8a3",
    dark=True,
)
LIGHT = Theme(
    name="relations-light",
    primary="#6b5300",
    secondary="#5b6470",
    accent="#7a5c00",
    foreground="#1f2328",
    background="#fbfaf7",
    surface="#f3f1ec",
    panel="#e9e6df",
    warning="#8a5a00",
    error="#a8371f",
    success="#1f6f6a",
    dark=False,
)
NAMES = (DARK.name, LIGHT.name, "ansi-dark", "ansi-light")
"""The themes that the theme key goes through."""


def first_theme() -> str:
    """Light where the terminal says that its background is (COLORFGBG), else dark."""
    background = os.environ.get("COLORFGBG", "").rpartition(";")[2]
    return LIGHT.name if background in ("7", "15") else DARK.name
