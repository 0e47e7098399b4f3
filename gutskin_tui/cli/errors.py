"""Errors of the command line: every exception becomes one line on stderr and an exit status.

Status 2 is a usage error, 1 a failure, 130 an interrupt. No traceback is printed and no message contains text of
the journal: health data must not end up in a terminal's scrollback or the log of a cron job.

What an error needs is imported when it occurs: every command loads this module, and a broken installation must still
end with a message.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any, TextIO

import click

from gutskin_tui.errors import InputError, UserError

LONGEST = 400
"""Maximum length of a message in terminal cells; longer messages are cut."""

UNEXPECTED = "Unexpected error ({}). Please report it to the authors of gutskin, without your journal."


class Failure(click.ClickException):
    """The command was understood but could not be done; the message is one plain sentence."""

    exit_code = 1


class OutputFailure(Failure):
    """The command succeeded but standard output cannot be written; `done` is a participle such as "Saved"."""

    def __init__(self, done: str, error: OSError) -> None:
        from gutskin_tui.store.errors import reason

        super().__init__(f"{done}, but standard output cannot be written: {reason(error)}.")


def handled(run: Callable[[], Any]) -> int:
    """Call `run` and return the exit status; an error is printed on stderr in one line."""
    try:
        status = run()
        sys.stdout.flush()
    except (click.exceptions.Abort, KeyboardInterrupt):
        return 130
    except BrokenPipeError:
        _drop_output(sys.stdout)
        return 1
    except Exception as error:  # noqa: BLE001 - the top-level handler
        try:
            message, status = message_and_status(error)
        except Exception:  # noqa: BLE001 - a broken installation cannot even load its own errors
            message, status = UNEXPECTED.format(type(error).__name__), 1
        print_stderr(message)
        if isinstance(error, OSError | OutputFailure):
            _drop_output(sys.stdout)
    return status if isinstance(status, int) else 0


def message_and_status(error: Exception) -> tuple[str, int]:
    """Return the message and the exit status for an error."""
    from gutskin_tui.model.search import QueryError
    from gutskin_tui.store import JournalDamaged, NotAJournal
    from gutskin_tui.store.errors import reason
    from gutskin_tui.text import with_suggestion

    if isinstance(error, click.NoSuchOption):
        message, name = f"Unknown option {error.option_name}", error.option_name
        advice = "before text that begins with a minus, write -- (two hyphens)"
        return with_suggestion(message, name, error.possibilities or (), advice), error.exit_code
    if isinstance(error, click.ClickException):
        return error.format_message(), error.exit_code
    if isinstance(error, QueryError):
        return f"At character {error.start + 1} of the query: {error.message}", 2
    if isinstance(error, JournalDamaged) and not isinstance(error, NotAJournal):
        return f"{error} gutskin doctor --salvage or --restore can help.", 1
    if isinstance(error, UserError):
        return error.sentence, 2 if isinstance(error, InputError) else 1
    if isinstance(error, OSError):
        # Errors of named files are handled where they are opened; without a name it is standard output.
        return f"{error.filename or 'standard output'}: {reason(error)}.", 1
    if isinstance(error, MemoryError):
        return "There is not enough memory for that.", 1
    return UNEXPECTED.format(type(error).__name__), 1


def print_stderr(message: str) -> None:
    """Print a message on stderr as one line, without control characters."""
    try:
        from gutskin_tui.text import one_line

        line = one_line(message, LONGEST)
    except ImportError:
        line = " ".join(message.split())
    try:
        click.echo(f"gutskin: {line}", err=True)
    except OSError:  # stderr is closed or full: the message is dropped
        _drop_output(sys.stderr)


def _drop_output(stream: TextIO) -> None:
    """Point a stream to the null device, so that its unwritten buffer is not flushed again at exit, with status 120."""
    try:
        descriptor = stream.fileno()
    except (OSError, ValueError):
        return  # not a real file
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, descriptor)
    os.close(null)
