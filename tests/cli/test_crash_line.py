"""An error of the program itself is told in a line; its details are in a file."""

import re
from pathlib import Path

import pytest

from relations_tui.cli.crash import crashed
from relations_tui.cli.main import run


def details(line: str) -> str:
    found = re.search(r"are in (\S+\.txt)$", line)
    assert found, line
    path = Path(found[1])
    text = path.read_text()
    path.unlink()
    return text


def test_one_line_and_a_file() -> None:
    try:
        raise ZeroDivisionError("a \x1b[31mred\nword")
    except ZeroDivisionError as error:
        line = crashed(error)
    assert line.startswith("relations: an error of the program itself: ZeroDivisionError: a ")
    assert line.isprintable()
    assert "Traceback" in details(line)


def test_a_command_that_fails_prints_no_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    code = run(["--store", "a\0b", "layers"])  # no system has such a name
    said = capsys.readouterr().err.strip()
    assert code
    assert said.count("\n") == 0
    assert "Traceback" not in said
