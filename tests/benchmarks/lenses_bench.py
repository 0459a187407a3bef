"""The lenses' speed on the bundle, against named baselines in the same run.

    python tests/benchmarks/lenses_bench.py [--store PATH]

Baselines: a product of two dense matrices of the same size, for what is worked out at one date; and
reading all frames of the layer, for what is worked out at all dates. Limits as in the issue. Exit
code 1 if one is passed.
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

import numpy as np  # noqa: E402

from relations_tui.model.period import month  # noqa: E402
from relations_tui.query.blocs import find_blocs  # noqa: E402
from relations_tui.query.signed_world import signed_graph  # noqa: E402
from relations_tui.query.structure import structural  # noqa: E402
from relations_tui.query.whole_balance import balance_series  # noqa: E402
from relations_tui.query.world import World  # noqa: E402
from relations_tui.scoring.frustration import frustration  # noqa: E402
from relations_tui.scoring.triads import census, imbalanced  # noqa: E402
from relations_tui.store.location import store_path  # noqa: E402
from relations_tui.store.open import open_store  # noqa: E402

ROUNDS = 7
STATES = 200
AT = "2023-06"
FORM = "{:<44} {:>10} {:>10} {:>9} {:>9}  {}"


def timed(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median time of a piece of work, in seconds."""
    found = []
    for _ in range(rounds):
        began = perf_counter()
        work()
        found.append(perf_counter() - began)
    return median(found)


def main() -> int:
    """Measure; print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", default=None)
    args = parser.parse_args()
    store = open_store(store_path(args.store))
    random = np.random.default_rng(0)
    upper = np.triu(random.choice([-1, 1], (STATES, STATES), p=[0.1, 0.9]), 1)
    signs = (upper + upper.T).astype(np.int8)
    dense = signs.astype(np.float64)
    product = timed(lambda: dense @ dense)

    def fresh() -> World:
        world = World(store.source)
        world.frame(world.layer("overall"), month(AT))
        return world

    def graph() -> object:
        world = fresh()
        return signed_graph(world, world.layer("events"), month(AT), order(world))

    def order(world: World) -> tuple[str, ...]:
        return world.order("activity", "", month(AT))

    def blocs() -> object:
        world = fresh()
        find_blocs(world, world.layer("overall"), month(AT), order(world))
        return structural(world, world.layer("overall"), month(AT), "blocs", "")

    def likeness() -> object:
        world = fresh()
        return structural(world, world.layer("overall"), month(AT), "similarity", "")

    def frames() -> object:
        world = World(store.source)
        layer = world.layer("events")
        return [world.frame(layer, month(period)) for period in layer.periods]

    def balance() -> object:
        world = World(store.source)
        return balance_series(world, world.layer("events"))

    graph()  # what is read and imported once is not what is measured
    reading = timed(frames, 3)
    rows = [
        ("triad census, 200 states, all tied", timed(lambda: census(signs)), product, 0.1),
        ("  all imbalanced triads of it", timed(lambda: imbalanced(signs)), product, 0.1),
        ("line index of it, both bounds", timed(lambda: frustration(signs)), product, None),
        ("signed graph of the world", timed(graph), product, 0.1),
        ("blocs, how firm, and the order", timed(blocs, 3), product, 1.0),
        ("optimal leaf order of the world", timed(likeness, 3), product, 1.0),
        ("balance of the world, all months", timed(balance, 1), reading, 5.0),
    ]
    print(FORM.format("", "time ms", "baseline", "ratio", "limit ms", ""))
    good = True
    for name, took, base, limit in rows:
        held = limit is None or took <= limit
        good &= held
        print(
            FORM.format(
                name, f"{took * 1000:.1f}", f"{base * 1000:.2f}", f"{took / base:.1f}",
                "" if limit is None else f"{limit * 1000:.0f}", "ok" if held else "PASSED",
            )
        )  # fmt: skip
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
