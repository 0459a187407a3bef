"""Cutting documents and lines into records: whatever the pieces are that they come in."""

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from time import process_time
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relations_tui.errors import FeedError, FeedTooLarge, FeedUnreadable
from relations_tui.feeds.batch import LINES, Chunk
from relations_tui.feeds.document import CHUNK, Document
from relations_tui.feeds.lines import Lines

Json = dict[str, Any]
HEADER: Json = {
    "format": "relations-feed", "version": 1, "feed": "f", "title": "T, {with} [signs], \"},{\"",
    "licence": "CC0", "generated": "2026-10-01T00:00:00Z",
}  # fmt: skip
LISTS = ("layers", "series", "events", "markers", "tombstones")
texts = st.text(alphabet='ab{}[],:"\\ \n\u00e9\u4e2d\U0001f600', max_size=20)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**6), 10**6) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
records = st.dictionaries(texts, values, max_size=4)
styles: st.SearchStrategy[Json] = st.sampled_from(
    [{}, {"indent": 2}, {"separators": (",", ":")}, {"indent": "\t", "separators": (" ,", " : ")},
     {"ensure_ascii": False}]
)  # fmt: skip


def pieces(data: bytes, cuts: Iterable[int]) -> Iterator[bytes]:
    """The data, cut at some places."""
    ends = sorted({min(cut, len(data)) for cut in cuts} | {len(data)})
    start = 0
    for end in ends:
        yield data[start:end]
        start = end


def fed(reader: Document | Lines, data: Iterable[bytes]) -> list[Chunk]:
    chunks = [chunk for piece in data for chunk in reader.feed(piece)]
    return chunks + list(reader.close())


def records_of(chunks: Iterable[Chunk]) -> dict[str, list[Any]]:
    """All records by list, checking how they are numbered."""
    found: dict[str, list[Any]] = {}
    for chunk in chunks:
        own = found.setdefault(chunk.kind, [])
        assert chunk.first == len(own) + 1
        own += json.loads(b"[%b]" % chunk.data)
    return found


@settings(max_examples=300, deadline=None)
@given(
    lists=st.dictionaries(st.sampled_from(LISTS), st.lists(records, max_size=5)),
    style=styles,
    cuts=st.lists(st.integers(0, 2000), max_size=8),
    repeat=st.sampled_from((1, 1, 1, 400)),
    last=st.booleans(),
)
def test_documents_in_pieces(
    lists: dict[str, list[Json]], style: Json, cuts: list[int], repeat: int, last: bool
) -> None:
    *_, last_list = ["", *lists]  # see test_many_small_records_before_another_list
    whole = {name: own * (repeat if name == last_list else 1) for name, own in lists.items()}
    said = {**HEADER, **whole, **({"next": "p2"} if last else {})}
    data = json.dumps(said, **style).encode()
    reader = Document()
    chunks = fed(reader, pieces(data, [cut * repeat for cut in cuts]))
    assert records_of(chunks) == {name: own for name, own in whole.items() if own}
    assert reader.header is not None
    assert reader.header.title == HEADER["title"]
    assert reader.header.next == ("p2" if last else "")


@settings(max_examples=200, deadline=None)
@given(
    records=st.lists(records, max_size=6),
    cuts=st.lists(st.integers(0, 1000), max_size=8),
    repeat=st.sampled_from((1, 1, 1000)),
    ends=st.booleans(),
)
def test_lines_in_pieces(records: list[Json], cuts: list[int], repeat: int, ends: bool) -> None:
    lines = [{"type": "header", **HEADER}, *(records * repeat)]
    data = b"\n".join(json.dumps(line).encode() for line in lines) + b"\n" * ends
    reader = Lines()
    chunks = fed(reader, pieces(data, [cut * repeat for cut in cuts]))
    assert all(chunk.kind == LINES for chunk in chunks)
    found = [(chunk.first, chunk.data.split(b"\n")) for chunk in chunks]
    numbers = [first + i for first, own in found for i in range(len(own))]
    assert numbers == list(range(2, len(lines) + 1))
    assert [json.loads(line) for _, own in found for line in own] == lines[1:]


