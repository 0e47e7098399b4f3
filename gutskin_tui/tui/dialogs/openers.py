"""The actions that open a dialog, and the handling of their results."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.text import Text

from gutskin_tui import settings as settings_file
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.store import JournalError
from gutskin_tui.store.backups import restore
from gutskin_tui.store.conflicts import Conflicts
from gutskin_tui.store.errors import reason
from gutskin_tui.store.loss import Loss
from gutskin_tui.store.merge import contents_of_file, merge_message
from gutskin_tui.text import clean
from gutskin_tui.tui.theme import THEMES

if TYPE_CHECKING:
    from gutskin_tui.tui.app import GutskinApp


class Dialogs:
    """Opens dialogs for the application.

    Dialogs are imported when first opened: together they take 15 ms, which the first frame does not wait for.
    """

    def __init__(self, app: GutskinApp, warning: str = "") -> None:
        self.app = app
        self.session = app.session
        self._warning = warning
        self._conflicts: Conflicts | None = None

    def open_form(self, kind: str, entry: AnyEntry | None = None) -> None:
        """Open the form of a kind, blank or with an entry to change."""
        from gutskin_tui.tui.dialogs.entry_form import EntryForm

        self.app.push_screen(EntryForm(self.session, kind, entry))

    async def run_command(self, chosen: str | None) -> None:
        """Run the chosen command of the palette."""
        what, _, value = (chosen or "").partition(" ")
        if what == "form":
            self.open_form(value)
        elif what == "theme":
            self.change({"theme": value}, f"Colours: {value}")
        elif what == "ascii":
            self.change({"ascii": value == "on"}, f"Plain ASCII: {value}")
        elif what == "files":
            self.show_files()
        elif what:
            await self.app.perform(what)

    def show_settings(self, first: bool = False) -> None:
        """Show the settings; `first` asks the questions of the first run."""
        from gutskin_tui.tui.dialogs.settings_form import SettingsForm

        skip = self.save_defaults if first else None
        self.app.push_screen(SettingsForm(self.session.settings, self.save_settings, skip=skip, about=self._warning))

    def save_defaults(self) -> None:
        """Write the default settings to the file, so that the first questions are asked only once."""
        from gutskin_tui.tui.dialogs.settings_form import FIRST, changes_of

        self.change(changes_of(self.session.settings, FIRST), "The usual settings serve. F12 changes them.")

    def ask_at_start(self) -> None:
        """Ask what to do about what is missing from the journal, then the first settings, then about its copies."""
        if self.app.watcher.loss and not self.session.journal.read_only:
            self._ask_about_loss(self.app.watcher.loss)
        elif self.app.first_run:
            self.show_settings(first=True)
        elif not self.app.demo:
            self.app.call_after_refresh(self.offer_copies)

    def loss_message(self) -> str:
        """Return what is missing from the journal, "" if nothing is."""
        session, loss = self.session, self.app.watcher.loss
        return loss.message(session.journal.path, session.clock.now().tzinfo) if loss else ""

    def _ask_about_loss(self, loss: Loss) -> None:
        from gutskin_tui.tui.dialogs.missing import MissingDialog

        def answered(answer: str | None) -> None:
            self._apply_loss_answer(loss, answer)
            if self.app.first_run:
                self.show_settings(first=True)
            else:
                self.offer_copies()

        self.app.push_screen(MissingDialog(loss, self.loss_message()), answered)

    def _apply_loss_answer(self, loss: Loss, answer: str | None) -> None:
        """Apply the answer about what is missing, or show why it cannot be applied."""
        session, journal = self.session, self.session.journal
        try:
            if answer == "merge" and loss.backup:
                self._merge(loss.backup.path)
            elif answer == "restore" and loss.backup:
                restore(journal.path, loss.backup.path, journal.state, session.clock.now())
                session.reload_from_disk()
                self.app.status(f"Restored: {journal.count()} entries.")
            elif answer == "accept":
                journal.accept()
                self.app.status("Going on with what is here. The backups are kept.")
        except JournalError as error:
            self._show_error(error, journal.path.parent)

    def _merge(self, path: Path) -> None:
        """Merge the journal file at `path` into the journal. Raises JournalError."""
        difference = self.session.journal.merge(contents_of_file(path), label="merge")
        self.session.apply_changes()
        self.app.status(merge_message(difference), offer="undo" if difference else "")

    def _show_error(self, error: JournalError, folder: Path) -> None:
        """Show an error on the status line, with paths in `folder` shortened to names."""
        self.app.status(clean(str(error)).replace(clean(f"{folder}/"), ""), False)

    def offer_copies(self) -> None:
        """Ask about the copies that a synchroniser has left beside the journal since this was called last."""
        journal = self.session.journal
        if not journal.read_only:
            self._conflicts = self._conflicts or Conflicts(journal.path, journal.state)
            self._ask_about_copies(self._conflicts, self._conflicts.arrived())

    def _ask_about_copies(self, conflicts: Conflicts, copies: Sequence[Path]) -> None:
        """Ask about each copy in turn."""
        if not copies:
            return
        from gutskin_tui.tui.dialogs.sync_conflict import SyncConflictDialog

        def answered(answer: str | None) -> None:
            self._apply_copy_answer(conflicts, copies[0], answer)
            self._ask_about_copies(conflicts, copies[1:])

        self.app.push_screen(SyncConflictDialog(copies[0]), answered)

    def _apply_copy_answer(self, conflicts: Conflicts, copy: Path, answer: str | None) -> None:
        """Apply the answer about a copy; a copy that cannot be read is reported, and offered again next time."""
        try:
            if answer == "merge":
                self._merge(copy)
            if answer in ("merge", "never"):
                conflicts.decide(copy, "merged" if answer == "merge" else "never")
        except JournalError as error:
            self._show_error(error, copy.parent)
        except OSError as error:
            self.app.status(f"What you chose cannot be remembered: {reason(error)}.", False)

    def show_files(self) -> None:
        """Show the paths of the files."""
        from gutskin_tui.tui.dialogs.text_page import TextPage

        session = self.session
        places = {
            "Journal": session.journal.path,
            "Settings": session.settings_path,
            "Drafts": session.drafts.folder,
        }
        text = Text("\n\n").join(
            Text.assemble((name, "bold"), f"\n{clean(str(path))}") for name, path in places.items()
        )
        if self._warning:
            text.append(f"\n\n! {self._warning}")
        self.app.push_screen(TextPage("Where your files are", text))

    def change(self, changes: dict[str, Any], message: str) -> None:
        """Change settings and show `message`, or the reason why they cannot be saved."""
        try:
            self.save_settings(changes)
        except settings_file.SettingsError as error:
            path = self.session.settings_path
            self.app.status(clean(str(error)).replace(clean(str(path)), path.name, 1), False)
        else:
            self.app.status(message)

    def save_settings(self, changes: dict[str, Any]) -> None:
        """Save settings and apply them. Raises SettingsError; nothing has changed then."""
        session, app = self.session, self.app
        session.settings = settings_file.save(session.settings_path, changes)
        self._warning = ""
        session.follow_clock()
        session.theme = "mono" if app.no_color else session.settings.theme
        app.theme = THEMES[session.theme].name
        app.set_keymap(session.keymap.bindings())
        app.status("Settings saved.")
        app.show_all()
