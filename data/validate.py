"""Choose the weights of the overall score, and say how far to trust it.

    python data/validate.py [--from ../shared/data]

Run by hand. Writes ``data/VALIDATION.md`` from the truths in ``data/labels``; with ``--from`` the
truths that are drawn from the UCDP dataset are written anew first. The choice sees only the years
to 2020 and of each truth only which pairs are hostile; all figures of later years are of pairs and
months that it has not seen.
"""

import argparse
import csv
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from relations_tui.cli.opening import open_headless  # noqa: E402
from relations_tui.cli.validation_commands import told_in_words  # noqa: E402
from relations_tui.model.period import month  # noqa: E402
from relations_tui.query.derived import WEIGHTS  # noqa: E402
from relations_tui.query.labels import Labels, read_labels  # noqa: E402
from relations_tui.query.validation import truth, units_of  # noqa: E402
from relations_tui.query.world import World  # noqa: E402
from relations_tui.report.validation import validation_report  # noqa: E402
from relations_tui.scoring.separation import Separation, Units  # noqa: E402

LABELS = HERE / "labels"
TRUTHS = {
    "severed_relations": "no diplomatic relations, for hostility; read by hand, each with a source",
    "ucdp_primary": "opposed in an armed conflict as its primary parties (UCDP 25.1)",
}
"""Those that the weights are chosen by."""
OTHERS = {
    "ucdp_opposed": "opposed in an armed conflict in any role (UCDP 25.1): also peacekeepers and "
    "coalitions, whose governments need not be hostile",
}
CHOSEN_BY = month("2020-12")
PARTS = ("events", "alignment")
LEAST_NEWS = 4
"""Tenths: news is the backbone."""
Weights = dict[str, float]


def candidates() -> Iterator[Weights]:
    """All weights in tenths that sum to one, with news as the backbone."""
    for tenths in product(range(11), repeat=len(PARTS)):
        if sum(tenths) == 10 and tenths[0] >= LEAST_NEWS:
            yield {name: n / 10 for name, n in zip(PARTS, tenths, strict=True) if n}


def aucs(world: World, labels: Labels) -> dict[str, float]:
    """The AUC of every candidate on the years to 2020, by its name."""
    found = truth(world, labels, None, CHOSEN_BY)
    scored = {name: units_of(world, world.layer(name), found)[0] for name in PARTS}
    units = scored[PARTS[0]]
    known = ~np.isnan(units.scores)
    result = {}
    for weights in candidates():
        total = np.zeros(len(units))
        shares = np.zeros(len(units))
        for name, weight in weights.items():
            has = ~np.isnan(scored[name].scores)
            total += np.where(has, weight * scored[name].scores, 0.0)
            shares += weight * has
        mixed = Units((total / np.maximum(shares, 1e-9))[known], units.hostile[known],
                      units.pairs[known])  # fmt: skip
        result[named(weights)] = Separation(mixed).auc()
    return result


def named(weights: Weights) -> str:
    """``0.7 events + 0.3 alignment``."""
    return " + ".join(f"{weight:g} {name}" for name, weight in weights.items())


def ucdp(source: Path) -> None:
    """The truths that UCDP gives: pairs opposed since 2018, by year."""
    opposed: dict[tuple[str, str, str], bool] = {}
    with (source / "ucdp_state_pairs_1946_2024.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["relation"] == "opposed" and row["year"] >= "2018":
                key = row["iso3_a"], row["iso3_b"], row["year"]
                primary = all(row[role].startswith("primary") for role in ("role_a", "role_b"))
                opposed[key] = opposed.get(key, False) or primary
    for name, wanted in (("ucdp_primary", True), ("ucdp_opposed", False)):
        kept = sorted(key for key, own in opposed.items() if own or not wanted)
        rows = [f"{a},{b},{year},{year},1" for a, b, year in kept]
        (LABELS / f"{name}.csv").write_text("\n".join(["a,b,from,to,label", *rows]) + "\n")


def main() -> None:
    """Write the page."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--from", dest="source", type=Path)
    parser.add_argument("--store", default=None)
    args = parser.parse_args()
    if args.source:
        ucdp(args.source)
    world = open_headless(args.store)
    labels = {
        name: read_labels(world, (LABELS / f"{name}.csv").read_text())
        for name in (*TRUTHS, *OTHERS)
    }
    by_truth = {name: aucs(world, labels[name]) for name in TRUTHS}
    means = {one: sum(a[one] for a in by_truth.values()) / len(by_truth)
             for one in next(iter(by_truth.values()))}  # fmt: skip
    ranked = sorted(means, key=lambda one: -means[one])
    page = (HERE / "input" / "validation.md").read_text(encoding="utf-8")
    lines = [page, "## The choice, on 2018 to 2020\n", "```",
             f"{'mean':>6} {'severed':>8} {'wars':>6}  weights"]  # fmt: skip
    ours = named(WEIGHTS)
    for one in ranked:
        severed, wars = (a[one] for a in by_truth.values())
        mark = "  <- the overall score" if one == ours else ""
        lines.append(f"{means[one]:>6.3f} {severed:>8.3f} {wars:>6.3f}  {one}{mark}")
    lines.append("```\n")
    for name, about in (TRUTHS | OTHERS).items():
        for title, since in (("2021 to 2025: not seen by the choice", month("2021-01")),
                             ("all years", None)):  # fmt: skip
            report = validation_report(world, labels[name], f"{name}.csv", since=since)
            lines += [f"## {name}, {title}\n", f"{about[0].upper()}{about[1:]}.\n", "```",
                      *told_in_words(report), "```\n"]  # fmt: skip
    (HERE / "VALIDATION.md").write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
