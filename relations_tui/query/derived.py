"""Layers that are made of others: the overall relation score.

Its weights are those that told hostile pairs from others best in 2018-2020; ``data/VALIDATION.md``
has the choice, and how it fared on later years and on another truth.
"""

from collections.abc import Mapping

from relations_tui.model.layer import Layer

OVERALL = "overall"
WEIGHTS = {"events": 0.7, "alignment": 0.3}
"""By layer; the first is the backbone."""


def overall(layers: Mapping[str, Layer]) -> Layer | None:
    """The layer of the overall score; None if a part of it is not there, or its id is taken."""
    parts = [layers[name] for name in WEIGHTS if name in layers]
    if len(parts) < len(WEIGHTS) or OVERALL in layers:
        return None
    news, votes = parts
    share = " + ".join(f"{weight:g} x {layers[name].title}" for name, weight in WEIGHTS.items())
    return Layer(
        id=OVERALL,
        title="Overall score",
        method="composite",
        frequency="month",
        directed=False,
        high_means="friendly overall",
        low_means="hostile overall",
        empty_means="no data",
        evidence_unit=news.evidence_unit,
        source=f"{news.title} and {votes.title}",
        citation=f"{news.citation}; {votes.citation}",
        licence=f"{news.licence}; {votes.licence}",
        how=(
            f"{share}. Without news there is no score; without {votes.title} the news stands "
            f"alone. The last ideal points stand for three years more. The band is 90 %: the news "
            "by leaving out a month at a time (jackknife), the ideal points by their own bounds. "
            "The weights were chosen on severed diplomatic relations and wars of 2018 to 2020, and "
            "tested on later ones: relations validate-scores."
        ),
        defects=(
            "not the default: it tells severed relations from others better than the news alone, "
            "but armed conflict slightly worse",
            "the weights rest on few hostile pairs; the band leaves out what the sources get wrong",
            "all defects of its parts are its own",
        ),
        periods=news.periods,
        observed=news.observed,
        floor=news.floor,
        parts=WEIGHTS,
    )
