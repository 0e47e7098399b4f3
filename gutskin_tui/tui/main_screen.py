"""The main screen, which holds the tabs, with the bindings of the table of actions.

It is on the way to the first frame, so that it imports nothing that needs the journal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.widget import Widget

from gutskin_tui.tui.actions import bindings
from gutskin_tui.tui.widgets.single_layout import SingleLayout

if TYPE_CHECKING:
    from gutskin_tui.tui.app import GutskinApp


class MainScreen(SingleLayout[None]):
    """The screen below all dialogs. Its bindings perform the actions of the open tab."""

    BINDINGS = bindings("tab")

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._unstyled: set[Widget] = set()

    @property
    def gutskin(self) -> GutskinApp:
        """The application, typed."""
        return cast("GutskinApp", self.app)

    def restyle(self) -> None:
        """Apply the style sheets, to hidden tabs when they are opened: to style one takes 6 ms."""
        hidden = {tab for tab in self.query("#tabs > *") if not tab.display}
        self._unstyled |= hidden
        nodes = self.walk_children(with_self=True)
        self.app.stylesheet.update_nodes(node for node in nodes if hidden.isdisjoint(node.ancestors_with_self))

    def restyle_tab(self, tab: Widget) -> None:
        """Apply the style sheets to a tab that was hidden when they were last applied."""
        if tab in self._unstyled:
            self._unstyled.remove(tab)
            self.app.stylesheet.update(tab)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave out the actions of the table that do not apply now."""
        return self.gutskin.check_action(action, parameters)

    def action_copy_text(self) -> None:
        """Copy the text selected with the mouse, and say so."""
        super().action_copy_text()
        self.gutskin.status("Copied the selected text.")
