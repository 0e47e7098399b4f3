"""Two computers whose folders a real Syncthing carries, over the loopback interface alone: nothing is lost."""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
from sync_computers import Computer

from gutskin_tui.presentation.superseded import superseded_text
from gutskin_tui.store import Journal
from gutskin_tui.store.conflicts import Conflicts, file_state
from gutskin_tui.store.merge import contents_of_file
from gutskin_tui.sync.superseded import restorable_values

pytestmark = [
    pytest.mark.slow,
    pytest.mark.unmeasured,
    pytest.mark.skipif(not shutil.which("syncthing"), reason="Syncthing is not installed"),
]

DEADLINE = 90.0
"""Seconds after which what Syncthing should have done counts as failed."""
OFF = ("globalAnnounceEnabled", "localAnnounceEnabled", "relaysEnabled", "natEnabled", "crashReportingEnabled")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + DEADLINE
    while not condition():
        assert time.monotonic() < end, "Syncthing did not get there in time"
        time.sleep(0.1)


class Device:
    """A Syncthing of a computer, which knows one other and talks to nobody else."""

    def __init__(self, computer: Computer, home: Path) -> None:
        self.computer, self.home = computer, home
        self.listens, self.serves = free_port(), free_port()
        subprocess.run(["syncthing", "generate", f"--home={home}", "--no-default-folder"], check=True)
        id_command = ["syncthing", f"--home={home}", "--device-id"]
        self.id = subprocess.run(id_command, check=True, capture_output=True, text=True).stdout.strip()
        self._process: subprocess.Popen[bytes] | None = None
        self._key = ""

    def introduce(self, other: Device) -> None:
        """Write the configuration: one folder, shared with `other`."""
        file = self.home / "config.xml"
        text = file.read_text()
        key = re.search("<apikey>(.*)</apikey>", text)
        assert key
        self._key = key[1]
        text = text.replace("127.0.0.1:8384", f"127.0.0.1:{self.serves}")
        for option in OFF:
            text = text.replace(f"<{option}>true", f"<{option}>false")
        for name, value in (
            ("listenAddress", f"tcp://127.0.0.1:{self.listens}"),
            ("globalAnnounceServer", ""),
            ("stunServer", ""),
            ("urAccepted", "-1"),
            ("autoUpgradeIntervalH", "0"),
            ("reconnectionIntervalS", "1"),
        ):
            text = re.sub(f"<{name}>.*</{name}>", f"<{name}>{value}</{name}>", text)
        devices = f'<device id="{self.id}"></device><device id="{other.id}"></device>'
        folder = f'<folder id="diary" path="{self.computer.folder}" fsWatcherEnabled="true" fsWatcherDelayS="1">'
        shared = f"{folder}{devices}<maxConflicts>10</maxConflicts></folder>"
        address = f"<address>tcp://127.0.0.1:{other.listens}</address>"
        added = f'<device id="{other.id}" name="other">{address}</device>{shared}<gui '
        file.write_text(text.replace("<gui ", added, 1))

    def start(self) -> None:
        command = ["syncthing", f"--home={self.home}", "--no-browser", "--no-restart", "--no-upgrade"]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL)

    def stop(self) -> None:
        if self._process:
            self._process.terminate()
            self._process.wait()

    def ask(self, path: str, method: str = "GET") -> Any:
        url = f"http://127.0.0.1:{self.serves}/rest/{path}"
        with urlopen(Request(url, headers={"X-API-Key": self._key}, method=method), timeout=DEADLINE) as answer:
            return json.loads(answer.read() or b"null")

    def is_idle(self) -> bool:
        """Whether everything that it and the other have is scanned and carried over."""
        try:
            connections = self.ask("system/connections")["connections"].values()
            self.ask("db/scan?folder=diary", "POST")
            status = self.ask("db/status?folder=diary")
        except OSError:
            return False
        needed = status["needBytes"] + status["needDeletes"]
        return any(other["connected"] for other in connections) and status["state"] == "idle" and not needed


Pair = tuple[Device, Device]


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    devices = []
    for name in ("laptop", "desktop"):
        (tmp_path / name).mkdir()
        devices.append(Device(Computer(tmp_path / name, tmp_path / f"{name}-state"), tmp_path / f"{name}-syncthing"))
    first, second = devices
    first.introduce(second)
    second.introduce(first)
    yield first, second
    for device in devices:
        device.stop()


def carry_over(pair: Pair) -> None:
    """Let both run until they have the same files."""

    def names(device: Device) -> dict[str, bytes]:
        return {file.name: file.read_bytes() for file in device.computer.folder.glob("journal*")}

    wait_until(lambda: all(device.is_idle() for device in pair) and names(pair[0]) == names(pair[1]))


def merge_copies(device: Device) -> list[str]:
    """Merge the conflict copies of a computer as the screen does, and return what is listed as superseded."""
    computer = device.computer
    with computer.open() as journal:
        conflicts = Conflicts(journal.path, journal.state)
        for copy in conflicts.waiting():
            state = file_state(copy)
            journal.merge(contents_of_file(copy))
            conflicts.retain_merged(copy, state, computer.clock.now())
        return [superseded_text(value).split("  ", 1)[1] for value in restorable_values(journal)]


def test_both_were_offline_and_changed_the_same_meal(pair: Pair) -> None:
    laptop, desktop = (device.computer for device in pair)
    meal = laptop.add("meal", text="soup")
    for device in pair:
        device.start()
    wait_until(desktop.path.exists)
    carry_over(pair)
    for device in pair:
        device.stop()
    laptop.change(meal, text="lentil soup")
    added = {laptop.add("drink", ml=250).id}
    desktop.now = laptop.now
    desktop.change(meal, note="spicy")
    desktop.change(meal, text="pea soup")
    added.add(desktop.add("drink", ml=300).id)
    for device in pair:
        device.start()
    wait_until(lambda: any(laptop.folder.glob("*sync-conflict*")))
    carry_over(pair)
    assert merge_copies(pair[0]) == ["meal  text: lentil soup"]
    carry_over(pair)
    for computer in (laptop, desktop):
        with computer.open() as journal:
            assert Conflicts(journal.path, journal.state).waiting() == [], "the other computer renamed it here too"
            assert {entry.id for entry in journal.between()} == added | {meal.id}
            merged = journal.get(meal.id)
            assert (merged.text, merged.note) == ("pea soup", "spicy")  # type: ignore[union-attr]
            assert journal.loss is None


def test_a_journal_arrives_while_the_log_holds_changes(pair: Pair) -> None:
    laptop, desktop = (device.computer for device in pair)
    meal = laptop.add("meal", text="soup")
    for device in pair:
        device.start()
    wait_until(desktop.path.exists)
    carry_over(pair)
    pair[1].stop()
    laptop.change(meal, text="lentil soup")
    desktop.now = laptop.now
    screen = Journal.open(desktop.path, state=desktop.state, clock=desktop.clock, present=True)
    drink = desktop.add("drink", ml=300)
    desktop.change(meal, note="spicy")
    before = desktop.path.read_bytes()
    pair[1].start()
    wait_until(lambda: desktop.path.read_bytes() != before)
    screen.refresh()
    screen.restore_lost_changes()
    screen.close()
    carry_over(pair)
    for device in pair:
        merge_copies(device)
    carry_over(pair)
    for computer in (laptop, desktop):
        with computer.open() as journal:
            merged = journal.get(meal.id)
            assert (merged.text, merged.note) == ("lentil soup", "spicy")  # type: ignore[union-attr]
            assert drink.id in {entry.id for entry in journal.between()}
            assert journal.loss is None
