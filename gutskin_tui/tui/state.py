"""The state that the tabs share: the journal, the day on screen, and the methods that change entries.

A change is saved first; then `on_change` is called to redraw, and `on_status` with the sentence for the status line.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, TypeVar, cast

from gutskin_tui.charts.palette import Palette
from gutskin_tui.clock import Clock
from gutskin_tui.dates import day_range, days_until, moment_in_day, show_short
from gutskin_tui.model.amend import Amended, Amendment, amend
from gutskin_tui.model.day_index import DayIndex, day_value
from gutskin_tui.model.day_status import Need, day_needs
from gutskin_tui.model.entries import make, summary, title
from gutskin_tui.model.kinds import KINDS, MEASURES, AnyEntry, Meal, Practice
from gutskin_tui.model.kinds.meal import Slot
from gutskin_tui.model.meal_history import MealHistory
from gutskin_tui.model.series import Series, series_of
from gutskin_tui.model.streaks import Streak
from gutskin_tui.presentation import undo as undo_text
from gutskin_tui.presentation.day import streaks
from gutskin_tui.settings import Settings
from gutskin_tui.store import Journal, JournalBusy
from gutskin_tui.text import clean
from gutskin_tui.tui.drafts import Drafts
from gutskin_tui.tui.keymap import Keymap, keymap
from gutskin_tui.tui.save_queue import SaveQueue, WaitingChange
from gutskin_tui.tui.session_foods import FoodService
from gutskin_tui.tui.session_trials import TrialService
from gutskin_tui.tui.theme import palette_for

T = TypeVar("T")

LOCK_TIMEOUT = 0.1
"""Seconds that a key waits for another program's save; after that the change waits and the screen goes on."""


