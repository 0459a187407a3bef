"""Triads, walks and the line index: worked figures, brute force, and what must not matter."""

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relations_tui.scoring.frustration import EXACT, frustrated, frustration, packed
from relations_tui.scoring.partition import partition, within
from relations_tui.scoring.triads import Signs, census, imbalanced, tension
from relations_tui.scoring.walks import walk_balance

EDGES_2016 = {
    "AZE-ARM": -1, "AZE-IRN": 1, "AZE-ISR": 1, "AZE-RUS": 1, "AZE-TUR": 1, "ARM-RUS": 1,
    "ARM-IRN": 1, "ARM-TUR": -1, "IRN-ISR": -1, "IRN-RUS": 1, "ISR-RUS": 1, "TUR-IRN": 1,
}  # fmt: skip
"""Illustrative, editorial: the story of 2016 as signs."""
NODES = sorted({iso3 for edge in EDGES_2016 for iso3 in edge.split("-")})


def matrix(n: int, edges: dict[tuple[int, int], int]) -> Signs:
    """A graph of some edges."""
    signs = np.zeros((n, n), dtype=np.int8)
    for (a, b), sign in edges.items():
        signs[a, b] = signs[b, a] = sign
    return signs


STORY = matrix(
    len(NODES),
    {(NODES.index(edge[:3]), NODES.index(edge[4:])): sign for edge, sign in EDGES_2016.items()},
)


@st.composite
def graphs(draw: st.DrawFn, most: int = 8) -> Signs:
    """Any signed graph of a few nodes."""
    n = draw(st.integers(1, most))
    return matrix(n, {pair: draw(st.integers(-1, 1)) for pair in combinations(range(n), 2)})


def brute_line_index(signs: Signs) -> tuple[int, int]:
    """The fewest edges against any split, and how many splits have so few."""
    n = len(signs)
    counts = []
    for sides in product((0, 1), repeat=n - 1):
        camp = (0, *sides)
        counts.append(
            sum(
                int(signs[a, b] != 0 and (camp[a] == camp[b]) != (signs[a, b] > 0))
                for a, b in combinations(range(n), 2)
            )
        )
    return min(counts), counts.count(min(counts))


# --- worked figures -----------------------------------------------------------------------------


def named(rows: np.ndarray[tuple[int, int], np.dtype[np.int64]]) -> set[str]:
    """Triads by their codes."""
    return {"-".join(NODES[node] for node in row) for row in rows}


def test_the_story_of_2016() -> None:
    found = census(STORY)
    assert (found.all_friends, found.torn, found.common_foe, found.all_foes) == (4, 5, 1, 0)
    assert found.balanced == 0.5
    assert named(imbalanced(STORY)) == {
        "ARM-AZE-IRN", "ARM-AZE-RUS", "AZE-IRN-ISR", "ARM-IRN-TUR", "IRN-ISR-RUS",
    }  # fmt: skip
    line = frustration(STORY)
    assert (line.low, line.high, line.optimal, line.edges) == (3, 3, 2, 12)
    assert line.normalised == 0.5
    assert line.is_exact


@pytest.mark.parametrize("triad", [("AZE", "IRN", "ISR"), ("AZE", "ARM", "RUS")])
def test_any_one_flip_balances_a_triad_of_the_story(triad: tuple[str, ...]) -> None:
    places = [NODES.index(iso3) for iso3 in triad]
    own = STORY[np.ix_(places, places)].copy()
    assert census(own).torn == 1
    for a, b in combinations(range(3), 2):
        flipped = own.copy()
        flipped[a, b] = flipped[b, a] = -own[a, b]
        assert census(flipped).balanced == 1.0


def test_foes_all_round_are_balanced_only_in_the_weak_sense() -> None:
    foes = matrix(3, dict.fromkeys(combinations(range(3), 2), -1))
    found = census(foes)
    assert (found.all_foes, found.balanced, found.weakly_balanced) == (1, 0.0, 1.0)
    assert imbalanced(foes).tolist() == [[0, 1, 2]]


def test_nothing_can_be_said_of_no_edges() -> None:
    empty = matrix(4, {})
    assert census(empty).balanced is None
    assert walk_balance(empty) is None
    assert frustration(empty).normalised is None
    assert imbalanced(empty).shape == (0, 3)


def test_tension_is_that_of_the_weakest_tie() -> None:
    strengths = np.array([[0.0, 5, 3], [5, 0, 9], [3, 9, 0]])
    rows = np.array([[0, 1, 2]])
    assert tension(strengths, rows).tolist() == [3.0]


# --- against brute force ------------------------------------------------------------------------


