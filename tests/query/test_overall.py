"""The overall score on the bundle: it is the sum of what it says it is made of."""

import pytest

from relations_tui.model.country import Pair
from relations_tui.model.layer import NO_DATA
from relations_tui.model.period import month
from relations_tui.query.pair_columns import columns
from relations_tui.query.world import World

AZE_IRN = Pair("AZE", "IRN")
PAIRS = (AZE_IRN, Pair("ARM", "AZE"), Pair("IRN", "ISR"), Pair("GNB", "TGO"), Pair("CHN", "TWN"))


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.key)
def test_matrix_trend_and_reasons_say_the_same(world: World, pair: Pair) -> None:
    layer = world.layer("overall")
    place = list(world.pairs("overall")).index(pair.key)
    trend = world.trend(layer, pair)
    assert [p.period for p in trend] == [month(text) for text in layer.periods]
    table = columns(world, layer).table[:, place]
    shown = [NO_DATA if p.score is None else round(p.score * 100) for p in trend]
    assert table.tolist() == shown
    for point in trend[::15]:
        found = world.explain(layer, pair, point.period)
        assert (found.score is None) == (point.score is None)
        if found.score is not None:
            total = sum(part.points for part in found.contributions)
            assert total == pytest.approx(point.score, abs=1e-9)
            assert found.score == pytest.approx(total, abs=1e-9)


def test_anyone_can_add_it_up(world: World) -> None:
    at = month("2023-06")
    news, votes, overall = (
        world.reading(world.layer(name), AZE_IRN, at).score
        for name in ("events", "alignment", "overall")
    )
    assert news is not None
    assert votes is not None
    added = 0.7 * round(news, 2) + 0.3 * round(votes, 2)
    assert overall == pytest.approx(added, abs=0.0051)


def test_it_is_taken_apart_to_the_news_and_the_ideal_points(world: World) -> None:
    found = world.explain(world.layer("overall"), AZE_IRN, month("2025-06"))
    sources = {part.source for part in found.contributions}
    assert {"history", "records-2025", "alignment"} <= sources or "alignment" in sources
    assert any(part.event for part in found.contributions)
    assert "0.7 x" in found.method
    assert "alignment 2023" in found.method  # the last ideal points stand for later years
    assert "90 % band" in found.method


def test_without_news_there_is_no_score(world: World) -> None:
    pair, layer = Pair("DJI", "DZA"), world.layer("overall")
    votes = world.trend(world.layer("alignment"), pair)
    assert all(point.score is not None for point in votes if point.period >= 2018)
    silent = [
        point
        for point, news in zip(
            world.trend(layer, pair), world.trend(world.layer("events"), pair), strict=True
        )
        if news.score is None
    ]
    assert silent
    assert all(point.score is None and point.low is None for point in silent)


def test_without_ideal_points_the_news_stands_alone_and_says_so(world: World) -> None:
    pair, at = Pair("CHN", "TWN"), month("2022-08")
    news = world.reading(world.layer("events"), pair, at).score
    found = world.reading(world.layer("overall"), pair, at)
    assert news is not None
    assert found.score == pytest.approx(news, abs=0.0051)
    assert "without UN alignment" in found.note


def test_the_band_holds_the_score_and_is_wider_where_there_is_less(world: World) -> None:
    layer = world.layer("overall")
    widths = []
    for pair in (Pair("CHN", "USA"), Pair("GNB", "TGO")):
        points = [point for point in world.trend(layer, pair) if point.score is not None]
        for point in points:
            assert point.score is not None
            assert point.low is not None
            assert point.high is not None
            assert -10 <= point.low <= point.score <= point.high <= 10
        widths.append(sum((p.high or 0) - (p.low or 0) for p in points) / len(points))
    assert widths[0] < widths[1]
