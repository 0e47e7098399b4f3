"""The command as a real process: which modules it loads, and how it ends when its input or output fails."""

from __future__ import annotations

import fcntl
import os
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from gutskin_tui.cli.main import COMMANDS

GUTSKIN = [sys.executable, "-m", "gutskin_tui"]


def process(*words: str | bytes, **more: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*GUTSKIN, *words], capture_output=True, timeout=60, check=False, **more)  # type: ignore[call-overload,no-any-return]


@pytest.mark.parametrize(
    ("words", "absent"),
    [
        ("add drink 250", ["textual", "pendulum", "rich.console", "numpy", "jsonschema"]),
        ("add drink 250 --at -2h", ["textual", "rich.console", "numpy"]),
        ("find drink", ["textual", "pendulum", "rich.console", "numpy"]),
        ("today", ["textual", "pendulum", "rich.console", "numpy"]),
        ("list --json", ["textual", "pendulum", "rich.console", "numpy"]),
        ("export", ["textual", "pendulum", "rich.console", "numpy"]),
        ("undo", ["textual", "pendulum", "rich.console", "numpy"]),
        ("schema", ["textual", "pendulum", "rich.console", "numpy"]),
        ("trends", ["textual", "pendulum", "numpy"]),
        ("streaks", ["textual", "pendulum", "numpy"]),
        ("settings", ["textual", "pendulum", "rich.console", "numpy"]),
        ("--help", ["textual", "pendulum", "rich.console", "numpy", "tinydb", "gutskin_tui.store", "msgspec"]),
        ("--version", ["textual", "pendulum", "rich.console", "numpy", "tinydb", "gutskin_tui.store"]),
        ("", ["textual", "numpy"]),
    ],
)
def test_only_the_screen_loads_the_screen(words: str, absent: list[str]) -> None:
    process("add", "drink", "250")
    program = (
        "import sys\n"
        "from gutskin_tui.cli import main\n"
        "try:\n"
        "    main()\n"
        "finally:\n"
        "    print('LOADED', *sys.modules, file=sys.stderr)\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", program, *words.split()], capture_output=True, timeout=60, check=False
    )
    loaded = result.stderr.decode().split("LOADED ")[1].split()
    assert "gutskin_tui.cli.main" in loaded
    assert not set(absent) & set(loaded)


def test_completing_a_command_imports_no_command() -> None:
    program = (
        "import sys\n"
        "from gutskin_tui.cli import main\n"
        "try:\n"
        "    main()\n"
        "finally:\n"
        "    print(*sys.modules, file=sys.stderr)\n"
    )
    environment = {**os.environ, "_GUTSKIN_COMPLETE": "zsh_complete", "COMP_WORDS": "gutskin e", "COMP_CWORD": "1"}
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, env=environment, timeout=60)
    assert [name for name in COMMANDS if name.startswith("e")] == result.stdout.decode().splitlines()[1::3]
    assert not {"msgspec", "gutskin_tui.cli.edit", "gutskin_tui.cli.transfer"} & set(result.stderr.decode().split())


def test_the_screen_needs_a_terminal() -> None:
    result = process(stdin=subprocess.DEVNULL)
    assert (result.returncode, result.stdout) == (2, b"")
    assert result.stderr.startswith(b"gutskin: The app needs a terminal")
    assert result.stderr.count(b"\n") == 1


def test_a_reader_that_leaves_early_is_no_error() -> None:
    process("demo", "--days", "300", "--write", os.environ["GUTSKIN_JOURNAL"])
    for words in (["list"], ["export"], ["list", "--json"], ["schema"]):
        result = subprocess.Popen([*GUTSKIN, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert result.stdout is not None
        assert result.stderr is not None
        result.stdout.read(10)
        result.stdout.close()
        output = result.stderr.read()
        result.stderr.close()
        result.wait(60)
        assert output == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("words", ["list", "export", "list --json", "export --format csv", "today", "--help"])
def test_a_full_disk_behind_standard_output(words: str) -> None:
    process("add", "drink", "250")
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(
            [*GUTSKIN, *words.split()], stdout=full, stderr=subprocess.PIPE, timeout=60, check=False
        )
    assert result.returncode == 1
    assert result.stderr.decode().splitlines() == ["gutskin: standard output: no space left on device."]


def test_bytes_that_are_no_text() -> None:
    result = process("add", "note", b"caf\xe9")
    assert result.returncode == 2
    assert b"UTF-8" in result.stderr
    assert b"Traceback" not in result.stderr


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_characters_that_the_terminal_cannot_show(encoding: str) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    process("add", "note", "crème brûlée → 漢字")
    for words in (["list"], ["today"], ["streaks"], ["trends"], ["find", "漢字"], ["add", "meal", "ÿ→"], ["--help"]):
        result = process(*words, env=environment)
        assert (result.returncode, result.stderr) == (0, b"")


def test_an_interrupt_ends_it_without_a_message(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    result = subprocess.Popen([*GUTSKIN, "import", "-"], stdin=reading, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    os.write(writing, b" ")
    while struct.unpack("i", fcntl.ioctl(reading, termios.FIONREAD, bytes(4)))[0]:
        time.sleep(0.01)  # until it has read the input and waits for more
    result.send_signal(signal.SIGINT)
    output, error = result.communicate(timeout=60)
    os.close(reading)
    os.close(writing)
    assert (result.returncode, output, error.strip()) == (130, b"", b"")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    result = process("add", "drink", "250", "--journal", str(tmp_path / "journal.json"))
    tmp_path.chmod(0o700)
    assert result.returncode == 1
    assert result.stderr.count(b"\n") == 1
