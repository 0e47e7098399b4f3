"""How the application ends when nobody asked it to: by a signal, or by an error of its own."""

from __future__ import annotations

import asyncio
import signal
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.app import App

    Base = App[Any]
else:
    Base = object


class EndsPlainly(Base):
    """Mixed into the application: it leaves the terminal as it was, and shows nobody's words in a traceback."""

    fault: Exception | None = None
    """What stopped the application, None if nothing did."""

    def heed_signals(self) -> None:
        """End as on quitting when asked to terminate, or when the terminal goes away (exit status 128 + number)."""
        if self.is_headless:
            return
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            if hasattr(signal, name):
                number = getattr(signal, name)
                loop.add_signal_handler(number, lambda code: self.exit(return_code=code), 128 + number)

    def _handle_exception(self, error: Exception) -> None:
        """Close at once. The library would print a traceback with every local variable: a diary, in the open."""
        if self.fault is None:
            self.fault = error
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()


def fault_words(error: BaseException) -> str:
    """Say where an error came from without anything it holds: "KeyError at session.py:88"."""
    error = getattr(error, "error", error)  # a background worker wraps what stopped it
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "gutskin_tui" in frame.filename] or frames
    place = f" at {Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else ""
    return f"{type(error).__name__}{place}"
