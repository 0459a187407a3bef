"""The JSON Schema of the feed format, made from the wire structs.

python -m relations_tui.feeds.schema > data/feed.schema.json
"""

import json
import sys
from typing import Any

import msgspec

from relations_tui.feeds import wire
from relations_tui.model.record import Brought

_PREFIX = "#/$defs/"


def schema() -> dict[str, Any]:
    """The schema of a document; ``$defs/line`` is that of a line of NDJSON."""
    kinds = [wire.Header, *wire.LISTS.values()]
    found, defs = msgspec.json.schema_components(kinds, ref_template=_PREFIX + "{name}")
    for definition in defs.values():
        for ours in Brought.__struct_fields__:  # how a record came is not for a feed to say
            definition.get("properties", {}).pop(ours, None)
    references = dict(zip(["header", *wire.LISTS], found, strict=True))
    header = _definition(defs, references["header"])
    properties = dict(header["properties"])
    for name in wire.LISTS:
        properties[name] = {"type": "array", "items": references[name]}
    lines = [_typed(defs, references["header"], "header")]
    lines += [_typed(defs, references[name], type_) for type_, name in wire.TYPES.items()]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"{wire.FORMAT}, version {wire.VERSION}",
        "description": "One document, or one page of a feed. The header's members come first.",
        "type": "object",
        "properties": properties,
        "required": header["required"],
        "$defs": {**defs, "line": {"title": "A line of NDJSON", "oneOf": lines}},
    }


def _definition(defs: dict[str, Any], reference: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = defs[reference["$ref"].removeprefix(_PREFIX)]
    return found


def _typed(defs: dict[str, Any], reference: dict[str, str], type_: str) -> dict[str, Any]:
    own = _definition(defs, reference)
    properties = {"type": {"const": type_}, **own["properties"]}
    return {**own, "properties": properties, "required": ["type", *own["required"]]}


def text() -> str:
    """The schema as the file has it."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(text())
