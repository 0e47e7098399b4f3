"""Syncs the journal with git from the screen, in a thread with the journal opened a second time."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from gutskin_tui.clock import Clock
from gutskin_tui.errors import UserError
from gutskin_tui.store import Journal
from gutskin_tui.sync.journal_sync import sync

if TYPE_CHECKING:
    from gutskin_tui.tui.app import GutskinApp

GROUP = "sync"


def start_sync(app: GutskinApp) -> None:
    """Sync in a worker; entries can be typed meanwhile, and those that arrive are shown as from any other program."""
    if any(worker.group == GROUP and not worker.is_finished for worker in app.workers):
        app.status("A sync is going on already.", False)
    elif app.session.journal.read_only:
        app.status("The journal is open for reading only.", False)
    else:
        app.status("Syncing with git…")
        app.run_worker(_sync(app), group=GROUP)


async def _sync(app: GutskinApp) -> None:
    journal = app.session.journal
    try:
        message = await asyncio.to_thread(_sync_file, journal.path, journal.state, app.session.clock)
    except UserError as error:
        app.status(error.short_sentence, False)
    else:
        app.status(message)


def _sync_file(path: Path, state: Path, clock: Clock) -> str:
    """Sync the journal at `path` and return a sentence about it. Raises UserError."""
    with Journal.open(path, state=state, clock=clock) as journal:
        return sync(journal).message()
