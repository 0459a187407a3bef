"""Compute the bundled data from the datasets it rests on.

    python data/build.py --from ../shared/data

Run by hand. Writes ``data/bundle/<table>.json.xz``: the store's own tables, so that a first run
only unpacks them; and ``data/map.json.xz``, the outlines of the world map. The same input gives
the same bytes. Prose (labels, names, sources) comes from ``data/input`` and ``data/SOURCES.md``.
"""

import argparse
import lzma
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from data.steps.countries import cameo, countries, sources  # noqa: E402
from data.steps.events import coded_events, dossier, visa_events, war_onsets  # noqa: E402
from data.steps.outlines import packed_map  # noqa: E402
from data.steps.series import (  # noqa: E402
    balance_series,
    conflict_series,
    footing,
    history,
    position_series,
    travel_series,
    vote_series,
)
from relations_tui.model.event import Event  # noqa: E402
from relations_tui.model.layer import Layer, Method  # noqa: E402
from relations_tui.model.period import Frequency, month, month_text  # noqa: E402
from relations_tui.model.series import TravelSeries  # noqa: E402
from relations_tui.scoring import score_series  # noqa: E402
from relations_tui.store.tablefile import encode_table, with_key  # noqa: E402

SAMPLE = 0.41
"""The share of the period's files that the records of 2025 are from: whole files weigh less."""
DATA_VERSION = "2026.11"
Tables = dict[str, list[Any]]


def layer(
    name: str,
    title: str,
    method: Method,
    frequency: Frequency,
    text: Mapping[str, str],
    **more: Any,
) -> Layer:
    """A layer whose source, citation, licence, method and defects come from SOURCES.md."""
    return Layer(
        id=name,
        title=title,
        method=method,
        frequency=frequency,
        source=text["Source"],
        citation=text["Citation"],
        licence=text["Licence"],
        how=text["How computed"],
        defects=(text["Known defects"],),
        **more,
    )


def years(first: int, last: int) -> tuple[str, ...]:
    return tuple(str(year) for year in range(first, last + 1))


def months(first: str, last: str) -> tuple[str, ...]:
    return tuple(month_text(m) for m in range(month(first), month(last) + 1))


def layers(
    weights: tuple[float, float],
    days: Mapping[str, int],
    records: Iterable[Event],
    travel: Iterable[TravelSeries],
) -> list[Layer]:
    """The five bundled layers, in the order they are shown."""
    text = sources()
    observed = dict(days)
    for when, own in sorted(_days_by_month(records).items()):
        observed[when] = len(own)
    whole = round(weights[0] * SAMPLE, 4), round(weights[1] * SAMPLE, 4)
    changed = {date[:7] for one in travel for date, _ in (*one.ab, *one.ba)}
    return [
        layer(
            "events", "News events", "balance", "month", text["events"],
            directed=False, high_means="cooperation", low_means="conflict",
            empty_means="no data", evidence_unit="points",
            periods=tuple(sorted(observed)), observed=observed,
            floor=20.0, prior=50.0, half_life=6.0,
            weights={"history": (1.0, 1.0), "gdelt-2025": weights, "*": whole},
        ),
        layer(
            "votes", "UN votes", "agreement", "year", text["votes"],
            directed=False, high_means="voting alike", low_means="voting apart",
            empty_means="no data", evidence_unit="joint roll calls",
            periods=years(1946, 2019), floor=5.0,
        ),
        layer(
            "alignment", "UN alignment", "distance", "year", text["alignment"],
            directed=False, high_means="same position", low_means="far apart",
            empty_means="no data", evidence_unit="pair of ideal points",
            periods=years(1946, 2023),
        ),
        layer(
            "conflict", "Armed conflict", "conflict", "year", text["conflict"],
            directed=False, high_means="on one side in war", low_means="opposed in war",
            empty_means="no armed conflict recorded", evidence_unit="conflicts",
            periods=years(1946, 2024),
        ),
        layer(
            "travel", "Visa openness", "travel", "month", text["travel"],
            directed=True, high_means="free to enter", low_means="no admission",
            empty_means="no data", evidence_unit="rule",
            periods=tuple(sorted(changed)), hold=True,
        ),
    ]  # fmt: skip


def _days_by_month(events: Iterable[Event]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for event in events:
        found[event.date[:7]].add(event.date)
    return found


def frames(one: Layer, scored: Mapping[str, Sequence[int | None]]) -> list[dict[str, Any]]:
    """The pair index and, for each period, the scores of all pairs in hundredths."""
    index = sorted(scored)
    columns = zip(*(scored[key] for key in index), strict=True)
    return [
        {"key": "pairs", "pairs": index},
        *(
            {"key": period, "scores": scores}
            for period, scores in zip(one.periods, columns, strict=True)
        ),
    ]


def tables(source: Path) -> Tables:
    """Every table of the bundle."""
    codes = cameo(source)
    strands, activity, days = history(source)
    records = coded_events(source, codes)
    travel = travel_series(source)
    told, projects, markers = dossier(source, codes)
    series: dict[str, Sequence[Any]] = {
        "events": balance_series(strands, records),
        "votes": vote_series(source),
        "alignment": position_series(source),
        "conflict": conflict_series(source),
        "travel": travel,
    }
    bundled = layers(footing(strands, days, records), days, records, travel)
    found: Tables = {
        "meta": [{"data_version": DATA_VERSION, "until": {x.id: x.periods[-1] for x in bundled}}],
        "countries": countries(source, activity),
        "layers": bundled,
        "cameo": codes,
        "markers": markers,
        "projects": projects,
    }
    for one in bundled:
        own = series[one.id]
        found[f"series.{one.id}"] = list(own)
        found[f"frames.{one.id}"] = frames(one, dict(score_series.score_all(one, own)))
    events = [*records, *visa_events(travel), *war_onsets(source), *told]
    known = {c.iso3 for c in found["countries"]}
    for event in sorted(events, key=lambda e: (e.date, e.id)):
        if unknown := set(event.countries) - known:
            raise SystemExit(f"{event.id} names unknown countries: {sorted(unknown)}")
        shard, key = shard_of(event)
        found.setdefault(shard, []).append(with_key(event, key))
    return found


def shard_of(event: Event) -> tuple[str, str]:
    """The table and the group of an event."""
    if len(event.countries) == 2:
        return f"events.{event.countries[0]}", "-".join(event.countries)
    return "events.multi", "multi"


def main() -> None:
    """Build the bundle and say how large it is."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--from", dest="source", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--to", type=Path, default=HERE / "bundle", metavar="FOLDER")
    args = parser.parse_args()
    args.to.mkdir(exist_ok=True)
    raw = packed = 0
    built = tables(args.source)
    for old in args.to.glob("*.json.xz"):
        old.unlink()
    for name, documents in sorted(built.items()):
        content, _ = encode_table(name, documents)
        data = lzma.compress(content, preset=9)
        (args.to / f"{name}.json.xz").write_bytes(data)
        raw, packed = raw + len(content), packed + len(data)
    (args.to.parent / "map.json.xz").write_bytes(packed_map(args.source))
    print(f"{len(built)} tables, {raw / 1e6:.1f} MB, {packed / 1e6:.2f} MB packed")


if __name__ == "__main__":
    main()
