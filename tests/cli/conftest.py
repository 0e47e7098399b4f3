"""The command line as a test uses it: a fixed clock, everything else real."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gutskin_tui import paths
from gutskin_tui.cli.context import Session
from gutskin_tui.cli.main import gutskin
from gutskin_tui.clock import Clock
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.model.sample.generator import sample_entries
from gutskin_tui.store import Journal

Run = Callable[..., Result]

ALARMS = ("was changed outside gutskin; it is taken as it stands.", "gutskin doctor shows what you can do.")
"""How what every command says besides ends, of a journal that is not as gutskin left it."""


@pytest.fixture
def run(clock: Clock) -> Run:
    """Run `gutskin` with these words and return what it printed and its status."""

    def run_it(*words: str, typed: bytes | None = None) -> Result:
        result = CliRunner().invoke(gutskin, list(words), obj=Session(clock), input=typed)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        assert "Traceback" not in result.output
        messages = [line for line in result.stderr.splitlines() if not line.endswith(ALARMS)]
        assert all(line.startswith("gutskin: ") for line in result.stderr.splitlines())
        assert len(messages) == bool(result.exit_code)
        return result

    return run_it


@pytest.fixture
def good(run: Run) -> Callable[..., str]:
    """Run `gutskin`, which must succeed, and return what it printed."""

    def run_it(*words: str, typed: bytes | None = None) -> str:
        result = run(*words, typed=typed)
        assert result.exit_code == 0, result.stderr
        return result.stdout

    return run_it


@pytest.fixture
def entries() -> Callable[[], list[AnyEntry]]:
    """Read the journal anew and return its entries in order."""

    def read() -> list[AnyEntry]:
        with Journal.open(paths.journal_path(), read_only=True) as journal:
            return list(journal.between())

    return read


@pytest.fixture
def journal_file() -> Path:
    """The path of the journal that every command uses unless told."""
    return paths.journal_path()


@pytest.fixture
def sample(clock: Clock) -> list[AnyEntry]:
    """The entries of a sample of 40 days, saved in the journal."""
    made = sample_entries(40, 1, clock)
    with Journal.open(paths.journal_path()) as journal:
        journal.add(*made)
    return made
