"""The text of SOURCES.md, which travels with the bundled data."""

from relations_tui.errors import BundleError
from relations_tui.store.location import bundle_path


def sources_text() -> str:
    """What each layer is, where it comes from, on what terms, and what is wrong with it.

    Raises:
        BundleError: if the file is missing.
    """
    path = bundle_path().parent / "SOURCES.md"
    try:
        return path.read_text("utf-8")
    except OSError as error:
        raise BundleError(f"{path} can't be read ({error}): install relations again") from error
