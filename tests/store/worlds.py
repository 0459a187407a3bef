"""Small stores for tests, made with the store's own encoder."""

import lzma
from collections.abc import Iterable
from pathlib import Path

from relations_tui.feeds.parse import bodies_of
from relations_tui.model.country import Country
from relations_tui.model.event import CameoCode, Event, Marker, Project
from relations_tui.model.layer import Layer
from relations_tui.model.series import BalanceSeries, Strand
from relations_tui.store import seed
from relations_tui.store.document import Doc, encode
from relations_tui.store.folder import Folder
from relations_tui.store.intake import Brings, Counts, take_events
from relations_tui.store.source import placed
from relations_tui.store.stage import Stage
from relations_tui.store.tablefile import encode_table, with_key

CODES = ("AZE", "IRN", "RUS", "TUR")
PAIRS = ("AZE-IRN", "AZE-RUS", "AZE-TUR", "IRN-RUS", "IRN-TUR", "RUS-TUR")


def event(number: int, *countries: str, date: str = "2024-05-01") -> Event:
    """An event between the first country and the others."""
    return Event(
        id=f"e{number}",
        date=date,
        kind="consult",
        sources=countries[:1],
        targets=countries[1:],
        status="coded",
        feed="test",
        goldstein=1.0,
    )


EVENTS = (
    event(3, "IRN", "AZE", date="2024-05-03"),
    event(1, "AZE", "IRN", date="2024-05-01"),
    event(2, "AZE", "TUR", date="2024-05-02"),
    event(4, "IRN", "RUS", date="2023-01"),
    event(5, "RUS", "AZE", "IRN", date="2024-05-02"),
    event(6, "TUR", date="2020"),
)


def layer() -> Layer:
    """The events layer, with two periods."""
    return Layer(
        id="events",
        title="Events",
        method="balance",
        frequency="month",
        directed=False,
        high_means="",
        low_means="",
        empty_means="",
        evidence_unit="",
        source="",
        citation="",
        licence="",
        how="",
        periods=("2024-04", "2024-05"),
    )


def tables() -> dict[str, bytes]:
    """Every table of a small bundle, encoded."""
    shards: dict[str, list[bytes]] = {}
    for one in EVENTS:
        table, key = placed(one)
        shards.setdefault(table, []).append(with_key(one, key))
    strand = Strand("2024-04", (10, None), (0, 5))
    documents: dict[str, Iterable[object]] = {
        "countries": [Country(iso3, iso3.title(), state=True) for iso3 in reversed(CODES)],
        "layers": [layer()],
        "cameo": [CameoCode("010", "Speaks", "01", 1, 0.0, "statement")],
        "markers": [Marker("m", "2020", "A turn", ("AZE",), "recorded", "test")],
        "projects": [Project("p", "Corridor", CODES[:3], "2000", "", "recorded", "test")],
        "meta": [{"data_version": "test", "until": {"events": "2024-05"}}],
        "frames.events": [
            {"key": "pairs", "pairs": list(PAIRS)},
            {"key": "2024-04", "scores": [12, -340, None]},
            {"key": "2024-05", "scores": [1, 2, 3, 4, 5, 1000]},
        ],
        "series.events": [BalanceSeries(pair, {"history": strand}) for pair in PAIRS],
        **shards,
    }
    return {name: encode_table(name, docs)[0] for name, docs in documents.items()}


def write_bundle(folder: Path) -> Path:
    """A bundle on disk."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in tables().items():
        (folder / f"{name}{seed.SUFFIX}").write_bytes(lzma.compress(data, preset=0))
    return folder


def write_store(path: Path) -> Folder:
    """A seeded store with three generations: every one differs from the others in its tables."""
    seed.create(path, write_bundle(path.parent / "bundle"))
    folder = Folder(path)
    for note in ("one", "two"):
        with folder.transaction() as change:
            change.put("user.scraps", change.next_id("user.scraps"), encode_note(note))
            change.put("countries", 1, country(note))
            change.structural = True
    return folder


def encode_note(text: str) -> Doc:
    """A user's note."""
    return encode({"text": text}, "user.scraps")


def country(name: str) -> Doc:
    """A country whose name tells generations apart."""
    return encode(Country("TUR", name, state=True), "countries")


def bring(folder: Folder, events: Iterable[Event], scratch: Path, via: str = "a-feed") -> Counts:
    """Take events in as those of a feed."""
    stage = Stage()
    told = list(events)
    stage.add(told, bodies_of(told))
    slices = {table: [one] for table, one in stage.spill(scratch / "staged").items()}
    with folder.transaction() as change:
        brings = [Brings(via, slices, {}, known=True)]
        return take_events(change, brings, "2026-01-01T00:00:00Z", map, folder.root).counts[via]
