"""The application: its frame is drawn first; then the journal is opened, and a tab when it is first shown.

What needs the journal is imported by `opening`, after the first frame: with the store and a tab it takes as long as
Textual itself.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, ExitStack
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, cast

from rich.text import Text
from textual import work
from textual.actions import ActionParseResult
from textual.app import ComposeResult
from textual.dom import DOMNode
from textual.events import Event, Key, Paste
from textual.signal import Signal
from textual.widgets import Input

from gutskin_tui.clock import Clock
from gutskin_tui.errors import UserError
from gutskin_tui.settings import Settings
from gutskin_tui.text import counted
from gutskin_tui.tui.actions import BY_ID, TABS, applies, available, bindings, in_table, key_label
from gutskin_tui.tui.dialogs.base import DIALOGS
from gutskin_tui.tui.key_queue import KeyQueue
from gutskin_tui.tui.keymap import keymap
from gutskin_tui.tui.main_screen import MainScreen
from gutskin_tui.tui.shutdown import CleanShutdown
from gutskin_tui.tui.theme import ThemedApp
from gutskin_tui.tui.widgets.frame import set_size_classes
from gutskin_tui.tui.widgets.frame_bars import KeyBar, StatusLine, TabBar, TitleBar, clickable
from gutskin_tui.tui.widgets.unpainted import ContentSwitcher

if TYPE_CHECKING:
    from gutskin_tui.store import Changes, Journal
    from gutskin_tui.tui.journal_questions import JournalQuestions
    from gutskin_tui.tui.journal_watcher import JournalWatcher
    from gutskin_tui.tui.key_dispatch import KeyDispatch
    from gutskin_tui.tui.settings_editor import SettingsEditor
    from gutskin_tui.tui.state import AppState
    from gutskin_tui.tui.tabs.base import Tab
    from gutskin_tui.tui.trial_wizard import TrialWizard

NEW_OBJECTS = 5_000
"""Objects that are made between two collections of garbage: at Python's 700, they took 1 to 2 ms of each key."""


