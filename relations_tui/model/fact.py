"""Facts: country-level figures, shown with a country."""

from relations_tui.model.record import Brought


class Fact(Brought, frozen=True, omit_defaults=True):
    """One indicator of one country in one year."""

    key: str
    """The country."""
    indicator: str
    """The source's own code, ``MS.MIL.MPRT.KD``."""
    title: str
    date: str
    value: float
    unit: str = ""
    feed: str = ""
    """Where the figure is from."""

    @property
    def id(self) -> str:
        """``AZE/MS.MIL.MPRT.KD/2016``."""
        return f"{self.key}/{self.indicator}/{self.date}"
