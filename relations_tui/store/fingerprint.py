"""Ids as numbers, to find those that were met twice without holding all of them."""

from array import array
from collections.abc import Iterable
from zlib import adler32, crc32

PARTS = 16
"""Fingerprints come in so many parts, so that only one at a time is held as a set."""


def fingerprint(id_: bytes) -> int:
    """A number of 64 bits for an id; by bad luck two ids may share one."""
    return crc32(id_) << 32 | adler32(id_)


def fingerprints(ids: Iterable[bytes]) -> tuple[bytes, ...]:
    """The fingerprints of some ids in ``PARTS`` parts, packed."""
    parts = [array("Q") for _ in range(PARTS)]
    for id_ in ids:
        crc = crc32(id_)
        parts[crc % PARTS].append(crc << 32 | adler32(id_))
    return tuple(part.tobytes() for part in parts)
