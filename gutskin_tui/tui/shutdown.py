"""Ends the application after a signal, the loss of the terminal, or an internal error."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
import time
import traceback
from pathlib import Path
from queue import SimpleQueue
from types import FrameType
from typing import TYPE_CHECKING, Any

try:
    from gutskin_tui.tui.terminal_driver import TerminalDriver
except ImportError:  # no termios: Textual's own driver serves
    TerminalDriver = None  # type: ignore[assignment,misc]

if TYPE_CHECKING:
    from textual.app import App
    from textual.driver import Driver

    Base = App[Any]
else:
    Base = object

SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGQUIT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
LOST = 129
"""Exit status when the terminal has gone."""
GRACE = 3.0
"""Seconds that an orderly end may take after a signal or the loss of the terminal."""


class CleanShutdown(Base):
    """Mixed into the application: restores the terminal at every end; prints no traceback, which could show entries."""

    fault: Exception | None = None
    """What stopped the application, None if nothing did."""

    def __init__(self, **options: Any) -> None:
        super().__init__(driver_class=TerminalDriver, **options)
        self._statuses: SimpleQueue[int] = SimpleQueue()

    def on_load(self) -> None:
        """Handle the errors of threads and tasks from now on."""
        asyncio.get_running_loop().set_exception_handler(self._task_failed)
        threading.excepthook = self._thread_failed
        sys.unraisablehook = lambda unraisable: None  # errors while something is deleted stop nothing

    def _build_driver(self, headless: bool, *arguments: Any, **options: Any) -> Driver:
        """Build the driver and handle signals from then on; not below a test's pilot, which is headless."""
        if not headless:
            threading.Thread(target=self._watch, name="watchdog", daemon=True).start()
            for number in SIGNALS:
                signal.signal(number, self._signalled)
        return super()._build_driver(headless, *arguments, **options)

    def end(self, status: int) -> None:
        """End with an exit status within `GRACE` seconds. May be called from any thread or signal handler."""
        self._statuses.put(status)
        self._call(self.exit, None, status)

    def terminal_lost(self) -> None:
        """End because nothing can be read from the terminal, or written to it, any more."""
        self.end(LOST)

    def redraw(self) -> None:
        """Draw the whole screen again. May be called from any thread or signal handler."""
        self._call(self.refresh)

    def fail_from_thread(self, error: Exception) -> None:
        """End because of an error that stopped another thread."""
        self._call(self._handle_exception, error)

    def _call(self, function: Any, *arguments: Any) -> None:
        """Call a function on the application's loop, from any thread; nothing once the loop has closed."""
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(function, *arguments)

    def _signalled(self, number: int, frame: FrameType | None) -> None:
        """Handle a signal: plain handlers, unlike the loop's own, run while the loop waits for a stuck terminal."""
        self.end(128 + number)

    def _watch(self) -> None:
        """Wait until the application is to end, and end the process if that takes too long: all saves are on disk."""
        status = self._statuses.get()
        time.sleep(GRACE)
        if TerminalDriver is not None and isinstance(self._driver, TerminalDriver):
            self._driver.reset_terminal()
        os._exit(status)

    def _thread_failed(self, arguments: threading.ExceptHookArgs) -> None:
        if isinstance(arguments.exc_value, Exception):
            self.fail_from_thread(arguments.exc_value)

    def _task_failed(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        if isinstance(error := context.get("exception"), Exception):
            self._handle_exception(error)

    def _handle_exception(self, error: Exception) -> None:
        """Close at once. Textual would print a traceback with every local variable, and so with entries.

        Errors after the application began to end are ignored: widgets that are not mounted yet may fail then.
        """
        if self._exit:
            self._close_messages_no_wait()
            return
        if self.fault is None:
            self.fault = error
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()


def describe_fault(error: BaseException) -> str:
    """Return the type and place of an error, without its message, which may hold entries: "KeyError at state.py:88"."""
    error = getattr(error, "error", error)  # a background worker wraps what stopped it
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "gutskin_tui" in frame.filename] or frames
    place = f" at {Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else ""
    return f"{type(error).__name__}{place}"
