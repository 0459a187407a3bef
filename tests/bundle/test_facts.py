"""What is known to be so must be so in the bundle, and what it rests on must be told."""

import hashlib
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from statistics import mean, median, pstdev

import pytest

from relations_tui.model.country import Pair
from relations_tui.model.period import month
from relations_tui.model.series import BalanceSeries, VoteSeries
from relations_tui.query.world import World
from relations_tui.scoring import balance
from relations_tui.store.sources_text import sources_text

ROOT = Path(__file__).parent.parent.parent
ARM_AZE, AZE_IRN = Pair("ARM", "AZE"), Pair("AZE", "IRN")


def score(world: World, pair: Pair, at: str) -> float:
    """The events score of a pair, which must be there."""
    found = world.reading(world.layer("events"), pair, month(at)).score
    assert found is not None
    return found


def raw(world: World, pair: Pair, at: str) -> float:
    """The balance of one month alone, -1..1, undecayed."""
    series = world.source.series("events", pair.key)
    assert isinstance(series, BalanceSeries)
    strand = series.strands["history"]
    i = month(at) - month(strand.start)
    coop, conf = strand.coop[i] or 0, strand.conf[i] or 0
    return (coop - conf) / (coop + conf)


def test_armenia_and_azerbaijan_fall_to_the_floor_in_2020_and_again(world: World) -> None:
    points = {p.period: p.score for p in world.trend(world.layer("events"), ARM_AZE)}
    known = {at: s for at, s in points.items() if s is not None}
    assert min(known, key=lambda at: known[at]) == month("2020-10")
    assert score(world, ARM_AZE, "2020-10") < -9
    for before, after in (("2022-08", "2022-09"), ("2023-08", "2023-09")):
        assert score(world, ARM_AZE, after) < score(world, ARM_AZE, before) - 2


@pytest.mark.parametrize(
    ("at", "value"),
    [("2020-09", -0.99), ("2020-10", -0.97), ("2022-09", -0.89), ("2023-09", -0.95)],
)
def test_raw_months_of_armenia_and_azerbaijan(world: World, at: str, value: float) -> None:
    assert raw(world, ARM_AZE, at) == pytest.approx(value, abs=0.006)


def test_azerbaijan_and_iran_drop_in_2023_and_recover(world: World) -> None:
    assert raw(world, AZE_IRN, "2021-10") < 0
    assert all(raw(world, AZE_IRN, f"2023-0{m}") < 0 for m in range(1, 7))
    assert score(world, AZE_IRN, "2023-06") < score(world, AZE_IRN, "2022-12") - 3
    assert score(world, AZE_IRN, "2024-02") > score(world, AZE_IRN, "2023-06") + 3


def test_azerbaijan_and_iran_vote_alike_in_2016(world: World) -> None:
    series = world.source.series("votes", AZE_IRN.key)
    assert isinstance(series, VoteSeries)
    assert series.votes[2016 - series.start] == 98
    reading = world.reading(world.layer("votes"), AZE_IRN, month("2016"))
    assert reading.score is not None
    assert (reading.score + 10) / 20 == pytest.approx(0.84, abs=0.005)


def test_spans_and_sizes(world: World) -> None:
    spans = {one.id: (one.periods[0], one.periods[-1]) for one in world.layers.values()}
    assert spans == {
        "events": ("2018-01", "2025-06"),
        "votes": ("1946", "2019"),
        "alignment": ("1946", "2023"),
        "conflict": ("1946", "2024"),
        "travel": ("2020-11", "2025-01"),
        "overall": ("2018-01", "2025-06"),
    }
    pairs = {"-".join(sorted(key.split("-"))) for name in spans for key in world.pairs(name)}
    assert len(pairs) > 19_000
    assert len({iso3 for key in pairs for iso3 in key.split("-")}) > 195


def test_events_by_where_they_come_from(world: World) -> None:
    events = list(world.source.all_events())
    kinds = Counter(e.feed if not e.kind.startswith(("visa", "covid")) else e.kind for e in events)
    assert kinds["gdelt-2025"] == 30_631
    assert (kinds["covid_ban"], kinds["visa"] + kinds["covid_ban"]) == (19_041, 31_816)
    assert kinds["dossier-azerbaijan-2016"] == 12
    assert kinds["ucdp-25.1"] > 100
    assert len({e.id for e in events}) == len(events)
    coded = [e for e in events if e.status == "coded"]
    assert all(e.url and e.actors and e.cameo in world.cameo for e in coded)
    flagged = Counter(iso3 for e in coded if e.flag for iso3 in e.countries)
    assert flagged["JOR"] > 200


def test_the_dossier_says_who_said_what(world: World) -> None:
    arms = [
        e for e in world.source.country_events("AZE")
        if e.kind == "arms_transfer" and e.status == "stated"
    ]  # fmt: skip
    assert {e.sources for e in arms} == {("RUS",), ("TUR",), ("ISR",), ("BLR",), ("IRN",)}
    assert {(e.speaker, e.grade, e.date) for e in arms} == {
        ("President Ilham Aliyev, in Berlin", "B2", "2016-06")
    }
    (claim,) = [e for e in world.events(AZE_IRN) if e.status == "claimed"]
    assert (claim.grade, claim.date, claim.precision) == ("C3", "2016-04", "month")
    assert "did not answer" in claim.response
    (to_armenia,) = [
        e for e in world.events(Pair("RUS", "ARM")) if e.kind == "arms_transfer"
    ]  # fmt: skip
    assert to_armenia.targets == ("ARM",)
    (corridor,) = world.projects
    assert set(corridor.members) == {"RUS", "AZE", "IRN"}
    assert [p.id for p in world.projects_of(Pair("IRN", "RUS"))] == [corridor.id]
    (election,) = world.markers
    assert (election.date, election.countries) == ("2013-06-14", ("IRN",))


