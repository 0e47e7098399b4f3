"""Watches the journal's files and the clock while the screen is open, and shows what changes outside the screen."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from textual.events import Resize
from textual.widgets import Input

from gutskin_tui.errors import UserError
from gutskin_tui.store import JournalBusy
from gutskin_tui.store.loss import Loss

if TYPE_CHECKING:
    from gutskin_tui.tui.app import GutskinApp

POLL_INTERVAL = 0.5
"""Seconds between two checks of the file, so that changes of other programs show within a second."""
QUIET = 2.0
"""Seconds without a key after which the person counts as not typing."""


class JournalWatcher:
    """Reads what other programs wrote, saves what waits, and follows the clock, by a timer of the application.

    `loss` is what is missing from the journal, `alarms` are the signs that it is not as it was saved, `file_error` is
    why it cannot be read or saved ("": it can).
    """

    def __init__(self, app: GutskinApp) -> None:
        self.app = app
        self.session = app.session
        self.loss: Loss | None = None
        self.alarms: tuple[str, ...] = ()
        self.file_error = ""
        clock = app.session.clock
        self._compacted = clock.today()
        self._minute = clock.now().replace(second=0, microsecond=0)

    def start(self, warning: str) -> None:
        """Start the timer, and show the most important message about the journal; `warning` is one of the settings."""
        self.app.set_interval(POLL_INTERVAL, self.poll)
        journal = self.session.journal
        self._check_alarms()
        if message := journal.notice or (not self.loss and (warning or next(iter(journal.warnings), ""))):
            self._warn(message)

    def poll(self) -> None:
        """Check the files and the clock once."""
        # While the application ends, its screens are removed before its timers are stopped.
        if not self.app.is_running:
            return
        session = self.session
        self._resize_screens()
        self._follow_clock()
        try:
            session.reload_from_disk()
            self._check_alarms()
            session.save_waiting()
            self._show_file_error("")
        except JournalBusy:
            self._show_file_error("")
        except UserError as error:
            self._show_file_error(error.short_sentence)
        if self.app.leaving and not session.queue:
            self.app.exit()
        if self._quiet:
            self.app.journal_questions.offer_copies()
            self._compact_daily()

    def _resize_screens(self) -> None:
        """Resize screens that missed a change of size: Textual's own timer for it may be skipped under load."""
        if self.app.screen.outer_size != self.app.size:
            for screen in self.app.screen_stack:
                screen.post_message(Resize(self.app.size, self.app.size))

    def state_text(self) -> str:
        """Return the state of the file for the title bar: "saved", or what is wrong."""
        session = self.session
        if session.drafts.broken:
            return "drafts cannot be saved (disk problem?)"
        if session.queue:
            return f"{len(session.queue)} not saved yet"
        if self.file_error:
            return "! cannot be read"
        if session.journal.read_only:
            return "read-only"
        if self.alarms:
            return "! something is missing" if self.loss else "! journal changed"
        return f"saved {session.palette.glyphs.done}"

    @property
    def _quiet(self) -> bool:
        """Whether nobody is typing, so that a question may be asked that no key asked for."""
        app = self.app
        typing = isinstance(app.focused, Input) or getattr(app.focused, "accepts_answers", False)
        return (
            not (typing or app.key_dispatch.awaits_choice or len(app.screen_stack) > 1)
            and app.key_queue.seconds_since_key >= QUIET
        )

    def _compact_daily(self) -> None:
        """Fold the journal's log and back it up once after each turn of the day: a screen may be open for weeks."""
        today, journal = self.session.clock.today(), self.session.journal
        if today != self._compacted and not journal.read_only:
            self._compacted = today
            with suppress(UserError):  # tried again the next day, and when the screen is closed
                journal.compact()

    def _follow_clock(self) -> None:
        """Update the visible day, and all words that say when an entry would be filed, to the clock."""
        if self.session.follow_clock():
            self.app.main_screen.show_all()
        minute = self.session.clock.now().replace(second=0, microsecond=0)
        if minute != self._minute:
            self._minute = minute
            self.app.minute_changed.publish(minute)

    def _check_alarms(self) -> None:
        """Update `loss` and `alarms`, and show a warning of the first new alarm."""
        before, journal = self.alarms, self.session.journal
        self.loss, self.alarms = journal.loss, journal.alarms
        if self.loss:
            self.alarms = (self.app.journal_questions.loss_message(), *self.alarms)
        if self.alarms != before:
            self.app.main_screen.show_all()
        if message := next((alarm for alarm in self.alarms if alarm not in before), ""):
            self._warn(message)

    def _show_file_error(self, error: str) -> None:
        """Show once why the journal cannot be read or saved, and once that it can be again ("")."""
        before, self.file_error = self.file_error, error
        if error == before:
            return
        if error:
            self.app.status(error, False)
        else:
            self.app.status("The journal can be read and saved again.")
            self.app.journal_readable.publish(None)
        self.app.main_screen.show_all()

    def _warn(self, message: str) -> None:
        """Show a warning about the journal on the status line, without its folder."""
        self.app.status(message.replace(f"{self.session.journal.path.parent}{os.sep}", ""), False)
