"""A score in sentences: for a screen reader, a clipboard, a caption."""

from relations_tui.model.country import Pair
from relations_tui.model.layer import Layer
from relations_tui.query.world import World
from relations_tui.report import wording
from relations_tui.report.pair import meaning


def summary(world: World, layer: Layer, pair: Pair, at: int, today: str) -> str:
    """What a layer says of a pair in the month ``at``, with change, evidence, source and age."""
    a, b = world.countries[pair.a].name, world.countries[pair.b].name
    if pair.a == pair.b:
        return f"{a}: no score of a country with itself."
    reading = world.reading(layer, pair, at)
    between = "to" if layer.directed else "and"
    said = [f"{a} {between} {b}, {layer.title}, {reading.period or 'before the first date'}:"]
    if reading.score is None:
        said.append(f"{layer.empty_means}.")
    else:
        score = f"{wording.signed(reading.score)} on a scale of -10 to +10"
        said.append(f"{score}, {meaning(layer, reading.score)}.")
        if reading.change is not None:
            said.append(f"Changed by {wording.signed(reading.change)} since {reading.change_from}.")
        rests = wording.weight(reading.evidence, layer.evidence_unit)
        said.append(reading.note or f"It rests on {rests}.")
    newest = layer.periods[-1]
    said.append(
        f"Data to {newest}, {wording.age(newest, today)}. Source: {layer.source.rstrip('.')}."
    )
    return " ".join(said)
