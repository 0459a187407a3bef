"""Blocs of the bundle, and the orders of the matrix that show them."""

import numpy as np
import pytest

from relations_tui.errors import UsageError
from relations_tui.model.period import month
from relations_tui.query.blocs import Blocs, find_blocs, in_blocs, letter, matched, moved
from relations_tui.query.structure import distances, structural
from relations_tui.query.world import World
from relations_tui.report.blocs import blocs_report


def blocs(world: World, layer: str, at: str) -> Blocs:
    when = month(at)
    found = find_blocs(world, world.layer(layer), when, world.order("name", "", when))
    assert found is not None
    return found


def test_the_cold_war_in_the_general_assembly(world: World) -> None:
    found = blocs(world, "alignment", "1980")
    assert found.of("USA") == found.of("GBR") == found.of("DEU") == found.of("ISR")
    assert found.of("RUS") == found.of("CUB") == found.of("UKR") != found.of("USA")


def test_two_sides_of_2023_in_the_overall_score(world: World) -> None:
    found = blocs(world, "overall", "2023-06")
    assert found.of("RUS") == found.of("CHN") != found.of("USA")
    assert found.of("USA") == found.of("UKR") == found.of("GBR") == found.of("POL")
    for bloc in range(found.count):
        inside = found.mean(bloc, bloc)
        assert inside is not None
        for other in range(found.count):
            assert (found.mean(bloc, other) or 0) <= inside


def test_who_has_no_tie_is_in_no_bloc(world: World) -> None:
    found = blocs(world, "events", "2019-06")
    assert {"SRB", "BIH"} <= set(found.loners)  # absent from the news, as the sources say
    assert all(found.of(iso3) == -1 for iso3 in found.loners)
    assert ((found.firm >= 0) & (found.firm <= 1)).all()


def test_moves_are_told_in_the_letters_of_now(world: World) -> None:
    before, now = blocs(world, "overall", "2019-06"), blocs(world, "overall", "2023-06")
    became = matched(before, now)
    assert became[before.of("USA")] == now.of("USA")
    changed = {iso3: (then, today) for iso3, then, today in moved(before, now)}
    assert changed["RUS"] == (now.of("IRN"), now.of("CHN"))
    assert "CHN" not in changed
    assert moved(now, now) == []
    assert [letter(number) for number in (-1, 0, 25, 26)] == ["-", "A", "Z", "A1"]


def test_the_matrix_by_blocs_and_by_likeness(world: World) -> None:
    layer, at = world.layer("overall"), month("2023-06")
    everyone = world.order("activity", "", at)
    by_bloc = structural(world, layer, at, "blocs", "")
    assert sorted(by_bloc) == sorted(everyone)
    found = find_blocs(world, layer, at, everyone)
    assert found is not None
    assert by_bloc == in_blocs(world, found, everyone)
    runs = [found.of(iso3) for iso3 in by_bloc]
    assert runs == sorted(runs, key=lambda bloc: bloc if bloc >= 0 else found.count)
    alike = structural(world, layer, at, "similarity", "Europe")
    assert sorted(alike) == sorted(world.order("name", "Europe", at))
    assert abs(alike.index("RUS") - alike.index("BLR")) == 1
    assert structural(world, layer, month("2024-08"), "blocs", "") == everyone  # no data then


def test_distances_over_what_both_rows_know() -> None:
    rows = np.array([[0.0, 4.0, 9.0], [3.0, 0.0, 9.0], [1.0, 1.0, 1.0]])
    known = np.array([[True, True, False], [True, True, False], [False, False, True]])
    found = distances(rows, known)
    assert found[0, 1] == pytest.approx(np.sqrt(25 / 2))
    assert found[0, 2] == 20.0  # nothing in common: the whole scale
    assert np.diagonal(found).tolist() == [0.0, 0.0, 0.0]


def test_the_report_says_how_firm_and_who_bridges(world: World) -> None:
    report = blocs_report(world, world.layer("overall"), month("2023-06"), months=48)
    assert report.since == "2019-06"
    assert sum(len(bloc.members) for bloc in report.blocs) + len(report.loners) > 190
    assert len(report.between) == len(report.blocs) * (len(report.blocs) + 1) // 2
    bridging = [one.bridging for one in report.bridges]
    assert bridging == sorted(bridging, reverse=True)
    firm = [one.firm for one in report.moves]
    assert firm == sorted(firm, reverse=True)
    empty = blocs_report(world, world.layer("events"), month("1990"))
    assert empty.date  # the first date there is
    with pytest.raises(UsageError, match="resolution"):
        blocs_report(world, world.layer("events"), month("2023-06"), resolution=0.0)
