"""Armed conflict between two states, or on one side.

From the UCDP/PRIO Armed Conflict Dataset (Gleditsch et al. 2002; Davies et al. 2025): opposed at
war (1,000 battle deaths a year) -10, opposed in minor conflict -6, on one side at war +6, in minor
conflict +4. The numbers are our own, ordinal choice. Opposition outweighs any common cause.
"""

from relations_tui.model.layer import Layer
from relations_tui.model.score import Contribution, Explanation, Point
from relations_tui.model.series import ConflictSeries, ConflictYear

_SCORES: dict[tuple[bool, int], float] = {
    (True, 2): -10.0,
    (True, 1): -6.0,
    (False, 1): 4.0,
    (False, 2): 6.0,
}

MEANS = {
    -10.0: "opposed in war", -6.0: "opposed in minor conflict",
    4.0: "on one side in minor conflict", 6.0: "on one side in war",
}  # fmt: skip
"""What each score says."""


def year_score(entry: ConflictYear) -> float:
    """The score of one conflict in one year."""
    return _SCORES[entry.opposed, entry.intensity]


def _decisive(series: ConflictSeries, year: int) -> ConflictYear | None:
    entries = [e for e in series.years if e.year == year]
    opposed = [e for e in entries if e.opposed]
    return max(opposed or entries, key=lambda e: e.intensity, default=None)


def _describe(entry: ConflictYear) -> str:
    side = "opposed" if entry.opposed else "on one side"
    scale = "war, 1,000 deaths or more" if entry.intensity == 2 else "minor conflict"
    return f"{side} in {scale}, over {entry.over} (UCDP {entry.conflict})"


def trend(series: ConflictSeries, layer: Layer) -> list[Point]:
    """The score in every year of the layer; None in years without a recorded conflict."""
    points = []
    for text in layer.periods:
        entry = _decisive(series, int(text))
        if entry is None:
            points.append(Point(int(text), None, 0.0))
        else:
            points.append(Point(int(text), year_score(entry), 1.0, _describe(entry)))
    return points


def explain(series: ConflictSeries, layer: Layer, year: int) -> Explanation:
    """The conflict that decides the year's score; others of the year are listed at 0."""
    entry = _decisive(series, year)
    date = str(year)
    if entry is None:
        return Explanation(layer.id, date, None, 0.0, (), layer.empty_means)
    entries = [e for e in series.years if e.year == year]
    contributions = tuple(
        Contribution(_describe(e), year_score(e) if e is entry else 0.0, date, "recorded", layer.id)
        for e in sorted(entries, key=lambda e: e is not entry)
    )
    method = "war -10, minor conflict -6, allied at war +6, in minor conflict +4; opposed decides"
    return Explanation(layer.id, date, year_score(entry), len(entries), contributions, method)
