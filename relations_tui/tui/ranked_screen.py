"""What the rankings of pairs share: a focus, the pair under the cursor, and the way to it."""

from msgspec.structs import replace

from relations_tui.errors import UsageError
from relations_tui.model.country import Pair
from relations_tui.model.user import View
from relations_tui.tui import hints
from relations_tui.tui.lines import fit
from relations_tui.tui.listing import Listing
from relations_tui.tui.prompt import Prompt
from relations_tui.tui.view_screen import ViewScreen

LEAST_NAMES = 18
"""Columns for two names below which codes say more."""


class RankedScreen(ViewScreen):
    """Pairs in an order, among the countries of a focus of its own."""

    VIEW = ""

    def __init__(self, view: View) -> None:
        super().__init__(view)
        self.among = view.options.get("focus", view.focus)
        """A region or a set of countries; "" is the world. The matrix keeps its own."""

    @property
    def where(self) -> str:
        """The focus, as a person reads it."""
        return self.among or "the world"

    @property
    def options(self) -> dict[str, str]:
        """The focus."""
        return {"focus": self.among}

    @property
    def listing(self) -> Listing:
        """The ranking."""
        return self.query_one("#list", Listing)

    def go_to(self, pair: Pair) -> None:
        """The view is about another pair."""
        self._about = replace(self._about, row=pair.a, column=pair.b)

    def names(self, a: str, b: str, width: int, *, directed: bool) -> str:
        """Both countries by name, by code where there is no room."""
        between = "→" if directed else "–"
        names = (self.world.countries[a].name, self.world.countries[b].name)
        told = f"{names[0]} {between} {names[1]}"
        if len(told) <= width:
            return told
        room = width - 3
        if room < LEAST_NAMES:
            return f"{a} {between} {b}"
        # The shorter name is whole if it leaves the other half of the room.
        first = max(room // 2, room - len(names[1])) if len(names[0]) > room // 2 else room // 2
        return f"{fit(names[0], first)} {between} {fit(names[1], room - min(first, len(names[0])))}"

    # --- focus ------------------------------------------------------------------------------------

    def countries(self) -> tuple[str, ...]:
        """The countries in focus; a focus that no longer means anything is given up."""
        looking = self.looking
        try:
            return self.world.order(looking.order, self.among, looking.at)
        except UsageError:
            self.among = ""
            return self.world.order(looking.order, "", looking.at)

    async def action_choose_focus(self) -> None:
        """Ask for a region or a set of countries."""
        await self.ask(Prompt("focus", "among", self._focus_hint))

    def _focus_hint(self, text: str) -> str:
        return hints.focus(self.world, self.looking, text)

    def action_world(self) -> None:
        """Among all states."""
        self._focus_on("")

    def _focus_on(self, focus: str) -> None:
        try:
            self.world.order(self.looking.order, focus, self.looking.at)
        except UsageError as error:
            self.say(str(error))
            return
        self.among = focus
        self.draw()

    def answered(self, purpose: str, text: str) -> None:
        """A focus."""
        if purpose == "focus":
            self._focus_on(text)
        else:
            super().answered(purpose, text)

    # --- the pair under the cursor ----------------------------------------------------------------

    def on_listing_chosen(self, _event: Listing.Chosen) -> None:
        """Enter: the pair in large."""
        self.action_open("pair")

    def tone(self, hundredths: float) -> str:
        """The style of a difference: the colour of such a score, at most the strongest."""
        return f"score:{round(max(-1000.0, min(1000.0, hundredths)))}"
