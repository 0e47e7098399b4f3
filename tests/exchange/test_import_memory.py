"""The memory of an import does not grow with its rows as fast as these would as objects."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROWS = 30_000
PROGRAM = """
import resource, sys
from gutskin_tui.exchange.import_file import read_source
from gutskin_tui.exchange.input.importer import ImportOptions
from gutskin_tui.exchange.input.source import source_at
from gutskin_tui.clock import Clock
from pathlib import Path
options = ImportOptions(Clock())
read_source(source_at(Path(sys.argv[1])), options)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
contents = read_source(source_at(Path(sys.argv[2])), options)
print(len(contents.entries), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""
HEADER = "Drink Type,Cup Name,Hydration Value(ml),Water Value(ml),Date,Time,Daily Goal Reached in %"


def water(rows: int) -> str:
    lines = (f"Water,Cup,250,250,{1 + n % 28}/{1 + n % 12}/24,{n % 24}:{n % 60:02},{n}" for n in range(rows))
    return "\n".join([HEADER, *lines])


@pytest.mark.skipif(sys.platform != "linux", reason="the unit of ru_maxrss is another one elsewhere")
def test_a_long_table_is_read_in_little_memory(tmp_path: Path) -> None:
    small, large = tmp_path / "small.csv", tmp_path / "large.csv"
    small.write_text(water(20))
    large.write_text(water(ROWS))
    done = subprocess.run([sys.executable, "-c", PROGRAM, small, large], capture_output=True, text=True, check=True)
    entries, kilobytes = map(int, done.stdout.split())
    assert entries == ROWS
    assert kilobytes < 16_000  # as objects these rows and entries take 45 MB
