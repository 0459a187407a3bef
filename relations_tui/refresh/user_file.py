"""What the user made as a file: to move it to another store, and to take it in there.

A file of its own and not a part of the feed format: so no feed can ever bring stars or notes.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from relations_tui.errors import UsageError
from relations_tui.model.period import check_date
from relations_tui.model.user import (
    EVENT,
    NAME_LENGTH,
    NOTE_LENGTH,
    Note,
    SavedView,
    Star,
    UserFile,
    View,
    target_of,
)
from relations_tui.text import clean

T = TypeVar("T")
LARGEST = 32 << 20
"""Bytes of a file at most."""
TEXT = 500
"""Characters of a member of a view at most."""


class Taken(msgspec.Struct, frozen=True):
    """What taking in a file changes."""

    stars: int
    """New ones."""
    notes: int
    """New ones, and those whose text changes."""
    views: int
    """New ones, and those that take the place of one by their name."""
    renamed: tuple[str, ...]
    """Views that were there and go by another name now."""


class _Head(msgspec.Struct):
    format: object = None
    version: object = None


def to_json(made: UserFile) -> str:
    """The file's text."""
    return msgspec.json.format(msgspec.json.encode(made), indent=1).decode() + "\n"


def read(path: Path) -> UserFile:
    """What a file holds, cleaned and checked.

    Raises:
        UsageError: if it can't be read, or the first thing in it that is not as it should be.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise UsageError(f"{path} can't be read: {error.strerror or error}") from None
    if len(data) > LARGEST:
        raise UsageError(f"{path} has more than {LARGEST >> 20} MB: no stars and notes have that")
    try:
        head = msgspec.json.decode(data, type=_Head)
        if head.format != "relations-user":
            raise ValueError("its format is not relations-user: see relations user export")
        if head.version != 1:
            raise ValueError(
                f"version {str(head.version)[:20]} of relations-user; this program reads version 1"
            )
        return _checked(msgspec.json.decode(data, type=UserFile))
    except (UnicodeDecodeError, RecursionError, msgspec.DecodeError) as error:
        raise UsageError(f"{path}: not as relations user export writes it: {error}") from None
    except ValueError as error:
        raise UsageError(f"{path}: {error}") from None


def merge(mine: UserFile, other: UserFile) -> tuple[UserFile, Taken]:
    """Both together: nothing of either is lost.

    Stars are those of both. Of two notes on one thing the newer stands first and the older behind
    it. Of two views by one name the other's has it, and mine goes by ``name (2)``. Merging the same
    again changes nothing.
    """
    stars = {star.target: star for star in (*other.stars, *mine.stars)}
    notes = {note.target: note for note in mine.notes}
    for note in other.notes:
        notes[note.target] = _merged(notes.get(note.target), note)
    views = {one.name: one for one in mine.views}
    same = {_content(one) for one in mine.views}
    taken, renamed = 0, []
    for one in other.views:
        if _content(one) in same:
            continue
        before = views.get(one.name)
        if before is not None:
            name = _free(one.name, views)
            views[name] = replace(before, name=name)
            renamed.append(name)
        views[one.name] = one
        taken += 1
    both = UserFile(
        stars=tuple(stars.values()), notes=tuple(notes.values()), views=tuple(views.values())
    )
    new_notes = len(set(both.notes) - set(mine.notes))
    return both, Taken(len(stars) - len(mine.stars), new_notes, taken, tuple(renamed))


def _merged(mine: Note | None, other: Note) -> Note:
    if mine is None or mine.text == other.text:
        return other if mine is None else mine
    new, old = (mine, other) if mine.changed >= other.changed else (other, mine)
    if old.text in new.text:
        return new
    return replace(new, text=clean(f"{new.text} | {old.changed[:10]}: {old.text}", NOTE_LENGTH))


def _content(one: SavedView) -> bytes:
    """What makes two saved views the same; when they were saved does not."""
    return msgspec.json.encode((one.name, one.view))


def _free(name: str, taken: Iterable[str]) -> str:
    number = 2
    while (found := f"{name[: NAME_LENGTH - 6]} ({number})") in taken:
        number += 1
    return found


def _checked(made: UserFile) -> UserFile:
    return UserFile(
        stars=tuple(_each("stars", made.stars, _star)),
        notes=tuple(_each("notes", made.notes, _note)),
        views=tuple(_each("views", made.views, _saved)),
    )


def _each(name: str, found: Iterable[T], check: Callable[[T], T]) -> Iterator[T]:
    for index, one in enumerate(found):
        try:
            yield check(one)
        except ValueError as error:
            raise ValueError(f"{name}[{index}]: {error}") from None


def _star(star: Star) -> Star:
    if star.target.startswith(EVENT):
        raise ValueError("a star is on a country or a pair")
    return Star(target_of(star.target), check_date(star.since))


def _note(note: Note) -> Note:
    check_date(note.changed[:10])
    text = clean(note.text, NOTE_LENGTH)
    if not text:
        raise ValueError("it says nothing")
    return Note(target_of(note.target), text, clean(note.changed, 40))


def _saved(one: SavedView) -> SavedView:
    check_date(one.saved[:10])
    name = clean(one.name, NAME_LENGTH)
    if not name:
        raise ValueError("it has no name")
    return SavedView(name, _view(one.view), clean(one.saved, 40))


def _view(view: View) -> View:
    texts = {
        name: clean(value, TEXT)
        for name in View.__struct_fields__
        if isinstance(value := getattr(view, name), str)
    }
    options = {clean(k, TEXT): clean(v, TEXT) for k, v in view.options.items()}
    return replace(view, **texts, options=options)
