"""Today: what is missing, what is logged, the check-in, streaks, and the last 28 days."""

from __future__ import annotations

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical

from gutskin_tui.model.entries import summary, title
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.presentation.day import ACTION_OF, NeedList, strips
from gutskin_tui.presentation.streaks import streak_lines
from gutskin_tui.text import clean
from gutskin_tui.tui.actions import bindings
from gutskin_tui.tui.check_in import CheckIn, quick_questions
from gutskin_tui.tui.tabs.base import Columns, Tab
from gutskin_tui.tui.widgets.panel import TextPanel
from gutskin_tui.tui.widgets.row_list import Rows
from gutskin_tui.tui.widgets.score_form import ScoreForm
from gutskin_tui.tui.widgets.trial_panels import TrialToday


class Today(Tab):
    """The first tab: the state of the selected day."""

    NAME = "today"
    BINDINGS = bindings("today")
    HELP = (
        "What the day still misses, with the key that fills it. Enter on a line does the same. "
        "c starts the check-in: type digits, they advance by themselves; - skips; Esc leaves. All is saved as typed. "
        "N plans a trial of one food; while one runs, what to do stands here, and N shows it."
    )

    def compose(self) -> ComposeResult:
        """Compose two lists, side by side where they fit; below them the check-in and panels, in two columns."""
        with Columns(classes="pair"):
            yield Rows("Missing today", id="missing", empty="Nothing is missing. A calm day.")
            yield Rows("Logged", id="logged", empty="Nothing yet. w logs a glass of water, m a meal, c a check-in.")
        with Columns():
            with Vertical():
                self.checkin = CheckIn(self.session, "Check-in", quick_questions(self.session.settings))
                yield ScoreForm(self.session, "Check-in", self.checkin.save, "c starts the check-in", id="check-in")
                yield TextPanel("Streaks", id="streaks")
            with Vertical():
                yield TextPanel("Last 28 days", id="strips")
                yield TrialToday(self.session, id="trial-today")

    def update_tab(self) -> None:
        session = self.session
        day_name = session.day_word()
        palette = session.palette
        missing = NeedList(session.day, session.needs, session.usual_time, session.previous, palette)
        self._open = missing.open
        self.query_one("#missing", Rows).fill(
            len(self._open) + bool(missing.done), missing.line, f"Missing {day_name} ({len(self._open)})"
        )
        logged = session.entries()
        self.query_one("#logged", Rows).fill(
            len(logged), lambda index, width: logged_line(logged[index]), f"Logged {day_name} ({len(logged)})"
        )
        self.checkin.questions = quick_questions(session.settings)
        self.checkin.fill(self.query_one("#check-in", ScoreForm))
        self.query_one("#streaks", TextPanel).update_content(
            streak_lines(session.streaks, session.today, palette, wide=self.wide, width=self.screen.size.width - 4)
        )
        days = self.strip_days
        glass = session.settings.glass_ml
        text = strips(session.series, session.today, glass, days, palette, key=not self.wide)
        self.query_one("#strips", TextPanel).update_content(text, f"Last {days} days")
        self.query_one(TrialToday).reload()

    def follow_clock(self) -> None:
        self.checkin.fill(self.query_one("#check-in", ScoreForm))

    def selected(self) -> AnyEntry | None:
        rows = self.query_one("#logged", Rows)
        logged = self.session.entries()
        return logged[rows.cursor] if rows.has_focus and logged else None

    async def action_check_in(self) -> None:
        """Start the check-in on its first blank field."""
        form = self.query_one("#check-in", ScoreForm)
        form.add_class("-open")
        self.checkin.begin()
        self.checkin.fill(form)
        form.start()
        self.scroll_to_widget(form, animate=False)

    @on(ScoreForm.StartRequested)
    async def _start(self) -> None:
        await self.action_check_in()

    @on(ScoreForm.Done)
    def _checked_in(self) -> None:
        self.query_one("#check-in", ScoreForm).remove_class("-open")
        self.query_one("#missing", Rows).focus()

    @on(Rows.Chosen, "#missing")
    async def _fill_need(self, event: Rows.Chosen) -> None:
        if event.index < len(self._open):
            await self.gutskin.perform(ACTION_OF[self._open[event.index].kind])

    @on(Rows.Chosen, "#logged")
    async def _edit(self) -> None:
        await self.run_action("screen.edit_entry")


def logged_line(entry: AnyEntry) -> Text:
    """Return the line of an entry in a list: time, kind, summary, note."""
    note = f'  "{clean(entry.note)}"' if entry.note else ""
    return Text.assemble(
        (f"{entry.when:%H:%M}", "dim"), f"  {title(entry):<10}", clean(summary(entry)), (note, "italic dim")
    )
