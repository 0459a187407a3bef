"""Compute the bundled data from the datasets it rests on.

    python data/build.py --from ../shared/data

Run by hand. Writes ``data/bundle/<table>.json.xz``: the store's own tables, so that a first run
only unpacks them. The same input gives the same bytes. Prose (labels, names, sources) comes from
``data/input`` and ``data/SOURCES.md``.
"""

import argparse
import csv
import gzip
import io
import json
import lzma
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from relations_tui.model.country import Country, Pair, pair_of  # noqa: E402
from relations_tui.model.event import (  # noqa: E402
    ROOT_KINDS,
    CameoCode,
    Event,
    Marker,
    Project,
)
from relations_tui.model.layer import Layer, Method  # noqa: E402
from relations_tui.model.period import Frequency, month, month_text  # noqa: E402
from relations_tui.model.series import (  # noqa: E402
    BalanceSeries,
    ConflictSeries,
    ConflictYear,
    PositionSeries,
    Strand,
    TravelSeries,
    VoteSeries,
)
from relations_tui.scoring import balance, score_series  # noqa: E402
from relations_tui.scoring.travel import is_covid, requirement_text  # noqa: E402
from relations_tui.store.tablefile import encode_table, with_key  # noqa: E402
from relations_tui.text import clean  # noqa: E402

DATA_VERSION = "2026.11"
Row = dict[str, str]
Tables = dict[str, list[Any]]

HISTORY_FROM, HISTORY_TO = "2018-01", "2024-02"
FOOTING_MONTHS = 12
"""Months of history whose world volume a day the records are put on a footing with."""
FULL_DAYS_FROM = "2025-05-16"
"""The first day of the 2025 sample that is whole."""
FALSE_FRIENDS = {
    "JOR": ("JORDAN", "HASSAN"),
    "MCO": ("ALBERT",),
    "MDV": ("MALE",),
    "TCD": ("CHAD",),
}


def rows(path: Path) -> Iterator[Row]:
    """The rows of a CSV file, gzip'd or not. No text stands for a missing value ("NA": Namibia)."""
    content = path.read_bytes()
    text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8-sig")
    yield from csv.DictReader(io.StringIO(text, newline=""))


def number(text: str) -> int | None:
    return int(text) if text else None


# --- countries, codes, sources -------------------------------------------------------------------


def countries(source: Path, activity: Mapping[str, float]) -> list[Country]:
    """All countries, with our screen names and the spans of states that ended."""
    names = {r["iso3"]: r["name"] for r in rows(HERE / "input/display_names.csv")}
    ended = {r["iso3"]: r for r in rows(HERE / "input/states_ended.csv")}
    others = defaultdict(list)
    for r in rows(HERE / "input/place_names.csv"):
        others[r["iso3"]].append(r["name"])
    found = []
    for r in rows(source / "countries.csv"):
        iso3, span = r["iso3"], ended.get(r["iso3"], {})
        found.append(
            Country(
                iso3=iso3,
                name=names.get(iso3, r["name"]),
                region=span.get("region") or r["region"],
                subregion=span.get("subregion") or r["subregion"],
                capital=r["capital"],
                iso2=r["iso2"],
                cow=number(r["cow_code"]),
                gw=number(r["gw_code"]),
                fips=r["fips"],
                cameo=r["gdelt_code"],
                other_names=tuple(dict.fromkeys([r["name"], *others[iso3]])),
                state=r["independent"] in ("Yes", "In contention") or bool(span),
                since=number(span.get("since", "")),
                until=number(span.get("until", "")),
                activity=round(activity.get(iso3, 0.0)),
                note=r["gdelt_note"],
            )
        )
    return sorted(found, key=lambda c: c.iso3)


def cameo(source: Path) -> list[CameoCode]:
    """All CAMEO codes with their Goldstein values and our own labels."""
    labels = {r["code"]: r["label"] for r in rows(HERE / "input/cameo_labels.csv")}
    return [
        CameoCode(
            code=r["code"],
            label=labels[r["code"]],
            root=r["root"],
            quad=int(r["quad"]),
            goldstein=float(r["goldstein"]),
            kind=ROOT_KINDS[int(r["root"]) - 1],
        )
        for r in rows(source / "cameo_codes.csv")
    ]


