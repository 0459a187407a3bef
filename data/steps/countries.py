"""Countries, CAMEO codes, and what SOURCES.md says: from the sources and our own input."""

import re
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from data.steps.reading import number, rows
from relations_tui.model.country import Country
from relations_tui.model.event import ROOT_KINDS, CameoCode

HERE = Path(__file__).parent.parent


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
