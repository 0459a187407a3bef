"""Copying, exporting, reading out: whatever one sees can be taken along."""

import csv
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from relations_tui.model.user import View
from tests.tui.conftest import Running, Start
from tests.tui.hand import Hand

SIZE = (120, 40)


async def export(hand: Hand, path: Path) -> None:
    """Press E and name a file."""
    await hand.press("E")
    from textual.widgets import Input

    hand.running.app.screen.query_one(Input).value = str(path)
    await hand.press("enter")


def clipboard(running: Running) -> str:
    """What was copied."""
    return running.app.clipboard


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("", "Azerbaijan and Iran, News events, 2025-06: +5.0 on a scale of -10 to +10"),
        ("enter", "Azerbaijan and Iran, News events, 2025-06"),
        ("e", "points of +4.97"),
    ],
)
async def test_what_is_under_the_cursor_is_copied_in_words(
    start: Start, key: str, says: str
) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        if key:
            await hand.press(key)
        await hand.press("y")
        assert says in clipboard(running)
        assert any(said.startswith("copied: ") for said in hand.said)


async def test_an_event_is_copied_with_who_says_so(start: Start) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("enter", "down", "y")
        copied = clipboard(running)
        assert copied.startswith("2016-06, IRN→AZE: Arms transfer.")
        assert "Said by President Ilham Aliyev, in Berlin." in copied
        assert "Stated, grade B2: an official's statement" in copied


@pytest.mark.parametrize("key", ["", "enter", "e", "A"])
async def test_the_view_is_copied_as_text(start: Start, key: str) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        if key:
            await hand.press(key)
        await hand.settle()
        seen = [line.rstrip() for line in hand.screen.splitlines()]
        await hand.press("Y")
        copied = clipboard(running).splitlines()
        assert set(filter(None, copied)) <= {*seen, *(line.lstrip("\n") for line in seen)}
        assert len(copied) > 10


async def test_sentences_for_a_screen_reader(start: Start) -> None:
    running = start(View(row="ISR", column="IRN", layer="votes"))
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("z")
        await hand.until(lambda: "Israel and Iran, UN votes, 2019: -6.7 on a scale" in hand.screen)
        assert "84 joint roll" in " ".join(hand.screen.split())


@pytest.mark.parametrize("key", ["", "enter", "e", "A"])
async def test_every_view_exports_as_json_csv_text_and_svg(
    start: Start, key: str, tmp_path: Path
) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        if key:
            await hand.press(key)
        for kind in ("json", "csv", "txt", "svg"):
            await export(hand, tmp_path / f"view.{kind}")
        assert json.loads((tmp_path / "view.json").read_text())
        rows = list(csv.reader((tmp_path / "view.csv").read_text().splitlines()))
        assert len({len(row) for row in rows}) == 1
        assert len(rows) > 5
        assert "matrix" in (tmp_path / "view.txt").read_text() or not key
        ElementTree.fromstring((tmp_path / "view.svg").read_text())


async def test_the_picture_of_the_matrix_is_of_all_of_it(start: Start, tmp_path: Path) -> None:
    running = start()
    async with running.app.run_test(size=(60, 20)) as pilot:
        hand = Hand(running, pilot)
        await export(hand, tmp_path / "m.svg")
        svg = (tmp_path / "m.svg").read_text()
        assert all(f">{iso3}<" in svg for iso3 in running.main._codes)


async def test_a_file_that_cannot_be_written_is_one_clear_line(
    start: Start, tmp_path: Path
) -> None:
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await export(hand, tmp_path / "no" / "such" / "folder.json")
        assert any("nothing was written" in said for said in hand.said)
        await export(hand, tmp_path / "view.docx")
        assert any("ends in .svg, .csv, .json or .txt" in said for said in hand.said)
        assert list(tmp_path.iterdir()) == []


async def test_a_file_that_is_there_is_named_before_it_is_replaced(
    start: Start, tmp_path: Path
) -> None:
    path = tmp_path / "view.json"
    path.write_text("mine")
    running = start()
    async with running.app.run_test(size=SIZE) as pilot:
        hand = Hand(running, pilot)
        await hand.press("E")
        from textual.widgets import Input

        running.app.screen.query_one(Input).value = str(path)
        await hand.until(lambda: "is there: enter replaces it" in hand.screen)
        await hand.press("escape")
        assert path.read_text() == "mine"