class Session:
    """The journal as one screen sees it. `day` is the journal day that is shown."""

    def __init__(
        self, journal: Journal, settings: Settings, settings_path: Path, drafts: Drafts, clock: Clock, theme: str
    ) -> None:
        self.journal = journal
        self.journal.lock_timeout = LOCK_TIMEOUT
        self.clock = clock
        self.settings = settings
        self.settings_path = settings_path
        self.drafts = drafts
        self.queue = SaveQueue(journal, clock, drafts)
        self.foods = FoodService(journal, clock, self.entries)
        self.trials = TrialService(journal, clock, self.foods, self.entries)
        self.theme = theme
        self.day = self._turned_to = clock.today()
        self.day_index: DayIndex | None = None
        self.on_change: Callable[[], None] = lambda: None
        self.on_status: Callable[[str, bool, str], None] = lambda text, good, offer: None
        self._days: dict[date, list[AnyEntry]] = {}
        self._usual: MealHistory | None = None
        self._seen = journal.revision
        self._cache: dict[str, Any] = {}
        self._cache_key: tuple[object, ...] = ()

    # Reading.

    @property
    def settings(self) -> Settings:
        """The person's settings; setting them sets the clock's start of the day and of the week too."""
        return self._settings

    @settings.setter
    def settings(self, settings: Settings) -> None:
        self._settings = settings
        self.clock.day_start, self.clock.first_weekday = settings.day_starts, settings.first_weekday

    @property
    def palette(self) -> Palette:
        """The charts' styles and glyphs for the theme in force."""
        return palette_for(self.theme, self.settings.ascii)

    @property
    def keymap(self) -> Keymap:
        """The keys of the settings, checked."""
        return keymap(self.settings.keys)

    @property
    def today(self) -> date:
        """The current journal day."""
        return self.clock.today()

    def entries(self, day: date | None = None) -> list[AnyEntry]:
        """Return the entries of a day (the shown one if None), in order of time."""
        day = day or self.day
        if day not in self._days:
            self._days[day] = self._day(day)
        return self._days[day]

    def latest(self, kind: str, day: date | None = None) -> AnyEntry | None:
        """Return the day's latest entry of a kind, None if it has none."""
        return next((entry for entry in reversed(self.entries(day)) if entry.kind == kind), None)

    def previous(self, kind: str, before: date, within: int = 30) -> AnyEntry | None:
        """Return the latest entry of a kind in the `within` days before `before`, None if there is none."""
        for day in reversed(days_until(before - timedelta(days=1), within)):
            entry = self.latest(kind, day)
            if entry:
                return entry
        return None

    def values(self, measure: str, first: date, last: date) -> dict[date, float]:
        """Return the days of a series from `first` to `last`; quick also before the day index is ready."""
        if self.day_index:
            every = self.day_index.values[measure]
            return {day: every[day] for day in day_range(first, last) if day in every}
        kind, attribute = MEASURES[measure]
        values = {}
        for day in day_range(first, last):
            value = day_value(attribute, [entry for entry in self.entries(day) if entry.kind == kind.name])
            if value is not None:
                values[day] = value
        return values

    def series(self, measure: str, first: date) -> Series:
        """Return a series from `first` to today, for what is made of it."""
        return series_of(measure, self.values(measure, first, self.today), self.today, self.settings)

    @property
    def needs(self) -> list[Need]:
        """What the shown day needs, and how far it is met."""
        return day_needs(self.entries(), self.settings, self.day, self.today)

    @property
    def streaks(self) -> list[tuple[str, Streak]]:
        """The streaks that Today shows, by name; [] until the day index is ready."""
        index, goal = self.day_index, self.settings.water_goal_ml
        return self.cached("streaks", lambda: streaks(index, goal, self.today)) if index else []

    @property
    def usual(self) -> MealHistory:
        """The person's own meals: usual ones, completions, usual times. Built once; each change updates it."""
        if self._usual is None:
            meals = self.journal.between(self.today - timedelta(days=3650), self.today, "meal")
            self._usual = MealHistory((meal for meal in meals if isinstance(meal, Meal)), self.clock.day_start)
        return self._usual

    def usual_time(self, slot: str) -> time | None:
        """Return the usual time of a meal slot, None with too few meals or before they are read."""
        return self._usual.time(cast("Slot", slot)) if self._usual else None

    def last_minutes(self, practice: str) -> int | None:
        """Return the minutes of the latest practice of that name in the last month, None if there is none."""
        for day in reversed(days_until(self.today, 31)):
            for entry in reversed(self.entries(day)):
                if isinstance(entry, Practice) and entry.what == practice:
                    return entry.minutes
        return None

    def moment(self, day: date | None = None) -> datetime:
        """Return the instant an entry made now for `day` (the shown one if None) gets.

        On today it is now. On an earlier day it is the present time of day within that journal day, so
        that the entry belongs to the day on the screen.
        """
        now = self.clock.now()
        day = day or self.day
        if day == self.clock.day_of(now):
            return now
        if day == self._turned_to:  # the words on the screen still name the day that has just ended
            end = datetime.combine(day, self.clock.day_start) - timedelta(seconds=1)
            return min(now, moment_in_day(day, end.time(), self.clock), key=datetime.timestamp)
        return moment_in_day(day, now.time().replace(microsecond=0), self.clock)

    def moment_words(self) -> str:
        """Return the day and time that an entry made now would get: "Sat 21 Nov, 14:15"."""
        at = self.moment()
        return f"{self.short_day(self.clock.day_of(at))}, {at:%H:%M}"

    def follow_clock(self) -> bool:
        """Show the new day if the shown one was today; return whether the day has turned since the last call.

        Until it is called the shown day stays, so that an entry is filed under the day that the screen names.
        """
        before, self._turned_to = self._turned_to, self.today
        if self.day == before:
            self.day = self._turned_to
        return before != self._turned_to

    async def read_all(self) -> None:
        """Read the whole journal once, a slice at a time so that no key waits; the day index is then ready."""
        while self.day_index is None:
            seen = self.journal.revision
            day_index, usual = DayIndex(), MealHistory((), self.clock.day_start)
            for count, day in enumerate(sorted({*self.journal.days(), *self.queue.days})):
                entries = self._day(day)
                day_index.update(day, entries)
                usual.update(day, [entry for entry in entries if isinstance(entry, Meal)])
                if count % 20 == 19:
                    await asyncio.sleep(0)
                    if self.journal.revision != seen:
                        break
            else:
                self.day_index, self._usual = day_index, usual

    def cached(self, name: str, compute: Callable[[], T]) -> T:
        """Return `compute()`, done again only once the journal, the day index, the day or the settings are others."""
        now = (id(self.day_index), self.journal.revision, self.queue.revision, self.today, self.settings)
        if now != self._cache_key:
            self._cache_key = now
            self._cache.clear()
        if name not in self._cache:
            self._cache[name] = compute()
        return cast("T", self._cache[name])

    # Changing. Each raises EntryError or JournalError, and leaves the journal unchanged then.

    def add(self, kind: str, values: Mapping[str, Any], at: datetime | None = None) -> AnyEntry:
        """Record a new entry at `at` (this moment of the shown day if None) and return it."""
        entry = self.make(kind, values, at)
        self.add_all([entry], f"{KINDS[kind].label.lower()}")
        return entry

    def make(self, kind: str, values: Mapping[str, Any], at: datetime | None = None) -> AnyEntry:
        """Return a new entry, not yet recorded: for a form that shows what it would be."""
        return make(kind, values, self.clock, at=at or self.moment())

    def add_all(self, entries: list[AnyEntry], label: str) -> None:
        """Record several entries as one undoable change."""
        if self._save_now(lambda: self.journal.add(*entries, label=label)):
            self._changed({entry.date for entry in entries})
            self._notify_saved(entries)
            return
        for entry in entries:
            self._wait(WaitingChange(label, entry=entry))

    def change(self, seen: AnyEntry, values: Mapping[str, Any], at: datetime | None = None) -> AnyEntry:
        """Change some fields of the entry that is shown as `seen` (None clears one); `at` moves it.

        Returns the entry as it now is, with what was changed elsewhere meanwhile.
        """
        label = KINDS[seen.kind].label.lower()
        amended: list[Amendment] = []
        if self._save_now(lambda: amended.append(self.journal.amend(seen, values, self.clock, at, label=label))):
            entry = amended[0].entry
            self._changed({seen.date, entry.date})
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
        label = KINDS[seen.kind].label.lower()
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
        self._changed({seen.date, entry.date if entry else seen.date})
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
        self._changed(set())
        text = f"{result.message} {message}" if isinstance(result, Amended) and result.message else message
        self.on_status(text, True, "undo" if self.journal.revision != revision else "")
        return result, text

    def undo(self) -> str:
        """Take the last change back, also one from before a restart; one that waits is dropped. Returns the message."""
        if self.queue:
            waiting = self.queue.drop_newest()
            self._changed(waiting.days)
            words = undo_text.dropped(waiting.seen, waiting.entry, self.today)
            self.on_status(words, True, "")
            return words
        change_made = self.journal.undo()
        if change_made is None:
            self.on_status(undo_text.NOTHING_TO_UNDO, False, "")
            return undo_text.NOTHING_TO_UNDO
        self._changed(set(change_made.days))
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
        self._changed(set(change_made.days))
        self.on_status(undo_text.redone(change_made, self.today), True, "undo")

    def show_day(self, day: date) -> None:
        """Show another day; of those to come only one that holds entries, as a clock that was wrong leaves them."""
        if day > self.today and not self.entries(day):
            day = self.day if self.today < self.day < day else self.today
        self.day = day
        self.on_change()

    def reload_from_disk(self) -> bool:
        """Take up what other programs wrote to the journal, and save again what they dropped; True if anything is new.

        Raises JournalError.
        """
        changed = self.journal.refresh() or self.journal.revision != self._seen
        count = self.journal.restore_lost_changes()
        if changed or count:
            self._changed(None)
        if count:
            what = "1 change was" if count == 1 else f"{count} changes were"
            self.on_status(f"{what} missing from {clean(self.journal.path.name)} and saved again.", False, "")
        return changed or bool(count)

    def save_waiting(self) -> None:
        """Save the changes that wait, in order. Raises JournalError: what could not be saved waits on."""
        count, messages = 0, []
        while self.queue:
            change, message = self.queue.save_oldest()
            self._changed(change.days)
            count += 1
            messages.append(message)
        if count:
            words = "Saved 1 change that had waited." if count == 1 else f"Saved {count} changes that had waited."
            self.on_status(" ".join([*dict.fromkeys(filter(None, messages)), words]), True, "undo")

    def reset(self) -> None:
        """Read the journal again after a change that may be about any day."""
        self._changed(None)

    # Words.

    def day_word(self) -> str:
        """Name the shown day: "today", else "Fri 20 Nov"."""
        return "today" if self.day == self.today else self.short_day(self.day)

    def short_day(self, day: date) -> str:
        """Name a day, without its year if that is this year's: "Fri 20 Nov"."""
        return show_short(day, self.today, pad="0")

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
            return f" · {entry.when:%H:%M}"
        return f" · {self.short_day(entry.date)}, {entry.when:%H:%M}"

    def _day(self, day: date) -> list[AnyEntry]:
        """Return the entries of a day as saved and waiting."""
        entries = self.journal.day(day)
        return self.queue.applied(day, entries) if self.queue else entries

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
        self._changed(change.days)
        entry = change.entry or change.seen
        assert entry is not None
        words = self.describe(entry) if change.entry else f"delete {self.describe(entry)}"
        self.on_status(f"{words}{self._filed(entry)}", True, "undo")

    def _changed(self, days: set[date] | None) -> None:
        # A change made here adds one to the revision. If it grew by more, changes of other programs were read as well;
        # `_seen` then stays, so that `reload_from_disk` shows them.
        if days is None or self.journal.revision <= self._seen + 1:
            self._seen = self.journal.revision
        if days is None:
            self._days.clear()
            self.day_index = self._usual = None
        else:
            for day in days:
                self._days.pop(day, None)
                if self.day_index:
                    self.day_index.update(day, self.entries(day))
                if self._usual:
                    self._usual.update(day, [entry for entry in self.entries(day) if isinstance(entry, Meal)])
        self.on_change()
