"""Trends as characters: gaps stay gaps, and every month has its column."""

from hypothesis import given
from hypothesis import strategies as st

from relations_tui.model.layer import Layer
from relations_tui.model.period import month
from relations_tui.model.score import Point
from relations_tui.query.world import World
from relations_tui.tui.chart import (
    Canvas,
    Span,
    axis,
    curve,
    parse_span,
    placed,
    row_of,
    runs,
    strip,
)

spans = st.tuples(st.integers(20_000, 26_000), st.integers(1, 1200)).map(
    lambda pair: Span(pair[0], pair[0] + pair[1])
)
widths = st.integers(2, 200)


def inked(rows: list[str]) -> list[int]:
    """The columns with a dot in them."""
    width = max(map(len, rows))
    return [x for x in range(width) if any(row[x : x + 1] not in ("", " ", "⠀") for row in rows)]


@given(spans, widths)
def test_a_span_fills_its_columns(span: Span, width: int) -> None:
    assert span.column(span.first, width) == 0
    assert span.column(span.last, width) == width - 1
    assert span.at(0, width) == span.first
    assert span.at(width - 1, width) == span.last


@given(spans, widths, st.data())
def test_a_column_names_a_month_in_it(span: Span, width: int, data: st.DataObject) -> None:
    column = data.draw(st.integers(0, width - 1))
    slack = (width - 1) / (span.last - span.first)
    assert abs(span.column(span.at(column, width), width) - column) <= max(1, slack / 2 + 1)


@given(spans, st.integers(20_000, 26_000), st.integers(1, 600))
def test_a_span_around_a_date_stays_inside(span: Span, at: int, months: int) -> None:
    inner = span.around(at, months)
    assert span.first <= inner.first <= inner.last <= span.last
    assert inner.last - inner.first == min(months, span.last - span.first)
    if span.first <= at <= span.last:
        assert inner.first <= at <= inner.last


def monthly(world: World) -> Layer:
    return world.layer("events")


def test_a_missing_period_ends_a_run(world: World) -> None:
    points = [Point(100, 1.0, 5), Point(101, 2.0, 5), Point(102, None, 0), Point(103, 3.0, 5),
              Point(110, 4.0, 5)]  # fmt: skip
    values = placed(points, monthly(world))
    assert runs(values, monthly(world)) == [[(100, 1.0), (101, 2.0)], [(103, 3.0)], [(110, 4.0)]]


def test_a_rule_holds_until_the_next_change(world: World) -> None:
    travel = world.layer("travel")
    points = [Point(100, -5.0, 1), Point(103, None, 0), Point(120, 5.0, 1)]
    assert placed(points, travel) == [(100, -5.0), (103, -5.0), (120, 5.0)]
    assert len(runs(placed(points, travel), travel)) == 1


def test_no_line_crosses_a_gap(world: World) -> None:
    layer = monthly(world)
    values = [(at, 5.0 if at < 110 or at > 150 else None) for at in range(100, 160)]
    span = Span(100, 159)
    for drawn in (curve(values, layer, span, (60, 9)), strip(values, layer, span, (60, 2))):
        columns = inked(drawn)
        assert all(x <= 10 or x >= 50 for x in columns)
        assert any(x <= 10 for x in columns)
        assert any(x >= 50 for x in columns)


def test_a_chart_is_as_large_as_asked_whatever_the_terminal(world: World) -> None:
    values = [(at, (at % 20) - 10.0) for at in range(100, 400)]
    for size in ((10, 4), (180, 30), (300, 5)):
        drawn = curve(values, monthly(world), Span(100, 399), size)
        assert len(drawn) == size[1]
        assert {len(row) for row in drawn} == {size[0]}
        assert max(inked(drawn)) == size[0] - 1


def test_the_ends_of_the_scale_are_the_first_and_the_last_line(world: World) -> None:
    assert [row_of(score, 11) for score in (10, 0, -10, 99)] == [0, 5, 10, 0]
    top = curve([(1, 10.0), (2, 10.0)], monthly(world), Span(1, 2), (20, 5))
    assert top[0].strip()
    assert not any(row.strip() for row in top[1:])


@given(spans, st.integers(10, 200))
def test_the_axis_never_runs_into_itself(span: Span, width: int) -> None:
    text = axis(span, width)
    assert len(text) == width
    assert all(len(word) in (4, 7) for word in text.split())


def test_spans_by_hand() -> None:
    whole = Span(month("1991-07"), month("2025-06"))
    assert parse_span("2013 2019-06", whole) == Span(2013 * 12, month("2019-06"))
    assert parse_span("2013-02..2014", whole) == Span(month("2013-02"), month("2014-12"))
    assert parse_span("1900 2100", whole) == whole
    for nonsense in ("", "2013", "a b", "2019 2013", "2013 2013 2013", "1900 1901"):
        assert parse_span(nonsense, whole) is None


def test_what_is_written_over_the_edge_is_cut() -> None:
    canvas = Canvas(5, 2)
    canvas.put(3, 0, "abcd", "x")
    canvas.put(-1, 1, "abc", "y")
    canvas.put(0, 7, "no", "z")
    canvas.put(0, 1, "QQQ", "z", over=False)
    assert ["".join(text for text, _ in line) for line in canvas.lines()] == ["   ab", "bcQ  "]
