"""Everything that must hold before a change lands: ``python tests/check.py``.

Lint, format, types, the direction of imports, docstrings, then the tests with branch coverage.
"""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
STEPS = (
    ("ruff", "check"),
    ("ruff", "format", "--check"),
    ("mypy",),
    ("lint-imports",),
    ("interrogate", "relations_tui"),
    ("pytest", "-n", "auto", "--cov", "--cov-report=term"),
)


def main() -> int:
    """Run every step, even after one failed; return how many failed."""
    failed = 0
    for name, *words in STEPS:
        print(f"\n== {' '.join((name, *words))}", flush=True)
        failed += subprocess.run([BIN / name, *words], cwd=HERE, check=False).returncode != 0
    print(f"\n{failed} of {len(STEPS)} steps failed" if failed else "\nall steps passed")
    return failed


if __name__ == "__main__":
    raise SystemExit(main())
