"""From bytes to records: the fast way and the slow say the same, and bad values are set aside."""

import json
from pathlib import Path
from time import process_time
from typing import Any

import msgspec
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from relations_tui.feeds.batch import LINES, Chunk
from relations_tui.feeds.judge import BadRecord
from relations_tui.feeds.parse import Parsed, Parser
from relations_tui.model.country import Pair
from relations_tui.model.event import Event
from relations_tui.store.doctor import examine
from relations_tui.store.open import Store
from relations_tui.text import clean
from tests.refresh import world
from tests.refresh.small import JUDGE
from tests.refresh.test_records import FACT, LAYER, MARKER, PROJECT
from tests.refresh.texts import HOSTILE, braces, hostile
from tests.refresh.world import Json, document, event, imported, tombstone

texts = hostile | braces | st.text(max_size=12) | st.sampled_from(("plain", "", "x" * 501))
EVENT_TEXTS = ("summary", "actors", "speaker", "quote", "response", "flag", "feed")
odd_values: dict[str, st.SearchStrategy[Any]] = {
    **dict.fromkeys(EVENT_TEXTS, texts),
    "id": texts | st.sampled_from(("e2", "a b", "x" * 200, "x" * 201, 'a"b', "a\\b")),
    "date": st.sampled_from(("2016", "2016-02-30", "0000-01-01", "9999-12-31", "1815", "2026-11-02",
                             "2026-11-03", "2027", "2016-6-1", "2016-06-14T00:00",
                             "\u0662\u0660\u0661\u0666")),
    "end": st.sampled_from(("2016-06-13", "2016-06", "2015", "2199-12-31", "2200", "")),
    "kind": st.sampled_from(("visit", "party", "")),
    "sources": st.lists(st.sampled_from(("AZE", "RUS", "XXX", "aze", "")), max_size=3),
    "targets": st.lists(st.sampled_from(("IRN", "AZE")), max_size=3),
    "status": st.sampled_from(("recorded", "rumoured")),
    "cameo": st.sampled_from(("010", "1", "12345", "\u0660\u0661\u0660", "999")),
    "goldstein": st.sampled_from((11, -10.0, 10, 0, -0.0, None, "2", 1e-300, True)),
    "url": st.sampled_from(("http://x.org/a?b#c", "https://", "ftp://x", "http://a b", "http://é.org",
                            "http://x/" + "a" * 1990, "http://x/" + "a" * 2000, "javascript:x",
                            "HTTP://x", "http://x\u200b", " http://x", "http://x/'<b>")),
    "grade": st.sampled_from(("A1", "G1", "a1", "A1 ")),
    "mentions": st.sampled_from((0, -1, 10**9, 10**9 + 1, 1.0, 1.5, "1", True, 10**30)),
    "unknown": st.sampled_from((1, {"id": "x"}, [[]])),
    "via": st.just("another"),
    "withdrawn": st.just("yes"),
}  # fmt: skip


@st.composite
def odd_events(draw: st.DrawFn) -> Json:
    """A good event of which some members are odd."""
    found = event("e1", feed="wire", summary="plain")
    for name in draw(st.lists(st.sampled_from(sorted(odd_values)), max_size=3)):
        found[name] = draw(odd_values[name])
    return found


def parsed(parser: Parser, data: bytes, *, lines: bool) -> Parsed:
    return parser.parse(Chunk(LINES if lines else "events", data, 1, "wire"))


def body(bodies: bytes) -> Event:
    return msgspec.json.decode(b"{%b}" % bodies, type=Event)


def known_defect(one: Json) -> bool:
    """What test_the_fast_way_lets_by is about."""
    url = str(one.get("url", ""))
    return url == "https://" or len(url) > 2000 or any(
        str(one.get(name, "")) != str(one.get(name, "")).strip() for name in EVENT_TEXTS
    )  # fmt: skip


@pytest.mark.parametrize(
    "odd", [{"summary": " a"}, {"summary": "a "}, {"actors": " "}, {"url": "https://"},
            {"url": "http://x/" + "a" * 2000}]
)  # fmt: skip
def test_the_fast_way_lets_by(odd: Json) -> None:
    warm = Parser(JUDGE)
    for one in (event("e1", feed="wire"), event("e2", feed="wire", **odd)):
        for stored in map(body, parsed(warm, json.dumps(one).encode(), lines=False).bodies):
            assert JUDGE.event(stored) == stored


