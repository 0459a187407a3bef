"""The countries and codes that the program knows, from the bundle: no store is needed."""

from pathlib import Path
from typing import TypeVar

import msgspec

from relations_tui.model.country import Country
from relations_tui.model.event import CameoCode
from relations_tui.store import seed, tablefile

T = TypeVar("T")


def reference(bundle: Path) -> tuple[list[Country], list[CameoCode]]:
    """All countries and CAMEO codes.

    Raises:
        BundleError: if the bundle is missing or damaged.
    """
    return _read(bundle, "countries", Country), _read(bundle, "cameo", CameoCode)


def _read(bundle: Path, table: str, kind: type[T]) -> list[T]:
    data, info = seed.unpack(table, seed.tables(bundle)[table])
    return [msgspec.json.decode(line, type=kind) for line in tablefile.lines(data, info).values()]
