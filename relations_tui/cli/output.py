"""Writing an answer to wherever the user sends it."""

import io
import os
import sys

import msgspec

from relations_tui.errors import RelationsError


def write(text: str, encoding: str | None = None) -> None:
    """Write an answer to stdout, and see that it gets there.

    Args:
        text: the answer; a line end is added if it has none.
        encoding: of stdout for this answer; None: what the user's locale says, where a sign that it
            does not have becomes a question mark.

    Raises:
        RelationsError: if it can't be written, on a full disk say.
        BrokenPipeError: if the reader has left.
    """
    out = sys.stdout
    if out is None:  # the caller closed it: there is nobody to tell
        return
    if isinstance(out, io.TextIOWrapper):
        out.reconfigure(encoding=encoding or out.encoding, errors="replace")
    try:
        out.write(text if text.endswith("\n") else f"{text}\n")
        out.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        _drop(out.fileno())
        raise RelationsError(f"the answer could not be written: {error.strerror}") from error


def write_json(value: object) -> None:
    """Write a value as indented JSON; raises as :func:`write`."""
    write(msgspec.json.format(msgspec.json.encode(value), indent=2).decode(), encoding="utf-8")


def _drop(descriptor: int) -> None:
    """Send what is still buffered nowhere: flushing it again at exit would fail again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)
