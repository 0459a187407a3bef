"""The file of one table: readable by anyone, by group, and no byte of it unguarded."""

import json
from zlib import crc32

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relations_tui.errors import StoreCorrupt, StoreError
from relations_tui.model.country import Country
from relations_tui.store import tablefile
from relations_tui.store.document import Doc, encode, with_key
from relations_tui.store.tablefile import encode_table
from tests.store.worlds import event

DOCS: list[dict[str, object]] = [
    {"key": "b", "n": 1},
    {"key": "a", "n": 2, "text": 'a line\nbreak and "12":{ in text'},
    {"n": 3},
    {"key": "b", "n": 4},
    {"key": 7, "n": 5},
]


def test_is_one_json_document_with_a_line_per_document() -> None:
    data, info = encode_table("t", DOCS)
    whole = json.loads(data)
    assert whole["table"] == "t"
    assert [doc["n"] for doc in whole["docs"].values()] == [3, 5, 2, 1, 4]
    assert list(whole["docs"]) == ["1", "2", "3", "4", "5"]
    assert data.count(b"\n") == len(DOCS) + 2
    assert (whole["count"], whole["next"]) == (info.docs, info.next) == (5, 6)


def test_a_group_is_a_json_object_of_its_own() -> None:
    data, _ = encode_table("t", DOCS)
    for key, (offset, length, count, crc) in json.loads(data)["index"].items():
        content = data[offset : offset + length]
        docs = json.loads(b"{" + content + b"}")
        assert len(docs) == count
        assert crc32(content) == crc
        assert {
            doc.get("key") if isinstance(doc.get("key"), str) else "" for doc in docs.values()
        } == {key} or key == ""


def test_structs_and_encoded_documents_are_documents_too() -> None:
    one = event(1, "AZE", "IRN")
    data, _ = encode_table("t", [with_key(one, "AZE-IRN"), Country("AZE", "Azerbaijan")])
    docs = json.loads(data)["docs"]
    assert docs["1"] == {"iso3": "AZE", "name": "Azerbaijan"}
    assert docs["2"]["key"] == "AZE-IRN"
    assert msgspec.convert({k: v for k, v in docs["2"].items() if k != "key"}, type(one)) == one


def test_every_flipped_byte_is_found() -> None:
    data, info = encode_table("t", DOCS)
    tablefile.verify("t", data, info)
    for at in range(len(data)):
        bad = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        if bad[:28].startswith(b'{"table":"t","schema":') and at == 22:
            continue  # the schema version it was written under is a remark, not content
        with pytest.raises(StoreCorrupt):
            tablefile.verify("t", bad, info)


def test_another_table_s_file_is_not_taken_for_this_one() -> None:
    data, info = encode_table("t", DOCS)
    with pytest.raises(StoreCorrupt, match="first line"):
        tablefile.verify("u", data, info)


@pytest.mark.parametrize("data", [b"", b"{}", b"\xff\xfe", b'{"table":"t"}\n'])
def test_what_is_no_table_file_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(StoreCorrupt):
        tablefile.inspect("t", data)


changes = st.dictionaries(
    st.integers(1, 40),
    st.none() | st.tuples(st.sampled_from(["", "a", "b", "c", "é"]), st.integers(0, 9)),
    max_size=30,
)


def doc(value: tuple[str, int]) -> Doc:
    return encode({"key": value[0], "n": value[1]}, "t")


@given(st.lists(changes, min_size=1, max_size=6))
def test_splicing_is_the_same_as_writing_anew(
    steps: list[dict[int, tuple[str, int] | None]],
) -> None:
    model: dict[int, bytes] = {}
    data, info = encode_table("t", [])
    for step in steps:
        edits = {i: None if value is None else doc(value) for i, value in step.items()}
        data, info = tablefile.splice("t", data, info, edits)
        for i, edit in edits.items():
            model.pop(i, None)
            if edit is not None:
                model[i] = edit.data
        tablefile.verify("t", data, info)
        assert tablefile.lines(data, info) == model
        assert info.docs == len(model)
        assert info.next > max(step, default=0)
        anew, _ = tablefile.encode_docs("t", [(i, encode(d, "t")) for i, d in model.items()])
        assert json.loads(data)["docs"] == json.loads(anew)["docs"]
        assert list(json.loads(data)["index"]) == sorted(json.loads(anew)["index"])


def test_splicing_does_not_bless_a_damaged_group() -> None:
    data, info = encode_table("t", DOCS)
    at = data.index(b'"n":4')
    bad = data[:at] + b'"n":9' + data[at + 5 :]
    more, after = tablefile.splice("t", bad, info, {9: doc(("b", 1))})
    with pytest.raises(StoreCorrupt):
        tablefile.verify("t", more, after)
    with pytest.raises(StoreCorrupt):
        tablefile.splice("t", bad, info, {4: None})


@pytest.mark.parametrize(
    ("value", "field"),
    [
        ({"x": float("nan")}, "x"),
        ({"x": [1, float("inf")]}, r"x\[1\]"),
        ({"x": {"y": -float("inf")}}, r"x\.y"),
        ({"x": "\ud800"}, "x"),
        ({"x": 2**64}, "x"),
        ({"x": -(2**63) - 1}, "x"),
        ({"x": {1: 2}}, "x"),
        ({2: 1}, "document"),
        ({"x": {"\udcff": 1}}, "x"),
        ({"x": {1, 2}}, "x"),
        ({"x": b"bytes"}, "x"),
    ],
)
def test_what_json_would_not_give_back_is_refused(value: dict[object, object], field: str) -> None:
    with pytest.raises(StoreError, match=rf"^events\.AZE, field .*{field}"):
        encode(value, "events.AZE")


def test_nan_in_a_struct_is_refused_although_msgspec_would_write_null() -> None:
    with pytest.raises(StoreError, match="activity"):
        encode(Country("AZE", "Azerbaijan", activity=float("nan"), cow=None), "countries")


@pytest.mark.parametrize("number", [2**64 - 1, -(2**63), 0.1, -0.0, 1e308])
def test_the_outermost_numbers_come_back(number: float) -> None:
    assert json.loads(encode({"n": number}, "t").data)["n"] == number
