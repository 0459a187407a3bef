"""The methods that are held side by side: their scales, what they are made of, who published them.

Words only: no numbers are worked out here, so that a screen has them at once.
"""

from dataclasses import dataclass
from typing import Literal

from relations_tui.model.layer import Layer, Method
from relations_tui.query.world import World

MethodId = Literal["goldstein", "tsinghua", "net", "agreement", "s", "kappa", "ideal"]


@dataclass(frozen=True, slots=True)
class Way:
    """A published way to put a number on the relations of a pair."""

    id: MethodId
    title: str
    rests_on: Method
    """The method of the layer whose data it is made of."""
    low: float
    """The end of its own scale that means conflict, or disagreement."""
    high: float
    """The other end; an ideal-point distance is 0 where two states vote alike."""
    digits: int
    made_of: str
    paper: str
    limits: str
    """What to mind."""
    same_as: MethodId | Literal[""] = ""
    """The method whose order of pairs it has by construction: it is no second opinion."""

    @property
    def signed(self) -> bool:
        """Whether its scale has two sides."""
        return self.low < 0 < self.high

    def level(self, value: float) -> float:
        """The value on -10..+10, as a colour or a small chart wants it."""
        share = (value - self.low) / (self.high - self.low)
        return 20.0 * min(1.0, max(0.0, share)) - 10.0


WAYS: tuple[Way, ...] = (
    Way(
        "goldstein", "Decayed balance", "balance", -10, 10, 1,
        "10 (C - K) / (C + K + k) of cooperation C and conflict K in news up to the month, each "
        "month weighing half as much every half-life",
        "Goldstein (1992), A Conflict-Cooperation Scale for WEIS Events Data, JCR 36(2)",
        "the decay and k are our own choice; the layer has them under i",
    ),
    Way(
        "tsinghua", "Tsinghua monthly", "balance", -9, 9, 1,
        "a state that each month's news moves by at most 1: good news less where relations are "
        "good already, bad news less where they are bad; from 0 at the first news",
        "Yan and Zhou (2004), The Quantitative Measurement of Bilateral Relations, Zhongguo "
        "Shehui Kexue 2004(6)",
        "the authors read each event by hand; here the month's tone C - K is scaled by its volume "
        "C + K + k; begins at 0, and a month without news changes nothing",
    ),
    Way(
        "net", "Net cooperation", "balance", -1, 1, 2,
        "(C - K) / (C + K) of the month alone: no memory, no prior",
        "as Goldstein's balance; after Azar (1980), The Conflict and Peace Data Bank, JCR 24(1)",
        "jumps where a month has little news; below the layer's floor there is none",
    ),
    Way(
        "agreement", "UN agreement", "agreement", 0, 1, 2,
        "the share of joint roll calls of the year voted alike, half agreement counting half",
        "Lijphart (1963), The Analysis of Bloc Voting in the General Assembly, APSR 57(4)",
        "says who votes alike, not who is friendly",
    ),
    Way(
        "s", "S score", "agreement", -1, 1, 2,
        "1 - 2 x the mean distance of votes coded 1, 2, 3: twice the agreement less one, exactly",
        "Signorino and Ritter (1999), Tau-b or Not Tau-b, ISQ 43(1)",
        "the same order of pairs as UN agreement by construction: no second opinion",
        same_as="agreement",
    ),
    Way(
        "kappa", "Kappa", "agreement", -1, 1, 2,
        "agreement beyond chance; it needs single roll calls: how often each state votes yes, "
        "abstains, and no, which counts of joint, same and opposed votes do not say",
        "Cohen (1960); for votes Häge (2011), Choice or Circumstance?, Political Analysis 19(3)",
        "the range is all that these counts leave: the truth may lie anywhere in it; it has no "
        "place on the ruler",
    ),
    Way(
        "ideal", "Ideal points", "distance", 4, 0, 2,
        "the distance of both states' positions in UN votes, in standard deviations; 0 is alike",
        "Bailey, Strezhnev and Voeten (2017), Estimating Dynamic State Preferences, JCR 61(2)",
        "one line stands for all of politics; a smaller distance ranks higher",
    ),
)  # fmt: skip
"""In the order they are shown."""

RANKED: tuple[Way, ...] = tuple(way for way in WAYS if way.id != "kappa")
"""Those that have one value a pair, and so a percentile."""
OPINIONS: tuple[Way, ...] = tuple(way for way in RANKED if not way.same_as)
"""Those that can disagree."""


def layer_of(world: World, way: Way) -> Layer | None:
    """The layer whose data a method is made of: the first that is scored so; None without one."""
    return next((one for one in world.layers.values() if one.method == way.rests_on), None)
