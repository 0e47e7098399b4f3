"""What the seven tabs have in common: a session to read, and a duty to show it afresh when it changes."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget

from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.tui.state import Session

if TYPE_CHECKING:
    from gutskin_tui.tui.app import GutskinApp


class Columns(Horizontal):
    """Two columns where there is room for them, one below the other where there is not."""

    DEFAULT_CSS = """
    Columns { height: auto; width: 1fr; }
    Columns > Vertical { height: auto; width: 1fr; }
    """


class Tab(VerticalScroll, can_focus=False):
    """One of the seven. A tab overrides `left` and `right` (or `compose`), `reload`, and what `do_<action>`
    methods it wants; an action it does not have is the application's.
    """

    DEFAULT_CSS = """
    Tab { height: 1fr; padding: 0 0; scrollbar-size-vertical: 1; overflow-x: hidden; }
    """
    NAME = ""
    HELP = ""
    """A few sentences for `?`, in plain words."""

    def __init__(self, session: Session) -> None:
        super().__init__(id=self.NAME)
        self.session = session

    @property
    def gutskin(self) -> GutskinApp:
        """The application, typed."""
        return cast("GutskinApp", self.app)

    def compose(self) -> ComposeResult:
        """Lay the panels out in two columns."""
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
        """Let the words that say when an entry would be filed follow the clock."""
        self.gutskin.minute_changed.subscribe(self, self._clock_changed)

    def _clock_changed(self, _: datetime) -> None:
        if self.gutskin.pane is self:
            self.follow_clock()

    def follow_clock(self) -> None:
        """Show words that depend on the clock afresh. Called each minute while the tab is open."""

    @property
    def wide(self) -> bool:
        """Whether the screen has room for two columns."""
        return self.screen.size.width >= 100

    @property
    def strip_days(self) -> int:
        """Days of a strip of digits, so that there is room beside it for what they come to."""
        return 28 if self.screen.size.width >= 118 else 14

    def reload(self) -> None:
        """Show the journal as it is now. Called when it, the day, or the screen's size changes."""
        raise NotImplementedError

    def home(self) -> Widget | None:
        """The widget that takes the focus when the tab opens."""
        return next((widget for widget in self.query("*") if widget.focusable), None)

    def selected(self) -> AnyEntry | None:
        """The entry that edit and delete are about, None if none is selected."""
        return None