class GutskinApp(CleanShutdown, ThemedApp[None]):
    """The application. Settings, paths, clock and what opens the journal are given to it.

    `files` closes the journal, once the application has ended. The attributes that are only declared are set when the
    journal is open; until then keys wait.
    """

    CSS_PATH = "styles/app.tcss"
    TITLE = "gutskin"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = bindings("app")

    session: AppState
    key_dispatch: KeyDispatch
    settings_editor: SettingsEditor
    journal_questions: JournalQuestions
    watcher: JournalWatcher

    def __init__(
        self,
        open_journal: Callable[[], AbstractContextManager[Journal]],
        settings: Settings,
        settings_path: Path,
        state_path: Path,
        clock: Clock,
        *,
        demo: bool = False,
        first_run: bool = False,
        warning: str = "",
    ) -> None:
        super().__init__(theme_setting=settings.theme)
        self.open_journal = open_journal
        self.files = ExitStack()
        self.start_settings = settings
        self.settings_path = settings_path
        self.state_path = state_path
        self.clock = clock
        self.key_queue = KeyQueue(self, self._dispatch_key)
        self.key_queue.pause()
        self.animation_level = "none"
        self.plain_ascii = settings.ascii
        self.demo = demo
        self.first_run = first_run
        self.warning = warning
        self.leaving = False
        self.journal_open = False
        self.is_whole_process = False
        """Whether the process ends with the application, so that its garbage collector may be set for that."""
        self.tab = "today"
        self.minute_changed: Signal[datetime] = Signal(self, "minute_changed")
        self.journal_changed: Signal[Changes] = Signal(self, "journal_changed")
        """The journal changed, by this screen or another program; published when the open tab shows it."""
        self.journal_readable: Signal[None] = Signal(self, "journal_readable")
        """The journal can be read and saved again: what was refused because of that is no longer."""

    def get_default_screen(self) -> MainScreen:
        """Return the screen below all dialogs."""
        return MainScreen(id="_default")

    def compose(self) -> ComposeResult:
        """Title, tab bar, room for the open tab, status, keys."""
        set_size_classes(self.screen)
        yield TitleBar(id="title")
        yield TabBar()
        yield ContentSwitcher(id="tabs")
        yield StatusLine(id="status")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Fill the bars with what needs no journal, and open the journal once they are drawn."""
        keys = keymap(self.start_settings.keys)
        self.set_keymap(keys.bindings())
        self.query_one(TabBar).set_current(self.tab)
        self.query_one(KeyBar).show_keys(self.tab, keys.chosen)
        self.call_after_refresh(self._open)

    @work(group="opening")
    async def _open(self) -> None:
        from gutskin_tui.tui.opening import open_journal

        await open_journal(self)

    def on_unmount(self) -> None:
        """Release the drafts, so that the next screen can take them over."""
        if self.journal_open:
            self.session.drafts.close()

    @work(exclusive=True, group="reading")
    async def read_on(self) -> None:
        """Read the whole journal in the background, then load the lexicon, which takes far less; redraw after both."""
        await self.session.read_all()
        await self.session.foods.load()
        self.main_screen.show_all()
        if self.is_whole_process:
            gc.freeze()  # modules, widgets and the journal stay: to scan them would stop a key for 40 ms
            gc.enable()
            gc.set_threshold(NEW_OBJECTS)

    # Showing.

    @property
    def main_screen(self) -> MainScreen:
        """The screen below all dialogs."""
        return cast(MainScreen, self.default_screen)

    @property
    def pane(self) -> Tab:
        """The open tab."""
        return cast("Tab", self.query_one(f"#tabs > #{self.tab}"))

    def status(self, message: str, good: bool = True, offer: str = "") -> None:
        """Show a sentence on the status line; `offer` is the action that reverts the change, undo or redo."""
        settings, waiting = self.session.settings, len(self.session.queue)
        if waiting:
            changes = counted(waiting, "change")
            message, good = f"Another program is using the journal: {changes} not saved yet · {message}", False
        hint = Text("", "dim")
        if offer:
            key = key_label(BY_ID[offer], self.session.keymap.chosen)
            hint.append(f"{key} {BY_ID[offer].label}", clickable(offer))
        self.query_one(StatusLine).show_message(message, good, settings.ascii, hint)

    # Doing.

    async def on_event(self, event: Event) -> None:
        """Queue keys and pastes; dispatch other events at once."""
        if not self.key_queue.put(event):
            await super().on_event(event)

    async def _dispatch_key(self, event: Key | Paste) -> None:
        """Dispatch a key or paste whose turn it is."""
        if isinstance(event, Key) and self.journal_open:
            if len(self.screen_stack) == 1 and not isinstance(self.focused, Input):
                self.query_one(StatusLine).shorten()
            if self.key_dispatch.handle(event):
                return
            if name := self.key_dispatch.action_behind_prompt(event):
                await self.perform(name)
                return
        await super().on_event(event)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether an action applies: one of the table on its tabs, in a text field by some keys, below no dialog."""
        if len(self.screen_stack) > 1:
            return not in_table(action, parameters)
        return applies(action, parameters, self.tab, isinstance(self.focused, Input))

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Run an action; a refusal is shown in one sentence on the status line."""
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except UserError as error:
            self.status(error.short_sentence, False)
            return True

    async def action_pick(self, name: str) -> None:
        """Perform a clicked action as its key does, from outside of any field: what was typed there is kept."""
        if isinstance(self.focused, Input):
            self.main_screen.leave_field()
        if self.journal_open:
            await self.perform(name)

    async def action_perform(self, name: str) -> None:
        """Perform an action of the table that belongs to the open tab."""
        await self.perform(name)

    async def action_open_tab(self, name: str) -> None:
        """Open a tab."""
        await self.main_screen.open_tab(name)

    async def action_step_tab(self, by: int) -> None:
        """Open the tab `by` places to the right; after the last comes the first."""
        await self.main_screen.open_tab(TABS[(TABS.index(self.tab) + by) % len(TABS)])

    @work(group=DIALOGS)
    async def action_show_commands(self) -> None:
        """Offer all commands by name, and run the chosen one."""
        # imported here: it takes 60 ms before the journal is open, which the first frame does not wait for
        from gutskin_tui.tui.palette_commands import choose_command

        await choose_command(self)

    async def perform(self, name: str) -> None:
        """Perform an action of the table by its id, as its key does; for one of other tabs open the first of them."""
        action = BY_ID[name]
        if not available(action, self.tab):
            await self.main_screen.open_tab(action.tabs[0])
        await self.run_action(action.own_call, self if "app" in action.owners else self.pane)

    def action_undo(self) -> None:
        """Undo the last change."""
        self.session.undo()

    def action_redo(self) -> None:
        """Redo what was undone."""
        self.session.redo()

    def action_help_quit(self) -> None:
        """Say how to quit, on ctrl+c without a selection to copy."""
        key = key_label(BY_ID["quit"], self.session.keymap.chosen)
        self.status(f"Nothing is selected to copy. {key} quits.", False)

    def action_new_trial(self) -> None:
        """Plan a trial, or show the running one."""
        self.trial_wizard.new_trial()

    @work(group=DIALOGS)
    async def action_show_settings(self) -> None:
        """Show the settings, and save what is changed."""
        await self.settings_editor.show_form()

    async def action_quit(self) -> None:
        """Leave. All is saved already, or waits to be saved: a second time leaves that to the next start."""
        if not self.session.queue or self.leaving:
            self.exit()
            return
        self.leaving = True
        self.status("closing once it is saved; q again closes now, and the next start saves it", False)

    @cached_property
    def trial_wizard(self) -> TrialWizard:
        """The actions on trials, imported when first used: with numpy they take 130 ms, which no start waits for."""
        from gutskin_tui.tui.trial_wizard import TrialWizard

        return TrialWizard(self)
