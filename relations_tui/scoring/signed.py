"""Signed graphs: triads and frustration (Heider 1946; Cartwright and Harary 1956)."""

from collections.abc import Mapping
from itertools import combinations, product

from relations_tui.model.country import Pair

Signs = Mapping[Pair, int]
"""Undirected, sorted pairs with a sign of +1 or -1."""
EXACT_LIMIT = 20


def triads(signs: Signs) -> dict[str, list[tuple[str, str, str]]]:
    """The closed triads by their signs: ``+++``, ``++-``, ``+--``, ``---``; members sorted."""
    found: dict[str, list[tuple[str, str, str]]] = {"+++": [], "++-": [], "+--": [], "---": []}
    nodes = sorted({iso3 for pair in signs for iso3 in pair})
    for a, b, c in combinations(nodes, 3):
        edges = [signs.get(pair) for pair in (Pair(a, b), Pair(a, c), Pair(b, c))]
        if None not in edges:
            negative = sum(sign == -1 for sign in edges)
            found["+" * (3 - negative) + "-" * negative].append((a, b, c))
    return found


def balanced_share(signs: Signs) -> float | None:
    """The share of closed triads with an even number of negative edges; None if there is none."""
    by_signs = triads(signs)
    total = sum(map(len, by_signs.values()))
    return (len(by_signs["+++"]) + len(by_signs["+--"])) / total if total else None


def frustration(signs: Signs) -> tuple[int, list[frozenset[str]]]:
    """The fewest edges against any split in two camps, and all camps that reach it.

    Exact, by looking at every split (Aref and Wilson 2018 call it the frustration index). A camp
    is given by the side without the first country.

    Raises:
        ValueError: above ``EXACT_LIMIT`` countries.
    """
    nodes = sorted({iso3 for pair in signs for iso3 in pair})
    if len(nodes) > EXACT_LIMIT:
        raise ValueError(f"exact frustration is for up to {EXACT_LIMIT} countries")
    if not nodes:
        return 0, []
    best = len(signs) + 1
    camps: list[frozenset[str]] = []
    for sides in product((False, True), repeat=len(nodes) - 1):
        camp = frozenset(n for n, side in zip(nodes[1:], sides, strict=True) if side)
        against = sum(
            ((pair.a in camp) == (pair.b in camp)) != (sign > 0) for pair, sign in signs.items()
        )
        if against < best:
            best, camps = against, []
        if against == best:
            camps.append(camp)
    return best, camps
