"""What stands beside the partners of a country: movers, events, facts, projects."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from textual.strip import Strip

from relations_tui.model.event import Event
from relations_tui.query.partners import Partner, movers_of
from relations_tui.query.world import World
from relations_tui.report import wording
from relations_tui.report.country import MOVERS, projects_of
from relations_tui.tui.lines import Line, fit
from relations_tui.tui.listing import Listing


class SideList(Listing):
    """A list whose cursor shows only while it has the keys: the other list's is the screen's."""

    @property
    def _is_current(self) -> bool:
        return self.has_focus and self.count > 0

    def _highlit(self, strip: Strip) -> Strip:
        return super()._highlit(strip) if self.has_focus else strip

    def on_focus(self) -> None:
        """The cursor shows."""
        self.refresh()

    def on_blur(self) -> None:
        """The cursor hides."""
        self.refresh()


@dataclass(frozen=True)
class Entry:
    """A line of the side."""

    pieces: tuple[tuple[str, str], ...]
    partner: str = ""
    """The country that it leads to; "" for none."""
    event: str = ""
    """The event that it leads to; "" for none."""

    def line(self, width: int) -> Line:
        """The line at a width: the last piece is cut."""
        *front, (text, name) = self.pieces
        used = sum(len(piece) for piece, _ in front)
        return [*front, (fit(text, max(0, width - used)), name)]


def _head(text: str) -> Entry:
    return Entry(((text, "head"),))


EMPTY = Entry((("", ""),))


def moved(world: World, ranked: Collection[Partner], since: str) -> list[Entry]:
    """What changed most since a period, for the better and for the worse."""
    better, worse = movers_of(ranked, MOVERS)
    found: list[Entry] = []
    for title, partners in (("Improved most", better), ("Worsened most", worse)):
        if partners:
            found += [_head(f"{title} since {since}"), *(_mover(world, one) for one in partners)]
            found.append(EMPTY)
    return found or [
        _head("No change that can be told" + (f" since {since}" if since else "")),
        EMPTY,
    ]


def _mover(world: World, one: Partner) -> Entry:
    change = (one.change or 0) / 100
    return Entry(
        (
            (f"{wording.signed(change):>6} ", f"score:{600 if change > 0 else -600}"),
            (f"{one.iso3} ", "dim"),
            (f"{wording.signed(one.score / 100):>5} ", f"score:{one.score}"),
            (world.countries[one.iso3].name, "text"),
        ),
        partner=one.iso3,
    )


def events(world: World, iso3: str, told: Iterable[Event], newest: Iterable[Event]) -> list[Entry]:
    """The country's events: what people put on record first, then the newest of all."""
    found: list[Entry] = []
    for title, some in (("On record, stated or claimed", told), ("Newest events", newest)):
        lines = [_event(world, iso3, event) for event in some]
        if lines:
            found += [_head(title), *lines, EMPTY]
    return found


def _event(world: World, iso3: str, event: Event) -> Entry:
    other = next((code for code in event.countries if code != iso3), "")
    what = wording.what(event, world.cameo)
    said = f"{what}: {event.summary}" if event.summary else what
    return Entry(
        (
            (
                f"{wording.STATUS_GLYPHS[event.status]} ",
                "accent" if event.status != "coded" else "dim",
            ),
            (f"{event.date:<10} ", "dim"),
            (f"{wording.parties(event, (iso3,)):<9} ", "dim"),
            (said, "text" if event.status != "coded" else "dim"),
        ),
        partner=other,
        event=event.id,
    )


def about(world: World, iso3: str) -> list[Entry]:
    """Projects, markers, facts, and known defects of the sources."""
    found = [
        Entry((("project ", "head"), (f"{p.title}, since {p.since}, {p.status} {p.grade}", "text")))
        for p in projects_of(world, iso3)
    ]
    found += [
        Entry(((f"{m.date} ", "head"), (f"{m.title}, {m.status} {m.grade}", "text")))
        for m in world.markers
        if iso3 in m.countries
    ]
    found += [Entry((("fact ", "head"), (wording.fact(f), "text"))) for f in world.facts(iso3)]
    if note := world.countries[iso3].note:
        found.append(Entry((("note ", "warn"), (note, "text"))))
    return [_head("Projects, turning points, facts"), *found] if found else []
