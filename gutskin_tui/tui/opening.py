"""Opening the screen on a journal, whatever state the files are in."""

from __future__ import annotations

import gc
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from gutskin_tui import settings as settings_file
from gutskin_tui.clock import Clock
from gutskin_tui.journal.inert import clean
from gutskin_tui.journal.kinds import AnyEntry
from gutskin_tui.settings import Settings, SettingsError
from gutskin_tui.store import Journal, JournalError
from gutskin_tui.tui.app import GutskinApp
from gutskin_tui.tui.ending import fault_words


def open_screen(
    journal_path: Path,
    settings_path: Path,
    state_path: Path,
    clock: Clock,
    demo_entries: Sequence[AnyEntry] | None = None,
) -> int:
    """Run the screen and return the exit status: 0, 1 after an error that was said on stderr, 128 + a signal's number.

    With `demo_entries` it runs on a throw-away journal of these; the person's own files are only read for the look.
    Settings that cannot be read are said, and left as they are; the usual ones serve.
    """
    first = not settings_path.exists()
    settings, warning = _settings(settings_path)
    warning = warning or clock.warning
    if demo_entries is None:
        return _on_journal(journal_path, settings, settings_path, state_path, clock, warning, first=first)
    with tempfile.TemporaryDirectory(prefix="gutskin-demo-") as folder:
        here = Path(folder)
        try:
            with Journal.create(here / "journal.json", demo_entries, state=here / "state") as journal:
                app = GutskinApp(journal, settings, here / "settings.toml", here / "state", clock, demo=True)
                return _run(app, journal)
        except JournalError as error:
            return _say(str(error))


def _on_journal(
    path: Path, settings: Settings, settings_path: Path, state_path: Path, clock: Clock, warning: str, *, first: bool
) -> int:
    said = ""
    while True:
        try:
            journal = Journal.open(path)
        except JournalError as error:
            from gutskin_tui.tui.mending import Mending

            mending = Mending(path, error, clock, said)
            trouble = mending.screen(settings.theme)
            answer = trouble.run()
            if trouble.fault is not None:
                return _stopped(trouble.fault)
            if answer == "read":
                with mending.what_can_be_read() as left:
                    only = f"This is what can be read of {path.name}, for reading only."
                    return _run(GutskinApp(left, settings, settings_path, state_path, clock, warning=only), left)
            if answer not in ("again", "salvage", "restore"):
                return trouble.return_code or 1
            said = mending.do(answer)
            continue
        with journal:
            app = GutskinApp(
                journal, settings, settings_path, state_path, clock, first_run=first, warning=warning
            )  # fmt: skip
            return _run(app, journal)


def _settings(path: Path) -> tuple[Settings, str]:
    """Return the settings and what is wrong with their file, "" if nothing is."""
    try:
        return settings_file.load(path), ""
    except SettingsError as error:
        said = clean(str(error)).replace(f"{clean(str(path))}: ", f"{path.name}: ", 1)
        return Settings(), f"{said} The usual settings serve; the file is left as it is."


def _run(app: GutskinApp, journal: Journal) -> int:
    gc.freeze()  # modules and the journal stay: looking through them again and again only makes keys wait
    gc.enable()
    try:
        app.run()
    except Exception as error:  # noqa: BLE001 - whatever happens, no traceback shows a diary
        app.fault = app.fault or error
    if app.fault is None:
        return app.return_code or 0
    return _stopped(app.fault, f" Your journal is saved at {journal.path}.")


def _stopped(fault: Exception, saved: str = "") -> int:
    return _say(f"gutskin stopped because of an internal error ({fault_words(fault)}).{saved}")


def _say(sentence: str) -> int:
    print(clean(sentence), file=sys.stderr)
    return 1
