"""Copying: through the terminal (OSC 52), which works over ssh, and to the system's clipboard."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from relations_tui.text import clean_lines

if TYPE_CHECKING:
    from relations_tui.tui.app import RelationsApp

TIMEOUT = 5.0
"""Seconds that a program of the system has."""


def copy(app: "RelationsApp", text: str) -> None:
    """Copy a text, without control characters, to where the configuration says.

    The system's own program runs in a thread: a display that does not answer holds nothing up.
    """
    plain = clean_lines(text)
    where = app.session.clipboard
    command = system_command(os.environ) if where in ("both", "system") else ()
    if where in ("both", "osc52") or not command:
        app.copy_to_clipboard(plain)
    if command:
        app.run_worker(lambda: _run(command, plain), thread=True, exit_on_error=False)


def system_command(environ: Mapping[str, str]) -> tuple[str, ...]:
    """The program that fills the system's clipboard here; () over ssh, in tmux, or if none is."""
    if "SSH_CONNECTION" in environ or "SSH_TTY" in environ or "TMUX" in environ:
        return ()
    candidates: list[tuple[str, ...]] = [("pbcopy",)]
    if environ.get("WAYLAND_DISPLAY"):
        candidates.append(("wl-copy",))
    if environ.get("DISPLAY"):
        candidates += [("xclip", "-selection", "clipboard"), ("xsel", "--clipboard", "--input")]
    path = environ.get("PATH")
    return next((one for one in candidates if shutil.which(one[0], path=path)), ())


def _run(command: tuple[str, ...], text: str) -> None:
    # xclip stays behind to serve the clipboard: its output must not be waited for.
    with suppress(OSError, subprocess.SubprocessError):
        subprocess.run(
            command,
            input=text.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=TIMEOUT,
            check=False,
        )
