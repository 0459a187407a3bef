"""The pairs of a layer and their scores as columns of numbers: what is asked of all at once."""

from collections.abc import Collection, Iterable
from functools import cached_property
from weakref import WeakKeyDictionary, ref

import numpy as np
from numpy.typing import NDArray

from relations_tui.model.layer import NO_DATA, Frame, Layer
from relations_tui.model.period import check_date, month
from relations_tui.query.world import World

Scores = NDArray[np.int16]
"""Hundredths, or ``NO_DATA``."""
Places = NDArray[np.int64]
"""Places in a pair index; -1 is none."""
Mask = NDArray[np.bool_]


class PairColumns:
    """The pair index of a layer; a column has a number for each pair."""

    def __init__(self, world: World, layer: Layer) -> None:
        self._world, self.layer = ref(world), layer
        self.keys = world.pairs(layer.id)
        """``AZE-IRN``, as in the layer's pair index."""
        letters = np.array(self.keys, dtype="S7").view(np.uint8).reshape(-1, 7)
        self.first, self.second = _numbers(letters[:, :3]), _numbers(letters[:, 4:])
        """Countries as numbers that sort as their codes do."""

    def __len__(self) -> int:
        """How many pairs the layer has."""
        return len(self.keys)

    def of(self, frame: Frame) -> Scores:
        """The scores of a frame, without the end that stands for pairs that the layer lacks."""
        return np.frombuffer(frame.scores, dtype=np.int16)[: len(self)]

    def among(self, countries: Iterable[str]) -> Mask:
        """Which pairs have both countries among those."""
        chosen = sorted(countries)
        if not chosen:
            return np.zeros(len(self), dtype=np.bool_)
        wanted = _numbers(np.array(chosen, dtype="S3").view(np.uint8).reshape(-1, 3))
        return np.isin(self.first, wanted) & np.isin(self.second, wanted)

    def places(self, first: Places, second: Places) -> Places:
        """Where this layer has the pairs of countries by number; sorted if it has no directions."""
        if not self.layer.directed:
            first, second = np.minimum(first, second), np.maximum(first, second)
        order, known = self._sorted
        wanted = _joined(first, second)
        found = np.minimum(np.searchsorted(known, wanted), max(0, len(known) - 1))
        if not len(known):
            return np.full(len(wanted), -1)
        return np.where(known[found] == wanted, order[found], -1)

    @cached_property
    def _sorted(self) -> tuple[Places, Places]:
        joined = _joined(self.first, self.second)
        order = np.argsort(joined)
        return order, joined[order]

    @cached_property
    def table(self) -> Scores:
        """The scores of all periods, a row a period of the layer."""
        world = self._world()
        table = np.full((len(self.layer.periods), len(self)), NO_DATA, dtype=np.int16)
        for row, period in enumerate(self.layer.periods):
            frame = None if world is None else world.frame(self.layer, month(check_date(period)))
            if frame is not None:
                scores = self.of(frame)
                table[row, : len(scores)] = scores
        return table


def _numbers(letters: NDArray[np.uint8]) -> Places:
    wide = letters.astype(np.int64)
    return (wide[:, 0] << 16) | (wide[:, 1] << 8) | wide[:, 2]


def _joined(first: Places, second: Places) -> Places:
    return (first << 24) | second


_KNOWN: "WeakKeyDictionary[World, dict[str, PairColumns]]" = WeakKeyDictionary()


def columns(world: World, layer: Layer) -> PairColumns:
    """The columns of a layer, kept as long as its world is: a refresh makes another."""
    known = _KNOWN.setdefault(world, {})
    if layer.id not in known:
        known[layer.id] = PairColumns(world, layer)
    return known[layer.id]


def in_either(world: World, focus: str, *months: int) -> Collection[str]:
    """The countries of a focus in any of some months: a state that ended counts while it was."""
    found = (world.order("name", focus, at) for at in months)
    return frozenset(iso3 for codes in found for iso3 in codes)
