"""The list of the meals of a day and of the days before it, with their gut signs."""

from __future__ import annotations

from datetime import date, timedelta

from gutskin_tui.dates import short_day
from gutskin_tui.model.kinds import Gut, Meal
from gutskin_tui.presentation.meal_list import DAYS, MealList, Row, rows_of
from gutskin_tui.tui.food_service import FOODS
from gutskin_tui.tui.widgets.headed_rows import HeadedRows
from gutskin_tui.tui.widgets.journal_rows import JournalRows
from gutskin_tui.tui.widgets.row_list import Rows


class MealRows(JournalRows, HeadedRows):
    """The meals and gut signs of the selected day and of those before it, under the names of the days.

    Posts `Rows.Moved` also after a change, as another meal may then be on the selected row.
    """

    TABLES = frozenset({"meal", "gut", "skin", "mark", FOODS})

    def __init__(self) -> None:
        super().__init__("Meals", id="meals-list")
        self._rows: list[Row] = []
        self._listed_day: date | None = None

    @property
    def row(self) -> Row | None:
        """The selected row."""
        return self._rows[self.cursor] if self.cursor < len(self._rows) else None

    @property
    def meal(self) -> Meal | None:
        """The selected meal, None on a row without one."""
        return self.row.meal if self.row else None

    @property
    def entry(self) -> Meal | Gut | None:
        """The selected entry, None on a row without one."""
        return self.row.entry if self.row else None

    def select(self, entry_id: str) -> None:
        """Select the meal with this id if it is listed."""
        index = self._index_of(entry_id)
        if index is not None:
            self.cursor = index

    def update_view(self) -> None:
        session, before = self.session, self.entry
        self._rows = rows = rows_of(session.entries, self.day, session.needs)
        same_day, self._listed_day = self._listed_day == self.day, self.day
        cursor: int | None = 0
        if same_day:
            cursor = self._index_of(before.id) if before else None
        lines = MealList(
            self.day,
            session.today,
            session.moment,
            session.values("severity", self.day - timedelta(days=DAYS + 1), self.day),
            session.foods.loaded_analyzer,
            session.last_meal if session.day_index else lambda slot: None,
            session.palette,
        )
        self.fill_headed(
            [index for index, row in enumerate(rows) if row.heading],
            len(rows),
            lambda index, width: lines.line(rows[index], width),
            "Today and before" if self.day == session.today else f"{short_day(self.day)} and before",
            cursor,
        )
        self.post_message(Rows.Moved(self, self.cursor))

    def _index_of(self, entry_id: str) -> int | None:
        """Return the row of an entry, None if it is not listed."""
        return next((index for index, row in enumerate(self._rows) if row.entry and row.entry.id == entry_id), None)
