"""pendulum is used by dates.py alone, and loaded by neither the first frame nor loops over days."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import gutskin_tui


def test_the_first_frame_does_without_pendulum(tmp_path: Path) -> None:
    code = f"""
import asyncio, sys
from pathlib import Path
from gutskin_tui.clock import Clock
from gutskin_tui.settings import Settings
from gutskin_tui.store import Journal
from gutskin_tui.tui.app import GutskinApp

async def run(folder):
    with Journal.open(folder / "journal.json", state=folder / "state") as journal:
        app = GutskinApp(lambda: journal, Settings(), folder / "settings.toml", folder / "state", Clock())
        async with app.run_test() as pilot:
            while not app.journal_open:
                await pilot.pause()

asyncio.run(run(Path({str(tmp_path)!r})))
print("pendulum" in sys.modules)
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert run.stdout.strip() == "False"


ROOT = Path(gutskin_tui.__file__).parent


def _loops_over_days(tree: ast.AST) -> Iterator[int]:
    """Yield the lines of loops over a range() whose number is used in a timedelta."""
    for node in ast.walk(tree):
        for loop in [*getattr(node, "generators", []), *([node] if isinstance(node, ast.For) else [])]:
            if isinstance(loop.iter, ast.Call) and getattr(loop.iter.func, "id", "") == "range":
                for call in ast.walk(node):
                    if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "timedelta":
                        yield from [call.lineno] * bool(_names(loop.target) & _names(call))


def _names(tree: ast.AST) -> set[str]:
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def test_loops_over_days_formats_and_pendulum_are_in_dates_alone() -> None:
    strays = []
    for path in sorted(ROOT.rglob("*.py")):
        source = path.read_text()
        name = path.relative_to(ROOT).as_posix()
        if name == "dates.py":
            continue
        strays += [f"{name}:{line}: a loop over days" for line in _loops_over_days(ast.parse(source))]
        strays += [f"{name}: pendulum"] * bool(re.search(r"import pendulum|from pendulum", source))
        if not name.startswith("store/"):
            strays += [f"{name}: {match}" for match in re.findall(r":%[aA] [^}]*|:%d %[bB][^}]*", source)]
    assert strays == []
