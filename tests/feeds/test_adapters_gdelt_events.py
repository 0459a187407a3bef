"""GDELT's event exports: what is taken, what is not, and days that are not fetched twice."""

import pytest
from msgspec.structs import replace

from relations_tui.errors import FeedTooLarge, FeedUnreadable
from relations_tui.feeds.batch import Batch
from relations_tui.feeds.judge import Judge
from relations_tui.model.event import Event
from relations_tui.model.feed import Feed, FeedState
from tests.feeds.endpoints import Site, fetch, gdelt_row, gdelt_zip, listed, read

FEED = Feed("g", "http://unused", "gdelt-events")


def events(batches: list[Batch]) -> list[Event]:
    return [event for batch in batches for event in batch.events]


def state(batches: list[Batch]) -> FeedState:
    return [batch.state for batch in batches if batch.state is not None][-1]


@pytest.mark.parametrize("columns", [57, 58, 61])
def test_a_row_becomes_a_coded_event(judge: Judge, columns: int) -> None:
    row = gdelt_row(600000001, "AZE", "IRN", columns=columns)
    (event,) = events(read(FEED, judge, gdelt_zip(row)))
    assert event == Event(
        id="gdelt:600000001",
        date="2016-12-21",
        kind=judge.codes["057"].kind,
        sources=("AZE",),
        targets=("IRN",),
        status="coded",
        feed="gdelt-events",
        cameo="057",
        goldstein=8.0,
        actors="AZERBAIJAN > IRAN",
        url="https://example.org/600000001" if columns > 57 else "",
        mentions=6,
    )


def test_what_is_no_act_between_states_is_left_out_and_is_not_bad(judge: Judge) -> None:
    rows = (
        gdelt_row(1, "AZE", "IRN", root=0),
        gdelt_row(2, "AZE", "AZE"),
        gdelt_row(3, "AZE", ""),
        gdelt_row(4, "AZE", "EUR"),
        gdelt_row(5, "AZE", "IRN", types=("OPP", "")),
        gdelt_row(6, "AZE", "IRN", mentions=4),
    )
    (batch,) = read(FEED, judge, gdelt_zip(*rows))
    assert not batch.events
    assert not batch.bad


def test_codes_keep_their_zeros_and_romania_is_found(judge: Judge) -> None:
    rows = gdelt_row(1, "IRN", "", code="010", goldstein="", types=("", "ROUGOV"))
    rows[15] = "ROUGOV"
    rows[22] = "GOV"
    (event,) = events(read(FEED, judge, gdelt_zip(rows)))
    assert (event.cameo, event.targets) == ("010", ("ROU",))
    assert event.goldstein == judge.codes["010"].goldstein


def test_false_friends_are_flagged_and_repeats_are_one(judge: Judge) -> None:
    one = gdelt_row(1, "JOR", "IRN", names=("JORDAN", "IRAN"))
    again = [*one[:0], *gdelt_row(2, "JOR", "IRN", names=("JORDAN", "IRAN"))]
    again[-1] = one[-1]
    (event,) = events(read(FEED, judge, gdelt_zip(one, again)))
    assert "JORDAN" in event.flag


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"day": "20161301"}, "no such day"),
        ({"day": "99990101"}, "year out of range"),
        ({"goldstein": "11"}, "Goldstein"),
        ({"goldstein": "nan"}, "Goldstein"),
        ({"code": "999"}, "CAMEO"),
    ],
)
def test_a_row_that_breaks_is_set_aside(judge: Judge, change: dict[str, str], reason: str) -> None:
    rows = gdelt_row(1, "AZE", "IRN", **change), gdelt_row(2, "AZE", "IRN")  # type: ignore[arg-type]
    (batch,) = read(FEED, judge, gdelt_zip(*rows))
    assert [event.id for event in batch.events] == ["gdelt:2"]
    assert reason in batch.bad[0].reason
    assert batch.bad[0].where.endswith("line 1")


def test_a_row_of_another_width_is_set_aside(judge: Judge) -> None:
    (batch,) = read(FEED, judge, gdelt_zip(["1", "20161221"], gdelt_row(2, "AZE", "IRN")))
    assert len(batch.events) == 1
    assert "2 columns" in batch.bad[0].reason


def test_what_is_no_zip_is_said_to_be_none(judge: Judge) -> None:
    data = gdelt_zip(gdelt_row(1, "AZE", "IRN"))
    with pytest.raises(FeedUnreadable, match="zip"):
        read(FEED, judge, data[:-30])


