"""The base class of the tabs, and the two columns that most of them use."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget

from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.tui.state import AppState

if TYPE_CHECKING:
    from gutskin_tui.tui.app import GutskinApp


class Columns(Horizontal):
    """Two columns, or one below the other on screens that are too narrow."""

    DEFAULT_CSS = """
    Columns { height: auto; width: 1fr; }
    Columns > Vertical { height: auto; width: 1fr; }
    """


class Tab(VerticalScroll, can_focus=False):
    """A tab of the main screen, which shows the session's journal.

    Subclasses override `reload`, and `left` and `right` or `compose`. A tab with actions of its own has their bindings
    from the table of actions, and a method `action_<name>` for each.
    """

    DEFAULT_CSS = """
    Tab { height: 1fr; padding: 0 0; scrollbar-size-vertical: 1; overflow-x: hidden; }
    """
    NAME = ""
    HELP = ""
    """A few sentences for the help screen."""

    def __init__(self, session: AppState) -> None:
        super().__init__(id=self.NAME)
        self.session = session

    @property
    def gutskin(self) -> GutskinApp:
        """The application, typed."""
        return cast("GutskinApp", self.app)

    def compose(self) -> ComposeResult:
        """Compose the panels in two columns."""
        with Columns():
            with Vertical():
                yield from self.left()
            with Vertical():
                yield from self.right()

    def left(self) -> ComposeResult:
        """The panels of the left column."""
        yield from ()

    def right(self) -> ComposeResult:
        """The panels of the right column."""
        yield from ()

    def on_mount(self) -> None:
        """Subscribe to the clock, for texts that depend on the time."""
        self.gutskin.minute_changed.subscribe(self, self._clock_changed)

    def _clock_changed(self, _: datetime) -> None:
        if self.gutskin.pane is self:
            self.follow_clock()

    def follow_clock(self) -> None:
        """Update texts that depend on the time. Called each minute while the tab is open."""

    @property
    def wide(self) -> bool:
        """Whether the screen has room for two columns."""
        return self.screen.size.width >= 100

    @property
    def strip_days(self) -> int:
        """Days of a strip of digits that leave room beside it for their summary."""
        return 28 if self.screen.size.width >= 118 else 14

    def reload(self) -> None:
        """Update all panels. Called when the journal, the selected day or the screen's size changes."""
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave out the actions of the table that do not apply now."""
        return self.gutskin.applies(action, parameters)

    def home(self) -> Widget | None:
        """The widget that takes the focus when the tab opens."""
        return next((widget for widget in self.query("*") if widget.focusable), None)

    def selected(self) -> AnyEntry | None:
        """The entry that edit and delete apply to, None if none is selected."""
        return None
