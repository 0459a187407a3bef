"""A refresh that is killed leaves the old state or the new one."""

from pathlib import Path

from tests.refresh import kill_refresh
from tests.refresh.world import Site


def test_killed_at_random(tmp_path: Path, site: Site) -> None:
    tally = kill_refresh.run(8, tmp_path, site, seed=3)
    assert tally.old + tally.new == 8
    assert tally.old
