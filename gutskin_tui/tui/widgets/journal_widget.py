"""The base of widgets that show a part of the journal, and are redrawn only when that part changes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, cast

from textual.reactive import Initialize, reactive
from textual.widget import Widget

from gutskin_tui.store import Changes
from gutskin_tui.tui.trial_service import TABLE as TRIALS

if TYPE_CHECKING:
    from gutskin_tui.tui.app import GutskinApp
    from gutskin_tui.tui.state import AppState


class JournalWidget(Widget):
    """Shows a part of the journal. Subclasses define `TABLES`, `span` and `update_view`.

    A change that concerns it is shown at once if the widget is on the screen. A hidden one only becomes `stale`; its
    tab calls `catch_up` when it is opened.
    """

    TABLES: frozenset[str] = frozenset()
    """Tables whose changes concern the widget; empty for all."""

    MARKS_TRIALS = False
    """Whether the widget marks the days of trials."""

    day: reactive[date] = reactive(
        Initialize(lambda widget: cast("JournalWidget", widget).session.day), init=False, repaint=False
    )
    """The selected day, bound to that of the tab by those widgets that show it.

    Textual binds by a message that comes after a widget is mounted, and it may be drawn before.
    """

    _source: object = None

    stale = True
    """Whether something may have changed since `update_view` was last called."""

    @property
    def gutskin(self) -> GutskinApp:
        """The application, typed."""
        return cast("GutskinApp", self.app)

    @property
    def session(self) -> AppState:
        """The state that the application shows."""
        return self.gutskin.session

    @property
    def span(self) -> tuple[date, date] | None:
        """The first and last day that the widget shows, None for all days."""
        return None

    def update_view(self) -> None:
        """Show what the state holds now."""
        raise NotImplementedError

    def source(self) -> object:
        """Return the values that the widget shows, beside the settings and the theme; None if any may change."""
        return None

    def has_changed(self) -> bool:
        """Whether `source` has another value than at the last call, or the settings, the theme or today."""
        session, source = self.session, self.source()
        if source is not None:
            source = source, session.settings, session.theme, session.today
            if source == self._source:
                return False
        self._source = source
        return True

    def on_mount(self) -> None:
        """Follow the changes of the journal."""
        self.gutskin.journal_changed.subscribe(self, self._journal_changed)

    def _journal_changed(self, changes: Changes) -> None:
        if self.concerns(changes):
            self.invalidate()

    def concerns(self, changes: Changes) -> bool:
        """Whether the widget may show something of `changes`."""
        if changes.everything or (self.MARKS_TRIALS and TRIALS in changes.tables):
            return True
        if self.TABLES and not self.TABLES & changes.tables:
            return False
        span = self.span
        return span is None or bool([day for day in changes.days if span[0] <= day <= span[1]])

    def watch_day(self) -> None:
        """Show another day."""
        self.invalidate()

    def invalidate(self) -> None:
        """Show the current state: now if the widget is on the screen, else when its tab is opened."""
        self.stale = True
        if self.is_mounted and self._is_displayed():
            self.catch_up()

    def catch_up(self) -> None:
        """Show what changed while the widget was hidden."""
        if self.stale:
            self.stale = False
            self.update_view()

    def _is_displayed(self) -> bool:
        return not [node for node in self.ancestors_with_self if isinstance(node, Widget) and not node.display]
