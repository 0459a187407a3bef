"""The manifest: which files make up a generation. Replacing it is what commits.

It is a JSON document whose last member, ``checksum``, is the CRC-32 (eight hex digits) of all bytes
before the comma that precedes it.
"""

import re
from zlib import crc32

import msgspec

from relations_tui.errors import StoreCorrupt, StoreTooNew
from relations_tui.store.tablefile import SCHEMA, TableInfo

NAME = "manifest.json"
FORMAT = "relations-store"
_SEAL = b',\n"checksum":"'


class Manifest(msgspec.Struct, frozen=True):
    """One generation of the store."""

    format: str
    schema: int
    generation: int
    created: str
    """When the store was made, ISO 8601 in UTC."""
    written: str
    """When this generation was."""
    program: str
    """The version of relations that wrote it."""
    journal: str
    """The file of small writes since; "" before the first generation."""
    tables: dict[str, TableInfo]


class _Head(msgspec.Struct):
    format: str = ""
    schema: int = 0


_decoder = msgspec.json.Decoder(Manifest)
_head = msgspec.json.Decoder(_Head)
_encoder = msgspec.json.Encoder()


def empty() -> Manifest:
    """Generation 0: a store that is not on disk yet."""
    return Manifest(FORMAT, SCHEMA, 0, "", "", "", "", {})


def kept_name(generation: int) -> str:
    """The file that keeps the manifest of a generation."""
    return f"manifest.{generation}.json"


def to_bytes(manifest: Manifest) -> bytes:
    """The manifest as it is written: a member per line, a table per line."""
    members = msgspec.structs.asdict(manifest)
    tables = members.pop("tables")
    lines = [b'"%s":%s' % (name.encode(), _encoder.encode(v)) for name, v in members.items()]
    rows = (b"%s:%s" % (_encoder.encode(name), _encoder.encode(t)) for name, t in tables.items())
    body = b"{\n" + b",\n".join(lines) + b',\n"tables":{\n' + b",\n".join(rows) + b"\n}"
    return body + b'%s%08x"\n}\n' % (_SEAL, crc32(body))


def from_bytes(raw: bytes, file: str = NAME) -> Manifest:
    """The manifest that a file holds.

    Raises:
        StoreTooNew: if a newer version of relations wrote it.
        StoreCorrupt: if it is not a manifest, or not all of one.
    """
    try:
        head = _head.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise StoreCorrupt(f"{file} is damaged: {error}") from error
    if head.format != FORMAT:
        raise StoreCorrupt(f"{file} is not the manifest of a relations store")
    # Before the checksum: how a newer version computes it is not for this one to say.
    if head.schema > SCHEMA:
        raise StoreTooNew(
            f"the store was written by a newer version of relations (schema {head.schema}, this "
            f"one knows {SCHEMA}); it was not touched: update relations, or name another --store"
        )
    body, seal, rest = raw.rpartition(_SEAL)
    if not seal or not re.fullmatch(rb"%08x\"\n\}\n" % crc32(body), rest):
        raise StoreCorrupt(f"{file} does not match its checksum")
    try:
        return _decoder.decode(raw)
    except msgspec.DecodeError as error:
        raise StoreCorrupt(f"{file} is damaged: {error}") from error
