"""The attempts beside the store: kept if possible, and never in the way."""

import threading
from pathlib import Path

import pytest

from relations_tui.config.attempts import attempts_path, load, save
from relations_tui.model.feed import Attempts, FeedResult

GOOD = FeedResult("a", "changed", at="2025-01-01T00:00:00Z", new=3)
BAD = FeedResult("a", "failed", at="2025-01-02T00:00:00Z", error="no answer; kept")
OTHER = FeedResult("b", "unmodified", at="2025-01-02T00:00:00Z")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """The folder of a store."""
    folder = tmp_path / "store"
    folder.mkdir()
    return folder


def test_results_are_merged_and_the_last_success_stays(store: Path) -> None:
    assert load(store) == {}
    assert save(store, [GOOD])
    assert save(store, [BAD, OTHER])
    assert load(store) == {"a": Attempts(BAD, GOOD), "b": Attempts(OTHER, OTHER)}
    cancelled = FeedResult("b", "cancelled", at="2025-01-03T00:00:00Z")
    assert save(store, [cancelled])
    assert load(store)["b"] == Attempts(cancelled, OTHER)


def test_they_are_beside_the_store_and_never_in_it(store: Path) -> None:
    link = store.parent / "link"
    link.symlink_to(store)
    assert save(link, [GOOD])
    assert attempts_path(store) == store.parent / "store.feeds.json"
    assert attempts_path(store).exists()
    assert list(store.iterdir()) == []
    assert load(store) == load(link)


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"a": {"last": 3}}', b"\xff", b"[" * 9999])
def test_what_is_damaged_counts_as_nothing(store: Path, data: bytes) -> None:
    attempts_path(store).write_bytes(data)
    assert load(store) == {}
    assert save(store, [GOOD])
    assert load(store) == {"a": Attempts(GOOD, GOOD)}


def test_what_can_not_be_written_is_told(store: Path) -> None:
    attempts_path(store).mkdir()
    assert load(store) == {}
    assert not save(store, [GOOD])
    assert not list(store.parent.glob(".store*"))


def test_text_that_is_none_is_told(store: Path) -> None:
    assert not save(store, [FeedResult("a", "failed", error="\udcff")])
    assert load(store) == {}


def test_many_writers_leave_a_whole_file(store: Path) -> None:
    torn = []

    def work(name: str) -> None:
        for _ in range(20):
            save(store, [FeedResult(name, "same")])
            torn.append(not load(store))

    threads = [threading.Thread(target=work, args=(f"feed-{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not any(torn)
    assert len(torn) == 80
