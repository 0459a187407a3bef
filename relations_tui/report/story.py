"""The founding story as a guided view: who arms Azerbaijan in 2016, and who minds.

Every sentence rests on a record of the dossier, or is asked of the layers at the moment; the data
of each page is that of the view it leads to.
"""

from collections.abc import Iterable

import msgspec

from relations_tui.model.country import Pair
from relations_tui.model.event import Event
from relations_tui.model.user import View
from relations_tui.query.before_after import before_after
from relations_tui.query.remember import per_world
from relations_tui.query.timeline import latest, parse_at
from relations_tui.query.world import World
from relations_tui.report import wording

BUYER = "AZE"
NEIGHBOUR = "IRN"
RIVAL = "ARM"
SUPPLIERS = ("RUS", "TUR", "ISR", "BLR", "IRN")
ELECTION = "2013-06-14"
CORRIDOR = "north-south-corridor"
ARMS = "arms_transfer"
TITLE = "Azerbaijan 2016"


class Row(msgspec.Struct, frozen=True):
    """A line of a page: a pair with its score, a record with its status, or a bare fact."""

    label: str
    score: float | None = None
    told: str = ""
    """What stands beside the score, or the record in full."""
    status: str = ""
    grade: str = ""
    pair: str = ""
    """The pair it is of, ``AZE-IRN``; "" if none."""
    event: str = ""
    """The id of the record."""
    scored: bool = False
    """Whether it has a score, which may be no data."""


class Page(msgspec.Struct, frozen=True):
    """One step of the story."""

    title: str
    says: tuple[str, ...]
    """Sentences; the first leads."""
    rows: tuple[Row, ...]
    by_hand: str
    """The keys that lead to the same from the matrix."""
    view: View
    """What enter opens."""


class Story(msgspec.Struct, frozen=True):
    """The whole."""

    title: str
    source: str
    pages: tuple[Page, ...]


@per_world(1)
def story(world: World) -> Story:
    """The founding story over the world's data, at the newest date of each layer."""
    pages = (
        _neighbours(world), _suppliers(world), _both_sides(world), _since_the_election(world),
        _ledger(world), _corridor(world), _third_parties(world),
    )  # fmt: skip
    return Story(TITLE, "dossier-azerbaijan-2016, and the bundled layers", pages)


def _neighbours(world: World) -> Page:
    others = [*SUPPLIERS, RIVAL]
    return Page(
        "Azerbaijan among those who arm it",
        (
            "In June 2016 the president of Azerbaijan says in Berlin where his army buys weapons: "
            "Russia, Turkey, Israel, Belarus and, officially for the first time, Iran.",
            "This is how Azerbaijan gets on with them, and with Armenia, by the newest news.",
        ),
        tuple(_pair_row(world, Pair(BUYER, other), "events") for other in others),
        "/ azerbaijan   then c: its country view",
        View(screen="country", country=BUYER, row=BUYER, column=NEIGHBOUR),
    )


def _suppliers(world: World) -> Page:
    found = [e for e in _arms(world, BUYER) if BUYER in e.targets]
    return Page(
        "The suppliers: who says so",
        (
            "Five suppliers are named by the buyer himself: an official's statement, not a record.",
            "No quantities are known here, so no shares are shown.",
        ),
        tuple(_event_row(world, event) for event in found),
        "W: the suppliers of the country; enter on one: its record",
        View(screen="suppliers", country=BUYER, row=BUYER, column=NEIGHBOUR),
    )


def _both_sides(world: World) -> Page:
    found = [e for c in (BUYER, RIVAL) for e in _arms(world, c) if "RUS" in e.sources]
    rows = [_event_row(world, event) for event in dict.fromkeys(found)]
    pairs = (Pair(BUYER, RIVAL), Pair("RUS", BUYER), Pair("RUS", RIVAL))
    rows += [_pair_row(world, pair, "events") for pair in pairs]
    rows.append(_pair_row(world, Pair(BUYER, RIVAL), "conflict", at=parse_at("2016")))
    return Page(
        "Russia sells to both sides",
        (
            "Russia arms Azerbaijan and Armenia, which fought each other that April.",
            "The president calls the sales to Armenia no threat to his country: his word, again.",
        ),
        tuple(rows),
        "/ aze arm   then enter",
        View(screen="pair", row=BUYER, column=RIVAL),
    )


