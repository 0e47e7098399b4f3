"""The state that the tabs share: the journal, the day on screen, and the methods that change entries.

A change is saved first; then `on_change` is called with what changed, to redraw, and `on_status` with the sentence for
the status line. Changes of other programs are taken up by `reload_from_disk`, and as far as a save read them, with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

from msgspec.structs import replace

from gutskin_tui.charts.line import DaySpan
from gutskin_tui.charts.palette import Palette
from gutskin_tui.clock import Clock
from gutskin_tui.dates import show_day
from gutskin_tui.model.amend import Amended, Amendment, amend
from gutskin_tui.model.chart_events import NO_EVENTS, ChartEvents
from gutskin_tui.model.entries import make, summary, title
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.presentation import undo as undo_text
from gutskin_tui.presentation.chart_events import trial_spans
from gutskin_tui.presentation.day import completeness
from gutskin_tui.presentation.streaks import current_streak
from gutskin_tui.settings import Settings
from gutskin_tui.store import Changes, Journal, JournalBusy
from gutskin_tui.text import clean
from gutskin_tui.tui.drafts import Drafts
from gutskin_tui.tui.food_service import FoodService
from gutskin_tui.tui.insights_worker import InsightsWorker
from gutskin_tui.tui.journal_view import JournalView
from gutskin_tui.tui.keymap import Keymap, keymap
from gutskin_tui.tui.palettes import palette_for
from gutskin_tui.tui.save_queue import WaitingChange
from gutskin_tui.tui.series_spans import SeriesSpans
from gutskin_tui.tui.trial_service import TrialService

T = TypeVar("T")

NO_CHANGES = Changes()
MANY_DAYS = 100
"""A change of more days than these is applied by reading the journal again in slices, so that no key waits."""
LOCK_TIMEOUT = 0.1
"""Seconds that a key waits for another program's save; after that the change waits and the screen goes on."""


