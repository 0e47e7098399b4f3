"""Keys that the application takes itself: the answer to a choice on the status line, and letters of other tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.events import Key
from textual.widgets import Input

from gutskin_tui.errors import UserError
from gutskin_tui.tui.actions import ACTIONS, available, in_fields, key_label
from gutskin_tui.tui.key_choices import KeyChoice
from gutskin_tui.tui.widgets.frame_bars import StatusLine
from gutskin_tui.tui.widgets.prompt import Prompt
from gutskin_tui.tui.widgets.score_form import ScoreForm

if TYPE_CHECKING:
    from gutskin_tui.tui.app import GutskinApp


class KeyDispatch:
    """Offers a choice by one key, and handles the keys that belong to no widget."""

    def __init__(self, app: GutskinApp) -> None:
        self.app = app
        self._choice: KeyChoice | None = None

    @property
    def awaits_choice(self) -> bool:
        """Whether the next key chooses from what `offer` offered."""
        return self._choice is not None

    def offer(self, choice: KeyChoice) -> None:
        """Let the next key choose; Esc cancels."""
        self._choice = choice
        self.app.query_one(StatusLine).show_answers([*choice.answers, "Esc cancels"])

    def handle(self, key: Key) -> bool:
        """Handle a key before the widget with the focus gets it; return False if it is for the widget."""
        return self._choose(key) or self._refuse(key)

    def action_behind_prompt(self, key: Key) -> str:
        """Return the action of the open tab that a key has while the prompt, which is below the tab, has the focus.

        Textual looks for bindings only there and on the screen. The result is an id, "" for none.
        """
        app = self.app
        if len(app.screen_stack) > 1 or key.is_printable or not app.query_one(Prompt).has_focus_within:
            return ""
        remapped = app.session.keymap.chosen
        return next(
            (
                action.id
                for action in ACTIONS
                if app.tab in action.tabs
                and in_fields(action)
                and key.key in (remapped.get(action.id) or action.keys).split(",")
            ),
            "",
        )

    def _choose(self, key: Key) -> bool:
        """Let a key choose from what `offer` offered; return False if nothing is offered."""
        if self._choice is None:
            return False
        choice, self._choice = self._choice, None
        self.app.query_one(StatusLine).clear()
        if key.key == "escape":
            return True
        try:
            choice.choose(key.character or key.key)
        except UserError as error:
            self.app.status(error.short_sentence, False)
        return True

    def _refuse(self, key: Key) -> bool:
        """Show where a letter works that has an action on other tabs only; return False for any other key."""
        app = self.app
        if len(app.screen_stack) > 1 or not key.is_printable or isinstance(app.focused, Input | ScoreForm):
            return False
        remapped = app.session.keymap.chosen
        actions = [action for action in ACTIONS if key.key in (remapped.get(action.id) or action.keys).split(",")]
        if not actions or any(available(action, app.tab) for action in actions):
            return False
        if key.key in app.screen.active_bindings:  # the key of a list
            return False
        tabs = ", ".join(dict.fromkeys(tab.capitalize() for action in actions for tab in action.tabs))
        app.status(f"{key_label(actions[0], remapped)} works on {tabs}: {actions[0].help}", False)
        return True
