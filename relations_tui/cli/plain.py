"""Answers as plain text: fixed columns, no colour, fit for a pipe."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from relations_tui.model.country import Country
from relations_tui.model.event import Event
from relations_tui.model.layer import Layer
from relations_tui.query.world import World
from relations_tui.report import wording
from relations_tui.report.matrix import MatrixReport
from relations_tui.report.pair import PairReport
from relations_tui.text import defused

if TYPE_CHECKING:
    from relations_tui.store.doctor import Report

EXPLAINED = 10
"""Contributions that the text shows one by one; ``--json`` has them all."""


def _signed(score: float | None, digits: int = 2) -> str:
    return "-" if score is None else f"{round(score, digits) + 0.0:+.{digits}f}"


def pair(world: World, report: PairReport) -> str:
    """All of a pair report."""
    between = ">" if report.directed else "-"
    lines = [
        f"{report.name_a} {between} {report.name_b}   {report.a}{between}{report.b}",
        "",
        f"  {_signed(report.score)}   {report.meaning}",
        f"  {world.layers[report.layer].title}, {report.date}"
        + (f", {report.days_observed} days observed" if report.days_observed else ""),
        f"  evidence: {report.evidence:,.1f} {report.evidence_unit}",
    ]
    if report.change is not None:
        lines.append(f"  change since {report.change_from}: {_signed(report.change)}")
    lines += ["", f"why: {report.explain.method}"]
    parts = report.explain.contributions
    lines += [
        f"  {_signed(p.points, 3):>8}  {wording.part(p, world.cameo)}  {p.status}"
        for p in parts[:EXPLAINED]
    ]
    if len(parts) > EXPLAINED:
        rest = sum(p.points for p in parts[EXPLAINED:])
        lines.append(f"  {_signed(rest, 3):>8}  {len(parts) - EXPLAINED} others")
    lines += ["", "all layers:"]
    for one in report.layers:
        what = one.note if one.score is not None else world.layers[one.layer].empty_means
        lines.append(f"  {one.layer:<10} {_signed(one.score):>7}  {one.period:<8} {what}")
    lines += [f"\nproject: {p.title} ({' '.join(p.members)}), since {p.since}, {p.status} {p.grade}"
              for p in report.projects]  # fmt: skip
    lines += [f"marker: {m.date} {m.title}, {m.status} {m.grade}" for m in report.markers]
    lines += [f"fact: {wording.fact(fact)}" for fact in report.facts]
    lines += [f"note: {note}" for note in report.notes]
    lines += [f"starred since {report.starred}"] if report.starred else []
    lines += [f"your note on {own.target}: {own.text}" for own in report.own_notes]
    lines += ["", "on record or claimed:", events(world, report.on_record)]
    lines += ["", "latest events:", events(world, report.events)]
    return "\n".join(lines)


def events(world: World, found: Iterable[Event]) -> str:
    """An event a line; what it rests on below."""
    lines = []
    for e in found:
        what, who = wording.what(e, world.cameo), wording.parties(e)
        value = _signed(e.goldstein, 1) if e.status == "coded" else ""
        lines.append(f"{e.date:<10}  {who:<9}  {e.status:<8} {e.grade:<2} {value:>5}  {what}")
        told = (
            e.summary or f"read as {e.actors}",
            e.speaker,
            e.response,
            e.url or e.feed,
            wording.came(e),
        )
        lines.append("            " + " | ".join(text for text in told if text))
        if e.flag:
            lines.append(f"            ! {e.flag}")
    return "\n".join(lines) or "no events"


def matrix(report: MatrixReport) -> str:
    """Signed whole numbers in columns; ``.`` is no data."""
    lines = [f"{report.layer} {report.date}", "    " + " ".join(report.countries)]
    if report.directed:
        lines[0] += ", from the row's country to the column's"
    for iso3, row in zip(report.countries, report.scores, strict=True):
        cells = ["." if s is None else f"{round(s):+d}" if round(s) else "0" for s in row]
        lines.append(" ".join([iso3, *(cell.rjust(3) for cell in cells)]))
    return "\n".join(lines)


def csv_matrix(report: MatrixReport) -> str:
    """Comma-separated, two decimals, an empty cell for no data."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([f"{report.layer} {report.date}", *report.countries])
    for iso3, row in zip(report.countries, report.scores, strict=True):
        writer.writerow([iso3, *("" if s is None else f"{s:.2f}" for s in row)])
    return out.getvalue()


def csv_events(found: Iterable[Event]) -> str:
    """A row an event, every member a column; several countries are joined by spaces."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    names = Event.__struct_fields__
    writer.writerow(names)
    for event in found:
        cells = (getattr(event, name) for name in names)
        writer.writerow([_cell(value) for value in cells])
    return out.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, tuple):
        return " ".join(value)
    return defused(value) if isinstance(value, str) else value


def layer(one: Layer) -> str:
    """What a layer is, in a paragraph."""
    span = f"{one.periods[0]} to {one.periods[-1]} by {one.frequency}"
    way = "directed" if one.directed else "undirected"
    lines = [
        f"{one.id}: {one.title}, {span}, {way}",
        f"  -10 {one.low_means}, +10 {one.high_means}; empty: {one.empty_means}",
        f"  how: {one.how}",
        f"  source: {one.source}",
        f"  citation: {one.citation}",
        f"  licence: {one.licence}",
        *(f"  known defects: {text}" for text in one.defects),
    ]
    return "\n".join(lines) + "\n"


def countries(found: Sequence[Country]) -> str:
    """A country a line."""
    return "\n".join(
        f"{c.iso3}  {c.iso2:<2}  {c.name:<28} {c.subregion:<32} {c.capital:<18}"
        + (f" to {c.until}" if c.until else "")
        + (f" ! {c.note}" if c.note else "")
        for c in found
    )


def doctor(report: "Report") -> str:
    """The state in a line, then each finding."""
    return "\n".join(report.lines())
