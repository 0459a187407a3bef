"""Texts that feeds might send, to be used by several tests."""

from hypothesis import strategies as st

HOSTILE = (
    "\x1b[31mred\x1b[0m",
    "\x1b[2J\x1b[H",
    "\x1b]8;;http://evil\x1b\\link\x1b]8;;\x1b\\",
    "\x1b]52;c;aGVsbG8=\x07",
    "\x9b31mC1",
    "\x9d52;c;aGk=\x9c",
    "a\u202eb\u2066c\u2069",
    "zero\u200bwidth\u2060\ufeff",
    "\u00ad\u034f\u061c\u180e",
    "[bold red]markup[/] [@click=app.quit]x[/]",
    "nul\x00bell\x07back\x08del\x7f",
    "line\nbreak\r\ttab\u2028sep\u2029par\x85nel",
    "a" + "\u0301" * 50,
    "\ue000private\U000f0000",
    "lone \ud800 surrogate \udfff",
    "\U000e0041tags",
    " spaces  all   over ",
    "=cmd|' /C calc'!A0",
    "x" * 10_000,
)
hostile = st.sampled_from(HOSTILE)
braces = st.text(alphabet='ab{}[],:"\\ \n\u00e9\u4e2d', max_size=30)
