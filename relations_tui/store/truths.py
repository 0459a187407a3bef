"""The truths that travel with the bundled data, to hold scores against."""

from relations_tui.errors import BundleError
from relations_tui.store.location import bundle_path

TRUTHS = ("severed_relations", "ucdp_primary", "ucdp_opposed")
"""See SOURCES.md."""


def truth_text(name: str) -> str:
    """The CSV of one of ``TRUTHS``.

    Raises:
        BundleError: if the file is missing.
    """
    path = bundle_path().parent / "labels" / f"{name}.csv"
    try:
        return path.read_text("utf-8")
    except OSError as error:
        raise BundleError(f"{path} can't be read ({error}): install relations again") from error
