"""Who supplies a country, and how dependent that makes it: ``relations suppliers``."""

import msgspec

from relations_tui.model.event import Event, Status
from relations_tui.model.flow import ARMS
from relations_tui.model.layer import Layer
from relations_tui.model.period import month_text
from relations_tui.query.signed_world import NEUTRAL_BAND
from relations_tui.query.suppliers import WINDOW, Rival, Supplied, Supply, supplied
from relations_tui.query.world import World
from relations_tui.report import wording
from relations_tui.scoring.concentration import effective_bounds, hhi_bounds

METHOD = (
    "HHI: the sum of squared shares (Herfindahl, Hirschman), 1/n for n equal suppliers to 1 for "
    "one; effective number: 1/HHI (Laakso and Taagepera 1979). What unknown suppliers sent stays "
    "in the whole: the bounds are for countless small ones, and for one"
)
NO_QUANTITIES = (
    "no quantities here: a claim says that there were deliveries, not how large. Bring your own "
    "copy of the SIPRI table or a CSV (supplier, recipient, year, value, unit): relations import "
    "FILE"
)
SUPPLIERS_HEAD = (
    "supplier", "name", "share", "share_before", "value", "unit", "claimed_as", "grade", "records",
    "date", "speaker",
)  # fmt: skip


class Bounds(msgspec.Struct, frozen=True):
    """A figure between the two ways in which the unknown part can be spread."""

    low: float
    high: float


class Supplier(msgspec.Struct, frozen=True):
    """A supplier: its share if quantities are known, and what is claimed of it."""

    iso3: str
    name: str
    value: float | None
    share: float | None
    share_before: float | None
    """In the window before; None if nothing of it is known."""
    trend: tuple[float | None, ...]
    """Its share in every window of ``over_time``."""
    status: Status | None
    """Of its best established claim; None if nobody claims it."""
    grade: str
    records: int
    date: str
    speaker: str
    says: str
    event: str
    """The id of that claim."""


class Window(msgspec.Struct, frozen=True):
    """A window of years."""

    since: int
    until: int
    total: float
    unknown: float
    """The share of unknown suppliers."""
    hhi: Bounds
    effective: Bounds
    suppliers: int


class Hostile(msgspec.Struct, frozen=True):
    """Two suppliers that are hostile to each other."""

    a: str
    b: str
    score: float


class ArmsRival(msgspec.Struct, frozen=True):
    """A supplier that supplies a rival as well."""

    supplier: str
    rival: str
    rival_score: float | None
    fought: str
    value: float | None
    status: Status | None
    grade: str
    event: str
    says: str


class SuppliersReport(msgspec.Struct, frozen=True):
    """Who supplies a country by a date."""

    recipient: str
    name: str
    what: str
    at: str
    """The month up to which records count."""
    layer: str
    layer_date: str
    band: float
    """Scores of at most this size are no hostility."""
    unit: str
    """"" where there are no quantities."""
    window: Window | None
    before: Window | None
    over_time: tuple[Window, ...]
    suppliers: tuple[Supplier, ...]
    new: tuple[str, ...]
    """Suppliers of this window that the one before did not have."""
    lost: tuple[str, ...]
    hostile: tuple[Hostile, ...]
    arms_rivals: tuple[ArmsRival, ...]
    badge: str
    """The claim of many suppliers against the record; "" without quantities."""
    coded: int
    notes: tuple[str, ...]
    method: str = METHOD


