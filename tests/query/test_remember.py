"""What is remembered of a world goes with it."""

import gc
from weakref import ref

from relations_tui.query.remember import per_world
from relations_tui.query.world import World
from tests.tui.test_hostile import hostile_world

asked: list[str] = []


@per_world(2)
def count(world: World, layer: str) -> int:
    asked.append(layer)
    return len(world.source.pairs(layer))


def test_an_answer_is_kept_for_its_world_only() -> None:
    asked.clear()
    one, other = hostile_world(), hostile_world()
    assert count(one, "events") == count(one, "events") == 1
    assert asked == ["events"]
    assert count(other, "events") == 1
    assert asked == ["events", "events"]


def test_a_world_that_nobody_looks_at_is_let_go() -> None:
    world = hostile_world()
    count(world, "events")
    gone = ref(world)
    del world
    gc.collect()
    assert gone() is None
