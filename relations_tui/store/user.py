"""What the user made: the last view and the stars. Tables of their own that no feed can reach."""

import msgspec

from relations_tui.errors import StoreCorrupt
from relations_tui.model.user import Star, View
from relations_tui.store.document import encode
from relations_tui.store.folder import Folder

VIEW, STARS, NOTES = "user.view", "user.stars", "user.notes"
_views = msgspec.json.Decoder(dict[str, View])
_stars = msgspec.json.Decoder(dict[str, Star])


class UserData:
    """Small reads, and small writes that are durable when they return."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder

    def load_view(self) -> View:
        """How the matrix was last looked at; the default if that can't be read.

        It is written anew whenever the app ends, so it is not worth an error at every start.
        """
        try:
            found = self._folder.read(lambda view: view.read_table(VIEW, _views))
        except StoreCorrupt:
            return View()
        return next(iter(found.values()), View())

    def save_view(self, view: View) -> None:
        """Remember how the matrix is looked at; does nothing if it is remembered so.

        Raises:
            StoreReadOnly, StoreLocked, StoreFull: nothing was changed.
        """
        if view == self.load_view() and self._folder.view.count(VIEW):
            return
        with self._folder.transaction() as transaction:
            transaction.put(VIEW, 1, encode(view, VIEW))

    def stars(self) -> tuple[Star, ...]:
        """All stars, oldest first.

        Raises:
            StoreCorrupt: if they can't be read, and no generation is whole.
        """
        found = self._folder.read(lambda view: view.read_table(STARS, _stars))
        return tuple(sorted(found.values(), key=lambda star: (star.since, star.target)))

    def toggle_star(self, target: str, date: str) -> bool:
        """Star a country or a pair, or take the star away; returns whether it has one now.

        Raises:
            StoreReadOnly, StoreLocked, StoreFull: nothing was changed.
        """
        with self._folder.transaction() as transaction:
            found = transaction.read_table(STARS, _stars)
            there = [doc_id for doc_id, star in found.items() if star.target == target]
            for doc_id in there:
                transaction.remove(STARS, int(doc_id))
            if not there:
                doc = encode(Star(target, date), STARS)
                transaction.put(STARS, transaction.next_id(STARS), doc)
        return not there
