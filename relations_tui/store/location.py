"""Where the store is, and where the bundled data."""

import os
from pathlib import Path

import relations_tui
from relations_tui.errors import BundleError

VARIABLE = "RELATIONS_STORE"


def store_path(explicit: str | None = None) -> Path:
    """The store's folder: ``--store``, else ``RELATIONS_STORE``, else in the user's data folder.

    ``XDG_DATA_HOME`` counts on every system: who sets it on a Mac means it.
    """
    if named := explicit or os.environ.get(VARIABLE):
        return Path(named).expanduser()
    data = os.environ.get("XDG_DATA_HOME", "")
    if not Path(data).is_absolute():  # as the XDG specification has it
        from platformdirs import user_data_dir

        data = user_data_dir()
    return Path(data) / "relations" / "store"


def bundle_path() -> Path:
    """The bundled data: in the package (a wheel), or beside it (a checkout).

    Raises:
        BundleError: if it is in neither place.
    """
    package = Path(relations_tui.__file__).parent
    for base in (package, package.parent):
        bundle = base / "data" / "bundle"
        if any(bundle.glob("*.json.xz")):
            return bundle
    raise BundleError(f"the bundled data is missing from {package}: install relations again")
