"""A call of ``relations`` over the bundled store."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from relations_tui.cli.main import run as run_words


@dataclass(frozen=True)
class Answer:
    """What a call printed, and its exit code."""

    code: int
    out: str
    err: str


Run = Callable[..., Answer]


@pytest.fixture
def run(
    store_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Calls ``relations`` with some words."""
    monkeypatch.setenv("RELATIONS_STORE", str(store_path))

    def call(*words: str) -> Answer:
        code = run_words(words)
        return Answer(code, *capsys.readouterr())

    return call
