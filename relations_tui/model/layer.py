"""Layers: the indicators of relations, and their matrix at one date."""

from array import array
from typing import Literal

import msgspec

from relations_tui.model.period import Frequency
from relations_tui.model.record import Brought

Method = Literal["balance", "agreement", "distance", "conflict", "travel", "given"]
"""The methods that score a layer's own series."""

NO_DATA = -32768
"""In a frame: no data. Never 0, which is a score."""


class Layer(Brought, frozen=True, omit_defaults=True):
    """An indicator of relations between two countries, on a scale of -10 to +10."""

    id: str
    title: str
    method: Method | Literal["composite"]
    """Which module of ``scoring`` turns its series into scores; ``composite``: it has none."""
    frequency: Frequency
    directed: bool
    high_means: str
    low_means: str
    empty_means: str
    """What a cell without a value says: "no data", or "no armed conflict recorded"."""
    evidence_unit: str
    source: str
    citation: str
    licence: str
    how: str
    """How the score is computed, in words an analyst can repeat."""
    defects: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    """The periods that have a frame, in order: ``2018-01`` .. or ``1946`` .. ."""
    observed: dict[str, int] = msgspec.field(default_factory=dict)
    """Days observed in each period, where not every day was."""
    hold: bool = False
    """True where a value stands until the next change (visa rules); else a period may be a gap."""
    floor: float = 0.0
    """Evidence below this is no data."""
    prior: float = 0.0
    """Pseudo-evidence k: draws scores that rest on little evidence towards 0. In evidence units."""
    half_life: float = 0.0
    """Months after which an event weighs half; 0 for layers without memory."""
    weights: dict[str, tuple[float, float]] = msgspec.field(default_factory=dict)
    """Per strand of evidence, what one unit of its cooperation and of its conflict weighs."""
    parts: dict[str, float] = msgspec.field(default_factory=dict)
    """Of a composite: the layers that it is made of, and their weights."""


class Frame(msgspec.Struct, frozen=True):
    """All scores of a layer in one period.

    ``scores[i]`` belongs to the i-th pair of the layer's pair index (``Source.pairs``), in
    hundredths (-1000..1000) or ``NO_DATA``. The last element is always ``NO_DATA``, so that index
    -1 stands for a pair that the layer does not have.
    """

    layer: str
    period: str
    scores: "array[int]"
