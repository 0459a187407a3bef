"""The rooms: who imports whom, and what the headless ones never load."""

import subprocess
import sys
from pathlib import Path

import pytest

SCREEN = {"textual", "rich", "plotext"}
# httpx brings a command of its own along, which draws with rich if that is there.
NETWORK = {"httpx"}
DISK = {"tinydb", "filelock"}


def loaded(module: str) -> set[str]:
    """The top-level packages in ``sys.modules`` once a fresh process has imported ``module``."""
    code = f"import {module}, sys; print(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize(
    ("module", "never"),
    [
        ("relations_tui.model.series", SCREEN | NETWORK | DISK),
        ("relations_tui.text", SCREEN | NETWORK | DISK),
        ("relations_tui.scoring.score_series", SCREEN | NETWORK | DISK),
        ("relations_tui.query.world", SCREEN | NETWORK | DISK),
        ("relations_tui.report.pair", SCREEN | NETWORK | DISK),
        ("relations_tui.feeds.parse", SCREEN | NETWORK | DISK),
        ("relations_tui.feeds.formats", SCREEN | NETWORK | DISK),
        ("relations_tui.feeds.client", (SCREEN - {"rich"}) | DISK),
        ("relations_tui.config.file", SCREEN | NETWORK | DISK | {"tomlkit"}),
        ("relations_tui.refresh.outcome", SCREEN | NETWORK | DISK),
        ("relations_tui.refresh.run", SCREEN - {"rich"}),
        ("relations_tui.store.open", SCREEN | NETWORK | DISK),
        ("relations_tui.cli.main", SCREEN | NETWORK | DISK | {"argparse", "msgspec"}),
        ("relations_tui.cli.commands", SCREEN | NETWORK | DISK),
        ("relations_tui.tui.app", NETWORK | DISK | {"plotext"}),
    ],
)
def test_a_room_never_loads(module: str, never: set[str]) -> None:
    assert not loaded(module) & never


def test_the_first_screen_needs_no_scoring() -> None:
    code = "import relations_tui.tui.app, sys; print([m for m in sys.modules if '.scoring' in m])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_contracts_hold() -> None:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    root = Path(__file__).parent.parent
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
