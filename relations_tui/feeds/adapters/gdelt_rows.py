"""Rows of GDELT's event exports: tab-separated, without a header.

Columns, from 0 (GDELT Event Codebook 2.0, and 1.03 for older files): 0 id, 1 date, 5 and 15 the
actors' codes, 6 and 16 names, 7 and 17 countries (CAMEO), 12-14 and 22-24 types, 25 root event,
26 CAMEO code, 30 Goldstein value, 31 mentions, the last the URL. Version 2.0 has 61 columns, 1.0
has 58, and 57 (no URL) in files up to March 2013.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from relations_tui.feeds.false_friends import false_friend
from relations_tui.feeds.judge import BadRecord, Judge, bad
from relations_tui.model.event import Event
from relations_tui.model.record import Bad

COLUMNS = (57, 58, 61)
STATE = frozenset({"", "GOV", "MIL", "COP", "LEG", "JUD", "SPY"})
"""Types of actors that are the country itself or an arm of its state."""
ROMANIA = "ROU", "ROM"
"""GDELT leaves Romania's country field empty; its actor code begins so."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events are taken: those of the bundled sample's kind, of some countries."""

    countries: frozenset[str] = frozenset()
    """Of one country events with any other; of several those among them; none: all."""
    pairs: frozenset[str] = frozenset()
    """Only these pairs, ``AZE-IRN``, if there are any."""
    mentions: int = 5
    """The least number of mentions."""

    def takes(self, a: str, b: str) -> bool:
        """Whether events between these two are wanted."""
        if self.pairs:
            return f"{min(a, b)}-{max(a, b)}" in self.pairs
        both = {a, b} & self.countries
        return not self.countries or len(both) >= min(2, len(self.countries))


class Reader:
    """Turns rows into events."""

    def __init__(self, judge: Judge, wanted: Wanted) -> None:
        self._judge, self._wanted = judge, wanted
        self._iso3 = {c.cameo: c.iso3 for c in judge.countries.values() if c.cameo}
        for iso3 in judge.countries:
            self._iso3.setdefault(iso3, iso3)
        self._seen: set[tuple[str, ...]] = set()

    def read(self, lines: Iterable[bytes], name: str) -> Iterator[Event | Bad]:
        """The events among the lines of a file, each once; rows that break are given as bad."""
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                event = self._row(line.decode(errors="replace").rstrip("\r\n").split("\t"))
            except BadRecord as error:
                yield bad(str(error), line, f"{name} line {number}")
                continue
            if event is None:
                continue
            same = event.date, *event.sources, *event.targets, event.cameo, event.url or event.id
            if same not in self._seen:
                self._seen.add(same)
                yield event

    def _row(self, row: list[str]) -> Event | None:
        """The event of a row, None if it is not of those wanted; raises BadRecord."""
        if len(row) not in COLUMNS:
            raise BadRecord(f"{len(row)} columns, not 57, 58 or 61")
        a, b = self._country(row[7], row[5]), self._country(row[17], row[15])
        if row[25] != "1" or not a or not b or a == b or not self._wanted.takes(a, b):
            return None
        if not STATE.issuperset((*row[12:15], *row[22:25])):
            return None
        mentions = _number(row[31], "mentions")
        if mentions < self._wanted.mentions:
            return None
        code = self._judge.codes.get(row[26])
        if code is None:
            raise BadRecord(f"unknown CAMEO code {row[26]!r}")
        flags = (false_friend(a, row[6]), false_friend(b, row[16]))
        day = row[1]
        return self._judge.event(
            Event(
                id=f"gdelt:{row[0]}",
                date=f"{day[:4]}-{day[4:6]}-{day[6:]}",
                kind=code.kind,
                sources=(a,),
                targets=(b,),
                status="coded",
                feed="gdelt-events",
                cameo=code.code,
                goldstein=_number(row[30], "Goldstein value") if row[30] else code.goldstein,
                actors=f"{row[6]} > {row[16]}",
                url=row[-1] if len(row) > 57 and row[-1].startswith("http") else "",
                mentions=int(mentions),
                flag="; ".join(flag for flag in flags if flag),
            )
        )

    def _country(self, country: str, actor: str) -> str:
        if not country and actor.startswith(ROMANIA):
            return "ROU"
        return self._iso3.get(country, "")


def _number(text: str, name: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise BadRecord(f"{name} {text[:40]!r} is no number") from None
