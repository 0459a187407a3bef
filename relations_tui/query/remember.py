"""Answers kept as long as the world they were asked of, and no longer."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar, cast
from weakref import WeakKeyDictionary, ref

from relations_tui.query.world import World

P = ParamSpec("P")
R = TypeVar("R")


def per_world(
    size: int,
) -> Callable[[Callable[Concatenate[World, P], R]], Callable[Concatenate[World, P], R]]:
    """Keep the last ``size`` answers of a function for each world.

    A plain ``lru_cache`` would hold on to a world that a refresh has replaced. The answers must
    not refer to their world.
    """

    def decorate(
        function: Callable[Concatenate[World, P], R],
    ) -> Callable[Concatenate[World, P], R]:
        kept: WeakKeyDictionary[World, Callable[P, R]] = WeakKeyDictionary()

        @wraps(function)
        def ask(world: World, /, *args: P.args, **kwargs: P.kwargs) -> R:
            own = kept.get(world)
            if own is None:
                weak = ref(world)

                def answer(*args: P.args, **kwargs: P.kwargs) -> R:
                    found = weak()
                    assert found is not None  # it is being asked
                    return function(found, *args, **kwargs)

                # The cache is typed for hashable arguments only, not for those of the function.
                own = cast("Callable[P, R]", lru_cache(maxsize=size)(answer))
                kept[world] = own
            return own(*args, **kwargs)

        return ask

    return decorate