class AppState(JournalView):
    """A journal and the day on screen, with the methods that change entries."""

    def __init__(
        self, journal: Journal, settings: Settings, settings_path: Path, drafts: Drafts, clock: Clock, theme: str
    ) -> None:
        journal.lock_timeout = LOCK_TIMEOUT
        super().__init__(journal, settings, drafts, clock, lambda entry: self.foods.analyzer.tags(entry))
        self.settings_path = settings_path
        self.foods = FoodService(journal, clock, self.entries)
        self.trials = TrialService(journal, clock, self.foods, self.entries, lambda: self.courses)
        self.spans = SeriesSpans(self)
        self.insights = InsightsWorker(self, self.foods)
        self.theme = theme
        self.on_change: Callable[[Changes], None] = lambda changes: None
        self.on_day: Callable[[], None] = lambda: None
        self.on_status: Callable[[str, bool, str], None] = lambda text, good, offer: None

    @property
    def events(self) -> ChartEvents:
        """What the whole journal has to show on charts of days, trials too; nothing until `read_all` has read it."""
        return replace(super().events, trials=tuple(self.trials.all)) if self.indexes else NO_EVENTS

    @property
    def trial_spans(self) -> list[DaySpan]:
        """The days of each trial that charts mark; none until `read_all` has read the journal."""
        return [span for trial in self.events.trials for span in trial_spans(trial, self.today)]

    @property
    def palette(self) -> Palette:
        """The charts' styles and glyphs for the theme in force."""
        return palette_for(self.theme, self.settings.ascii)

    @property
    def keymap(self) -> Keymap:
        """The keys of the settings, checked."""
        return keymap(self.settings.keys)

    @property
    def title_day(self) -> str:
        """The shown day for the title bar."""
        return show_day(self.day, pad="0") + (" · today" if self.day == self.today else "")

    @property
    def title_completeness(self) -> str:
        """How much of what the shown day needs is logged, for the title bar; "" if it needs nothing."""
        return completeness(self.needs)

    @property
    def title_streak(self) -> str:
        """The first streak for the title bar, "" if there is none."""
        streaks = self.streaks
        return current_streak(streaks[0][1]) if streaks and streaks[0][1].current else ""

    # Changing. Each raises EntryError or JournalError, and leaves the journal unchanged then.

    def add(self, kind: str, values: Mapping[str, Any], at: datetime | None = None) -> AnyEntry:
        """Record a new entry at `at` (this moment of the shown day if None) and return it."""
        entry = self.make(kind, values, at)
        self.add_all([entry], undo_text.change_label("Added", kind))
        return entry

    def make(self, kind: str, values: Mapping[str, Any], at: datetime | None = None) -> AnyEntry:
        """Return a new entry, not yet recorded: for a form that shows what it would be."""
        return make(kind, values, self.clock, at=at or self.moment())

    def add_all(self, entries: list[AnyEntry], label: str) -> None:
        """Record several entries as one undoable change."""
        if self._save_now(lambda: self.journal.add(*entries, label=label)):
            self.apply_changes()
            self._notify_saved(entries)
            return
        for entry in entries:
            self._wait(WaitingChange(label, entry=entry))

    def change(self, seen: AnyEntry, values: Mapping[str, Any], at: datetime | None = None) -> AnyEntry:
        """Change some fields of the entry that is shown as `seen` (None clears one); `at` moves it.

        Returns the entry as it now is, with what was changed elsewhere meanwhile.
        """
        label = undo_text.change_label("Changed", seen.kind)
        amended: list[Amendment] = []
        if self._save_now(lambda: amended.append(self.journal.amend(seen, values, self.clock, at, label=label))):
            entry = amended[0].entry
            self.apply_changes()
            self._notify_saved([entry], amended[0].message)
        else:
            entry = amend(seen, seen, values, self.clock, at).entry
            self._wait(WaitingChange(label, seen, entry, dict(values), at))
        return entry

    def preview_change(self, seen: AnyEntry, values: Mapping[str, Any], at: datetime | None = None) -> AnyEntry:
        """Return the entry that `change` would save."""
        return amend(self.journal.latest(seen), seen, values, self.clock, at).entry

    def remove(self, seen: AnyEntry, only_if: Callable[[AnyEntry], bool] = lambda entry: True) -> bool:
        """Take the entry that is shown as `seen` out, if `only_if` is true of it as it is now; undo brings it back.

        Returns whether it is gone; it may have been deleted elsewhere already.
        """
        label = undo_text.change_label("Deleted", seen.kind)
        entry: AnyEntry | None = seen

        def save() -> None:
            nonlocal entry
            with self.journal.exclusive():
                entry = self.journal.latest(seen)
                if entry is not None and only_if(entry):
                    self.journal.remove(entry.id, label=label)

        saved = self._save_now(save)
        if entry is not None and not only_if(entry):
            return False
        if not saved:
            self._wait(WaitingChange(label, seen))
            return True
        self.apply_changes()
        if entry:
            self.on_status(f"Deleted {self.describe(entry)}{self._filed(entry)}", True, "undo")
        else:
            self.on_status("It was deleted elsewhere already.", False, "")
        return True

    def change_records(self, change: Callable[[Journal, Clock], T], message: str) -> tuple[T, str]:
        """Apply `change`, which concerns own foods or trials and no entry; show `message` after a note of a conflict.

        Returns the result of `change` and the text that is shown. Raises what `change` raises, and JournalError.
        """
        self.save_waiting()
        revision = self.journal.revision
        result = change(self.journal, self.clock)
        self.apply_changes()
        text = f"{result.message} {message}" if isinstance(result, Amended) and result.message else message
        self.on_status(text, True, "undo" if self.journal.revision != revision else "")
        return result, text

    def undo(self) -> str:
        """Take the last change back, also one from before a restart; one that waits is dropped. Returns the message."""
        if self.queue:
            waiting = self.queue.drop_newest()
            self.apply_changes(waiting.changes)
            words = undo_text.dropped(waiting.seen, waiting.entry, self.today)
            self.on_status(words, True, "")
            return words
        change_made = self.journal.undo()
        if change_made is None:
            self.on_status(undo_text.NOTHING_TO_UNDO, False, "")
            return undo_text.NOTHING_TO_UNDO
        self.apply_changes()
        words = undo_text.undone(change_made, self.today)
        self.on_status(words, True, "redo")
        return words

    def redo(self) -> None:
        """Make the change again that was undone last."""
        self.save_waiting()
        change_made = self.journal.redo()
        if change_made is None:
            self.on_status(undo_text.NOTHING_TO_REDO, False, "")
            return
        self.apply_changes()
        self.on_status(undo_text.redone(change_made, self.today), True, "undo")

    def show_day(self, day: date) -> None:
        """Show another day; of those to come only one that holds entries, as a clock that was wrong leaves them."""
        if day > self.today and not self.entries(day):
            day = self.day if self.today < self.day < day else self.today
        self.day = day
        self.on_day()

    def reload_from_disk(self) -> None:
        """Take up what other programs wrote to the journal, and save again what they dropped. Raises JournalError."""
        try:
            self.journal.refresh()
            count = self.journal.restore_lost_changes()
        finally:
            if changes := self.journal.drain_changes():
                self._apply(changes)
        if count:
            what = "1 change was" if count == 1 else f"{count} changes were"
            self.on_status(f"{what} missing from {clean(self.journal.path.name)} and saved again.", False, "")

    def save_waiting(self) -> None:
        """Save the changes that wait, in order. Raises JournalError: what could not be saved waits on."""
        count, messages = 0, []
        while self.queue:
            change, message = self.queue.save_oldest()
            self.apply_changes(change.changes)
            count += 1
            messages.append(message)
        if count:
            words = "Saved 1 change that had waited." if count == 1 else f"Saved {count} changes that had waited."
            self.on_status(" ".join([*dict.fromkeys(filter(None, messages)), words]), True, "undo")

    def apply_changes(self, waiting: Changes = NO_CHANGES) -> None:
        """Show what changed in the journal since the last call, and what a change of the queue touches."""
        self._apply(self.journal.drain_changes() | waiting)

    # Words.

    def describe(self, entry: AnyEntry) -> str:
        """Return a short description of an entry for the status line, without control characters."""
        words = clean(summary(entry))
        label = title(entry)
        return f"{label}: {words}" if words else label

    def _notify_saved(self, entries: list[AnyEntry], conflict: str = "") -> None:
        """Show what was saved on the status line.

        A conflict and then a notice on the running trial come first, as a narrow screen cuts off the end.
        """
        entry = entries[-1]
        before = f"{conflict} " if conflict else ""
        words = f"{before}{self.trials.notice(entries)}Saved {self.describe(entry)}{self._filed(entry)}"
        self.on_status(words, True, "undo")

    def _filed(self, entry: AnyEntry) -> str:
        if entry.date == self.today:
            return f" · {entry.clock_time}"
        return f" · {self.short_day(entry.date)}, {entry.clock_time}"

    def _save_now(self, save: Callable[[], object]) -> bool:
        """Save what waits and then `save()`; False if another program is saving. Raises JournalError otherwise."""
        try:
            self.save_waiting()
            save()
        except JournalBusy:
            return False
        return True

    def _wait(self, change: WaitingChange) -> None:
        """Let a change wait until the other program has saved."""
        self.queue.put(change)
        self.apply_changes(change.changes)
        entry = change.entry or change.seen
        assert entry is not None
        words = self.describe(entry) if change.entry else f"delete {self.describe(entry)}"
        self.on_status(f"{words}{self._filed(entry)}", True, "undo")

    def _apply(self, changes: Changes) -> None:
        if len(changes.days) > MANY_DAYS:
            changes = Changes(changes.days, changes.tables, everything=True)
        with self.fixed_today():
            self._drop(changes)
            self.foods.apply(changes)
            self.trials.apply(changes)
            self.on_change(changes)
