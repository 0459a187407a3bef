"""The schema in ``data/`` is that of the structs, and what we export is as it says."""

import json
from pathlib import Path

from relations_tui.feeds.schema import schema, text

FILE = Path(__file__).parents[2] / "data/feed.schema.json"


def test_the_file_is_up_to_date() -> None:
    assert FILE.read_text("utf-8") == text()


def test_how_a_record_came_is_no_part_of_the_format() -> None:
    assert not {'"via"', '"seen"', '"withdrawn"'} & set(json.dumps(schema()).split())
    line = schema()["$defs"]["line"]
    assert {kind["properties"]["type"]["const"] for kind in line["oneOf"]} >= {"header", "event"}
