"""Two dates, two layers or two directions side by side: ``relations compare``."""

from itertools import islice

import msgspec
from msgspec.structs import asdict

from relations_tui.model.country import Pair
from relations_tui.query.compare import Compared, Comparison, Kind, OneSided, Side
from relations_tui.query.timeline import parse_at
from relations_tui.query.world import World

FAR = 12
"""Months that two layers may lie apart before it is said."""


class Weighed(Compared, frozen=True, kw_only=True):
    """A pair on both sides, and what both scores rest on."""

    left_evidence: float
    """In the unit of the left side's layer."""
    right_evidence: float
    """In that of the right side's."""


class CompareReport(msgspec.Struct, frozen=True):
    """Where both sides differ, the largest difference first."""

    kind: Kind
    left: Side
    right: Side
    unit: str
    """Of the differences: points of score, or percentiles."""
    method: str
    focus: str
    """The region or the countries that both of a pair are of; "" is the world."""
    pairs: int
    """How many both sides know."""
    different: int
    correlation: float | None
    """Spearman's, of two layers."""
    notes: tuple[str, ...]
    """What to bear in mind, such as layers that end in different years."""
    rows: tuple[Weighed, ...]
    only_left: int
    """Pairs known on the left side only: their difference is not known, and not 0."""
    only_right: int
    left_pairs: tuple[OneSided, ...]
    """Those pairs, as many as there are rows at most."""
    right_pairs: tuple[OneSided, ...]


def compare_report(
    world: World, found: Comparison, focus: str = "", limit: int | None = None
) -> CompareReport:
    """A comparison with its first ``limit`` rows; None: all."""
    return CompareReport(
        kind=found.kind,
        left=found.left,
        right=found.right,
        unit="percentiles" if found.kind == "layers" else "points",
        method=method(found),
        focus=focus,
        pairs=len(found),
        different=found.changed,
        correlation=found.correlation,
        notes=tuple(notes(found)),
        rows=tuple(weighed(world, found, found.row(i)) for i in islice(range(len(found)), limit)),
        only_left=len(found.only_left),
        only_right=len(found.only_right),
        left_pairs=tuple(found.one_sided(left=True)[:limit]),
        right_pairs=tuple(found.one_sided(left=False)[:limit]),
    )


def weighed(world: World, found: Comparison, row: Compared) -> Weighed:
    """A row with what both of its scores rest on, each in the unit of its layer."""
    there = Pair(row.a, row.b)
    back = Pair(row.b, row.a) if found.kind == "directions" else there
    left, right = (
        world.evidence(world.layers[side.layer], pair, parse_at(side.period))
        for side, pair in ((found.left, there), (found.right, back))
    )
    return Weighed(**asdict(row), left_evidence=left, right_evidence=right)


def method(found: Comparison) -> str:
    """How the difference is counted, in a sentence."""
    if found.kind == "dates":
        return f"points gained from {found.left.period} to {found.right.period}"
    if found.kind == "directions":
        return "points that the way there has over the way back"
    return f"percentiles that {found.left.title} ranks a pair higher, of all that both know"


def notes(found: Comparison) -> list[str]:
    """What to bear in mind."""
    said = []
    left, right = found.left, found.right
    if found.kind == "layers":
        apart = abs(parse_at(left.period) - parse_at(right.period))
        if apart >= FAR:
            years = apart // 12
            said.append(
                f"{left.title} is of {left.period}, {right.title} of {right.period}: "
                f"{years} year{'s' if years > 1 else ''} apart"
            )
    counts = ((left, len(found.only_left)), (right, len(found.only_right)))
    alone = [
        f"{count:,} known to {side.title} only"
        if found.kind == "layers"
        else f"{count:,} known in {side.period} only"
        for side, count in counts
        if count
    ]
    if alone and found.kind != "directions":
        what = "left out" if found.kind == "layers" else "change not known"
        said.append(f"{what}: {', '.join(alone)}")
    if found.kind == "dates" and found.layer.method == "conflict":
        said.append("years without a conflict have no score: a war that begins is not among these")
    if found.kind == "directions" and len(found.only_left):
        said.append(f"{len(found.only_left):,} known one way only are left out")
    return said


COMPARE_HEAD = [
    "a", "b", "left", "right", "difference", "left_rank", "right_rank", "left_evidence",
    "right_evidence",
]  # fmt: skip
"""The columns of a comparison as a table."""


def compare_cells(report: CompareReport) -> list[list[object]]:
    """A row a pair; pairs known on one side only have their difference empty, and come last."""
    rows: list[list[object]] = [
        [row.a, row.b, row.left, row.right, round(row.difference, 2), _rank(row.left_rank),
         _rank(row.right_rank), round(row.left_evidence, 2), round(row.right_evidence, 2)]
        for row in report.rows
    ]  # fmt: skip
    alone = [[one.a, one.b, one.score, None] for one in report.left_pairs]
    alone += [[one.a, one.b, None, one.score] for one in report.right_pairs]
    return rows + [[*one, *[None] * (len(COMPARE_HEAD) - 4)] for one in alone]


def _rank(rank: float | None) -> float | None:
    return None if rank is None else round(rank, 2)
