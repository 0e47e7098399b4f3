"""Errors of a command end as one line and a status."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from gutskin_tui.cli.errors import LONGEST, Failure, handled
from gutskin_tui.errors import InputError, UserError
from gutskin_tui.exchange.errors import ExchangeError
from gutskin_tui.model.entries import EntryError
from gutskin_tui.model.fields import FieldError
from gutskin_tui.settings import SettingsError
from gutskin_tui.store import JournalError


def failing(error: BaseException) -> Callable[[], None]:
    def run() -> None:
        raise error

    return run


@pytest.mark.parametrize(
    ("error", "status", "line"),
    [
        (click.UsageError("Not so."), 2, "Not so."),
        (FieldError("ml", "amount is needed"), 2, "Amount is needed."),
        (EntryError("ml", "is missing"), 2, "Is missing."),
        (Failure("No."), 1, "No."),
        (JournalError(Path("x"), "The journal is damaged."), 1, "The journal is damaged."),
        (SettingsError("x: not valid."), 1, "x: not valid."),
        (ExchangeError("x: is not JSON."), 1, "x: is not JSON."),
        (UserError("x: is not known."), 1, "x: is not known."),
        (InputError("no such label"), 2, "No such label."),
        (OSError(errno.ENOSPC, "No space left on device", "out.json"), 1, "out.json: no space left on device."),
        (OSError("odd"), 1, "standard output: the system refused."),
        (MemoryError(), 1, "There is not enough memory for that."),
        (KeyError("private words"), 1, "Something unexpected went wrong (KeyError)."),
        (RecursionError("private words"), 1, "Something unexpected went wrong (RecursionError)."),
        (
            UnicodeEncodeError("ascii", "private words", 0, 1, "x"),
            1,
            "Something unexpected went wrong (UnicodeEncodeError).",
        ),
    ],
)
def test_each_error_is_a_line_and_a_status(
    capsys: pytest.CaptureFixture[str], error: Exception, status: int, line: str
) -> None:
    assert handled(failing(error)) == status
    assert capsys.readouterr().err == f"gutskin: {line}\n"


@pytest.mark.parametrize("error", [KeyboardInterrupt(), click.Abort(), BrokenPipeError()])
def test_who_leaves_hears_nothing(capsys: pytest.CaptureFixture[str], error: BaseException) -> None:
    assert handled(failing(error)) == (1 if isinstance(error, BrokenPipeError) else 130)
    assert capsys.readouterr().err == ""


def test_success_prints_no_message(capsys: pytest.CaptureFixture[str]) -> None:
    assert handled(lambda: None) == 0
    assert handled(lambda: 3) == 3
    assert capsys.readouterr().err == ""


def test_a_message_is_a_line_without_control_characters(capsys: pytest.CaptureFixture[str]) -> None:
    assert handled(failing(click.UsageError("\x1b[31m\nsecond\rline" + "x" * 9999))) == 2
    output = capsys.readouterr().err
    assert "\x1b" not in output
    assert output.count("\n") == 1
    assert "\r" not in output
    assert len(output) <= LONGEST + len("gutskin: \n")
