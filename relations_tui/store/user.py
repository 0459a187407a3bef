"""What the user made: stars, notes, views. Tables of their own that no feed can reach."""

from collections.abc import Iterable
from typing import TypeVar

import msgspec

from relations_tui.errors import StoreCorrupt, UsageError
from relations_tui.model.user import (
    NAME_LENGTH,
    NOTE_LENGTH,
    Note,
    SavedView,
    Star,
    UserFile,
    UserState,
    View,
    target_of,
)
from relations_tui.store.document import encode
from relations_tui.store.folder import Folder
from relations_tui.store.view import Transaction
from relations_tui.text import clean

VIEW, STARS, NOTES = "user.view", "user.stars", "user.notes"
VIEWS, STATE = "user.views", "user.state"
M = TypeVar("M", bound=msgspec.Struct)
_views = msgspec.json.Decoder(dict[str, View])
_stars = msgspec.json.Decoder(dict[str, Star])
_notes = msgspec.json.Decoder(dict[str, Note])
_saved = msgspec.json.Decoder(dict[str, SavedView])
_states = msgspec.json.Decoder(dict[str, UserState])


class UserData:
    """Small reads, and small writes that are durable when they return.

    Every write raises StoreReadOnly, StoreLocked or StoreFull if it can't be made, and every read
    StoreCorrupt if a table can't be read and no generation is whole; nothing was changed then.
    """

    def __init__(self, folder: Folder) -> None:
        self._folder = folder

    # --- the last view ----------------------------------------------------------------------------

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
        """Remember how the matrix is looked at; does nothing if it is remembered so."""
        if view == self.load_view() and self._folder.view.count(VIEW):
            return
        with self._folder.transaction() as transaction:
            transaction.put(VIEW, 1, encode(view, VIEW))

    # --- stars ------------------------------------------------------------------------------------

    def stars(self) -> tuple[Star, ...]:
        """All stars, oldest first."""
        found = self._folder.read(lambda view: view.read_table(STARS, _stars))
        return tuple(sorted(found.values(), key=lambda star: (star.since, star.target)))

    def toggle_star(self, target: str, date: str) -> bool:
        """Star a country or a pair, or take the star away; returns whether it has one now."""
        with self._folder.transaction() as transaction:
            found = transaction.read_table(STARS, _stars)
            there = [doc_id for doc_id, star in found.items() if star.target == target]
            for doc_id in there:
                transaction.remove(STARS, int(doc_id))
            if not there:
                _add(transaction, STARS, Star(target, date))
        return not there

    # --- notes ------------------------------------------------------------------------------------

    def notes(self) -> tuple[Note, ...]:
        """All notes, the last written first."""
        found = self._folder.read(lambda view: view.read_table(NOTES, _notes))
        return tuple(sorted(found.values(), key=lambda note: (note.changed, note.target)))[::-1]

    def note(self, target: str) -> str:
        """The note on a target; "" if there is none."""
        return next((note.text for note in self.notes() if note.target == target), "")

    def set_note(self, target: str, text: str, now: str) -> str:
        """Write the note on a target, in the place of the one before; empty text removes it.

        Args:
            target: ``AZE``, ``AZE-IRN`` or ``event:ID``.
            text: as typed; it is cleaned.
            now: the moment, UTC.

        Returns:
            The text as it is kept.

        Raises:
            UsageError: for no target, or a text that is too long.
        """
        try:
            target = target_of(target)
        except ValueError as error:
            raise UsageError(f"a note {error}, not {clean(target, 60)!r}") from None
        kept = clean(text, NOTE_LENGTH + 1)
        if len(kept) > NOTE_LENGTH:
            raise UsageError(f"a note has at most {NOTE_LENGTH:,} characters: nothing was changed")
        with self._folder.transaction() as transaction:
            found = transaction.read_table(NOTES, _notes)
            for doc_id, note in found.items():
                if note.target == target:
                    transaction.remove(NOTES, int(doc_id))
            if kept:
                _add(transaction, NOTES, Note(target, kept, now))
        return kept

    # --- saved views ------------------------------------------------------------------------------

    def views(self) -> tuple[SavedView, ...]:
        """All saved views by name."""
        found = self._folder.read(lambda view: view.read_table(VIEWS, _saved))
        return tuple(sorted(found.values(), key=lambda one: (one.name.casefold(), one.name)))

    def keep_view(self, name: str, view: View, now: str) -> str:
        """Save a view under a name, in the place of the one by that name; returns the name.

        Raises:
            UsageError: for no name, or one that is too long.
        """
        name = view_name(name)
        with self._folder.transaction() as transaction:
            _drop(transaction, name)
            _add(transaction, VIEWS, SavedView(name, view, now))
        return name

    def rename_view(self, old: str, new: str) -> str:
        """Give a saved view another name; returns it as it is kept.

        Raises:
            UsageError: if there is none by the old name, or one by the new, or that is no name.
        """
        new = view_name(new)
        with self._folder.transaction() as transaction:
            there = {one.name: one for one in transaction.read_table(VIEWS, _saved).values()}
            if old not in there:
                raise UsageError(f"no saved view {clean(old, NAME_LENGTH)!r}")
            if new == old:
                return new
            if new in there:
                raise UsageError(f"there is a saved view {new!r} already")
            _drop(transaction, old)
            _add(transaction, VIEWS, msgspec.structs.replace(there[old], name=new))
        return new

    def drop_view(self, name: str) -> bool:
        """Remove a saved view; returns whether there was one."""
        with self._folder.transaction() as transaction:
            return _drop(transaction, name)

    # --- what the program remembers ---------------------------------------------------------------

    def state(self) -> UserState:
        """What the program remembers; the default if that can't be read."""
        try:
            found = self._folder.read(lambda view: view.read_table(STATE, _states))
        except StoreCorrupt:
            return UserState()
        return next(iter(found.values()), UserState())

    def set_state(self, state: UserState) -> None:
        """Remember something else."""
        with self._folder.transaction() as transaction:
            transaction.put(STATE, 1, encode(state, STATE))

    # --- everything -------------------------------------------------------------------------------

    def everything(self) -> UserFile:
        """All that the user made, to take elsewhere."""
        return UserFile(stars=self.stars(), notes=self.notes(), views=self.views())

    def replace_all(self, made: UserFile) -> None:
        """Put what the user made in the place of what there was, in one step."""
        with self._folder.transaction() as transaction:
            _replace(transaction, STARS, _stars, made.stars)
            _replace(transaction, NOTES, _notes, made.notes)
            _replace(transaction, VIEWS, _saved, made.views)


def view_name(text: str) -> str:
    """The name of a saved view as it is kept.

    Raises:
        UsageError: if there is none, or it is too long.
    """
    name = clean(text, NAME_LENGTH + 1)
    if not 1 <= len(name) <= NAME_LENGTH:
        raise UsageError(f"the name of a view has 1 to {NAME_LENGTH} characters")
    return name


def _add(transaction: Transaction, table: str, document: msgspec.Struct) -> None:
    transaction.put(table, transaction.next_id(table), encode(document, table))


def _drop(transaction: Transaction, name: str) -> bool:
    found = transaction.read_table(VIEWS, _saved)
    there = [doc_id for doc_id, one in found.items() if one.name == name]
    for doc_id in there:
        transaction.remove(VIEWS, int(doc_id))
    return bool(there)


def _replace(
    transaction: Transaction,
    table: str,
    decoder: "msgspec.json.Decoder[dict[str, M]]",
    documents: Iterable[M],
) -> None:
    """Write only what is another than before."""
    there = transaction.read_table(table, decoder)
    left = list(documents)
    for doc_id, document in there.items():
        if document in left:
            left.remove(document)
        else:
            transaction.remove(table, int(doc_id))
    for document in left:
        _add(transaction, table, document)
