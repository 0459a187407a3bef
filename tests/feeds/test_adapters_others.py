"""GDELT DOC, UCDP GED, ACLED and the World Bank: each quirk of their endpoints."""

from typing import Any

import pytest
from msgspec.structs import replace

from relations_tui.errors import FeedRefused, FeedTooLarge, FeedUnreadable
from relations_tui.feeds import formats
from relations_tui.feeds.actors import Actors
from relations_tui.feeds.batch import Batch
from relations_tui.feeds.judge import Judge
from relations_tui.model.fact import Fact
from relations_tui.model.feed import Feed
from relations_tui.model.layer import Layer
from relations_tui.model.series import GivenSeries, SeriesOf
from tests.feeds.endpoints import Query, Site, fetch, gdelt_row, gdelt_zip, read

DOC = Feed("doc", "", "gdelt-doc", pairs=("AZE-IRN",))
GED = Feed("ged", "", "ucdp-ged")
ACLED = Feed("acled", "", "acled")
BANK = Feed("bank", "", "worldbank", countries=("AZE", "IRN"))


def article(number: int, day: str = "20261101") -> dict[str, str]:
    return {
        "url": f"https://example.org/{number}",
        "title": f"Azerbaijan , Iran {number}",
        "seendate": f"{day}T101500Z",
        "domain": "example.org",
        "language": "English",
    }


def doc_site(web: Site, articles: list[dict[str, str]]) -> Feed:
    """A DOC service: a tone and a volume for two days, and articles at most 250 at a time."""

    def page(query: Query) -> tuple[int, str, bytes]:
        import json

        mode = query["mode"]
        if mode == "artlist":
            first, last = query["startdatetime"][:8], query["enddatetime"][:8]
            found = [a for a in articles if first <= a["seendate"][:8] <= last][:250]
            body: Any = {"articles": found} if found else {}
        else:
            values = (-1.5, 0.5) if mode == "timelinetone" else (30, 10)
            days = ("20261020T000000Z", "20261021T000000Z")
            data = [{"date": d, "value": v, "norm": 9} for d, v in zip(days, values, strict=True)]
            body = {"timeline": [{"series": mode, "data": data}]}
        return 200, "application/json", json.dumps(body).encode()

    web.pages["/api/v2/doc/doc"] = page
    return replace(DOC, url=f"{web.url}/api/v2/doc/doc")


def records(batches: list[Batch], kind: type) -> list[Any]:
    return [one for batch in batches for one in batch.records if isinstance(one, kind)]


async def test_tone_is_a_monthly_mean_weighted_by_articles(judge: Judge, web: Site) -> None:
    found = await fetch(doc_site(web, [article(1), article(1), article(2)]), judge)
    (series,) = records(found, SeriesOf)
    assert series.series == GivenSeries("AZE-IRN", "2026-10", (-1.0,), (40.0,))
    assert [layer.id for layer in records(found, Layer)] == ["gdelt-tone"]
    events = [event for batch in found for event in batch.events]
    assert [event.url for event in events] == ["https://example.org/1", "https://example.org/2"]
    assert {(e.kind, e.status, e.sources, e.goldstein) for e in events} == {
        ("article", "coded", ("AZE", "IRN"), None)
    }
    assert web.asked[0][1]["query"] == '"Azerbaijan" "Iran"'


async def test_a_full_list_of_articles_is_asked_for_in_halves(judge: Judge, web: Site) -> None:
    many = [article(n, f"202610{1 + n % 28:02d}") for n in range(900)]
    found = await fetch(doc_site(web, many), judge)
    assert len([event for batch in found for event in batch.events]) == 900


@pytest.mark.parametrize(
    "sentence",
    ["Your query was too short or too long.", "Please limit requests to one every 5 seconds."],
)
async def test_a_sentence_with_200_is_an_error_that_is_not_asked_again(
    judge: Judge, web: Site, sentence: str
) -> None:
    web.put("/doc", sentence.encode(), media="text/html")
    with pytest.raises(FeedRefused, match=sentence[:20]):
        await fetch(replace(DOC, url=f"{web.url}/doc"), judge)
    assert len(web.asked) == 1


