"""Which of several records of one thing is shown.

A record that its feed took back is not shown. Where two feeds have a record with the same id, the
one that came first is shown, what was bundled before all; the others stay in the store, and take
its place should it be withdrawn. So nothing moves because another feed repeats what is known.
"""

from collections.abc import Iterable
from typing import Protocol, TypeVar


class Told(Protocol):
    """What is asked of a record."""

    @property
    def id(self) -> str:
        """What it is known by across feeds."""

    @property
    def via(self) -> str:
        """The feed that brought it."""

    @property
    def seen(self) -> str:
        """When it came."""

    @property
    def withdrawn(self) -> str:
        """Why it was taken back."""


R = TypeVar("R", bound=Told)


def visible(records: Iterable[R]) -> list[R]:
    """One record for each id, in their order."""
    shown: dict[str, R] = {}
    for record in records:
        if record.withdrawn:
            continue
        other = shown.setdefault(record.id, record)
        if other is not record and (record.seen, record.via) < (other.seen, other.via):
            shown[record.id] = record
    return list(shown.values())
