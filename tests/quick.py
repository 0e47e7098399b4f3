"""`python -m tests.quick [BASE]`: the tests of the rooms that changed since BASE, without the pictures of the screen.

BASE is a commit; without one it is HEAD where anything is uncommitted, else the commit before HEAD.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parent.parent
PICTURES = "tests/tui/test_snapshots.py"


def changed(base: str | None = None) -> list[str]:
    """Return the paths of files that differ from `base` or are new, relative to the project."""
    new = _git("ls-files", "--others", "--exclude-standard")
    uncommitted = _git("diff", "--name-only", "HEAD") + new
    if base is None:
        base = "HEAD" if uncommitted else "HEAD~1"
    return _git("diff", "--name-only", base) + new


def _git(*words: str) -> list[str]:
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()


def tests_for(path: str) -> str:
    """Return the tests that a file concerns, "" if none: its room's, those of its module, or the file itself."""
    parts = Path(path).parts
    if parts[0] == "tests" and parts[-1].startswith("test_") and parts[-1].endswith(".py"):
        return path
    if parts[0] in ("gutskin_tui", "tests") and len(parts) > 2:
        return f"tests/{parts[1]}"
    if parts[0] == "gutskin_tui" and len(parts) == 2:
        return f"tests/test_{parts[1]}"
    return "tests/test_package.py"


def chosen(paths: Iterable[str]) -> list[str]:
    """Return the files and folders of tests to run, none of them within another."""
    existing = {test for test in map(tests_for, paths) if (ROOT / test).exists()}
    return sorted(test for test in existing if str(Path(test).parent) not in existing)


def main() -> int:
    """Run them and return the exit status."""
    tests = chosen(changed(*sys.argv[1:2]))
    print("tests:", " ".join(tests) or "none")
    command = [sys.executable, "-m", "pytest", "-n", "auto", "--deselect", PICTURES, *tests]
    return subprocess.run(command, check=False, cwd=ROOT).returncode if tests else 0


if __name__ == "__main__":
    sys.exit(main())