@given(graphs())
def test_the_census_counts_every_triad(signs: Signs) -> None:
    kinds = {"+++": 0, "++-": 0, "+--": 0, "---": 0}
    torn = []
    for a, b, c in combinations(range(len(signs)), 3):
        own = sorted((signs[a, b], signs[a, c], signs[b, c]), reverse=True)
        if 0 not in own:
            kinds["".join("+" if sign > 0 else "-" for sign in own)] += 1
            if own[0] * own[1] * own[2] < 0:
                torn.append([a, b, c])
    found = census(signs)
    counted = [found.all_friends, found.torn, found.common_foe, found.all_foes]
    assert counted == list(kinds.values())
    assert imbalanced(signs).tolist() == torn


@given(graphs())
def test_the_line_index_is_exact_for_few_nodes(signs: Signs) -> None:
    fewest, optimal = brute_line_index(signs)
    found = frustration(signs)
    assert (found.low, found.high) == (fewest, fewest)
    assert frustrated(signs.astype(np.float64), found.camp) == fewest
    tied = int(signs.any(axis=1).sum())
    loose = max(1, 2 ** (len(signs) - max(tied, 1)))  # nodes without an edge stand on either side
    assert found.optimal is not None
    assert found.optimal * loose == optimal


@given(graphs())
def test_the_bounds_hold_the_exact_value(signs: Signs) -> None:
    fewest, _ = brute_line_index(signs)
    gains = signs.astype(np.float64)
    assert packed(signs) <= fewest <= frustrated(gains, partition(gains, 2))


@given(st.integers(EXACT + 1, 28), st.integers(0, 2**32 - 1))
def test_beyond_that_it_lies_between_its_bounds(n: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    upper = np.triu(random.integers(-1, 2, (n, n)), 1)
    signs = (upper + upper.T).astype(np.int8)
    found = frustration(signs)
    assert 0 <= found.low <= found.high <= found.edges // 2 + 1
    assert found.high == frustrated(signs.astype(np.float64), found.camp)


# --- what must not matter -----------------------------------------------------------------------


def measures(signs: Signs) -> tuple[object, ...]:
    """All that is said of a graph."""
    line = frustration(signs)
    walks = walk_balance(signs)
    return census(signs), line.low, line.high, line.optimal, walks and round(walks, 9)


@given(graphs(), st.randoms(use_true_random=False))
def test_names_do_not_matter(signs: Signs, random: object) -> None:
    order = np.array(random.sample(range(len(signs)), len(signs)))  # type: ignore[attr-defined]
    assert measures(signs[np.ix_(order, order)]) == measures(signs)


@given(graphs(), st.data())
def test_flipping_a_whole_cut_leaves_balance_as_it_was(signs: Signs, data: st.DataObject) -> None:
    n = len(signs)
    spin = np.array(data.draw(st.lists(st.sampled_from([-1, 1]), min_size=n, max_size=n)))
    flipped = (signs * np.outer(spin, spin)).astype(np.int8)
    assert census(flipped).balanced == census(signs).balanced
    assert measures(flipped)[1:] == measures(signs)[1:]


@given(graphs())
def test_walks_are_all_balanced_where_two_camps_fit(signs: Signs) -> None:
    walks = walk_balance(signs)
    if walks is not None:
        assert 0 <= walks <= 1
        if frustration(signs).high == 0:
            assert walks == pytest.approx(1.0)
        elif census(signs).closed and census(signs).balanced != 1.0:
            assert walks < 1.0


# --- partitions ---------------------------------------------------------------------------------


def all_partitions(n: int) -> list[list[int]]:
    """Every way to put nodes in groups."""
    found = [[0]]
    for _ in range(n - 1):
        found = [[*labels, new] for labels in found for new in range(max(labels) + 2)]
    return found


@given(st.integers(1, 6), st.integers(0, 2**32 - 1))
def test_the_best_partition_of_few_nodes_is_found(n: int, seed: int) -> None:
    upper = np.triu(np.random.default_rng(seed).normal(size=(n, n)), 1)
    gains = upper + upper.T
    best = max(within(gains, np.array(labels)) for labels in all_partitions(n))
    assert within(gains, partition(gains)) == pytest.approx(best)


@given(st.integers(2, 30), st.integers(0, 2**32 - 1))
def test_a_partition_does_not_see_names(n: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    upper = np.triu(random.normal(size=(n, n)), 1)
    gains = upper + upper.T
    order = random.permutation(n)
    here, there = partition(gains), partition(gains[np.ix_(order, order)])
    together = here[order][:, None] == here[order][None, :]
    assert (together == (there[:, None] == there[None, :])).all()


def test_a_partition_wants_a_symmetric_matrix() -> None:
    with pytest.raises(ValueError, match="symmetric"):
        partition(np.array([[0.0, 1], [2, 0]]))
    with pytest.raises(ValueError, match="one group or more"):
        partition(np.zeros((2, 2)), 0)
    assert partition(np.zeros((0, 0))).tolist() == []
