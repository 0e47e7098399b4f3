"""What is pasted stays a paste, even where the terminal lets escape characters in it through.

The library's reader takes an escape character within a bracketed paste for the start of a key. Some
terminals, tmux among them, do not filter it out of what they paste: the rest would be typed as keys,
line ends would save, and letters would be commands.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from textual._xterm_parser import XTermParser
from textual.driver import Driver
from textual.message import Message

from gutskin_tui.journal.inert import clean

if TYPE_CHECKING:
    from textual.app import App

    Base = App[Any]
else:
    Base = object

ESC = "\x1b"
START = f"{ESC}[200~"
END = f"{ESC}[201~"
"""What a terminal sends around a paste."""


class InertPastes(XTermParser):
    """Reads the terminal as the stock reader does, with escape characters within a paste replaced by their sign."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._pasting = False
        self._before, self._held = "", ""

    def feed(self, data: str) -> Iterable[Message]:
        """Read more of what the terminal sends; "" ends it."""
        inert = self._inert(data)
        return super().feed(inert) if inert or not data else ()

    def _inert(self, data: str) -> str:
        """Return `data` with the insides of pastes made inert; the marks around them may come in pieces."""
        read = ""
        while data:
            if self._pasting:
                inside, end, data = (self._held + data).partition(END)
                self._held = "" if end else _beginning_of(END, inside)
                read += inside.removesuffix(self._held).replace(ESC, clean(ESC)) + end
                self._pasting = not end
                self._before = ""
            else:
                known = len(self._before)
                outside, start, data = (self._before + data).partition(START)
                self._pasting = bool(start)
                read += (outside + start)[known:]
                self._before = _beginning_of(START, outside)
        return read


def _beginning_of(mark: str, text: str) -> str:
    """Return the end of `text` that may be the beginning of `mark`."""
    return next((mark[:size] for size in range(len(mark) - 1, 0, -1) if text.endswith(mark[:size])), "")


class PastesStayPastes(Base):
    """Mixed into the application: its terminal driver reads with `InertPastes`."""

    def get_driver_class(self) -> type[Driver]:
        """Return the driver of this system, told to use our reader: it takes none by a door of its own."""
        driver = super().get_driver_class()
        if driver.__module__ == "textual.drivers.linux_driver":
            import textual.drivers.linux_driver as module

            module.XTermParser = InertPastes  # type: ignore[attr-defined]
        return driver
