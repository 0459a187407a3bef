"""Records in quarantine, tried again: a newer version may know what this one did not."""

from relations_tui.feeds.judge import BadRecord, Judge
from relations_tui.feeds.parse import Parser, bodies_of
from relations_tui.model.event import Event
from relations_tui.model.feed import FeedResult, FeedStatus
from relations_tui.refresh.commit import Delivery, commit
from relations_tui.refresh.outcome import Outcome, largest
from relations_tui.refresh.run import scratch_folder, utc_moment, utc_now
from relations_tui.store.folder import Folder
from relations_tui.store.intake import clear_quarantine
from relations_tui.store.source import StoreSource
from relations_tui.store.stage import Stage


def _list_of(where: str) -> str:
    """The list that a record set aside was in; "" for a line, which says so itself."""
    if "[" in where:
        return where.partition("[")[0].rpartition(" ")[2]
    return "source_series" if where.startswith("series ") else ""


def retry(folder: Folder, feed: str = "") -> Outcome:
    """Try the records of one feed ("": of all) again; those that are good now go in.

    Records of the feed format are tried; what other formats brought comes anew with a refresh.

    Raises:
        StoreError: the store is as it was.
    """
    source = StoreSource(folder)
    parser = Parser(Judge(source.countries(), source.cameo(), utc_now()[:10]))
    results: list[FeedResult] = []
    deliveries: list[Delivery] = []
    good: list[tuple[str, str, str]] = []
    with scratch_folder() as scratch:
        found = source.quarantine(feed)
        for name in sorted({one.key for one in found}):
            delivery, events = Delivery(name), list[Event]()
            own = [one for one in found if one.key == name and not one.cut]
            for one in own:
                raw = one.raw.encode()
                kind = _list_of(one.where)
                try:
                    record = parser.record(kind, raw, name)
                except (BadRecord, KeyError):
                    continue
                if isinstance(record, Event):
                    events.append(record)
                else:
                    delivery.records.append(record)
                good.append((one.key, one.reason, one.raw))
            stage = Stage()
            stage.add(events, bodies_of(events))
            for table, part in stage.spill(scratch / name).items():
                delivery.slices[table].append(part)
            deliveries.append(delivery)
        if not good:
            return Outcome(tuple(FeedResult(d.via, "same", utc_now()) for d in deliveries))
        with folder.transaction():
            done = commit(folder, deliveries, utc_moment())
            clear_quarantine(folder, feed, frozenset(good))
    for brought in deliveries:
        counts = done.counts[brought.via]
        status: FeedStatus = "changed" if counts.new + counts.changed else "same"
        results.append(
            FeedResult(brought.via, status, utc_now(), new=counts.new, changed=counts.changed)
        )
    moved = len({(move.layer, move.pair) for move in done.moves})
    return Outcome(
        tuple(results), done.written, pairs_added=done.pairs_added, scores_moved=moved,
        moved=largest(done.moves),
    )  # fmt: skip
