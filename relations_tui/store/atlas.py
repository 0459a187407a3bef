"""The outlines of the world map, which travel with the bundled data."""

import lzma
from functools import cache

import msgspec

from relations_tui.errors import BundleError
from relations_tui.model.atlas import Atlas, decode
from relations_tui.store.location import bundle_path


@cache
def atlas() -> Atlas:
    """All outlines, from Natural Earth (public domain); see SOURCES.md. Read once.

    Raises:
        BundleError: if the file is missing or damaged.
    """
    path = bundle_path().parent / "map.json.xz"
    try:
        return decode(lzma.decompress(path.read_bytes(), lzma.FORMAT_XZ))
    except (OSError, EOFError, lzma.LZMAError, msgspec.DecodeError) as error:
        raise BundleError(f"{path} can't be read ({error}): install relations again") from error
