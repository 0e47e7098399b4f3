"""The terminal driver: bytes that are not UTF-8, pastes without end, and the names of Textual it relies on."""

from __future__ import annotations

import inspect
import os
import signal
import sys
import time
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual._parser import Parser
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers._writer_thread import WriterThread
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from gutskin_tui.store import Journal
from gutskin_tui.tui.terminal_driver import (
    CHARACTER_PAUSE,
    ESC,
    PASTE_END,
    PASTE_PAUSE,
    PASTE_START,
    InputReader,
    TerminalParser,
)
from tests.terminal import Terminal, surroundings, words


class Seconds:
    """A monotonic clock that a test advances by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def keys(messages: Iterable[Message]) -> list[str | None]:
    return [message.character for message in messages if isinstance(message, events.Key)]


def pastes(messages: Iterable[Message]) -> list[str]:
    return [message.text for message in messages if isinstance(message, events.Paste)]


def screen(folder: Path) -> Terminal:
    (folder / "settings.toml").touch()
    return Terminal([sys.executable, "-m", "gutskin_tui"], surroundings(str(folder)), (80, 24))


# The private names of Textual.


def test_textual_has_the_private_names_that_the_driver_relies_on() -> None:
    start = inspect.getsource(LinuxDriver.start_application_mode)
    assert "WriterThread(self._file)" in start
    assert "target=self._run_input_thread" in start
    assert "self.run_input_thread()" in inspect.getsource(LinuxDriver._run_input_thread)
    assert "self.fileno = sys.__stdin__.fileno()" in inspect.getsource(LinuxDriver.__init__)
    assert "self.attrs_before" in inspect.getsource(LinuxDriver.stop_application_mode)
    assert "self.exit_event" in inspect.getsource(LinuxDriver.run_input_thread)
    output = inspect.getsource(WriterThread)
    for name in ("write", "flush", "fileno"):
        assert f"_file.{name}" in output
    assert XTermParser.parse is not Parser.parse
    assert "_timeout_time" in vars(XTermParser())
    assert {"feed", "tick"} <= set(dir(XTermParser))
    for name in ("_build_driver", "_handle_exception", "_close_messages_no_wait"):
        assert callable(getattr(App, name))
    assert {"_exception", "_return_code", "_loop", "_driver", "_exit"} <= set(vars(App()))
    assert "self._exception_event.set()" in inspect.getsource(App._handle_exception)


# Bytes that are not UTF-8.


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (b"caf\xe9 ok", "caf\ufffd ok"),
        (b"\xff\xfea", "\ufffd\ufffda"),
        (b"\xc3(", "\ufffd("),
        (b"\xe2\x82x", "\ufffdx"),
        (b"\xed\xa0\x80!", "\ufffd\ufffd\ufffd!"),
        (b"\xf4\x90\x80\x80.", "\ufffd\ufffd\ufffd\ufffd."),
        (b"\xc0\xafz", "\ufffd\ufffdz"),
        ("é€😀".encode(), "é€😀"),
    ],
)
def test_bytes_that_are_not_utf8_become_a_sign_however_they_arrive(sent: bytes, expected: str) -> None:
    assert "".join(map(str, keys(InputReader().feed(sent)))) == expected
    reader = InputReader()
    pieces = [message for number in sent for message in reader.feed(bytes([number]))]
    assert "".join(map(str, keys(pieces))) == expected


def test_an_incomplete_character_is_given_up_after_a_pause() -> None:
    seconds = Seconds()
    reader = InputReader(seconds)
    assert keys(reader.feed(b"\xe2\x82")) == []
    seconds.now += CHARACTER_PAUSE / 2
    assert keys(reader.tick()) == []
    assert keys(reader.feed(b"\xac")) == ["€"]
    assert not reader.waiting
    assert keys(reader.feed(b"\xe2")) == []
    assert reader.waiting
    seconds.now += CHARACTER_PAUSE
    assert keys(reader.tick()) == ["\ufffd"]
    assert keys(reader.tick()) == []


@given(chunks=st.lists(st.binary(max_size=40), max_size=6))
def test_no_bytes_stop_the_reader(chunks: list[bytes]) -> None:
    reader = InputReader()
    for chunk in chunks:
        list(reader.feed(chunk))
        list(reader.tick())
    list(reader.feed(PASTE_END.encode() + b"\x1b\x1b" + b"." * 40))
    assert keys(reader.feed(b"w")) == ["w"]


@pytest.mark.parametrize("sequence", [b"\x1b[99999999999999u", b"\x1b[1114112;1u", b"\x1b[97;1;4444444444u"])
def test_numbers_that_no_terminal_sends_cost_no_later_key(sequence: bytes) -> None:
    reader = InputReader()
    list(reader.feed(sequence))
    assert keys(reader.feed(b"w")) == ["w"]


# Pastes.


PIECES = st.lists(st.sampled_from([ESC, "[", "2", "0", "1", "~", "a", "\r", "ö", "[2J", "[A", "[200~"]), max_size=30)


@given(pieces=PIECES, cuts=st.lists(st.integers(0, 60), max_size=5))
def test_a_paste_is_a_single_event_whatever_it_contains_and_however_it_arrives(
    pieces: list[str], cuts: list[int]
) -> None:
    pasted = "".join(pieces).replace(PASTE_END, "")
    sent = f"x{PASTE_START}{pasted}{PASTE_END}y"
    places = [0, *sorted(min(cut, len(sent)) for cut in cuts), len(sent)]
    parser = TerminalParser()
    received = [event for start, end in pairwise(places) if start < end for event in parser.feed(sent[start:end])]
    assert pastes(received) == [pasted.replace(ESC, "\N{SYMBOL FOR ESCAPE}")]
    assert [event.key for event in received if isinstance(event, events.Key)] == ["x", "y"]


@pytest.mark.parametrize("rest", ["", "half", "half\x1b[20", "half\x1b"])
def test_a_paste_without_end_ends_after_a_while_without_a_byte(rest: str) -> None:
    seconds = Seconds()
    reader = InputReader(seconds)
    assert pastes(reader.feed(f"{PASTE_START}{rest}".encode())) == []
    seconds.now += PASTE_PAUSE / 2
    assert pastes(reader.tick()) == []
    assert pastes(reader.feed(b"more")) == []
    seconds.now += PASTE_PAUSE - 0.1
    assert pastes(reader.tick()) == []
    seconds.now += 0.1
    assert pastes(reader.tick()) == [rest.replace(ESC, "\N{SYMBOL FOR ESCAPE}") + "more"]
    assert keys(reader.feed(b"w")) == ["w"]
    assert keys(reader.feed(f"{PASTE_END}q".encode())) == ["q"], "a late end sequence is no key"


def test_a_start_sequence_that_is_completed_too_late_starts_no_paste() -> None:
    reader = InputReader()
    list(reader.feed(b"\x1b[200"))
    assert reader.waiting
    while not keys(reader.tick()):
        time.sleep(0.01)
    assert not reader.waiting
    assert keys(reader.feed(b"~w")) == ["~", "w"]
    assert pastes(reader.feed(b"\x1b[200~a\x1b[201~")) == ["a"]


# The whole program.


def test_keys_go_on_after_a_byte_that_is_not_utf8(tmp_path: Path) -> None:
    with screen(tmp_path) as terminal:
        terminal.drawn("Nothing logged yet")
        terminal.type(b"n")
        terminal.drawn("Note")
        terminal.type(b"caf\xe9 ok\r")
        terminal.drawn("Saved")
        terminal.type(b"q")
        assert terminal.wait() == 0
        assert "Traceback" not in words(terminal.output)
    with Journal.open(tmp_path / "journal.json") as journal:
        assert [entry.text for entry in journal.between()] == ["caf\ufffd ok"]


def test_a_paste_with_escape_characters_types_no_keys(tmp_path: Path) -> None:
    with screen(tmp_path) as terminal:
        terminal.drawn("Nothing logged yet")
        terminal.type(b"m")
        terminal.drawn("Not now?")
        terminal.type(f"{PASTE_START}toast\r{ESC}[2Jegg\r=1+1qdw{PASTE_END}".encode())
        terminal.drawn("1+1qdw")
        terminal.type(b"\r")
        terminal.drawn("Saved")
        terminal.type(b"\x11")
        assert terminal.wait() == 0
    with Journal.open(tmp_path / "journal.json") as journal:
        (entry,) = journal.between(kind="meal")
    assert entry.text == "toast, \N{SYMBOL FOR ESCAPE}[2Jegg, =1+1qdw"


@pytest.mark.parametrize("number", [signal.SIGSTOP, signal.SIGTSTP])
def test_a_program_continues_after_sigstop_and_sigtstp(tmp_path: Path, number: signal.Signals) -> None:
    with screen(tmp_path) as terminal:
        terminal.drawn("Nothing logged yet")
        terminal.settled(quiet=1)
        os.kill(terminal.pid, number)
        assert os.WIFSTOPPED(os.waitpid(terminal.pid, os.WUNTRACED)[1])
        terminal.settled()
        mark = len(terminal.output)
        os.kill(terminal.pid, signal.SIGCONT)
        terminal.drawn("Nothing logged yet", since=mark)
        terminal.type(b"q")
        assert terminal.wait() == 0
        assert not terminal.raw


def test_what_is_typed_before_the_start_is_saved(tmp_path: Path) -> None:
    """The terminal turns Enter into a line feed until the program has set its modes."""
    with screen(tmp_path) as terminal:
        terminal.type(b"W330ml\rw")
        terminal.drawn("Water 2.3/8")
        terminal.type(b"q")
        assert terminal.wait() == 0
    with Journal.open(tmp_path / "journal.json") as journal:
        assert [drink.ml for drink in journal.between(kind="drink")] == [330, 250]