@settings(max_examples=1500, deadline=None)
@given(
    events=st.lists(odd_events(), min_size=1, max_size=3),
    style=st.sampled_from(({}, {"separators": (",", ":")}, {"ensure_ascii": False})),
    lines=st.booleans(),
)
def test_the_fast_way_is_the_slow_way(events: list[Json], style: Json, lines: bool) -> None:
    """A parser that has seen many events takes what one by one would be taken, as it would be."""
    lines = lines or "\\ud" in json.dumps(events)  # a document with that is no JSON as a whole
    assume(not any(known_defect(one) for one in events))
    warm = Parser(JUDGE)
    for one in events:  # what repeats is judged once
        plain = {**one, **dict.fromkeys(EVENT_TEXTS[:-1], "x"), "url": "", "id": "w"}
        parsed(warm, json.dumps({"type": "event", **plain}).encode(), lines=True)
    encoded = [
        json.dumps({"type": "event", **one} if lines else one, **style).encode("utf-8", "replace")
        for one in events
    ]
    both = parsed(warm, (b"\n" if lines else b",").join(encoded), lines=lines)
    singly, reasons = [], []
    for raw in encoded:
        try:
            record = Parser(JUDGE).record("" if lines else "events", raw, "wire")
        except BadRecord as error:
            reasons.append(clean(str(error), 300))
        else:
            singly.append(record)
    assert [body(one) for one in both.bodies] == singly
    assert [bad.reason for bad in both.bad] == reasons


@settings(max_examples=300, deadline=None)
@given(text=st.text(max_size=600) | st.sampled_from(HOSTILE))
@example(" a")
@example("x" * 500 + "\u200b")
def test_stored_text_is_clean(text: str) -> None:
    """Every text of every kind of record is as cleaning leaves it."""
    parser = Parser(JUDGE)
    told: dict[str, Any] = dict.fromkeys(EVENT_TEXTS[:-1], text)
    records: dict[str, Json] = {
        "events": event("e1", feed=f"f{text}", **told),
        "markers": {**MARKER, "title": f"t{text}"},
        "projects": {**PROJECT, "title": f"t{text}", "summary": text},
        "facts": {**FACT, "title": f"t{text}", "unit": text},
        "tombstones": tombstone("x", reason=text),
        "layers": {**LAYER, "citation": text, "how": f"h{text}", "defects": [text],
                   "weights": {text: [1, 1]}, "evidence_unit": text},
    }  # fmt: skip
    for kind, record in records.items():
        try:
            found = parser.record(kind, json.dumps(record).encode(), "wire")
        except BadRecord:
            assert "\\ud" in json.dumps(text)  # a lone surrogate is no JSON that we read
            continue
        for stored in world.texts(found):
            assert stored == clean(stored, 4000)
            assert stored.isprintable() or not stored


def test_periods_observed_are_clean() -> None:
    layer = {**LAYER, "observed": {"\x1b]52;c;aGk=\x07": 3}}
    with pytest.raises(BadRecord, match="not a date"):
        Parser(JUDGE).record("layers", json.dumps(layer).encode(), "wire")


def raw_event(member: str, value: str) -> bytes:
    """An event with a member that is not JSON, or not as Python would write it."""
    return json.dumps({**event("bad"), member: "@"}).replace('"@"', value).encode()


