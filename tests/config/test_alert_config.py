"""Rules in the configuration: what they may say, and every mistake in one line."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relations_tui.config.alerts import read_alerts
from relations_tui.config.file import parse
from relations_tui.errors import ConfigError
from relations_tui.model.alert import Rule
from relations_tui.report.alerts import EXAMPLE

HERE = Path("config.toml")


def test_the_example_that_users_are_shown_is_right() -> None:
    rules = parse(EXAMPLE, HERE).alerts
    assert [(rule.name, rule.kind) for rule in rules] == [
        ("my pairs", "moves"), ("between friends", "triad"), ("force", "event"),
    ]  # fmt: skip
    assert rules[1] == Rule("between friends", triad="AZE-IRN-ISR", layer="overall", band=1.0)
    assert parse("", HERE).alerts == ()


def test_a_rule_without_a_neutral_band_has_that_of_the_settings() -> None:
    text = "settings.neutral_band = 3\n[[alerts]]\nname = 'x'\ntriad = 'AZE'\n"
    own = f"{text}[[alerts]]\nname = 'y'\ntriad = 'AZE'\nband = 0\n"
    assert [rule.band for rule in parse(own, HERE).alerts] == [3.0, 0.0]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("alerts = 5", "must be tables"),
        ("[alerts]\nname = 'x'", "must be tables"),
        ("[[alerts]]\nmoves = 'AZE'", "rule 1: name is missing"),
        ("[[alerts]]\nname = 'x'", "exactly one of moves, triad, event"),
        ("[[alerts]]\nname = 'x'\nmoves = 'AZE'\ntriad = 'AZE'", "exactly one"),
        ("[[alerts]]\nname = 'x'\nmoves = 'azerbaijan'", "by code"),
        ("[[alerts]]\nname = 'x'\nmoves = 7", "text in quotes"),
        ("[[alerts]]\nname = 'x'\nmoves = 'AZE'\nby = 0", "by must be 0.01 to 20"),
        ("[[alerts]]\nname = 'x'\nmoves = 'AZE'\nby = nan", "by must be"),
        ("[[alerts]]\nname = 'x'\nmoves = 'AZE'\nmonths = 1.5", "whole months"),
        ("[[alerts]]\nname = 'x'\nevent = ''\nmagnitude = true", "magnitude must be"),
        ("[[alerts]]\nname = 'x'\nmoves = 'AZE'\nmonth = 3", "did you mean 'months'"),
        ("[[alerts]]\nname = 'x'\nmoves = 'AZE'\n" * 2, "two rules are called 'x'"),
    ],
)
def test_a_mistake_is_named_with_its_place(text: str, reason: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse(text, HERE)
    said = str(caught.value)
    assert said.startswith("config.toml: alerts: ")
    assert reason in said
    assert "\n" not in said


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=4),
))  # fmt: skip
def test_whatever_the_file_says(value: object) -> None:
    with suppress(ValueError):  # in plain words
        assert all(isinstance(rule, Rule) for rule in read_alerts(value))
