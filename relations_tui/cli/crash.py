"""An error of the program itself: one line for the user, the details in a file."""

from contextlib import suppress
from tempfile import NamedTemporaryFile
from traceback import format_exception

from relations_tui.text import clean

LONGEST = 200
"""Characters of the error's own words in the line."""


def crashed(error: BaseException) -> str:
    """Keep the traceback in a file of its own; say in a line what happened and where that is."""
    said = clean(f"{type(error).__name__}: {error}".replace("\n", " "), LONGEST)
    kept = ""
    with (
        suppress(OSError),
        NamedTemporaryFile(
            "w", prefix="relations-", suffix=".txt", delete=False, encoding="utf-8"
        ) as file,
    ):
        file.write("".join(format_exception(error)))
        kept = f"; the details, for a report, are in {file.name}"
    return f"relations: an error of the program itself: {said}; your data are as they were{kept}"
