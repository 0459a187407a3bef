"""Copying: through the terminal, and through a program of the system where there is one."""

import stat
from pathlib import Path

import pytest

from relations_tui.text import clean_lines
from relations_tui.tui.clipboard import copy, system_command
from tests.tui.hand import Hand
from tests.tui.yours import Begin, begin

__all__ = ["begin"]
NAMES = ("pbcopy", "wl-copy", "xclip", "xsel")
SAID = "Azerbaijan and Iran, News events, 2025-06"


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the system's programs, each of which writes what it gets to a file."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in NAMES:
        program = folder / name
        program.write_text(f'#!/bin/sh\nprintf "%s" "$(/bin/cat)" > {tmp_path}/{name}.got\n')
        program.chmod(stat.S_IRWXU)
    monkeypatch.setenv("PATH", str(folder))
    for name in ("SSH_CONNECTION", "SSH_TTY", "TMUX", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.mark.parametrize(
    ("there", "environ", "chosen"),
    [
        (NAMES, {"DISPLAY": ":0", "WAYLAND_DISPLAY": "w"}, "pbcopy"),
        (NAMES[1:], {"DISPLAY": ":0", "WAYLAND_DISPLAY": "w"}, "wl-copy"),
        (NAMES[1:], {"DISPLAY": ":0"}, "xclip"),
        (NAMES[3:], {"DISPLAY": ":0"}, "xsel"),
        (NAMES[1:], {}, ""),
        ((), {"DISPLAY": ":0"}, ""),
        (NAMES, {"DISPLAY": ":0", "SSH_TTY": "/dev/pts/1"}, ""),
        (NAMES, {"DISPLAY": ":0", "SSH_CONNECTION": "a b"}, ""),
        (NAMES, {"DISPLAY": ":0", "TMUX": "/tmp/tmux"}, ""),
    ],
)
def test_the_program_that_fills_the_clipboard_here(
    programs: Path, there: tuple[str, ...], environ: dict[str, str], chosen: str
) -> None:
    for name in set(NAMES) - set(there):
        (programs / name).unlink()
    command = system_command({**environ, "PATH": str(programs)})
    assert (command[0] if command else "") == chosen


@pytest.mark.parametrize(
    ("where", "terminal", "system"),
    [("both", True, True), ("osc52", True, False), ("system", False, True)],
)
async def test_copying_goes_where_the_configuration_says(
    begin: Begin, programs: Path, tmp_path: Path, where: str, terminal: bool, system: bool
) -> None:
    running = begin(clipboard=where)
    got = tmp_path / "pbcopy.got"
    async with running.app.run_test(size=(120, 40)) as pilot:
        hand = Hand(running, pilot)
        await hand.press("y")
        assert (SAID in running.app.clipboard) is terminal
        await running.app.workers.wait_for_complete()
        if system:
            assert SAID in got.read_text()
        else:
            assert not got.exists()


async def test_without_a_program_the_terminal_has_it(begin: Begin, programs: Path) -> None:
    for name in NAMES:
        (programs / name).unlink()
    running = begin(clipboard="system")
    async with running.app.run_test(size=(120, 40)) as pilot:
        await Hand(running, pilot).press("y")
        assert SAID in running.app.clipboard


async def test_a_program_that_fails_is_no_trouble(begin: Begin, programs: Path) -> None:
    (programs / "pbcopy").write_text("#!/bin/sh\nexit 3\n")
    running = begin(clipboard="both")
    async with running.app.run_test(size=(120, 40)) as pilot:
        hand = Hand(running, pilot)
        await hand.press("y")
        await running.app.workers.wait_for_complete()
        assert SAID in running.app.clipboard
        assert all(said.startswith("copied: ") for said in hand.said)


async def test_no_escape_reaches_the_clipboard(begin: Begin) -> None:
    running = begin()
    async with running.app.run_test(size=(120, 40)):
        copy(running.app, "one  two\x1b]52;c;eA==\x07\n  three\x9b1m\u202e\r\n")
        assert running.app.clipboard == "one  two\ufffd]52;c;eA==\ufffd\n  three\ufffd1m\n"


def test_lines_stay_lines_and_columns_columns() -> None:
    assert clean_lines("a   b\n\tc\n") == "a   b\n c\n"
