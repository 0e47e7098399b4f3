"""Where everything is measured: a temporary folder with a journal of ten years, and the programs that open it."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from gutskin_tui.clock import Clock, fixed_clock
from gutskin_tui.model.sample.generator import TODAY, sample_entries
from gutskin_tui.store import Journal
from tests.terminal import Terminal, surroundings

DAYS = 3650
ENTRIES = 55_000
"""About what ten years of a full diary come to; the sample is that long."""

PEERS = Path(__file__).parent / "peers"
GUTSKIN = [sys.executable, "-m", "gutskin_tui"]

ENTRY_OF_TODAY = str(TODAY[1][2]["text"])
"""Words that stand on the screen when the entries of today do."""


@dataclass(frozen=True)
class Place:
    """`folder` holds the journal; `today` is its last day, which is the real one: programs ask the real clock."""

    folder: Path
    today: date

    @property
    def path(self) -> Path:
        """The journal file."""
        return self.folder / "journal.json"

    @property
    def environment(self) -> dict[str, str]:
        """What a program is started with; bytecode is used and written, as after an installation."""
        return surroundings(str(self.folder))

    @property
    def clock(self) -> Clock:
        """Stands still at 14:15 of the last day."""
        return fixed_clock(datetime.combine(self.today, time(14, 15), UTC))

    def open(self, size: tuple[int, int] = (120, 40)) -> Terminal:
        """Start gutskin in a terminal."""
        return Terminal(GUTSKIN, self.environment, size)

    def peer(self, name: str, size: tuple[int, int] = (120, 40)) -> Terminal:
        """Start a program of the folder `peers` in a terminal."""
        return Terminal([sys.executable, str(PEERS / name)], self.environment, size)


@contextmanager
def place() -> Iterator[Place]:
    """Make the place, and take it away afterwards."""
    with tempfile.TemporaryDirectory(prefix="gutskin-bench-") as folder:
        (Path(folder) / "settings.toml").touch()  # the first start of all asks questions
        here = Place(Path(folder), Clock(zone=lambda: UTC).today())
        with Journal.open(here.path) as journal:
            journal.add(*sample_entries(DAYS, 1, here.clock), label="Sample journal")
        yield here
