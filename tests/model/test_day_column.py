"""The numbers of days that an index keeps in arrays."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gutskin_tui.model.day_column import DayColumn

FIRST = date(2026, 1, 1)


@given(st.dictionaries(st.integers(0, 40), st.floats(0, 10) | st.none()), st.integers(-3, 43), st.integers(-3, 43))
def test_between_has_the_numbers_of_its_days(numbers: dict[int, float | None], start: int, end: int) -> None:
    rows = {FIRST + timedelta(days=place): row for row, place in enumerate(sorted(numbers))}
    column = DayColumn(rows)
    for row, place in enumerate(sorted(numbers)):
        column.put(row, numbers[place])
    first, last = FIRST + timedelta(days=start), FIRST + timedelta(days=end)
    assert column.between(first, last) == {day: value for day, value in column.items() if first <= day <= last}
