"""Texts of events, folded, and each kept once: what a search of a word looks through."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from relations_tui.query.folding import Cancelled, encoded

_OFTEN = 1 << 14
"""Matches between two questions whether anybody still wants the answer."""


class Texts:
    """Some folded texts, a line each; a text is known by its number."""

    def __init__(self, lines: bytes | memoryview) -> None:
        self.lines = lines
        """All texts, each with a newline behind it."""

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Texts":
        """Texts that are folded already."""
        return cls(encoded("".join(f"{text}\n" for text in texts)))

    @cached_property
    def _bytes(self) -> bytes:
        return bytes(self.lines)

    @cached_property
    def _ends(self) -> NDArray[np.int64]:
        return np.flatnonzero(np.frombuffer(self._bytes, np.uint8) == ord("\n"))

    def __len__(self) -> int:
        """How many there are."""
        return len(self._ends)

    def split(self) -> list[str]:
        """All texts, by number."""
        return self._bytes.decode().split("\n")[:-1]

    def having(self, word: str, cancelled: Callable[[], bool]) -> NDArray[np.bool_]:
        """Which texts have a folded word in them, by number.

        Raises:
            Cancelled: if ``cancelled`` says so meanwhile.
        """
        lines, wanted = self._bytes, encoded(word)
        found: list[int] = []
        at = lines.find(wanted)
        while at >= 0:
            found.append(at)
            if len(found) % _OFTEN == 0 and cancelled():
                raise Cancelled
            # The rest of the line can say no more.
            at = lines.find(wanted, lines.find(b"\n", at))
        has = np.zeros(len(self._ends), np.bool_)
        has[np.searchsorted(self._ends, np.array(found, np.int64))] = True
        return has


def coded(values: Iterable[Any]) -> tuple[list[Any], dict[Any, int]]:
    """Values and, of each that is among them, its number: in the order they first come in."""
    told = list(values)
    return told, {value: number for number, value in enumerate(dict.fromkeys(told))}
