"""What every test uses: a journal, settings and state of its own, a fixed clock, and how much is tried.

By default the slow tests are left out and hypothesis tries the same examples each time. `make test-all` gives
`--runslow --hypothesis-profile random`: everything, with new examples.
"""

from __future__ import annotations

import gc
import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, settings

from gutskin_tui import paths
from gutskin_tui.clock import Clock, fixed_clock

VERSION_0_1 = Path(__file__).parent / "journals" / "version_0.1.0"
LONDON = ZoneInfo("Europe/London")

# No limits of time: a busy machine is no fault of the code.
settings.register_profile("random", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.register_profile("ci", settings.get_profile("random"), derandomize=True)
settings.load_profile("ci")


UNMEASURED = tuple(
    f"tests/{room}/"
    for room in (
        "tui",
        "store",
        "model",
        "foods",
        "nutrition",
        "insights",
        "trials",
        "charts",
        "presentation",
        "exchange",
    )
)
"""The folders whose tests are measured in their first case only."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that runs everything."""
    parser.addoption("--runslow", action="store_true", help="run the tests marked slow and try every fault point")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Run a process more than there are processors: tests that wait for another program leave theirs idle."""
    return len(os.sched_getaffinity(0)) + 1 if hasattr(os, "sched_getaffinity") else 2


@pytest.hookimpl(tryfirst=True)  # before the deselection by -m
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests marked slow, unless asked for; mark the cases of a test after its first unmeasured.

    Measuring doubles their time. It is done for all cases where a room's coverage rests on them: cli, sync.
    """
    seen = set()
    for item in items:
        path, _, function = item.nodeid.partition("[")[0].partition("::")
        if path.startswith(UNMEASURED) and (path, function) in seen:
            item.add_marker("unmeasured")
        seen.add((path, function))
        if item.get_closest_marker("unmeasured"):
            item.add_marker("no_cover")  # what pytest-cov calls it
    if config.getoption("--runslow"):
        return
    slow = [item for item in items if item.get_closest_marker("slow")]
    config.hook.pytest_deselected(items=slow)
    items[:] = [item for item in items if not item.get_closest_marker("slow")]


def pytest_sessionstart() -> None:
    """Let programs be interrupted also where the tests run in the background of a shell, which ignores SIGINT."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_finish() -> None:
    """Spare the garbage collector what is there from now on to the end: all modules and all tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000)


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Point every default location below tmp_path: no test can reach a real journal."""
    monkeypatch.setenv("GUTSKIN_JOURNAL", str(tmp_path / "data" / "journal.json"))
    monkeypatch.setenv("GUTSKIN_SETTINGS", str(tmp_path / "config" / "settings.toml"))
    monkeypatch.setenv("GUTSKIN_STATE", str(tmp_path / "state"))
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    for name in ("NO_COLOR", "COLORFGBG", "PYTHONUNBUFFERED"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def _disk_without_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no save wait for the disk: no test pulls the plug of this machine, and power cuts are simulated."""
    monkeypatch.setattr(os, "fsync", lambda handle: os.fstat(handle) and None)


@pytest.fixture
def clock() -> Clock:
    """Saturday 21 November 2026, 14:15 in London."""
    return fixed_clock(datetime(2026, 11, 21, 14, 15, tzinfo=LONDON), "Europe/London")


@pytest.fixture
def version_0_1(_elsewhere: None) -> Path:
    """Put what gutskin 0.1.0 left behind at the default locations, and return the path of the journal.

    Its own commands and its screen wrote the files: a journal with entries of every kind, and what can be undone; the
    log, settings, a backup, and a draft of a screen that was killed.
    """
    journal = paths.journal_path()
    names = {"journals": paths.state_folder(journal).name, "drafts": f"{paths.state_folder(journal).name}.json"}
    shutil.copytree(VERSION_0_1, journal.parent, ignore=shutil.ignore_patterns("settings.toml", "state", "export.json"))
    shutil.copytree(VERSION_0_1 / "state", paths.state_path())
    for folder, name in names.items():
        (old,) = (paths.state_path() / folder).iterdir()
        old.rename(old.with_name(name))
    paths.settings_path().parent.mkdir()
    shutil.copy(VERSION_0_1 / "settings.toml", paths.settings_path())
    return journal


@pytest.fixture
def close_leaked_files(tmp_path: Path) -> Iterator[None]:
    """Close files of the test that are still open after it, as the system does for a process that was killed.

    Simulated kills leave journals open; a run of all tests must not use up the file descriptors of its process.
    """
    listing = Path("/proc/self/fd")
    before = set(listing.iterdir()) if listing.exists() else set()
    yield
    for file in set(listing.iterdir()) - before if listing.exists() else ():
        with suppress(OSError):
            if str(file.readlink()).startswith(str(tmp_path)):
                os.close(int(file.name))
