"""The ledger of an event: what happened, who says so, and how far to believe it."""

from collections.abc import Mapping
from typing import Final, NamedTuple

import msgspec

from relations_tui.model.event import KINDS, STATUS_MEANS, CameoCode, Event
from relations_tui.report import wording

RELIABILITY: Final[Mapping[str, str]] = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability can't be judged",
}
"""What the letter of an Admiralty code says of the source (NATO AJP-2.1)."""
CREDIBILITY: Final[Mapping[str, str]] = {
    "1": "confirmed by other sources",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "truth can't be judged",
}
"""What its number says of the information."""
LONGEST: Final = 10_000
"""Events of a report at most; how many there are is said beside them."""


class EventsReport(msgspec.Struct, frozen=True):
    """What the events explorer shows: a selection, and what was asked for."""

    filter: str
    sort: str
    found: int
    """How many events pass."""
    of: int
    """How many there are."""
    events: tuple[Event, ...]
    """Those that pass, in order, at most ``LONGEST``."""


class Entry(NamedTuple):
    """One line of the ledger."""

    label: str
    text: str
    tone: str = "text"
    """``text``; ``dim`` for what is missing; ``warn`` for what may be wrong."""


def grade_means(grade: str) -> str:
    """An Admiralty code in words; "" for none."""
    if not grade:
        return ""
    told = (RELIABILITY.get(grade[:1], ""), CREDIBILITY.get(grade[1:], ""))
    return f"source {told[0]}; information {told[1]}" if all(told) else told[0] or told[1]


def dated(event: Event) -> str:
    """The date and how exactly it is known: ``2016-06 (to the month)``."""
    until = f" to {event.end}" if event.end else ""
    exactly = "" if event.precision == "day" else f" (to the {event.precision})"
    return f"{event.date}{until}{exactly}"


def happened(event: Event, codes: Mapping[str, CameoCode]) -> str:
    """The kind; of coded events their CAMEO code and Goldstein value too."""
    said = KINDS.get(event.kind, event.kind)
    if event.cameo:
        code = codes.get(event.cameo)
        said += f", CAMEO {event.cameo}{f' {code.label}' if code else ''}"
    if event.goldstein is not None:
        said += f", Goldstein {event.goldstein:+.1f}"
    return said


def ledger(event: Event, codes: Mapping[str, CameoCode]) -> list[Entry]:
    """Who says so, in what words, what the answer was; how it is known; where it is from.

    What a claim should have and this one lacks is named too: it is part of how far to believe it.
    """
    coded = event.status == "coded"
    said = [Entry("what", happened(event, codes))]
    if event.summary:
        said.append(Entry("told as", event.summary))
    if event.actors:
        said.append(Entry("read as", event.actors))
    if event.speaker:
        said.append(Entry("who says so", event.speaker))
    elif coded:
        said.append(Entry("who says so", "nobody by name: a program read it in an article", "dim"))
    else:
        said.append(Entry("who says so", event.feed))
    if event.quote:
        said.append(Entry("quote", f"“{event.quote}”"))
    if event.response:
        said.append(Entry("answer", event.response))
    elif event.status in ("stated", "claimed"):
        said.append(Entry("answer", "none on record", "dim"))
    glyph = wording.STATUS_GLYPHS[event.status]
    said.append(Entry("status", f"{glyph} {event.status}: {STATUS_MEANS[event.status]}"))
    means = grade_means(event.grade)
    graded = f"{event.grade}: {means}" if means else "not graded"
    said.append(Entry("grade", graded, "text" if means else "dim"))
    if event.flag:
        said.append(Entry("warning", event.flag, "warn"))
    if event.mentions:
        times = f"{event.mentions:,} time{'s' if event.mentions > 1 else ''}"
        said.append(Entry("reported", times))
    if event.url:
        said.append(Entry("url", event.url))
    came = wording.came(event) or "with the program"
    said.append(Entry("source", f"{event.feed}; came {came}"))
    return said