def suppliers_report(
    world: World,
    recipient: str,
    layer: Layer,
    at: int,
    *,
    layer_date: str = "",
    what: str = ARMS,
    window: int = WINDOW,
    band: float = NEUTRAL_BAND,
) -> SuppliersReport:
    """Who supplies a country by the month ``at``, who of them are hostile, who arms its rivals."""
    found = supplied(world, recipient, layer, at, what=what, window=window, band=band)
    now, before = found.now, found.before
    known = {} if now is None else now.values
    earlier = {} if before is None else before.values
    notes = [] if now is None else list(now.notes)
    if now is None:
        notes.append(NO_QUANTITIES)
    elif now.until < at // 12:
        notes.append(f"quantities end in {now.until}")
    if now is not None and before is None:
        notes.append("no quantities of a whole window before: who is new can't be told")
    notes += [
        f"{count} records in {unit} are not shown: units are never added up"
        for unit, count in found.other_units.items()
    ]
    if found.coded:
        notes.append(
            f"{found.coded} machine-coded reports of military aid are left out: they say neither "
            "what was delivered nor whether"
        )
    return SuppliersReport(
        recipient=recipient,
        name=world.countries[recipient].name,
        what=what,
        at=month_text(at),
        layer=layer.id,
        layer_date=layer_date,
        band=band,
        unit="" if now is None else now.unit,
        window=_window(now),
        before=_window(before),
        over_time=tuple(one for one in map(_window, found.over_time) if one is not None),
        suppliers=tuple(_supplier(world, found, iso3) for iso3 in found.suppliers),
        new=tuple(sorted(set(known) - set(earlier))) if before is not None else (),
        lost=tuple(sorted(set(earlier) - set(known))) if before is not None else (),
        hostile=tuple(Hostile(a, b, score) for a, b, score in found.hostile),
        arms_rivals=tuple(
            ArmsRival(
                one.supplier, one.rival.iso3, one.rival.score, one.rival.fought, one.value or None,
                *_best(one.records), _of_rival(world, one.supplier, one.rival),
            )
            for one in found.also_arms
        ),
        badge=_badge(found),
        coded=found.coded,
        notes=tuple(notes),
    )  # fmt: skip


def _window(one: Supply | None) -> Window | None:
    if one is None or not one.total:
        return None
    shares = [one.share(supplier) for supplier in one.values]
    unknown = one.unknown / one.total
    return Window(
        since=one.since,
        until=one.until,
        total=one.total,
        unknown=unknown,
        hhi=Bounds(*hhi_bounds(shares, unknown)),
        effective=Bounds(*effective_bounds(shares, unknown)) if shares else Bounds(1.0, 1.0),
        suppliers=len(shares),
    )


def _best(records: tuple[Event, ...]) -> tuple[Status | None, str, str]:
    return (records[0].status, records[0].grade, records[0].id) if records else (None, "", "")


def _supplier(world: World, found: Supplied, iso3: str) -> Supplier:
    now, before = found.now, found.before
    claimed = next((one for one in found.claimed if one.supplier == iso3), None)
    records = () if claimed is None else claimed.records
    best = records[0] if records else None
    has = now is not None and iso3 in now.values
    return Supplier(
        iso3=iso3,
        name=world.countries[iso3].name,
        value=now.values[iso3] if now is not None and has else None,
        share=now.share(iso3) if now is not None and has else None,
        share_before=before.share(iso3) if before is not None and iso3 in before.values else None,
        trend=tuple(one.share(iso3) if iso3 in one.values else None for one in found.over_time),
        status=None if best is None else best.status,
        grade="" if best is None else best.grade,
        records=len(records),
        date="" if best is None else best.date,
        speaker="" if best is None else best.speaker,
        says="" if best is None else best.summary,
        event="" if best is None else best.id,
    )


def _of_rival(world: World, supplier: str, rival: Rival) -> str:
    who, whom = world.countries[supplier].name, world.countries[rival.iso3].name
    why = (
        f"fought it in {rival.fought}" if rival.fought else f"{wording.signed(rival.score)} with it"
    )
    return f"{who} supplies {whom} too, which {why}"


def _badge(found: Supplied) -> str:
    """How many are named, against how many count."""
    window = _window(found.now)
    if window is None:
        return ""
    low, high = window.effective.low, window.effective.high
    number = f"{low:.1f}" if f"{low:.1f}" == f"{high:.1f}" else f"{low:.1f} to {high:.1f}"
    named = len(found.claimed)
    claim = f"{named} suppliers are named; " if named else ""
    return f"{claim}by quantity it is as if there were {number} equal ones"


def supplier_cells(report: SuppliersReport) -> list[list[object]]:
    """A row a supplier; an empty cell is no data."""
    return [
        [
            one.iso3, one.name, *("" if x is None else x for x in (one.share, one.share_before,
            one.value)), report.unit, one.status or "", one.grade, one.records, one.date,
            one.speaker,
        ]
        for one in report.suppliers
    ]  # fmt: skip
