"""The partners of a country as a list: bars from the middle, the score, its change, its trend."""

from collections.abc import Sequence
from dataclasses import dataclass

from relations_tui.model.layer import NO_DATA
from relations_tui.query.partners import Partner, Partners, Ranking
from relations_tui.report import wording
from relations_tui.tui.diverging import bar_of
from relations_tui.tui.lines import Line, fit, tone_of_change
from relations_tui.tui.listing import Listing
from relations_tui.tui.sparkline import braille

STILL = 4.0
"""Points of score that a trend must move to fill the height of its line."""


@dataclass(frozen=True)
class Standing:
    """What the list shows."""

    partners: Partners
    at: int
    """The month."""
    ranked: list[Partner]
    """In the order shown, those without data last."""
    by: Ranking
    among: str
    """The region that they are of; "" is the world."""
    back: bool
    """Whether scores are from the partners to the country, in a directed layer."""

    @property
    def title(self) -> str:
        """How many have a score, of how many, in what order."""
        known = sum(one.has_data for one in self.ranked)
        where = f" in {self.among}" if self.among else ""
        return f"{known} of {len(self.ranked)}{where}, by {self.by}"


@dataclass(frozen=True)
class _Columns:
    """Widths at a width of the list."""

    name: int
    bar: int
    trend: int
    evidence: bool
    """Whether it has a column."""


class PartnerList(Listing):
    """Draws the partners in sight; those out of sight cost nothing."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(head=2, id=id)
        self._standing: Standing
        self._is_quick = True
        """Until its first frame: the trends, each read for itself, come with the second one."""

    def rank(self, standing: Standing, cursor: int) -> None:
        """Show the partners, with the cursor on a row."""
        self._standing = standing
        empty = f"no state in {standing.among or 'the world'} at this date"
        self.show(len(standing.ranked), self._partner, empty=empty, head=self._above, cursor=cursor)
        if self._is_quick:
            self.call_after_refresh(self._complete)

    def _complete(self) -> None:
        self._is_quick = False
        self.refresh()

    def _columns(self, width: int) -> _Columns:
        evidence = width >= 78
        trend = 24 if width >= 86 else 12
        bar = 20 if width >= 76 else 12 if width >= 60 else 8
        name = width - 4 - bar - 7 - 7 - trend - (10 if evidence else 0)
        if self._standing.partners.layer.directed:
            name -= 7
        return _Columns(min(max(8, name), 30), bar, trend, evidence)

    def _above(self, y: int, width: int) -> Line:
        """Which country, how many partners in what order; then the heads of the columns."""
        if y == 0:
            return self._title(width)
        columns = self._columns(width)
        back = f"{'back':>7}" if self._standing.partners.layer.directed else ""
        rests = f"{'evidence':>10}" if columns.evidence else ""
        room = " " * (columns.name + 5 + columns.bar)
        return [(f"{room} {'score':>6} {'change':>6}{back}{rests} trend", "head")]

    def _title(self, width: int) -> Line:
        standing = self._standing
        partners, told = standing.partners, standing.title
        country = partners.world.countries[partners.iso3]
        name = fit(country.name, max(8, width - len(told) - 3))
        more = ", ".join(filter(None, (country.subregion or country.region, country.capital)))
        if partners.layer.directed:
            more = "from others to it" if standing.back else "from it to others"
        more = f"  {more}" if len(more) + len(name) + len(told) + 5 <= width else ""
        gap = " " * (width - len(name) - len(more) - len(told) - 2)
        return [(f" {name}", "name"), (f"{more}{gap}", "dim"), (told, "dim")]

    def _partner(self, index: int, width: int) -> Line:
        standing, columns = self._standing, self._columns(width)
        one, partners = standing.ranked[index], standing.partners
        layer, name = partners.layer, partners.world.countries[one.iso3].name
        front: Line = [
            (f"{one.iso3} ", "dim"),
            (f"{fit(name, columns.name):<{columns.name}} ", "text"),
        ]
        if not one.has_data:
            text = f"· {layer.empty_means}"
            if layer.directed and one.back != NO_DATA:
                text += f"; the other way {wording.signed(one.back / 100)}"
            return [*front, (text, "faint")]
        tone = f"score:{one.score}"
        line: Line = [
            *front,
            (f"{bar_of(one.score, 1000, columns.bar)}{wording.signed(one.score / 100):>6}", tone),
            (
                f"{_change(one):>7}",
                tone_of_change(None if one.change is None else one.change / 100),
            ),
        ]
        if layer.directed:
            back = "·" if one.back == NO_DATA else wording.signed(one.back / 100)
            line.append((f"{back:>7}", "dim" if one.back == NO_DATA else f"score:{one.back}"))
        if self._is_quick:
            return line
        if columns.evidence:
            amount = partners.evidence(one.iso3, standing.at, back=standing.back)
            line.append((f"{wording.amount(amount):>10}", "dim"))
        points = partners.trend(one.iso3, standing.at, back=standing.back)
        return [*line, (" ", ""), *sparks(points[-columns.trend :])]


def sparks(points: Sequence[float | None]) -> Line:
    """A trend as a fine line, a column for each period; a gap stays empty.

    Its scale is its own, for the numbers beside it say how high it is: it shows the shape. A trend
    that moves less than ``STILL`` points is drawn as still.
    """
    known = [value for value in points if value is not None]
    if not known:
        return [(" " * len(points), "")]
    middle, last = (max(known) + min(known)) / 2, known[-1]
    half = max(STILL, max(known) - min(known)) / 2
    from_middle = [None if value is None else value - middle for value in points]
    (text,) = braille(from_middle, len(points), 1, half)
    return [(text, f"score:{500 if last >= 1 else -500 if last <= -1 else 0}")]


def _change(one: Partner) -> str:
    return "" if one.change is None else wording.signed(one.change / 100)
