"""What a refresh, an import and a validation say, as plain text."""

from collections.abc import Sequence

from relations_tui.model.feed import FeedResult
from relations_tui.model.quarantine import Quarantined
from relations_tui.refresh.files import Validation
from relations_tui.refresh.outcome import Outcome
from relations_tui.text import clean

LISTED = 15
"""Moves, new pairs and bad records that text shows; ``--json`` has more."""


def outcome(found: Outcome) -> str:
    """A line for each feed, then what changed."""
    lines = [feed_line(feed) for feed in found.feeds]
    if found.pairs_added:
        shown = " ".join(found.pairs_added[:LISTED])
        rest = len(found.pairs_added) - LISTED
        lines.append(f"new pairs: {shown}" + (f" and {rest} more" if rest > 0 else ""))
    if found.scores_moved:
        lines.append(f"scores {'that would move' if found.trial else 'moved'}: "
                     f"{found.scores_moved}")  # fmt: skip
        for move in found.moved[:LISTED]:
            before, after = (
                "no data" if score is None else f"{score:+.2f}"
                for score in (move.before, move.after)
            )
            lines.append(f"  {move.layer:<10} {move.pair} {move.period:<7} {before} -> {after}")
    if found.trial:
        lines.append("a trial: nothing was written")
    elif not found.committed:
        lines.append("nothing changed")
    return "\n".join(lines)


def feed_line(feed: FeedResult) -> str:
    """How a feed fared, in one line."""
    if feed.status == "failed":
        return f"{feed.feed}: failed: {feed.error}"
    if feed.status == "unmodified":
        return f"{feed.feed}: not modified"
    counts = (
        (feed.new, "new"),
        (feed.changed, "changed"),
        (feed.withdrawn, "withdrawn"),
        (feed.same, "as before"),
        (feed.quarantined, "set aside (relations quarantine)"),
    )
    told = ", ".join(f"{count:,} {what}" for count, what in counts if count) or "no records"
    return f"{feed.feed}: {told}"


def validation(found: Validation) -> str:
    """What is there, and what is wrong."""
    good = ", ".join(f"{count:,} {kind}" for kind, count in found.good.items()) or "no records"
    lines = [f"{where}: {reason}" for where, reason in found.bad]
    lines.append(f"good: {good}; bad: {len(found.bad):,}")
    if found.error:
        lines.append(f"error: {found.error}")
    return "\n".join(lines)


def quarantine(found: Sequence[Quarantined]) -> str:
    """A record a line; its beginning below."""
    lines = []
    for one in found:
        lines.append(f"{one.key}  {one.seen}  {one.where}: {one.reason}")
        lines.append(f"    {clean(one.raw, 120)}")
    return "\n".join(lines) or "nothing is in quarantine"
