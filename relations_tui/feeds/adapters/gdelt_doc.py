"""GDELT DOC 2.0: the tone of the articles that name both countries of a pair, and the articles.

``mode=timelinetone`` and ``timelinevolraw`` give a value a day, ``mode=artlist`` at most 250
articles and no way to the next: a span that is full is cut in two. One request in five seconds;
being asked to slow down ends the refresh, because asking again makes it worse.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import date, timedelta
from itertools import combinations
from typing import TYPE_CHECKING, TypeVar

import msgspec

from relations_tui.errors import FeedRefused, FeedTooLarge, FeedUnreadable
from relations_tui.feeds.batch import Ask, Batch, Record
from relations_tui.feeds.judge import BadRecord, bad
from relations_tui.feeds.judge_series import judge_series
from relations_tui.model.country import Pair, pair_of
from relations_tui.model.event import Event
from relations_tui.model.feed import FeedState
from relations_tui.model.layer import Layer
from relations_tui.model.period import month, month_text
from relations_tui.model.record import Bad
from relations_tui.model.series import GivenSeries, SeriesOf

if TYPE_CHECKING:
    from relations_tui.feeds.client import Client

PACE = 5.0
"""Seconds between requests, as the service asks."""
FULL = 250
"""Articles in one answer at most."""
CUTS = 12
"""How often a span is halved at most: a day cannot be cut any more."""
MONTHS = 3
COLLECTION = "gdelt-doc"
LAYER = Layer(
    id="gdelt-tone",
    title="News tone",
    method="given",
    frequency="month",
    directed=False,
    high_means="good tone",
    low_means="bad tone",
    empty_means="no data",
    evidence_unit="articles",
    source="GDELT DOC 2.0, average tone of articles that name both countries; gdeltproject.org",
    citation="Leetaru, Kalev and Philip A. Schrodt (2013), 'GDELT: Global Data on Events, "
    "Location, and Tone, 1979-2012', International Studies Association Annual Convention.",
    licence="GDELT: any use, with citation and a link to gdeltproject.org.",
    how="The average tone of each day's articles, weighted by their number, over the month, cut at "
    "-10 and +10. Tone is the share of positive words less that of negative ones, in percent.",
    defects=(
        "Tone is that of the whole article, whatever it is about: two friends hit by one disaster "
        "read as badly as two enemies. Names are matched as words, so that a city, a person or a "
        "sports club counts. What is published, and in which languages, changes over time.",
    ),
)
_ESCAPE = re.compile(rb'\\(?:(["\\/bfnrt]|u[0-9a-fA-F]{4})|)')
T = TypeVar("T")


class _Point(msgspec.Struct):
    date: str
    value: float


class _Line(msgspec.Struct):
    data: list[_Point] = []


class _Timeline(msgspec.Struct):
    timeline: list[_Line] = []


class _Article(msgspec.Struct):
    url: str = ""
    title: str = ""
    seendate: str = ""
    domain: str = ""
    language: str = ""


class _Articles(msgspec.Struct):
    articles: list[msgspec.Raw] = []


class GdeltDoc:
    """Reads tone and articles, pair by pair."""

    async def fetch(self, ask: Ask, client: "Client") -> AsyncIterator[Batch]:
        """The layer, a series for each pair, and its articles; raises FeedError."""
        pairs = [pair_of(key) for key in ask.feed.pairs]
        pairs += [Pair.sorted(a, b) for a, b in combinations(ask.feed.countries, 2)]
        if not pairs:
            raise FeedRefused("gdelt-doc is asked by pairs: give --pairs or two --countries")
        until = ask.until or ask.today
        since = ask.since or _months_before(until, int(ask.feed.options.get("months", MONTHS)))
        yield Batch(records=[ask.judge.layer(LAYER)])
        for number, pair in enumerate(dict.fromkeys(pairs), 1):
            ask.note(f"{pair.key}, {number} of {len(pairs)}")
            span = _Span(ask, client, pair)
            tone = await span.timeline("timelinetone", since, until)
            volume = await span.timeline("timelinevolraw", since, until)
            series, articles = tone_series(pair, tone, volume), await span.articles(since, until)
            records: list[Record] = [judge_series(ask.judge, series)] if series else []
            events, wrong = article_events(ask, pair, articles)
            yield Batch(events=events, records=records, bad=wrong)
        state = FeedState(ask.feed.name, title="GDELT DOC 2.0", licence=LAYER.licence)
        yield Batch(state=state)

    def read(self, ask: Ask, chunks: Iterable[bytes]) -> Iterator[Batch]:
        """A list of articles from a file, for the one pair that the feed names."""
        if len(ask.feed.pairs) != 1:
            raise FeedUnreadable("a file of gdelt-doc does not say which pair it is about")
        pair = pair_of(ask.feed.pairs[0])
        events, wrong = article_events(ask, pair, decode(b"".join(chunks), _Articles).articles)
        yield Batch(events=events, bad=wrong)


class _Span:
    """Asks about one pair."""

    def __init__(self, ask: Ask, client: "Client", pair: Pair) -> None:
        names = (ask.judge.countries[iso3].name for iso3 in pair)
        self._query = " ".join(f'"{name}"' for name in names)
        self._url, self._client = ask.feed.url, client

    async def _ask(self, mode: str, since: str, until: str) -> bytes:
        answer = await self._client.get(
            self._url,
            params={
                "query": self._query,
                "mode": mode,
                "format": "json",
                "maxrecords": FULL,
                "startdatetime": since.replace("-", "") + "000000",
                "enddatetime": until.replace("-", "") + "235959",
            },
        )
        return answer.body

    async def timeline(self, mode: str, since: str, until: str) -> dict[str, float]:
        """A value a day."""
        found = decode(await self._ask(mode, since, until), _Timeline)
        return {p.date[:8]: p.value for line in found.timeline[:1] for p in line.data}

    async def articles(self, since: str, until: str, cuts: int = CUTS) -> list[msgspec.Raw]:
        """All articles of a span of days: if the answer is full, those of its halves."""
        found = decode(await self._ask("artlist", since, until), _Articles).articles
        if len(found) < FULL or since == until:
            return found
        if cuts == 0:
            raise FeedTooLarge(f"too many articles from {since} to {until}")
        first, last = date.fromisoformat(since), date.fromisoformat(until)
        middle = first + (last - first) // 2
        early = await self.articles(since, middle.isoformat(), cuts - 1)
        late = await self.articles((middle + timedelta(days=1)).isoformat(), until, cuts - 1)
        return early + late


def decode(body: bytes, kind: type[T]) -> T:
    """An answer of the service; a backslash that escapes nothing is taken for itself.

    Raises:
        FeedUnreadable: if it is not JSON of that shape.
    """
    try:
        repaired = _ESCAPE.sub(lambda m: m[0] if m[1] else rb"\\", body)
        return msgspec.json.decode(repaired, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise FeedUnreadable(f"not what GDELT DOC answers: {error}") from None


def tone_series(pair: Pair, tone: dict[str, float], volume: dict[str, float]) -> SeriesOf | None:
    """Monthly means of a tone a day, weighted by the articles of the day; None if there is none."""
    sums: dict[int, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for day, value in tone.items():
        articles = volume.get(day, 0.0)
        if articles > 0 and len(day) == 8 and day.isdigit():
            own = sums[month(f"{day[:4]}-{day[4:6]}")]
            own[0] += value * articles
            own[1] += articles
    if not sums:
        return None
    first, last = min(sums), max(sums)
    values: list[float | None] = []
    for when in range(first, last + 1):
        total, articles = sums.get(when, (0.0, 0.0))
        mean = total / articles if articles else None
        values.append(None if mean is None else round(max(-10.0, min(10.0, mean)), 2))
    evidence = tuple(sums[when][1] if when in sums else 0.0 for when in range(first, last + 1))
    return SeriesOf(LAYER.id, GivenSeries(pair.key, month_text(first), tuple(values), evidence))


def article_events(
    ask: Ask, pair: Pair, articles: Iterable[msgspec.Raw]
) -> tuple[list[Event], list[Bad]]:
    """Articles as events between the two, who acts on whom not said; each address once."""
    found: dict[str, Event] = {}
    wrong: list[Bad] = []
    for number, raw in enumerate(articles, 1):
        try:
            one = msgspec.json.decode(raw, type=_Article)
            day = one.seendate[:8]
            told = hashlib.sha1(f"{pair.key} {one.url}".encode(), usedforsecurity=False)
            event = Event(
                id=f"gdelt-doc:{told.hexdigest()[:16]}",
                date=f"{day[:4]}-{day[4:6]}-{day[6:]}",
                kind="article",
                sources=tuple(pair),
                targets=tuple(pair),
                status="coded",
                feed=COLLECTION,
                summary=ask.judge.text(one.title, "title"),
                url=ask.judge.url(one.url),
            )
            found.setdefault(one.url, ask.judge.event(event))
        except (BadRecord, msgspec.DecodeError, UnicodeDecodeError) as error:
            wrong.append(bad(str(error), bytes(raw), f"{pair.key} articles[{number - 1}]"))
    return list(found.values()), wrong


def _months_before(day: str, months: int) -> str:
    return f"{month_text(month(day) - months)}-01"
