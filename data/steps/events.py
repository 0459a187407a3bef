"""Events, projects and markers."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

from data.steps.reading import Row, rows
from relations_tui.feeds.false_friends import false_friend
from relations_tui.model.country import pair_of
from relations_tui.model.event import CameoCode, Event, Marker, Project
from relations_tui.model.series import (
    TravelSeries,
)
from relations_tui.scoring.travel import is_covid, requirement_text
from relations_tui.text import clean


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
