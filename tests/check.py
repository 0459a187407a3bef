"""Everything that must hold before a change lands: ``python tests/check.py``.

Lint, format, types, the direction of imports, docstrings, then the tests. These get the words of
the call: ``python tests/check.py --cov`` measures branch coverage, in twice the time.
"""

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
WORKERS = 2 * (os.cpu_count() or 1)
"""Tests of the screen wait half of their time."""
STEPS = (
    ("ruff", "check"),
    ("ruff", "format", "--check"),
    ("mypy",),
    ("lint-imports",),
    ("interrogate", "relations_tui"),
    ("pytest", "-n", str(WORKERS), *sys.argv[1:]),
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
