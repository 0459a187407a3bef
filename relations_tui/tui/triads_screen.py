"""Triads: who is caught between friends that are foes, and what would balance it."""

from collections.abc import Iterable

from textual.widget import Widget

from relations_tui.model.country import Pair
from relations_tui.model.user import View
from relations_tui.query.triads import Tense, solid, time_line
from relations_tui.report import wording
from relations_tui.report.triads import (
    TRIADS_HEAD,
    TenseTriad,
    date_of,
    find_tense,
    told,
    triad_cells,
    triads_report,
    would_balance,
)
from relations_tui.tui import triad_lines
from relations_tui.tui.answer import Answer
from relations_tui.tui.drawing import Drawing
from relations_tui.tui.lines import Line, indented
from relations_tui.tui.listing import Listing
from relations_tui.tui.ranked_screen import RankedScreen

SCOPES = ("country", "pair", "world")
BANDS = (0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 5.0)
EXPORTED = 500


class TriadsScreen(RankedScreen):
    """The imbalanced triads of a country, a pair or the world, and the one under the cursor."""

    VIEW = "triads"
    DEFAULT_CSS = """
    TriadsScreen #head { height: 4; }
    TriadsScreen #told { height: 8; }
    """

    def __init__(self, view: View) -> None:
        super().__init__(view)
        scope = view.options.get("scope", "country")
        self._scope = scope if scope in SCOPES else "country"
        row, column = view.options.get("of", f"{view.country or view.row}-{view.column}").split("-")
        self._of = Pair(row, column if column != row else view.row)
        self._band = _band(view.options.get("band", ""))
        self._thin = view.options.get("thin") == "yes"
        """Whether those are listed that rest on little."""
        self._answer: Answer[Tense | None] = Answer(self, self._show)

    @property
    def crumb(self) -> str:
        """What it is."""
        return f"triads of {self._whose_codes}"

    @property
    def _whose_codes(self) -> str:
        return {"country": self._of.a, "pair": self._of.key, "world": self.where}[self._scope]

    @property
    def options(self) -> dict[str, str]:
        """Whose triads, and from which score on a pair has a sign."""
        of = f"{self._of.a}-{self._of.b}"
        return {
            **super().options, "scope": self._scope, "of": of, "band": f"{self.band:g}",
            "thin": "yes" if self._thin else "no",
        }  # fmt: skip

    @property
    def band(self) -> float:
        """The neutral band: that of the settings unless another was chosen here."""
        return self.app.session.neutral_band if self._band is None else self._band

    @property
    def least(self) -> float:
        """The evidence that each pair of a triad rests on at the least."""
        return 0.0 if self._thin else solid(self.world, self.looking.layer)

    @property
    def members(self) -> tuple[str, ...]:
        """The countries that all triads listed have."""
        return {"country": (self._of.a,), "pair": tuple(self._of), "world": ()}[self._scope]

    def compose_body(self) -> Iterable[Widget]:
        """The census, the list, the triad under the cursor."""
        yield Drawing(id="head")
        yield Listing(head=1, id="list")
        yield Drawing(id="told")

    def draw(self) -> None:
        """Ask for the triads; those there were stay meanwhile."""
        world, looking = self.world, self.looking
        layer, of, among, band = looking.layer, self.members, self.among, self.band
        least = self.least
        self.countries()  # a focus that means nothing any more is given up
        at, _ = date_of(layer, looking.at)
        key = (world, layer.id, at, of, among, band, least)
        self._answer.ask(key, lambda _job: find_tense(world, layer, at, of, among, band, least))
        self._show()

    def _show(self) -> None:
        found, width = self._answer.value, self.size.width - 2
        stale = self._answer.is_stale
        if found is None:
            what = "being worked out" if stale else self._answer.trouble or "no data"
            head: list[Line] = [[(f"Triads of {self._whose}: {what}", "name")], []]
        else:
            head = triad_lines.head(
                self.looking.layer, found, self._whose, (self.band, self.least),
                (width, self.size.height), stale=stale,
            )  # fmt: skip
        self.query_one("#head", Drawing).show(indented(head))
        self.listing.show(
            0 if found is None else len(found),
            self._row,
            head=lambda _y, width: triad_lines.columns(width),
            empty="" if stale else "no imbalanced triad here: every closed one is balanced",
        )
        self._follow()

    @property
    def _whose(self) -> str:
        names = [self.world.countries[iso3].name for iso3 in self.members]
        return " and ".join(names) or self.where

    def _made(self, rank: int) -> TenseTriad | None:
        found = self._answer.value
        if found is None or rank >= len(found):
            return None
        looking = self.looking
        at, _ = date_of(looking.layer, looking.at)
        return told(self.world, looking.layer, at, found[rank], self.band)

    def _row(self, index: int, width: int) -> Line:
        found = self._made(index)
        return [] if found is None else triad_lines.row(self.world, found, width)

    # --- the one under the cursor -----------------------------------------------------------------

    @property
    def _under(self) -> TenseTriad | None:
        return self._made(self.listing.cursor)

    def _follow(self) -> None:
        found, width = self._under, self.size.width
        room = 9 if self.size.height >= triad_lines.LOW else 4
        lines: list[Line] = []
        if found is not None:
            self.be_about(Pair(found.weakest.a, found.weakest.b))
            line = time_line(self.world, self.looking.layer, (found.a, found.b, found.c), self.band)
            unit = self.looking.layer.evidence_unit
            lines = triad_lines.told(found, line, unit, (width - 2, room))
        rule: Line = [("─" * width, "faint")]
        self.query_one("#told", Drawing).show([rule, *indented(lines)], height=room + 1)

    def on_listing_moved(self, _event: Listing.Moved) -> None:
        """Another triad."""
        self._follow()

    # --- keys -------------------------------------------------------------------------------------

    def action_scope(self) -> None:
        """Of the country, of the pair, of all."""
        scope = SCOPES[(SCOPES.index(self._scope) + 1) % len(SCOPES)]
        self._scope = "world" if scope == "pair" and self._of.a == self._of.b else scope
        self.listing.go_to(0)
        self.arrived()

    def action_band(self, by: int) -> None:
        """A wider or narrower neutral band."""
        known = sorted({*BANDS, self.band})
        here = known.index(self.band) + by
        if not 0 <= here < len(known):
            self.say(f"the {'narrowest' if by < 0 else 'widest'} band: {self.band:g}")
            return
        self._band = known[here]
        self.arrived()

    def action_thin(self) -> None:
        """Also triads that rest on little, or not."""
        self._thin = not self._thin
        self.listing.go_to(0)
        self.arrived()

    # --- taking away ------------------------------------------------------------------------------

    @property
    def under_cursor(self) -> str:
        """The triad under the cursor in sentences."""
        found = self._under
        if found is None:
            return f"No imbalanced triad of {self._whose}."
        ties = ", ".join(f"{tie.a}-{tie.b} {wording.signed(tie.score)}" for tie in found.ties)
        return (
            f"{found.says}. {ties} in {self.looking.layer.title} {self.looking.period}; "
            f"tension {found.tension:.1f}. {would_balance(found)}."
        )

    def report(self) -> object:
        """The headless twin: ``relations triads``."""
        looking = self.looking
        return triads_report(
            self.world, looking.layer, looking.at, of=self.members, among=self.among,
            band=self.band, least=self.least, limit=EXPORTED,
        )  # fmt: skip

    def table(self) -> tuple[list[str], list[list[object]]]:
        """A row a triad."""
        found = self._answer.value
        count = 0 if found is None else min(len(found), EXPORTED)
        made = [one for one in map(self._made, range(count)) if one is not None]
        return list(TRIADS_HEAD), [triad_cells(one) for one in made]


def _band(text: str) -> float | None:
    """The band that a saved view had; None if it names none."""
    try:
        found = float(text)
    except ValueError:
        return None
    return found if 0 <= found < 10 else None