def test_war_onsets_have_both_sides(world: World) -> None:
    onsets = [e for e in world.source.all_events() if e.kind == "war_onset"]
    (second,) = [e for e in onsets if e.date == "2020-07-16"]
    assert (second.sources, second.targets, second.end) == (("AZE", "TUR"), ("ARM",), "2023")
    assert all(e.sources and e.targets for e in onsets)
    # UCDP has states on both sides of a conflict within a year in two cases.
    turncoats = {e.id for e in onsets if set(e.sources) & set(e.targets)}
    assert turncoats == {"ucdp:382-1997", "ucdp:408-1997-06-06"}


def test_cameo_codes_have_our_labels(world: World) -> None:
    codes = world.cameo.values()
    assert len(codes) == len({c.label for c in codes}) == 312
    assert world.cameo["072"].goldstein == 8.3
    assert all(-10 <= c.goldstein <= 10 and 0 < len(c.label) <= 34 for c in codes)


def test_the_seam_adds_no_step_of_its_own(world: World) -> None:
    """The records' world volume a day is that of the last twelve months of history."""
    layer = world.layer("events")
    volume: dict[str, list[float]] = {"history": [0, 0], "records": [0, 0]}
    last = month("2024-02")
    for key in world.source.pairs("events"):
        series = world.source.series("events", key)
        assert isinstance(series, BalanceSeries)
        if strand := series.strands.get("history"):
            skip = max(0, last - 11 - month(strand.start))
            volume["history"][0] += sum(c or 0 for c in strand.coop[skip:]) / 10
            volume["history"][1] += sum(k or 0 for k in strand.conf[skip:]) / 10
    whole = [
        e for e in world.source.all_events() if balance.counts(e) and e.date >= "2025-05-16"
    ]  # fmt: skip
    values = [e.goldstein or 0.0 for e in whole]
    volume["records"] = [sum(v for v in values if v > 0), -sum(v for v in values if v < 0)]
    days = {
        "history": sum(layer.observed[p] for p in layer.periods if "2023-03" <= p <= "2024-02"),
        "records": len({e.date for e in whole}),
    }
    for side in (0, 1):
        weight = layer.weights["gdelt-2025"][side]
        records = weight * volume["records"][side] / days["records"]
        assert records == pytest.approx(volume["history"][side] / days["history"], rel=0.001)


def test_pairs_move_no_more_across_the_seam_than_within_the_history(world: World) -> None:
    """Of pairs well covered after the seam: their change over 15 months, on it and before it.

    Pairs without a record after the gap are left out: their evidence ages, and k draws them to 0.
    """
    layer = world.layer("events")
    across: list[float] = []
    within: list[float] = []
    for key in world.source.pairs("events"):
        series = world.source.series("events", key)
        assert isinstance(series, BalanceSeries)
        scores = {p.period: p.score for p in balance.trend(series, layer)}
        records = series.strands.get("gdelt-2025")
        covered = records and sum(n or 0 for n in (*records.coop, *records.conf)) >= 200
        for found, wanted, before, after in (
            (across, covered, "2024-02", "2025-06"),
            (within, True, "2020-06", "2021-09"),
        ):
            old, new = scores[month(before)], scores[month(after)]
            if wanted and old is not None and new is not None:
                found.append(new - old)
    assert len(across) > 900
    assert abs(mean(across)) <= abs(mean(within)) + 0.1
    assert abs(median(across)) < 0.25
    assert pstdev(across) <= 1.1 * pstdev(within)


def test_the_sources_are_told(world: World) -> None:
    text = sources_text()
    for name in world.layers:
        assert f"\n## {name}\n" in text
    for said in ("gdeltproject.org", "CC BY 4.0", "Goldstein", "Vestnik Kavkaza", "MALE", "Serbia"):
        assert said in text
    for layer in world.layers.values():
        assert all((layer.source, layer.citation, layer.licence, layer.how, *layer.defects))


def test_the_bundle_is_small() -> None:
    assert sum(f.stat().st_size for f in (ROOT / "data").rglob("*") if f.is_file()) <= 12_000_000


@pytest.mark.skipif(
    "RELATIONS_BUILD_TEST" not in os.environ, reason="takes two minutes and ../shared/data"
)
def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    digests = []
    for name in ("one", "two"):
        command = [sys.executable, "data/build.py", "--from", "../shared/data", "--to"]
        subprocess.run([*command, str(tmp_path / name)], cwd=ROOT, check=True)
        files = sorted((tmp_path / name).iterdir())
        digests.append([(f.name, hashlib.sha256(f.read_bytes()).hexdigest()) for f in files])
    bundled = sorted((ROOT / "data/bundle").iterdir())
    digests.append([(f.name, hashlib.sha256(f.read_bytes()).hexdigest()) for f in bundled])
    assert digests[0] == digests[1] == digests[2]
