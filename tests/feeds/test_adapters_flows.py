"""SIPRI's table and plain tables of quantities: each quirk, and whatever else a file can hold."""

import base64
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relations_tui.errors import FeedError, FeedTooLarge, FeedUnreadable
from relations_tui.feeds import formats
from relations_tui.feeds.adapters import table
from relations_tui.feeds.batch import Ask, Batch
from relations_tui.feeds.judge import Judge
from relations_tui.model.feed import Feed, FeedState, Format
from relations_tui.model.flow import Flow, recipient_of
from tests.feeds.endpoints import Site, fetch

SIPRI = """Volume of transfers of major arms
Figures are in millions of SIPRI trend-indicator values (TIVs).

Supplier,2017,2018,2014-2018,Percentage
Russia,100,"1,200",1300,51%
Turkiye,-,0,0,2.8%
United States,3,..,4,1%
Rebels of the hills*,1,,1,0%
unknown supplier(s),,,32,3.2%
Total exports to Azerbaijan,104,1200,1336,100%
"""


def read(judge: Judge, kind: Format, body: bytes, name: str = "mine") -> list[Batch]:
    ask = Ask(Feed(name, "", kind), FeedState(name), judge, judge.today)
    return list(formats.adapter(kind).read(ask, [body[:7], body[7:]]))


def flows(batches: list[Batch]) -> list[Flow]:
    return [one for batch in batches for one in batch.records if isinstance(one, Flow)]


def reasons(batches: list[Batch]) -> list[str]:
    return [f"{one.where}: {one.reason}" for batch in batches for one in batch.bad]


def values(found: list[Flow]) -> dict[tuple[str, str, str], float]:
    return {(one.supplier, one.since, one.until): one.value for one in found}


def test_the_table_as_it_is_and_packed(judge: Judge) -> None:
    plain = read(judge, "sipri", SIPRI.encode())
    assert values(flows(plain)) == {
        ("RUS", "2017", "2017"): 100.0, ("RUS", "2018", "2018"): 1200.0,
        ("RUS", "2014", "2018"): 1300.0,
        ("TUR", "2018", "2018"): 0.0, ("TUR", "2014", "2018"): 0.0,  # a dash is no data, 0 is 0
        ("USA", "2017", "2017"): 3.0, ("USA", "2014", "2018"): 4.0,
        ("", "2014", "2018"): 32.0,  # unknown suppliers stay in the whole
    }  # fmt: skip
    assert {(one.key, one.unit, one.feed) for one in flows(plain)} == {
        ("AZE", "SIPRI TIV, millions", "SIPRI Arms Transfers Database")
    }
    assert [reason.partition(":")[0] for reason in reasons(plain)] == ["line 8"]
    packed = json.dumps({"bytes": base64.b64encode(SIPRI.encode()).decode()}).encode()
    assert flows(read(judge, "sipri", packed)) == flows(plain)
    assert formats.guess(packed, "x.json") == formats.guess(SIPRI.encode(), "x.csv") == "sipri"
    states = [batch.state for batch in plain if batch.state is not None]
    assert [state.restricted for state in states] == [True]  # its terms: not to be passed on


def test_a_total_that_does_not_add_up_is_told_and_the_rows_go_in(judge: Judge) -> None:
    found = read(judge, "sipri", SIPRI.replace("1336,", "2000,").encode())
    assert len(flows(found)) == 8
    assert any("rows of 2014-2018 add up to 1336, the table's total is 2000" in r
               for r in reasons(found))  # fmt: skip


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b'{"bytes": "###"}', "no base64"),
        (b'{"bytes": 5}', "not what SIPRI answers"),
        (b"Supplier,2018\nRussia,1\n", "whose table it is"),
        (b"Supplier,2018\nRussia,1\nTotal exports to Atlantis,1\n", "Atlantis"),
        (b"hello\n", "no line of SIPRI's table"),
        (b"Supplier,2018\x00\n", "bytes of zero"),
    ],
)
def test_what_is_no_table_of_sipri(judge: Judge, body: bytes, reason: str) -> None:
    with pytest.raises(FeedUnreadable, match=reason):
        read(judge, "sipri", body)


