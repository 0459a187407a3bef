"""What a feed may say, and what of it reaches the store."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relations_tui.text import MAX_MARKS, clean

UNSAFE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
anything = st.text(st.characters(codec=None, categories=None) | st.just("\ud800"), max_size=80)


@given(anything, st.integers(1, 60))
def test_nothing_unsafe_survives_and_cleaning_twice_changes_nothing(text: str, limit: int) -> None:
    once = clean(text, limit)
    assert not {unicodedata.category(char) for char in once} & UNSAFE
    assert len(once) <= limit
    assert clean(once, limit) == once
    assert once == once.strip()


@pytest.mark.parametrize(
    ("dirty", "said"),
    [
        ("\x1b[31mred\x1b[0m", "\ufffd[31mred\ufffd[0m"),
        ("a\x1b]8;;http://x\x07link", "a\ufffd]8;;http://x\ufffdlink"),
        ("safe\u202etxt.exe", "safe txt.exe"),
        ("two\nlines\tand  more", "two lines and more"),
        ("\ud800", "\ufffd"),
        ("Côte d'Ivoire", "Côte d'Ivoire"),
        ("[bold]kept as text[/]", "[bold]kept as text[/]"),
    ],
)
def test_hostile_text(dirty: str, said: str) -> None:
    assert clean(dirty) == said


def test_a_stack_of_marks_is_cut() -> None:
    assert clean("e" + "\u0301" * 40) == "e" + "\u0301" * MAX_MARKS


def test_a_cut_shows() -> None:
    assert clean("a long sentence", 8) == "a long…"


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=200))
def test_plain_text_is_cleaned_as_all_other_text_is(text: str) -> None:
    """Plain text takes a short cut: it must lead to the same place."""
    said = clean(text)
    assert clean(f"é {text}") == f"é {said}".rstrip()


@given(anything, st.integers(1, 60))
def test_what_is_harmless_and_short_stays(text: str, limit: int) -> None:
    said = clean(text, limit)
    if not said.endswith("…"):
        kept = [char for char in text if not char.isspace() and _is_harmless(char)]
        assert [char for char in said if char in kept and char != "\ufffd"] == [
            char for char in kept if char != "\ufffd"
        ]


def _is_harmless(char: str) -> bool:
    category = unicodedata.category(char)
    return category not in UNSAFE and category[0] != "M"


@pytest.mark.parametrize(
    ("dirty", "said"),
    [
        ("\x9b31mC1", "\ufffd31mC1"),  # CSI in one byte
        ("\x9d52;c;aGk=\x9c", "\ufffd52;c;aGk=\ufffd"),  # OSC 52 writes the clipboard
        ("a\u2028b\u2029c", "a b c"),
        ("\u200bzero\u2060width\ufeff", "zero width"),
        ("\u2066isolate\u2069", "isolate"),
        ("\ue000\U0010ffff", "\ufffd\ufffd"),  # private use; never assigned
        ("a\x00b\x7f", "a\ufffdb\ufffd"),
        ("a\x85b\x0cc", "a b c"),  # line ends of other worlds
        ("हिन्दी, ไทย, עברית", "हिन्दी, ไทย, עברית"),
    ],
)
def test_more_hostile_text(dirty: str, said: str) -> None:
    assert clean(dirty) == said


@pytest.mark.parametrize("filler", [" ", "\u0301"])
def test_a_cut_shows_even_where_little_is_kept(filler: str) -> None:
    assert clean(f"é{filler * 9_000}end").endswith("…")
    assert clean(f"é{' ' * 9_000}") == "é"


def test_a_megabyte_is_not_looked_at_in_full() -> None:
    said = clean("é\u0301\u200b" * 1_000_000)
    assert len(said) <= 500
    assert said.endswith("…")
