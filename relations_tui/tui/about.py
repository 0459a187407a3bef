"""What a layer is made of, and the whole of SOURCES.md."""

from textual.content import Content

from relations_tui.model.layer import Layer
from relations_tui.tui.reader import Reader


def about_layer(layer: Layer, sources: str) -> Reader:
    """The layer's meaning, method, source and defects, then the sources of all the data."""
    span = f"{layer.periods[0]} to {layer.periods[-1]}, by {layer.frequency}"
    rules = [f"-10 {layer.low_means}, +10 {layer.high_means}; empty: {layer.empty_means}"]
    if layer.floor:
        rules.append(f"no data below {layer.floor:g} {layer.evidence_unit}")
    if layer.half_life:
        rules.append(f"half-life {layer.half_life:g} months, pseudo-evidence {layer.prior:g}")
    rules += [
        f"a unit of {strand} weighs {coop:g} (cooperation), {conf:g} (conflict)"
        for strand, (coop, conf) in layer.weights.items()
    ]
    facts = (
        ("Span", span),
        ("Scale", "; ".join(rules)),
        ("How computed", layer.how),
        ("Source", layer.source),
        ("Citation", layer.citation),
        ("Licence", layer.licence),
        ("Known defects", "\n".join(layer.defects)),
    )
    parts: list[tuple[str, str] | str] = [(f"{layer.title}\n", "bold $accent")]
    for title, text in facts:
        parts += [(f"\n{title}\n", "bold $secondary"), f"{text}\n"]
    parts += [("\nAll sources\n\n", "bold $accent"), sources.replace("**", "")]
    return Reader(Content.assemble(*parts))
