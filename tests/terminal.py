"""A program in a terminal of its own: a pseudo-terminal that takes keys, tells what was drawn and answers nothing."""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

ESCAPES = re.compile(
    rb"\x1b\[[0-?]*[ -/]*[@-~]"  # control sequences
    rb"|\x1b[\]P_^X].*?(?:\x07|\x1b\\)"  # strings: titles and the like
    rb"|\x1b[ -/]*[0-~]",
    re.DOTALL,
)


DEADLINE = 120.0
"""Seconds after which what was waited for counts as never coming, however busy the machine is."""
RESTING = 0.01
"""Share of a processor below which a program counts as idle: ten times what its timers take."""


class NotDrawnError(AssertionError):
    """The program did not draw in time what was waited for, or ended before."""


class Terminal:
    """`command` running in a terminal of `size` (columns, rows) with `environment` and nothing else in it.

    `output` is all it has printed, `gone` whether nothing more can come, `started` and `last` when it was started
    and when it printed last. Times are seconds of `time.perf_counter`. Leaving the `with` block
    kills the program if it still runs.
    """

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], size: tuple[int, int]) -> None:
        self.output = bytearray()
        self.status: int | None = None
        self.gone = self._closed = False
        self.started = self.last = time.perf_counter()
        self._file, terminal = os.openpty()
        _set_size(terminal, size)
        # A fork would be unsafe beside the threads of a test run. The leader of a new session gets as its terminal the
        # first that it opens.
        opened = (os.POSIX_SPAWN_OPEN, 0, os.ttyname(terminal), os.O_RDWR, 0)
        copies = [(os.POSIX_SPAWN_DUP2, 0, standard) for standard in (1, 2)]
        self.pid = os.posix_spawn(command[0], command, environment, file_actions=[opened, *copies], setsid=True)
        os.close(terminal)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.status is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            self.wait()
        if not self._closed:
            os.close(self._file)

    def resize(self, size: tuple[int, int]) -> None:
        """Give the terminal another size; the program is told, as by a window manager."""
        _set_size(self._file, size)

    def type(self, keys: bytes) -> None:
        """Send keys, reading what is printed meanwhile: a program that draws is never blocked by its own output."""
        while keys:
            readable, writable, _ = select.select([self._file], [self._file], [], DEADLINE)
            if readable:
                self._read()
            if writable:
                try:
                    keys = keys[os.write(self._file, keys[:512]) :]
                except OSError:
                    return  # the program has gone; `wait` tells how
            if not readable and not writable:
                raise NotDrawnError("the program takes no keys any more")

    def send(self, keys: bytes) -> None:
        """Send keys and read nothing: a program that draws much is blocked by its own output in the end."""
        while keys and select.select([], [self._file], [], 0.5)[1]:
            keys = keys[os.write(self._file, keys[:64]) :]

    def hang_up(self) -> None:
        """Close the terminal, as when its window is closed."""
        self.gone = self._closed = True
        os.close(self._file)

    @property
    def raw(self) -> bool:
        """Whether the terminal still hands on each key as it is pressed, without showing it."""
        return not termios.tcgetattr(self._file)[3] & (termios.ICANON | termios.ECHO)

    def drawn(self, text: str, *, since: int = 0, within: float = DEADLINE) -> float:
        """Wait until `text` stands in the output from place `since` on; return when it did.

        Raises NotDrawnError after `within` seconds, or when the program ends before.
        """
        wanted = text.encode()
        end = time.perf_counter() + within
        while wanted not in ESCAPES.sub(b"", bytes(self.output[since:])):
            if time.perf_counter() > end or not self._more(0.05):
                raise NotDrawnError(f"{text!r} was not drawn")
        return self.last

    def settled(self, *, quiet: float = 0.12, within: float = DEADLINE) -> float:
        """Wait until nothing was printed for `quiet` seconds; return when the last of it came."""
        end = time.perf_counter() + within
        self.last = time.perf_counter()
        while time.perf_counter() < min(end, self.last + quiet):
            if not self._more(quiet / 4):
                break
        return self.last

    def rested(self, *, quiet: float, within: float = DEADLINE) -> None:
        """Wait until the program neither printed nor worked for `quiet` seconds.

        On a busy machine what a program does in the background prints nothing for longer than that.
        """
        end = time.perf_counter() + within
        while time.perf_counter() < end:
            before = cpu_seconds(self.pid)
            self.settled(quiet=quiet)
            if cpu_seconds(self.pid) - before < RESTING * quiet:
                return
        raise NotDrawnError("the program went on working")

    def answered(self, keys: bytes) -> float:
        """Send keys and return the seconds until the screen stood still again."""
        sent = time.perf_counter()
        mark = len(self.output)
        self.type(keys)
        while len(self.output) == mark and time.perf_counter() < sent + 5 and self._more(0.05):
            pass
        return self.settled() - sent

    def wait(self, within: float = DEADLINE) -> int | None:
        """Wait for the end of the program and return its exit status (negative: the signal); None if it goes on."""
        end = time.perf_counter() + within
        while self.status is None and time.perf_counter() < end:
            self._more(0.02)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
        while self._more(0):
            pass
        return self.status

    def _more(self, patience: float) -> bool:
        """Read what is there within `patience` seconds; False once nothing can come any more."""
        if self._closed:
            time.sleep(patience)
            return False
        readable, _, _ = select.select([self._file], [], [], patience)
        return self._read() if readable else patience > 0

    def _read(self) -> bool:
        try:
            data = os.read(self._file, 1 << 16)
        except OSError:  # the program and its children have closed the terminal
            self.gone = True
            return False
        self.last = time.perf_counter()
        self.output += data
        return bool(data)


def _set_size(file: int, size: tuple[int, int]) -> None:
    columns, rows = size
    fcntl.ioctl(file, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def words(output: bytes | bytearray) -> str:
    """Return what was printed without the sequences that steer the terminal."""
    return ESCAPES.sub(b"", bytes(output)).decode("utf-8", "replace")


def surroundings(folder: str) -> dict[str, str]:
    """Return the environment of a program whose journal, settings and state lie below `folder`."""
    here = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    return here | {
        "HOME": folder,
        "GUTSKIN_JOURNAL": f"{folder}/journal.json",
        "GUTSKIN_SETTINGS": f"{folder}/settings.toml",
        "GUTSKIN_STATE": f"{folder}/state",
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "TZ": "UTC",
    }


def resident_mb(pid: int) -> float:
    """Return the memory of a process that is in RAM, in MB (10^6 bytes); 0 if it has ended."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace").splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS")), 0) * 1024 / 1e6


def cpu_seconds(pid: int) -> float:
    """Return the processor time of a process so far, that of threads which have ended included."""
    return time.clock_gettime(~pid << 3 | 2)  # the process-wide CPU clock of Linux: the kernel's CPUCLOCK_SCHED
