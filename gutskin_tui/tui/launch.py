"""Runs the screen on a journal and returns its exit status. It is on the way to the first frame."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from gutskin_tui import settings as settings_file
from gutskin_tui.clock import Clock
from gutskin_tui.settings import Settings, SettingsError
from gutskin_tui.text import clean
from gutskin_tui.tui.app import GutskinApp
from gutskin_tui.tui.keymap import keymap
from gutskin_tui.tui.shutdown import describe_fault

if TYPE_CHECKING:
    from gutskin_tui.store import Journal


def open_screen(
    open_journal: Callable[[], AbstractContextManager[Journal]],
    settings_path: Path,
    state_path: Path,
    clock: Clock,
    *,
    demo: Path | None = None,
) -> int:
    """Run the screen and return the exit status: 0, 1 after an error (printed to stderr), 128 + a signal's number.

    `open_journal` is called after the first frame; the journal is closed at the end. With `demo`, a folder, settings
    are read only, and drafts and settings of the run are stored there. If the settings cannot be read, the screen says
    so and uses the defaults; the file is not changed.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # until the screen handles it itself
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    first = not settings_path.exists()
    settings, faults = _settings(settings_path)
    warning = _first_of([*faults, *keymap(settings.keys).faults, *([clock.warning] if clock.warning else [])])
    if demo:
        app = GutskinApp(open_journal, settings, demo / "settings.toml", demo / "state", clock, demo=True)
    else:
        app = GutskinApp(open_journal, settings, settings_path, state_path, clock, first_run=first, warning=warning)
    with app.files:
        return _run(app)


def _settings(path: Path) -> tuple[Settings, list[str]]:
    """Return the settings and what is wrong with their file, one sentence each."""
    faults: list[str] = []
    try:
        settings = settings_file.load(path, faults.append)
    except SettingsError as error:
        settings = Settings()
        faults.append(f"{error} Using default settings; the file was not changed.")
    return settings, [clean(fault).replace(f"{clean(str(path))}: ", f"{path.name}: ", 1) for fault in faults]


def _first_of(faults: Sequence[str]) -> str:
    """Return the first fault and the number of others for the one-line status, "" if there is none."""
    if len(faults) < 2:
        return "".join(faults)
    return f"{faults[0]} {len(faults) - 1} more: see gutskin settings."


def _run(app: GutskinApp) -> int:
    try:
        app.run()
    except Exception as error:  # noqa: BLE001 - a traceback could show entries
        app.fault = app.fault or error
    if app.fault is None:
        return app.return_code or 0
    saved = f" Your journal is saved at {app.session.journal.path}." if app.journal_open else ""
    print(clean(f"gutskin stopped because of an internal error ({describe_fault(app.fault)}).{saved}"), file=sys.stderr)
    return 1