def test_a_plain_table_with_quirks(judge: Judge) -> None:
    body = (
        "\ufeffYear;Unit;Supplier;Recipient;Value;note\r\n"
        '2015;mn USD;RUS;"Azerbaijan";1,200.5;x\r\n'
        "\r\n"
        "2016;mn USD;unknown;aze;2;\r\n"
        "2016;mn USD;Israel;AZE;0;\r\n"
    ).encode()
    found = read(judge, "flows-csv", body)
    assert reasons(found) == []
    assert values(flows(found)) == {
        ("RUS", "2015", "2015"): 1200.5, ("", "2016", "2016"): 2.0, ("ISR", "2016", "2016"): 0.0,
    }  # fmt: skip
    assert {one.feed for one in flows(found)} == {"mine"}
    assert formats.guess(body, "x.csv") == "flows-csv"
    span = b"supplier,recipient,since,until,value,unit,what,source\nRUS,ARM,2014,2018,5,t,oil,IEA\n"
    (one,) = flows(read(judge, "flows-csv", span))
    assert (one.since, one.until, one.what, one.feed) == ("2014", "2018", "oil", "IEA")
    assert one.id == "oil/RUS-ARM/2014-2018/t"
    assert recipient_of(one.id) == "ARM"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Atlantis,AZE,2016,1,t", "Atlantis"),
        ("AZE,AZE,2016,1,t", "supplier and recipient"),
        ("RUS,AZE,2016,-1,t", "not within 0"),
        ("RUS,AZE,2016,nan,t", "not within 0"),
        ("RUS,AZE,2016,1e400,t", "not within 0"),
        ('RUS,AZE,2016,"1,5",t', "decimal comma"),
        ("RUS,AZE,2016,much,t", "no number"),
        ("RUS,AZE,2016,,t", "no data, not 0"),
        ("RUS,AZE,16,1,t", "not a date"),
        ("RUS,AZE,2016-05,1,t", "no year"),
        ("RUS,AZE,2016,1,", "unit"),
        ("RUS,AZE,2016,1,\x1b[31m", "unit"),
        ("RUS,,2016,1,t", "no country"),
    ],
)
def test_a_bad_row_is_set_aside_with_its_reason(judge: Judge, row: str, reason: str) -> None:
    body = f"supplier,recipient,year,value,unit\nRUS,ARM,2016,1,t\n{row}\n".encode()
    found = read(judge, "flows-csv", body)
    assert len(flows(found)) == 1
    (told,) = reasons(found)
    assert told.startswith("line 3")
    assert reason in told


def test_a_table_without_its_columns(judge: Judge) -> None:
    with pytest.raises(FeedUnreadable, match="names no column unit, year"):
        read(judge, "flows-csv", b"supplier,recipient,value\nRUS,AZE,1\n")
    with pytest.raises(FeedUnreadable, match="is no CSV"):
        read(judge, "flows-csv", b"supplier,recipient,year,value,unit\n" + b"x" * (1 << 18))


def test_a_table_too_large_to_be_one(judge: Judge) -> None:
    with pytest.raises(FeedTooLarge, match="64 MB"):
        table.whole([b"x" * (table.LARGEST // 2)] * 3)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(body=st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
@pytest.mark.parametrize("kind", ["sipri", "flows-csv"])
def test_whatever_a_file_holds(judge: Judge, kind: Format, body: bytes) -> None:
    """Records, records set aside, or one of our own errors; a line that is good stays good."""
    head = b"supplier,recipient,year,value,unit\n" if kind == "flows-csv" else b"Supplier,2018\n"
    for whole in (body, head + body):
        try:
            found = read(judge, kind, whole)
        except FeedError:
            continue
        assert all(one.value >= 0 for one in flows(found))


async def test_both_from_the_web(judge: Judge, web: Site, tmp_path: Path) -> None:
    csv = b"supplier,recipient,year,value,unit\nRUS,ARM,2016,1,t\n"
    web.pages["/sipri"] = lambda _query: (200, "text/csv", SIPRI.encode())
    web.pages["/flows.csv"] = lambda _query: (200, "text/csv", csv)
    sipri = await fetch(Feed("s", f"{web.url}/sipri", "sipri"), judge)
    assert len(flows(sipri)) == 8
    assert len(flows(await fetch(Feed("f", f"{web.url}/flows.csv", "flows-csv"), judge))) == 1
