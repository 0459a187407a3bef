"""The store as the app sees it: opened, made first if there is none."""

from collections.abc import Callable
from pathlib import Path

from relations_tui.store import recovery
from relations_tui.store.folder import Folder
from relations_tui.store.source import StoreSource
from relations_tui.store.user import UserData


class Store:
    """An open store."""

    def __init__(self, folder: Folder, *, created: bool = False) -> None:
        self.folder = folder
        self.source = StoreSource(folder)
        self.user = UserData(folder)
        self.created = created
        """True if this call made the store from the bundle."""

    @property
    def path(self) -> Path:
        """The store's folder."""
        return self.folder.root

    @property
    def notices(self) -> list[str]:
        """What the user should know, a line each; it grows if a damaged file is met later."""
        return self.folder.notices

    @property
    def read_only(self) -> bool:
        """True if nothing can be saved here."""
        return self.folder.read_only

    @property
    def generation(self) -> tuple[int, int]:
        """Changes when data does; stars and views do not count."""
        return self.source.generation

    def refresh(self) -> bool:
        """Move to the newest state; True if its data is another."""
        return self.source.refresh()


def open_store(
    path: str | Path,
    *,
    bundle: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
    empty: bool = False,
) -> Store:
    """Open a store; make it from the bundle first if there is none.

    ``empty``: make it with the countries and codes only, for feeds to fill.

    A store of an older version is upgraded, a damaged one falls back to its newest whole
    generation, and ``notices`` says so.

    Raises:
        BundleError: if it must be made and the bundle is missing or damaged.
        StoreTooNew, StoreCorrupt, StoreReadOnly, StoreError: as they say.
    """
    root = Path(path)
    created = False
    if recovery.is_new(root):
        from relations_tui.store import location, seed

        created = seed.create(root, bundle or location.bundle_path(), progress, empty=empty)
    return Store(Folder(root), created=created)
