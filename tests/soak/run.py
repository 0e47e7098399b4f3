"""One soak: a throw-away journal, one seed, so many keys; what went wrong is said with the keys that led there."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from gutskin_tui.clock import Clock, fixed_clock
from gutskin_tui.model.sample.generator import sample_entries
from gutskin_tui.store import Journal
from tests.soak.keys import HOSTILE, Deed, deeds
from tests.terminal import DEADLINE, NotDrawnError, Terminal, resident_mb, surroundings, words

GUTSKIN = [sys.executable, "-m", "gutskin_tui"]
TELLING = """
from traceback import format_exception
from gutskin_tui.cli import main
from gutskin_tui.tui import launch
launch.describe_fault = lambda error: "".join(format_exception(getattr(error, "error", error))).replace("\\n", "|")
main()
"""
"""gutskin, but it says where an error came from: the journal is a throw-away one."""
MOST_MB = 150
ESCAPE_TIME = 0.15
"""Seconds after which a terminal program takes an Esc for a key of its own, not for the start of a sequence."""
ATTEMPTS = 6
"""How often quitting is tried: on a busy machine a key may arrive together with the Esc before it."""
LEAVE_SCREEN = b"\x1b[?1049l"


class BrokenError(AssertionError):
    """The program did not come through. The message holds the seed, the last keys and the last of the screen."""


def soak(seed: int, keys: int, folder: Path) -> float:
    """Send `keys` deeds of `seed` to a program whose files lie in `folder`; return the most memory it held, in MB.

    Raises BrokenError.
    """
    environment = surroundings(str(folder))
    if seed % 3:
        (folder / "settings.toml").touch()  # the first start of all asks questions
        _fill(folder / "journal.json", seed)
    done: list[Deed] = []

    def broken(what: str) -> BrokenError:
        last = " ".join(repr(deed.name) if " " in deed.name else deed.name for deed in done[-60:])
        return BrokenError(
            f"seed {seed}, after {len(done)} keys: {what}\nlast keys: {last}\n{_last_words(terminal.output)}"
        )

    with Terminal([sys.executable, "-c", TELLING], environment, (120, 40)) as terminal:
        try:
            terminal.drawn("Today")
            most = _press(terminal, islice(deeds(seed), keys), environment, random.Random(seed), done)
            by_keys = bool(seed % 4) or terminal.gone
            status = _leave(terminal) if by_keys else _end(terminal)
        except NotDrawnError as error:
            raise broken(str(error)) from None
        if any(word in words(terminal.output) for word in ("Traceback", "internal error")):
            raise broken("it crashed")
        if status not in ((0,) if by_keys else (128 + signal.SIGTERM,)):
            raise broken("it did not quit" if status is None else f"it ended with status {status}")
        if by_keys and LEAVE_SCREEN not in terminal.output:
            raise broken("the terminal was not given back")
        if any(sequence in terminal.output for sequence in HOSTILE):
            raise broken("a pasted sequence reached the terminal")
        if most > MOST_MB:
            raise broken(f"it held {most:.0f} MB")
        doctor = subprocess.run([*GUTSKIN, "doctor"], env=environment, capture_output=True, text=True, check=False)
        if doctor.returncode:
            raise broken(f"the journal did not pass: {doctor.stdout}{doctor.stderr}")
    return most


def _press(
    terminal: Terminal, todo: islice[Deed], environment: dict[str, str], draw: random.Random, done: list[Deed]
) -> float:
    """Do the deeds in bursts, as fast as the program takes them; return the most memory seen."""
    most = resident_mb(terminal.pid)
    burst = 0
    for deed in todo:
        done.append(deed)
        if deed.size:
            terminal.resize(deed.size)
        elif deed.elsewhere:
            subprocess.run([*GUTSKIN, "add", "drink", "250"], env=environment, capture_output=True, check=True)
        else:
            terminal.type(deed.sent)
        if deed.name == "escape":
            terminal.settled(quiet=ESCAPE_TIME)
        burst -= 1
        if burst <= 0:
            burst = draw.randint(1, 14)
            terminal.settled(quiet=0.02, within=3)
            if terminal.gone:
                break  # by the command "Quit", or by a fault: the status and the last words tell
            most = max(most, resident_mb(terminal.pid))
    return most


def _leave(terminal: Terminal) -> int | None:
    """Quit as a person does: Esc until nothing is open, then q; again if Esc and q arrived together, as another key."""
    for _ in range(ATTEMPTS):
        terminal.settled()
        for _ in range(0 if terminal.gone else 8):
            terminal.type(b"\x1b")
            terminal.settled(quiet=ESCAPE_TIME)
        if not terminal.gone:
            terminal.settled(quiet=5 * ESCAPE_TIME)
            terminal.type(b"q")
        if terminal.wait(DEADLINE / ATTEMPTS) is not None:
            break
    return terminal.status


def _end(terminal: Terminal) -> int | None:
    terminal.settled()
    os.kill(terminal.pid, signal.SIGTERM)
    return terminal.wait()


def _fill(path: Path, seed: int) -> None:
    now = fixed_clock(datetime.now(UTC), "UTC", Clock().day_start)
    with Journal.open(path) as journal:
        journal.add(*sample_entries(60, seed, now), label="Sample journal")


def _last_words(output: bytearray) -> str:
    text = words(output)
    place = max(text.rfind("Traceback"), text.rfind("gutskin stopped"))
    return text[place : place + 6000].replace("|", "\n") if place >= 0 else text[-1500:]


def rounds(seeds: range, keys: int, place: Callable[[int], Path]) -> int:
    """Soak every seed in a folder of its own, say how it went, and return how many broke the program."""
    broken = 0
    for seed in seeds:
        try:
            most = soak(seed, keys, place(seed))
        except BrokenError as error:
            broken += 1
            print(f"\n{error}\n", flush=True)
        else:
            print(f"seed {seed:4}  came through, {most:.0f} MB", flush=True)
    return broken
