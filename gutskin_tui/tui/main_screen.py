"""The main screen: the open tab and the bars around it.

It is on the way to the first frame, so that it imports nothing that needs the journal.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from textual import on, work
from textual.widget import Widget

from gutskin_tui.tui.actions import BY_ID, available, bindings
from gutskin_tui.tui.tabs.registry import tab_class
from gutskin_tui.tui.widgets.frame_bars import BarLine, KeyBar, StatusLine, TabBar, TitleBar
from gutskin_tui.tui.widgets.single_layout import SingleLayout
from gutskin_tui.tui.widgets.unpainted import ContentSwitcher

if TYPE_CHECKING:
    from gutskin_tui.store import Changes
    from gutskin_tui.tui.app import GutskinApp
    from gutskin_tui.tui.tabs.base import Tab
    from gutskin_tui.tui.widgets.prompt import Prompt, Question

STYLES = Path(__file__).with_name("styles")


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

    @property
    def prompt(self) -> Prompt:
        """The line at the bottom that asks for something."""
        return cast("Prompt", self.query_one("#prompt"))

    # The tabs and the bars.

    async def open_tab(self, name: str) -> None:
        """Show a tab, made on its first showing, and give it the focus; it stays scrolled as it was left."""
        app, switcher = self.gutskin, self.query_one("#tabs", ContentSwitcher)
        with app.batch_update():
            if not switcher.query_children(f"#{name}"):
                self._read_styles(name)
                await switcher.mount(tab_class(name)(app.session))
            app.tab = name
            self._restyle_tab(app.pane)
            self._update_bars()
            app.pane.catch_up()
            switcher.current = name
            # Not scrolled to: whether that had an effect would depend on whether the tab has been laid out yet.
            self.set_focus(app.pane.home(), scroll_visible=False)

    def show_all(self) -> None:
        """Redraw everything, in the bars and the open tab; other tabs follow when opened."""
        app = self.gutskin
        if not app.is_running or not app.screen_stack or not app.journal_open:
            return
        self._update_bars()
        app.pane.day = app.session.day
        for tab in self.query("#tabs > *"):
            cast("Tab", tab).reload()

    def show_selected_day(self) -> None:
        """Show the day that was selected."""
        self._update_bars()
        self.gutskin.pane.catch_up()

    def show_changes(self, changes: Changes) -> None:
        """Show a change, and read in the background what it leaves to be read: the journal, or the labels of meals."""
        self._update_bars()
        self.gutskin.journal_changed.publish(changes)
        if changes.everything or "foods" in changes.tables:
            self.gutskin.read_on()

    def _update_bars(self) -> None:
        """Show the selected day, the open tab and its keys; read the reports of trials if they are out of date."""
        app = self.gutskin
        session = app.session
        steps = [step for step in ("day_back", "day_on") if available(BY_ID[step], app.tab)]
        if session.day == session.today and steps:
            steps.remove("day_on")  # the future is not shown
        self.query_one(TitleBar).update_title(session.title_day, self._right_of_title(), steps)
        self.query_one(TabBar).set_current(app.tab)
        self.query_one(KeyBar).show_keys(app.tab, session.keymap.chosen)
        if session.trials.stale:
            self._read_trials()

    @work(exclusive=True, group="trials")
    async def _read_trials(self) -> None:
        """Make the reports of trials in the background; redraw if any has changed."""
        if await self.gutskin.session.trials.read():
            self.show_all()

    def _right_of_title(self) -> list[str]:
        """Return the texts at the right end of the title bar: streak, what of the day is logged, state of the file."""
        app = self.gutskin
        texts = (app.session.title_streak, app.session.title_completeness, "demo" if app.demo else "")
        return [*filter(None, texts), app.watcher.state_text()]

    # The prompt and what is clicked.

    def ask(self, question: Question) -> None:
        """Ask something on the prompt line; afterwards the focus goes back to where it was."""
        before: Widget | None = self.focused

        def back() -> None:
            self.set_focus(before if before and before.is_attached else self.gutskin.pane.home())

        self.query_one(StatusLine).clear_error()
        self.prompt.ask(question, back)

    def leave_field(self) -> None:
        """Close the prompt, or give the focus back to the first list of the open tab."""
        if self.prompt.asking:
            self.prompt.close()
        else:
            self.set_focus(self.gutskin.pane.home())

    @on(BarLine.Picked)
    async def _picked(self, event: BarLine.Picked) -> None:
        await self.gutskin.action_pick(event.action)

    # The style sheets.

    def restyle(self) -> None:
        """Apply the style sheets, to hidden tabs when they are opened: to style one takes 6 ms."""
        hidden = {tab for tab in self.query("#tabs > *") if not tab.display}
        self._unstyled |= hidden
        nodes = self.walk_children(with_self=True)
        self.app.stylesheet.update_nodes(node for node in nodes if hidden.isdisjoint(node.ancestors_with_self))

    def _restyle_tab(self, tab: Widget) -> None:
        """Apply the style sheets to a tab that was hidden when they were last applied."""
        if tab in self._unstyled:
            self._unstyled.remove(tab)
            self.app.stylesheet.update(tab)

    def _read_styles(self, tab: str) -> None:
        """Read the style sheet of a tab, if it has one. To parse those of all tabs at the start takes 5 ms."""
        path = STYLES / f"{tab}.tcss"
        if path.exists():
            self.app.stylesheet.read(path)
            self.app.stylesheet.parse()

    # Actions.

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave out the actions of the table that do not apply now."""
        return self.gutskin.check_action(action, parameters)

    def action_copy_text(self) -> None:
        """Copy the text selected with the mouse, and say so."""
        super().action_copy_text()
        self.gutskin.status("Copied the selected text.")