def sources() -> dict[str, dict[str, str]]:
    """The labelled bullets of each section of SOURCES.md, by section and label."""
    found: dict[str, dict[str, str]] = {}
    for section in (HERE / "SOURCES.md").read_text("utf-8").split("\n## ")[1:]:
        head, _, body = section.partition("\n")
        bullets = re.split(r"^[-*] \*\*([^*]+?)[:.]?\*\*:?", body, flags=re.MULTILINE)[1:]
        found[head.strip().strip("`")] = {
            label.strip(): " ".join(text.split()).lstrip(": ")
            for label, text in zip(bullets[::2], bullets[1::2], strict=True)
        }
    return found


# --- series --------------------------------------------------------------------------------------


def history(source: Path) -> tuple[dict[str, Strand], dict[str, float], dict[str, int]]:
    """Cooperation and conflict by pair and month, activity by country, days observed by month."""
    sums: dict[str, dict[int, tuple[int, int]]] = defaultdict(dict)
    activity: Counter[str] = Counter()
    days: dict[str, int] = {}
    for r in rows(source / "gdelt_pair_month_2018_2024.csv.gz"):
        coop, conf = round(float(r["pos_sum"]) * 10), round(-float(r["neg_sum"]) * 10)
        sums[f"{r['iso3_a']}-{r['iso3_b']}"][month(r["month"])] = coop, conf
        days[r["month"]] = int(r["days_obs"])
        for iso3 in (r["iso3_a"], r["iso3_b"]):
            activity[iso3] += coop + conf
    strands = {}
    for key, months in sums.items():
        first, last = min(months), max(months)
        span = [months.get(m, (0, 0)) for m in range(first, last + 1)]
        strands[key] = Strand(
            month_text(first), tuple(c for c, _ in span), tuple(k for _, k in span)
        )
    return strands, dict(activity), days


def footing(
    strands: Mapping[str, Strand], days: Mapping[str, int], records: Iterable[Event]
) -> tuple[float, float]:
    """What a point of the records' cooperation and conflict weighs, in points of the history.

    The world's volume a day of the records is made equal to that of the last months of history.
    """
    last = month(HISTORY_TO)
    volume = [0, 0]
    for strand in strands.values():
        start = month(strand.start)
        skip = max(0, last - FOOTING_MONTHS + 1 - start)
        volume[0] += sum(c or 0 for c in strand.coop[skip:])
        volume[1] += sum(k or 0 for k in strand.conf[skip:])
    history_days = sum(days[month_text(m)] for m in range(last - FOOTING_MONTHS + 1, last + 1))
    whole = [e for e in records if e.date >= FULL_DAYS_FROM and balance.counts(e)]
    record_days = len({e.date for e in whole})
    values = [e.goldstein or 0.0 for e in whole]
    coop, conf = sum(v for v in values if v > 0), -sum(v for v in values if v < 0)
    return (
        round(volume[0] / 10 / history_days / (coop / record_days), 4),
        round(volume[1] / 10 / history_days / (conf / record_days), 4),
    )


def balance_series(strands: Mapping[str, Strand], records: Iterable[Event]) -> list[BalanceSeries]:
    """The history and the records of each pair."""
    by_pair: dict[str, list[Event]] = defaultdict(list)
    for event in records:
        for pair in event.pairs:
            by_pair[pair.key].append(event)
    found = []
    for key in sorted({*strands, *by_pair}):
        parts: dict[str, Strand] = {}
        if key in strands:
            parts["history"] = strands[key]
        if own := balance.strand_of(by_pair.get(key, ())):
            parts["records"] = own
        if parts:
            found.append(BalanceSeries(key, parts))
    return found


def vote_series(source: Path) -> list[VoteSeries]:
    """Joint, same and opposed votes by pair and year."""
    by_pair: dict[str, dict[int, tuple[int, int, int]]] = defaultdict(dict)
    for r in rows(source / "unga_pair_year_1946_2023.csv.gz"):
        if r["n_votes"]:
            votes = int(r["n_votes"]), int(r["n_same"]), int(r["n_opposed"])
            by_pair[f"{r['iso3_a']}-{r['iso3_b']}"][int(r["year"])] = votes
    found = []
    for key, years in sorted(by_pair.items()):
        first = min(years)
        span = [years.get(y, (None, None, None)) for y in range(first, max(years) + 1)]
        votes, same, opposed = zip(*span, strict=True)
        found.append(VoteSeries(key, first, votes, same, opposed))
    return found


