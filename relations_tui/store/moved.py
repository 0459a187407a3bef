"""Events whose countries were corrected: an id that comes under another pair than before.

Events are looked for among those of the same pair, which is fast and all but always right. For the
rest there is no index to keep: ids that are new under their pair are compared, as numbers, with
each other and with what is stored; only if one is met twice is it looked for by name.
"""

from array import array
from collections.abc import Mapping, Sequence
from zlib import crc32

from relations_tui.store import files
from relations_tui.store.fingerprint import PARTS, fingerprint
from relations_tui.store.merge import IDS, Slice, id_of, sections, split, via_of
from relations_tui.store.source import EVENTS
from relations_tui.store.view import View


def met_twice(view: View, fresh: Sequence[tuple[bytes, ...]], *, known: bool) -> set[int]:
    """Fingerprints that are there more than once among the fresh, or (``known``) are stored."""
    found: set[int] = set()
    everything: list[set[int]] = []
    for parts in zip(*fresh, strict=True):
        numbers = array("Q", b"".join(parts))
        distinct = set(numbers)
        if len(distinct) < len(numbers):
            seen: set[int] = set()
            for number in numbers:
                (found if number in seen else seen).add(number)
        if known:
            everything.append(distinct)
    if known:
        for table in _shards(view):
            for id_ in IDS.findall(_content(view, table)):
                if fingerprint(id_) in everything[crc32(id_) % PARTS]:
                    found.add(fingerprint(id_))
    return found


def places(
    view: View, slices: Mapping[str, Sequence[Slice]], via: str, wanted: set[int]
) -> dict[str, list[str]]:
    """The keys of wanted events that one feed has under several, the latest to come last."""
    stored: dict[bytes, list[tuple[tuple[str, int], str]]] = {}
    for table in _shards(view):
        for line in view.lines(table).values():
            one = split(b'"0":' + line)
            id_ = id_of(one.body)
            if fingerprint(id_) in wanted and via_of(one.tail) == via:
                key = line[8 : line.index(b'"', 8)].decode()
                stored.setdefault(id_, []).append((("", 0), key))
    for own in slices.values():
        for one_slice in own:
            for key, section in sections(one_slice):
                for number, body in enumerate(section.split(b"\n")[1:]):
                    id_ = id_of(body)
                    if fingerprint(id_) in wanted:
                        order = one_slice.path, one_slice.offset + number
                        stored.setdefault(id_, []).append((order, key))
    found = {}
    for id_, keys in stored.items():
        ordered = list(dict.fromkeys(key for _, key in sorted(keys)[::-1]))[::-1]
        if len(ordered) > 1:
            found[id_.decode()] = ordered
    return found


def _shards(view: View) -> list[str]:
    return [table for table in view.tables() if table.startswith(EVENTS)]


def _content(view: View, table: str) -> bytes:
    info = view.infos.get(table)
    held = b"".join(doc.data for doc in view.changes(table).values() if doc is not None)
    return held if info is None else files.read(f"{view.root}/{info.file}") + held