BAD: dict[str, bytes] = {
    "NaN": raw_event("goldstein", "NaN"),
    "1e400": raw_event("goldstein", "1e400"),
    "Goldstein 11": raw_event("goldstein", "11"),
    "a text for a number": raw_event("goldstein", '"2"'),
    "negative mentions": raw_event("mentions", "-1"),
    "many mentions": raw_event("mentions", "1" + "0" * 400),
    "year 0": raw_event("date", '"0000-01-01"'),
    "year 9999": raw_event("date", '"9999-12-31"'),
    "the far future": raw_event("date", '"2150-01-01"'),
    "no such day": raw_event("date", '"2015-02-29"'),
    "unknown country": raw_event("sources", '["XXX"]'),
    "with itself": raw_event("targets", '["AZE"]'),
    "nobody": raw_event("targets", "[]").replace(b'["AZE"]', b"[]"),
    "a thousand parties": raw_event("targets", json.dumps(["IRN"] * 1000)),
    "a key twice": raw_event("id", '"e8", "id": "e9"'),
    "an unknown key twice": raw_event("x", '1, "x": 2'),
    "an empty id": raw_event("id", '""'),
    "an over-long id": raw_event("id", json.dumps("x" * 201)),
    "an id with a quote": raw_event("id", r'"a\"b"'),
    "an over-long URL": raw_event("url", json.dumps("http://x/" + "a" * 2000)),
    "a script for a URL": raw_event("url", '"javascript:alert(1)"'),
    "wrong types": raw_event("summary", "5"),
    "null for text": raw_event("summary", "null"),
    "null for the id": raw_event("id", "null"),
    "no id": json.dumps({k: v for k, v in event("x").items() if k != "id"}).encode(),
    "a list": b"[1, 2]",
    "nested deep": raw_event("x", "[" * 3000 + "]" * 3000),
    "over-long": raw_event("summary", json.dumps("x" * (1 << 20))),
}
BROKEN = {
    "Infinity": raw_event("goldstein", "-Infinity"),
    "an invalid escape": raw_event("summary", r'"\q"'),
    "a lone surrogate": raw_event("summary", r'"\ud800"'),
    "a raw control character": raw_event("summary", '"\x1b[31m"'),
    "Latin-1": raw_event("summary", '"@"').replace(b'"@"', b'"\xe9"'),
}
"""What isn't JSON: in lines it costs the line, in a document all of it."""


@pytest.mark.parametrize("name", sorted({*BAD, *BROKEN} - {"over-long"}))
def test_a_bad_line_is_set_aside(store: Store, name: str) -> None:
    bad = {**BAD, **BROKEN}[name]
    good = world.ndjson(event("before"), event("after"))
    head, before, after, _ = good.split(b"\n")
    line = b'{"type":"event",' + bad[1:] if bad.startswith(b"{") else bad
    result = imported(store, b"\n".join([head, before, line, after]))
    neighbours(store, result.quarantined)


@pytest.mark.parametrize("name", sorted({*BAD} - {"NaN", "nested deep"}))
def test_a_bad_record_of_a_document_is_set_aside(store: Store, name: str) -> None:
    good = document(event("before"), event("@"), event("after"))
    result = imported(store, good.replace(json.dumps(event("@")).encode(), BAD[name]))
    neighbours(store, result.quarantined)


def neighbours(store: Store, quarantined: int) -> None:
    """One was set aside, with a reason, and those beside it went in."""
    assert quarantined == 1
    (bad,) = store.source.quarantine()
    assert bad.reason
    assert bad.reason == clean(bad.reason, 300)
    assert [e.id for e in store.source.pair_events(Pair("AZE", "IRN"))] == [
        "after", "b1", "b2", "before",
    ]  # fmt: skip
    assert examine(store.path).lines()[1:] == []


HUGE = 10**400
HUGE_SERIES: dict[str, Json] = {
    "votes": {"type": "agreement", "key": "AZE-IRN", "start": 2014, "votes": [HUGE], "same": [1],
              "opposed": [0]},
    "years": {"type": "agreement", "key": "AZE-IRN", "start": HUGE, "votes": [1], "same": [1],
              "opposed": [0]},
    "sums": {"type": "balance", "key": "AZE-IRN",
             "strands": {"x": {"start": "2014-01", "coop": [HUGE], "conf": [0]}}},
    "conflict": {"type": "conflict", "key": "ARM-AZE",
                 "years": [[1992, True, 1, HUGE, "territory"]]},
}  # fmt: skip


@pytest.mark.parametrize(
    "name",
    [
        "years",
        *(name for name in ("votes", "sums", "conflict")),
    ],
)
def test_whole_numbers_beyond_all_bounds(store: Store, tmp_path: Path, name: str) -> None:
    source_series = [{"layer": "votes", "series": HUGE_SERIES[name]}]
    assert imported(store, document(event("e1"), source_series=source_series)).quarantined == 1


def test_a_record_with_many_members() -> None:
    """A record of the largest size allowed would take minutes; this is a tenth of it."""
    members = {f"k{number}": 0 for number in range(10_000)}
    raw = json.dumps({**event("e1"), **members}).encode()
    start = process_time()
    assert isinstance(Parser(JUDGE).record("events", raw, "wire"), Event)
    assert process_time() - start < 0.3
