"""Shows the settings, and applies changes of them to the running screen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from gutskin_tui import insights
from gutskin_tui.errors import UserError
from gutskin_tui.settings import Settings, SettingsError, save
from gutskin_tui.tui import dialogs

if TYPE_CHECKING:
    from gutskin_tui.tui.app import GutskinApp

CHOICES = frozenset(("outcome", "factors"))
"""Settings whose change is also recorded in the journal: each restarts the count of days."""


class SettingsEditor:
    """Asks for settings in a form, saves them and redraws everything."""

    def __init__(self, app: GutskinApp) -> None:
        self.app = app
        self.session = app.session

    async def show_form(self) -> None:
        """Show the settings, and save what is changed."""
        form = dialogs.settings_form.SettingsForm(self.session.settings, self.app.warning)
        if await self.app.push_screen_wait(form) is None:
            self.preview_theme(self.session.settings.theme)

    async def ask_first(self) -> None:
        """Ask the questions of the first run. Skipping them saves the defaults, so that they are asked only once."""
        if await self.app.push_screen_wait(dialogs.settings_form.FirstSettings(self.session.settings)) is None:
            defaults = dialogs.settings_form.first_defaults(self.session.settings)
            self.change(defaults, "Using the default settings. F12 changes them.")

    def change(self, changes: dict[str, Any], message: str) -> None:
        """Save settings and show `message`, or the reason why they cannot be saved."""
        try:
            self.save(changes)
        except SettingsError as error:
            self.app.status(error.short_sentence, False)
        else:
            self.app.status(message)

    def save(self, changes: dict[str, Any]) -> None:
        """Save settings and apply them. Raises SettingsError; nothing has changed then."""
        session, before = self.session, self.session.settings
        session.settings = save(session.settings_path, changes)
        if changes.keys() & CHOICES:
            self._record_choices(before, changes)
        self.app.warning = ""
        session.follow_clock()
        session.theme = self.app.use_theme(session.settings.theme)
        self.app.plain_ascii = session.settings.ascii
        self.app.set_keymap(session.keymap.bindings())
        self.app.status("Settings saved.")
        self.app.main_screen.show_all()

    def _record_choices(self, before: Settings, changes: dict[str, Any]) -> None:
        """Record in the journal since when outcome and factors are looked at."""
        try:
            self.session.change_records(
                partial(insights.choices.record_settings, before=before, after=self.session.settings, changed=changes),
                "Settings saved.",
            )
        except UserError as error:
            self.app.status(error.short_sentence, False)

    def preview_theme(self, name: str) -> None:
        """Show everything in a theme that is not saved."""
        before, self.session.theme = self.session.theme, self.app.use_theme(name)
        if self.session.theme != before:
            self.app.main_screen.show_all()
