"""What data/VALIDATION.md claims of the overall score holds on the data that are shipped."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from relations_tui.model.period import month
from relations_tui.model.user import View
from relations_tui.query.derived import WEIGHTS
from relations_tui.query.labels import read_labels
from relations_tui.query.world import World
from relations_tui.report.validation import validation_report

DATA = Path(__file__).parents[2] / "data"
LABELS = DATA / "labels"
PAGE = (DATA / "VALIDATION.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    """A part of the page."""
    return PAGE.split(f"## {title}\n")[1].split("\n## ")[0]


@pytest.mark.parametrize("truth", ["severed_relations", "ucdp_primary", "ucdp_opposed"])
def test_the_page_says_what_the_program_finds(world: World, truth: str) -> None:
    labels = read_labels(world, (LABELS / f"{truth}.csv").read_text(encoding="utf-8"))
    report = validation_report(world, labels, truth, since=month("2021-01"), resamples=100)
    page = section(f"{truth}, 2021 to 2025: not seen by the choice")
    assert report.set_aside == ()
    assert len(report.layers) == 6
    for fit in report.layers:
        figure = "  -  " if fit.auc is None else f"{fit.auc.value:.3f}"
        assert f"  {fit.layer:<11} {figure}" in page
    for one in report.calibration:
        assert f"{one.hostile:>5,} of {one.units:>7,}" in page


def test_the_weights_are_those_that_rank_first_on_the_years_of_the_choice(world: World) -> None:
    found = spec_from_file_location("validate", DATA / "validate.py")
    assert found is not None
    assert found.loader is not None
    validate = module_from_spec(found)
    found.loader.exec_module(validate)
    means: dict[str, float] = {}
    for truth in validate.TRUTHS:
        labels = read_labels(world, (LABELS / f"{truth}.csv").read_text(encoding="utf-8"))
        for weights, auc in validate.aucs(world, labels).items():
            means[weights] = means.get(weights, 0.0) + auc / len(validate.TRUTHS)
    assert max(means, key=lambda weights: means[weights]) == validate.named(WEIGHTS)
    for weights, mean in means.items():
        assert any(
            line.startswith(f" {mean:.3f}") and weights in line
            for line in section("The choice, on 2018 to 2020").splitlines()
        )


def test_it_is_not_the_layer_the_app_opens_on_as_it_does_not_win_everywhere(world: World) -> None:
    assert View().layer == "events"
    labels = read_labels(world, (LABELS / "ucdp_primary.csv").read_text(encoding="utf-8"))
    report = validation_report(world, labels, "wars", since=month("2021-01"), resamples=100)
    against = {fit.layer: fit.overall_is_better for fit in report.layers}
    assert against["events"] is not None
    assert against["events"].value < 0
