"""One document on its way to disk: what JSON lets through and a store must not is stopped here."""

from collections.abc import Mapping
from math import isfinite
from typing import NamedTuple

import msgspec

from relations_tui.errors import StoreError

_LOWEST, _HIGHEST = -(2**63), 2**64 - 1
_encode = msgspec.json.Encoder().encode


class Doc(NamedTuple):
    """An encoded document: one line of JSON, and the group it belongs to."""

    group: str
    """Its string member ``key``; "" if it has none."""
    data: bytes


class _Keyed(msgspec.Struct):
    key: object = None


_keyed = msgspec.json.Decoder(_Keyed)


def with_key(value: msgspec.Struct, key: str) -> bytes:
    """The encoded struct with a member ``key`` in front, which puts it into the group ``key``."""
    encoded = encode(value, "document").data
    head = b'{"key":' + _encode(key)
    return head + (b"}" if encoded == b"{}" else b"," + encoded[1:])


def encode(document: object, table: str) -> Doc:
    """Encode a mapping or a struct; check bytes that are encoded already.

    Raises:
        StoreError: if the document holds what can't be read back exactly; names table and field.
    """
    if isinstance(document, bytes):
        return Doc(group_of(document), document)
    if isinstance(document, msgspec.Struct):
        data = _encoded(document, table)
        # msgspec writes NaN and infinity as null: look closer only where there is a null.
        if b"null" in data:
            _check(_plain(document), table, "")
        group = getattr(document, "key", "")
        return Doc(group if isinstance(group, str) else "", data)
    if not isinstance(document, Mapping):
        raise StoreError(f"{table}: not a document: {type(document).__name__}; nothing was stored")
    plain = document if type(document) is dict else dict(document)
    _check(plain, table, "")
    group = plain.get("key", "")
    return Doc(group if isinstance(group, str) else "", _encoded(plain, table))


def group_of(data: bytes) -> str:
    """The group of an encoded document."""
    key = _keyed.decode(data).key
    return key if isinstance(key, str) else ""


def _plain(document: msgspec.Struct) -> object:
    return msgspec.to_builtins(document)


def _encoded(value: object, table: str) -> bytes:
    try:
        return _encode(value)
    except (UnicodeEncodeError, OverflowError, TypeError, RecursionError) as error:
        raise StoreError(
            f"{table}: can't be stored as JSON: {error}; nothing was stored"
        ) from error


def _check(value: object, table: str, field: str) -> None:
    """Refuse every value under ``field`` that JSON would change, lose or not read back."""
    kind = type(value)
    if kind is str:
        # isascii() is a flag look-up; only other text is worth a trial encoding.
        if not value.isascii():  # type: ignore[attr-defined]
            try:
                value.encode()  # type: ignore[attr-defined]
            except UnicodeEncodeError:
                raise _refused(table, field, "text with a lone surrogate") from None
    elif kind is int:
        if not _LOWEST <= value <= _HIGHEST:  # type: ignore[operator]
            raise _refused(table, field, "an integer beyond 64 bits")
    elif kind is float:
        if not isfinite(value):  # type: ignore[arg-type]
            raise _refused(table, field, "a number that is not finite (NaN, Infinity or 1e400)")
    elif kind is bool or value is None:
        pass
    elif isinstance(value, dict):
        for key, item in value.items():
            if type(key) is not str:
                raise _refused(table, field, f"a key that is not text: {key!r}")
            _check(key, table, f"{field}.(key)")
            _check(item, table, f"{field}.{key}" if field else key)
    elif isinstance(value, list | tuple):
        for at, item in enumerate(value):
            _check(item, table, f"{field}[{at}]")
    else:
        raise _refused(table, field, f"a {kind.__name__}, which JSON does not have")


def _refused(table: str, field: str, what: str) -> StoreError:
    where = f"{table}, field {field.encode('ascii', 'backslashreplace').decode() or '(document)'}"
    return StoreError(f"{where}: {what} can't be stored; nothing was stored")
