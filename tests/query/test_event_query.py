"""The line of filters: read, written, shown as chips, completed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relations_tui.errors import UsageError
from relations_tui.model.country import Country
from relations_tui.model.event import KINDS, STATUSES, CameoCode
from relations_tui.query.event_query import TEXT, EventQuery, Piece, parse
from relations_tui.query.event_words import Vocabulary, complete

WORDS = Vocabulary(
    [
        Country("AZE", "Azerbaijan", state=True, activity=3),
        Country("GBR", "United Kingdom", state=True, other_names=("Britain",)),
        Country("GNB", "Guinea-Bissau", state=True),
        Country("IRN", "Iran", state=True, capital="Tehran"),
        Country("KOR", "South Korea", state=True),
    ],
    [CameoCode("190", "Uses military force", "19", 4, -10.0, "fight")],
    ("dossier-azerbaijan-2016", "gdelt-2025"),
    ("", "A1", "B2"),
)


def read(line: str) -> EventQuery:
    return parse(line, WORDS)


@pytest.mark.parametrize(
    ("line", "chips"),
    [
        ("", ()),
        ("  iran   weapons ", ("iran", "weapons")),
        ('"iranian weapons" corridor', ('"iranian weapons"', "corridor")),
        ('"from: a report"', ('"from: a report"',)),
        ("country:azerbaijan", ("country:AZE",)),
        ("pair:iran-azerbaijan", ("pair:AZE-IRN",)),
        ('pair:"south korea-guinea-bissau"', ("pair:GNB-KOR",)),
        ("country:tehran", ("country:IRN",)),
        ("kind:ARMS_transfer root:4", ("kind:arms_transfer", "root:04")),
        ("-status:coded grade:b2 grade:none", ("-status:coded", "grade:B2", "grade:none")),
        ("since:2016 until:2017-06", ("since:2016", "until:2017-06")),
        ("value:>5 value:<=-2.50 value:=3", ("value:>5", "value:<=-2.5", "value:3")),
        ("iran iran", ("iran",)),
        ("covid:no feed:gdelt", ("covid:no", "feed:gdelt")),
        ("- , !", ()),
    ],
)
def test_a_line_is_read_as_chips(line: str, chips: tuple[str, ...]) -> None:
    assert read(line).chips == chips


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("knd:visit", "no filter 'knd': did you mean kind?"),
        ("http://example.org", "a colon in a text wants quotes"),
        ("kind:vist", "no kind 'vist': did you mean visit"),
        ("status:confirmed", "no status 'confirmed': there are recorded, stated"),
        ("country:atlantis", "atlantis"),
        ("pair:AZE", "two countries"),
        ("pair:AZE-AZE", "AZE twice"),
        ("pair:AZE-atlantis", "atlantis"),
        ("root:21", "01 to 20"),
        ("since:2016-13", "2016-13"),
        ("value:high", ">5"),
        ("value:", "wants a value"),
        ("mag:<-2", "value:<-2"),
        ("grade:Z9", "no grade"),
        ("feed:reuters", "no feed 'reuters': there are dossier-azerbaijan-2016, gdelt-2025"),
        ("covid:maybe", "there are no, yes"),
    ],
)
def test_what_is_not_understood_is_said_in_a_line(line: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        read(line)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_chip_is_taken_away() -> None:
    query = read("iran kind:visit -status:coded")
    assert str(query.without(1)) == "iran -status:coded"
    assert str(query.without(-1)) == "iran kind:visit"
    assert query.with_piece(Piece(TEXT, "iran")) == query


VALUES = {
    "country": st.sampled_from([c.iso3 for c in WORDS.countries]),
    "pair": st.sampled_from(["AZE-IRN", "GBR-KOR", "GNB-IRN"]),
    "kind": st.sampled_from(sorted(KINDS)),
    "status": st.sampled_from(STATUSES),
    "root": st.integers(1, 20).map(lambda n: f"{n:02d}"),
    "grade": st.sampled_from(["A", "B2", "6", "none"]),
    "since": st.dates().filter(lambda d: 1816 <= d.year < 2199).map(str),
    "until": st.integers(1816, 2199).map(str),
    "value": st.builds("{}{:g}".format, st.sampled_from(["", "<", ">="]), st.integers(-10, 10)),
    "mag": st.builds("{}{:g}".format, st.sampled_from(["", "<", ">="]), st.integers(0, 10)),
    "covid": st.sampled_from(["yes", "no"]),
}
pieces = st.one_of(
    *(st.builds(Piece, st.just(k), values, st.booleans()) for k, values in VALUES.items()),
    st.builds(
        Piece, st.just(TEXT), st.text(min_size=1).filter(lambda t: '"' not in t), st.booleans()
    ),
)


@given(st.text())
def test_any_line_is_read_or_refused_in_our_words(line: str) -> None:
    try:
        query = read(line)
    except UsageError:
        return
    assert read(str(query)) == query


@given(st.lists(pieces).map(lambda found: " ".join(map(str, found))))
def test_a_query_reads_back_from_its_line(line: str) -> None:
    query = read(line)
    assert read(str(query)) == query
    assert read(" ".join(query.chips)) == query


def test_every_piece_survives_beside_others() -> None:
    query = read('"a b" -c pair:AZE-IRN value:>5 since:2016-04-01 grade:none covid:no')
    assert len(query.pieces) == 7
    assert read(str(query)) == query


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("ki", "kind:"),
        ("iran -sta", "-status:"),
        ("kind:arms", "kind:arms_transfer "),
        ("status:cl", "status:claimed "),
        ("country:brit", "country:GBR "),
        ("pair:", "pair:AZE-"),
        ("pair:aze-ir", "pair:AZE-IRN "),
        ("feed:gd", "feed:gdelt-2025 "),
        ("root:fight", "root:19 "),
        ("grade:", "grade:A1 "),
    ],
)
def test_a_word_is_completed(typed: str, first: str) -> None:
    found = complete(typed, len(typed), WORDS)
    assert found[0].text == first
    assert all(one.text.strip() for one in found)


@pytest.mark.parametrize("typed", ["", "iran ", "zzz", "nokey:x", "kind:nothing"])
def test_nothing_is_made_up(typed: str) -> None:
    assert complete(typed, len(typed), WORDS) == []


def test_the_word_at_the_cursor_is_completed_not_the_last() -> None:
    assert complete("kin iran", 3, WORDS)[0].text == "kind:"
