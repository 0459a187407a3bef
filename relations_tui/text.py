"""Cleaning of untrusted text, done once, where a feed is parsed.

Terminal control sequences, invisible and bidirectional characters, lone surrogates and stacks of
combining marks do not reach the store or the screen.
"""

import unicodedata

_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
MAX_MARKS = 2
"""Combining marks kept on one character: enough for every living script."""


def clean(text: str, limit: int = 500) -> str:
    """Return ``text`` on one line, safe to print, at most ``limit`` characters long.

    Characters of the Unicode categories Cc, Cf, Cs, Co, Cn, Zl and Zp become a space (white space
    and format characters) or U+FFFD; runs of spaces become one; more than ``MAX_MARKS`` combining
    marks in a row are dropped; cut text ends in an ellipsis. Cleaning twice changes nothing.
    """
    if text.isascii() and text.isprintable():
        collapsed, left = " ".join(text.split()), ""
    else:
        read = limit * 8 + 64  # no feed may make us look at more
        collapsed, left = " ".join("".join(_safe(text[:read])).split()), text[read:].strip()
    if len(collapsed) <= limit and not left:
        return collapsed
    return collapsed[: limit - 1].rstrip() + "…"


def clean_lines(text: str) -> str:
    """The lines of a text, each safe to print as in :func:`clean`; spaces within them stay."""
    return "\n".join("".join(_safe(line)).rstrip() for line in text.split("\n"))


def defused(text: str) -> str:
    """Text for a cell of a CSV file: a spreadsheet must not take it for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _safe(text: str) -> list[str]:
    kept: list[str] = []
    marks = 0
    for char in text:
        category = unicodedata.category(char)
        if category in _UNSAFE:
            kept.append(" " if char.isspace() or category == "Cf" else "\N{REPLACEMENT CHARACTER}")
            marks = 0
        elif category[0] == "M":
            marks += 1
            if marks <= MAX_MARKS:
                kept.append(char)
        else:
            kept.append(char)
            marks = 0
    return kept
