"""Numbers, dates and statuses as every screen and command writes them."""

from collections.abc import Collection, Mapping

from relations_tui.model.event import KINDS, STATUS_MEANS, CameoCode, Event, Status
from relations_tui.model.fact import Fact
from relations_tui.model.layer import Layer
from relations_tui.model.record import Brought
from relations_tui.model.score import Contribution
from relations_tui.model.user import View

STATUS_GLYPHS: dict[Status, str] = {
    "recorded": "●",
    "stated": "“",
    "claimed": "?",
    "coded": "~",
    "disputed": "≠",
}


def signed(score: float | None, digits: int = 1) -> str:
    """A score with its sign: ``+1.9``, ``−5.2``; ``–`` for none. Never ``-0.0``."""
    if score is None:
        return "–"
    rounded = round(score, digits)
    return f"{0.0:.{digits}f}" if rounded == 0 else f"{rounded:+.{digits}f}"


def amount(value: float) -> str:
    """A quantity of evidence: ``12,400``, ``38``, ``0.4``."""
    return f"{value:,.0f}" if value >= 10 or value == int(value) else f"{value:.1f}"


def weight(evidence: float, unit: str) -> str:
    """What a score rests on: ``3,333 points``, ``1 conflict``."""
    return f"{amount(evidence)} {unit.removesuffix('s') if evidence == 1 else unit}"


def age(newest: str, today: str) -> str:
    """How old data up to the month or year ``newest`` is on the day ``today``."""
    year, month = int(newest[:4]), int(newest[5:7] or 12)
    months = (int(today[:4]) - year) * 12 + int(today[5:7]) - month
    if months < 1:
        return "this month"
    if months < 24:
        return f"{months} month{'s' if months > 1 else ''} old"
    return f"{months // 12} years old"


def arrow(layer: Layer) -> str:
    """What stands between two countries: a direction, or none."""
    return "→" if layer.directed else "–"


def parties(event: Event, asked: Collection[str] = ()) -> str:
    """Who acts on whom: ``AZE→IRN``; both ways ``AZE↔ARM``; of many, the ones asked for."""
    if set(event.sources) == set(event.targets):
        return "↔".join(event.countries[:2]) + _more(len(event.countries) - 2)
    return f"{_side(event.sources, asked)}→{_side(event.targets, asked)}"


def _side(states: tuple[str, ...], asked: Collection[str]) -> str:
    if not states:
        return "…"
    first = next((s for s in states if s in asked), states[0])
    return first + _more(len(states) - 1)


def what(event: Event, codes: Mapping[str, CameoCode]) -> str:
    """What happened, in a few words: the code's label for coded news, else the kind."""
    if event.status == "coded" and event.cameo in codes:
        return codes[event.cameo].label
    return KINDS.get(event.kind, event.kind)


def part(found: Contribution, codes: Mapping[str, CameoCode]) -> str:
    """What a contribution is: that of coded news with the label of its code."""
    code = found.label.rpartition(" ")[2]
    return f"{found.label} {codes[code].label}" if found.event and code in codes else found.label


def fading(found: Contribution, since: str) -> str:
    """A word on a contribution from before ``since``: what it gained or lost, it did by fading."""
    return "  fading" if found.date[:7] < since else ""


def fact(found: Fact) -> str:
    """A figure with its year and source: ``AZE Arms imports 281,000,000 (2015, worldbank)``."""
    unit = f" {found.unit}" if found.unit else ""
    figure = f"{found.key} {found.title} {found.value:,.10g}{unit}"
    return f"{figure} ({found.date}, {found.feed})"


def came(record: Brought) -> str:
    """By which feed a record came, and when; "" for what was bundled."""
    if not record.via:
        return ""
    changed = f", changed {record.changed[:10]}" if record.changed else ""
    gone = f", withdrawn: {record.withdrawn}" if record.withdrawn else ""
    return f"by feed {record.via}, first {record.seen[:10]}{changed}{gone}"


def _more(count: int) -> str:
    return f"+{count}" if count > 0 else ""


def source(event: Event) -> str:
    """Where the record comes from, in a word: a site, a dataset, a speaker."""
    if event.speaker:
        return event.speaker
    if event.url:
        host = event.url.partition("://")[2].partition("/")[0]
        return host.removeprefix("www.")
    return event.feed


def sentence(event: Event, codes: Mapping[str, CameoCode]) -> str:
    """An event in one paragraph, to copy or to read out: what, who says so, how it is known."""
    said = [f"{event.date}, {parties(event)}: {what(event, codes)}."]
    said.append(_ended(event.summary or f"Read as {event.actors}"))
    if event.speaker:
        said.append(f"Said by {event.speaker}.")
    if event.quote:
        said.append(f"“{event.quote}”")
    if event.response:
        said.append(_ended(f"Answer: {event.response}"))
    grade = f", grade {event.grade}" if event.grade else ""
    said.append(f"{event.status.capitalize()}{grade}: {STATUS_MEANS[event.status]}.")
    said.append(event.url or event.feed)
    if event.flag:
        said.append(_ended(f"Warning: {event.flag}"))
    return " ".join(said)


def _ended(text: str) -> str:
    """A sentence with its full stop."""
    return text if text.endswith((".", "!", "?", "”", "…")) else f"{text}."


def view(of: View) -> str:
    """What a view is of, in a few words: ``pair AZE-IRN, votes 2016``."""
    about = {
        "matrix": f"{of.row}-{of.column}" + (f", {of.focus}" if of.focus else ""),
        "country": of.country,
        "map": of.country,
        "pair": f"{of.row}-{of.column}",
        "explain": f"{of.row}-{of.column}",
    }.get(of.screen, of.filter)
    return f"{of.screen}{' ' if about else ''}{about}, {of.layer} {of.at or 'newest'}"
