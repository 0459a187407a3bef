"""Filtering many events at once finds what looking at each would."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relations_tui.model.country import Country
from relations_tui.model.event import CameoCode, Event, Status
from relations_tui.query.event_query import Sort, parse
from relations_tui.query.event_table import Cancelled, EventTable
from relations_tui.query.filters import EventFilter, latest_first
from relations_tui.query.folding import folded
from relations_tui.query.names import fold

COUNTRIES = [
    Country("AZE", "Azerbaijan", capital="Baku", state=True),
    Country("IRN", "Iran", capital="Tehran", state=True),
    Country("RUS", "Russia", state=True),
]
CAMEO = [CameoCode("190", "Uses military force", "19", 4, -10.0, "fight")]


def event(name: str, date: str = "2020-01-01", **more: object) -> Event:
    values: dict[str, object] = {
        "kind": "consult", "sources": ("AZE",), "targets": ("IRN",), "status": "coded",
        "feed": "test", **more,
    }  # fmt: skip
    return Event(id=name, date=date, **values)  # type: ignore[arg-type]


EVENTS = [
    event("said", "2016-06", kind="arms_transfer", status="stated", grade="B2", via="wire",
          speaker="President Aliyev", quote="We buy weapons from Iran — officially"),
    event("seen", "2016-04-03", kind="arms_transfer", status="claimed", grade="C3",
          summary="Howitzers at the front", response="Tehran did not answer"),
    event("year", "2016", goldstein=8.0, feed="gdelt-2025", mentions=7),
    event("fought", "2020-09-27", cameo="190", goldstein=-10.0, mentions=90, feed="gdelt-2025",
          sources=("RUS",), actors="RUSSIA > ARTSAKH", url="https://news.example.org/a/b"),
    event("corridor", "2020-05-01", sources=("RUS",), targets=("AZE", "IRN"), status="recorded",
          summary="Côte d'Azur meeting on the corridor", grade="A1", goldstein=1.0),
    event("ban", "2020-03-15", kind="covid_ban", status="recorded", sources=("IRN",),
          targets=("RUS",)),
    event("alone", "2019-02", sources=("IRN",), targets=(), goldstein=-0.4),
]  # fmt: skip
TABLE = EventTable.of(EVENTS, COUNTRIES, CAMEO)


def found(line: str, sort: Sort = "newest") -> list[str]:
    rows = TABLE.select(parse(line, TABLE.vocabulary), sort)
    return [one.id for one in TABLE.events(rows)]


ALL = ["fought", "corridor", "ban", "alone", "said", "seen", "year"]


@pytest.mark.parametrize(
    ("line", "ids"),
    [
        ("", ALL),
        ("weapons", ["said"]),
        ("ALIYEV", ["said"]),
        ("iran weapons", ["said"]),
        ("howitzers", ["seen"]),
        ("answer", ["seen"]),
        ("example.org", ["fought"]),
        ("artsakh", ["fought"]),
        ('"military force"', ["fought"]),
        ('"force military"', []),
        ("cote", ["corridor"]),
        ("russia", ["fought", "corridor", "ban"]),
        ("-russia", ["alone", "said", "seen", "year"]),
        ("country:russia", ["fought", "corridor", "ban"]),
        ("country:RUS country:AZE", ["corridor"]),
        ("pair:IRN-AZE", ["corridor", "said", "seen", "year"]),
        ("-pair:IRN-AZE", ["fought", "ban", "alone"]),
        ("kind:arms_transfer status:claimed", ["seen"]),
        ("status:claimed status:stated", ["said", "seen"]),
        ("root:19", ["fought"]),
        ("grade:B", ["said"]),
        ("grade:3", ["seen"]),
        ("grade:none country:RUS", ["fought", "ban"]),
        ("feed:gdelt", ["fought", "year"]),
        ("feed:wire", ["said"]),
        ("since:2016-06 until:2016", ["said", "year"]),
        ("until:2016-04-02", ["year"]),
        ("since:2020-05 -feed:gdelt", ["corridor"]),
        ("value:>5", ["year"]),
        ("value:>5 value:<-5", ["fought", "year"]),
        ("value:>-1 value:<2", ["corridor", "alone"]),
        ("value:-0.4", ["alone"]),
        ("mag:>5", ["fought", "year"]),
        ("-value:>-20", ["ban", "said", "seen"]),
        ("covid:no country:RUS", ["fought", "corridor"]),
        ("kind:visit", []),
    ],
)
def test_a_line_finds(line: str, ids: list[str]) -> None:
    assert found(line) == ids


def test_orders() -> None:
    assert found("", "oldest") == ALL[::-1]
    assert found("value:>-20", "magnitude") == ["fought", "year", "corridor", "alone"]
    assert found("", "magnitude")[:2] == ["fought", "year"]
    assert found("", "mentions")[:2] == ["fought", "year"]
    assert found("", "grade")[:3] == ["corridor", "said", "seen"]


def test_an_event_is_found_by_its_id() -> None:
    row = TABLE.row_of("ban")
    assert row is not None
    assert TABLE.event(row).id == "ban"
    assert TABLE.row_of("nothing") is None
    some = TABLE.select(parse("country:AZE", TABLE.vocabulary))
    assert TABLE.row_of("ban", some) is None


def test_nobody_waits_for_a_cancelled_answer() -> None:
    with pytest.raises(Cancelled):
        TABLE.select(parse("iran", TABLE.vocabulary), cancelled=lambda: True)


def test_no_events_are_a_table_too() -> None:
    table = EventTable.of([])
    assert len(table) == 0
    assert list(table.select(parse("iran value:>5 since:2016", table.vocabulary))) == []


@given(st.text())
def test_plain_texts_are_folded_as_all_are(text: str) -> None:
    assert folded(text) == fold(text)


parties = st.lists(st.sampled_from(["AZE", "IRN", "RUS", "TUR"]), max_size=3).map(tuple)
events = st.builds(
    Event,
    id=st.sampled_from(["a", "b", "é", "zz"]) | st.text("abc", min_size=1, max_size=3),
    date=st.sampled_from(["2016", "2016-04", "2016-04-01", "2016-05-02", "2017", "2017-01"]),
    kind=st.sampled_from(["visit", "covid_ban"]),
    sources=parties,
    targets=parties,
    status=st.sampled_from(["coded", "claimed"]),
    feed=st.just("test"),
    mentions=st.integers(0, 3),
)
dates = st.sampled_from(["", "2016", "2016-04", "2016-04-01", "2016-05", "2017-02-03"])
statuses: st.SearchStrategy[Status | None] = st.sampled_from([None, "coded", "claimed"])


@given(st.lists(events, max_size=12), dates, dates, statuses, st.booleans())
def test_as_if_each_were_looked_at(
    told: Sequence[Event], since: str, until: str, status: Status | None, covid: bool
) -> None:
    keep = EventFilter(status=status, since=since, until=until, covid=covid)
    line = f"covid:{'yes' if covid else 'no'}"
    line += f" since:{since}" if since else ""
    line += f" until:{until}" if until else ""
    line += f" status:{status}" if status else ""
    table = EventTable.of(told)
    rows = table.select(parse(line, table.vocabulary))
    assert table.events(rows) == latest_first(told, keep, None)
