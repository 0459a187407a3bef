"""What the user makes in the app: stars, notes and saved views. Kept in the store, not here."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from relations_tui.errors import RelationsError
from relations_tui.model.user import EVENT, UserFile
from relations_tui.report import wording
from relations_tui.tui.commands import by_id
from relations_tui.tui.keymap import shown
from relations_tui.tui.prompt import Prompt
from relations_tui.tui.session import UserActions

if TYPE_CHECKING:
    from relations_tui.tui.travelling import Travelling

T = TypeVar("T")
NOTE, NAME = "note ", "view name"
"""Purposes of prompts; the target of a note follows."""


class Yours:
    """What the user made, read once and again after each change."""

    def __init__(self, actions: UserActions) -> None:
        self._actions = actions
        self._made: UserFile | None = None
        self._stars: frozenset[str] = frozenset()
        self._notes: dict[str, str] = {}

    @property
    def made(self) -> UserFile:
        """Stars, notes and saved views; none where the store can't give them."""
        if self._made is None:
            try:
                self._made = self._actions.made()
            except RelationsError:
                self._made = UserFile()
            self._stars = frozenset(star.target for star in self._made.stars)
            self._notes = {note.target: note.text for note in self._made.notes}
        return self._made

    def is_starred(self, target: str) -> bool:
        """Whether a country or pair has a star."""
        return bool(self.made.stars) and target in self._stars

    def note(self, target: str) -> str:
        """The note on a target; "" if there is none."""
        return self._notes.get(target, "") if self.made.notes else ""

    def change(self, change: Callable[[UserActions], T]) -> T:
        """Change something, and read anew what is asked for next; raises RelationsError."""
        self._made = None
        return change(self._actions)


def _changed(screen: "Travelling", change: Callable[[UserActions], T]) -> T | None:
    """What a change gives; None, and a word to the user, if it could not be made."""
    try:
        return screen.app.yours.change(change)
    except RelationsError as error:
        screen.say(str(error), wrong=True)
        return None


def named(screen: "Travelling", target: str) -> str:
    """A target as a person calls it."""
    if target.startswith(EVENT):
        return "this event"
    countries = screen.world.countries
    names = (countries[c].name if c in countries else c for c in target.split("-"))
    return " – ".join(names)


def star(screen: "Travelling", target: str) -> None:
    """Star a country or a pair, or take its star away."""
    on = _changed(screen, lambda user: user.toggle_star(target))
    if on is None:
        return
    key = shown(by_id("stars"), screen.app.session.keys)
    said = f"starred; {key} lists what is" if on else "no longer starred"
    screen.say(f"{named(screen, target)}: {said}")
    screen.marked()


async def ask_note(screen: "Travelling", target: str) -> None:
    """Ask for the note on a target; the one that is there is there to be changed."""
    if _is_closed(screen):
        return
    had = screen.app.yours.note(target)

    def hint(text: str) -> str:
        """What enter would do."""
        if text.strip():
            return f"on {named(screen, target)}"
        return "enter takes it away" if had else f"on {named(screen, target)}: what do you know?"

    await screen.ask(Prompt(f"{NOTE}{target}", "note", hint, had, wide=True))


async def ask_name(screen: "Travelling") -> None:
    """Ask for a name to save the view under."""
    if _is_closed(screen):
        return
    there = {one.name for one in screen.app.yours.made.views}

    def hint(text: str) -> str:
        """What enter would do."""
        if text.strip() in there:
            return "is there: enter replaces it"
        return f"a name for: {wording.view(screen.view)}"

    await screen.ask(Prompt(NAME, "save view as", hint, wide=True))


def answered(screen: "Travelling", purpose: str, text: str) -> None:
    """Keep the note or the view that was asked for."""
    if purpose == NAME:
        if text:
            view = replace(screen.view, theme="")
            name = _changed(screen, lambda user: user.save_view(text, view))
            if name is not None:
                key = shown(by_id("stars"), screen.app.session.keys)
                screen.say(f"saved: {name}; {key} lists your views")
    elif purpose.startswith(NOTE):
        target = purpose.removeprefix(NOTE)
        kept = _changed(screen, lambda user: user.set_note(target, text))
        if kept is None:
            return
        screen.say(f"note on {named(screen, target)}: {'kept' if kept else 'none'}")
    screen.marked()


def remove_view(screen: "Travelling", name: str) -> None:
    """Forget a saved view."""
    if _changed(screen, lambda user: user.remove_view(name)):
        screen.say(f"removed: {name}")


def rename_view(screen: "Travelling", name: str, new: str) -> None:
    """Give a saved view another name."""
    kept = _changed(screen, lambda user: user.rename_view(name, new))
    if kept is not None:
        screen.say(f"renamed: {kept}")


def _is_closed(screen: "Travelling") -> bool:
    """Whether nothing can be kept here: said before anybody types."""
    if screen.app.session.read_only:
        screen.say("the store is read-only here: nothing can be kept in it", wrong=True)
    return screen.app.session.read_only