def _since_the_election(world: World) -> Page:
    rows = []
    pair = Pair(BUYER, NEIGHBOUR)
    for name in ("votes", "alignment", "events"):
        if name in world.layers and set(pair) <= set(world.countries):
            layer = world.layers[name]
            found = before_after(world, layer, pair, ELECTION, None)
            told = found.text.removeprefix(layer.title).lstrip(": ")
            rows.append(Row(layer.title, told=told, pair=pair.key))
    return Page(
        "Azerbaijan and Iran before and after Rouhani's election",
        (
            "Baku and Tehran are said to have drawn closer since Hassan Rouhani was elected on "
            "14 June 2013. What the layers show, and what they cannot:",
        ),
        tuple(rows),
        "/ aze irn   3   enter   B rouhani",
        View(
            screen="pair",
            layer="alignment",
            row=BUYER,
            column=NEIGHBOUR,
            options={"break": ELECTION[:7]},
        ),
    )


def _ledger(world: World) -> Page:
    found = [e for e in _arms(world, BUYER) if NEIGHBOUR in e.sources]
    rows = []
    for event in found:
        rows.append(_event_row(world, event))
        parts = (
            ("who says so", event.speaker), ("quote", event.quote), ("answer", event.response),
            ("source", event.url or event.feed),
        )  # fmt: skip
        rows += [Row(f"  {what}", told=text, event=event.id) for what, text in parts if text]
    return Page(
        "The Iranian weapons: a claim and a statement",
        (
            "In April 2016 an Azerbaijani general speaks of Iranian guns and rocket launchers in "
            "use at the front: a claim. In June the president confirms purchases: a statement. "
            "Neither is a record of a delivery.",
        ),
        tuple(rows),
        "a   then / pair:AZE-IRN kind:arms_transfer",
        View(screen="events", filter=f"pair:AZE-IRN kind:{ARMS}", row=BUYER, column=NEIGHBOUR),
    )


def _corridor(world: World) -> Page:
    rows = []
    says: tuple[str, ...] = ("The bundled dossier's project is not in this store.",)
    for project in world.projects:
        if project.id == CORRIDOR:
            members = ", ".join(_name(world, iso3) for iso3 in project.members)
            says = (
                f"{project.summary}: {members}.",
                f"Since {project.since}; {project.status}, grade {project.grade}. "
                "Three members, three pairs; how each of them gets on:",
            )
            a, b, c = project.members[:3]
            for pair in (Pair(a, b), Pair(b, c), Pair(a, c)):
                rows += [_pair_row(world, pair, name) for name in ("events", "alignment")]
    return Page(
        "The North-South corridor",
        says,
        tuple(rows),
        "f rus, aze, irn   then fly over the three pairs",
        View(screen="matrix", focus="rus, aze, irn", row=BUYER, column=NEIGHBOUR),
    )


def _third_parties(world: World) -> Page:
    pairs = (Pair("ISR", "IRN"), Pair("ISR", BUYER), Pair("IRN", BUYER))
    rows = [_pair_row(world, pair, name) for name in ("events", "votes") for pair in pairs]
    return Page(
        "Third parties: Israel and Iran",
        (
            "Israel and Iran both arm Azerbaijan, by its president's word, and are each other's "
            "adversary: their interests in Baku may conflict.",
        ),
        tuple(rows),
        "/ isr irn   then e: why",
        View(screen="explain", row="ISR", column="IRN"),
    )


def _arms(world: World, iso3: str) -> list[Event]:
    found: Iterable[Event] = world.source.country_events(iso3)
    return [event for event in found if event.kind == ARMS]


def _name(world: World, iso3: str) -> str:
    country = world.countries.get(iso3)
    return iso3 if country is None else country.name


def _pair_row(world: World, pair: Pair, name: str, at: int | None = None) -> Row:
    """What a layer says of a pair in a month; None: in its newest."""
    layer = world.layers.get(name)
    names = f"{_name(world, pair.a)} – {_name(world, pair.b)}"
    if layer is None or not set(pair) <= set(world.countries):
        return Row(names, told=f"no {name} of this pair in this store", pair=f"{pair.a}-{pair.b}")
    reading = world.reading(layer, pair, latest(layer) if at is None else at)
    told = f"{layer.title} {reading.period}"
    if reading.score is None:
        told += f": {layer.empty_means}"
    elif reading.evidence:
        told += f", {wording.weight(reading.evidence, layer.evidence_unit)}"
    return Row(names, reading.score, told, pair=f"{pair.a}-{pair.b}", scored=True)


def _event_row(world: World, event: Event) -> Row:
    what = f"{event.date}  {wording.parties(event)}  {wording.what(event, world.cameo)}"
    said = " · ".join(filter(None, (wording.source(event), event.summary)))
    a, b = event.countries[:2]
    return Row(what, None, said, event.status, event.grade, f"{a}-{b}", event.id)
