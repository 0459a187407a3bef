"""Scores that explain themselves."""

from typing import Literal

import msgspec

from relations_tui.model.event import Status

Direction = Literal["both", "a>b", "b>a"]


class Point(msgspec.Struct, frozen=True, omit_defaults=True):
    """The score of a pair in one period. ``score`` is None where there is no data."""

    period: int
    """A month or a year, as the layer's frequency says."""
    score: float | None
    evidence: float
    """In the layer's evidence unit; below the layer's floor the score is None."""
    note: str = ""
    low: float | None = None
    """The 90 % band of the score, where its layer knows one."""
    high: float | None = None


class Contribution(msgspec.Struct, frozen=True, omit_defaults=True):
    """What one event, month, vote count or rule adds to a score."""

    label: str
    points: float
    """In points of the score: all contributions of a score sum to it."""
    date: str = ""
    status: Status | Literal[""] = ""
    source: str = ""
    event: str = ""
    """The event's id, where the contribution is a single event."""


class Explanation(msgspec.Struct, frozen=True):
    """A score taken apart: the contributions sum to ``score`` within 1e-9."""

    layer: str
    period: str
    score: float | None
    evidence: float
    contributions: tuple[Contribution, ...]
    method: str
    """The formula with its numbers, in one line."""