@settings(max_examples=200, deadline=None)
@given(
    record=records,
    cut=st.integers(0, 400),
    step=st.sampled_from((1, 7, 10_000)),
)
def test_a_document_that_is_cut_short_is_refused(record: Json, cut: int, step: int) -> None:
    data = json.dumps({**HEADER, "events": [record, record]}).encode()
    short = data[: min(cut, len(data) - 1)]
    with pytest.raises(FeedUnreadable):
        fed(Document(), (short[i : i + step] for i in range(0, len(short), step)))


@settings(max_examples=300, deadline=None)
@given(data=st.binary(max_size=200), at=st.integers(0, 200), lines=st.booleans())
def test_rubbish_is_refused_in_our_words(data: bytes, at: int, lines: bool) -> None:
    good = json.dumps({**HEADER, "events": [{"id": "e1"}]}).encode()
    if lines:
        good = json.dumps({"type": "header", **HEADER}).encode() + b'\n{"type":"event"}\n'
    reader = Lines() if lines else Document()
    with suppress(FeedError):
        assert all(chunk.data for chunk in fed(reader, [good[:at] + data + good[at:]]))


def test_two_documents_are_not_one() -> None:
    data = json.dumps({**HEADER, "events": []}).encode()
    for odd in (data + data, data + b"x", data[:-1] + b",}", data.replace(b"[]", b"[,]")):
        with pytest.raises(FeedUnreadable):
            fed(Document(), [odd])


def test_a_record_that_never_ends() -> None:
    head = json.dumps({**HEADER, "events": []}).encode()[:-2]
    with pytest.raises(FeedTooLarge):
        fed(Document(), [head, *[b'{"a":"' + b"x" * CHUNK] * 100])
    with pytest.raises(FeedTooLarge):
        fed(Lines(), [json.dumps(HEADER).encode(), *[b"x" * CHUNK] * 100])


@pytest.mark.parametrize("other", ['"a text"', "5", "null", "[1]"])
def test_a_record_that_is_no_object_comes_as_one(other: str) -> None:
    """It is for the parser to set it aside: the others are good."""
    for events in (f'{other},{{"id":"a"}}', f'{{"id":"a"}},{other},{{"id":"b"}}'):
        data = f'{json.dumps(HEADER)[:-1]},"events":[{events}]}}'.encode()
        found = records_of(fed(Document(), [data]))
        assert found["events"] == json.loads(f"[{events}]")


@pytest.mark.parametrize("events", ['{"id":"a"},"a text"', "5", "[1]"])
def test_a_last_record_that_is_no_object(events: str) -> None:
    data = f'{json.dumps(HEADER)[:-1]},"events":[{events}]}}'.encode()
    assert records_of(fed(Document(), [data]))["events"] == json.loads(f"[{events}]")


def test_texts_full_of_braces() -> None:
    events = [{"id": f"e{i}", "quote": "}," * 80, "speaker": "},"} for i in range(2000)]
    data = json.dumps({**HEADER, "events": events}).encode()
    found = records_of(fed(Document(), pieces(data, range(0, len(data), 8192))))
    assert found == {"events": events}


@pytest.mark.parametrize("small", [{}, {"id": "e1", "reason": "a mistake"}])
def test_many_small_records_before_another_list(small: Json) -> None:
    """Time grows with what is there, not with its square."""
    lists = {"events": [small] * 1000, "tombstones": [small] * 100}
    data = json.dumps({**HEADER, **lists}).encode()
    assert len(data) < 100_000
    start = process_time()
    assert records_of(fed(Document(), [data])) == lists
    assert process_time() - start < 0.2


def test_lines_with_a_byte_order_mark() -> None:
    data = b"\xef\xbb\xbf" + json.dumps({"type": "header", **HEADER}).encode() + b'\n{"a":1}\n'
    assert len(fed(Lines(), [data])) == 1


def test_lines_with_blanks_between_keep_their_numbers() -> None:
    head = json.dumps({"type": "header", **HEADER}).encode()
    data = b"\r\n".join([head, b'{"a":1}', b"", b'{"a":2}', b""])
    (chunk,) = fed(Lines(), [data])
    lines = {chunk.first + i: line for i, line in enumerate(chunk.data.split(b"\n"))}
    assert msgspec.json.decode(lines[4]) == {"a": 2}
