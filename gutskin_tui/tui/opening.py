"""Opens the journal in the frame that is on screen already, and fills the frame.

The application imports this module after its first frame, and with it the store, the first tab and most of the rest.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from gutskin_tui.store import Journal, JournalError
from gutskin_tui.tui.dialogs.base import DIALOGS
from gutskin_tui.tui.drafts import Drafts
from gutskin_tui.tui.journal_questions import JournalQuestions
from gutskin_tui.tui.journal_watcher import JournalWatcher
from gutskin_tui.tui.key_dispatch import KeyDispatch
from gutskin_tui.tui.settings_editor import SettingsEditor
from gutskin_tui.tui.state import AppState
from gutskin_tui.tui.theme import theme_name
from gutskin_tui.tui.widgets.frame_bars import StatusLine
from gutskin_tui.tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from gutskin_tui.tui.app import GutskinApp


async def open_journal(app: GutskinApp, failure: str = "") -> None:
    """Open the journal and show it; ask what to do if it cannot be opened. `failure` is why recovering it failed."""
    try:
        journal = app.files.enter_context(app.open_journal())
    except JournalError as error:
        app.run_worker(_recover(app, error, failure), group=DIALOGS)
    else:
        await _show(app, journal)


async def _recover(app: GutskinApp, error: JournalError, failure: str) -> None:
    """Ask what to do about a journal that cannot be opened, do it, and open it again."""
    # imported here: it is rarely needed, and takes 4 ms of a start
    from gutskin_tui.tui.recovery import Recovery

    recovery = Recovery(error, app.clock, failure)
    app.key_queue.resume(forget=True)
    answer = await app.push_screen_wait(recovery.dialog())
    app.key_queue.pause()
    if answer == "read":
        app.warning = f"This is what can be read of {error.path.name}, for reading only."
        await _show(app, app.files.enter_context(recovery.readable_copy()))
    elif answer in ("again", "salvage", "restore"):
        await open_journal(app, recovery.do(answer))
    else:
        app.exit(return_code=1)


def begin(app: GutskinApp, journal: Journal) -> None:
    """Make the state of the screen, and what works on it."""
    app.session = AppState(
        journal,
        app.start_settings,
        app.settings_path,
        Drafts(app.state_path, journal.path),
        app.clock,
        theme_name(app.start_settings.theme),
    )
    app.key_dispatch = KeyDispatch(app)
    app.settings_editor = SettingsEditor(app)
    app.journal_questions = JournalQuestions(app)
    app.watcher = JournalWatcher(app)


async def _show(app: GutskinApp, journal: Journal) -> None:
    """Show the first tab, and let keys through; the rest of the journal is read after that."""
    begin(app, journal)
    session = app.session
    session.on_change = app.main_screen.show_changes
    session.on_day = app.main_screen.show_selected_day
    session.on_status = app.status
    with app.batch_update():
        await app.main_screen.mount(Prompt(session.drafts), before=app.query_one(StatusLine))
        await app.main_screen.open_tab("today")
    app.is_whole_process = not gc.isenabled()  # the command line disables it, so that the start is not held up
    app.journal_open = True
    app.key_queue.resume()
    app.call_after_refresh(app.read_on)
    app.watcher.start(app.warning)
    app.journal_questions.ask_at_start()
