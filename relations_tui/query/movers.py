"""Which pairs moved most between two dates."""

from collections.abc import Container, Sequence

import msgspec

from relations_tui.model.layer import NO_DATA, Frame


class Mover(msgspec.Struct, frozen=True):
    """A pair whose score changed from one period to another."""

    pair: str
    before: float
    after: float

    @property
    def change(self) -> float:
        """Points of score gained; negative where relations worsened."""
        return self.after - self.before


def movers(
    pairs: Sequence[str], before: Frame, after: Frame, among: Container[str], limit: int
) -> list[Mover]:
    """The largest changes between two frames of a layer, largest first.

    Only pairs with data at both dates count, and of which both countries are ``among`` those asked.
    """
    changed = [
        (abs(new - old), key, old, new)
        for key, old, new in zip(pairs, before.scores, after.scores, strict=False)
        if old != new and NO_DATA not in (old, new) and key[:3] in among and key[4:] in among
    ]
    changed.sort(key=lambda entry: (-entry[0], entry[1]))
    return [Mover(key, old / 100, new / 100) for _, key, old, new in changed[:limit]]
