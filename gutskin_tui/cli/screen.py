"""Opens the screen: without click, for which `gutskin` alone has no use. It is on the way to the first frame.

The screen is imported once the process is prepared for it, and the store after the first frame.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from gutskin_tui import paths
from gutskin_tui.clock import Clock
from gutskin_tui.errors import InputError

if TYPE_CHECKING:
    from gutskin_tui.store import Journal


def has_terminal() -> bool:
    """Return whether both standard input and standard output are terminals."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def open_screen(path: Path, clock: Clock) -> int:
    """Open the screen on the journal at `path` and return its exit status. Raises InputError without a terminal."""

    def open_journal() -> Journal:
        from gutskin_tui.store import Journal

        return Journal.open(path, clock=clock, present=True)

    return run_screen(open_journal, clock)


def run_screen(
    open_journal: Callable[[], AbstractContextManager[Journal]], clock: Clock, demo: Path | None = None
) -> int:
    """Run the screen on the journal that `open_journal` opens; `demo` is the folder of a sample journal.

    Returns the exit status. Raises InputError without a terminal.
    """
    if not has_terminal():
        raise InputError("The app needs a terminal; gutskin --help lists the commands that work without one.")
    os.environ.setdefault("TEXTUAL_FPS", "120")  # read at import: a key is drawn within 8 ms, not 16
    gc.disable()  # objects made before the first frame live on; the app enables it again
    from gutskin_tui.tui import launch

    return launch.open_screen(open_journal, paths.settings_path(), paths.state_path(), clock, demo=demo)


def main() -> int:
    """Open the screen on the usual journal and return the exit status; an error is printed on stderr."""
    try:
        return open_screen(paths.journal_path(), Clock())
    except Exception as error:  # noqa: BLE001 - handled as those of the commands
        from gutskin_tui.cli.errors import handled

        failure = error

        def fail() -> None:
            raise failure

        return handled(fail)
