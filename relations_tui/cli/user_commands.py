"""What the user made, from the command line: stars, notes, saved views, and their file."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from relations_tui.cli.commands import month_asked
from relations_tui.cli.opening import open_told
from relations_tui.cli.output import write, write_json
from relations_tui.errors import RelationsError, UnknownCountry, UsageError
from relations_tui.model.country import Pair
from relations_tui.model.user import EVENT, SavedView, UserFile, target_of
from relations_tui.query.world import World
from relations_tui.refresh import user_file
from relations_tui.refresh.run import utc_now
from relations_tui.report import wording
from relations_tui.report.tabular import csv_text
from relations_tui.report.watchlist import WATCH_HEAD, Watched, Watchlist, watch_cells, watchlist
from relations_tui.store.open import Store

if TYPE_CHECKING:
    from argparse import Namespace


def stars(args: "Namespace") -> int:
    """``relations stars [TARGET...] [--add | --remove]``."""
    world, store = open_told(args.store)
    targets = [target_asked(world, text) for text in args.targets]
    if args.add or args.remove:
        if not targets:
            raise UsageError("which? name countries or pairs: relations stars AZE-IRN --add")
        _star(store, targets, starred=args.add)
        return 0
    layer = world.layer(args.layer)
    found = watchlist(world, store.user.everything(), layer, month_asked(layer, args.at))
    if targets:
        chosen = tuple(one for one in found.stars if one.target in targets)
        found = replace(found, stars=chosen)
    if args.json:
        write_json(found)
    elif args.csv:
        write(csv_text(WATCH_HEAD, watch_cells(found)))
    else:
        write(_watchlist(world, found))
    return 0


def target_asked(world: World, text: str) -> str:
    """The country or pair that a text names: ``azerbaijan``, ``aze-irn``, ``iran-azerbaijan``.

    Raises:
        UsageError: if it names neither.
    """
    try:
        return world.find(text).iso3
    except UnknownCountry:
        a, _, b = text.partition("-")
        if not (a and b):
            raise
    pair = Pair(world.find(a).iso3, world.find(b).iso3)
    if pair.a == pair.b:
        raise UsageError(f"a pair wants two countries: {text!r} is {pair.a} twice")
    return pair.key


def _star(store: Store, targets: list[str], *, starred: bool) -> None:
    there = {star.target for star in store.user.stars()}
    for target in dict.fromkeys(targets):
        if (target in there) != starred:
            store.user.toggle_star(target, utc_now()[:10])
            told = "starred" if starred else "no longer starred"
        else:
            told = "starred already" if starred else "was not starred"
        write(f"{target}: {told}")


def _watchlist(world: World, found: Watchlist) -> str:
    if not found.stars:
        return "no stars; add one: relations stars AZE-IRN --add (or s in the app)"
    layer = world.layer(found.layer)
    wide = max(len(one.name) for one in found.stars)
    lines = [f"{layer.title}, {found.at}"]
    for one in found.stars:
        change = "" if one.change is None else f"{wording.signed(one.change)} since "
        lines.append(
            f"{one.target:<8} {one.name:<{wide}}  {wording.signed(one.score):>6}  "
            f"{one.period:<8} {change}{one.change_from if change else '':<8}  {_rests(one, found)}"
        )
        lines += [f"{'':<8} note: {one.note}"] if one.note else []
    return "\n".join(line.rstrip() for line in lines)


def _rests(one: Watched, found: Watchlist) -> str:
    if one.score is None:
        return one.meaning
    if one.evidence is None:
        return f"mean of {one.partners} partners"
    return f"{wording.weight(one.evidence, found.evidence_unit)}"


def notes(args: "Namespace") -> int:
    """``relations notes [TARGET] [--set TEXT | --remove]``."""
    world, store = open_told(args.store)
    target = _noted(world, args.target)
    if args.remove or args.text is not None:
        if not target:
            raise UsageError("on what? name a country, a pair or event:ID")
        had = store.user.note(target)
        kept = store.user.set_note(target, args.text or "", utc_now())
        told = "noted" if kept else "note removed" if had else "there was no note"
        write(f"{target}: {told}")
        return 0
    found = [note for note in store.user.notes() if target in ("", note.target)]
    if args.json:
        write_json(found)
    else:
        lines = [f"{note.target}  {note.changed[:10]}  {note.text}" for note in found]
        write("\n".join(lines) or "no notes; write one: relations notes AZE-IRN --set TEXT")
    return 0


def _noted(world: World, text: str) -> str:
    if not text.startswith(EVENT):
        return target_asked(world, text) if text else ""
    try:
        return target_of(text)
    except ValueError as error:
        raise UsageError(f"{text!r}: {error}") from None


def views(args: "Namespace") -> int:
    """``relations views [--remove NAME | --rename OLD NEW]``."""
    _, store = open_told(args.store)
    if args.rename:
        write(f"renamed: {store.user.rename_view(*args.rename)}")
    elif args.remove:
        if not store.user.drop_view(args.remove):
            names = ", ".join(repr(one.name) for one in store.user.views()) or "none"
            raise UsageError(f"no saved view {args.remove!r}; there are: {names}")
        write(f"removed: {args.remove}")
    elif args.json:
        write_json(store.user.views())
    else:
        lines = [_view(one) for one in store.user.views()]
        write("\n".join(lines) or "no saved views; V in the app saves the one in front")
    return 0


def _view(one: SavedView) -> str:
    return f"{one.name}  ({wording.view(one.view)}; saved {one.saved[:10]})"


def user_export(args: "Namespace") -> int:
    """``relations user export``."""
    _, store = open_told(args.store)
    write_user(store, args.output)
    return 0


def write_user(store: Store, output: str) -> None:
    """Write all that the user made to a file, or to stdout; raises RelationsError if it can't."""
    from relations_tui.config import atomic

    text = user_file.to_json(store.user.everything())
    if output in ("", "-"):
        write(text, encoding="utf-8")
        return
    try:
        atomic.replace(Path(output), text.encode())
    except OSError as error:
        raise RelationsError(
            f"{output} could not be written: {error.strerror}; what was there before stands"
        ) from error
    sys.stderr.write(f"relations: wrote {output}: your stars, notes and views\n")


def user_import(args: "Namespace") -> int:
    """``relations user import FILE``."""
    _, store = open_told(args.store)
    taken = take_user(store, user_file.read(Path(args.file)), trial=args.dry_run)
    if args.json:
        write_json(taken)
    else:
        write(told_taken(taken, trial=args.dry_run))
    return 0


def take_user(store: Store, other: UserFile, *, trial: bool) -> user_file.Taken:
    """Take in what a user made elsewhere, beside what is here; raises StoreError if it can't."""
    both, taken = user_file.merge(store.user.everything(), other)
    if not trial:
        store.user.replace_all(both)
    return taken


def told_taken(taken: user_file.Taken, *, trial: bool) -> str:
    """What taking in a file changed, in a line."""
    what = f"stars {taken.stars}, notes {taken.notes}, views {taken.views}"
    renamed = "".join(f"; yours is now {name!r}" for name in taken.renamed)
    return f"{'would take in' if trial else 'taken in'}: {what}{renamed}"
