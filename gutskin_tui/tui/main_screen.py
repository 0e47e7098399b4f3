"""The main screen, which holds the tabs, with the bindings of the table of actions.

It is on the way to the first frame, so that it imports nothing that needs the journal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.screen import Screen

from gutskin_tui.tui.actions import bindings

if TYPE_CHECKING:
    from gutskin_tui.tui.app import GutskinApp


class MainScreen(Screen[None]):
    """The screen below all dialogs. Its bindings perform the actions of the open tab."""

    BINDINGS = bindings("tab")

    @property
    def gutskin(self) -> GutskinApp:
        """The application, typed."""
        return cast("GutskinApp", self.app)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave out the actions of the table that do not apply now."""
        return self.gutskin.check_action(action, parameters)

    def action_copy_text(self) -> None:
        """Copy the text selected with the mouse, and say so."""
        super().action_copy_text()
        self.gutskin.status("Copied the selected text.")
