"""A terminal driver for Textual that survives invalid input, lost terminals and unfinished pastes.

Textual's own driver ends with a traceback when a byte is not UTF-8 or the terminal goes away, blocks once its
output cannot be written, waits forever for the end of a paste, and treats an escape character inside a paste
as the start of a key. The rest of it is used unchanged; `tests/tui/test_terminal_driver.py` checks the private
names of Textual that are relied on here.
"""

from __future__ import annotations

import os
import selectors
import sys
import termios
import time
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterable, Iterator
from io import TextIOWrapper
from typing import IO, TYPE_CHECKING, Any, cast

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from gutskin_tui.text import clean

if TYPE_CHECKING:
    from gutskin_tui.tui.shutdown import CleanShutdown

ESC = "\x1b"
PASTE_START = f"{ESC}[200~"
PASTE_END = f"{ESC}[201~"
"""The sequences that a terminal sends before and after a paste (bracketed paste mode)."""
CHARACTER_PAUSE = 1.0
"""Seconds after which the missing rest of a multi-byte character is given up."""
PASTE_PAUSE = 5.0
"""Seconds without input after which a paste is ended although its end sequence has not arrived."""
POLL = 0.1
"""Seconds between two calls of `InputReader.tick` while a sequence is incomplete."""
RESET = b"\x1b[?2004l\x1b[?7h\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l"
"""Leaves the modes that the driver enters: pastes, wrapping, mouse, keyboard, alternate screen, cursor, focus."""


class TerminalParser(XTermParser):
    """Textual's parser, with each escape character within a paste replaced by a printable symbol.

    Some terminals, tmux among them, do not filter escape characters out of a paste; the rest of the
    paste would then be handled as keys. A line feed is the Enter key: that is what Enter sends until the terminal is in
    raw mode, and what was typed before the program has started is read as well.
    """

    def __init__(self) -> None:
        super().__init__()
        self.pasting = False
        self._start = self._end = ""  # the part of a start or end sequence that has arrived

    def feed(self, data: str) -> Iterable[Message]:
        """Parse more text of the terminal; "" ends it."""
        safe = self._normalised(data)
        return super().feed(safe) if safe or not data else ()

    @property
    def waiting(self) -> bool:
        """Whether a sequence or a paste is incomplete."""
        return self.pasting or self._timeout_time is not None

    def end_paste(self) -> Iterable[Message]:
        """End a paste whose end sequence has not arrived."""
        return self.feed(PASTE_END)

    def tick(self) -> Iterable[Message]:
        """Handle the beginning of a sequence as keys once the rest is overdue."""
        yield from super().tick()
        if self._timeout_time is None:
            self._start = ""

    def _normalised(self, data: str) -> str:
        """Return `data` with escape characters replaced inside pastes, and line feeds outside of them.

        The sequences at the start and end of a paste may arrive in pieces.
        """
        result = ""
        while data:
            if self.pasting:
                inside, end, data = (self._end + data).partition(PASTE_END)
                self._end = "" if end else _beginning_of(PASTE_END, inside)
                result += inside.removesuffix(self._end).replace(ESC, clean(ESC)) + end
                self.pasting = not end
                self._start = ""
            else:
                length = len(self._start)
                outside, start, data = (self._start + data).partition(PASTE_START)
                self.pasting = bool(start)
                result += (outside.replace("\n", "\r") + start)[length:]
                self._start = _beginning_of(PASTE_START, outside)
        return result


def _beginning_of(mark: str, text: str) -> str:
    """Return the end of `text` that may be the beginning of `mark`."""
    return next((mark[:size] for size in range(len(mark) - 1, 0, -1) if text.endswith(mark[:size])), "")