@pytest.mark.parametrize(
    ("title", "told"),
    [
        (rb"bad \escape: C:\path", r"bad \escape: C:\path"),
        (rb"good \"quote\" \\ \u00e9", 'good "quote" \\ é'),
        (rb"half \u00 unicode", r"half \u00 unicode"),
    ],
)
def test_backslashes_that_escape_nothing_are_taken_for_themselves(
    judge: Judge, title: bytes, told: str
) -> None:
    raw = b'{"articles":[{"title":"%b","url":"https://e.org/1","seendate":"20261101T000000Z"}]}'
    (batch,) = read(DOC, judge, raw % title)
    assert [event.summary for event in batch.events] == [told]


def test_no_articles_are_an_empty_object(judge: Judge) -> None:
    (batch,) = read(DOC, judge, b"{}")
    assert not batch.events


def ged_row(number: int, a: str, b: str, **more: Any) -> dict[str, Any]:
    return {
        "id": number,
        "type_of_violence": 1,
        "side_a": a,
        "side_b": b,
        "date_start": "2020-09-27T00:00:00",
        "date_end": "2020-09-28T00:00:00",
        "best": 31,
        "low": 30,
        "high": 60,
        **more,
    }


async def test_pages_of_ged_count_from_zero_and_states_are_found_by_name(
    judge: Judge, web: Site
) -> None:
    azerbaijan, armenia = "Government of Azerbaijan", "Government of Armenia"
    rows = [
        [ged_row(1, azerbaijan, armenia), ged_row(2, azerbaijan, "Republic of Artsakh")],
        [ged_row(3, "Government of Myanmar (Burma)", "Government of Russia (Soviet Union)")],
        [
            ged_row(4, azerbaijan, "Government of Atlantis"),
            ged_row(5, armenia, azerbaijan, best=-1),
        ],
    ]

    def page(query: Query) -> tuple[int, str, bytes]:
        import json

        body = {"TotalPages": 3, "NextPageUrl": "http://evil/", "Result": rows[int(query["page"])]}
        return 200, "application/json", json.dumps(body).encode()

    web.pages["/api/gedevents/25.1"] = page
    found = await fetch(replace(GED, url=f"{web.url}/api"), judge)
    events = [event for batch in found for event in batch.events]
    assert [(e.id, e.sources, e.targets) for e in events] == [
        ("ucdp-ged:1", ("AZE",), ("ARM",)),
        ("ucdp-ged:3", ("MMR",), ("RUS",)),
        ("ucdp-ged:5", ("ARM",), ("AZE",)),
    ]
    assert (events[0].date, events[0].end, events[0].status) == (
        "2020-09-27", "2020-09-28", "recorded",
    )  # fmt: skip
    assert events[0].goldstein is None
    assert [one.reason for batch in found for one in batch.bad] == [
        "no country by the name of 'Government of Atlantis'"
    ]


