"""Rows of an answer, taken one by one: a bad one is set aside, the others go on."""

from collections.abc import Callable, Iterable
from typing import TypeVar

import msgspec

from relations_tui.feeds.judge import BadRecord, bad
from relations_tui.model.record import Bad

Row = TypeVar("Row")
Made = TypeVar("Made")


def each(
    raws: Iterable[msgspec.Raw],
    kind: type[Row],
    make: Callable[[Row], Made | None],
    where: Callable[[int], str],
) -> tuple[list[Made], list[Bad]]:
    """What is made of the rows, and those that can't be taken in.

    Args:
        raws: the rows as they came.
        kind: what they are to be.
        make: the record of a row, None for one that is not of our kind; raises BadRecord.
        where: what a row is called, by its number from 0.
    """
    found: list[Made] = []
    wrong: list[Bad] = []
    for number, raw in enumerate(raws):
        try:
            made = make(msgspec.json.decode(raw, type=kind))
        except (BadRecord, msgspec.DecodeError, UnicodeDecodeError) as error:
            wrong.append(bad(str(error), bytes(raw), where(number)))
            continue
        if made is not None:
            found.append(made)
    return found, wrong