def position_series(source: Path) -> list[PositionSeries]:
    """Ideal points with their bounds by country and year."""
    by_country: dict[str, dict[int, Row]] = defaultdict(dict)
    for r in rows(source / "unga_ideal_points_1946_2023.csv"):
        by_country[r["iso3"]][int(r["year"])] = r
    found = []
    for iso3, years in sorted(by_country.items()):
        first, last = min(years), max(years)
        columns = [
            tuple(
                round(float(years[y][name]), 3) if y in years and years[y][name] else None
                for y in range(first, last + 1)
            )
            for name in ("ideal_point", "ideal_q05", "ideal_q95")
        ]
        found.append(PositionSeries(iso3, first, *columns))
    return found


def conflict_series(source: Path) -> list[ConflictSeries]:
    """Years of armed conflict by pair."""
    by_pair: dict[str, set[tuple[int, bool, int, int, str]]] = defaultdict(set)
    for r in rows(source / "ucdp_state_pairs_1946_2024.csv"):
        by_pair[f"{r['iso3_a']}-{r['iso3_b']}"].add(
            (
                int(r["year"]),
                r["relation"] == "opposed",
                int(r["intensity"]),
                int(r["conflict_id"]),
                r["incompatibility"],
            )
        )
    return [
        ConflictSeries(key, tuple(ConflictYear(*year) for year in sorted(years)))
        for key, years in sorted(by_pair.items())
    ]


def travel_series(source: Path) -> list[TravelSeries]:
    """Dated visa requirements by pair, both ways."""
    ways: dict[str, dict[str, list[tuple[str, str]]]] = defaultdict(lambda: {"ab": [], "ba": []})
    for r in rows(source / "visa_requirements_2020_2025.csv.gz"):
        pair = Pair(r["iso3_passport"], r["iso3_destination"])
        way = "ab" if pair.a < pair.b else "ba"
        ways[pair.key][way].append((r["date"], r["requirement"]))
    return [
        TravelSeries(key, tuple(sorted(way["ab"])), tuple(sorted(way["ba"])))
        for key, way in sorted(ways.items())
    ]


# --- events --------------------------------------------------------------------------------------


def false_friend(iso3: str, name: str) -> str:
    """Why an actor name may not be the country, or "" if there is no known reason."""
    if any(word in name.split() for word in FALSE_FRIENDS.get(iso3, ())):
        return f"the coder read {name!r} as {iso3}: may be a word or a person's name"
    return ""


def coded_events(source: Path, codes: Sequence[CameoCode]) -> list[Event]:
    """The 2025 root events, as the machine coded them."""
    kinds = {c.code: c for c in codes}
    found = []
    for r in rows(source / "gdelt_events_2025_root.csv.gz"):
        code = kinds[r["cameo"]]
        flags = [false_friend(r["src"], r["src_name"]), false_friend(r["tgt"], r["tgt_name"])]
        found.append(
            Event(
                id=f"gdelt:{r['event_id']}",
                date=r["date"],
                kind=code.kind,
                sources=(r["src"],),
                targets=(r["tgt"],),
                status="coded",
                feed="gdelt-2025",
                cameo=code.code,
                goldstein=float(r["goldstein"] or code.goldstein),
                actors=clean(f"{r['src_name']} > {r['tgt_name']}"),
                url=clean(r["url"]),
                mentions=int(r["mentions"]),
                flag="; ".join(flag for flag in flags if flag),
            )
        )
    return found


def visa_events(series: Iterable[TravelSeries]) -> list[Event]:
    """Changes of visa rules, the destination acting on the passport's country."""
    found = []
    for one in series:
        pair = pair_of(one.key)
        for passport, destination, dated in ((*pair, one.ab), (*pair.swapped, one.ba)):
            for (_, before), (date, now) in pairwise(dated):
                covid = is_covid(before, now)
                found.append(
                    Event(
                        id=f"visa:{passport}-{destination}-{date}",
                        date=date,
                        kind="covid_ban" if covid else "visa",
                        sources=(destination,),
                        targets=(passport,),
                        status="recorded",
                        feed="passport-index",
                        summary=f"{requirement_text(before)} → {requirement_text(now)}",
                    )
                )
    return found