async def test_the_token_goes_in_its_header(
    judge: Judge, web: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UCDP", "secret")
    web.put("/gedevents/25.1", {"TotalPages": 1, "Result": []})
    feed = replace(GED, url=web.url, headers={"x-ucdp-access-token": "UCDP"})
    await fetch(feed, judge)
    assert web.headers[0]["x-ucdp-access-token"] == "secret"


def acled_row(number: int, **more: str) -> dict[str, str]:
    return {
        "event_id_cnty": f"AZE{number}",
        "event_date": "2020-09-27",
        "event_type": "Battles",
        "sub_event_type": "Armed clash",
        "actor1": "Military Forces of Azerbaijan (2003-)",
        "actor2": "Military Forces of Armenia (2018-)",
        "location": "Horadiz",
        "fatalities": "3",
        "notes": "...",
        **more,
    }


def test_acled_between_states_is_recorded_and_restricted(judge: Judge) -> None:
    import json

    rows = [
        acled_row(1),
        acled_row(2, actor2="Protesters (Azerbaijan)"),
        acled_row(3, event_type="Strategic developments", sub_event_type="Agreement"),
        acled_row(4, fatalities="many"),
    ]
    first, last = read(ACLED, judge, json.dumps({"success": True, "data": rows}).encode())
    assert [(e.id, e.kind, e.sources) for e in first.events] == [
        ("acled:AZE1", "fight", ("AZE",)),
        ("acled:AZE3", "agreement", ("AZE",)),
    ]
    assert "deaths: 3" in first.events[0].summary
    assert "fatalities" in first.bad[0].reason
    assert last.state is not None
    assert last.state.restricted


@pytest.mark.parametrize(
    "body",
    [
        {"success": False, "message": "Invalid token"},
        {"success": True, "data": [], "message": "Invalid token"},
        {"error": {"message": "Invalid token"}},
    ],
)
async def test_acleds_errors_come_with_200(judge: Judge, web: Site, body: object) -> None:
    web.put("/read", body)
    with pytest.raises(FeedRefused, match="Invalid token"):
        await fetch(replace(ACLED, url=f"{web.url}/read"), judge)


def bank_row(iso3: str, value: float | None, date: str = "2016") -> dict[str, Any]:
    indicator = {"id": "MS.MIL.MPRT.KD", "value": "Arms imports"}
    return {
        "indicator": indicator,
        "country": {"id": iso3[:2], "value": iso3},
        "countryiso3code": iso3,
        "date": date,
        "value": value,
        "unit": "",
    }


async def test_nulls_and_aggregates_are_no_facts(judge: Judge, web: Site) -> None:
    rows = [bank_row("AZE", None), bank_row("WLD", 1), bank_row("", 1), bank_row("AZE", 281e6)]
    bad = bank_row("IRN", 5, "0000")
    web.put("/v2/country/AZE;IRN/indicator/X", [{"page": 1, "pages": 1}, [*rows, bad]])
    feed = replace(BANK, url=f"{web.url}/v2", options={"indicator": "X"})
    found = await fetch(feed, judge)
    (fact,) = records(found, Fact)
    assert (fact.id, fact.value) == ("AZE/MS.MIL.MPRT.KD/2016", 281e6)
    assert [one.where for batch in found for one in batch.bad] == ["X page 1 row 4"]


async def test_the_banks_errors_come_with_200(judge: Judge, web: Site) -> None:
    wrong = [{"message": [{"id": "120", "value": "The provided parameter value is not valid"}]}]
    web.put("/country/AZE;IRN/indicator/MS.MIL.MPRT.KD", wrong)
    with pytest.raises(FeedRefused, match="parameter value"):
        await fetch(replace(BANK, url=web.url), judge)


@pytest.mark.parametrize("feed", [DOC, GED, ACLED, BANK])
@pytest.mark.parametrize("body", [b"[1,2]", b'{"x":', b'"text"', b"[" * 5000, b"\xff"])
def test_what_is_not_the_format_is_one_error(judge: Judge, feed: Feed, body: bytes) -> None:
    with pytest.raises((FeedUnreadable, FeedRefused)):
        read(feed, judge, body)


async def test_pages_without_end_end(judge: Judge, web: Site, monkeypatch: Any) -> None:
    monkeypatch.setattr("relations_tui.feeds.adapters.ucdp_ged.PAGES", 5)
    web.put("/gedevents/25.1", {"TotalPages": 10**9, "Result": []})
    with pytest.raises(FeedTooLarge, match="pages"):
        await fetch(replace(GED, url=web.url), judge)


def test_files_are_known_by_their_shape() -> None:
    for first, kind in (
        (b'{"format":"relations-feed","version":1', "relations-feed"),
        (b'{"type":"header","format":"relations-feed"', "relations-feed"),
        (gdelt_zip(gdelt_row(1, "AZE", "IRN")), "gdelt-events"),
        (b'{"TotalCount":1,"TotalPages":1,"Result":[]}', "ucdp-ged"),
        (b'[{"page":1,"pages":1},[]]', "worldbank"),
        (b'{"articles":[]}', "gdelt-doc"),
        (b'{"success":true,"data":[{"event_id_cnty":"AZE1"}]}', "acled"),
    ):
        assert formats.guess(first, "file") == kind
    with pytest.raises(FeedUnreadable, match="--format"):
        formats.guess(b"hello", "file")


@pytest.mark.parametrize(
    ("name", "iso3"),
    [
        ("Government of Azerbaijan", "AZE"),
        ("Military Forces of Russia (2000-)", "RUS"),
        ("Police Forces of Turkey (2016-)", "TUR"),
        ("Government of the United States of America", "USA"),
        ("Government of DR Congo (Zaire)", "COD"),
        ("Government of Yemen (North Yemen)", "YEM"),
        ("Government of Bosnia-Herzegovina", "BIH"),
        ("Government of Nowhere", None),
    ],
)
def test_governments_are_found_by_name(judge: Judge, name: str, iso3: str | None) -> None:
    assert Actors(judge.countries).country(name) == iso3
