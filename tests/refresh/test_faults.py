"""Every fault of a server, through a refresh: one clear line, and the store as it was."""

from collections.abc import Iterator
from time import monotonic

import pytest

from relations_tui.feeds.adapters import relations_feed
from relations_tui.feeds.limits import Limits
from relations_tui.model.country import Pair
from relations_tui.model.feed import Feed, FeedResult
from relations_tui.refresh.outcome import Outcome
from relations_tui.refresh.run import Plan, refresh
from relations_tui.store.doctor import examine
from relations_tui.store.open import Store
from tests.feeds import faulty
from tests.feeds.faulty import FAULTS, MB, Base
from tests.refresh import world
from tests.refresh.world import check_whole, to_the_byte

QUICK = Limits(
    compressed=24 * MB,
    decoded=24 * MB,
    connect=0.2,
    read=0.2,
    total=0.6,
    stream_total=0.6,
    attempts=2,
    backoff=0.001,
    backoff_max=0.01,
    jitter=0.001,
)
RAW = ("Traceback", "Error(", "Exception", "Errno", "0x", "httpx", "h11", "msgspec", "<class")
"""What a programmer reads."""
ONE_RECORD = frozenset(
    {
        "json-nan",
        "json-infinity",
        "json-1e400",
        "json-bad-escape",
        "json-lone-surrogate",
        "json-duplicate-keys",
        "json-latin-1",
    }
)
"""What the registry would have refused as a whole; the format says that the bad record is set
aside where the rest can be read, and where it can't be, all is refused.
"""
FOUND_SOONER = frozenset({"gzip-bomb", "zstd-bomb", "endless"})
"""Whose first bytes are no feed already, so that the bound is never reached."""


@pytest.fixture(autouse=True)
def few_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bound of ten thousand pages takes half a minute to reach."""
    assert relations_feed.PAGES == 10_000
    monkeypatch.setattr(relations_feed, "PAGES", 50)


@pytest.fixture(scope="module")
def base() -> Iterator[Base]:
    with faulty.serve() as running:
        yield running


async def run(store: Store, base: Base, *names: str) -> Outcome:
    feeds = [Feed(name, f"{base}/{name}") for name in names]
    return await refresh(store.folder, Plan(feeds, limits=QUICK))


def check_line(result: FeedResult, kept: str = "the store is as it was") -> None:
    """An error is one line that a user understands."""
    assert result.status == "failed"
    assert result.error.endswith(kept)
    assert result.error.isprintable()
    assert len(result.error) < 300
    assert not any(word in result.error for word in RAW), result.error
    assert (result.new, result.changed, result.withdrawn) == (0, 0, 0)


@pytest.mark.parametrize("name", sorted(FAULTS))
async def test_fault(store: Store, base: Base, name: str) -> None:
    before = to_the_byte(store.path)
    start = monotonic()
    outcome = await run(store, base, name)
    (result,) = outcome.feeds
    assert monotonic() - start < 5
    if name in ONE_RECORD and result.status != "failed":
        assert (result.new, result.quarantined) == (0, 1)
        assert [e.id for e in store.source.all_events()] == ["b1", "b2"]
        assert len(store.source.quarantine()) == 1
    elif FAULTS[name].expect is None and name != "next-changes":
        assert outcome.exit_code == 0, result.error
        assert result.error == ""
        assert outcome.committed
        assert result.new + result.quarantined >= 1
    else:
        check_line(result)
        assert outcome.exit_code == 4
        assert not outcome.committed
        assert to_the_byte(store.path) == before
        if FAULTS[name].layer == "wire" and name not in FOUND_SOONER:
            assert FAULTS[name].words in result.error


async def test_the_last_data_of_a_feed_are_kept(store: Store, base: Base) -> None:
    """Whatever becomes of a feed that was well once."""
    good = Feed("wire", f"{base}/good")
    await refresh(store.folder, Plan([good], limits=QUICK))
    before = to_the_byte(store.path)
    for name in ("reset-in-body", "html", "gzip-cut", "json-cut", "format-version-99", "404"):
        feed = Feed("wire", f"{base}/{name}")
        (result,) = (await refresh(store.folder, Plan([feed], limits=QUICK))).feeds
        check_line(result, "its last data are kept")
        assert to_the_byte(store.path) == before
    assert "e1" in {e.id for e in store.source.pair_events(Pair("AZE", "IRN"))}


async def test_all_of_them_at_once(store: Store, base: Base) -> None:
    """One bad feed never costs another: the good ones go in, and exactly those."""
    slow = ("endless", "garbage-100-mb", "gzip-bomb", "zstd-bomb", "next-million")
    names = sorted(n for n, f in FAULTS.items() if f.expect is not None and n not in slow)[::4]
    limits = Limits(connect=1, read=1, total=1, stream_total=1, attempts=1)
    feeds = [Feed(name, f"{base}/{name}") for name in (*names, "good")]
    outcome = await refresh(store.folder, Plan(feeds, limits=limits))
    failed = {result.feed for result in outcome.feeds if result.status == "failed"}
    assert outcome.exit_code == 3
    assert failed | ONE_RECORD >= {*names}
    assert "good" not in failed
    assert {e.via for e in store.source.all_events()} == {"", "good"}
    check_whole(store)
    assert examine(store.path).lines()[1:] == []


async def test_what_is_set_aside_of_a_faulty_feed(store: Store, base: Base) -> None:
    """A record in quarantine is shown on a screen: its reason is safe, and says what is wrong."""
    outcome = await run(store, base, *sorted(ONE_RECORD))
    assert not [r for r in outcome.feeds if r.status not in ("changed", "same", "failed")]
    for bad in store.source.quarantine():
        assert bad.reason.isprintable()
        assert bad.where == "events[0]"


def test_what_the_site_says_is_no_news(store: Store, site: world.Site) -> None:
    """An answer that claims not to be modified changes nothing, whatever its ETag."""
    feed = site.put("wire", world.document(world.event("e1")), ETag='"always"')
    world.one_result(store, feed)
    before = to_the_byte(store.path)
    site.put("wire", world.document(world.event("e2")), ETag='"always"')
    assert world.one_result(store, feed).status == "unmodified"
    assert to_the_byte(store.path) == before
