"""What a feed may say, and what of it reaches the store."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relations_tui.text import MAX_MARKS, clean

UNSAFE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
anything = st.text(st.characters(codec=None, categories=None) | st.just("\ud800"), max_size=80)


@given(anything, st.integers(2, 60))
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
