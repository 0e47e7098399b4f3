"""The base class of the tabs, and the columns that their panels are arranged in."""

from __future__ import annotations

from datetime import date, datetime

from textual.app import ComposeResult
from textual.reactive import reactive
from textual.widget import Widget

from gutskin_tui.tui.state import AppState
from gutskin_tui.tui.tabs.actions import TabActions
from gutskin_tui.tui.widgets.frame import WIDE, fit_titles
from gutskin_tui.tui.widgets.journal_widget import JournalWidget
from gutskin_tui.tui.widgets.unpainted import Container, Vertical


class Columns(Container):
    """Panels in one column; in two from 100 columns of the screen, and in three from 160.

    With two, the middle and the right column are one above the other.
    """

    DEFAULT_CSS = """
    Columns { height: auto; width: 1fr; }
    Columns Vertical { height: auto; width: 1fr; }
    Columns .beside { height: auto; width: 1fr; }
    """


class Tab(TabActions, can_focus=False):
    """A tab of the main screen. Subclasses define `left`, `middle` and `right`, or `compose`.

    A tab with actions of its own has their bindings from the table of actions, and a method `action_<name>` for each.
    """

    DEFAULT_CSS = """
    Tab { height: 1fr; padding: 0 0; scrollbar-size-vertical: 1; overflow-x: hidden; }
    """
    day: reactive[date] = reactive(date.min, init=False, repaint=False)
    """The selected day, for the widgets that are bound to it."""

    def __init__(self, session: AppState) -> None:
        super().__init__(session)
        self.set_reactive(Tab.day, session.day)

    def compose(self) -> ComposeResult:
        """Compose the panels in columns."""
        left, beside = self.left(), [panels for panels in (list(self.middle()), list(self.right())) if panels]
        with Columns(classes="columns"):
            yield Vertical(*left, classes="column")
            # A class, as with `:first-child` in a stylesheet Textual styles all panels twice when a tab is made.
            ranks = ("column upper", "column")
            yield Container(
                *(Vertical(*panels, classes=rank) for panels, rank in zip(beside, ranks, strict=False)),
                classes="beside",
            )

    def left(self) -> ComposeResult:
        """The panels of the left column."""
        yield from ()

    def middle(self) -> ComposeResult:
        """The panels of the middle column, the upper right one where there are two."""
        yield from ()

    def right(self) -> ComposeResult:
        """The panels of the right column, the lower right one where there are two."""
        yield from ()

    def on_mount(self) -> None:
        """Follow the clock, for texts that depend on the time."""
        fit_titles(self)
        self.gutskin.minute_changed.subscribe(self, self._clock_changed)
        self.gutskin.journal_changed.subscribe(self, lambda changes: self.update_tab() if self.is_open else None)

    def _clock_changed(self, _: datetime) -> None:
        if self.is_open:
            self.follow_clock()

    @property
    def is_open(self) -> bool:
        """Whether this is the open tab."""
        return self.gutskin.pane is self

    def follow_clock(self) -> None:
        """Update texts that depend on the time. Called each minute while the tab is open."""

    @property
    def wide(self) -> bool:
        """Whether the screen has room for two columns."""
        return self.screen.size.width >= WIDE

    def update_tab(self) -> None:
        """Update what is not a `JournalWidget`. Called at each change while the tab is open, and when it is opened."""

    def reload(self) -> None:
        """Redraw everything, as after a change of the settings or the theme.

        Widgets are picked by `isinstance`, as a query by type knows only the first base of a class.
        """
        for widget in self.walk_children(JournalWidget):
            widget.invalidate()
        if self.is_open:
            self.update_tab()

    def catch_up(self) -> None:
        """Show the selected day, and what changed while the tab was hidden."""
        self.day = self.session.day
        for widget in self.walk_children(JournalWidget):
            widget.catch_up()
        self.update_tab()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave out the actions of the table that do not apply now."""
        return self.gutskin.check_action(action, parameters)

    def home(self) -> Widget | None:
        """The widget that takes the focus when the tab opens."""
        return next((widget for widget in self.query("*") if widget.focusable), None)
