"""Where everything is measured: a temporary folder with a journal of ten years, and the programs that open it."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from pathlib import Path

from gutskin_tui.clock import Clock, fixed_clock
from gutskin_tui.model.entries import make
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.model.sample.generator import TODAY, sample_entries
from gutskin_tui.store import Journal
from tests.terminal import Terminal, surroundings

DAYS = 3650
ENTRIES = 55_000
"""About what ten years of a full diary come to; the sample is that long."""
LARGE = 200_000

PROGRAMS = Path(__file__).parent / "programs"
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

    def entries(self, size: int) -> Iterator[AnyEntry]:
        """Yield so many entries: the newest of the ten years, and if there are fewer, water in the years before."""
        with Journal.open(self.path, read_only=True) as journal:
            have = journal.count()
            yield from islice(journal.between(), max(0, have - size), None)
        before = self.clock.now() - timedelta(days=DAYS)
        for number in range(size - have):
            yield make("drink", {"ml": 250}, self.clock, at=before - timedelta(minutes=20 * number))

    def journal_of(self, size: int) -> dict[str, str]:
        """Return the environment of a program whose journal has so many entries; it is made when it is first used."""
        path = self.folder / f"journal-{size}.json"
        if not path.exists():
            Journal.create(path, self.entries(size)).close()
        return self.environment | {"GUTSKIN_JOURNAL": str(path)}

    def open(self, size: tuple[int, int] = (120, 40), environment: Mapping[str, str] | None = None) -> Terminal:
        """Start gutskin in a terminal, on the journal of ten years unless the environment names another."""
        return Terminal(GUTSKIN, environment or self.environment, size)

    def open_at_rest(self, size: tuple[int, int] = (120, 40)) -> Terminal:
        """Start gutskin in a terminal and wait until it has read everything and is idle."""
        terminal = self.open(size)
        terminal.drawn(ENTRY_OF_TODAY)
        terminal.rested(quiet=1.5)
        return terminal

    def peer(self, name: str, size: tuple[int, int] = (120, 40)) -> Terminal:
        """Start a program of the folder `programs` in a terminal."""
        return Terminal([sys.executable, str(PROGRAMS / name)], self.environment, size)


@contextmanager
def place() -> Iterator[Place]:
    """Make the place, and take it away afterwards."""
    with tempfile.TemporaryDirectory(prefix="gutskin-bench-") as folder:
        (Path(folder) / "settings.toml").touch()  # the first start of all asks questions
        os.environ |= {name: text for name, text in surroundings(folder).items() if name.startswith("GUTSKIN_")}
        here = Place(Path(folder), Clock(zone=lambda: UTC).today())
        with Journal.open(here.path) as journal:
            journal.add(*sample_entries(DAYS, 1, here.clock), label="Sample journal")
        yield here
