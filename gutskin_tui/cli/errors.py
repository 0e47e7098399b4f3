"""The outermost door: whatever goes wrong inside becomes one plain line on stderr and an exit status.

Status 2 means the command was not understood, 1 that it failed, 130 that it was interrupted. No traceback
leaves the program and no text of a journal is in any message: what people record about themselves does not
belong in a terminal's scrollback or a log of a cron job.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import click

from gutskin_tui.errors import InputError, UserError

LONGEST = 400
"""Terminal cells of a message; a pasted page in a wrong place is not repeated in full."""


class Failure(click.ClickException):
    """The command was understood but could not be done; the message is one plain sentence."""

    exit_code = 1


class OutputFailure(Failure):
    """What was asked for is done, but standard output cannot be written; `done` is a word such as "Saved"."""

    def __init__(self, done: str, error: OSError) -> None:
        from gutskin_tui.store.errors import reason

        super().__init__(f"{done}, but standard output cannot be written: {reason(error)}.")


def guarded(run: Callable[[], Any]) -> int:
    """Call `run` and return the exit status; every error is said on stderr in one line."""
    try:
        status = run()
        sys.stdout.flush()
    except (click.exceptions.Abort, KeyboardInterrupt):
        return 130
    except BrokenPipeError:
        _drop_output()
        return 1
    except Exception as error:  # noqa: BLE001 - this is the one place where everything ends
        try:
            message, status = explained(error)
        except Exception:  # noqa: BLE001 - a broken installation cannot even load its own errors
            message, status = f"Something unexpected went wrong ({type(error).__name__}).", 1
        say_wrong(message)
        if isinstance(error, OSError | OutputFailure):
            _drop_output()
    return status if isinstance(status, int) else 0


def explained(error: Exception) -> tuple[str, int]:
    """Return the sentence and the exit status for an error."""
    # Imported here: an error of a module can only arrive once that module is loaded, so success pays nothing.
    from gutskin_tui.model.search import QueryError
    from gutskin_tui.store import JournalDamaged, NotAJournal
    from gutskin_tui.store.errors import reason

    if isinstance(error, click.NoSuchOption):
        message = error.format_message().rstrip(".")
        return f"{message}. Before text that begins with a minus, write -- (two hyphens).", error.exit_code
    if isinstance(error, click.ClickException):
        return error.format_message(), error.exit_code
    if isinstance(error, QueryError):
        return f"At character {error.start + 1} of the query: {error.message}", 2
    if isinstance(error, JournalDamaged) and not isinstance(error, NotAJournal):
        return f"{error} gutskin doctor --salvage or --restore can help.", 1
    if isinstance(error, UserError):
        return error.sentence, 2 if isinstance(error, InputError) else 1
    if isinstance(error, OSError):
        # Files that are opened have a name, and what goes wrong in them is caught nearer: only output is left.
        return f"{error.filename or 'standard output'}: {reason(error)}.", 1
    if isinstance(error, MemoryError):
        return "There is not enough memory for that.", 1
    return f"Something unexpected went wrong ({type(error).__name__}).", 1


def say_wrong(message: str) -> None:
    """Say on stderr, in one line, what is wrong."""
    try:
        from gutskin_tui.text import one_line

        line = one_line(message, LONGEST)
    except ImportError:
        line = " ".join(message.split())
    with suppress(OSError):  # there is nowhere left to say it
        click.echo(f"gutskin: {line}", err=True)


def _drop_output() -> None:
    """Point stdout nowhere: what it still holds could not be written and must not be tried again at exit."""
    try:
        descriptor = sys.stdout.fileno()
    except (OSError, ValueError):
        return  # not a real file
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)
