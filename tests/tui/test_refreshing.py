"""Refreshing from within the app: real feeds, a real process, and the matrix under one's hands."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from relations_tui.cli.alerting import Alerting
from relations_tui.cli.feeding import Feeding
from relations_tui.config.edit import add
from relations_tui.config.file import config_path
from relations_tui.model.feed import Feed
from relations_tui.model.user import View
from relations_tui.query.world import World
from relations_tui.store.atlas import atlas
from relations_tui.store.open import Store, open_store
from relations_tui.tui.app import RelationsApp
from relations_tui.tui.feeds_panel import NONE_YET, FeedsPanel
from relations_tui.tui.session import Session
from tests.feeds import faulty
from tests.tui.conftest import Running
from tests.tui.hand import Hand

CODED = {
    **faulty.EVENT,
    "date": "2025-06-10",
    "kind": "fight",
    "cameo": "190",
    "goldstein": -10.0,
    "status": "coded",
    "summary": "",
    "actors": "AZERBAIJAN > IRAN",
}


@pytest.fixture
def store(store_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store of one's own, and a configuration."""
    monkeypatch.setenv("RELATIONS_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.delenv("NO_COLOR", raising=False)
    shutil.copytree(store_path, tmp_path / "store")
    return open_store(tmp_path / "store")


@pytest.fixture(scope="module")
def base() -> Iterator[faulty.Base]:
    with faulty.serve() as found:
        yield found


def running(store: Store) -> Running:
    feeding = Feeding(store)
    session = Session(
        store="store",
        today="2026-11-23",
        remember=lambda _view: None,
        sources_text=str,
        atlas=atlas,
        feeds=feeding.rows,
        due=feeding.due,
        refresh=feeding.refresh,
        reload=feeding.reload,
        alerts=Alerting(store).report,
    )
    return Running(RelationsApp(World(store.source), View(), session))


def feeds_text(run: Running) -> str:
    """The panel of feeds."""
    panel = run.main.query_one(FeedsPanel)
    return "\n".join(panel.render_line(y).text.rstrip() for y in range(panel.size.height))


async def until_done(hand: Hand) -> None:
    """Wait for the other process, while the keys go on."""
    worker = hand.running.main.refreshing._worker
    assert worker is not None
    await worker.wait()
    await hand.pilot.pause()


async def test_without_feeds_it_says_how_to_have_some(store: Store) -> None:
    run = running(store)
    async with run.app.run_test(size=(120, 40)) as pilot:
        hand = Hand(run, pilot)
        await hand.press("r")
        assert NONE_YET in feeds_text(run)
        await hand.press("R")
        assert not run.main.query(FeedsPanel)


async def test_what_comes_is_shown_in_place_and_marked_until_visited(
    store: Store, base: faulty.Base
) -> None:
    base.good = faulty.document(*({**CODED, "id": f"e{n}"} for n in range(40)))
    add(config_path(), Feed("mine", f"{base}/good"))
    run = running(store)
    async with run.app.run_test(size=(120, 40)) as pilot:
        hand = Hand(run, pilot)
        await hand.press("down", "down", "right")
        at, row = run.at, run.main.matrix.row
        await hand.press("r")
        await hand.press("down")  # the keys work meanwhile
        assert run.main.matrix.row == row + 1
        await hand.press("up")
        await until_done(hand)
        assert run.at == at
        assert "40 new" in feeds_text(run)
        await hand.type("slash", "aze tur")
        await hand.until(lambda: run.at == ("AZE", "TUR"))
        line = run.main.matrix.render_line(1 + run.main.matrix.row - run.main.matrix.top).text
        assert line.count("•") == 1  # AZE-IRN, and nothing else
        await hand.type("slash", "aze irn")
        await hand.until(lambda: run.at == ("AZE", "IRN"))
        assert run.cell.startswith("[")
        assert "by a machine  92" in run.panel  # 52 of them bundled
        await hand.press("down")
        matrix = run.main.matrix
        assert matrix.matrix is not None
        line = matrix.render_line(1 + matrix.matrix.order.index("AZE") - matrix.top).text
        assert "•" not in line


async def test_what_comes_is_held_against_the_rules(store: Store, base: faulty.Base) -> None:
    base.good = faulty.document({**CODED, "id": "strike", "date": "2025-06-20"})
    config_path().write_text(
        '[[alerts]]\nname = "force"\nevent = "pair:AZE-IRN since:2025-06-20"\nmagnitude = 10\n'
        '[[alerts]]\nname = "odd"\nmoves = "AZE"\nlayer = "nope"\n'
    )
    add(config_path(), Feed("mine", f"{base}/good"))
    run = running(store)
    async with run.app.run_test(size=(120, 40)) as pilot:
        hand = Hand(run, pilot)
        await hand.press("r")
        await until_done(hand)
        await hand.until(lambda: "1 new alert: ! shows them" in hand.said)
        await hand.press("exclamation_mark")
        await hand.until(lambda: "new force" in hand.screen and "AZE > IRN" in hand.screen)
        assert "odd: unknown layer 'nope'" in hand.screen


async def test_a_feed_that_fails_keeps_its_last_data_and_says_so(
    store: Store, base: faulty.Base
) -> None:
    base.good = faulty.document(CODED)
    add(config_path(), Feed("mine", f"{base}/good"))
    run = running(store)
    async with run.app.run_test(size=(80, 24)) as pilot:
        hand = Hand(run, pilot)
        await hand.press("r")
        await until_done(hand)
        base.good = b"{"
        before = run.panel
        await hand.press("r")
        await until_done(hand)
        assert "failed: mine; what they brought before is kept" in feeds_text(run)
        assert run.panel == before


async def test_a_feed_that_hangs_leaves_the_keys_free_and_can_be_cancelled(
    store: Store, base: faulty.Base
) -> None:
    files = sorted(store.path.iterdir())
    add(config_path(), Feed("slow", f"{base}/hang-in-body"))
    run = running(store)
    async with run.app.run_test(size=(120, 40)) as pilot:
        hand = Hand(run, pilot)
        await hand.press("r")
        assert "X cancel" in feeds_text(run)
        here = run.main.matrix.row
        for _ in range(5):
            await hand.press("j")
        assert run.main.matrix.row == here + 5
        assert run.main.refreshing.is_running
        await hand.press("X")
        with pytest.raises(Exception, match="cancelled"):
            await until_done(hand)
        await hand.until(lambda: "cancelled: the store is as it was" in feeds_text(run))
    assert sorted(store.path.iterdir()) == files


async def test_a_feed_with_an_interval_is_refreshed_when_it_is_due(
    store: Store, base: faulty.Base
) -> None:
    base.good = faulty.document(CODED)
    add(config_path(), Feed("often", f"{base}/good", interval=0.25))
    add(config_path(), Feed("never", f"{base}/good?other"))
    run = running(store)
    async with run.app.run_test(size=(120, 40)) as pilot:
        hand = Hand(run, pilot)
        assert not run.main.refreshing.is_running  # nothing is fetched at the start
        run.main.refreshing._when_due()
        await until_done(hand)
        await hand.press("R")
        told = feeds_text(run)
        assert "often  just now     1 new" in told
        assert "never  never" in told
        assert run.app.session.due() == []
