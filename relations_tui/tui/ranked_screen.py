"""What the rankings of pairs share: a focus, the pair under the cursor, and the way to it."""

from relations_tui.errors import UsageError
from relations_tui.model.user import View
from relations_tui.tui import hints
from relations_tui.tui.listing import Listing
from relations_tui.tui.prompt import Prompt
from relations_tui.tui.view_screen import ViewScreen

TALL = 30
"""Lines from which there is a line of air below the head."""


class RankedScreen(ViewScreen):
    """Pairs in an order, among the countries of a focus of its own."""

    VIEW = ""

    def __init__(self, view: View) -> None:
        super().__init__(view)
        self.among = view.options.get("focus", view.focus)
        """A region or a set of countries; "" is the world. The matrix keeps its own."""
        self._returns = False
        """Whether the first ranking is one that was left before."""
        self._trouble = ""
        """Why there is no ranking; "" if there is one."""

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

    def place(self, rank: int) -> int:
        """The row for the cursor in a new ranking, in which its pair has a rank (-1: none).

        Who is at the top stays there; else the cursor keeps its pair, also on the way back here.
        """
        keeps = self._returns or self.home is not self.listing or self.listing.cursor > 0
        self._returns = False
        return max(0, rank) if keeps else 0

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
        self.world.order(self.looking.order, focus, self.looking.at)
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
        """Enter."""
        self.choose()

    def choose(self) -> None:
        """Open the row under the cursor: the pair in large."""
        self.action_open("pair")
