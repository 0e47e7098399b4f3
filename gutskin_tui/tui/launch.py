"""Opens the screen on a journal: normally, with demo data, or by way of recovery if the journal is damaged."""

from __future__ import annotations

import gc
import signal
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from gutskin_tui import settings as settings_file
from gutskin_tui.clock import Clock
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.settings import Settings, SettingsError
from gutskin_tui.store import Journal, JournalError
from gutskin_tui.text import clean
from gutskin_tui.tui.app import GutskinApp
from gutskin_tui.tui.keymap import keymap
from gutskin_tui.tui.recovery_app import Recovery
from gutskin_tui.tui.shutdown import describe_fault


def open_screen(
    journal_path: Path,
    settings_path: Path,
    state_path: Path,
    clock: Clock,
    demo_entries: Sequence[AnyEntry] | None = None,
) -> int:
    """Run the screen and return the exit status: 0, 1 after an error (printed to stderr), 128 + a signal's number.

    With `demo_entries` it runs on a throw-away journal of these; the person's settings are read for the theme.
    If the settings cannot be read, the screen says so and uses the defaults; the file is not changed.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # until the screen handles it itself
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    first = not settings_path.exists()
    settings, faults = _settings(settings_path)
    warning = _first_of([*faults, *keymap(settings.keys).faults, *([clock.warning] if clock.warning else [])])
    if demo_entries is None:
        return _on_journal(journal_path, settings, settings_path, state_path, clock, warning, first=first)
    with tempfile.TemporaryDirectory(prefix="gutskin-demo-") as folder:
        here = Path(folder)
        try:
            with Journal.create(here / "journal.json", demo_entries, state=here / "state", clock=clock) as journal:
                app = GutskinApp(journal, settings, here / "settings.toml", here / "state", clock, demo=True)
                return _run(app, journal)
        except JournalError as error:
            return _print_error(str(error))


def _on_journal(
    path: Path, settings: Settings, settings_path: Path, state_path: Path, clock: Clock, warning: str, *, first: bool
) -> int:
    failure = ""
    while True:
        try:
            journal = Journal.open(path, clock=clock, present=True)
        except JournalError as error:
            recovery = Recovery(path, error, clock, failure)
            screen = recovery.screen(settings)
            answer = screen.run()
            if screen.fault is not None:
                return _stopped(screen.fault)
            if answer == "read":
                with recovery.readable_copy() as left:
                    only = f"This is what can be read of {path.name}, for reading only."
                    return _run(GutskinApp(left, settings, settings_path, state_path, clock, warning=only), left)
            if answer not in ("again", "salvage", "restore"):
                return screen.return_code or 1
            failure = recovery.do(answer)
            continue
        with journal:
            app = GutskinApp(journal, settings, settings_path, state_path, clock, first_run=first, warning=warning)
            return _run(app, journal)


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


def _run(app: GutskinApp, journal: Journal) -> int:
    gc.freeze()  # modules and the journal stay: scanning them on every collection would delay keys
    gc.enable()
    try:
        app.run()
    except Exception as error:  # noqa: BLE001 - a traceback could show entries
        app.fault = app.fault or error
    if app.fault is None:
        return app.return_code or 0
    return _stopped(app.fault, f" Your journal is saved at {journal.path}.")


def _stopped(fault: Exception, saved: str = "") -> int:
    return _print_error(f"gutskin stopped because of an internal error ({describe_fault(fault)}).{saved}")


def _print_error(sentence: str) -> int:
    print(clean(sentence), file=sys.stderr)
    return 1
