"""Errors of a command end as one line and a status."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import Result

from gutskin_tui.cli.errors import LONGEST, Failure, handled
from gutskin_tui.cli.main import COMMANDS
from gutskin_tui.errors import InputError, UserError
from gutskin_tui.exchange.errors import ExchangeError
from gutskin_tui.model.entries import EntryError
from gutskin_tui.model.fields import FieldError
from gutskin_tui.model.ids import short_id
from gutskin_tui.model.kinds import KINDS, AnyEntry
from gutskin_tui.settings import SettingsError
from gutskin_tui.store import JournalDamaged, JournalError, NotAJournal


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
        (JournalDamaged(Path("x"), "x is cut."), 1, "x is cut. gutskin doctor --salvage or --restore can help."),
        (NotAJournal(Path("x"), "x is an export."), 1, "x is an export."),
        (SettingsError("x: not valid."), 1, "x: not valid."),
        (ExchangeError("x: is not JSON."), 1, "x: is not JSON."),
        (UserError("x: is not known."), 1, "x: is not known."),
        (InputError("no such label"), 2, "No such label."),
        (OSError(errno.ENOSPC, "No space left on device", "out.json"), 1, "out.json: no space left on device."),
        (OSError("odd"), 1, "standard output: the system refused."),
        (MemoryError(), 1, "There is not enough memory for that."),
        (
            KeyError("private words"),
            1,
            "Unexpected error (KeyError). Please report it to the authors of gutskin, without your journal.",
        ),
        (
            RecursionError("private words"),
            1,
            "Unexpected error (RecursionError). Please report it to the authors of gutskin, without your journal.",
        ),
        (
            UnicodeEncodeError("ascii", "private words", 0, 1, "x"),
            1,
            "Unexpected error (UnicodeEncodeError). Please report it to the authors of gutskin, without your journal.",
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


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("lst", 'Unknown command "lst"; did you mean list?'),
        ("xyzzy", 'Unknown command "xyzzy"; gutskin --help lists all commands.'),
        ("add skni", 'Unknown command "skni"; did you mean skin?'),
        ("trial strat", 'Unknown command "strat"; did you mean start?'),
        ("settings set glas-ml 300", 'Unknown setting "glas-ml"; did you mean glass-ml?'),
        ("settings set xyzzy 300", 'Unknown setting "xyzzy"; gutskin settings lists them all.'),
        ("settings set outcome sevrity", 'Unknown measure "sevrity"; did you mean severity?'),
        ("insights --outcome ich", 'Unknown measure "ich"; did you mean itch?'),
        ("add skin --severty 3", "Unknown option --severty; did you mean --severity?"),
        ("add skin --regions chn", "Where: unknown value; did you mean chin?"),
        ("foods set milk diary=no", "Unknown label; did you mean dairy?"),
    ],
)
def test_a_slip_in_a_name_gets_the_nearest_name(run: Callable[..., Result], words: str, message: str) -> None:
    result = run(*words.split())
    assert (result.exit_code, result.stderr) == (2, f"gutskin: {message}\n")


def test_a_slip_in_a_kind_or_a_field_gets_the_nearest_name(
    run: Callable[..., Result], entries: Callable[[], list[AnyEntry]]
) -> None:
    assert 'Unknown value "skni"; did you mean skin?' in run("list", "--kind", "skni").stderr
    run("add", "drink", "250")
    message = run("edit", short_id(entries()[0].id), "nte=x").stderr
    assert message == 'gutskin: Unknown field "nte" of drink; did you mean note?\n'


@pytest.mark.parametrize("group", ["add", "trial"])
def test_a_group_alone_prints_its_help_with_examples(run: Callable[..., Result], group: str) -> None:
    result = run(group)
    assert result.exit_code == 2
    assert result.stdout == run(group, "--help").stdout
    assert f"\n  gutskin {group} " in result.stdout.partition("Examples:\n")[2]
    assert result.stderr.startswith("gutskin: Choose one of the commands above, such as gutskin ")


def test_h_is_the_help_of_every_command(run: Callable[..., Result]) -> None:
    for words in (*([name] for name in COMMANDS), *(["add", kind] for kind in KINDS)):
        short, long = run(*words, "-h"), run(*words, "--help")
        assert (short.exit_code, short.stdout) == (0, long.stdout)
        assert short.stdout.startswith("Usage: gutskin ")


def test_a_word_to_leave_out_that_has_an_h_is_not_the_help(run: Callable[..., Result]) -> None:
    run("add", "meal", "fish and chips")
    for query in (["chips", "-fish"], ["chips", "--", "-h"]):
        assert not run("find", *query).stdout.startswith("Usage")
    assert run("find", "chips", "-fish").stdout == "No matching days.\n"
    assert run("find", "chips", "-hives").stdout.endswith("1 day found.\n")
