"""The data of a small world: a few countries, and every kind of layer."""

import lzma
from itertools import combinations
from pathlib import Path
from typing import Any

from relations_tui.feeds.judge import Judge
from relations_tui.model.country import Country
from relations_tui.model.event import CameoCode, Event, Marker, Project
from relations_tui.model.layer import Layer, Method
from relations_tui.model.period import Frequency
from relations_tui.model.series import (
    BalanceSeries,
    ConflictSeries,
    ConflictYear,
    PositionSeries,
    Series,
    Strand,
    TravelSeries,
    VoteSeries,
)
from relations_tui.scoring.score_series import score_all
from relations_tui.store import seed
from relations_tui.store.source import placed
from relations_tui.store.tablefile import encode_table, with_key

CODES = ("ARM", "AZE", "GEO", "IRN", "ISR", "RUS", "TUR", "USA")
PAIRS = tuple(f"{a}-{b}" for a, b in combinations(CODES, 2))
CAMEO = (
    CameoCode("010", "Speaks", "01", 1, 0.0, "statement"),
    CameoCode("040", "Consults", "04", 1, 1.0, "consult"),
    CameoCode("190", "Fights", "19", 4, -10.0, "fight"),
)
TODAY = "2026-11-01"
JUDGE = Judge([Country(iso3, iso3.title(), state=True) for iso3 in CODES], CAMEO, TODAY)


def layer(id_: str, method: Method, frequency: Frequency, **more: Any) -> Layer:
    """A layer that says all that it has to say."""
    return Layer(
        id=id_,
        title=id_.title(),
        method=method,
        frequency=frequency,
        directed=more.pop("directed", False),
        high_means="well",
        low_means="ill",
        empty_means="no data",
        evidence_unit="points",
        source="a test",
        citation="",
        licence="CC0-1.0",
        how="by counting",
        **more,
    )


LAYERS: tuple[tuple[Layer, tuple[Series, ...]], ...] = (
    (
        layer("events", "balance", "month", periods=("2016-05", "2016-06", "2016-07"), prior=5.0,
              floor=0.1, half_life=6.0, weights={"history": (1.0, 1.0), "*": (2.0, 1.5)}),
        (
            BalanceSeries("AZE-IRN", {"history": Strand("2016-05", (30, None), (0, 5)),
                                      "bundled": Strand("2016-06", (10,), (0,))}),
            BalanceSeries("AZE-TUR", {"history": Strand("2016-05", (40, 2, 7), (1, 5, 0))}),
        ),
    ),
    (
        layer("votes", "agreement", "year", periods=("2014", "2015"), prior=1.0),
        (VoteSeries("AZE-IRN", 2014, (10, 12), (8, 6), (1, 3)),
         VoteSeries("AZE-RUS", 2014, (10, None), (2, None), (8, None))),
    ),
    (
        layer("ideal", "distance", "year", periods=("2014", "2015")),
        (PositionSeries("AZE", 2014, (-0.5, -0.4), (-0.6, -0.5), (-0.4, -0.3)),
         PositionSeries("IRN", 2014, (-1.5, -1.6), (-1.6, -1.7), (-1.4, -1.5)),
         PositionSeries("USA", 2014, (2.0, 2.1), (1.9, 2.0), (2.1, 2.2))),
    ),
    (
        layer("conflict", "conflict", "year", periods=("1992", "1993")),
        (ConflictSeries("ARM-AZE", (ConflictYear(1992, True, 2, 388, "territory"),)),),
    ),
    (
        layer("visa", "travel", "month", periods=("2016-01",), hold=True, directed=True),
        (TravelSeries("AZE-IRN", (("2016-01-10", "visa required"),),
                      (("2016-01-10", "visa free"),)),),
    ),
)  # fmt: skip


def bundled_event(number: int, *countries: str, date: str = "2016-06-14") -> Event:
    """A coded event of the bundle between the first country and the others."""
    return Event(
        id=f"b{number}", date=date, kind="consult", sources=countries[:1], targets=countries[1:],
        status="coded", feed="bundled", goldstein=1.0,
    )  # fmt: skip


BUNDLED = (bundled_event(1, "AZE", "IRN"), bundled_event(2, "AZE", "IRN", "TUR"))


def write_bundle(folder: Path) -> Path:
    """The bundle on disk, its scores computed by the program."""
    tables: dict[str, list[object]] = {
        "countries": [Country(iso3, iso3.title(), state=True) for iso3 in CODES],
        "layers": [one for one, _ in LAYERS],
        "cameo": list(CAMEO),
        "markers": [Marker("m0", "2016", "A turn", ("AZE",), "recorded", "test")],
        "projects": [Project("p0", "Corridor", CODES[:3], "2000", "", "recorded", "test")],
        "meta": [{"data_version": "test", "until": {"events": "2016-07"}}],
    }
    for one, series in LAYERS:
        tables[f"series.{one.id}"] = list(series)
        scores = dict(score_all(one, series))
        tables[f"frames.{one.id}"] = [{"key": "pairs", "pairs": list(scores)}] + [
            {"key": period, "scores": [column[i] for column in scores.values()]}
            for i, period in enumerate(one.periods)
        ]
    for event_ in BUNDLED:
        table, key = placed(event_)
        tables.setdefault(table, []).append(with_key(event_, key))
    folder.mkdir(parents=True, exist_ok=True)
    for name, docs in tables.items():
        data = encode_table(name, docs)[0]
        (folder / f"{name}{seed.SUFFIX}").write_bytes(lzma.compress(data, preset=0))
    return folder
