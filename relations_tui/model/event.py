"""Events, projects and markers: what happened, who says so, and how far to believe it."""

from itertools import combinations
from typing import Literal, get_args

import msgspec

from relations_tui.model.country import Pair
from relations_tui.model.period import Precision, precision
from relations_tui.model.record import Brought

Status = Literal["recorded", "stated", "claimed", "coded", "disputed"]
STATUSES: tuple[Status, ...] = get_args(Status)

STATUS_MEANS: dict[Status, str] = {
    "recorded": "on record: established by independent or official records",
    "stated": "an official's statement, by name: said, not verified",
    "claimed": "said by an interested party, not confirmed",
    "coded": "read off news by a machine: about three in four are not what the code says",
    "disputed": "denied by a party, or contradicted by another record",
}


class Event(Brought, frozen=True, omit_defaults=True):
    """Something that one or more states did to, or with, one or more others."""

    id: str
    date: str
    """Reduced ISO 8601; its length is its precision."""
    kind: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    status: Status
    feed: str
    """The collection it is from, as a citation would name it; ``via`` is how it came here."""
    cameo: str = ""
    goldstein: float | None = None
    """Goldstein (1992) value of the CAMEO code, -10..+10; None for events that are not scored."""
    end: str = ""
    summary: str = ""
    actors: str = ""
    """The actor names as the coder read them: the first place to look for a misreading."""
    speaker: str = ""
    quote: str = ""
    response: str = ""
    """What the other side said, or that it did not answer."""
    url: str = ""
    grade: str = ""
    """NATO Admiralty code: source reliability A-F, information credibility 1-6."""
    mentions: int = 0
    flag: str = ""
    """Why this record may be wrong, where a known defect of the source applies."""

    @property
    def precision(self) -> Precision:
        """How exactly the date is known."""
        return precision(self.date)

    @property
    def countries(self) -> tuple[str, ...]:
        """All states that take part, each once, sorted."""
        return tuple(sorted({*self.sources, *self.targets}))

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """Every pair of states that take part, undirected."""
        return tuple(Pair(a, b) for a, b in combinations(self.countries, 2))


class Project(Brought, frozen=True, omit_defaults=True):
    """A standing undertaking of several states, tied to every pair of its members."""

    id: str
    title: str
    members: tuple[str, ...]
    since: str
    summary: str
    status: Status
    feed: str
    grade: str = ""
    until: str = ""


class Marker(Brought, frozen=True, omit_defaults=True):
    """A dated turning point, drawn on the trends of the countries it concerns."""

    id: str
    date: str
    title: str
    countries: tuple[str, ...]
    status: Status
    feed: str
    grade: str = ""


class CameoCode(msgspec.Struct, frozen=True):
    """A CAMEO event code with its Goldstein value and our own short label."""

    code: str
    """A string: leading zeros count."""
    label: str
    root: str
    quad: int
    """1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""
    goldstein: float
    kind: str
    """The kind of event that the code's root stands for."""


KINDS: dict[str, str] = {
    "statement": "Statement",
    "appeal": "Appeal",
    "intent": "Intent to cooperate",
    "consult": "Consultation",
    "diplomacy": "Diplomatic cooperation",
    "cooperation": "Material cooperation",
    "aid": "Aid",
    "yield": "Concession",
    "investigate": "Investigation",
    "demand": "Demand",
    "disapprove": "Disapproval",
    "reject": "Rejection",
    "threaten": "Threat",
    "protest": "Protest",
    "posture": "Force posture",
    "reduce": "Reduced relations",
    "coerce": "Coercion",
    "assault": "Assault",
    "fight": "Fighting",
    "mass_violence": "Mass violence",
    "visit": "Visit",
    "agreement": "Agreement",
    "arms_transfer": "Arms transfer",
    "sanctions": "Sanctions",
    "conflict": "Armed conflict",
    "war_onset": "Conflict begins",
    "visa": "Visa rule",
    "covid_ban": "Covid travel ban",
    "article": "News article",
}
"""Kinds of event and their names. The first twenty are the CAMEO roots 01 to 20, in order."""

ROOT_KINDS: tuple[str, ...] = tuple(KINDS)[:20]