class InputReader:
    """Turns the bytes of a terminal into messages. Bytes that are not UTF-8 become U+FFFD; none of them is an error.

    `now` is a monotonic clock in seconds.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._last = now()
        self._decoder = getincrementaldecoder("utf-8")("replace")
        self._parser = TerminalParser()

    def feed(self, data: bytes) -> Iterator[Message]:
        """Yield the messages for more bytes."""
        self._last = self._now()
        yield from self._parsed(self._decoder.decode(data))

    @property
    def waiting(self) -> bool:
        """Whether a character, sequence or paste is incomplete, so that `tick` has to be called."""
        return self._parser.waiting or bool(self._decoder.getstate()[0])

    def tick(self) -> Iterator[Message]:
        """Yield the messages for incomplete input that is overdue; to be called at short intervals while `waiting`."""
        silence = self._now() - self._last
        if silence >= CHARACTER_PAUSE:
            yield from self._parsed(self._decoder.decode(b"", final=True))
        if self._parser.pasting and silence >= PASTE_PAUSE:
            yield from self._parser.end_paste()
        yield from self._parser.tick()

    def _parsed(self, text: str) -> Iterator[Message]:
        try:
            yield from self._parser.feed(text) if text else ()
        except (ValueError, OverflowError):  # a sequence with numbers that no terminal sends
            self._parser = TerminalParser()


class TerminalOutput:
    """The terminal as a file whose reader may go away: `on_lost` is then called, and further output is dropped."""

    def __init__(self, file: IO[str], on_lost: Callable[[], None]) -> None:
        self._file = file
        self._on_lost = on_lost
        self._lost = False

    def write(self, text: str) -> None:
        """Write text; nothing after the terminal was lost."""
        self._try(lambda: self._file.write(text))

    def flush(self) -> None:
        """Flush the buffer; nothing after the terminal was lost."""
        self._try(self._file.flush)

    def fileno(self) -> int:
        """Return the file descriptor of the terminal."""
        return self._file.fileno()

    def _try(self, output: Callable[[], object]) -> None:
        if self._lost:
            return
        try:
            output()
        except (OSError, ValueError):  # ValueError: the file was closed
            self._lost = True
            self._drop()
            self._on_lost()

    def _drop(self) -> None:
        """Redirect the file to the null device, so that its buffer is not flushed to the terminal at exit."""
        try:
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, self._file.fileno())
            os.close(null)
        except (OSError, ValueError):
            return


class TerminalDriver(LinuxDriver):
    """Textual's driver with `InputReader` and `TerminalOutput`; calls `terminal_lost` of the application.

    It writes to stdout, which the command line has checked to be a terminal, where Textual's writes to stderr.
    """

    def __init__(self, app: CleanShutdown, **options: Any) -> None:
        super().__init__(app, **options)
        self._owner = app
        assert sys.__stdout__ is not None
        self._output = TerminalOutput(sys.__stdout__, app.terminal_lost)
        self._file = cast("TextIOWrapper", self._output)
        self._active = False
        self._wake, self._waker = os.pipe()

    def start_application_mode(self) -> None:
        """Enter the modes of the terminal that the application needs."""
        self._active = True
        super().start_application_mode()  # type: ignore[no-untyped-call]

    def stop_application_mode(self) -> None:
        """Restore the modes that the terminal had before."""
        super().stop_application_mode()
        self._active = False

    def _sigcont_application(self, *_: object) -> None:
        """Enter the modes again after a stop, unless the application is ending, and draw the screen again.

        SIGSTOP comes unannounced, so the modes are left first: else a second thread would read the terminal.
        """
        if self._active:
            self.suspend_application_mode()
            self._must_signal_resume = True
        if self._must_signal_resume:
            super()._sigcont_application()
            self._owner.redraw()

    def disable_input(self) -> None:
        """Stop reading: wake the input thread, which does not poll, and wait for its end."""
        os.write(self._waker, b"\0")
        super().disable_input()

    def _run_input_thread(self) -> None:
        """Read until input is disabled; an error ends the application with status 1 and no traceback."""
        try:
            self.run_input_thread()
        except Exception as error:  # noqa: BLE001 - Textual would print a traceback with local variables
            self._owner.fail_from_thread(error)

    def run_input_thread(self) -> None:
        """Read and dispatch input until it is disabled or the terminal goes away."""
        reader = InputReader()
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(self._wake, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                ready = [key.fd for key, _ in selector.select(POLL if reader.waiting else None)]
                if self._wake in ready:
                    os.read(self._wake, 1)
                    self.exit_event.wait()  # `disable_input` sets it after the write that woke this thread
                elif ready:
                    data = self._read()
                    if not data:
                        self._owner.terminal_lost()
                        return
                    self._dispatch(reader.feed(data))
                self._dispatch(reader.tick())

    def reset_terminal(self) -> None:
        """Restore the terminal if the application has not done so. Never blocks; may be called by any thread."""
        if not self._active:
            return
        try:
            if self.attrs_before is not None:
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)
            descriptor = self._output.fileno()
            with selectors.SelectSelector() as selector:
                selector.register(descriptor, selectors.EVENT_WRITE)
                if selector.select(0):
                    os.write(descriptor, RESET)
        except (OSError, ValueError, termios.error):
            return  # the terminal is lost

    def _read(self) -> bytes:
        """Return the bytes that have arrived; b"" once the terminal is lost."""
        try:
            return os.read(self.fileno, 1 << 12)
        except OSError:
            return b""

    def _dispatch(self, messages: Iterable[Message]) -> None:
        for message in messages:
            self.process_message(message)