def war_onsets(source: Path) -> list[Event]:
    """When states first stood opposed in each UCDP episode of armed conflict, with both sides.

    Dated to the day where it is the episode's own beginning, to the year for those who joined.
    """
    first: dict[tuple[str, str, str, str], list[Row]] = {}
    for r in rows(source / "ucdp_state_pairs_1946_2024.csv"):
        if r["relation"] == "opposed":
            episode = r["conflict_id"], r["episode_start"], r["iso3_a"], r["iso3_b"]
            first.setdefault(episode, []).append(r)
    joined: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for (conflict, start, _, _), own in first.items():
        began = min(r["year"] for r in own)
        joined[conflict, start if start[:4] == began else began] += own
    found = []
    for (conflict, date), own in sorted(joined.items()):
        sides: dict[str, set[str]] = {"a": set(), "b": set()}
        for r in own:
            for which in ("a", "b"):
                sides[r[f"role_{which}"][-1]].add(r[f"iso3_{which}"])
        last = max(r["year"] for r in own)
        worst = max(r["intensity"] for r in own)
        found.append(
            Event(
                id=f"ucdp:{conflict}-{date}",
                date=date,
                end=last,
                kind="war_onset",
                sources=tuple(sorted(sides["a"])),
                targets=tuple(sorted(sides["b"])),
                status="recorded",
                feed="ucdp-25.1",
                cameo="190",
                summary=(
                    f"{own[0]['conflict_type']} conflict over {own[0]['incompatibility']}, "
                    f"{'a war' if worst == '2' else 'minor'} at its worst, to {last} "
                    f"(UCDP {conflict})"
                ),
                grade="A2",
            )
        )
    return found


def dossier(
    source: Path, codes: Sequence[CameoCode]
) -> tuple[list[Event], list[Project], list[Marker]]:
    """The hand-read records of the Azerbaijan dossier: events, the corridor, the election."""
    goldstein = {c.code: c.goldstein for c in codes}
    told = json.loads((source / "dossier_azerbaijan_2016.json").read_text("utf-8"))
    feed = "dossier-azerbaijan-2016"
    events, projects, markers = [], [], []
    for r in told["records"]:
        summary = clean(r["summary"])
        parties = tuple(r.get("parties", ()))
        if r["kind"] == "marker":
            title = summary.partition(";")[0]
            markers.append(
                Marker(r["id"], r["date"], title, parties, r["status"], feed, r["grade"])
            )
        elif r["kind"] == "project":
            title = summary.partition(",")[0]
            projects.append(
                Project(r["id"], title, parties, r["date"], summary, r["status"], feed, r["grade"])
            )
        else:
            events.append(
                Event(
                    id=f"dossier:{r['id']}",
                    date=r["date"],
                    end=r.get("end", ""),
                    kind=r["kind"],
                    sources=tuple(r.get("source", ())),
                    targets=tuple(r.get("target", parties)),
                    status=r["status"],
                    feed=feed,
                    cameo=r["cameo"],
                    goldstein=goldstein[r["cameo"]],
                    summary=summary,
                    speaker=clean(r.get("speaker", "")),
                    response=clean(r.get("response", "")),
                    grade=r["grade"],
                )
            )
    return events, projects, markers


# --- layers, frames, tables ----------------------------------------------------------------------


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
    changed = {date[:7] for one in travel for date, _ in (*one.ab, *one.ba)}
    return [
        layer(
            "events", "News events", "balance", "month", text["events"],
            directed=False, high_means="cooperation", low_means="conflict",
            empty_means="no data", evidence_unit="points",
            periods=tuple(sorted(observed)), observed=observed,
            floor=20.0, prior=50.0, half_life=6.0,
            weights={"history": (1.0, 1.0), "records": weights},
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
    print(f"{len(built)} tables, {raw / 1e6:.1f} MB, {packed / 1e6:.2f} MB packed")


if __name__ == "__main__":
    main()