async def test_only_the_newest_file_then_only_what_is_newer(judge: Judge, web: Site) -> None:
    feed = replace(FEED, url=web.url)
    stamps = ("20261123100000", "20261123101500", "20261123103000")
    lines = []
    for number, stamp in enumerate(stamps):
        data = gdelt_zip(gdelt_row(number, "AZE", "IRN", day=stamp[:8]))
        web.put(f"/{stamp}.export.CSV.zip", data)
        lines.append(listed(f"{web.url}/{stamp}.export.CSV.zip", data))
    others = f"1 abc {web.url}/x.mentions.CSV.zip\n"
    web.put("/gdeltv2/lastupdate.txt", (lines[0] + others).encode(), media="text/plain")
    first = await fetch(feed, judge)
    assert [event.id for event in events(first)] == ["gdelt:0"]
    assert await fetch(feed, judge, state(first)) == []
    web.put("/gdeltv2/lastupdate.txt", (lines[2] + others).encode(), media="text/plain")
    web.put("/gdeltv2/masterfilelist.txt", "".join(lines).encode(), media="text/plain")
    later = await fetch(feed, judge, state(first))
    assert [event.id for event in events(later)] == ["gdelt:1", "gdelt:2"]


async def test_a_file_that_is_not_what_the_list_says_is_refused(judge: Judge, web: Site) -> None:
    data = gdelt_zip(gdelt_row(1, "AZE", "IRN"))
    web.put("/20261123100000.export.CSV.zip", data + b" ")
    line = listed(f"{web.url}/20261123100000.export.CSV.zip", data)
    web.put("/gdeltv2/lastupdate.txt", line.encode(), media="text/plain")
    with pytest.raises(FeedUnreadable, match="checksum"):
        await fetch(replace(FEED, url=web.url), judge)


async def test_a_long_gap_wants_a_backfill(judge: Judge, web: Site) -> None:
    lines = "".join(f"1 a {web.url}/2026{n:010d}.export.CSV.zip\n" for n in range(700))
    web.put("/gdeltv2/masterfilelist.txt", lines.encode(), media="text/plain")
    web.put("/gdeltv2/lastupdate.txt", lines[-70:].encode(), media="text/plain")
    old = FeedState("g", bookmarks={"last": "20200101000000"})
    with pytest.raises((FeedTooLarge, FeedUnreadable), match=r"fill the gap|no time"):
        await fetch(replace(FEED, url=web.url), judge, old)


async def test_a_backfill_is_a_commit_a_day_and_goes_on_where_it_was(
    judge: Judge, web: Site
) -> None:
    feed = replace(FEED, url=web.url, countries=("AZE", "ARM", "IRN"))
    for day in ("20130401", "20130402", "20130404"):
        rows = gdelt_row(int(day), "AZE", "IRN", columns=58, day=day)
        strangers = gdelt_row(1, "AZE", "USA", columns=58, day=day)
        web.put(f"/events/{day}.export.CSV.zip", gdelt_zip(rows, strangers))
    month = [gdelt_row(n, "ARM", "IRN", columns=57, day=f"201303{n:02d}") for n in (30, 31)]
    web.put("/events/201303.zip", gdelt_zip(*month))
    found = await fetch(feed, judge, None, "2013-03-30", "2013-04-04")
    assert all(batch.commit for batch in found)
    assert [len(batch.events) for batch in found] == [2, 1, 1, 0, 1]
    asked = len(web.asked)
    assert await fetch(feed, judge, state(found), "2013-03-30", "2013-04-04") == []
    assert len(web.asked) == asked  # what is there already is not fetched again
    web.put("/events/20130405.export.CSV.zip", gdelt_zip(gdelt_row(9, "AZE", "IRN", columns=58)))
    more = await fetch(feed, judge, state(found), "2013-03-30", "2013-04-05")
    assert [path for path, _ in web.asked[asked:]] == ["/events/20130405.export.CSV.zip"]
    others = await fetch(
        replace(feed, countries=("AZE", "USA")), judge, state(more), "2013-04-01", "2013-04-01"
    )
    assert [event.targets for event in events(others)] == [("USA",)]


async def test_a_backfill_ends_where_the_newer_export_begins(judge: Judge, web: Site) -> None:
    web.put("/events/20261101.export.CSV.zip", gdelt_zip(gdelt_row(1, "AZE", "IRN", columns=58)))
    old = FeedState("g", bookmarks={"last": "20261102101500", "first": "2026-11-02"})
    await fetch(replace(FEED, url=web.url), judge, old, "2026-11-01", "2026-11-20")
    assert [path for path, _ in web.asked] == ["/events/20261101.export.CSV.zip"]
